"""A sample text as paragraphs and tables, for whoever puts it into a page, a DOCX or a PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

_CELL_PARAGRAPHS = re.compile(r"<p>(.*?)</p>")


class Layout(StrEnum):
    """How a sample writes its tables: a row a line, or a cell a line with an empty line after each row."""

    ROWS = "rows"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; ``bold`` where the text has ``**``."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text."""

    text: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """The paragraph cut at its ``**`` marks, without them."""
        parts = enumerate(self.text.split("**"))
        return tuple(Run(part, bold=index % 2 == 1) for index, part in parts if part)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the grid; a merged cell stands once, with its spans."""

    row: int
    column: int
    paragraphs: tuple[str, ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of ``height`` by ``width``; ``rows`` holds the cells that begin in each row."""

    rows: tuple[tuple[Cell, ...], ...]
    width: int

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)


Block = Paragraph | Table


def blocks(text: str, layout: Layout) -> tuple[Block, ...]:
    """The text in order; blank lines are dropped, nothing else is."""
    lines = text.split("\n")
    return tuple(_by_row(lines) if layout is Layout.ROWS else _by_cell(lines))


def _by_row(lines: list[str]) -> Iterator[Block]:
    def role(line: str) -> str:
        return "table" if "\t" in line else "text" if line.strip() else "blank"

    for kind, group in groupby(lines, role):
        if kind == "table":
            yield _table([line.split("\t") for line in group])
        elif kind == "text":
            yield from (Paragraph(line.strip()) for line in group)


def _by_cell(lines: list[str]) -> Iterator[Block]:
    """Before the first tab there is text, after it one table: ``<blank><tab>cell`` lines, an empty line ends a row."""
    start = next((index for index, line in enumerate(lines) if "\t" in line), len(lines))
    yield from (Paragraph(line.strip()) for line in lines[:start] if line.strip())
    rows = [[cell.strip() for cell in group] for filled, group in groupby(lines[start:], bool) if filled]
    if rows:
        yield _table(rows)


def _table(rows: list[list[str]]) -> Table:
    """Merge as the sheet does: headings span, an empty leading cell belongs to the one above."""
    width = max(map(len, rows))
    grid: list[list[Cell]] = []
    for number, row in enumerate(rows):
        heading = number == 0 or len(row) == 1
        grid.append(list(_heading(number, row, width)) if heading else list(_measures(number, row, width, grid)))
    return Table(tuple(map(tuple, grid)), width)


def _heading(number: int, row: list[str], width: int) -> Iterator[Cell]:
    """The cells of a heading row: each reaches to the next filled one, the last to the edge."""
    filled = [column for column, cell in enumerate(row) if cell]
    for column, end in zip(filled, [*filled[1:], width], strict=True):
        yield Cell(number, column, _paragraphs(row[column]), colspan=end - column)


def _measures(number: int, row: list[str], width: int, grid: list[list[Cell]]) -> Iterator[Cell]:
    """The cells of a row of measures; merging one with the cell above widens that cell in ``grid``."""
    leading = next((column for column, cell in enumerate(row) if cell), 0)
    for column in range(width):
        owner = _above(grid, column) if column < leading else None
        if owner:
            grid[owner.row][grid[owner.row].index(owner)] = replace(owner, rowspan=number - owner.row + 1)
        else:
            yield Cell(number, column, _paragraphs(row[column] if column < len(row) else ""))


def _above(grid: list[list[Cell]], column: int) -> Cell | None:
    """The lowest measure's cell that begins in this column; a table's first row is its head and takes no part."""
    return next((cell for row in reversed(grid[1:]) for cell in row if cell.column == column), None)


def _paragraphs(cell: str) -> tuple[str, ...]:
    """A cell's paragraphs: the sheets write several as ``<p>…</p>``."""
    return tuple(_CELL_PARAGRAPHS.findall(cell)) or (cell,)
