"""What tests of every package can ask for: a fresh database of each kind, and a snapshot store."""

import os
from collections.abc import Generator, Iterator
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With NO_SKIPS set, as CI has it, a skipped test is a failed one: nothing is left unlooked at in silence."""
    report = yield
    if os.environ.get("NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where no skip is allowed: {report.longrepr}"
    return report
