"""HTML tables: which ones are tables of data, and their cells laid out on a grid."""

import re
from collections.abc import Callable

from bs4 import Tag
from bs4.element import NavigableString

from scrapers.extract.markup import attribute

MAX_COLUMNS, MAX_ROWS = 100, 65_534
"""A cell spans at most so many; 65,534 rows is the limit of HTML."""
LONG_CELL = 400
"""A single row with a cell of more characters than this is a layout, not a table."""

_CELLS = ("td", "th")


def is_data(table: Tag) -> bool:
    """Whether a table holds rows of cells rather than the page's layout.

    A layout has tables inside its cells, or one column, or one row around running text, or text outside its cells.
    """
    if attribute(table, "role") in ("presentation", "none") or table.find("table") is not None or _stray(table):
        return False
    rows = [_filled(row) for row in table.find_all("tr")]
    if not any(len(cells) > 1 for cells in rows):
        return False
    used = [cells for cells in rows if cells]
    return len(used) > 1 or max(len(text) for text in used[0]) <= LONG_CELL


def _filled(row: Tag) -> list[str]:
    texts = (cell.get_text().strip() for cell in row.find_all(_CELLS, recursive=False))
    return [text for text in texts if text]


def _stray(table: Tag) -> bool:
    """Text of a table that stands in none of its cells would be lost by a grid."""
    for text in table.find_all(string=True):
        if type(text) is NavigableString and text.strip() and text.find_parent((*_CELLS, "caption")) is None:
            return True
    return any(cell.parent is None or cell.parent.name != "tr" for cell in table.find_all(_CELLS))


def grid(table: Tag, written: Callable[[Tag], str]) -> list[list[str]]:
    """The rows of a data table, all of one width; a spanned cell's text stands once, at its first row and column."""
    held: dict[int, int] = {}
    rows: list[dict[int, str]] = []
    for row in table.find_all("tr"):
        placed, held = _place(row, held, written)
        rows.append(placed)
    width = 1 + max((column for row in rows for column in row), default=0)
    return [[row.get(column, "") for column in range(width)] for row in rows]


def _place(row: Tag, held: dict[int, int], written: Callable[[Tag], str]) -> tuple[dict[int, str], dict[int, int]]:
    """One row's texts by column, and how many rows below each column stays taken."""
    placed: dict[int, str] = {}
    below = {column: rows - 1 for column, rows in held.items() if rows > 1}
    column = 0
    for cell in row.find_all(_CELLS, recursive=False):
        while held.get(column, 0) > 0:
            column += 1
        placed[column] = written(cell)
        wide, high = _span(cell, "colspan", MAX_COLUMNS), _span(cell, "rowspan", MAX_ROWS)
        below.update({column + n: high - 1 for n in range(wide) if high > 1})
        column += wide
    return placed, below


def _span(cell: Tag, name: str, most: int) -> int:
    found = re.match(r"\s*(\d{1,5})", attribute(cell, name))
    if found is None:
        return 1
    # rowspan="0" reaches to the end of the table.
    return min(int(found.group(1)) or (most if name == "rowspan" else 1), most)
