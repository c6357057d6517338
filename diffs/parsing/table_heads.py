"""The head of a table: what its columns are called, in which rows that stands, and what stands above them."""

import re
from collections.abc import Sequence

from diffs.clauses import Extent
from diffs.parsing.cells import Texts, blank_form, is_short
from diffs.parsing.notes import Note, filled_in
from diffs.parsing.shapes import COLUMN_NAME

QUANTITY = re.compile(r"[\d.,，%％—–/\-\s]*")
#: So many rows above a head may hold the table's title and what it counts in.
LINES_ABOVE = 3
#: A name in a head is no longer than this.
_NAME = 20

Grid = Sequence[Sequence[Extent]]


def rows_above(texts: Texts, grid: Grid) -> list[Note]:
    """Rows of one cell each right above the head, at most three: title and unit of the table."""
    found: list[Note] = []
    for row in grid[:LINES_ABOVE]:
        note = (texts.alone(row) or _filled_in(texts, row)) if len(row) > 1 else None
        if note is None or "。" in note.text:
            break
        found.append(note)
    below = grid[len(found)] if len(found) < len(grid) else ()
    names = texts.names(below)
    headed = sum(map(bool, names)) > 1 and _is_head(names) and any(map(COLUMN_NAME.search, names))
    return found if found and headed and len(grid) > len(found) + 1 else []


def _filled_in(texts: Texts, row: Sequence[Extent]) -> Note | None:
    """A row that says who filled the table in and what it counts in, a cell each."""
    cells = [cell for cell in row if cell[0] < cell[1]]
    said = [texts(cell) for cell in cells]
    return Note(" ".join(said), tuple(cells)) if filled_in(said) else None


def head_of(texts: Texts, grid: Grid) -> tuple[list[str], list[Sequence[Extent]]]:
    """Column names and the rows they stand in: one, or two when columns are grouped (责任单位 over 牵头, 配合)."""
    names = texts.names(grid[0])
    if not _is_head(names) or blank_form(map(texts.names, grid)):
        return [], []
    below = texts.names(grid[1]) if len(grid) > 2 else []
    if not _is_second_head(names, below):
        return names, [grid[0]]
    joined, group = [], ""
    for at, sub in enumerate(below):
        name = names[at] if at < len(names) else ""
        group = name or group
        joined.append(f"{group}/{sub}" if sub else name)
    return joined, list(grid[:2])


def _is_head(names: Sequence[str]) -> bool:
    filled = [name for name in names if name]
    return len(filled) > 1 and all(len(name) <= _NAME and "。" not in name and not name.isdecimal() for name in filled)


def _is_second_head(names: Sequence[str], below: Sequence[str]) -> bool:
    """Short names under a head with empty cells, each of which they fill; none below its first name."""
    width = max((at + 1 for at, sub in enumerate(below) if sub), default=0)
    gaps = [at for at, name in enumerate(names[:width]) if not name]
    return (
        bool(gaps)
        and len(below) >= len(names)
        and not below[0]
        and all(below[at] for at in gaps)
        and all(is_short(name) and not (name and QUANTITY.fullmatch(name)) for name in below)
    )
