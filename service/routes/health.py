"""/api/v1/health: whether the service can answer, for whoever watches the watcher."""

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from litestar import get

from service.parameters import TheHouse
from storage import events, sources


@dataclass(frozen=True, slots=True)
class Health:
    """The service's state: ``sources`` counts them by status, ``sequence`` is the log's last."""

    status: Literal["ok"]
    version: str
    sources: dict[str, int]
    sequence: int


@get("/health", sync_to_thread=True, tags=["health"], summary="Whether the service can answer")
def get_health(house: TheHouse) -> Health:
    """Reads the database; an answer of 200 means that it can be read."""
    with house.database.read() as session:
        counts = Counter(str(source.status) for source in sources.listed(session))
        return Health("ok", version("clausewatch"), dict(sorted(counts.items())), events.highest(session))
