"""Cursors and Link headers: how a list is walked, stable under inserts."""

import base64
import binascii
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.params import QueryParameter

from service.problems import ProblemError, ProblemKind
from storage.errors import NotFound

T = TypeVar("T")
R = TypeVar("R")

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

#: How many items a page holds.
Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="items a page, 1 to 200")]
#: Where the page begins: ``next`` of the page before.
After = Annotated[str | None, QueryParameter(description="`next` of the page before")]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a list; ``next`` is the cursor of the page after, null on the last."""

    items: list[T]
    next: str | None


def encode_cursor(kind: str, position: str) -> str:
    """An opaque cursor for the place after ``position`` in the list called ``kind``."""
    return base64.urlsafe_b64encode(f"{kind}:{position}".encode()).decode().rstrip("=")


def decode_cursor(kind: str, cursor: str | None) -> str | None:
    """The position a cursor names. Raises a ``bad-cursor`` problem for any text this list did not hand out."""
    if cursor is None:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        text = ""
    found, _, position = text.partition(":")
    if found != kind or not position or encode_cursor(kind, position) != cursor:
        raise ProblemError(ProblemKind.BAD_CURSOR, "detail.bad_cursor", cursor=cursor[:80])
    return position


def listing(
    request: Request[Any, Any, Any],
    kind: str,
    rows: Sequence[R],
    limit: int,
    *,
    position: Callable[[R], str],
    item: Callable[[R], T],
) -> Response[Listing[T]]:
    """The answer for one page; ``rows`` holds up to ``limit + 1`` of them, the last one telling that more follow."""
    shown = rows[:limit]
    cursor = encode_cursor(kind, position(shown[-1])) if len(rows) > limit else None
    headers = {"Link": f'<{next_address(request, cursor)}>; rel="next"'} if cursor else {}
    return Response(Listing([item(row) for row in shown], cursor), headers=headers)


def next_address(request: Request[Any, Any, Any], cursor: str) -> str:
    """The same address with ``after`` set to the cursor; relative, so that it holds behind any proxy."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return f"{request.url.path}?{urlencode([*kept, ('after', cursor)])}"


def window(rows: Sequence[R], after: str | None, limit: int, *, position: Callable[[R], str]) -> Sequence[R]:
    """Up to ``limit + 1`` rows after the one at ``after``, for lists that storage gives whole.

    Raises a ``bad-cursor`` problem when no row stands there any more.
    """
    if after is None:
        return rows[: limit + 1]
    places = [position(row) for row in rows]
    if after not in places:
        raise ProblemError(ProblemKind.BAD_CURSOR, "detail.stale_cursor")
    start = places.index(after) + 1
    return rows[start : start + limit + 1]


@contextmanager
def walking() -> Iterator[None]:
    """Around a repository's list function: a cursor of the right form that names no row is a ``bad-cursor`` problem."""
    try:
        yield
    except NotFound as error:
        raise ProblemError(ProblemKind.BAD_CURSOR, "detail.stale_cursor") from error
