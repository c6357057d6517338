"""第X条 references inside a text: which document they mean, and which provision there, said in full.

``本条第二款``, ``前款`` and a bare ``第二款`` are read from where they stand; ``第三条第一款、第二款`` are two of one article.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diffs.keys import norm
from diffs.provisions import ACTS, NO_ARTICLE, ORDINAL
from diffs.tokens import HAN_DIGITS, numeral

_ARTICLE = re.compile(rf"第{ORDINAL}条(?:之[{HAN_DIGITS}]+)?")
_ITEMS = rf"第(?:{ORDINAL}|[（(]{ORDINAL}[）)](?:[、至和及或]第?[（(]{ORDINAL}[）)])*)项"
_ANY = re.compile(
    rf"(?P<article>第{ORDINAL}条(?:之[{HAN_DIGITS}]+)?)(?P<of>第{ORDINAL}款)?(?P<items>{_ITEMS})?"
    rf"|(?P<own>本条)?(?P<paragraph>第{ORDINAL}款)(?P<below>{_ITEMS})?|(?P<bare>{_ITEMS})"
    rf"|前(?P<ahead>[{HAN_DIGITS}]?)款(?P<under>{_ITEMS})?|(?P<here>本条){NO_ARTICLE}(?!第)"
)
#: What a reference begins with: 第X条, 前款, 本条.
_SIGN = re.compile(rf"第{ORDINAL}[条款项]|第[（(]|前[{HAN_DIGITS}]?款|本条")
_KINDS = rf"{ACTS}|规程|意见|通知"
_OTHER_LAW = re.compile(rf"(?:》|(?<!本)(?:{_KINDS}))$")
_OWN_LAW = re.compile(rf"本(?:{_KINDS}|实施细则|实施办法)$")
_BETWEEN = re.compile(rf"(?:[、，和及或至到]|以及|或者|第{ORDINAL}[款项目]|规定|的)*$")
_LIST = re.compile(r"(?:[、，和及或至到与]|以及|或者|规定|的)*$")
_RANGE = re.compile("[至到]")
#: The longest name of a law, and what stands before one in a sentence.
_NAMED = 24
_TITLE = re.compile(r"《([^《》]+)》$")
_AHEAD = re.compile(
    r".*(?:[，。；：、（）《》“”,;:()\s]|依照|按照|根据|依据|参照|遵照|违反|适用|符合|属于|执行|具有|规定的?|以及|或者|[和及与由对有无在是为将按除])"
)
_STATE = re.compile("^中华人民共和国")
_ITEM = re.compile(rf"[（(]?({ORDINAL})[）)]?")
_ADDRESS = re.compile(rf"(?:^|/)({_ARTICLE.pattern})(?:/(第{ORDINAL}款))?(?:/[（(]({ORDINAL})[）)])?$")
_HOME = re.compile(rf"(?:^|/)({_ARTICLE.pattern})(?:/第({ORDINAL})款)?(?=/|$)")
_FIRST = "第一款"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text, from ``start`` to ``end``.

    ``law`` names another document, ``None`` is the text's own. ``targets`` are provisions in full (第三条第二款第一项);
    empty where it cannot be known what is meant. ``listed``: it goes on from the reference before it.
    """

    start: int
    end: int
    law: str | None
    targets: tuple[str, ...]
    listed: bool = False
    ranged: bool = False


def references(text: str, path: str = "") -> Iterator[Reference]:
    """The references to provisions in ``text``, in order; ``path`` is where the text stands."""
    if not any(word in text for word in ("条", "款", "项")) or not _SIGN.search(text):
        return
    home = _home(path)
    law: str | None = None
    last = ("", "")
    end = 0
    for match in _ANY.finditer(text):
        between = text[max(end, match.start() - _NAMED) : match.start()]
        listed = bool(end) and match.start() - end <= len("规定的以及") and _LIST.fullmatch(between) is not None
        if match["article"]:
            law = law if listed or _continued(text, end, match.start()) else _law(between)
        elif not (listed and match["own"] is None and match["here"] is None and match["ahead"] is None):
            law = None
        places, last = _places(match, last if listed else ("", ""), home)
        yield Reference(match.start(), match.end(), law, places, listed, bool(listed and _RANGE.search(between)))
        end = match.end()


