"""/changes: the log, newest first, in plain words."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import QueryParameter

from service.notifications import comparison_path, headline
from service.pages.frame import reader_of, show
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from storage import events
from storage.records import Event

PAGE = 100
Before = Annotated[int | None, QueryParameter(ge=1)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in one line, and where to read what it is about."""

    event: Event
    line: str
    comparison: str | None


@get("/changes", sync_to_thread=True)
def changes_page(request: Request[Any, Any, Any], house: TheHouse, before: Before = None) -> Response[bytes]:
    """The newest events, or those before a sequence."""
    reader = reader_of(request, house)
    with house.database.read() as session:
        highest = events.highest(session)
        last = min(before - 1, highest) if before is not None else highest
        if last < 0:
            raise ProblemError(ProblemKind.BAD_CURSOR, "detail.stale_cursor")
        rows = [event for event in events.since(session, max(last - PAGE, 0), PAGE) if event.sequence <= last]
    entries = tuple(
        Entry(event, headline(event, reader.language.value), comparison_path(event)) for event in rows[::-1]
    )
    earlier = reader.address(before=str(last - PAGE + 1)) if last > PAGE else None
    return show(reader, "changes.html", entries=entries, earlier=earlier)
