"""Texts whose line breaks were lost: lines again, cut where the numbering of articles or headings runs through them.

Document-sharing sites and careless copies give a whole plan or law as one line. Only such texts are touched: a cut
needs a stop or a blank before it and the number that is next in its kind.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from diffs.lines import Line
from diffs.numbering import numeral
from diffs.shapes import DOCUMENT_TITLE

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


def unfold(source: str, lines: Sequence[Line]) -> list[Line]:
    """``lines``, with those of a flattened text cut into paragraphs; other texts come back as they are."""
    if len(lines) > _FEW_LINES:
        return list(lines)
    return [piece for line in lines for piece in _pieces(source, line)]


def _pieces(source: str, line: Line) -> list[Line]:
    text = source[line.start : line.end]
    cuts = _cuts(text) if len(text) >= _LONG and "\t" not in text else []
    if not cuts:
        return [line]
    bounds = sorted({0, *_title_cut(text, cuts[0]), *cuts, len(text)})
    pieces = []
    for low, high in pairwise(bounds):
        piece = text[low:high]
        start = line.start + low + len(piece) - len(piece.lstrip())
        end = line.start + low + len(piece.rstrip())
        pieces.append(Line((start, end), start, end, line.after_blank or low > 0))
    return pieces


def _cuts(text: str) -> list[int]:
    """Offsets of numbers in sequence; none unless two articles or two headings are among them."""
    last: dict[str, int] = {}
    cuts: list[int] = []
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
        cuts.append(match.start())
    return cuts if last.get("article", 0) > 1 or last.get("han", 0) > 1 else []


def _free(text: str, at: int, kind: str) -> bool:
    before = text[at - 1 : at]
    return not before or before.isspace() or before in _BEFORE[kind]


def _title_cut(text: str, first: int) -> list[int]:
    """The end of a title that a blank parts from what follows it."""
    head = re.match(r"\S{4,60}(?=\s)", text[:first])
    return [head.end()] if head and DOCUMENT_TITLE.search(head.group()) else []
