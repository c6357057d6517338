"""第X条 references inside a text, and whether they follow the renumbering of the articles they point at."""

import re
from collections.abc import Iterable, Iterator, Mapping

from diffs.keys import norm
from diffs.tokens import HAN_DIGITS

_ARTICLE = re.compile(rf"第[{HAN_DIGITS}\d]+条(?:之[{HAN_DIGITS}]+)?")
_OTHER_LAW = re.compile(r"(?:》|(?<!本)(?:法|法典|条例|规定|办法|解释|细则|决定|规则|规程|意见|通知))$")
_OWN_LAW = re.compile(r"本(?:法|法典|条例|规定|办法|解释|细则|决定|规则|规程|意见|通知|实施细则|实施办法)$")
_BETWEEN = re.compile(rf"(?:[、，和及或至到]|以及|或者|第[{HAN_DIGITS}\d]+[款项目]|规定|的)*$")


def renumbering(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old article markers with their new ones, from the markers of linked clauses; others are left out."""
    markers = ((norm(old), norm(new)) for old, new in pairs)
    return {old: new for old, new in markers if _ARTICLE.fullmatch(old) and _ARTICLE.fullmatch(new)}


def followed(text: str, numbers: Mapping[str, str]) -> str:
    """``text`` with each reference to an article of the same document as it should read after the renumbering.

    References to other laws (刑法第X条, 《…》第X条、第Y条) stay.
    """
    pieces, at = [], 0
    for match in own_references(text):
        pieces += [text[at : match.start()], numbers.get(match.group(), match.group())]
        at = match.end()
    return "".join([*pieces, text[at:]])


def own_references(text: str) -> Iterator[re.Match[str]]:
    """The 第X条 of ``text`` that point into the document itself; a list inherits the law named at its head."""
    foreign, end = False, 0
    for match in _ARTICLE.finditer(text):
        before = text[end : match.start()]
        if not (end and _BETWEEN.fullmatch(before)):
            foreign = bool(_OTHER_LAW.search(before)) and not _OWN_LAW.search(before)
        end = match.end()
        if not foreign:
            yield match
