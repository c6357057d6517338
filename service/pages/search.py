"""/search: words in documents and clauses, in context; the address is the search."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Annotated, Any, TypeVar

from litestar import Request, Response, get
from litestar.params import QueryParameter
from sqlmodel import Session

from diffs.clauses import Kind, Stage
from service.pages.frame import reader_of, show
from service.paging import After, decode_cursor, encode_cursor, next_address
from service.parameters import TheHouse
from service.problems import ProblemError, ProblemKind
from service.search_items import FoundIn, Passage, SearchItem, search_items
from service.searching import LONGEST, Question, Searched, read_position, search, words_of
from storage import searching
from storage.searching import Filters

PAGE = 30
#: So many places and issuers are offered.
OFFERED = 500

_PROVINCE = re.compile("[一-鿿]{2,6}?(?:省|自治区)(?=.)")

W = TypeVar("W", bound=StrEnum)
Word = Annotated[str, QueryParameter()]
Chosen = Annotated[list[str] | None, QueryParameter()]
From = Annotated[str, QueryParameter(name="from")]
Until = Annotated[str, QueryParameter(name="until")]


@dataclass(frozen=True, slots=True)
class Given:
    """What the form holds: the words, and each filter as it stands in the address."""

    q: str
    place: tuple[str, ...]
    issuer: tuple[str, ...]
    stage: tuple[str, ...]
    kind: tuple[str, ...]
    dated_from: str
    dated_until: str
    versions: str

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        words = (self.place, self.issuer, self.stage, self.kind, self.dated_from, self.dated_until)
        return any(words) or self.versions != Searched.LATEST


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive hits of one version: what it is, and its clauses; ``number`` is marked only when it has the words."""

    head: SearchItem
    title: Passage | None
    number: Passage | None
    clauses: tuple[SearchItem, ...]


@get("/search", sync_to_thread=True)
def search_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    q: Word = "",
    place: Chosen = None,
    issuer: Chosen = None,
    stage: Chosen = None,
    kind: Chosen = None,
    dated_from: From = "",
    dated_until: Until = "",
    versions: Word = "",
    after: After = None,
) -> Response[bytes]:
    """The form, and below it what was found, grouped by text."""
    given = Given(
        q.strip(),
        _chosen(place),
        _chosen(issuer),
        _chosen(stage),
        _chosen(kind),
        dated_from.strip(),
        dated_until.strip(),
        versions.strip() or Searched.LATEST,
    )
    filters = filters_of(given)
    items: list[SearchItem] = []
    following = None
    with house.database.read() as session:
        offered = _offered(session, given)
        if given.q:
            question = Question(words_of(given.q), filters)
            start = read_position(question, decode_cursor("search", after))
            answer = search(session, question, start, PAGE)
            items = search_items(session, answer.hits, question.words)
            if answer.following:
                cursor = encode_cursor("search", answer.following.written(question))
                following = next_address(request, cursor)
    return show(
        reader_of(request, house),
        "search.html",
        given=given,
        offered=offered,
        stages=tuple(Stage),
        kinds=tuple(Kind),
        groups=grouped(items),
        full=len(items) == PAGE,
        following=following,
        continued=after is not None,
        longest=LONGEST,
        synthetic=any(item.synthetic for item in items),
    )


def filters_of(given: Given) -> Filters:
    """The filters of the form. Raises a problem that names the first value that is none."""
    return Filters(
        given.place,
        given.issuer,
        tuple(_word(Stage, "stage", one) for one in given.stage),
        tuple(_word(Kind, "kind", one) for one in given.kind),
        _day("from", given.dated_from),
        _day("until", given.dated_until),
        history=_word(Searched, "versions", given.versions) is Searched.ALL,
    )


def grouped(items: Sequence[SearchItem]) -> tuple[Group, ...]:
    """The hits by version, in their order."""
    groups = []
    for _, hits in groupby(items, key=lambda item: item.version_id):
        first, *others = hits
        marked = {passage.of: passage for passage in first.passages} if first.clause_id is None else {}
        clauses = others if first.clause_id is None else [first, *others]
        groups.append(Group(first, marked.get(FoundIn.TITLE), marked.get(FoundIn.NUMBER), tuple(clauses)))
    return tuple(groups)


def _chosen(words: list[str] | None) -> tuple[str, ...]:
    return tuple(word for word in words or () if word.strip())


def _offered(session: Session, given: Given) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places with the provinces above them, and issuers; what was given is among them."""
    held = searching.offered(session, OFFERED)
    above = {province for place in held.places if (province := province_of(place))}
    return tuple(sorted({*held.places, *above, *given.place})), tuple(sorted({*held.issuers, *given.issuer}))


def province_of(jurisdiction: str) -> str | None:
    """The province or autonomous region that a place begins with, if it names more; a municipality is its own city."""
    found = _PROVINCE.match(jurisdiction)
    return found[0] if found else None


def _word(vocabulary: type[W], name: str, given: str) -> W:
    if given not in tuple(vocabulary):
        known = ", ".join(vocabulary)
        raise ProblemError(ProblemKind.INVALID_VALUE, "detail.no_such_word", name=name, value=given[:40], known=known)
    return vocabulary(given)


def _day(name: str, given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise ProblemError(ProblemKind.INVALID_VALUE, "detail.no_day", name=name, value=given[:40]) from error
