"""What is shown of a hit: where it stands, and the words around it with the places of the marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from diffs.passages import ranges
from service.searching import Hit
from storage import searching

#: A text up to this length is shown whole; of a longer one so much before and after a mark, and so many pieces.
_WHOLE, _BEFORE, _AFTER, _PIECES, _WIDEST = 160, 40, 80, 3, 320
_SENTENCE_ENDS: Final = "。；！？\n"


class FoundIn(StrEnum):
    """What a passage is a piece of (closed)."""

    TITLE = "title"
    NUMBER = "number"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text as printed, from offset ``start`` on; ``marks`` are offset pairs in ``text``.

    ``before`` and ``after`` say whether the text goes on there.
    """

    of: FoundIn
    text: str
    start: int
    marks: list[tuple[int, int]]
    before: bool
    after: bool

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text cut at its marks, each piece with whether it is one."""
        at = 0
        for begin, end in self.marks:
            yield self.text[at:begin], False
            yield self.text[begin:end], True
            at = end
        yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class SearchItem:
    """One hit; without ``clause_id`` the title or number has the words. ``hits`` counts them in the whole text, which
    may have more than the passages show."""

    id: str
    title: str
    number: str | None
    document_id: str
    version_id: str
    latest: bool
    dated_on: date | None
    issuers: list[str]
    jurisdiction: str | None
    stage: str
    synthetic: bool
    clause_id: str | None
    path: str | None
    kind: str | None
    hits: int
    passages: list[Passage]
    address: str


def search_items(session: Session, hits: Sequence[Hit], words: Sequence[str]) -> list[SearchItem]:
    """The hits as they are shown, in their order."""
    issuers = searching.issuers(session, {hit.text.document_id for hit in hits})
    return [_item(hit, words, issuers[hit.text.document_id]) for hit in hits]


def _item(hit: Hit, words: Sequence[str], issuers: Sequence[str]) -> SearchItem:
    text, clause = hit.text, hit.clause
    parts = [(FoundIn.WORDING, clause.wording)] if clause else [(FoundIn.TITLE, text.title)]
    if not clause and text.number:
        parts.append((FoundIn.NUMBER, text.number))
    found = [(of, part, ranges(part, words)) for of, part in parts]
    anchor = f"#{clause.clause_id}" if clause else ""
    return SearchItem(
        id=f"{text.version_id}{anchor}",
        title=text.title,
        number=text.number,
        document_id=text.document_id,
        version_id=text.version_id,
        latest=text.latest,
        dated_on=text.dated_on,
        issuers=list(issuers),
        jurisdiction=text.jurisdiction,
        stage=text.stage,
        synthetic=text.synthetic,
        clause_id=clause.clause_id if clause else None,
        path=clause.path if clause else None,
        kind=clause.kind if clause else None,
        hits=sum(len(marks) for _, _, marks in found),
        passages=[passage for of, part, marks in found for passage in passages(of, part, marks)],
        address=f"/versions/{text.version_id}{anchor}",
    )


def passages(of: FoundIn, text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    """The pieces of a text around its marks; none without a mark, the whole of a short text."""
    windows: list[list[int]] = []
    for start, end in marks:
        first, last = _window(text, start, end)
        joins = bool(windows) and first <= windows[-1][1]
        if joins and last - windows[-1][0] <= _WIDEST:
            windows[-1][1] = last
        elif not joins and len(windows) < _PIECES:
            windows.append([first, last])
        else:
            break
    for first, last in windows:
        clipped = ((max(start, first) - first, min(end, last) - first) for start, end in marks)
        inside = [(start, end) for start, end in clipped if start < end]
        yield Passage(of, text[first:last], first, inside, first > 0, last < len(text))


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """What is shown around a mark: from the sentence's beginning when that is near."""
    if len(text) <= _WHOLE:
        return 0, len(text)
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    begins = max(text.rfind(one, first, start) for one in _SENTENCE_ENDS) + 1
    return begins or first, last
