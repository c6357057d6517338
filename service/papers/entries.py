"""What a 对照表 lists, in order: section titles, articles with their lines, and one line for what has not changed. Pure.

An article is one entry whose 款 and 项 are its lines; anything outside of articles is an entry of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import itemgetter

from diffs.comparison import Label, Op, Span
from service.papers.numbers import Neighbours, reach
from service.papers.wording import Spans, Worded, by_hand, fate, said_of, side_of, to_check
from service.sheets.articles import article_keys
from service.sheets.asked import Unchanged, View
from service.sheets.places import said_place
from service.sheets.rows import Row, Unit
from service.sheets.sheet import Sheet
from service.texts import Language, say

#: How much of a section's heading stands above what it holds, in code points.
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A clause as it is set: its number or address before it, and its wording; ``small`` for a table row's other cells.

    ``heading`` is how many code points of the wording are a heading, ``runs_in`` whether text follows in its line.
    """

    lead: str
    spans: Spans
    heading: int = 0
    runs_in: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One or more changes side by side, and what became of them; ``weight`` is the longer side in code points."""

    rows: tuple[Row, ...]
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    fate: tuple[str, ...]

    @property
    def weight(self) -> int:
        """The length of its longer side."""
        return max(sum(len(span.text) for one in side for span in one.spans) for side in (self.old, self.new))


@dataclass(frozen=True, slots=True)
class Box:
    """A numbered entry: an article, or a clause outside of articles."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The titles of the sections that the next entries stand in, outermost first."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Entries side by side that are not listed: unchanged, or only their number is another."""

    text: str


Entry = Box | Heading | Run


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries, how many of them are numbered, and the rows that stand in none."""

    entries: tuple[Entry, ...]
    boxes: int
    left: tuple[Row, ...]


Gathered = tuple[Row, ...]


def listing(sheet: Sheet, language: Language) -> Listing:
    """The entries of a sheet in two columns."""
    gathered = tuple(_gathered(sheet))
    shown = [_listed(rows, sheet) for rows in gathered]
    boxed = {row.id for rows, listed in zip(gathered, shown, strict=True) if listed for row in rows}
    entries = tuple(_entries(gathered, shown, sheet, language))
    return Listing(entries, sum(shown), tuple(row for row in sheet.every if row.id not in boxed))


def only_renumbered(row: Row) -> bool:
    """Whether nothing but its number is another."""
    return row.labels == (Label.RENUMBERED,)


def absent(rows: Sequence[Row], sheet: Sheet, language: Language, *, old: bool) -> tuple[str, ...]:
    """What stands in a column for clauses that the side does not have: （新增） on the left, （删去） on the right.

    Of two places only what is like nothing there is said to be missing; below stands what comes nearest, with its score.
    """
    place = sheet.names[0 if old else 1]
    counted = [row for row in rows if sheet.cities and row.id in sheet.cities.fates]
    if any(to_check(row, sheet) for row in counted):
        said = say(language, "near.partly", place=place)
    else:
        said = said_of(sheet, language, f"row.absent_{'old' if old else 'new'}")
    return (said, *(line for row in counted for line in _nearest(row, sheet, place, language)))


def _nearest(row: Row, sheet: Sheet, place: str, language: Language) -> Iterator[str]:
    found = sheet.cities.near.get(row.id, ()) if sheet.cities else ()
    for one in found:
        yield f"{say(language, 'near.lead', place=place, percent=one.percent)} {said_place(one.path)}：{one.text}"
    if not found:
        yield say(language, "near.none", place=place)


def _gathered(sheet: Sheet) -> Iterator[Gathered]:
    """The rows that pass, those of one article together, in the order of their first rows."""
    keys = dict(zip((row.id for row in sheet.every), article_keys(sheet.every, View.COLUMNS), strict=True))
    found: dict[str, list[Row]] = {}
    for row in sheet.rows:
        found.setdefault(keys[row.id] or f"\n{row.id}", []).append(row)
    return (tuple(rows) for rows in found.values())


def _listed(rows: Gathered, sheet: Sheet) -> bool:
    if sheet.asked.unchanged is Unchanged.SHOWN:
        return True
    aside = Label.RENUMBERED not in sheet.asked.labels
    return any(
        bool(by_hand(row, sheet.overrides)) or not (row.unchanged or (aside and only_renumbered(row))) for row in rows
    )


def _entries(gathered: Sequence[Gathered], shown: Sequence[bool], sheet: Sheet, language: Language) -> Iterator[Entry]:
    sections = _Sections(sheet)
    number = 0
    kinds = [None if listed else any(map(only_renumbered, rows)) for rows, listed in zip(gathered, shown, strict=True)]
    for kind, group in groupby(zip(kinds, gathered, strict=True), key=itemgetter(0)):
        members = [rows for _, rows in group]
        if kind is not None:
            if sheet.asked.unchanged is Unchanged.FOLDED:
                yield from _runs(members, sheet, language, renumbered=kind)
            continue
        for rows in members:
            yield from sections.above(rows[0])
            number += 1
            yield Box(number, tuple(_lines(rows, sheet, language)))


