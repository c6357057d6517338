"""Blocks of a policy text, in order: paragraphs with their markers, and grids of table cells.

Tables come as tabs, as one cell a line with an empty line after each row, and in Markdown as pipes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from diffs import shapes
from diffs.clauses import Extent
from diffs.flattened import unfold
from diffs.lines import Flow, Line, ends_sentence, leaves_open, make_flow, split_lines, unfinished, wrap_width
from diffs.numbering import CONTAINERS, Marker, Rank, dotted_markers, find_marker


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, the marker it opens with, and its Markdown heading depth (0: none)."""

    flow: Flow
    marker: Marker | None
    depth: int = 0
    front: bool = False

    @property
    def text(self) -> str:
        """The paragraph as it reads."""
        return self.flow.text


@dataclass(frozen=True)
class Grid:
    """Rows of cell ranges; an empty cell is an empty range."""

    rows: tuple[tuple[Extent, ...], ...]


Block = Paragraph | Grid

_ATX = re.compile(r"(#{1,6})\s+|(#{1,6})$")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_COMMENT = re.compile(r"^<!--.*-->$")
_PIPE = re.compile(r"(?<!\\)\|")
_PIPE_RULE = frozenset("|:- \t")
_SHORT_CELL = 16
_COLUMNS = 12
#: A line of a table of contents with its page.
_PAGED = re.compile(r"[\t.．…·]\s*\d{1,4}\s*$")
_SECTION = 60
#: Marks that no paragraph opens with.
_NEVER_FIRST = re.compile("[，。、；：！？,;)）”’》]")
_PROVISION = 16
_COMMA = re.compile("[，,]")
_PAUSE = re.compile(r"[，。；、：]")
_COLUMN = re.compile("序号|编号|任务|单位|措施|类别|事项|内容|项目|名称|部门|时限|时间|备注|目标|指标|领域|举措|分工")


def read_blocks(source: str, *, markdown: bool = False) -> list[Block]:
    """All blocks of ``source``; with ``markdown`` also front matter, ``#`` headings and pipe tables are read."""
    lines = [
        line
        for line in unfold(source, split_lines(source))
        if not shapes.PAGE_NUMBER.match(source, line.start, line.end)
    ]
    dotted = dotted_markers([(line.start, source[line.start : line.end]) for line in lines])
    wrap = wrap_width(source, [line for line in lines if source.find("\t", *line.raw) < 0])
    indented = bool(wrap) and sum(line.start > line.raw[0] for line in lines) * 8 > len(lines)
    return list(_Reader(source, lines, markdown, dotted=dotted, wrap=wrap, indented=indented).read())


