"""/api/v1/changes: the append-only log, walked by sequence."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import QueryParameter

from service.paging import DEFAULT_LIMIT, Limit, Listing, decode_cursor, listing
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from service.resources import EventItem, event_item
from storage import events
from storage.records import EventKind

Position = Annotated[str | None, QueryParameter(description="`next` of the page before, or a `sequence` already read")]
Kinds = Annotated[list[EventKind] | None, QueryParameter(description="only these kinds; repeat for several")]
OfDocument = Annotated[str | None, QueryParameter(description="only of this document")]


@get("/changes", sync_to_thread=True, tags=["changes"], summary="The log, oldest first")
def list_changes(
    request: Request[Any, Any, Any],
    house: TheHouse,
    after: Position = None,
    kind: Kinds = None,
    document: OfDocument = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[EventItem]]:
    """Events after a place in the log. Keep the last `sequence` you have read and ask again from there."""
    with house.database.read() as session:
        rows = events.since(session, sequence_of(after), limit + 1, kinds=tuple(kind or ()), document_id=document)
    return listing(request, "changes", rows, limit, position=lambda row: str(row.sequence), item=event_item)


def sequence_of(after: str | None) -> int:
    """The sequence an ``after`` names. Raises a ``bad-cursor`` problem."""
    if after is None:
        return 0
    text = after if after.isascii() and after.isdigit() else decode_cursor("changes", after) or ""
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise ProblemError(ProblemKind.BAD_CURSOR, "detail.bad_cursor", cursor=after[:80])
    return int(text)
