"""The changes as a workbook: 说明, 变动 with marked wordings, 替换, and 对应关系 by clause ids."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, TypeAlias

from diffs.comparison import Op, Span
from service.papers.changes_csv import data_rows
from service.papers.characters import legible
from service.papers.entries import absent, listing
from service.papers.preface import Preface, preface
from service.papers.wording import fate, places, said_of, side_of, spelt
from service.sheets.rows import Row, Unit
from service.sheets.sheet import Sheet
from service.spreadsheets import CELL_LIMIT, workbook, write_text
from service.texts import Language, say

Worksheet: TypeAlias = Any
Book: TypeAlias = Any

#: When no text was ever observed: archives know no earlier moment, and equal workbooks are to be equal bytes.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
#: The columns of 变动, in characters: 序号, clauses, wordings, 变动类型, depth, signals, alike, 修改说明, id.
_WIDTHS = (6, 16, 16, 52, 52, 18, 12, 24, 9, 22, 19)
#: In points: a line of a cell, and the tallest row there may be.
_LINE, _TALLEST = 16.0, 409.0
#: A cell of many stretches becomes slow to open; beyond this it holds its plain wording.
_MOST_STRETCHES = 400
_INKS: dict[Op, dict[str, Any]] = {
    Op.EQUAL: {},
    Op.DELETE: {"font_strikeout": True, "font_color": "#A02020"},
    Op.INSERT: {"bold": True, "underline": 1, "font_color": "#1F4E79"},
}
_ONLY: dict[Op, dict[str, Any]] = {
    Op.EQUAL: {},
    Op.DELETE: {"underline": 1, "font_color": "#1D4468"},
    Op.INSERT: {"underline": 2, "font_color": "#6A3F05"},
}


class _Styles:
    """The formats of a workbook: of cells, and of the stretches inside them."""

    def __init__(self, book: Book, inks: dict[Op, dict[str, Any]]) -> None:
        edge = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "text_wrap": True}
        self.cell = book.add_format(edge)
        self.head = book.add_format(edge | {"bold": True, "bg_color": "#E7E6E6", "valign": "vcenter"})
        self.faint = book.add_format(edge | {"font_color": "#5F5F5F"})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14, "valign": "top"})
        self.marks = {op: book.add_format(ink) for op, ink in inks.items()}
        self.whole = {op: book.add_format(edge | ink) for op, ink in inks.items()}


def changes_xlsx(sheet: Sheet, language: Language) -> bytes:
    """The rows of a sheet as an XLSX; every cell is text, whatever the texts say."""
    out = io.BytesIO()
    book = workbook(out, sheet.heads[1].observed_at or _EPOCH)
    styles = _Styles(book, _ONLY if sheet.asked.across else _INKS)
    rows = tuple(data_rows(sheet))
    words = preface(sheet, listing(sheet, language), language)
    _notes(book.add_worksheet(say(language, "paper.notes")), words, language, styles)
    _changes(book.add_worksheet(said_of(sheet, language, "paper.changes")), rows, words, sheet, language, styles)
    _substitutions(book.add_worksheet(said_of(sheet, language, "paper.substitutions")), sheet, language, styles)
    _links(book.add_worksheet(say(language, "paper.links")), rows, sheet, language, styles)
    book.worksheets()[1].activate()
    book.close()
    return out.getvalue()


def _notes(page: Worksheet, words: Preface, language: Language, styles: _Styles) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    lines = [("", one) for one in (words.synthetic, words.disclaimer, words.digest, *words.notes, words.method) if one]
    for name, facts in words.sources:
        lines += [("", ""), (name, ""), *facts]
    write_text(page, 0, 0, legible(words.title), styles.title)
    for at, pair in enumerate(lines, 2):
        for column, text in enumerate(pair):
            write_text(page, at, column, _short(text, language), styles.line)
        page.set_row(at, _LINE * max(1, -(-_broad(pair[1]) // 100)))
    _set_up(page)


def _changes(
    page: Worksheet, rows: Sequence[Row], words: Preface, sheet: Sheet, language: Language, styles: _Styles
) -> None:
    heads = [
        say(language, "paper.number"),
        *(say(language, "paper.path", side=name) for name, _ in words.sources),
        *words.columns,
        *(said_of(sheet, language, key) for key in ("paper.kind", "paper.class")),
        say(language, "paper.signals"),
        say(language, "paper.similarity"),
        *(said_of(sheet, language, key) for key in ("paper.explanation", "paper.change_id")),
    ]
    _heads(page, heads, _WIDTHS, styles)
    for at, row in enumerate(rows, 1):
        page.write_number(at, 0, at, styles.cell)
        before, after = (_marked_side(row, sheet, language, old=old) for old in (True, False))
        fields: list[str | Sequence[Span]] = [
            places(row.old),
            places(row.new),
            before,
            after,
            "\n".join(fate(row, sheet, language)),
            said_of(sheet, language, f"class.{row.change_class}") if row.change_class else "",
            "\n".join(_signals(row, sheet, language)),
            str(row.similarity) if row.similarity is not None else "",
            "",
            row.id,
        ]
        for column, field in enumerate(fields, 1):
            _write(page, at, column, field, language, styles)
        page.set_row(at, _height([legible(spelt(one)) if not isinstance(one, str) else one for one in fields]))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    _set_up(page)


def _set_up(page: Worksheet) -> None:
    """How a page is printed: A3 across, as wide as the paper, its head on every sheet."""
    page.set_landscape()
    page.set_paper(8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _height(fields: Sequence[str]) -> float:
    """What the fullest cell of a row needs, in points: not every reader of workbooks measures wrapped text itself."""
    lines = (
        sum(max(1, -(-_broad(line) // width)) for line in field.split("\n"))
        for field, width in zip(fields, _WIDTHS[1:], strict=True)
    )
    return min(_LINE * max(lines), _TALLEST)


def _broad(text: str) -> int:
    """The width of a line in columns: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E7F or char in "“”‘’…—" else 1 for char in text)


