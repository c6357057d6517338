"""Engines: how a database URL is read, and how each connection to SQLite and PostgreSQL is set up."""

import json
import sqlite3
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import DatabaseUrlError

#: Execution option of engines whose transactions write; the others cannot.
WRITES: Final = "clausewatch_writes"

#: Seconds that a SQLite connection waits for another's write transaction, unless its URL says ``?timeout=``.
BUSY_SECONDS: Final = 10.0

_HELP: Final = "use sqlite:///path/to/file or postgresql://user@host/database"
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
#: serialization_failure, deadlock_detected (PostgreSQL manual, appendix A)
_RERUN: Final = frozenset({"40001", "40P01"})


def read_url(url: str) -> URL:
    """The URL as SQLAlchemy takes it; ``DatabaseUrlError`` says what to write instead, without any password."""
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlError(f"the database URL cannot be read; {_HELP}") from error
    driver = parsed.drivername
    if driver not in ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"):
        raise DatabaseUrlError(f"{driver} databases are not supported; {_HELP}")
    if driver.startswith("sqlite") and (parsed.database or ":memory:") == ":memory:":
        raise DatabaseUrlError(f"a SQLite database must be a file; {_HELP}")
    return parsed.set(drivername="postgresql+psycopg") if driver == "postgresql" else parsed


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database, ``None`` for a server."""
    if not url.drivername.startswith("sqlite"):
        return None
    return Path(str(url.database))


def connect(url: URL) -> Engine:
    """An engine whose plain transactions only read; a missing folder of a SQLite file is created."""
    serialiser = partial(json.dumps, ensure_ascii=False, allow_nan=False, default=_plain)
    file = file_of(url)
    if file is None:
        return create_engine(url, json_serializer=serialiser, hide_parameters=True, pool_pre_ping=True)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUrlError(f"cannot create the folder {file.parent} for the database: {error.strerror}") from error
    waits = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, json_serializer=serialiser, hide_parameters=True, connect_args=waits)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _plain(value: object) -> dict[str, Any]:
    """What JSON does not know by itself: mappings that are not ``dict``."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a {type(value).__name__} cannot be stored as JSON")


def reader(engine: Engine) -> Engine:
    """The same database for transactions that see one state throughout and can write nothing."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writer(engine: Engine) -> Engine:
    """The same database for transactions that may write."""
    return engine.execution_options(**{WRITES: True})


def may_be_rerun(error: DBAPIError) -> bool:
    """Whether the database gave up a transaction only because of another one, so that running it again can succeed."""
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        return (cause.sqlite_errorcode & 0xFF) in _BUSY
    return getattr(cause, "sqlstate", None) in _RERUN


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    """Put a new connection into the mode of this house, and leave BEGIN to us (the driver would begin too late)."""
    connection.isolation_level = None
    cursor = connection.cursor()
    _enter_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _enter_wal(cursor: sqlite3.Cursor) -> None:
    """Switch a new file to WAL; SQLite answers BUSY at once, without waiting, when two connections try together."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                return
        except sqlite3.OperationalError as error:
            if (error.sqlite_errorcode & 0xFF) not in _BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that upgrades later fails at once, whatever the busy timeout."""
    writes = bool(connection.get_execution_options().get(WRITES, False))
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
