"""Lines that hold several numbered paragraphs: cut where the numbering runs on inside them.

Document-sharing sites and careless copies give a whole plan or law as one line; others set a list as one paragraph.
A cut needs a stop before it (in a flattened text a blank will do) and the number that is next in its kind.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diffs.keys import bracket_pairs
from diffs.parsing.lines import Line
from diffs.parsing.numbering import Marker, Rank, find_marker, numeral
from diffs.parsing.shapes import DOCUMENT_TITLE

_NUMERAL = "[〇零一二三四五六七八九十百]"
_TOKEN = re.compile(
    rf"第(?P<article>{_NUMERAL}{{1,6}})条|第(?P<container>{_NUMERAL}{{1,4}})(?P<unit>[编章节])(?=[\s\u3000])"
    rf"|(?P<han>{_NUMERAL}{{1,3}})、|[（(](?P<paren>{_NUMERAL}{{1,3}})[）)]|(?<!\d)(?P<arabic>\d{{1,2}})[.．、](?!\d)"
)
_LONG = 80
_FEW_LINES = 6
_HEADING = 30
#: Marks that may stand before a cut of each kind; a blank always may.
_BEFORE = {"article": "。：；", "container": "。", "han": "。", "paren": "。；：", "arabic": "。；："}
#: Where the preamble begins behind a title that no blank parts from it.
_PREAMBLE = re.compile(r"为(?:了|深入|贯彻|全面|落实|加快|进一步|推[动进]|规范|加强|促进|做好|切实)|根据|按照")
#: A heading with the first item below it glued on: 一、总体要求（一）指导思想….
_GLUED = re.compile(r"[^\s。，、；：:（）()第《》“”]{2,20}(?=[（(]\s*一\s*[)）]\s*[^\s、，。；项款和及或至])")
#: The next item of a list that is set as one paragraph; a bracket before it must stand behind a stop itself.
_ITEM = re.compile(
    rf"(?<=[。；;：:）)])[\s\u3000]*(?P<marker>[（(]\s*(?:{_NUMERAL}{{1,3}}|\d{{1,2}})\s*[)）]|\d{{1,2}}(?:、|[.．](?!\d))|[②-⑳]|{_NUMERAL}{{1,3}}、)"
)
_LISTS = frozenset({Rank.HAN, Rank.PAREN_HAN, Rank.ARABIC, Rank.PAREN_ARABIC, Rank.CIRCLED})


def unfold(source: str, lines: Sequence[Line]) -> list[Line]:
    """``lines``, with those that hold several numbered paragraphs cut into them."""
    if len(lines) <= _FEW_LINES:
        lines = [piece for line, cuts in _flattened(source, lines) for piece in _cut(source, line, cuts)]
    return [piece for line in lines for piece in _cut(source, line, list(_items(source, line)))]


def _cut(source: str, line: Line, cuts: Sequence[int]) -> list[Line]:
    """The pieces of ``line`` between ``cuts``, offsets in its text."""
    if not cuts:
        return [line]
    pieces = []
    for low, high in pairwise([line.start, *(line.start + cut for cut in cuts), line.end]):
        piece = source[low:high]
        start, end = low + len(piece) - len(piece.lstrip()), low + len(piece.rstrip())
        if start < end:
            first = low == line.start
            pieces.append(Line((line.raw[0] if first else start, end), start, end, line.after_blank or not first))
    return pieces


def _items(source: str, line: Line) -> Iterator[int]:
    """Where further items begin in a line that opens with a number.

    A line may hold a whole list （1）甲；（2）乙。, or a heading and the list below it: 二、任务。（一）甲。（二）乙。
    """
    text = source[line.start : line.end]
    if not _ITEM.search(text) or source.find("\t", *line.raw) >= 0:
        return
    marker = find_marker(text)
    if marker is None or marker.rank not in _LISTS:
        return
    found = list(_free_markers(text, marker.end))
    glued = _GLUED.match(text, marker.end) if marker.rank is Rank.HAN else None
    opened = find_marker(text[glued.end() : glued.end() + _LONG]) if glued else None
    found = [(glued.end(), opened), *found] if glued and opened else found
    first = found[0] if found else (0, marker)
    below = marker.rank < first[1].rank <= Rank.ARABIC and first[1].number == 1 and first[0] - marker.end <= _HEADING
    rank = first[1].rank if below and _counts(found, first[1].rank, 2) else marker.rank
    expected = 1 if rank is not marker.rank else marker.number + 1
    for at, other in found:
        if other.rank is rank and other.number == expected:
            yield at
            expected += 1


def _counts(found: Sequence[tuple[int, Marker]], rank: Rank, number: int) -> bool:
    return any(other.rank is rank and other.number == number for _, other in found)


def _free_markers(text: str, start: int) -> Iterator[tuple[int, Marker]]:
    """Numbers after a stop in ``text``, outside brackets and quotations."""
    shielded: list[tuple[int, int]] = []
    for opener, closer in sorted(bracket_pairs(text)[0]):
        if not shielded or opener > shielded[-1][1]:
            shielded.append((opener, closer))
    openers = [opener for opener, _ in shielded]
    for match in _ITEM.finditer(text, start):
        at = match.start("marker")
        within = bisect_left(openers, at) - 1
        found = find_marker(text[at : at + _LONG]) if within < 0 or shielded[within][1] < at else None
        if found and not _beside(text, match.start(), shielded[within] if within >= 0 else (0, 0)):
            yield at, found


def _beside(text: str, at: int, bracket: tuple[int, int]) -> bool:
    """A number right behind a ``bracket`` that belongs to a sentence: 第（一）（二）项; one after a stop parts sentences."""
    return text[at - 1] in "）)" and (bracket[1] != at - 1 or text[bracket[0] - 1] not in "。；;")


def _flattened(source: str, lines: Sequence[Line]) -> list[tuple[Line, list[int]]]:
    """The cuts of each line of a text whose breaks were lost; none unless articles or headings follow one another."""
    last: dict[str, int] = {}
    found = []
    for line in lines:
        text = source[line.start : line.end]
        cuts = list(_cuts(text, last)) if len(text) >= _LONG and "\t" not in text else []
        found.append((line, [*_title_cut(text, cuts[0] if cuts else 0), *cuts]))
    headings = last.get("han", 0) > 1 or (last.get("han", 0) == 1 and last.get("paren", 0) > 1)
    return found if headings or last.get("article", 0) > 1 else [(line, []) for line in lines]


def _cuts(text: str, last: dict[str, int]) -> Iterator[int]:
    """Offsets of numbers in sequence; ``last`` holds the number before in each kind."""
    heading = -_HEADING
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup if match.lastgroup != "unit" else "container"
        if kind is None:
            continue
        number, key = numeral(match[kind]), kind + (match["unit"] or "")
        follows = number == last.get(key, 0) + 1 or (number == 1 and kind in ("paren", "arabic", "container"))
        below = kind == "paren" and number == 1 and match.start() - heading < _HEADING
        if not follows or not (below or _free(text, match.start(), kind)):
            continue
        last[key] = number
        heading = match.start() if kind == "han" else -_HEADING
        yield match.start()


def _free(text: str, at: int, kind: str) -> bool:
    before = text[at - 1 : at]
    return not before or before.isspace() or before in _BEFORE[kind]


def _title_cut(text: str, first: int) -> list[int]:
    """The end of a title that stands before the preamble or is parted from it by a blank."""
    ends = [match.start() for match in (re.search(r"\s", text[4:64]), _PREAMBLE.search(text[4:84])) if match]
    titles = [4 + end for end in ends if 4 + end < first and DOCUMENT_TITLE.search(text[: 4 + end])]
    return titles[:1]
