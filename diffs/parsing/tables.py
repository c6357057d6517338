"""Task tables: a grid of cell ranges read as a head, sections and rows, with what page breaks did to them undone.

Heads repeated at page ends belong to the table; category cells are carried down and lose the blanks that wrapping put
into them; a row that slipped into the category column is moved back; several ``<p>`` tasks of one cell are rows, unless the
row carries a number of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diffs.clauses import Extent
from diffs.parsing.cells import Texts, column_group, column_names, read_on, two_wordings
from diffs.parsing.notes import Note, note_after
from diffs.parsing.numbering import Marker, Rank, find_marker
from diffs.parsing.shapes import TABLE_NOTE, TABLE_UNIT, TOTAL, compact, either_script
from diffs.parsing.table_heads import QUANTITY, head_of, rows_above


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
    """Column names, head ranges (repeated heads included), and sections, rows and notes in order.

    ``above`` are the table's title and 单位：万元 where they stand in rows of their own above the head.
    """

    columns: tuple[str, ...]
    head: tuple[Extent, ...]
    body: tuple[Row | Section | Note, ...]
    above: tuple[Note, ...] = ()


_MEASURE = re.compile(either_script("任务|措施|内容|事项|举措|项目|要求|指标|名称|条款|规定"))
_NUMBER = re.compile(r"^(?:序[号號]|[编編][号號]|序|[号號]|№|No\.?)$", re.IGNORECASE)
_PIECE = re.compile(r"<p\b[^<>]{0,200}>|⏎|<br\s*/?>", re.IGNORECASE)
_WRAP = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
#: What counts the sections of a table in its column of numbers.
_HAN_COUNT = re.compile("[一二三四五六七八九十]{1,3}[、.．]?")
_FIGURES = re.compile(r"^\d{1,4}$")
_ORDINAL = re.compile(r"^[（(]?\s*(\d{1,4})\s*[)）]?[.．、]?$")
_FINISHED = re.compile(r"[。；;！!）)”]$")
_COMMA_LAST = re.compile("[、，,]$")
#: Of ten measures so many end in a stop where all are sentences, so that one without goes on in the row below.
_SENTENCES = 6


def read_table(source: str, grid: Sequence[Sequence[Extent]]) -> Table:
    """The table that ``grid`` of ``source`` holds."""
    return _Reader(Texts(source), grid).read()


@dataclass(slots=True)
class _Reader:
    texts: Texts
    grid: Sequence[Sequence[Extent]]
    columns: tuple[str, ...] = ()
    measure: int = 0
    numbers: int | None = None
    figured: bool = False
    wordings: tuple[int, ...] = ()
    carried: dict[int, str] = field(default_factory=dict)

    def read(self) -> Table:
        above = rows_above(self.texts, self.grid)
        self.grid = self.grid[len(above) :]
        names, head = head_of(self.texts, self.grid)
        width = max(len(row) for row in self.grid)
        group = column_group(names)
        self.columns = column_names(names[:group], group or width)
        printed = [self.texts.names(row) for row in head]
        rows = []
        for row in self.grid[len(head) :]:
            if head and self.texts.names(row) in printed:
                head.append(row)
            else:
                rows.append(row)
        rows = self._parted(rows, group) if group else rows
        self._find_columns(rows)
        self.figured = self._figured(rows)
        heads = tuple(cell for row in head for cell in row if cell[0] < cell[1])
        return Table(self.columns, heads, tuple(self._body(rows)), tuple(above))

    def _parted(self, rows: Sequence[Sequence[Extent]], group: int) -> list[Sequence[Extent]]:
        """Rows of a table set side by side: each row's groups in turn, or group below group.

        The latter where numbers run so, and where a first cell is empty that the row above may fill.
        """
        turns = [[row[at : at + group] for row in rows] for at in range(0, max(map(len, rows), default=0), group)]
        below = [row for turn in turns for row in turn if any(start < end for start, end in row)]
        firsts = [self.texts(row[0]) for row in below]
        ascending = all(map(_FIGURES.match, firsts)) and all(int(a) < int(b) for a, b in pairwise(firsts))
        if ascending or not all(firsts):
            return below
        return [turn[at] for at in range(len(rows)) for turn in turns if turn[at]]

    def _body(self, rows: Sequence[Sequence[Extent]]) -> list[Row | Section | Note]:
        """Rows, sections and notes in order; a row that a page end cut in two is one."""
        measures = self._whole_measures(rows)
        ended = sum(_FINISHED.search(text) is not None for text in measures)
        sentences = len(measures) > 2 and ended * 10 >= len(measures) * _SENTENCES
        body: list[Row | Section | Note] = []
        for row in rows:
            last = body[-1] if body else None
            note = self.texts.alone(row) if isinstance(last, Note) else None
            marker = find_marker(note.text) if note else None
            if sentences and isinstance(last, Row) and self._goes_on(last, row):
                body[-1] = self._joined(last, row)
            elif note and marker and isinstance(last, Note) and marker.number == note_after(last.text):
                body.append(note)
            else:
                body.extend(self._read_row(row))
        return body

    def _whole_measures(self, rows: Sequence[Sequence[Extent]]) -> list[str]:
        """The measures of ``rows``; of one that is cut behind empty cells its end."""
        found: list[str] = []
        for row in rows:
            texts = [self.texts(cell) for cell in row]
            text = texts[self.measure] if self.measure < len(texts) else ""
            if text and found and not any(texts[: self.measure]) and find_marker(text) is None:
                found[-1] = text
            elif text:
                found.append(text)
        return found

    def _goes_on(self, last: Row, row: Sequence[Extent]) -> bool:
        """A row without number and categories below one whose measure, or whose list of units, stops before its end."""
        texts = [self.texts(cell) for cell in row]
        text = texts[self.measure] if self.measure < len(texts) else ""
        if not text and last.number is not None and last.text and not any(texts[: self.measure]):
            above = [last.cells.get(name, "") for name in self.columns]
            return all(_COMMA_LAST.search(cell) for cell, rest in zip(above, texts, strict=False) if rest) and any(
                texts
            )
        return (
            last.number is not None
            and bool(last.text)
            and bool(text)
            and not any(texts[: self.measure])
            and not TABLE_NOTE.match(text)
            and not _FINISHED.search(last.text)
            and find_marker(text) is None
        )

    def _joined(self, last: Row, row: Sequence[Extent]) -> Row:
        """``last`` with what ``row`` adds to each of its cells."""
        texts = dict(zip(self.columns, (self.texts(cell) for cell in row), strict=False))
        cells = {name: cell + texts.get(name, "") for name, cell in last.cells.items()}
        extent = (*last.extent, *(cell for cell in row if cell[0] < cell[1]))
        return Row(
            last.marker,
            last.number,
            read_on(f"{last.text}\n{texts.get(self.columns[self.measure], '')}"),
            cells,
            extent,
        )

    def _find_columns(self, rows: Sequence[Sequence[Extent]]) -> None:
        self.numbers = next((at for at, name in enumerate(self.columns) if _NUMBER.match(name)), None)
        if self.numbers is None and rows and self._all_figures(rows):
            self.numbers = 0
        named = [
            at
            for at, name in enumerate(self.columns)
            if _MEASURE.search(name) and at != self.numbers and not re.search("[单單]位", name)
        ]
        sizes = [sum(row[at][1] - row[at][0] for row in rows if at < len(row)) for at in range(len(self.columns))]
        others = [at for at in range(len(self.columns)) if at != self.numbers] or [0]
        telling = [at for at in named if not self._all_quantities(rows, at)]
        compared = two_wordings(self.columns)
        self.wordings = () if compared and self._all_quantities(rows, compared[-1]) else compared
        self.measure = self.wordings[-1] if self.wordings else max(telling or others, key=lambda at: sizes[at])

    def _all_quantities(self, rows: Sequence[Sequence[Extent]], at: int) -> bool:
        cells = [self.texts(row[at]) for row in rows if at < len(row)]
        return any(cells) and all(QUANTITY.fullmatch(cell) for cell in cells)

    def _all_figures(self, rows: Sequence[Sequence[Extent]]) -> bool:
        firsts = [self.texts(row[0]) for row in rows if len(row) > 1]
        return len(self.columns) > 1 and bool(firsts) and all(_FIGURES.match(first) for first in firsts)

    def _read_row(self, row: Sequence[Extent]) -> Iterator[Row | Section | Note]:
        filled = [at for at, (start, end) in enumerate(row) if start < end]
        if not filled:
            return
        note = self.texts.alone(row) if len(self.columns) > 1 else None
        if note and (TABLE_NOTE.match(note.text) or TABLE_UNIT.match(note.text)):
            yield note
            return
        section = self._section(row, filled)
        if section is not None:
            self.carried.clear()
            yield section
            return
        at = self.measure
        if at not in filled and not self.wordings:
            at = self._shifted(row, filled)
        numbered = self.numbers in filled and self.numbers != at and _ORDINAL.match(self.texts(row[self.numbers]))
        cells = row[at : at + 1]
        pieces = [*cells] if numbered else [piece for cell in cells for piece in self._pieces(cell)]
        others = {other: self.texts(row[other]) for other in filled if other != at}
        self._carry(others)
        extras = [row[other] for other in filled if other != at]
        for number, piece in enumerate(pieces or [None]):
            yield self._row(piece, others, [] if number else extras)

    def _figured(self, rows: Sequence[Sequence[Extent]]) -> bool:
        """Whether as many rows carry figures as carry 一, 二 in the column of numbers."""
        if self.numbers is None:
            return False
        texts = [self.texts(row[self.numbers]) for row in rows if self.numbers < len(row)]
        figures = sum(_FIGURES.match(text) is not None for text in texts)
        return 0 < figures >= sum(_HAN_COUNT.fullmatch(text) is not None for text in texts)

    def _counts_section(self, row: Sequence[Extent], filled: list[int]) -> bool:
        """一 in the column of numbers and a heading beside it, nothing else, in a table whose rows carry figures."""
        if len(filled) != 2 or len(self.columns) < 3 or filled[0] != self.numbers or not self.figured:
            return False
        number, name = (self.texts(row[at]) for at in filled)
        return _HAN_COUNT.fullmatch(number) is not None and len(name) <= 40 and "。" not in name

    def _section(self, row: Sequence[Extent], filled: list[int]) -> Section | None:
        if self._counts_section(row, filled):
            number, name = (row[at] for at in filled)
            marker = find_marker(f"{self.texts(number).rstrip('、.．')}、{self.texts(name)}")
            return Section(marker and replace(marker, printed=self.texts(number)), self.texts(name), "", (number, name))
        if len(filled) != 1 or len(self.columns) < 2 or (len(row) > 1 and filled[0] in self.wordings):
            return None
        text = self.texts(row[filled[0]])
        marker = find_marker(text)
        if marker is None:
            if (
                filled[0] != 0
                or self.measure == 0
                or TOTAL.fullmatch(text.rstrip("：:"))
                or len(text) > 40
                or "。" in text
                or text.isdecimal()
            ):
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
            marker = find_marker(self.texts(row[at]))
            if marker and marker.rank is Rank.ARABIC:
                return at
        return next((at for at in left if "。" in self.texts(row[at])), self.measure)

    def _pieces(self, cell: Extent) -> list[Extent]:
        """Ranges of the separate tasks of one cell; the cell itself when it holds one."""
        start, end = cell
        cuts = [match.start() for match in _PIECE.finditer(self.texts.source, start, end)]
        if not cuts:
            return [cell]
        bounds = [start, *(cut for cut in cuts if cut > start), end]
        pieces = list(pairwise(bounds))
        numbered = [find_marker(self.texts(piece).lstrip("\n")) is not None for piece in pieces]
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
        categories = [at for at in range(self.measure) if at != self.numbers and at not in self.wordings]
        for position, at in enumerate(categories):
            if others.get(at):
                value = _WRAP.sub("", read_on(others[at]))
                if value != self.carried.get(at):
                    for later in categories[position + 1 :]:
                        self.carried.pop(later, None)
                self.carried[at] = value
            others[at] = self.carried.get(at, "")

    def _row(self, piece: Extent | None, others: dict[int, str], extras: list[Extent]) -> Row:
        text = self.texts(piece) if piece else ""
        text = read_on(text)
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
