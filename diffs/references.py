"""第X条 references inside a text, and whether they follow the renumbering of the articles they point at."""

import re
from collections.abc import Iterable, Iterator, Mapping

from diffs.keys import norm
from diffs.tokens import HAN_DIGITS

_ARTICLE = re.compile(rf"第[{HAN_DIGITS}\d]+条(?:之[{HAN_DIGITS}]+)?")
_OTHER_LAW = re.compile(r"(?:》|(?<!本)(?:法|法典|条例|规定|办法|解释|细则|决定|规则|规程|意见|通知))$")
_OWN_LAW = re.compile(r"本(?:法|法典|条例|规定|办法|解释|细则|决定|规则|规程|意见|通知|实施细则|实施办法)$")
_BETWEEN = re.compile(rf"(?:[、，和及或至到]|以及|或者|第[{HAN_DIGITS}\d]+[款项目]|规定|的)*$")
_TAIL = re.compile(rf"(第[{HAN_DIGITS}\d]+款)?(第(?:[{HAN_DIGITS}\d]+|[（(][{HAN_DIGITS}\d]+[）)])项)?")
_ADDRESS = re.compile(rf"(?:^|/)({_ARTICLE.pattern})(?:/(第[{HAN_DIGITS}\d]+款))?(?:/[（(]([{HAN_DIGITS}\d]+)[）)])?$")
_BRACKETS = re.compile(r"[（()）]")


def renumbering(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old articles, paragraphs and items as they are cited (第三条第二款第一项), with their new ones.

    ``pairs`` are paths of linked clauses; those of other things are left out. Where annexes have articles of the same
    number, the first, which is the main text's, is meant.
    """
    numbers: dict[str, str] = {}
    for old, new in pairs:
        cited = _cited(old), _cited(new)
        if all(cited):
            numbers.setdefault(*cited)
    return numbers


def _cited(path: str) -> str:
    match = _ADDRESS.search(norm(path)) if "条" in path else None
    if match is None:
        return ""
    article, paragraph, item = match[1], match[2] or "", match[3]
    return f"{article}{paragraph}{f'第{item}项' if item else ''}"


def bare(reference: str) -> str:
    """A reference without the brackets around the number of an item: 第（一）项 is 第一项."""
    return _BRACKETS.sub("", reference)


def followed(text: str, numbers: Mapping[str, str]) -> str:
    """``text`` with each reference to a provision of the same document as it should read after the renumbering.

    References to other laws (刑法第X条, 《…》第X条、第Y条) stay.
    """
    pieces, at = [], 0
    for match in own_references(text):
        led, end = _led(text, match, numbers)
        pieces += [text[at : match.start()], led]
        at = end
    return "".join([*pieces, text[at:]])


def _led(text: str, article: re.Match[str], numbers: Mapping[str, str]) -> tuple[str, int]:
    """Where a reference leads, and where it ends in ``text``: by item, by paragraph, else by its article."""
    tail = _TAIL.match(text, article.end())
    paragraph, item = (tail[1] or "", bare(tail[2] or "")) if tail else ("", "")
    if item and article.group() + paragraph + item in numbers:
        return numbers[article.group() + paragraph + item], tail.end() if tail else article.end()
    if paragraph and article.group() + paragraph in numbers:
        return numbers[article.group() + paragraph], article.end() + len(paragraph)
    return numbers.get(article.group(), article.group()), article.end()


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
