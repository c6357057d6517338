"""Migrations: both databases reach the models' tables, give them up again, and are upgraded once whoever tries."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import migrations
from storage.database import Database, pending, upgrade
from storage.engine import read_url
from storage.errors import DatabaseUnavailable, DatabaseUrlError
from storage.models import Row

UPGRADE = "import sys; from storage.database import upgrade; upgrade(sys.argv[1])"


def differences(url: str) -> list[object]:
    with migrations.migrating(url) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Row.metadata))


def names(url: str) -> dict[str, set[str | None]]:
    """Every table with the names of its constraints and indexes; SQLite forgets that of a counting primary key."""
    with migrations.migrating(url) as connection:
        seen = inspect(connection)
        return {
            table: {key["name"] for key in seen.get_foreign_keys(table)}
            | {key["name"] for key in seen.get_unique_constraints(table)}
            | {key["name"] for key in seen.get_check_constraints(table)}
            | {key["name"] for key in seen.get_indexes(table)}
            for table in seen.get_table_names()
        }


def expected_names() -> dict[str, set[str]]:
    return {
        table.name: {str(part.name) for part in [*table.constraints, *table.indexes] if part is not table.primary_key}
        for table in Row.metadata.sorted_tables
    }


def test_migrations_bring_an_empty_database_to_the_tables_of_the_models(empty_database_url: str) -> None:
    assert pending(empty_database_url)
    upgrade(empty_database_url)
    assert not pending(empty_database_url)
    assert differences(empty_database_url) == []


def test_migrations_give_every_constraint_and_index_the_name_that_the_models_give_it(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    found = names(empty_database_url)
    del found["alembic_version"]
    for table, expected in expected_names().items():
        assert found.pop(table) == expected, table
    assert found == {}


def test_migrations_go_down_to_nothing_and_up_again(empty_database_url: str) -> None:
    upgrade(empty_database_url)
    migrations.run(empty_database_url, lambda config: command.downgrade(config, "base"))
    assert set(names(empty_database_url)) == {"alembic_version"}
    assert pending(empty_database_url)
    upgrade(empty_database_url)
    assert differences(empty_database_url) == []


def test_migrations_run_twice_change_nothing(database_url: str) -> None:
    upgrade(database_url)
    assert differences(database_url) == []


def test_migrations_started_by_three_processes_at_once_all_succeed(empty_database_url: str) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", UPGRADE, empty_database_url], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    complaints = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], complaints
    assert not pending(empty_database_url)
    assert differences(empty_database_url) == []


def test_migrations_refuse_a_database_of_a_newer_release(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.dispose()
    assert pending(database_url)
    with pytest.raises(DatabaseUnavailable, match=r"newer Clausewatch \(revision 9999\)"):
        upgrade(database_url)


def test_migrations_that_fail_leave_the_database_as_it_was(empty_database_url: str) -> None:
    def upgrade_and_fail(config: object) -> None:
        command.upgrade(config, "head")  # type: ignore[arg-type]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        migrations.run(empty_database_url, upgrade_and_fail)
    assert names(empty_database_url) == {}


def test_migrations_create_the_missing_folder_of_a_sqlite_file(tmp_path: Path) -> None:
    file = tmp_path / "not" / "there" / "yet.db"
    upgrade(f"sqlite:///{file}")
    assert file.is_file()


def test_looking_for_migrations_creates_no_file(tmp_path: Path) -> None:
    assert pending(f"sqlite:///{tmp_path}/none/none.db")
    assert list(tmp_path.iterdir()) == []


def test_migrations_say_which_database_they_cannot_open_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(DatabaseUnavailable, match=r"cannot open or upgrade sqlite:.*folder\.db: unable to open"):
        upgrade(f"sqlite:///{tmp_path}/folder.db")
    with pytest.raises(DatabaseUnavailable) as refused:
        upgrade(f"postgresql://me:hidden@/nothing?host={tmp_path}")
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("", "cannot be read"),
        ("data/clausewatch.db", "cannot be read"),
        ("mysql://me:hidden@host/db", "mysql databases are not supported"),
        ("postgresql+asyncpg://me:hidden@host/db", r"postgresql\+asyncpg databases are not supported"),
        ("sqlite://", "must be a file"),
        ("sqlite:///:memory:", "must be a file"),
    ],
)
def test_a_database_url_that_cannot_be_used_is_refused_with_what_to_write(url: str, complaint: str) -> None:
    with pytest.raises(DatabaseUrlError, match=complaint) as refused:
        Database(url)
    assert "use sqlite:///" in str(refused.value)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_common_spelling_of_a_postgresql_url_means_the_one_driver(scheme: str) -> None:
    read = read_url(f"{scheme}://me:p%40ss@host:5433/db")
    assert (read.drivername, read.password, read.port, read.database) == ("postgresql+psycopg", "p@ss", 5433, "db")


def test_migrations_travel_in_the_wheel_and_upgrade_from_there(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    program = "import sys; sys.path.insert(0, sys.argv[2]); from storage import migrations; print(migrations.scripts())"
    program += "; migrations.upgrade(sys.argv[1]); print(migrations.pending(sys.argv[1]))"
    words = [sys.executable, "-P", "-c", program, f"sqlite:///{tmp_path}/own.db", str(tmp_path / "installed")]
    done = subprocess.run(words, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [str(tmp_path / "installed" / "storage" / "_migrations"), "False"]


def test_migrations_of_the_command_line_need_a_named_database(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    program = [sys.executable, "-m", "alembic", "-c", str(root / "alembic.ini")]
    environment = {"PATH": ""}
    unnamed = subprocess.run([*program, "current"], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert unnamed.returncode == 1
    assert "CLAUSEWATCH_DATABASE_URL" in unnamed.stderr
    named = [*program, "-x", f"database=sqlite:///{tmp_path}/own.db"]
    for words in (["upgrade", "head"], ["check"]):
        done = subprocess.run([*named, *words], capture_output=True, text=True, env=environment, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
