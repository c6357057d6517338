"""Lines of a policy text and the paragraphs they make: offsets kept, bold marks read, page breaks healed.

Printed copies are cut at the page's end, mostly inside a sentence; a line that stops unfinished is joined with the one
after it. Real paragraph ends stay. Every offset is one of the policy text as it came in.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from diffs.clauses import Extent

_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_VISIBLE = re.compile("[^\\s\ufeff\u200b-\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]")
_BOLD = re.compile(r"\*\*")

_FINISHED = re.compile(r"[。；;！!？?：:…][”’」』）)\]】》〉\"'*]*$|(?<=[A-Za-z]{2})\.$")
_CLOSED = re.compile(r"[）)】\]]$")
_DANGLING = re.compile(
    r"(?:[，,、“‘（(《〈—]|[和与及或在为将把对以从向由并其]|(?<![目标])的|(?<![报签达得收])到|(?<!以)至)$"
)
#: Nouns that end so: a line without a pause that ends in one is a heading (禁止行为, 支持方向, 碳达峰碳中和).
_NOUN = re.compile(
    "[方导趋去流意动走取定双]向|[行作]为|[自理事]由|[中总饱]和|参与|普及|[存所现]在|[应核面针]对|[合兼归]并|服从"
)
#: Words that a provision's number follows, wherever the line was cut: 违反 above 第十一条规定.
_CITES = re.compile(r"(?:违反|依照|按照|本(?:法|条例|办法|规定|细则|规则|章程))$")
_INNER_PAUSE = re.compile(r"[，。、；,]")
_WRAPPED_LINES = 12
_NARROW, _WIDE = 15, 60
_PAUSE = re.compile(r"[。，,；]")
#: A bracket that is still open at the line's end.
_OPEN = re.compile(r"[（(《“][^（()）《》“”]{0,80}$")
#: No title or signer begins like this.
_OPENS_PREAMBLE = re.compile(r"\s*(?:为|根据|按照|依据|依照|现将|为了)")
#: A sentence ends in the line and another begins in it: （二）目标。力争到2025年
_STARTED = re.compile(r"。\s*[^\s。”’」』）)\]】》〉]+$")
#: Shorter lines are headings, signers or list items rather than running text.
_RUNNING = 14
_TAIL = re.compile(r"[。；！？]([^。；！？]*)$")


#: Two words in Latin letters at a line's end and at the next one's beginning, and what is no word: an address.
_LATIN_LAST = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ’'][,.;)”\"]?$")
_LATIN_FIRST = re.compile(r"[(“\"]?[A-Za-zÀ-ÖØ-öø-ÿ]")
_LAST_TOKEN = re.compile(r"[!-~]{1,80}$")
_FIRST_TOKEN = re.compile(r"[!-~]{1,80}")
_ADDRESS = re.compile(r"@|://|www\.|\.[a-z]|[_=%&]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something; offsets are in the policy text.

    ``raw`` is all of it, ``start`` and ``end`` leave out the blanks around (and invisible characters before, such as a
    byte order mark). A bare tab (an empty cell) is kept, with
    ``start == end``. ``after_blank``: an empty line stands before it.
    """

    raw: Extent
    start: int
    end: int
    after_blank: bool


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` with anything to read in them, and bare tabs."""
    lines: list[Line] = []
    blank, last_end = True, 0
    for match in _LINE.finditer(text):
        raw = match.group()
        blank = blank or text.count("\n", last_end, match.start()) > 1 or text.count("\r", last_end, match.start()) > 1
        last_end = match.end()
        visible = _VISIBLE.search(raw)
        if visible:
            start = match.start() + visible.start()
            lines.append(Line(match.span(), start, match.start() + len(raw.rstrip()), blank))
        elif "\t" in raw:
            lines.append(Line(match.span(), match.end(), match.end(), blank))
        else:
            blank = True
            continue
        blank = False
    return lines


@dataclass(frozen=True)
class Flow:
    """A paragraph as it reads, bold marks gone, and where each of its characters stands in the policy text.

    ``runs`` are the source ranges it was made of, ``origins`` pairs (offset in ``text``, offset in the policy text),
    ``bold`` the ranges of ``text`` that were set in bold.
    """

    text: str
    runs: tuple[Extent, ...]
    origins: tuple[tuple[int, int], ...]
    bold: tuple[Extent, ...]

    @cached_property
    def _offsets(self) -> list[int]:
        return [offset for offset, _ in self.origins]

    def source(self, offset: int) -> int:
        """The policy-text offset of the character at ``offset`` of ``text``."""
        offsets = self._offsets
        at = max(bisect_right(offsets, offset) - 1, 0)
        return self.origins[at][1] + offset - offsets[at]

    def cover(self, start: int, end: int) -> list[Extent]:
        """Source ranges of ``text[start:end]``; cutting a flow into neighbours covers each source character once."""
        low = self.runs[0][0] if start <= 0 else self._cut(start)
        high = self.runs[-1][1] if end >= len(self.text) else self._cut(end)
        return [(max(a, low), min(b, high)) for a, b in self.runs if max(a, low) < min(b, high)]

    def _cut(self, offset: int) -> int:
        """Where in the source a cut before ``offset`` falls: in front of a bold mark that opens there."""
        opens = any(start == offset for start, _ in self.bold)
        return self.source(offset) - (2 if opens else 0)


def joint(above: str, below: str) -> str:
    """What a line break between ``above`` and ``below`` stands for: a blank between two Latin words, else nothing."""
    above, below = above[-100:].removesuffix("**"), below[:100].removeprefix("**")
    if not _LATIN_LAST.search(above) or not _LATIN_FIRST.match(below):
        return ""
    tokens = (_LAST_TOKEN.search(above), _FIRST_TOKEN.match(below))
    return "" if any(token and _ADDRESS.search(token.group()) for token in tokens) else " "


def make_flow(source: str, runs: Sequence[Extent], skip: int = 0) -> Flow:
    """The paragraph that ``runs`` of ``source`` make, read as one line, without its first ``skip`` characters.

    A blank that a line break stands for has the break as its origin.
    """
    marks = [[match.start() for match in _BOLD.finditer(source, a, b)] for a, b in runs]
    if sum(map(len, marks)) % 2:
        next(found for found in reversed(marks) if found).pop()
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    edges: list[int] = []
    length = 0
    for number, (start, end) in enumerate(runs):
        at = start if number else start + skip
        before = runs[number - 1] if number else (start, start)
        if number and (blank := joint(source[max(before[0], before[1] - 100) : before[1]], source[start:end][:100])):
            origins.append((length, before[1]))
            parts.append(blank)
            length += len(blank)
        for mark in [*marks[number], end]:
            if mark > at:
                origins.append((length, at))
                parts.append(source[at:mark])
                length += mark - at
            if mark < end:
                edges.append(length)
            at = max(at, mark + 2)
    bold = tuple(zip(edges[::2], edges[1::2], strict=True))
    return Flow("".join(parts), tuple(runs), tuple(origins) or ((0, runs[0][0]),), bold)


def unfinished(text: str, *, continues: bool = False) -> bool:
    """Whether a line of running text stops inside a sentence, so that the next line continues it.

    A short line without any pause may be a heading, a signer, a title: it stands alone unless it ``continues`` a
    line before it or ends in a word that cannot end one.
    """
    text = text.rstrip().removesuffix("**")
    if not text or _FINISHED.search(text[-12:]):
        return False
    if _CITES.search(text[-4:]) and len(text) > 4:
        return True
    if _DANGLING.search(text[-2:]) and (continues or not _NOUN.fullmatch(text[-2:]) or _PAUSE.search(text)):
        return len(text) > 5 or continues
    if _CLOSED.search(text[-1:]) and _bracket_closes(text):
        return False
    if continues or _OPEN.search(text) or _STARTED.search(text):
        return True
    return len(text) >= _RUNNING and bool(_PAUSE.search(text) or _OPENS_PREAMBLE.match(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends in a mark that ends a sentence or opens a list."""
    return _FINISHED.search(text.rstrip().removesuffix("**")[-12:]) is not None


def leaves_open(text: str) -> bool:
    """Whether a bracket or quotation that opens in this line is not closed in it."""
    return _OPEN.search(text.rstrip()) is not None


def wrap_width(source: str, lines: Sequence[Line]) -> int:
    """The width at which a text was cut into lines, blanks before them counted; 0 when its lines are paragraphs.

    Two lines in five end within two characters of the longest ones, hardly any is longer, and most of these are
    running text cut anywhere: they hold a pause and end in none.
    """
    widths = sorted(line.end - line.raw[0] for line in lines)
    if len(widths) < _WRAPPED_LINES or not _NARROW <= (width := widths[-1 - len(widths) // 50]) <= _WIDE:
        return 0
    full = [source[line.start : line.end] for line in lines if width - 2 <= line.end - line.raw[0] <= width + 1]
    cut = sum(_INNER_PAUSE.search(text) is not None and not ends_sentence(text) for text in full)
    return width if len(full) * 5 >= len(widths) * 2 and cut * 2 > len(full) else 0


def _bracket_closes(text: str) -> bool:
    """A line ends in a bracket that is a sentence of its own: ``…。（责任单位：市法制办）``, or one bracket in all."""
    tail = _TAIL.search(text)
    rest = (tail.group(1) if tail else text).strip()
    if not rest or rest.startswith(("（", "(", "【", "[")):
        return True
    before = text[: opening_bracket(text)].rstrip()
    return not before or before[-1] in "。；！？"


def opening_bracket(text: str) -> int:
    """Where the bracket opens that closes at the end of ``text``; its end when it opens nowhere."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in "）)】]") - (text[at] in "（(【[")
        if depth == 0:
            return at
    return len(text)
