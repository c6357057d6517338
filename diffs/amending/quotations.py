"""A decision's paragraphs with what they quote set apart.

A quotation may run over many paragraphs: each opens with “ again and only the last closes with ”, or none opens again.
Straight marks, ＂ and 「」 serve as well. A quotation that nobody closed ends where the next instruction begins. What
stands behind 修改为： without any marks is a quotation, too, when the line after it is the decision's own again: of text
that runs on nobody could say where it ends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from diffs.clauses import Extent
from diffs.parsing.lines import split_lines, unfinished
from diffs.parsing.numbering import CONTAINERS, Marker, Rank, find_marker

#: What stands for a quotation in a passage's ``text``.
QUOTED = "\ue010"

_OPENING, _CLOSING, _STRAIGHT = "“「『", "”」』", '"＂'
_MARK = re.compile(r"[“”「」『』\"＂]")
#: A list bullet or quotation marks at the head of a quoted line.
_LINE_HEAD = re.compile(r"\s*(?:[-*>]\s+)?(?:\*\*)?\s*(?P<mark>[“「『\"＂])?\s*")
_ORDER = re.compile("修改为|改为|增加|删去|删除|合并|作为|作出修改|作如下修改|废止|施行")
_CLOSING_LINE = re.compile(r"本(?:决定|修正案)自.{1,40}施行|.{0,400}根据本(?:决定|修正案)作相应")
#: What closes a decision, or opens its next instruction: a line before it is over, with a stop or without.
_ENACTED = re.compile(
    r"(?:本(?:决定|修正案|通知|令|规定|办法)自|此外[，,]|根据本|以上|(?:将|把|在|对|删[去除])原?第[^，。：；,:;]{1,30}?(?:修改|改为|中的|增加|删|后|作))"
)
_PRIVATE = re.compile("[\ue010-\ue01f]")
#: Running text, or the opening of an instruction: a title is neither.
_RUNNING = re.compile("[，。；：\ue010]|^[将把删在对]")
#: 修改为： with running text behind it, not the name of an annex that holds it.
_UNMARKED = re.compile(
    r"(?:(?:修改|改|修订|调整)为|内容(?:为|如下)|作为第[^，。：,:]{1,14})[：:]\s*(?!见|本决定|附)(?=\S)"
)
#: The opening of an instruction that has no number before it.
_OWN = re.compile(
    r"\s*(?:(?:同时|此外|另外)[，,]?)?(?:对附|删[去除]|原?第[^，。；：,;:]{1,30}?(?:修改|改为|变为|增加|删|中的|作为)|(?:将|把|在)第|增加一?[条款项章节]"
    r"|本(?:决定|修正案)|《.{1,60}》根据本|根据本)"
)
_TAIL = 200
#: So many pieces of a quoted line are looked at for how it ends.
_PARTS = 12
#: A quotation that puts an attachment anew, where a short line is a title.
_ATTACHED = re.compile(rf"附[件表录][^。；，]{{0,60}}{QUOTED}$")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
#: Passages are read in full-width marks, whatever they are printed in.
_FULL = str.maketrans(",:;()", "，：；（）")
_SWAP = str.maketrans("‘’“”", "“”‘’")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a decision outside quotations.

    ``text`` has ``QUOTED`` for each quotation of ``quotes`` and no blanks; ``marker`` is its printed number, left out
    of ``text``; ``source`` says where each of its characters stands, ``end`` where the passage ends in the decision.
    """

    text: str
    quotes: tuple[str, ...]
    source: tuple[int, ...]
    end: int
    marker: Marker | None

    def extent(self, start: int, stop: int) -> Extent:
        """The range of the decision that ``text[start:stop]`` covers, quotations included."""
        low = self.source[start] if start < len(self.source) else self.end
        high = self.source[stop] if stop < len(self.source) else self.end
        return (low, high)


@dataclass(slots=True)
class _Builder:
    """The passage being read: characters with their offsets, and the open quotation."""

    text: list[str] = field(default_factory=list)
    source: list[int] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    marker: Marker | None = None
    end: int = 0
    depth: int = 0
    lines: list[list[str]] = field(default_factory=list)
    straight: bool = False

    def plain(self, piece: str, offset: int) -> None:
        """Characters outside quotations, without blanks."""
        for at, char in enumerate(piece):
            if not char.isspace() and char not in "\u200b\ufeff":
                self.text.append("\ufffd" if _PRIVATE.match(char) else char.translate(_FULL))
                self.source.append(offset + at)

    def open(self, offset: int, *, straight: bool) -> None:
        """A quotation begins."""
        self.depth, self.straight, self.lines = 1, straight, [[]]
        self.text.append(QUOTED)
        self.source.append(offset)

    def close(self) -> None:
        """The quotation ends."""
        self.depth = 0
        lines = ["".join(line).strip() for line in self.lines]
        quoted = "\n".join(line for line in lines if line)
        self.quotes.append(quoted if self.straight or "‘" not in quoted else quoted.translate(_SWAP))

    def finish(self) -> Passage:
        """The passage as read; a quotation that is still open ends here."""
        if self.depth:
            self.close()
        return Passage("".join(self.text), tuple(self.quotes), tuple(self.source), self.end, self.marker)


