"""/api/v1/search: words in documents and clauses, in context."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import QueryParameter

from diffs.clauses import Kind, Stage
from service.paging import DEFAULT_LIMIT, After, Limit, Listing, decode_cursor, encode_cursor, next_address
from service.parameters import TheHouse
from service.search_items import SearchItem, search_items
from service.searching import Question, Searched, read_position, search, words_of
from storage.searching import Filters

Words = Annotated[str, QueryParameter(description='words, parted by blanks; "…" keeps the blanks inside')]
Places = Annotated[list[str] | None, QueryParameter(description="where the text applies begins with this; repeatable")]
Issuers = Annotated[list[str] | None, QueryParameter(description="发文机关; repeatable")]
Stages = Annotated[list[Stage] | None, QueryParameter(description="where the text stands in its procedure; repeatable")]
Kinds = Annotated[list[Kind] | None, QueryParameter(description="what the clause is; repeatable")]
From = Annotated[date | None, QueryParameter(name="from", description="the legal date is not before this day")]
Until = Annotated[date | None, QueryParameter(name="until", description="the legal date is not after this day")]
Versions = Annotated[Searched, QueryParameter(description="the latest version of each document, or all")]


@get("/search", sync_to_thread=True, tags=["search"], summary="Search documents and clauses")
def search_clauses(
    request: Request[Any, Any, Any],
    house: TheHouse,
    q: Words,
    place: Places = None,
    issuer: Issuers = None,
    stage: Stages = None,
    kind: Kinds = None,
    dated_from: From = None,
    dated_until: Until = None,
    versions: Versions = Searched.LATEST,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Response[Listing[SearchItem]]:
    """Documents whose title or number has the words, then the newest; a page may end short and still have a `next`."""
    filters = Filters(
        tuple(place or ()),
        tuple(issuer or ()),
        tuple(stage or ()),
        tuple(kind or ()),
        dated_from,
        dated_until,
        history=versions is Searched.ALL,
    )
    question = Question(words_of(q), filters)
    start = read_position(question, decode_cursor("search", after))
    with house.database.read() as session:
        answer = search(session, question, start, limit)
        items = search_items(session, answer.hits, question.words)
    cursor = encode_cursor("search", answer.following.written(question)) if answer.following else None
    headers = {"Link": f'<{next_address(request, cursor)}>; rel="next"'} if cursor else {}
    return Response(Listing(items, cursor), headers=headers)
