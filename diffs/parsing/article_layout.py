"""What an article is made of: its paragraphs (款), each with its items (项, 目), however they are laid out in lines.

Items stand on lines of their own or run on in one line behind a colon (…：（一）甲；（二）乙。). An unnumbered paragraph
between two items of one list goes on with the item before it; any other opens the next 款.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.parsing.lines import Flow
from diffs.parsing.numbering import Marker, Rank, find_marker

#: Where a list begins in the middle of a line, and where its next item may.
_OPENS = re.compile(r"[：:]\s*(?=[（(]\s*[一1]\s*[)）]|[一1][、.．](?!\d)|[①⑴㈠⒈])")
_NEXT = re.compile(
    r"(?<=[；;。，,])\s*(?=[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|\d{1,2}[、.．](?!\d)|[一二三四五六七八九十]{1,3}、"
    r"|[①-⑳⑴-⒇㈠-㈩⒈-⒛])"
)
#: A line of a list without numbers: 委员长，
_LISTED = re.compile(r"[^。；：]{1,40}[，、,]")
#: A line in Latin letters below one in Chinese.
_FOREIGN = re.compile(r"(?=(?:[^A-Za-z]{0,12}[A-Za-z'’-]{2,24}){2})[^一-鿿]+$")
_HAN = re.compile("[一-鿿]")
#: After these a number in brackets is cited rather than an item: 第一条（一）、（二）项.
_CITED = re.compile(r"\s*[、，,；;。和或至及与项目款的]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; ``marker`` when it is an item, whose text begins behind it.

    ``goes_on``: a paragraph without a number that belongs to the item of that rank before it.
    """

    flow: Flow
    start: int
    end: int
    marker: Marker | None = None
    goes_on: Rank | None = None

    @property
    def text(self) -> str:
        """What it says, without the marker."""
        return self.flow.text[self.start : self.end].strip()


@dataclass(slots=True)
class Provision:
    """A paragraph of an article with the pieces under it; ``lines`` are further lines of an unnumbered list."""

    lead: Piece
    items: list[Piece] = field(default_factory=list)
    lines: list[Flow] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        """Whether it says something in Chinese, which a line in another language may repeat."""
        return _HAN.search(self.lead.text) is not None

    @property
    def unfinished(self) -> bool:
        """Whether the next line may still belong to the lead: 由下列人员组成：, 委员长，, 委员若干人。"""
        last = self.lines[-1].text if self.lines else self.lead.text
        return not self.items and last.rstrip().endswith(("，", "、", ",") if self.lines else ("：", ":"))


def read_provisions(flow: Flow, start: int, rest: Sequence[tuple[Marker | None, Flow]]) -> list[Provision]:
    """The paragraphs of the article whose text begins at ``start`` of ``flow`` and goes on in ``rest``."""
    lead, *items = _cut(Piece(flow, start, len(flow.text)), _first(rest, 0))
    found = [Provision(lead, items)]
    following = _following(rest)
    for at, (marker, other) in enumerate(rest):
        here = found[-1]
        if here.speaks and _FOREIGN.match(other.text):
            _translate(here, other)
        elif marker:
            here.items.extend(_cut(Piece(other, marker.end, len(other.text), marker), _first(rest, at + 1)))
        elif here.unfinished and (here.lines or _LISTED.fullmatch(other.text.strip())):
            here.lines.append(other)
        elif rank := _goes_on(here.items, following[at]):
            here.items.append(Piece(other, 0, len(other.text), goes_on=rank))
        else:
            lead, *items = _cut(Piece(other, 0, len(other.text)), _first(rest, at + 1))
            if len(found) == 1 and not here.lead.text and not here.items:
                found.pop()
            found.append(Provision(lead, items))
    return found


def _translate(here: Provision, flow: Flow) -> None:
    """The same in another language belongs to what stands above it, whatever number it repeats: (1) …, Article 3 …."""
    rank = next((item.marker.rank for item in reversed(here.items) if item.marker), None)
    if rank is None:
        here.lines.append(flow)
    else:
        here.items.append(Piece(flow, 0, len(flow.text), goes_on=rank))


def _first(rest: Sequence[tuple[Marker | None, Flow]], at: int) -> Marker | None:
    return rest[at][0] if at < len(rest) else None


def _following(rest: Sequence[tuple[Marker | None, Flow]]) -> list[Marker | None]:
    """For each place the next marker at or after it."""
    found: list[Marker | None] = []
    last: Marker | None = None
    for marker, _ in reversed(rest):
        last = marker or last
        found.append(last)
    return found[::-1]


def _goes_on(items: Sequence[Piece], following: Marker | None) -> Rank | None:
    """The rank of the list that the next number goes on with, when one is open here."""
    if following is None or following.number == 1:
        return None
    last = next((item.marker for item in reversed(items) if item.marker and item.marker.rank <= following.rank), None)
    same = last is not None and last.rank is following.rank and last.number == following.number - 1
    return following.rank if same else None


def _cut(piece: Piece, below: Marker | None) -> Iterator[Piece]:
    """``piece`` without the items that run on in its line, then those; ``below`` is the number on the next line."""
    starts = _run_on(piece, below)
    if not starts:
        yield piece
        return
    ends = [at for at, _ in starts[1:]] + [piece.end]
    yield Piece(piece.flow, piece.start, starts[0][0], piece.marker)
    for (at, marker), end in zip(starts, ends, strict=True):
        yield from _cut(Piece(piece.flow, at + marker.end, end, marker), None)


def _run_on(piece: Piece, below: Marker | None) -> list[tuple[int, Marker]]:
    """Where items begin inside ``piece``: a list from its first number on, or what goes on with the piece's own."""
    text, found = piece.flow.text, list[tuple[int, Marker]]()
    opening = _OPENS.search(text, piece.start, piece.end)
    if opening is None and piece.marker is None:
        return found
    at, last = piece.start, piece.marker
    if opening:
        at = opening.end()
        last = _item(text, at, None)
        if last and piece.marker and last.rank <= piece.marker.rank:
            return found
        found = [(at, last)] if last else []
    for match in _NEXT.finditer(text, at, piece.end) if last else ():
        marker = _item(text, match.end(), last)
        if marker:
            found.append((match.end(), marker))
            last = marker
    listed = len(found) > 1 or opening is None
    goes_on = bool(found) and below is not None and below.rank is found[-1][1].rank and below.number == 2
    return found if listed or goes_on else []


def _item(text: str, at: int, last: Marker | None) -> Marker | None:
    """The item that opens at ``at``: the first of a list, or the one after ``last``."""
    marker = find_marker(text[at : at + 80])
    if marker is None or marker.rank < Rank.HAN or _CITED.match(text, at + marker.end):
        return None
    if last is None:
        return marker if marker.number == 1 else None
    return marker if marker.rank is last.rank and marker.number == last.number + 1 else None
