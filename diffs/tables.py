"""Task tables: a grid of cell ranges read as a head, sections and rows, with what page breaks did to them undone.

Heads repeated at page ends belong to the table; category cells are carried down and lose the blanks that wrapping put
into them; a row that slipped into the category column is moved back; several ``<p>`` tasks of one cell are rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.clauses import Extent
from diffs.numbering import Marker, Rank, find_marker
from diffs.shapes import compact


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it will be shown: ``marker`` as printed, ``number`` in figures, ``text`` the measure without it."""

    marker: str
    number: str | None
    text: str
    cells: dict[str, str]
    extent: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A row that only carries a heading: ``一、推动…``; ``marker`` is ``None`` when it is unnumbered."""

    marker: Marker | None
    heading: str
    heading_sep: str
    extent: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Column names, head ranges (repeated heads included), and sections and rows in order."""

    columns: tuple[str, ...]
    head: tuple[Extent, ...]
    body: tuple[Row | Section, ...]


_MEASURE = re.compile(r"任务|措施|内容|事项|举措|项目|要求|指标|名称|条款|规定")
_NUMBER = re.compile(r"^(?:序号|编号|序|号|№|No\.?)$", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|br|div|span|td|strong|b)\b[^<>]{0,200}>", re.IGNORECASE)
_PIECE = re.compile(r"<p\b[^<>]{0,200}>|⏎|<br\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:⏎|<br\s*/?>|</p>\s*(?=<p\b))\s*", re.IGNORECASE)
_WRAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_FIGURES = re.compile(r"^\d{1,4}$")


def read_table(source: str, grid: Sequence[Sequence[Extent]]) -> Table:
    """The table that ``grid`` of ``source`` holds."""
    return _Reader(source, grid).read()


def cell_text(source: str, extent: Extent) -> str:
    """A cell as it reads: tags and bold marks gone, line breaks inside it as line feeds."""
    text = _BREAK.sub("\n", source[extent[0] : extent[1]])
    return _TAG.sub("", text).replace("**", "").strip()