def _runs(members: Sequence[Gathered], sheet: Sheet, language: Language, *, renumbered: bool) -> Iterator[Run]:
    """A line for each stretch of neighbours that are not listed; unchanged titles need none."""
    telling = [rows[0] for rows in members if renumbered or not rows[0].title]
    steps = Neighbours(sheet).steps(telling) if renumbered else list(_unparted(telling, members, sheet))
    key = "paper.run_renumbered" if renumbered else "paper.run_unchanged"
    for step in steps:
        old, new = (reach(step, language, old=side) for side in (True, False))
        yield Run(said_of(sheet, language, key, reach=new, old=old))


def _unparted(telling: Sequence[Row], members: Sequence[Gathered], sheet: Sheet) -> Iterator[list[Row]]:
    """The rows in groups between whose first and last nothing stands that is not among ``members``."""
    inside = {row.id for rows in members for row in rows}
    parted = accumulate(row.id not in inside for row in sheet.every)
    part = dict(zip((row.id for row in sheet.every), parted, strict=True))
    for _, group in groupby(telling, key=lambda row: part[row.id]):
        yield list(group)


class _Sections:
    """Says which section titles stand above a row, when they are others than above the row before."""

    def __init__(self, sheet: Sheet) -> None:
        self.old, self.new = (outline.by_id() for outline in sheet.texts)
        self.became = {row.old[0].id: row.new[0].id for row in sheet.every if len(row.old) == 1 == len(row.new)}
        self.inside = {unit.id for row in sheet.every for unit in row.new if unit.article}
        self.inside_old = {unit.id for row in sheet.every for unit in row.old if unit.article}
        self.current: tuple[str, ...] = ()

    def above(self, row: Row) -> Iterator[Heading]:
        """The heading to be set before a row, if any."""
        chain = self._chain(row)
        own = self._name((row.new or row.old)[0].id, old=not row.new)
        if chain and chain != self.current:
            yield Heading(chain)
        self.current = (*chain, own) if row.title else chain

    def _chain(self, row: Row) -> tuple[str, ...]:
        """The sections that a row stands in, outermost first; what is gone goes by what its sections are called now."""
        old = not row.new
        clauses, inside = (self.old, self.inside_old) if old else (self.new, self.inside)
        found: list[str] = []
        parent = clauses[(row.new or row.old)[0].id].parent
        while parent is not None:
            if parent not in inside:
                found.append(self._name(parent, old=old))
            parent = clauses[parent].parent
        return tuple(reversed(found))

    def _name(self, clause_id: str, *, old: bool) -> str:
        clause = self.old[clause_id] if old else self.new[clause_id]
        if old and clause_id in self.became:
            clause = self.new[self.became[clause_id]]
        title = clause.heading or ("" if clause.marker else clause.text)
        short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}……"
        return f"{clause.marker}{gap(clause.marker) if short else ''}{short}"


def gap(lead: str) -> str:
    """What stands between a number and its text: a full-width blank, unless the number ends in a mark of its own."""
    return "\u3000" if lead and lead[-1].isalnum() else ""


def _lines(rows: Gathered, sheet: Sheet, language: Language) -> list[Line]:
    """The lines of an entry; an article's bare number stands before its first paragraph, as it is printed."""
    old: set[int] = set()
    new: set[int] = set()
    lines: list[Line] = []
    for row in rows:
        line = Line((row,), _side(row, old, old=True), _side(row, new, old=False), fate(row, sheet, language))
        lines.append(_joined(lines.pop(), line) if lines and _joins(lines[-1], line) else line)
    return lines


def _side(row: Row, above: set[int], *, old: bool) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    for worded in side_of(row, old=old):
        made = _paragraph(worded, above)
        if paragraphs and not paragraphs[-1].spans and not made.lead:
            made = replace(made, lead=paragraphs.pop().lead)
        paragraphs += [made, *_cells(worded.unit, row, old=old)]
        above.add(worded.unit.at)
    return tuple(paragraphs)


def _paragraph(worded: Worded, above: set[int]) -> Paragraph:
    unit = worded.unit
    alone = bool(unit.within) and unit.at - 1 not in above
    return Paragraph(said_place(unit.path) if alone else unit.marker, worded.spans, unit.heading, unit.runs_in)


def _cells(unit: Unit, row: Row, *, old: bool) -> Iterator[Paragraph]:
    """A table row's other cells, marked where the other side has them otherwise."""
    other = {cell for one in (row.new if old else row.old) for cell in one.cells}
    changed = Op.DELETE if old else Op.INSERT
    for name, text in unit.cells:
        op = Op.EQUAL if (name, text) in other or row.one_sided else changed
        yield Paragraph(f"{name}：", (Span(op, text),), small=True)


def _joins(above: Line, below: Line) -> bool:
    sides = ((above.old, below.old), (above.new, below.new))
    return all(
        len(first) <= 1 and not any(one.spans for one in first) and (not first or bool(second and not second[0].lead))
        for first, second in sides
    ) and bool(above.old or above.new)


def _joined(above: Line, below: Line) -> Line:
    said = above.fate if not all(row.unchanged for row in above.rows) else ()
    unsaid = all(row.unchanged for row in below.rows) and bool(said)
    return Line(
        (*above.rows, *below.rows),
        _led(above.old, below.old),
        _led(above.new, below.new),
        tuple(dict.fromkeys((*said, *(() if unsaid else below.fate)))),
    )


def _led(above: Sequence[Paragraph], below: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    if not above:
        return tuple(below)
    return (replace(below[0], lead=above[0].lead), *below[1:])
