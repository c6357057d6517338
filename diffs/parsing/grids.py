"""Grids of table cells among the lines of a policy text.

Tables come as tabs, as one cell a line with an empty line after each row (or counted from 序号), and as pipes: in
Markdown, and in any text where a rule |---|---| stands below the head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diffs.clauses import Extent
from diffs.parsing import shapes
from diffs.parsing.lines import Line
from diffs.parsing.numbering import Rank, find_marker
from diffs.parsing.table_heads import LINES_ABOVE


@dataclass(frozen=True)
class Grid:
    """Rows of cell ranges; an empty cell is an empty range."""

    rows: tuple[tuple[Extent, ...], ...]


#: A line of a table of contents with its page.
PAGED = re.compile(r"[\t.．…·]\s*\d{1,4}\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = frozenset("|:- \t")
#: The rule below the head of a table in pipes: |---|:--:|, or --- | --- without bars around.
_RULED = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_SHORT_CELL = 16
_COLUMNS = 12
_SECTION = 60
_PAUSE = re.compile(r"[，。；、：]")
#: A column of measures: its cells are sentences.
_MEASURES = re.compile(shapes.either_script("任务|措施|内容|事项|举措|要求"))
_STOPS = re.compile(r"[。；;！!]$")
#: So many rows above tell whether the cells of a column are sentences.
_ABOVE = 12
#: A column that counts the rows, what stands in it, and in how many lines at most a row is set.
_COUNTED, _FIGURE, _PIECES = re.compile(r"序\s*[号號]|[编編]\s*[号號]|序"), re.compile(r"(\d{1,4})[.．、]?"), 8
_COMMA_LAST = re.compile("[、，,]$")
_COUNTS = re.compile("[序编編]")
#: So many lines may hold what the page says of a text, and its title besides.
_PAGE_HEAD = 15
_TITLE_LABELS = frozenset({"标题", "名称", "信息名称", "文件名称"})
#: What is no further line of a cell.
_NO_CELL = (
    shapes.TABLE_NOTE,
    shapes.TABLE_UNIT,
    shapes.ATTACHMENT,
    shapes.CAPTION,
    shapes.DATE_LINE,
    shapes.COPIES,
    shapes.TOTAL,
)


@dataclass(slots=True)
class GridFinder:
    """Finds the grid that begins at a line; ``end`` is that of the last run of tabbed lines looked at.

    ``head`` is the line that names the columns of that run, ``width`` how many there are (0: none are named), and
    ``column`` the one that counts its rows.
    """

    source: str
    lines: Sequence[Line]
    markdown: bool
    end: int = 0
    head: int = 0
    width: int = 0
    column: int | None = None

    def find(self, at: int, *, contents: bool) -> tuple[Grid, int] | None:
        """The grid that begins at line ``at`` and the line after it; ``contents``: a table of contents goes on here."""
        text = self._text(at)
        if (self.markdown and text.startswith("|")) or self.ruled(at):
            return self._pipes(at)
        if text == "序号":
            return self._bare_lines(at)
        fresh = at >= self.end
        if fresh:
            self.end = self._run_end(at, contents)
        if self.end - at < 2:
            return None
        rows = (self._cell_lines(at) if fresh else None) or self._tab_rows(at)
        return (Grid(rows), self.end) if rows else None

    def ruled(self, at: int) -> bool:
        """Whether the head of a table in pipes stands at line ``at``: a rule of as many cells is below it."""
        if at + 1 >= len(self.lines) or "|" not in self._text(at) or not _RULED.fullmatch(self._text(at + 1)):
            return False
        head, rule = (self._pipe_cells(line) for line in self.lines[at : at + 2])
        return len(head) == len(rule)

    def _text(self, at: int) -> str:
        return self.source[self.lines[at].start : self.lines[at].end]

    def _run_end(self, at: int, contents: bool) -> int:
        """The end of the run of tabbed lines that begins here; found once a run."""
        end = at
        while end < len(self.lines) and (
            self._tabbed(end, contents) or (end > at and (self._section_row(end) or self._rest_row(end)))
        ):
            if end == at:
                self._find_head(at)
            elif self._another_head(end):
                break
            end = max(end + 1, self._row_end(end))
        return end

    def _find_head(self, at: int) -> None:
        """The names of the columns of the run that begins at ``at``; title and unit may stand above them."""
        self.head, self.width, self.column = at, 0, None
        for line in range(at, min(len(self.lines), at + LINES_ABOVE + 1)):
            cells = self._cells(*self.lines[line].raw, "\t")
            if self._names_columns(cells):
                counted = (place for place, cell in enumerate(cells) if _COUNTED.fullmatch(self.source[slice(*cell)]))
                self.head, self.width, self.column = line, len(cells), next(counted, None)
                return

    def _another_head(self, at: int) -> bool:
        """Whether another table begins right below the last row: other columns are named, and rows count from 1 again."""
        if self.column is None or at <= self.head or not _COUNTS.search(self.source, *self.lines[at].raw):
            return False
        head, above = (self._cells(*self.lines[line].raw, "\t") for line in (at, self.head))
        names, before = ([shapes.compact(self.source[slice(*cell)]) for cell in cells] for cells in (head, above))
        column = next((place for place, name in enumerate(names) if _COUNTED.fullmatch(name)), None)
        if column is None or names == before or not self._names_columns(head) or at + 1 >= len(self.lines):
            return False
        below = self._cells(*self.lines[at + 1].raw, "\t")
        return column < len(below) and self.source[slice(*below[column])].rstrip(".．、") in ("1", "01")

    def _row_end(self, at: int) -> int:
        """The end of a row that stands in several lines from ``at`` on: together they have as many cells as the head.

        In a counted table the next number follows; else, and in the last row, each line stops at a comma in its last cell
        or ends the table. Otherwise ``at`` itself.
        """
        cells = 1 + self._tabs(at)
        if at <= self.head or not 1 < cells <= self.width or cells + self._tabs(at + 1) > self.width:
            return at
        number = self._ordinal(at)
        if self.column is not None and not number:
            return at
        end, comma = at + 1, True
        while end < min(len(self.lines), at + _PIECES) and self._piece(end) and not self._ordinal(end):
            comma = comma and _COMMA_LAST.search(self._text(end - 1)) is not None
            cells += self._tabs(end)
            end += 1
            if cells == self.width:
                more = comma and end < len(self.lines) and _COMMA_LAST.search(self._text(end - 1)) is not None
                follows = number and self._ordinal(end) == number + 1
                if not more and (follows or self._ends_row(end - 1, comma, number)):
                    return end
        return at

    def _ends_row(self, at: int, comma: bool, number: int) -> bool:
        """Whether a row may end at ``at`` where no number tells: its line is no sentence of the text below the table.

        Behind a ``comma`` it may, and at the table's end in cells of their own below a ``number``.
        """
        if self._tabs(at):
            return comma or (number > 0 and not self._tabs(at + 1))
        return comma and not (_STOPS.search(self._text(at)) and not self._sentences(at, self.width - 1))

    def _tabs(self, at: int) -> int:
        return self.source.count("\t", *self.lines[at].raw) if at < len(self.lines) else 0

    def _ordinal(self, at: int) -> int:
        """The figure in the column that counts the rows, on the tabbed line at ``at``; 0 for none."""
        if self.column is None or self._tabs(at) < max(self.column, 1):
            return 0
        start, end = self._cells(*self.lines[at].raw, "\t")[self.column]
        figure = _FIGURE.fullmatch(self.source, start, end)
        return int(figure[1]) if figure else 0

    def _piece(self, at: int) -> bool:
        """Whether a line may be a further line of a cell: it opens no part, names no columns and is no note."""
        text, cells = self._text(at), self._cells(*self.lines[at].raw, "\t")
        if not text or cells[0][0] == cells[0][1] or any(shape.match(text) for shape in _NO_CELL):
            return False
        return not (self._opens_section(at) or shapes.LIST_TITLE.search(text) or self._names_columns(cells))

    def _rest_row(self, at: int) -> bool:
        """A line without tabs that holds the rest of a measure which a page end cut; rows go on below it."""
        if "\t" in self.source[slice(*self.lines[at].raw)] or at + 1 >= len(self.lines):
            return False
        return self._tabbed(at - 1) and self._tabbed(at + 1) and self._completes(at)

    def _cut_row(self, at: int) -> bool:
        """A tabbed line that begins with the rest of a measure: with the line above it makes one whole row."""
        above, here = self._tabs(at - 1) + 1, self._tabs(at) + 1
        whole = 1 < above < self.width and here < self.width and above + here - 1 == self.width
        return whole and self._completes(at)

    def _completes(self, at: int) -> bool:
        """Whether the first cell of line ``at`` ends the sentence that the last cell above it stops in.

        The table's head names a column of measures there, and those further up are sentences.
        """
        if at - 1 <= self.head or not self.width:
            return False
        head, above, here = (self._cells(*self.lines[line].raw, "\t") for line in (self.head, at - 1, at))
        column, rest = len(above) - 1, self.source[slice(*here[0])]
        if not column < len(head) or find_marker(rest):
            return False
        if not _MEASURES.search(self.source[slice(*head[column])]) or not _STOPS.search(rest):
            return False
        cut = self.source[slice(*above[-1])]
        between = self.source[above[-1][1] : here[0][0]]
        return bool(cut) and not _STOPS.search(cut) and between.isspace() and self._sentences(at - 1, column)

    def _sentences(self, end: int, column: int) -> bool:
        """Whether the cells of ``column`` between the head and line ``end`` are sentences, most of them ended."""
        rows = [self._cells(*line.raw, "\t") for line in self.lines[max(self.head + 1, end - _ABOVE) : end]]
        texts = [text for row in rows if column < len(row) and (text := self.source[slice(*row[column])])]
        return sum(_STOPS.search(text) is not None for text in texts) * 2 > len(texts)

    def _tabbed(self, at: int, contents: bool = False) -> bool:
        start, end = self.lines[at].raw
        if contents and PAGED.search(self._text(at)):
            return False
        if at < _PAGE_HEAD and self._labels(at):
            return False
        return self.source.find("\t", start, end) >= 0 and not shapes.CAPTION.match(self._text(at))

    def _labels(self, at: int) -> bool:
        """Whether the line at ``at`` belongs to the labels above a text; below such a line 标题 may stand alone."""
        cells = self._text(at).split("\t")
        if shapes.page_labels(cells):
            return True
        titled = len(cells) == 2 and shapes.compact(cells[0]) in _TITLE_LABELS
        return titled and at > 0 and shapes.page_labels(self._text(at - 1).split("\t"))

    def _section_row(self, at: int) -> bool:
        """A row that is one heading over all columns, printed without tabs: nothing parts it from its neighbours.

        Up to three such headings may stand above the next row.
        """
        for below in range(at, min(at + 4, len(self.lines))):
            line = self.lines[below]
            if line.after_blank:
                return False
            if self._tabbed(below):
                return below > at and not self._names_columns(self._cells(*line.raw, "\t"))
            if not self._opens_section(below):
                return False
        return False

    def _cell_lines(self, at: int) -> tuple[tuple[Extent, ...], ...] | None:
        """One cell a line, each after a tab, an empty line after each row."""
        lines = self.lines[at : self.end]
        if any(
            not self.source[line.raw[0] : line.raw[1]].lstrip(" ").startswith("\t")
            or self.source.find("\t", line.start, line.end) >= 0
            for line in lines
        ):
            return None
        groups: list[list[Extent]] = []
        for line in lines:
            if line.after_blank or not groups:
                groups.append([])
            groups[-1].append((line.start, line.end))
        if not self._names_columns(groups[0]) or max(map(len, groups)) > len(groups[0]):
            return None
        if not any(len(group) > 1 for group in groups[1:]):
            return None
        return tuple(tuple(group) for group in groups)

    def _bare_lines(self, at: int) -> tuple[Grid, int] | None:
        """One cell a line without tabs or empty lines: 序号 and the other names, then rows that count from 1."""
        head_end = at + 1
        while head_end < len(self.lines) and self._text(head_end) != "1" and head_end - at < _COLUMNS:
            if self._opens_section(head_end):
                break
            head_end += 1
        head = [(line.start, line.end) for line in self.lines[at:head_end]]
        if len(head) < 3 or not self._names_columns(head):
            return None
        rows, end, expected = [head], head_end, 1
        row: list[Extent] | None = None
        while end < len(self.lines):
            cell = (self.lines[end].start, self.lines[end].end)
            if self._text(end) == str(expected):
                row, expected = [cell], expected + 1
                rows.append(row)
            elif self._opens_section(end):
                row = None
                rows.append([cell])
            elif row is not None and len(row) < len(head) and not self._note(end, expected, rows):
                row.append(cell)
            else:
                break
            end += 1
        return (Grid(tuple(map(tuple, rows))), end) if expected > 2 else None

    def _note(self, at: int, expected: int, rows: Sequence[Sequence[Extent]]) -> bool:
        """Whether the line at ``at`` is a note below the last of ``rows``.

        It is a cell right behind the row's number, where the next number follows before that row is full, and below a cell
        of the same shape.
        """
        place = len(rows[-1])
        if place == 1 or not shapes.TABLE_NOTE.match(self._text(at)):
            return False
        above = rows[-2][place : place + 1]
        if above and shapes.TABLE_NOTE.match(self.source[slice(*above[0])]):
            return False
        following = range(at + 1, min(len(self.lines), at + 1 + len(rows[0]) - place))
        return all(self._text(line) != str(expected) for line in following)

    def _opens_section(self, at: int) -> bool:
        text = self._text(at)
        marker = find_marker(text) if len(text) <= _SECTION else None
        return marker is not None and marker.rank in (Rank.HAN, Rank.PAREN_HAN)

    def _names_columns(self, head: Sequence[Extent]) -> bool:
        names = [name for a, b in head if (name := shapes.compact(self.source[a:b]))]
        short = all(len(name) <= _SHORT_CELL and not _PAUSE.search(name) and not name.isdecimal() for name in names)
        return short and len(names) > 1 and any(shapes.COLUMN_NAME.search(name) for name in names)

    def _tab_rows(self, at: int) -> tuple[tuple[Extent, ...], ...] | None:
        """A row a line, cells parted by tabs; the first line holds two cells, or names the first field of a form."""
        if "\t" not in self._text(at) and not self._field(at):
            return None
        rows: list[tuple[Extent, ...]] = []
        whole = at
        for here in range(at, self.end):
            cells = self._cells(*self.lines[here].raw, "\t")
            if here > at + 1 and (here < whole or self._rest_row(here) or self._cut_row(here)):
                rows[-1] = (*rows[-1][:-1], (rows[-1][-1][0], cells[0][1]), *cells[1:])
            else:
                rows.append(cells)
                whole = self._row_end(here)
        return tuple(rows)

    def _field(self, at: int) -> bool:
        """A name before an empty cell, as in a form: 单位名称, then a tab."""
        line, text = self.lines[at], self._text(at)
        follows = self.source.find("\t", line.end, line.raw[1]) >= 0
        title = shapes.LIST_TITLE.search(text) or shapes.DOCUMENT_TITLE.search(text) or find_marker(text)
        return follows and len(text) <= _SHORT_CELL and not _PAUSE.search(text) and not title

    def _cells(self, start: int, end: int, separator: str) -> tuple[Extent, ...]:
        cells: list[Extent] = []
        for piece in self.source[start:end].split(separator):
            left = start + len(piece) - len(piece.lstrip())
            cells.append((left, max(left, start + len(piece.rstrip()))))
            start += len(piece) + len(separator)
        return tuple(cells)

    def _pipes(self, at: int) -> tuple[Grid, int] | None:
        """Lines that open with a bar, or hold one like the head above them; the rule is none of the rows."""
        bare, end, rows = not self._text(at).startswith("|"), at, []
        while end < len(self.lines) and self._piped(end, bare and not (end > at and self.lines[end].after_blank)):
            text = self._text(end)
            if "-" not in text or not set(text) <= _PIPE_RULE:
                rows.append(self._pipe_cells(self.lines[end]))
            end += 1
        return (Grid(tuple(rows)), end) if len(rows) > 1 else None

    def _piped(self, at: int, bare: bool) -> bool:
        text = self._text(at)
        return text.startswith("|") or (bare and _PIPE.search(text) is not None)

    def _pipe_cells(self, line: Line) -> tuple[Extent, ...]:
        text = self.source[line.start : line.end]
        bars = [line.start + match.start() for match in _PIPE.finditer(text)]
        if not text.startswith("|"):
            bars.insert(0, line.start - 1)
        if bars[-1] != line.end - 1:
            bars.append(line.end)
        return tuple(self._cells(a + 1, b, "\0")[0] for a, b in pairwise(bars))
