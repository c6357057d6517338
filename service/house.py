"""The composition root of everything but HTTP: settings, database, snapshots, guard, clock and operator key."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrapers.addresses import Guard
from scrapers.fetch import Client
from service.errors import BadInput
from service.indexing import fill_index
from service.settings import SHORTEST_KEY, Settings
from storage.database import Database, pending, upgrade
from storage.errors import StorageError
from storage.snapshots import Snapshots, open_snapshots

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, aware; the only place below which no clock is read."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """What every use case needs. Close it with ``open_house``."""

    settings: Settings
    database: Database
    snapshots: Snapshots
    guard: Guard
    operator_key: str = field(repr=False)
    clock: Clock = utc_now

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return self.clock()

    def client(self) -> Client:
        """A client behind the address guard; use it as an async context manager."""
        return Client(self.guard, user_agent=self.settings.user_agent, proxy=self.settings.proxy, clock=self.clock)


@contextmanager
def open_house(
    settings: Settings, *, endpoints: frozenset[tuple[str, int]] = frozenset(), clock: Clock = utc_now
) -> Iterator[House]:
    """Open database and snapshots, upgrading the database first; ``endpoints`` are single addresses opened for fetches.

    What is stored without a search index is indexed. ``BadInput`` when folder or database cannot be opened.
    """
    with opening(settings):
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        snapshots = open_snapshots(settings.snapshots)
        if pending(settings.database_url):
            upgrade(settings.database_url)
    database = Database(settings.database_url)
    try:
        fill_index(database)
        yield House(
            settings=settings,
            database=database,
            snapshots=snapshots,
            guard=Guard(settings.networks, endpoints),
            operator_key=_operator_key(settings),
            clock=clock,
        )
    finally:
        database.dispose()


@contextmanager
def opening(settings: Settings) -> Iterator[None]:
    """What goes wrong while folder or database are opened, as ``BadInput``."""
    try:
        yield
    except StorageError as error:
        raise BadInput(f"cannot open the database: {error}", "database") from error
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot open the data folder {settings.data}: {error}", "data_folder") from error


def _operator_key(settings: Settings) -> str:
    """The key given in the settings, else the one kept in the data folder, made at the first start."""
    if settings.operator_key is not None:
        return settings.operator_key.get_secret_value()
    path = settings.data / "operator.key"
    if not path.exists():
        _write_privately(path, secrets.token_urlsafe(32))
    key = path.read_text(encoding="ascii").strip()
    if len(key) < SHORTEST_KEY:
        raise BadInput(f"{path}: no key of at least {SHORTEST_KEY} characters; delete the file and a new one is made")
    return key


def _write_privately(path: Path, text: str) -> None:
    draft = path.with_suffix(".tmp")
    draft.touch(mode=0o600)
    draft.write_text(text + "\n", encoding="ascii")
    draft.replace(path)