def read_passages(decision: str) -> Iterator[Passage]:
    """The passages of a decision in order, in time linear in its length."""
    builder = _Builder()
    last: dict[Rank, int] = {}
    lines = [line for line in split_lines(decision) if line.end > line.start]
    for line, after in zip_longest(lines, lines[1:]):
        text = decision[line.start : line.end]
        head = _LINE_HEAD.match(text)
        mark = head["mark"] if head else None
        if builder.depth and not mark and _next_instruction(text, last):
            builder.close()
            yield builder.finish()
            builder = _Builder()
        if builder.depth:
            _quoted_line(builder, text, line.start, head.end() if head and mark else 0)
            builder.end = line.end
            continue
        marker = None if mark else _marker(text)
        if builder.text and not mark and not _goes_on(builder, decision, text, marker):
            yield builder.finish()
            builder = _Builder()
        if not builder.text and marker:
            builder.marker, last[marker.rank] = marker, marker.number
        skip = marker.end if marker and not builder.text else 0
        builder.end = line.end
        if not _unmarked(builder, text, line.start, skip, decision[after.start : after.end] if after else ""):
            _scan(builder, text, line.start, skip)
    if builder.text:
        yield builder.finish()


def _marker(text: str) -> Marker | None:
    """The printed number of a paragraph; 第三条 counts only before a blank, as in 第三条　宪法第一条….

    第三条修改为 has none.
    """
    marker = find_marker(text)
    if marker is None or marker.rank is not Rank.ARTICLE:
        return marker if marker and marker.rank >= Rank.HAN else None
    return marker if _BLANKS.match(text, marker.end - 1) else None


def _next_instruction(text: str, last: dict[Rank, int]) -> bool:
    """Whether a line inside a quotation is the decision's own again, because nobody closed the quotation."""
    if _CLOSING_LINE.match(text):
        return True
    marker = _marker(text)
    if marker is None or marker.rank not in last or marker.number != last[marker.rank] + 1:
        return False
    return marker.rank in (Rank.HAN, Rank.ARTICLE) and _ORDER.search(text[:120]) is not None


def _unmarked(builder: _Builder, text: str, offset: int, start: int, following: str) -> bool:
    """Read a line whose text to be put in stands without quotation marks; whether it is one."""
    found = _UNMARKED.search(text, start)
    if found is None or _MARK.search(text) or not text.rstrip().endswith(("。", "；", ";")):
        return False
    marker = _marker(following)
    numbered = marker is not None and (marker.end >= len(following) or _ORDER.search(following[:120]) is not None)
    if following and not numbered and not _OWN.match(following):
        return False
    builder.plain(text[start : found.end()], offset + start)
    builder.open(offset + found.end(), straight=False)
    builder.lines[-1].append(text[found.end() :])
    builder.close()
    return True


def _goes_on(builder: _Builder, decision: str, text: str, marker: Marker | None) -> bool:
    """Whether a line outside quotations continues the one before it, which a page's end broke."""
    if marker is not None or text[:1] in "《第" or _CLOSING_LINE.match(text) or _ENACTED.match(text):
        return False
    before = decision[max(builder.end - _TAIL, 0) : builder.end]
    if before.endswith((*_CLOSING, *_STRAIGHT)):
        return text[:1] in "。；，、"
    return unfinished(before, continues=True) and _RUNNING.search("".join(builder.text[:_TAIL])) is not None


def _quoted_line(builder: _Builder, text: str, offset: int, skip: int) -> None:
    """A further line of an open quotation; one that a page's end broke is joined."""
    before = "".join(builder.lines[-1][-_PARTS:])
    builder.depth = 1 if skip else builder.depth
    attached = _ATTACHED.search("".join(builder.text[-_TAIL:])) is not None
    joined = not skip and before and not _heads(text, before) and unfinished(before, continues=not attached)
    if not joined:
        builder.lines.append([])
    _scan(builder, text, offset, skip)


def _heads(text: str, before: str) -> bool:
    """Whether a line begins with the number of an article or of a chapter and a blank, or with that of an item."""
    marker = find_marker(text)
    if marker is None:
        return False
    if marker.rank in (Rank.ARTICLE, *CONTAINERS):
        return bool(_BLANKS.match(text, marker.end - 1))
    return (
        marker.rank >= Rank.HAN and not before.endswith(("，", "、", "第")) and text[marker.end :][:1] not in "项款目"
    )


def _scan(builder: _Builder, text: str, offset: int, start: int) -> None:
    at = start
    for match in _MARK.finditer(text, start):
        piece, mark = text[at : match.start()], match.group()
        at = match.end()
        if not builder.depth:
            builder.plain(piece, offset + match.start() - len(piece))
            if mark not in _CLOSING:
                builder.open(offset + match.start(), straight=mark in _STRAIGHT)
            continue
        builder.lines[-1].append(piece)
        if mark in _STRAIGHT if builder.straight else mark in _CLOSING:
            builder.depth -= 1
            if not builder.depth:
                builder.close()
                continue
        elif mark in _OPENING and not builder.straight:
            builder.depth += 1
        builder.lines[-1].append(mark)
    rest = text[at:]
    if builder.depth:
        builder.lines[-1].append(rest)
    else:
        builder.plain(rest, offset + at)
