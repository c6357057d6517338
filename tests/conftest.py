"""What tests of every package can ask for: a fresh database of each kind, and a snapshot store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.databases import KINDS, Databases

from storage.database import Database
from storage.snapshots import Snapshots


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The maker of databases; one PostgreSQL server serves the whole session."""
    maker = Databases(tmp_path_factory.mktemp("databases"))
    yield maker
    maker.close()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A database of its own for the test, with the tables of this release: on SQLite, then on PostgreSQL."""
    with databases.fresh(request.param, migrated=True) as url:
        yield url


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The same without any tables."""
    with databases.fresh(request.param, migrated=False) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An open database with the tables of this release."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """An empty snapshot store."""
    return Snapshots(tmp_path / "snapshots")