def _continued(text: str, end: int, start: int) -> bool:
    return bool(end) and start - end <= _NAMED and _BETWEEN.fullmatch(text[end:start]) is not None


def _places(
    match: re.Match[str], last: tuple[str, str], home: tuple[str, int]
) -> tuple[tuple[str, ...], tuple[str, str]]:
    """The provisions that a reference means, and the article and paragraph that one after it in a list goes on from."""
    article, paragraph = last
    items = match["items"] or match["below"] or match["bare"] or match["under"] or ""
    if match["article"]:
        article, paragraph = match["article"], match["of"] or ""
    elif match["paragraph"]:
        article, paragraph = (article if not match["own"] else "") or home[0], match["paragraph"]
    elif match["ahead"] is not None:
        return _ahead(match["ahead"], items, home), (home[0], "")
    elif match["here"]:
        article, paragraph = home[0], ""
    elif not article:
        article, paragraph = home[0], _paragraph(home[1]) if home[1] else ""
    if not article:
        return (), ("", "")
    return _with_items(article + paragraph, items), (article, paragraph)


def _ahead(count: str, items: str, home: tuple[str, int]) -> tuple[str, ...]:
    """前款, 前两款 from where they stand."""
    back = int(numeral(count) or 1) if count else 1
    if not home[0] or home[1] <= back:
        return ()
    ones = [home[0] + _paragraph(at) for at in range(home[1] - back, home[1])]
    return _with_items(ones[0], items) if len(ones) == 1 else tuple(ones)


def _with_items(provision: str, items: str) -> tuple[str, ...]:
    """The provision itself, or its items when a reference names some."""
    named = tuple(f"{provision}第{match[1]}项" for match in _ITEM.finditer(items[1:-1])) if items else ()
    return named or (provision,)


def _paragraph(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"第{(_DIGITS[tens] if tens > 1 else '') + '十' if tens else ''}{_DIGITS[ones] if ones else ''}款"


def _home(path: str) -> tuple[str, int]:
    """The article in which a clause stands and the number of its paragraph, 0 when that is not numbered."""
    match = _HOME.search(norm(path)) if "条" in path else None
    return (match[1], int(numeral(match[2] or "") or 0)) if match else ("", 0)


def _law(before: str) -> str | None:
    """The name of another document that stands right before a reference, none when the reference is to the text's own."""
    if not _OTHER_LAW.search(before) or _OWN_LAW.search(before):
        return None
    title = _TITLE.search(before)
    name = title[1] if title else before
    ahead = None if title else _AHEAD.match(name[:-1])
    return _STATE.sub("", name[ahead.end() :] if ahead else name)


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


def article_of(target: str) -> str:
    """The article of a provision."""
    match = _ARTICLE.match(target)
    return match.group() if match else target


def provision(target: str, numbers: Mapping[str, str]) -> str:
    """Where a provision of the old text stands in the new one: by item, by paragraph, else by its article.

    An item of an article's only paragraph is cited with 第一款 or without.
    """
    if target in numbers:
        return numbers[target]
    alone = target.replace(_FIRST, "", 1)
    if alone != target and (led := numbers.get(alone)):
        article = article_of(led)
        return led if "款" in led else f"{article}{_FIRST}{led[len(article) :]}"
    for cut in ("款", "条"):
        head, mark, tail = target.rpartition(cut)
        if mark and tail and head + mark in numbers and not tail.startswith("之"):
            return numbers[head + mark] + tail
    article = article_of(target)
    return numbers.get(article, article) + target[len(article) :]


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
