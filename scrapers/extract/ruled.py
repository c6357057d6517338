"""Tables that a PDF page draws with ruling lines: the grid of the lines, merged cells, and each cell's text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.extract.printed import Character, Line, Page, first_word, joined, written

_CELL_BREAK = " ⏎ "
_THIN = 3.0
_NEAR = 3.0
_LONG = 8.0
_MAX_RULES = 1500

Rule = tuple[float, float, float]
"""Where a line lies on its own axis, and from where to where it runs on the other, in points."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled area: column edges from the left, row edges from the bottom, and the lines that are really drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row (from the bottom) and column that hold a point; None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The rows of a table as policy text, and the height on the page where it begins."""

    top: float
    rows: tuple[str, ...]


def take_tables(page: Page) -> tuple[list[Line], list[RuledTable]]:
    """The lines of a page that stand in no table, and its tables."""
    lines = list(page.lines)
    tables: list[RuledTable] = []
    for grid in _grids(page):
        inside, lines = _split(lines, grid)
        rows = tuple(_rows(grid, inside))
        if rows:
            tables.append(RuledTable(grid.ys[-1], rows))
    return lines, tables


def _grids(page: Page) -> Iterator[Grid]:
    horizontal, vertical = _rules(page)
    if len(horizontal) + len(vertical) > _MAX_RULES:
        return
    for rows, columns in _connected(horizontal, vertical):
        xs = _edges([x for x, _, _ in columns] + [end for _, *ends in rows for end in ends])
        ys = _edges([y for y, _, _ in rows] + [end for _, *ends in columns for end in ends])
        if len(xs) > 2 and len(ys) > 1 and columns:
            yield Grid(xs, ys, tuple(rows), tuple(columns))


def _rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines; a frame counts as its four sides, a page's background as nothing."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for left, bottom, right, top in page.rules:
        wide, high = right - left, top - bottom
        if wide > 0.97 * page.width and high > 0.9 * page.height:
            continue
        if high <= _THIN < _LONG < wide:
            horizontal.append(((bottom + top) / 2, left, right))
        elif wide <= _THIN < _LONG < high:
            vertical.append(((left + right) / 2, bottom, top))
        elif wide > _LONG and high > _LONG:
            horizontal += [(bottom, left, right), (top, left, right)]
            vertical += [(left, bottom, top), (right, bottom, top)]
    return horizontal, vertical


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch or cross, together; a lone line (under a red head) makes a group of its own."""
    owner = list(range(len(horizontal) + len(vertical)))

    def root(n: int) -> int:
        while owner[n] != n:
            owner[n] = owner[owner[n]]
            n = owner[n]
        return n

    for h, (y, left, right) in enumerate(horizontal):
        for v, (x, bottom, top) in enumerate(vertical, len(horizontal)):
            if left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR:
                owner[root(h)] = root(v)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for n in range(len(owner)):
        rows, columns = groups.setdefault(root(n), ([], []))
        rows.append(horizontal[n]) if n < len(horizontal) else columns.append(vertical[n - len(horizontal)])
    return list(groups.values())


def _edges(values: list[float]) -> tuple[float, ...]:
    """Positions in order, those nearer than three points as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return tuple(edges)


def _split(lines: list[Line], grid: Grid) -> tuple[list[Line], list[Line]]:
    """Lines inside a grid and lines outside; one that runs across its edge is parted."""
    inside: list[Line] = []
    outside: list[Line] = []
    for line in lines:
        within = tuple(char for char in line.chars if grid.place(*_centre(char, line)) is not None)
        without = tuple(char for char in line.chars if grid.place(*_centre(char, line)) is None)
        inside += [line.part(within)] if within else []
        outside += [line.part(without)] if any(not char.isspace() for char, _, _ in without) else []
    return inside, outside


def _centre(char: Character, line: Line) -> tuple[float, float]:
    return (char[1] + char[2]) / 2, line.base + line.size / 2


def _rows(grid: Grid, lines: list[Line]) -> Iterator[str]:
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    region = _regions(grid)
    held: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for place, part in _by_region(line, grid, region):
            held.setdefault(place, []).append(part)
    for row in reversed(range(height)):
        cells = [_cell(held.get((row, column), ())) for column in range(width)]
        if any(cells):
            yield "\t".join(cells)


def _regions(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Each grid place to the top left place of the merged cell it belongs to: no line drawn, no border."""
    region: dict[tuple[int, int], tuple[int, int]] = {}
    for row in reversed(range(len(grid.ys) - 1)):
        for column in range(len(grid.xs) - 1):
            above, before = region.get((row + 1, column)), region.get((row, column - 1))
            if above is not None and not _drawn(grid.horizontal, grid.ys[row + 1], _middle(grid.xs, column)):
                region[row, column] = above
            elif before is not None and not _drawn(grid.vertical, grid.xs[column], _middle(grid.ys, row)):
                region[row, column] = before
            else:
                region[row, column] = (row, column)
    return region


def _drawn(rules: Sequence[Rule], at: float, across: float) -> bool:
    return any(abs(place - at) <= _NEAR and start <= across <= end for place, start, end in rules)


def _middle(edges: Sequence[float], n: int) -> float:
    return (edges[n] + edges[n + 1]) / 2


def _by_region(
    line: Line, grid: Grid, region: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Line]]:
    parts: dict[tuple[int, int], list[Character]] = {}
    for char in line.chars:
        place = grid.place(*_centre(char, line))
        if place is not None:
            parts.setdefault(region[place], []).append(char)
    for place, chars in parts.items():
        if any(not char.isspace() for char, _, _ in chars):
            yield place, line.part(tuple(chars))


def _cell(lines: Sequence[Line]) -> str:
    """The lines of a cell: joined where the next word would not have fitted, else parted by a line break."""
    ordered = sorted(lines, key=lambda line: (-round(line.base), line.left))
    right = max((line.right for line in ordered), default=0.0)
    text = ""
    before: Line | None = None
    for line in ordered:
        same_base = before is not None and abs(before.base - line.base) < 0.4 * line.size
        if before is None:
            text = line.text
        elif same_base:
            text = written((*before.chars, *line.chars), line.size) if text == before.text else f"{text} {line.text}"
        elif right - before.right > first_word(line) + 0.3 * line.size:
            text += _CELL_BREAK + line.text
        else:
            text = joined(text, line.text)
        before = line
    return text
