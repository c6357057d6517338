"""A matrix as a page shows it: groups of columns, columns with their short names, rows of cells with their links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from diffs.comparison import Op
from diffs.families.family import PRESENT, Cell, CellLabel, Reading, Row
from diffs.families.slots import SlotKind
from diffs.rendering import Apart, apart_html
from service.family_papers import batch_name
from service.family_sheets import FamilySheet, Text
from service.pages.frame import paragraphs
from service.sheets.heads import INNERMOST
from service.texts import Language, say

#: The sign of each label, told apart by its shape; the word stands beside it.
SIGNS = {
    CellLabel.IDENTICAL: "＝",
    CellLabel.TEMPLATE: "≈",
    CellLabel.MODIFIED: "改",
    CellLabel.ABSENT: "✕",
    CellLabel.NOT_HELD: "—",
}
#: How much of a title names a text whose place is not known.
SHORT = 12


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its short name, its text, whether it is counted, the counts below its name.

    ``group_end`` closes a group.
    """

    name: str
    text: Text
    counted: bool
    measures: int
    alone: int
    group_end: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One slot that a text fills otherwise than most, or than others where none is usual: kind, value, the usual one."""

    kind: str
    value: str | None
    usual: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: sign and word, what it says, where it opens its text; ``near`` is where the nearest clause stands.

    ``marked`` says that what differs from the common wording is marked in ``wording``; ``unlike`` that all of it does.
    """

    column: Head
    cell: Cell
    sign: str
    opens: str | None
    wording: Markup
    marked: bool
    unlike: bool
    differences: tuple[Difference, ...]
    near: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row; ``section`` is its innermost heading where it is another than the row's before."""

    row: Row
    section: str | None
    reading: Markup
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix to be shown: group names with their widths, columns and rows."""

    groups: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


def board_of(sheet: FamilySheet, rows: Sequence[Row], language: Language) -> Board:
    """The rows given, in their order."""
    heads = tuple(_heads(sheet, language))
    groups = tuple((batch_name(one, language), len(one.texts)) for one in sheet.batches)
    return Board(groups, heads, tuple(_lines(rows, heads, language)))


def short_names(texts: Sequence[Text], language: Language) -> list[str]:
    """The innermost part of each place, else the title's beginning; drafts say so, doubles are numbered."""
    names = [_name(text, language) for text in texts]
    return [name if names.count(name) == 1 else f"{name} {at}" for at, name in enumerate(names, 1)]


def _name(text: Text, language: Language) -> str:
    place = INNERMOST.sub("", text.facts.jurisdiction or "") or text.facts.title[:SHORT] or "—"
    return f"{place}（{say(language, 'family.drafts')}）" if text.facts.stage != "final" else place


def _heads(sheet: FamilySheet, language: Language) -> Iterator[Head]:
    ends = {one.texts[-1] for one in sheet.batches}
    columns = sheet.matrix.columns if sheet.matrix else ()
    for at, (name, text, column) in enumerate(
        zip(short_names(sheet.texts, language), sheet.texts, columns, strict=True)
    ):
        yield Head(name, text, column.counted, column.measures, column.alone, at in ends)


def _lines(rows: Sequence[Row], heads: Sequence[Head], language: Language) -> Iterator[Line]:
    above = ""
    for row in rows:
        section = row.section[-1] if row.section else ""
        cells = tuple(_shown(head, cell, row, language) for head, cell in zip(heads, row.cells, strict=True))
        yield Line(row, section if section != above else None, _reading(row.reading, language), cells)
        above = section


def _shown(head: Head, cell: Cell, row: Row, language: Language) -> Shown:
    version = head.text.version
    base = f"/versions/{version.id}#" if version else None
    usual = {slot.id: slot.usual for slot in row.reading.slots}
    alike = any(span.op is Op.EQUAL for span in cell.spans)
    return Shown(
        column=head,
        cell=cell,
        sign=SIGNS[cell.label],
        opens=base + cell.clauses[0] if base and cell.clauses and cell.label in PRESENT else None,
        wording=_apart(cell, head.name, language, common=row.reading.common) if alike else paragraphs(cell.text),
        marked=alike,
        unlike=bool(cell.spans) and not alike,
        differences=tuple(
            Difference(str(one.kind), one.value, usual.get(one.slot)) for one in row.reading.telling(cell.slots)
        ),
        near=base + cell.nearest.clause if base and cell.nearest else None,
    )


def _apart(cell: Cell, name: str, language: Language, *, common: bool) -> Markup:
    """A cell's wording with what it alone has marked, and what only the row's wording has in brackets."""
    spans = (replace(one, text=_filled(one.text, language)) if one.op is Op.DELETE else one for one in cell.spans)
    spoken = Apart(
        say(language, "family.only_here", name=name),
        say(language, "family.only_common" if common else "family.only_listed"),
        say(language, "family.only_end"),
    )
    return Markup(apart_html(spans, spoken))  # noqa: S704 - apart_html escapes


def _filled(text: str, language: Language) -> str:
    """A wording with the kind of what goes there in each hole that a text left empty."""
    for kind in SlotKind:
        text = text.replace(f"{{{kind}}}", f"〔{say(language, f'slot.{kind}')}〕")
    return text


def _reading(reading: Reading, language: Language) -> Markup:
    """The wording that most have, its slots set off: with what most fill in, else with the kind of what goes there."""
    shown, done = Markup(""), 0
    for slot in reading.slots:
        if slot.at is None:
            continue
        shown += paragraphs(reading.text[done : slot.at[0]])
        filled = paragraphs(slot.usual) if slot.usual else f"〔{say(language, f'slot.{slot.kind}')}〕"
        shown += Markup('<span class="slot">{}</span>').format(filled)
        done = slot.at[1]
    return shown + paragraphs(reading.text[done:])
