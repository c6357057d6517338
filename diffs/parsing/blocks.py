"""Blocks of a policy text, in order: paragraphs with their markers, and grids of table cells.

Grids are found in ``grids``; here lines become paragraphs again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diffs.clauses import Extent
from diffs.parsing import shapes
from diffs.parsing.flattened import unfold
from diffs.parsing.furniture import page_turns, without_furniture
from diffs.parsing.grids import PAGED, Grid, GridFinder
from diffs.parsing.lettering import lettered_markers
from diffs.parsing.lines import Flow, Line, ends_sentence, leaves_open, make_flow, split_lines, unfinished, wrap_width
from diffs.parsing.numbering import CONTAINERS, Marker, Rank, dotted_markers, find_marker
from diffs.parsing.ordinances import ordinance_markers
from diffs.parsing.sequences import appendix_markers, bare_markers, bracket_markers, glued_markers


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


Block = Paragraph | Grid

_ATX = re.compile(r"(#{1,6})\s+|(#{1,6})$|>\s?")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_COMMENT = re.compile(r"^<!--.*-->$")
#: Marks that no paragraph opens with.
_NEVER_FIRST = re.compile(
    "[，。、；：！？,;)）”’》]|第[一二三四五六七八九十]{1,3}[款项](?:的规定|规定的|、第|和第|或第|至第|所列|所称)"
)
#: What a new paragraph of a Markdown text opens with, however the one before it ends.
_FRESH_MARKS = ("#", "|", "---", "<!--", ">", "- ", "* ")
#: Who issues an act and what it is about.
_TITLED = re.compile("(?!为|根据|按照|依据|依照|现将|经)[^。；：，]{0,160}关于[^。；：，]{4,80}")
_TITLE_LINES = 6
_PROVISION = 16
_COMMA = re.compile("[，,]")
#: What an ordinance opens its definitions with, and how each begins: 私家车 (private car) 指….
_OPENS_LIST = re.compile(r"[^\d\s]\s?——$")
_DEFINES = re.compile(
    r"[“「]?[一-鿿、]{1,24}[”」]?\s*[（(][A-Za-z][^（）()]{0,80}[)）]|[“「][^”」]{1,24}[”」]\s*[^”」]{0,12}指|[一-鿿]{1,16}(?:系|是)?指(?![标导挥数引示南出令派责明向控])|——"
)
#: Who signs for two parties, side by side.
_ABREAST = re.compile("\\S[ \u3000\u2003\xa0]{2,}\\S")


def read_blocks(source: str, *, markdown: bool = False) -> list[Block]:
    """All blocks of ``source``; with ``markdown`` also front matter, ``#`` headings and pipes without a rule are read."""
    printed = unfold(source, split_lines(source))
    lines = without_furniture(source, printed)
    texts = [(line.start, text) for line in lines if not shapes.contents_entry(text := source[line.start : line.end])]
    sequences = {**bare_markers(texts), **bracket_markers(texts), **lettered_markers(texts), **dotted_markers(texts)}
    sequences |= glued_markers(texts) | appendix_markers(texts) | ordinance_markers(texts, sequences)
    wrap = wrap_width(source, [line for line in lines if source.find("\t", *line.raw) < 0])
    indented = bool(wrap) and sum(line.start > line.raw[0] for line in lines) * 8 > len(lines)
    grids = GridFinder(source, lines, markdown)
    turned = page_turns(source, printed, lines)
    reader = _Reader(source, lines, markdown, grids, sequences=sequences, wrap=wrap, indented=indented, turned=turned)
    return list(reader.read())


