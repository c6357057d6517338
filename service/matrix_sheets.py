"""A matrix for spreadsheets: the same rows and columns as CSV and as a workbook; every cell is text, never a formula."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from diffs.families.family import PRESENT, Cell, Column, Counting, Matrix, Reading, Row
from diffs.families.slots import SlotKind
from service.matrices import WORDS
from service.spreadsheets import CELL_LIMIT, csv_text, workbook, write_text
from service.texts import Language, say

#: What stands behind a wording that speaks for a row without being that of most.
NOT_COMMON = "〔各处文字不一，取与其余最相近的一种〕"
#: What stands at the end of a cell that was cut.
CUT = "……（过长，余下从略）"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIXED = ("行", "范围", "章节", "共同文字")
_HAVING = {Counting.PLACES: "有此条文地数", Counting.TEXTS: "有此条文份数"}
_HEADS = len(_FIXED) + 1
_KINDS = {
    SlotKind.PLACE: "地名",
    SlotKind.NUMBER: "数字",
    SlotKind.DATE: "日期",
    SlotKind.UNIT: "单位",
    SlotKind.VERB: "动词",
}
_EACH = ("标签", "动词", "不同之处", "文字")
_WIDTHS = (8, 10, 24, 60)


def matrix_csv(laid: Matrix) -> str:
    """The matrix as CSV: a head of one line, a line for each measure, the columns of the workbook, wordings whole."""
    heads = [f"{name}：{each}" for name in column_names(laid) for each in _EACH]
    return csv_text([[*_fixed(laid), *heads], *_lines(laid.rows)])


def matrix_workbook(laid: Matrix, *, title: str, groups: Sequence[tuple[str, int]], notes: Sequence[str]) -> bytes:
    """The matrix as an XLSX file: one sheet to read and sort, four columns for each text under the name of its group.

    ``groups`` are names with the number of texts below each, in the order of the columns; ``notes`` stand on the second
    sheet. Formulas, links and numbers are never made of what a text says.
    """
    out = io.BytesIO()
    book = workbook(out)
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9C2B4"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F3EFE6"})
    sheet = book.add_worksheet("矩阵")
    _write_heads(sheet, laid, groups, head)
    for number, line in enumerate(_lines(laid.rows), 3):
        for column, field in enumerate(line):
            _write(sheet, number, column, field, plain)
    _lay_out(sheet, laid)
    _write_notes(book.add_worksheet("说明"), [title, *notes], book.add_format({"text_wrap": True, "valign": "top"}))
    book.close()
    return out.getvalue()


def column_names(laid: Matrix) -> list[str]:
    """The title of each text, with its number among the columns where titles repeat."""
    names = [column.document.title + uncounted(column) for column in laid.columns]
    return [name if names.count(name) == 1 else f"{name} {at}" for at, name in enumerate(names, 1)]


def uncounted(column: Column) -> str:
    """What stands behind the name of a text that is held and does not speak for its place."""
    return "（不计入）" if column.held and not column.counted else ""


def differences(reading: Reading, cell: Cell) -> str:
    """What a cell fills otherwise than most, or than others where none is usual: 数字：3年；单位：市科技局."""
    return "；".join(f"{_KINDS[one.kind]}：{one.value or '无'}" for one in reading.telling(cell.slots))


def said_in_common(reading: Reading) -> str:
    """The wording that most have: a slot holds what most fill in, else the kind of what goes there (〔地名〕).

    Where no wording is that of most it says so at its end.
    """
    said, done = "", 0
    for slot in reading.slots:
        if slot.at is not None:
            said += reading.text[done : slot.at[0]] + (slot.usual or f"〔{_KINDS[slot.kind]}〕")
            done = slot.at[1]
    return said + reading.text[done:] + ("" if reading.common else NOT_COMMON)


def _fixed(laid: Matrix) -> tuple[str, ...]:
    """The heads of what stands before the texts; the last one counts those that have a measure."""
    return *_FIXED, _HAVING[laid.counting]


def _lines(rows: Sequence[Row]) -> Iterator[list[str]]:
    """Each row as the fields of a line, fixed ones first."""
    for row in rows:
        fixed = (
            row.id,
            say(Language.ZH, f"who.{row.presence}"),
            "／".join(row.section),
            said_in_common(row.reading),
            str(row.places),
        )
        yield [*fixed, *(field for cell in row.cells for field in _fields(row.reading, cell))]


def _fields(reading: Reading, cell: Cell) -> tuple[str, str, str, str]:
    label = WORDS[cell.label]
    if cell.label in PRESENT:
        return label, cell.verb or "", differences(reading, cell), cell.text
    if cell.nearest is not None:
        near = f"最近：{cell.nearest.path}（相似 {round(cell.nearest.similarity * 100)}%）"
        return label, "", near, ""
    return label, "", "", ""


def _write_heads(sheet: Any, laid: Matrix, groups: Sequence[tuple[str, int]], head: Any) -> None:
    for column, name in enumerate(_fixed(laid)):
        for line in range(3):
            _write(sheet, line, column, name if line == 2 else "", head)
    at = _HEADS
    for name, texts in groups:
        for column in range(at, at + texts * len(_EACH)):
            _write(sheet, 0, column, name, head)
        at += texts * len(_EACH)
    for number, title in enumerate(column_names(laid)):
        for step, name in enumerate(_EACH):
            column = _HEADS + number * len(_EACH) + step
            _write(sheet, 1, column, title, head)
            _write(sheet, 2, column, name, head)


def _lay_out(sheet: Any, laid: Matrix) -> None:
    last = _HEADS + len(laid.columns) * len(_EACH) - 1
    for column, width in enumerate((18, 8, 30, 60, 8)):
        sheet.set_column(column, column, width)
    for number in range(len(laid.columns)):
        for step, width in enumerate(_WIDTHS):
            column = _HEADS + number * len(_EACH) + step
            sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 4)
    sheet.autofilter(2, 0, 2 + max(len(laid.rows), 1), last)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(0, 2)


def _write_notes(sheet: Any, notes: Sequence[str], plain: Any) -> None:
    sheet.set_column(0, 0, 100)
    for line, note in enumerate(notes):
        _write(sheet, line, 0, note, plain)


def _write(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A cell of text and nothing else; control characters that no workbook can hold are left out."""
    clean = _UNWRITABLE.sub("", text)
    write_text(sheet, row, column, clean if len(clean) <= CELL_LIMIT else clean[:CELL_LIMIT] + CUT, style)