def _marked_side(row: Row, sheet: Sheet, language: Language, *, old: bool) -> Sequence[Span]:
    units = side_of(row, old=old)
    if not units:
        return (Span(Op.EQUAL, "\n".join(absent((row,), sheet, language, old=old))),)
    spans: list[Span] = []
    for worded in units:
        cells = [Span(Op.EQUAL, f"\n{name}：{text}") for name, text in worded.unit.cells]
        spans += [Span(Op.EQUAL, "\n")] if spans else []
        spans += [*worded.spans, *cells]
    return spans


def _signals(row: Row, sheet: Sheet, language: Language) -> Iterable[str]:
    arrow = "↔" if sheet.asked.across else "→"
    for one in row.signals:
        way = say(language, f"direction.{one.direction}") if one.direction else ""
        yield f"{say(language, f'signal.{one.kind}')} {one.old or '∅'} {arrow} {one.new or '∅'} {way}".strip()


def _substitutions(page: Worksheet, sheet: Sheet, language: Language, styles: _Styles) -> None:
    _heads(
        page,
        [*(said_of(sheet, language, one) for one in ("paper.old", "paper.new")), say(language, "paper.count")],
        (40, 40, 10),
        styles,
    )
    for at, one in enumerate(sheet.comparison.substitutions, 1):
        _write(page, at, 0, one.old, language, styles)
        _write(page, at, 1, one.new, language, styles)
        page.write_number(at, 2, one.count, styles.cell)
    page.freeze_panes(1, 0)


def _links(page: Worksheet, rows: Sequence[Row], sheet: Sheet, language: Language, styles: _Styles) -> None:
    """A line for each pair of clauses, and for each clause without a partner."""
    names = [
        sheet.names[at] if sheet.asked.across else say(language, f"side.{one}") for at, one in enumerate(("old", "new"))
    ]
    heads = [said_of(sheet, language, "paper.change_id")]
    for name in names:
        heads += [say(language, "paper.path", side=name), say(language, "paper.clause_id", side=name)]
    _heads(page, [*heads, said_of(sheet, language, "paper.kind")], (20, 28, 22, 28, 22, 30), styles)
    links = {change.id: change.links for change in sheet.comparison.changes}
    at = 0
    for row in rows:
        for old, new in _pairs(row, links.get(row.id, ())):
            at += 1
            sides = [field for unit in (old, new) for field in ((unit.path, unit.id) if unit else ("", ""))]
            for column, field in enumerate((row.id, *sides, "；".join(fate(row, sheet, language)))):
                _write(page, at, column, field, language, styles)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(at, 1), len(heads))
    _set_up(page)


def _pairs(row: Row, links: Iterable[tuple[str, str]]) -> list[tuple[Unit | None, Unit | None]]:
    old, new = ({unit.id: unit for unit in side} for side in (row.old, row.new))
    linked: list[tuple[Unit | None, Unit | None]] = [(old[a], new[b]) for a, b in links if a in old and b in new]
    partnered = {unit.id for pair in linked for unit in pair if unit}
    alone_old = [(unit, None) for unit in row.old if unit.id not in partnered]
    return [*linked, *alone_old, *((None, unit) for unit in row.new if unit.id not in partnered)]


def _heads(page: Worksheet, names: Sequence[str], widths: Sequence[int], styles: _Styles) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        page.set_column(column, column, width)
        write_text(page, 0, column, legible(name), styles.head)


def _write(
    page: Worksheet, at: int, column: int, field: str | Sequence[Span], language: Language, styles: _Styles
) -> None:
    """A cell of text, its stretches marked where it has any that differ."""
    if isinstance(field, str):
        write_text(page, at, column, _short(field, language), styles.cell)
        return
    stretches = [(op, legible("".join(span.text for span in group))) for op, group in groupby(field, _op) if op]
    whole = "".join(text for _, text in stretches)
    if len(stretches) < 2 or len(stretches) > _MOST_STRETCHES or not _fits(whole):
        style = styles.whole[stretches[0][0]] if len(stretches) == 1 else styles.cell
        write_text(page, at, column, _short(whole, language), style)
    else:
        tokens = [token for op, text in stretches for token in (styles.marks[op], text)]
        page.write_rich_string(at, column, *tokens, styles.cell)


def _op(span: Span) -> Op | None:
    """What a stretch is marked by; nothing for a span without text."""
    return span.op if span.text else None


def _fits(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT


def _short(text: str, language: Language) -> str:
    """As much as a cell holds; what is left out is said."""
    clean = legible(text)
    return clean if _fits(clean) else clean[: CELL_LIMIT // 2] + say(language, "paper.cut")
