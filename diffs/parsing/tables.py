"""Task tables: a grid of cell ranges read as a head, sections and rows, with what page breaks did to them undone.

Heads repeated at page ends belong to the table; category cells are carried down and lose the blanks that wrapping put
into them; a row that slipped into the category column is moved back; several ``<p>`` tasks of one cell are rows, unless the
row carries a number of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from diffs.clauses import Extent
from diffs.parsing.lines import joint
from diffs.parsing.numbering import Marker, Rank, find_marker
from diffs.parsing.shapes import compact


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
_LINE_END = re.compile(r"[\r\n]+")
_WRAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_FIGURES = re.compile(r"^\d{1,4}$")
_ORDINAL = re.compile(r"^[（(]?\s*(\d{1,4})\s*[)）]?[.．、]?$")
_FINISHED = re.compile(r"[。；;！!）)”]$")
_PAUSE = re.compile("[。；，,]")
_QUANTITY = re.compile(r"[\d.,，%％—–/\-\s]*")
#: Columns that are named alike again and again are one table set side by side when they are at least two.
_LEAST = 2
#: A name in a head is no longer than this.
_NAME = 20
#: Of ten measures so many end in a stop where all are sentences, so that one without goes on in the row below.
_SENTENCES = 6


def read_table(source: str, grid: Sequence[Sequence[Extent]]) -> Table:
    """The table that ``grid`` of ``source`` holds."""
    return _Reader(source, grid).read()


def cell_text(source: str, extent: Extent) -> str:
    """A cell as it reads: tags, bold marks and the escapes of bars gone, line breaks inside it as line feeds.

    Where a page end cut it in two lines it reads on.
    """
    text = _read_on(source[extent[0] : extent[1]])
    if "⏎" in text or "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return text.replace("**", "").replace("\\|", "|").strip()


def _read_on(text: str) -> str:
    """``text`` in one line; a break between two Latin words is a blank."""
    if "\n" not in text and "\r" not in text:
        return text
    lines = [line.strip() for line in _LINE_END.split(text)]
    return lines[0] + "".join(joint(above, below) + below for above, below in pairwise(lines))


@dataclass(slots=True)
class _Reader:
    source: str
    grid: Sequence[Sequence[Extent]]
    columns: tuple[str, ...] = ()
    measure: int = 0
    numbers: int | None = None
    carried: dict[int, str] = field(default_factory=dict)
    texts: dict[Extent, str] = field(default_factory=dict)

    def read(self) -> Table:
        names, head = self._head()
        width = max(len(row) for row in self.grid)
        group = _group(names)
        self.columns = _named(names[:group], group or width)
        printed = [self._names(row) for row in head]
        rows = []
        for row in self.grid[len(head) :]:
            if head and self._names(row) in printed:
                head.append(row)
            else:
                rows.append(row)
        rows = self._parted(rows, group) if group else rows
        self._find_columns(rows)
        heads = tuple(cell for row in head for cell in row if cell[0] < cell[1])
        return Table(self.columns, heads, tuple(self._body(rows)))

    def _parted(self, rows: Sequence[Sequence[Extent]], group: int) -> list[Sequence[Extent]]:
        """Rows of a table set side by side: each row's groups in turn, or group below group.

        The latter where numbers run so, and where a first cell is empty that the row above may fill.
        """
        turns = [[row[at : at + group] for row in rows] for at in range(0, max(map(len, rows), default=0), group)]
        below = [row for turn in turns for row in turn if any(start < end for start, end in row)]
        firsts = [self._text(row[0]) for row in below]
        ascending = all(map(_FIGURES.match, firsts)) and all(int(a) < int(b) for a, b in pairwise(firsts))
        if ascending or not all(firsts):
            return below
        return [turn[at] for at in range(len(rows)) for turn in turns if turn[at]]

    def _text(self, cell: Extent) -> str:
        text = self.texts.get(cell)
        if text is None:
            text = self.texts[cell] = cell_text(self.source, cell)
        return text

    def _names(self, row: Sequence[Extent]) -> list[str]:
        return [compact(self._text(cell)) for cell in row]

    def _head(self) -> tuple[list[str], list[Sequence[Extent]]]:
        """Column names and the rows they stand in: one, or two when columns are grouped (责任单位 over 牵头, 配合)."""
        if not self._is_head(self.grid[0]):
            return [], []
        names = self._names(self.grid[0])
        below = self._names(self.grid[1]) if len(self.grid) > 2 else []
        if not self._is_second_head(names, below):
            return names, [self.grid[0]]
        joined, group = [], ""
        for at, sub in enumerate(below):
            name = names[at] if at < len(names) else ""
            group = name or group
            joined.append(f"{group}/{sub}" if sub else name)
        return joined, list(self.grid[:2])

    def _is_head(self, row: Sequence[Extent]) -> bool:
        filled = [name for name in self._names(row) if name]
        return len(filled) > 1 and all(
            len(name) <= _NAME and "。" not in name and not name.isdecimal() for name in filled
        )

    def _is_second_head(self, names: Sequence[str], below: Sequence[str]) -> bool:
        """Short names under a head with empty cells, each of which they fill; none below its first name."""
        width = max((at + 1 for at, sub in enumerate(below) if sub), default=0)
        gaps = [at for at, name in enumerate(names[:width]) if not name]
        return (
            bool(gaps)
            and len(below) >= len(names)
            and not below[0]
            and all(below[at] for at in gaps)
            and all(
                len(name) <= _NAME and not _PAUSE.search(name) and not (name and _QUANTITY.fullmatch(name))
                for name in below
            )
        )

    def _body(self, rows: Sequence[Sequence[Extent]]) -> list[Row | Section]:
        """Rows and sections in order; a row that a page end cut in two is one."""
        measures = [text for row in rows if self.measure < len(row) and (text := self._text(row[self.measure]))]
        ended = sum(_FINISHED.search(text) is not None for text in measures)
        sentences = len(measures) > 2 and ended * 10 >= len(measures) * _SENTENCES
        body: list[Row | Section] = []
        for row in rows:
            last = body[-1] if body else None
            if sentences and isinstance(last, Row) and self._goes_on(last, row):
                body[-1] = self._joined(last, row)
            else:
                body.extend(self._read_row(row))
        return body

    def _goes_on(self, last: Row, row: Sequence[Extent]) -> bool:
        """A row without number and categories below one whose measure stops inside a sentence."""
        texts = [self._text(cell) for cell in row]
        text = texts[self.measure] if self.measure < len(texts) else ""
        return (
            last.number is not None
            and bool(last.text)
            and bool(text)
            and not any(texts[: self.measure])
            and not _FINISHED.search(last.text)
            and find_marker(text) is None
        )

    def _joined(self, last: Row, row: Sequence[Extent]) -> Row:
        texts = dict(zip(self.columns, (self._text(cell) for cell in row), strict=False))
        cells = {name: cell + texts.get(name, "") for name, cell in last.cells.items()}
        extent = (*last.extent, *(cell for cell in row if cell[0] < cell[1]))
        return Row(
            last.marker, last.number, _read_on(f"{last.text}\n{texts[self.columns[self.measure]]}"), cells, extent
        )

    def _find_columns(self, rows: Sequence[Sequence[Extent]]) -> None:
        self.numbers = next((at for at, name in enumerate(self.columns) if _NUMBER.match(name)), None)
        if self.numbers is None and rows and self._all_figures(rows):
            self.numbers = 0
        named = [
            at
            for at, name in enumerate(self.columns)
            if _MEASURE.search(name) and at != self.numbers and "单位" not in name
        ]
        sizes = [sum(row[at][1] - row[at][0] for row in rows if at < len(row)) for at in range(len(self.columns))]
        others = [at for at in range(len(self.columns)) if at != self.numbers] or [0]
        telling = [at for at in named if not self._all_quantities(rows, at)]
        self.measure = max(telling or others, key=lambda at: sizes[at])

    def _all_quantities(self, rows: Sequence[Sequence[Extent]], at: int) -> bool:
        cells = [self._text(row[at]) for row in rows if at < len(row)]
        return any(cells) and all(_QUANTITY.fullmatch(cell) for cell in cells)

    def _all_figures(self, rows: Sequence[Sequence[Extent]]) -> bool:
        firsts = [self._text(row[0]) for row in rows if len(row) > 1]
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
        numbered = self.numbers in filled and self.numbers != at and _ORDINAL.match(self._text(row[self.numbers]))
        pieces = [row[at]] if numbered else self._pieces(row[at]) if at < len(row) else []
        others = {other: self._text(row[other]) for other in filled if other != at}
        self._carry(others)
        extras = [row[other] for other in filled if other != at]
        for number, piece in enumerate(pieces or [None]):
            yield self._row(piece, others, [] if number else extras)

    def _section(self, row: Sequence[Extent], filled: list[int]) -> Section | None:
        if len(filled) != 1 or (len(self.columns) < 2):
            return None
        text = self._text(row[filled[0]])
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
            marker = find_marker(self._text(row[at]))
            if marker and marker.rank is Rank.ARABIC:
                return at
        return next((at for at in left if "。" in self._text(row[at])), self.measure)

    def _pieces(self, cell: Extent) -> list[Extent]:
        """Ranges of the separate tasks of one cell; the cell itself when it holds one."""
        start, end = cell
        cuts = [match.start() for match in _PIECE.finditer(self.source, start, end)]
        if not cuts:
            return [cell]
        bounds = [start, *(cut for cut in cuts if cut > start), end]
        pieces = list(pairwise(bounds))
        numbered = [find_marker(self._text(piece).lstrip("\n")) is not None for piece in pieces]
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
                value = _WRAP.sub("", _read_on(others[at]))
                if value != self.carried.get(at):
                    for later in categories[position + 1 :]:
                        self.carried.pop(later, None)
                self.carried[at] = value
            others[at] = self.carried.get(at, "")

    def _row(self, piece: Extent | None, others: dict[int, str], extras: list[Extent]) -> Row:
        text = self._text(piece) if piece else ""
        text = _read_on(text)
        printed, number = others.get(self.numbers, "") if self.numbers is not None else "", None
        if printed:
            ordinal = _ORDINAL.match(printed)
            number = str(int(ordinal[1])) if ordinal else compact(printed)
        else:
            marker = find_marker(text)
            if marker and marker.rank in (Rank.ARABIC, Rank.PAREN_ARABIC):
                printed, number, text = marker.printed, str(marker.number), text[marker.end :]
        cells = {name: text if at == self.measure else others.get(at, "") for at, name in enumerate(self.columns)}
        extent = sorted([*extras, *([piece] if piece and piece[0] < piece[1] else [])])
        return Row(printed, number, text, cells, tuple(extent))


def _group(names: Sequence[str]) -> int | None:
    """How many columns a table has that stands side by side with its continuation; ``None`` when it does not."""
    sizes = (size for size in range(_LEAST, len(names) // 2 + 1) if len(names) % size == 0)
    return next(
        (size for size in sizes if all(names[:size]) and list(names[:size]) * (len(names) // size) == names), None
    )


def _named(names: Sequence[str], width: int) -> tuple[str, ...]:
    """Column names, each once: an empty head cell continues the one before it (类别, 类别2); 列1, 列2 without a head."""
    columns: list[str] = []
    base, repeat = "列", 0
    for at in range(width):
        name = names[at] if at < len(names) else ""
        base, repeat = (name, 1) if name else (base, repeat + 1)
        column = name or f"{base}{repeat}"
        while column in columns:
            repeat += 1
            column = f"{base}{repeat}"
        columns.append(column)
    return tuple(columns)