@dataclass(slots=True)
class _Reader:
    source: str
    lines: list[Line]
    markdown: bool
    at: int = 0
    run_end: int = 0
    last: dict[Rank, int] = field(default_factory=dict)
    dotted: Mapping[int, Marker] = field(default_factory=dict)
    contents: bool = False
    wrap: int = 0
    indented: bool = False

    def read(self) -> Iterator[Block]:
        if self.markdown:
            yield from self._front_matter()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            grid = self._grid()
            if grid is not None:
                yield grid
            elif line.start == line.end or self._skipped(line):
                self.at += 1
            else:
                paragraph = self._paragraph()
                if paragraph.text.strip():
                    listed = shapes.CONTENTS.match(paragraph.text.strip()) or _PAGED.search(paragraph.text)
                    self.contents = listed is not None
                    yield paragraph

    def _text(self, line: Line) -> str:
        return self.source[line.start : line.end]

    def _skipped(self, line: Line) -> bool:
        text = self._text(line)
        return self.markdown and bool(_RULE.match(text) or _COMMENT.match(text))

    def _front_matter(self) -> Iterator[Block]:
        texts = [self._text(line) for line in self.lines[:40]]
        if texts[:1] != ["---"] or "---" not in texts[1:]:
            return
        close = texts.index("---", 1)
        self.at = close + 1
        for line in self.lines[: close + 1]:
            yield Paragraph(make_flow(self.source, [(line.start, line.end)]), None, front=True)

    def _grid(self) -> Grid | None:
        if self.markdown and self._text(self.lines[self.at]).startswith("|"):
            return self._pipes()
        if self._text(self.lines[self.at]) == "序号":
            return self._bare_lines()
        fresh = self.at >= self.run_end
        if fresh:
            self.run_end = self._run_end()
        if self.run_end - self.at < 2:
            return None
        rows = (self._cell_lines(self.run_end) if fresh else None) or self._tab_rows(self.run_end)
        if rows is None:
            return None
        self.at = self.run_end
        return Grid(rows)

    def _run_end(self) -> int:
        """The end of the run of tabbed lines that begins here; found once a run."""
        end = self.at
        while end < len(self.lines) and (self._tabbed(self.lines[end]) or self._section_row(end)):
            end += 1
        return end

    def _section_row(self, at: int) -> bool:
        """A row that is one heading over all columns, printed without tabs: nothing parts it from its neighbours.

        Up to three such headings may stand above the next row.
        """
        for below in range(at, min(at + 4, len(self.lines))):
            line = self.lines[below]
            if at == self.at or line.after_blank:
                return False
            if self._tabbed(line):
                return below > at and not self._names_columns(list(self._cells(*line.raw, "\t")))
            if not self._opens_section(below):
                return False
        return False

    def _tabbed(self, line: Line) -> bool:
        start, end = line.raw
        if self.contents and _PAGED.search(self._text(line)):
            return False
        return self.source.find("\t", start, end) >= 0 and not shapes.CAPTION.match(self._text(line))

    def _cell_lines(self, end: int) -> tuple[tuple[Extent, ...], ...] | None:
        """One cell a line, each after a tab, an empty line after each row."""
        lines = self.lines[self.at : end]
        if any(
            not self.source[a:b].lstrip(" ").startswith("\t") or "\t" in self._text(line)
            for line in lines
            for a, b in [line.raw]
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

    def _bare_lines(self) -> Grid | None:
        """One cell a line without tabs or empty lines: 序号 and the other names, then rows that count from 1."""
        head_end = self.at + 1
        while head_end < len(self.lines) and self._text(self.lines[head_end]) != "1" and head_end - self.at < _COLUMNS:
            if self._opens_section(head_end):
                break
            head_end += 1
        head = [(line.start, line.end) for line in self.lines[self.at : head_end]]
        if len(head) < 3 or not self._names_columns(head):
            return None
        rows, end, expected = [head], head_end, 1
        row: list[Extent] | None = None
        while end < len(self.lines):
            text, cell = self._text(self.lines[end]), (self.lines[end].start, self.lines[end].end)
            if text == str(expected):
                row, expected = [cell], expected + 1
                rows.append(row)
            elif self._opens_section(end):
                row = None
                rows.append([cell])
            elif row is not None and len(row) < len(head):
                row.append(cell)
            else:
                break
            end += 1
        if expected < 3:
            return None
        self.at = end
        return Grid(tuple(tuple(cells) for cells in rows))

    def _opens_section(self, at: int) -> bool:
        text = self._text(self.lines[at])
        marker = find_marker(text) if len(text) <= _SECTION else None
        return marker is not None and marker.rank in (Rank.HAN, Rank.PAREN_HAN)

    def _names_columns(self, head: list[Extent]) -> bool:
        names = [shapes.compact(self.source[a:b]) for a, b in head]
        short = all(0 < len(name) <= _SHORT_CELL and not _PAUSE.search(name) for name in names)
        return short and len(names) > 1 and any(_COLUMN.search(name) for name in names)

    def _tab_rows(self, end: int) -> tuple[tuple[Extent, ...], ...] | None:
        """A row a line, cells parted by tabs; the first line holds at least two cells."""
        if "\t" not in self._text(self.lines[self.at]):
            return None
        return tuple(self._cells(*line.raw, "\t") for line in self.lines[self.at : end])

    def _cells(self, start: int, end: int, separator: str) -> tuple[Extent, ...]:
        cells: list[Extent] = []
        for piece in self.source[start:end].split(separator):
            left = start + len(piece) - len(piece.lstrip())
            cells.append((left, max(left, start + len(piece.rstrip()))))
            start += len(piece) + len(separator)
        return tuple(cells)

    def _pipes(self) -> Grid | None:
        """Lines that open with a bar; the rule below the head is none of the rows."""
        end, rows = self.at, []
        while end < len(self.lines) and (text := self._text(self.lines[end])).startswith("|"):
            if "-" not in text or not set(text) <= _PIPE_RULE:
                rows.append(self._pipe_cells(self.lines[end]))
            end += 1
        if len(rows) < 2 or len(rows[0]) < 1:
            return None
        self.at = end
        return Grid(tuple(rows))

    def _pipe_cells(self, line: Line) -> tuple[Extent, ...]:
        bars = [line.start + match.start() for match in _PIPE.finditer(self._text(line))]
        if bars[-1] != line.end - 1:
            bars.append(line.end)
        return tuple(self._cells(a + 1, b, "\0")[0] for a, b in pairwise(bars))

    def _paragraph(self) -> Paragraph:
        first = self.lines[self.at]
        text = self._text(first)
        self.at += 1
        atx = _ATX.match(text) if self.markdown else None
        depth = len(atx[1] or atx[2]) if atx else 0
        runs = [(first.start, first.end)]
        skip = atx.end() if atx else 0
        flow = make_flow(self.source, runs, skip)
        marker = self._marker(flow.text, first, note=True)
        while not depth and self._continues(text, len(runs) > 1):
            line = self.lines[self.at]
            text = self._text(line)
            runs.append((line.start, line.end))
            self.at += 1
        if len(runs) > 1:
            flow = make_flow(self.source, runs, skip)
            marker = find_marker(flow.text) if marker and marker.rank in CONTAINERS else marker
        return Paragraph(flow, marker, depth)

    def _marker(self, text: str, line: Line, *, note: bool = False) -> Marker | None:
        if line.start in self.dotted:
            return self.dotted[line.start]
        marker = find_marker(text, last_article=self.last.get(Rank.ARTICLE, 0))
        if note and marker:
            self.last[marker.rank] = marker.number
        return marker

    def _continues(self, text: str, joined: bool) -> bool:
        """Whether the next line goes on with the sentence that ``text`` leaves open."""
        if self.at >= len(self.lines):
            return False
        if _NEVER_FIRST.match(self._text(self.lines[self.at])):
            return True
        full = self.wrap > 0 and self._fills(self.at - 1)
        open_end = unfinished(text, continues=joined and not self.wrap) or self._provision_stops(text)
        if not full and not open_end:
            return False
        if not joined and not full and (shapes.HISTORY.match(text) or shapes.CAPTION.match(text)):
            return False
        line = self.lines[self.at]
        following = self._text(line)
        if not following or "\t" in following or (self.markdown and following.startswith(("#", "|", "---", "<!--"))):
            return False
        if leaves_open(text) and not following.startswith(("第", "附")):
            return True
        return not self._starts_anew(following.replace("**", ""), line)

    def _provision_stops(self, text: str) -> bool:
        """A line of a statute's articles that no mark ends; those of titles and containers stand alone."""
        if len(text) < _PROVISION or Rank.ARTICLE not in self.last or ends_sentence(text):
            return False
        marker = find_marker(text, last_article=self.last[Rank.ARTICLE] - 1)
        if marker:
            return marker.rank not in CONTAINERS
        return not shapes.DOCUMENT_TITLE.search(text)

    def _fills(self, at: int) -> bool:
        """A line of a text set to a fixed width that runs to its end, so that the paragraph goes on below it.

        Where it ends a sentence there, too, an indent of the next line tells.
        """
        line, below = self.lines[at], self.lines[at + 1]
        if not self.wrap - 2 <= line.end - line.raw[0] <= self.wrap + 1:
            return False
        return not ends_sentence(self._text(line)) or (self.indented and below.start == below.raw[0])

    def _starts_anew(self, text: str, line: Line) -> bool:
        marker = self._marker(text, line)
        if marker:
            return (
                marker.rank <= Rank.ARTICLE or marker.number == 1 or marker.number == self.last.get(marker.rank, 0) + 1
            )
        if any(shape.match(text) for shape in _FRESH) or text == shapes.DEMONSTRATION:
            return True
        signs = len(text) <= 40 and not ends_sentence(text) and not _COMMA.search(text)
        return signs and self.at + 1 < len(self.lines) and self._dated(self.lines[self.at + 1])

    def _dated(self, line: Line) -> bool:
        return shapes.DATE_LINE.match(self._text(line)) is not None


_FRESH = (
    shapes.DATE_LINE,
    shapes.NUMBER_LINE,
    shapes.CAPTION,
    shapes.COPIES,
    shapes.ISSUED,
    shapes.HISTORY,
    shapes.STAGE,
    shapes.PUBLICITY,
    re.compile(r"^【"),
    re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]|$)"),
)
