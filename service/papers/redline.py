"""Two whole texts as one stream of kept, deleted and inserted stretches and paragraph ends. Pure.

Kept and deleted pieces spell the old text, kept and inserted ones the new text, paragraph by paragraph; what has moved
is deleted where it stood and inserted where it stands.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Change, Op, Span
from service.papers.entries import gap

#: What a piece is when it is no text: the end of a paragraph.
END = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or with ``END`` for its text the end of a paragraph that is set as ``style`` says."""

    op: Op
    text: str | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A clause as it is printed: what stands before its wording, where its heading ends a line, what follows it."""

    clause: Clause
    before: str
    broken_at: int | None
    after: str
    ends: bool
    style: str


#: A text, or the end of a paragraph with its style.
Atom = tuple[str | None, str]


def stream(changes: Sequence[Change], old: Outline, new: Outline) -> list[Piece]:
    """All pieces from one text to the other."""
    sides = printed(old), printed(new)
    at_old, at_new = (({one.clause.id: at for at, one in enumerate(side)}) for side in sides)
    pieces: list[Piece] = []
    done_old = done_new = 0
    for change in _anchors(changes, at_old, at_new):
        first_old, first_new = at_old[change.old[0]], at_new[change.new[0]]
        pieces += _whole(sides[0][done_old:first_old], Op.DELETE)
        pieces += _whole(sides[1][done_new:first_new], Op.INSERT)
        done_old, done_new = first_old + len(change.old), first_new + len(change.new)
        pieces += _Weaver(sides[0][first_old:done_old], sides[1][first_new:done_new]).woven(change.spans)
    pieces += _whole(sides[0][done_old:], Op.DELETE)
    pieces += _whole(sides[1][done_new:], Op.INSERT)
    return _joined(pieces)


def printed(outline: Outline) -> tuple[Printed, ...]:
    """The clauses of a text with what its paragraphs are made of."""
    following = (*outline.clauses[1:], None)
    return tuple(_printed(clause, after) for clause, after in zip(outline.clauses, following, strict=True))


def side_text(pieces: Sequence[Piece], *, old: bool) -> str:
    """One side of a stream, a line a paragraph."""
    passed_over = Op.INSERT if old else Op.DELETE
    return "".join("\n" if one.text is END else one.text for one in pieces if one.op is not passed_over)


def _printed(clause: Clause, following: Clause | None) -> Printed:
    joined = (
        not clause.wording
        and bool(clause.marker)
        and following is not None
        and following.parent == clause.id
        and not following.marker
        and not following.heading
    )
    others = [text for text in clause.cells.values() if text and text not in (clause.text, clause.marker)]
    breaks = clause.heading and clause.text and not clause.heading_sep
    return Printed(
        clause=clause,
        before=f"{clause.marker}{gap(clause.marker) if clause.wording or joined else ''}",
        broken_at=len(clause.heading) if breaks else None,
        after="".join(f"\t{text}" for text in others),
        ends=not joined,
        style=_style(clause),
    )


def _style(clause: Clause) -> str:
    if clause.kind is Kind.TITLE:
        return "Title"
    if clause.kind in (Kind.HEADING, Kind.ATTACHMENT):
        return "Heading1" if clause.level <= 1 else "Heading2"
    return "TextTable" if clause.kind is Kind.TABLE_ROW else "Text"


def _anchors(changes: Sequence[Change], at_old: Mapping[str, int], at_new: Mapping[str, int]) -> list[Change]:
    """The links that keep their order in both texts, as many as can (longest increasing subsequence)."""
    linked = sorted(
        (one for one in changes if _together(one.old, at_old) and _together(one.new, at_new)),
        key=lambda one: at_new[one.new[0]],
    )
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, change in enumerate(linked):
        place = at_old[change.old[0]]
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [index]
        before.append(ends[at - 1] if at else -1)
    chain: list[Change] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(linked[index])
        index = before[index]
    return chain[::-1]


def _together(ids: Sequence[str], places: Mapping[str, int]) -> bool:
    """Whether clauses stand next to one another, in this order."""
    return bool(ids) and [places[one] for one in ids] == [*range(places[ids[0]], places[ids[0]] + len(ids))]


def _whole(side: Sequence[Printed], op: Op) -> list[Piece]:
    return [Piece(op, text, style) for one in side for text, style in _atoms(one)]


def _atoms(one: Printed) -> Iterator[Atom]:
    wording = one.clause.wording
    broken = len(wording) if one.broken_at is None else one.broken_at
    yield from _texts(one, one.before, wording[:broken])
    if one.broken_at is not None:
        yield END, one.style
        yield from _texts(one, wording[broken:])
    yield from _texts(one, one.after)
    if one.ends:
        yield END, one.style


def _texts(one: Printed, *texts: str) -> Iterator[Atom]:
    return ((text, one.style) for text in texts if text)


class _Weaver:
    """Sets numbers and paragraph ends of both sides into the spans of their wordings."""

    def __init__(self, old: Sequence[Printed], new: Sequence[Printed]) -> None:
        self.set_old, self.joints_old = _settings(old)
        self.set_new, self.joints_new = _settings(new)
        self.stops_old = _stops(self.set_old, self.joints_old)
        self.stops_new = _stops(self.set_new, self.joints_new)
        self.old = self.new = 0
        self.pieces: list[Piece] = []

    def woven(self, spans: Sequence[Span]) -> list[Piece]:
        """The pieces; each side's own settings come right before the character that follows them on that side."""
        for span in spans:
            start = 0
            while start < len(span.text):
                self._settle(old=span.op is not Op.INSERT, new=span.op is not Op.DELETE)
                length = self._length(span.op, len(span.text) - start)
                self._take(span.op, span.text[start : start + length])
                start += length
        self._settle(old=True, new=True)
        return self.pieces

    def _length(self, op: Op, most: int) -> int:
        """How far one can go before something is set, or a joint is met, on a side that goes along."""
        for passed_over, at, stops in ((Op.INSERT, self.old, self.stops_old), (Op.DELETE, self.new, self.stops_new)):
            if op is not passed_over:
                following = bisect_right(stops, at)
                most = min(most, stops[following] - at) if following < len(stops) else most
        return most

    def _take(self, op: Op, text: str) -> None:
        on_old = op is not Op.INSERT and self.old not in self.joints_old
        on_new = op is not Op.DELETE and self.new not in self.joints_new
        if on_old or on_new:
            said = Op.EQUAL if on_old and on_new else Op.DELETE if on_old else Op.INSERT
            self.pieces.append(Piece(said, text))
        self.old += 0 if op is Op.INSERT else len(text)
        self.new += 0 if op is Op.DELETE else len(text)

    def _settle(self, *, old: bool, new: bool) -> None:
        both = self.old in self.set_old and self.new in self.set_new
        gone = self.set_old.pop(self.old, []) if old or both else []
        come = self.set_new.pop(self.new, []) if new or both else []
        for tag, a, b, c, d in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
            if tag == "equal":
                self.pieces += [Piece(Op.EQUAL, *atom) for atom in come[c:d]]
            else:
                self.pieces += [Piece(Op.DELETE, *atom) for atom in gone[a:b]]
                self.pieces += [Piece(Op.INSERT, *atom) for atom in come[c:d]]