@dataclass(slots=True)
class _Reader:
    source: str
    grid: Sequence[Sequence[Extent]]
    columns: tuple[str, ...] = ()
    measure: int = 0
    numbers: int | None = None
    carried: dict[int, str] = field(default_factory=dict)

    def read(self) -> Table:
        headed = self._is_head(self.grid[0])
        names = [compact(cell_text(self.source, cell)) for cell in self.grid[0]] if headed else []
        width = max(len(row) for row in self.grid)
        self.columns = _named(names, width)
        head = [self.grid[0]] if headed else []
        rows = []
        for row in self.grid[len(head) :]:
            if headed and [compact(cell_text(self.source, cell)) for cell in row] == names:
                head.append(row)
            else:
                rows.append(row)
        self._find_columns(rows)
        body = tuple(item for row in rows for item in self._read_row(row))
        return Table(self.columns, tuple(cell for row in head for cell in row if cell[0] < cell[1]), body)

    def _is_head(self, row: Sequence[Extent]) -> bool:
        cells = [compact(cell_text(self.source, cell)) for cell in row]
        filled = [cell for cell in cells if cell]
        return len(filled) > 1 and all(len(cell) <= 20 and "。" not in cell and not cell.isdecimal() for cell in filled)

    def _find_columns(self, rows: Sequence[Sequence[Extent]]) -> None:
        self.numbers = next((at for at, name in enumerate(self.columns) if _NUMBER.match(name)), None)
        if self.numbers is None and rows and self._all_figures(rows):
            self.numbers = 0
        named = [
            at
            for at, name in enumerate(self.columns)
            if _MEASURE.search(name) and at != self.numbers and "单位" not in name
        ]
        candidates = named or [at for at in range(len(self.columns)) if at != self.numbers] or [0]
        sizes = dict.fromkeys(candidates, 0)
        for row in rows:
            for at in candidates:
                if at < len(row):
                    sizes[at] += row[at][1] - row[at][0]
        self.measure = max(candidates, key=lambda at: sizes[at])

    def _all_figures(self, rows: Sequence[Sequence[Extent]]) -> bool:
        firsts = [cell_text(self.source, row[0]) for row in rows if len(row) > 1]
        return len(self.columns) > 1 and bool(firsts) and all(_FIGURES.match(first) for first in firsts)

    def _read_row(self, row: Sequence[Extent]) -> Iterator[Row | Section]:
        filled = [at for at, (start, end) in enumerate(row) if start < end]
        if not filled:
            return
        section = self._section(row, filled)
        if section is not None:
            self.carried.clear()
            yield section
            return
        at = self.measure
        if at not in filled:
            at = self._shifted(row, filled)
        pieces = self._pieces(row[at]) if at < len(row) else []
        others = {other: cell_text(self.source, row[other]) for other in filled if other != at}
        self._carry(others)
        extras = [row[other] for other in filled if other != at]
        for number, piece in enumerate(pieces or [None]):
            yield self._row(piece, others, [] if number else extras)

    def _section(self, row: Sequence[Extent], filled: list[int]) -> Section | None:
        if len(filled) != 1 or (len(self.columns) < 2):
            return None
        text = cell_text(self.source, row[filled[0]])
        marker = find_marker(text)
        if marker is None:
            if filled[0] != 0 or self.measure == 0 or len(text) > 40 or "。" in text or text.isdecimal():
                return None
        elif marker.rank not in (Rank.HAN, Rank.PAREN_HAN) or len(text) > 80:
            return None
        heading = text[marker.end if marker else 0 :].strip()
        sep = heading[-1:] if heading[-1:] in "。：:" else ""
        return Section(marker, heading.removesuffix(sep), sep, (row[filled[0]],))

    def _shifted(self, row: Sequence[Extent], filled: list[int]) -> int:
        """The cell that holds the measure of a row which slipped to the left."""
        left = [at for at in filled if at < self.measure and at != self.numbers]
        for at in left:
            marker = find_marker(cell_text(self.source, row[at]))
            if marker and marker.rank is Rank.ARABIC:
                return at
        return next((at for at in left if "。" in cell_text(self.source, row[at])), self.measure)

    def _pieces(self, cell: Extent) -> list[Extent]:
        """Ranges of the separate tasks of one cell; the cell itself when it holds one."""
        start, end = cell
        cuts = [match.start() for match in _PIECE.finditer(self.source, start, end)]
        if not cuts:
            return [cell]
        bounds = [start, *(cut for cut in cuts if cut > start), end]
        pieces = list(pairwise(bounds))
        numbered = [find_marker(cell_text(self.source, piece).lstrip("\n")) is not None for piece in pieces]
        if sum(numbered) < 2:
            return [cell]
        joined: list[Extent] = []
        for piece, fresh in zip(pieces, numbered, strict=True):
            if joined and not fresh:
                joined[-1] = (joined[-1][0], piece[1])
            else:
                joined.append(piece)
        return joined

    def _carry(self, others: dict[int, str]) -> None:
        """Fill category cells left empty from above; a new category clears the ones to its right."""
        categories = [at for at in range(self.measure) if at != self.numbers]
        for position, at in enumerate(categories):
            if others.get(at):
                value = _WRAP.sub("", others[at].replace("\n", ""))
                if value != self.carried.get(at):
                    for later in categories[position + 1 :]:
                        self.carried.pop(later, None)
                self.carried[at] = value
            others[at] = self.carried.get(at, "")

    def _row(self, piece: Extent | None, others: dict[int, str], extras: list[Extent]) -> Row:
        text = cell_text(self.source, piece) if piece else ""
        text = text.replace("\n", "")
        printed, number = others.get(self.numbers, "") if self.numbers is not None else "", None
        if printed:
            number = str(int(printed)) if printed.isdecimal() else compact(printed)
        else:
            marker = find_marker(text)
            if marker and marker.rank in (Rank.ARABIC, Rank.PAREN_ARABIC):
                printed, number, text = marker.printed, str(marker.number), text[marker.end :]
        cells = {name: text if at == self.measure else others.get(at, "") for at, name in enumerate(self.columns)}
        extent = sorted([*extras, *([piece] if piece and piece[0] < piece[1] else [])])
        return Row(printed, number, text, cells, tuple(extent))


def _named(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Column names, each once: an empty head cell continues the one before it (类别, 类别2)."""
    columns: list[str] = []
    base, repeat = "", 1
    for at in range(width):
        name = names[at] if at < len(names) else ""
        base, repeat = (name, 1) if name else (base or "列", repeat + 1)
        column = name or f"{base}{repeat if at else 1}"
        while column in columns:
            repeat += 1
            column = f"{base}{repeat}"
        columns.append(column)
    return tuple(columns)
