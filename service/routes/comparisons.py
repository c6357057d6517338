"""/api/v1/comparisons/{a}..{b} and /api/v1/compare: everything from one text to another."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, QueryParameter

from service.comparing import compare_files
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from service.schemas import comparison_json
from service.submissions import BODY_LIMIT, Submission, read_form, read_json, submitted
from service.version_comparing import compare_versions_json

Across = Annotated[bool, QueryParameter(description="compare two places: place names and agencies are masked")]


@get("/comparisons/{pair:str}", sync_to_thread=True, tags=["comparisons"], summary="From version a to version b")
def get_comparison(house: TheHouse, pair: FromPath[str], across: Across = False) -> Response[bytes]:
    """Comparison JSON (schema `clausewatch/comparison/1`); `pair` is two version ids, `a..b`. It obeys the overrides
    that stand between the two documents and says under `overrides` which are in effect."""
    old, new = split_pair(pair)
    body = compare_versions_json(house, old, new, across=across)
    return Response(body.encode(), media_type="application/json")


@post(
    "/compare",
    status_code=200,
    tags=["comparisons"],
    summary="Compare two texts or files; nothing is stored",
    request_max_body_size=BODY_LIMIT,
)
async def post_compare(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Two texts as JSON `{"old": {"text": "…"}, "new": {"text": "…"}, "across": false}`, or two files as multipart
    fields `old`, `new` and `across` (TXT, MD, HTML, DOCX, PDF)."""
    submission = await submitted(request, read_form, read_json)
    return Response(await sync_to_thread(compared, submission), headers={"Cache-Control": "no-store"})


def compared(submission: Submission) -> dict[str, Any]:
    """The comparison of what was sent in, as JSON."""
    return comparison_json(compare_files(submission.old, submission.new, across=submission.across).comparison)


def split_pair(pair: str) -> tuple[str, str]:
    """The two ids of ``a..b``. Raises a ``bad-pair`` problem."""
    old, separator, new = pair.partition("..")
    if not (separator and old and new) or ".." in new:
        raise ProblemError(ProblemKind.BAD_PAIR, "detail.bad_pair", pair=pair[:80])
    return old, new
