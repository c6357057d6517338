"""Bringing a database to the tables of this release: all of it or none, and once, whoever else is trying."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage import engine as engines
from storage import family_tables as _families  # noqa: F401 - its tables stand in the metadata that is migrated
from storage import search_tables as _search  # noqa: F401 - its tables, too
from storage.dialects import Lock, serialise
from storage.errors import DatabaseUnavailable

_HERE: Final = Path(__file__).resolve().parent


def scripts() -> Path:
    """The folder of the migration scripts: the installed wheel's, else the checkout's."""
    packaged = _HERE / "_migrations"
    return packaged if (packaged / "env.py").is_file() else _HERE.parent / "alembic"


def configuration() -> Config:
    """Alembic's configuration, made here so that no file has to be found at run time."""
    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(url: str) -> None:
    """Create or upgrade the tables.

    Raises ``DatabaseUnavailable`` when the database cannot be opened or was written by a newer release.
    """
    run(url, lambda config: command.upgrade(config, "head"))


def pending(url: str) -> bool:
    """Whether ``upgrade`` has something to do; changes nothing, and creates no file."""
    file = engines.file_of(engines.read_url(url))
    if file is not None and not file.exists():
        return True
    with _opened(url) as engine, engines.reader(engine).connect() as connection:
        return _revision(connection) != ScriptDirectory.from_config(configuration()).get_current_head()


def run(url: str, action: Callable[[Config], None]) -> None:
    """Run an Alembic command, which finds its connection in ``config.attributes``, in one locked transaction."""
    with migrating(url) as connection:
        config = configuration()
        config.attributes["connection"] = connection
        _refuse_newer(connection, ScriptDirectory.from_config(config))
        action(config)


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """A connection in a transaction that nobody else migrates beside; committed at the end."""
    with _opened(url) as engine, engines.writer(engine).connect() as connection:
        _suspend_foreign_keys(connection)
        with connection.begin():
            serialise(connection, Lock.SCHEMA)
            yield connection
            _check_foreign_keys(connection)


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    parsed = engines.read_url(url)
    engine = engines.connect(parsed)
    try:
        yield engine
    except DBAPIError as error:
        shown = parsed.render_as_string(hide_password=True)
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseUnavailable(f"cannot open or upgrade {shown}: {reason}") from error
    finally:
        engine.dispose()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(connection: Connection, known: ScriptDirectory) -> None:
    revision = _revision(connection)
    if revision is not None and revision not in {script.revision for script in known.walk_revisions()}:
        raise DatabaseUnavailable(
            f"the database is of a newer Clausewatch (revision {revision}); install that release to open it"
        )


def _suspend_foreign_keys(connection: Connection) -> None:
    """SQLite alters a table by building it anew, which its foreign keys must survive (SQLite manual, ALTER TABLE)."""
    if connection.dialect.name == "sqlite":
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise DatabaseUnavailable(f"the upgrade would leave a {broken[0]} row without its {broken[2]}; nothing changed")
