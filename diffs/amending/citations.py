"""Citations of 条, 款, 项 and 目 in running text as they are printed: their steps, each with its numerals in place.

A chain is one citation with the list that hangs on it: 第三条第一款、第二款第（一）、（三）项; 前款第二项; 第二款.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diffs.parsing.numbering import numeral
from diffs.provisions import ACTS, HAN_ORDINAL, JOINTS, NO_ARTICLE, ORDINAL, RANGE_MARKS

_PRINTED = rf"(?:[（(]\s?{ORDINAL}\s?[)）]|{ORDINAL})"
_JOIN = rf"\s?(?:{JOINTS}|或者|或)\s?"
#: The last characters keep 第三项目, 前款项, 本条例, 第二目标 out.
_STEP = re.compile(
    rf"(?:第\s?(?P<list>{_PRINTED}(?:{_JOIN}第?\s?{_PRINTED}){{0,30}})\s?|(?P<bare>[（(]{ORDINAL}[)）])(?=项))"
    rf"(?P<unit>条(?:之(?P<branch>{ORDINAL}))?|款(?!项)|项(?!目)|目(?![标录前]))"
    rf"|(?P<own>[本该同])(?P<level>条{NO_ARTICLE}|款(?!项)|项(?!目))"
    rf"|前(?P<ahead>{ORDINAL})?(?P<back>条{NO_ARTICLE}|款(?!项)|项(?!目))"
)
_NUMERAL = re.compile(ORDINAL)
_LIST = re.compile(rf"(?:规定)?的?{_JOIN}")
_BELOW = re.compile(r"\s?(?:中的?|的|规定的|所?列举?的)?\s?")
_RANGE = re.compile(f"[{RANGE_MARKS}]")
_LEVELS = {"条": 0, "款": 1, "项": 2, "目": 3}
#: What stands before a reference to a treaty rather than to the text itself, or before a step of another act.
_FOREIGN = re.compile("(?:条约|公约|协定|议定书|协议|宪法)$")
_ACT = re.compile(rf"(?:》|(?<!本)(?:{ACTS}))$")
#: The like for articles, which name their act more fully; what a list of articles is held together by.
_ARTICLE = re.compile(rf"第{ORDINAL}条(?:之{HAN_ORDINAL})?")
_KINDS = rf"{ACTS}|规程|意见|通知"
_OTHER_LAW = re.compile(rf"(?:》|(?<!本)(?:{_KINDS}))$")
_OWN_LAW = re.compile(rf"本(?:{_KINDS}|实施细则|实施办法)$")
_BETWEEN = re.compile(rf"(?:[、，和及或至到]|以及|或者|第{ORDINAL}[款项目]|规定|的)*$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a step at ``start`` to ``end``; ``ranged`` when 至 stands before it."""

    start: int
    end: int
    value: int
    ranged: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a citation; ``level`` 0 to 3 for 条, 款, 项, 目.

    ``word`` is 第 for numbered steps, 本, 该 (also 同), 前 (``back`` units). ``beside``: the step goes on with a list,
    ``ranged`` when as its end.
    """

    start: int
    end: int
    level: int
    word: str = "第"
    numerals: tuple[Numeral, ...] = ()
    branch: int = 0
    back: int = 0
    beside: bool = False
    ranged: bool = False


def chains(text: str) -> Iterator[list[Step]]:
    """The citations of ``text`` that point into the text itself, in order. Time is linear in the length of ``text``."""
    found = list(_STEP.finditer(text))
    own = set(_own_articles(text)) if found else set()
    chain: list[Step] = []
    foreign = False
    for match in found:
        step = _step(match)
        between = text[chain[-1].end : step.start] if chain and step.start - chain[-1].end < 9 else "."
        linked = step.word == "第" and step.level and _linked(chain, step, between)
        if linked:
            chain.append(replace(step, beside=linked == "beside", ranged=_RANGE.search(between) is not None))
            continue
        if chain and not foreign:
            yield chain
        foreign = _foreign(text, step, own, foreign=foreign and _LIST.fullmatch(between) is not None)
        chain = [step]
    if chain and not foreign:
        yield chain


def _linked(chain: list[Step], step: Step, between: str) -> str:
    """How a step goes on with a chain: below its last step or beside it; empty when it begins a citation."""
    if chain and _BELOW.fullmatch(between) and step.level > chain[-1].level:
        return "below"
    return "beside" if chain and _LIST.fullmatch(between) and step.level <= chain[-1].level else ""


def _step(match: re.Match[str]) -> Step:
    start, end = match.span()
    if match["own"]:
        return Step(start, end, _LEVELS[match["level"]], "本" if match["own"] == "本" else "该")
    if match["back"]:
        return Step(start, end, _LEVELS[match["back"]], "前", back=numeral(match["ahead"]) if match["ahead"] else 1)
    group = "list" if match["list"] else "bare"
    numerals: list[Numeral] = []
    at = match.start(group)
    for one in _NUMERAL.finditer(match.string, at, match.end(group)):
        ranged = bool(numerals) and _RANGE.search(match.string, at, one.start()) is not None
        numerals.append(Numeral(one.start(), one.end(), numeral(one.group()), ranged))
        at = one.end()
    branch = numeral(match["branch"]) if match["branch"] else 0
    return Step(start, end, _LEVELS[match["unit"][0]], numerals=tuple(numerals), branch=branch)


def _foreign(text: str, step: Step, own: set[int], *, foreign: bool) -> bool:
    """Whether a citation that begins with ``step`` is of another text; ``foreign`` that it continues a list of those."""
    before = text[max(step.start - 12, 0) : step.start]
    if _FOREIGN.search(before):
        return True
    if step.word != "第":
        return False
    if step.level or len(step.numerals) > 1:
        return foreign or _ACT.search(before) is not None
    return step.start not in own


def _own_articles(text: str) -> Iterator[int]:
    """Where the 第X条 stand that point into the text itself; a list inherits the law named at its head."""
    foreign, end = False, 0
    for match in _ARTICLE.finditer(text):
        before = text[end : match.start()]
        if not (end and _BETWEEN.fullmatch(before)):
            foreign = bool(_OTHER_LAW.search(before)) and not _OWN_LAW.search(before)
        end = match.end()
        if not foreign:
            yield match.start()
