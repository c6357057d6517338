"""What spreadsheets would take for formulas, links or markup, made harmless: for every CSV and XLSX handed out."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]  # no type information upstream

#: What spreadsheets take for a formula at the start of a cell, also behind blanks that they pass over, in both widths.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(field: str) -> str:
    """A cell that would be taken for a formula gets a leading apostrophe (OWASP, CSV injection)."""
    return f"'{field}" if field.lstrip(" \u3000\xa0").startswith(_FORMULA) or field.startswith(_FORMULA) else field


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180), every cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(field) for field in row])
    return out.getvalue()


#: A cell of a workbook holds 32,767 characters, counted as UTF-16 counts them (Excel specifications and limits).
CELL_LIMIT = 32_000


def workbook(target: BinaryIO, made_at: datetime | None = None) -> Any:
    """A workbook that takes every cell for text and nothing else; ``made_at`` keeps equal workbooks equal bytes."""
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    if made_at is not None:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
    return book


def write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A cell of text in one style.

    Text that begins with <r> and ends with </r> is written in two stretches: XlsxWriter would take it for markup.
    """
    if text.startswith("<r>"):
        sheet.write_rich_string(row, column, style, text[:1], style, text[1:], style)
    else:
        sheet.write_string(row, column, text, style)
