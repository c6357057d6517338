"""Two places beside each other: the count of their measures, the rows that a number stands for, what frames them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diffs.comparison import SentenceRef
from diffs.counting.fates import WHOLE, Extent, Fate, Grain, Item, Tally
from diffs.rendering import Side
from service.comparing import Compared
from service.sheets.counting import Counting
from service.sheets.framing import Frame, frame_of
from service.sheets.rows import Row
from service.sheets.sentences import sentence_rows
from service.tallies import tally_of

#: A side of a row as its units are counted.
Refs = tuple[tuple[SentenceRef, ...], tuple[SentenceRef, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of sums: how many units of either side have a fate, and which share of all, in per cent.

    ``body_same`` counts those of them of which only the task list differs.
    """

    fate: Fate
    counts: tuple[int, int]
    shares: tuple[float, float]
    body_same: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Near:
    """What a unit on one side is most like on the other, in per cent; ``row`` is the id of the row it stands in."""

    path: str
    text: str
    percent: int
    row: str


@dataclass(frozen=True, slots=True)
class Cities:
    """A comparison of two places, counted; ``every`` are the rows of its sheet whatever is filtered.

    ``lines`` sum to ``totals``; ``near`` and ``fates`` go by the ids of rows. ``beside`` are ids of rows that say again
    what is counted elsewhere, the body where rows of lists are counted. ``twins``: clauses or sections are counted, and
    in both texts these are the same units.
    """

    tally: Tally
    lines: tuple[Line, ...]
    totals: tuple[int, int]
    every: tuple[Row, ...]
    frame: Frame
    beside: frozenset[str]
    near: Mapping[str, tuple[Near, ...]]
    fates: Mapping[str, tuple[tuple[Fate, ...], tuple[Fate, ...]]]
    twins: bool = False

    @property
    def extents(self) -> tuple[Extent, Extent]:
        """How much either text holds."""
        return self.tally.extents

    @property
    def alone(self) -> tuple[int, int]:
        """How many units stand on one side only, on either side."""
        return next(line.counts for line in self.lines if line.fate is Fate.ONE_SIDED)

    def holds(self, row: Row, asked: Counting) -> bool:
        """Whether a row has a unit of one of the fates on the side that is asked for."""
        if not asked.fates:
            return True
        old, new = self.fates.get(row.id, ((), ()))
        found = {Side.OLD: old, Side.NEW: new}.get(asked.side, (*old, *new))
        return not set(asked.fates).isdisjoint(found)

    def to_check(self, row: Row) -> bool:
        """Whether a row on one side only may correspond in part to another: nobody calls it unique yet."""
        return Fate.PARTLY in {fate for side in self.fates.get(row.id, ()) for fate in side}

    def number(self, rows: Sequence[Row], fate: Fate, side: Side) -> int:
        """How many units of one fate some rows show on one side."""
        at = 1 if side is Side.NEW else 0
        return sum(self.fates[row.id][at].count(fate) for row in rows if row.id in self.fates)

    def split(self, rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]:
        """Some rows as those of the sheet itself, those of the frame, and those beside the count."""
        framed = {row.id for row in self.frame.rows}
        return (
            tuple(row for row in rows if row.id not in framed and row.id not in self.beside),
            tuple(row for row in rows if row.id in framed),
            tuple(row for row in rows if row.id in self.beside),
        )


def cities_of(compared: Compared, asked: Counting, made: tuple[Row, ...]) -> Cities:
    """The count of a comparison whose rows are ``made``; by sentences the rows are sentences, not clauses."""
    counted = tally_of(compared, asked.grain)
    items = {item.ref: item for item in counted.old}, {item.ref: item for item in counted.new}
    framed = tuple(row for row in made if _within(row, counted.frame))
    if counted.grain is Grain.SENTENCES:
        sentences = sentence_rows(compared, items)
        units = {one.row.id: (one.old, one.new) for one in sentences}
        every = (*framed, *(one.row for one in sentences))
    else:
        units = {row.id: _whole(row) for row in made}
        every = made
    held = {name: refs for name, refs in units.items() if _counts(refs, items)}
    beside = frozenset(row.id for row in every if row.id not in held and row not in framed and _told(row))
    return Cities(
        tally=counted,
        lines=tuple(_lines(counted)),
        totals=(len(counted.old), len(counted.new)),
        every=every,
        frame=frame_of(compared, framed),
        beside=beside,
        near=dict(_near(held, items)),
        fates={name: (_fates(refs[0], items[0]), _fates(refs[1], items[1])) for name, refs in held.items()},
        twins=_twins(compared, counted),
    )


def _twins(compared: Compared, counted: Tally) -> bool:
    """Whether each 领域 is one clause and each clause one 领域, so that both are counted alike."""
    other = {Grain.CLAUSES: Grain.SECTIONS, Grain.SECTIONS: Grain.CLAUSES}.get(counted.grain)
    if other is None:
        return False
    found = tally_of(compared, other)
    sides = (counted.old, found.old), (counted.new, found.new)
    return found.grain is other and all({one.ref for one in side} == {one.ref for one in also} for side, also in sides)


def _within(row: Row, frame: frozenset[str]) -> bool:
    return all(unit.id in frame for unit in (*row.old, *row.new))


def _told(row: Row) -> bool:
    """Whether a row that is not counted says again what is: the body beside its list, or the list beside its body."""
    return not row.counted or any(unit.cells for unit in (*row.old, *row.new))


def _whole(row: Row) -> Refs:
    return tuple((unit.id, WHOLE) for unit in row.old), tuple((unit.id, WHOLE) for unit in row.new)


def _counts(refs: Refs, items: Sequence[Mapping[SentenceRef, Item]]) -> bool:
    return any(ref in known for side, known in zip(refs, items, strict=True) for ref in side)


def _fates(refs: Sequence[SentenceRef], items: Mapping[SentenceRef, Item]) -> tuple[Fate, ...]:
    return tuple(items[ref].fate for ref in refs if ref in items)


def _lines(counted: Tally) -> Iterator[Line]:
    old, new = counted.sums
    for (fate, here), (_, there) in zip(old.by_fate, new.by_fate, strict=True):
        shares = 100 * here / max(old.total, 1), 100 * there / max(new.total, 1)
        line = Line(fate, (here, there), (round(shares[0], 2), round(shares[1], 2)))
        yield replace(line, body_same=(old.body_same, new.body_same)) if fate is Fate.REWORDED else line


def _near(
    units: Mapping[str, Refs], items: Sequence[Mapping[SentenceRef, Item]]
) -> Iterator[tuple[str, tuple[Near, ...]]]:
    """For each row on one side only what its units are most like."""
    rows: tuple[dict[SentenceRef, str], dict[SentenceRef, str]] = ({}, {})
    for name, sides in units.items():
        for known, refs in zip(rows, sides, strict=True):
            known.update((ref, name) for ref in refs)
    for name, sides in units.items():
        found = []
        for side, refs in enumerate(sides):
            for nearest in (items[side][ref].nearest for ref in refs if ref in items[side]):
                if nearest is not None:
                    place = rows[1 - side].get(nearest.ref, "")
                    found.append(Near(nearest.path, nearest.text, round(100 * nearest.similarity), place))
        if found:
            yield name, tuple(found)