@dataclass(slots=True)
class _Reader:
    source: str
    lines: list[Line]
    markdown: bool
    grids: GridFinder
    at: int = 0
    last: dict[Rank, int] = field(default_factory=dict)
    sequences: Mapping[int, Marker] = field(default_factory=dict)
    contents: bool = False
    wrap: int = 0
    indented: bool = False
    turned: frozenset[int] = frozenset()

    def read(self) -> Iterator[Block]:
        if self.markdown:
            yield from self._front_matter()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            found = self.grids.find(self.at, contents=self.contents)
            if found:
                grid, self.at = found
                yield grid
            elif line.start == line.end or self._skipped(line):
                self.at += 1
            else:
                paragraph = self._paragraph()
                if paragraph.text.strip():
                    listed = shapes.CONTENTS.match(paragraph.text.strip()) or PAGED.search(paragraph.text)
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

    def _paragraph(self) -> Paragraph:
        first = self.lines[self.at]
        text = self._text(first)
        self.at += 1
        atx = _ATX.match(text) if self.markdown else None
        depth = len(atx[1] or atx[2] or "") if atx else 0
        runs = [(first.start, first.end)]
        skip = atx.end() if atx else 0
        flow = make_flow(self.source, runs, skip)
        marker = self._marker(flow.text, first, note=True)
        while not depth and self._continues(text, len(runs) > 1) and not self._titled(runs):
            line = self.lines[self.at]
            text = self._text(line)
            runs.append((line.start, line.end))
            self.at += 1
        if len(runs) > 1:
            flow = make_flow(self.source, runs, skip)
            marker = find_marker(flow.text) if marker and marker.rank in CONTAINERS else marker
        return Paragraph(flow, None if marker and self._chapter_of_laws(first, flow, marker) else marker, depth)

    def _chapter_of_laws(self, first: Line, flow: Flow, marker: Marker) -> bool:
        """第123章 above everything else numbers an ordinance among the laws of Hong Kong."""
        opens = first is self.lines[0] and marker.rank is Rank.CHAPTER and marker.number > 1
        return opens and marker.end == len(flow.text)

    def _marker(self, text: str, line: Line, *, note: bool = False) -> Marker | None:
        if line.start in self.sequences:
            return self.sequences[line.start]
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
        full = (self.wrap > 0 and self._fills(self.at - 1)) or self.lines[self.at].start in self.turned
        open_end = unfinished(text, continues=joined and not self.wrap) or self._provision_stops(text)
        if not full and not open_end:
            return False
        alone = (
            shapes.HISTORY.match(text)
            or shapes.DELIVERED.match(text)
            or shapes.CAPTION.match(text)
            or shapes.ISSUED.search(text)
        )
        if not joined and not full and alone:
            return False
        line = self.lines[self.at]
        following = self._text(line)
        if _OPENS_LIST.search(text) and _DEFINES.match(following):
            return False
        if (
            not following
            or "\t" in following
            or self.grids.ruled(self.at)
            or (self.markdown and following.startswith(_FRESH_MARKS))
        ):
            return False
        if leaves_open(text) and not following.startswith(("第", "附")):
            return True
        return not self._starts_anew(following.replace("**", ""), line)

    def _titled(self, runs: Sequence[Extent]) -> bool:
        """Whether the lines so far make the complete title of an act above all numbers: …、\\n海关总署关于…的通知."""
        if self.last or not 1 < len(runs) <= _TITLE_LINES:
            return False
        text = "".join(self.source[start:end] for start, end in runs).replace("**", "")
        if not _TITLED.fullmatch(text):
            return False
        below = self._text(self.lines[self.at]) if self.at < len(self.lines) else ""
        addressed = shapes.DOCUMENT_TITLE.search(text) is not None and shapes.ADDRESSEE.match(below) is not None
        return addressed or shapes.ACT_TITLE.search(text) is not None

    def _provision_stops(self, text: str) -> bool:
        """A line of a statute's articles that no mark ends; those of titles and containers stand alone."""
        if len(text) < _PROVISION or Rank.ARTICLE not in self.last or ends_sentence(text):
            return False
        marker = find_marker(text, last_article=self.last[Rank.ARTICLE] - 1)
        if _ABREAST.search(text, marker.end if marker else 0):
            return False
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
                line.start in self.sequences
                or marker.rank <= Rank.ARTICLE
                or marker.number == 1
                or marker.number == self.last.get(marker.rank, 0) + 1
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
    shapes.CONTACT,
    shapes.CLOSING,
    re.compile(r"^【"),
    re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]{0,2}\s*(?:[：:]|$)|^附\s*[：:]"),
)