def _settings(side: Sequence[Printed]) -> tuple[dict[int, list[Atom]], frozenset[int]]:
    """By their places in the wordings joined by line feeds, what is set there; and the places of these line feeds."""
    found: dict[int, list[Atom]] = {}
    joints = []
    at = 0
    for one in side:
        found.setdefault(at, []).extend(_texts(one, one.before))
        if one.broken_at is not None:
            found.setdefault(at + one.broken_at, []).append((END, one.style))
        at += len(one.clause.wording)
        found.setdefault(at, []).extend([*_texts(one, one.after), *([(END, one.style)] if one.ends else [])])
        joints.append(at)
        at += 1
    return {place: atoms for place, atoms in found.items() if atoms}, frozenset(joints[:-1])


def _stops(settings: Iterable[int], joints: Iterable[int]) -> list[int]:
    """Where a stretch of text has to end: before what is set, before a line feed that joins clauses, and after it."""
    joints = tuple(joints)
    return sorted({*settings, *joints, *(one + 1 for one in joints)})


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; paragraph ends stay single."""
    answer: list[Piece] = []
    for (op, ends), group in groupby(pieces, key=lambda one: (one.op, one.text is END)):
        members = list(group)
        answer += members if ends else [Piece(op, "".join(one.text or "" for one in members))]
    return answer
