"""References to provisions inside a text: which document they mean, and which provision there, said in full.

``本条第二款``, ``前款`` and a bare ``第二款`` are read from where they stand; ``第三条第一款、第二款`` are two of one article,
``第四、五条`` two articles, ``第四至六条`` one range. Figures are Chinese or Arabic, of any width, with blanks around them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from diffs.keys import norm
from diffs.provisions import ACTS, BRANCH, FURTHER, NO_ARTICLE, ORDINAL, POINT, RANGE, SERIES, han
from diffs.tokens import numeral

_ITEMS = rf"(?:第\s?{SERIES}\s?项|[（(]{ORDINAL}[）)]项)(?!目)(?:\s?第\s?{SERIES}\s?{POINT})?"
_BELOW = rf"(?P<paragraphs>\s?第\s?{SERIES}\s?款)?(?P<items>\s?{_ITEMS})?"
_ANY = re.compile(
    rf"第\s?(?:(?P<articles>{SERIES}\s?条{BRANCH}{FURTHER}){_BELOW}"
    rf"|(?P<paragraph>{SERIES}\s?款)(?P<below>\s?{_ITEMS})?"
    rf"|(?P<item>{SERIES}\s?项(?!目)(?:\s?第\s?{SERIES}\s?{POINT})?)"
    rf"|(?P<containers>{SERIES}\s?(?:分编|[编章节])(?:\s?第\s?{ORDINAL}\s?(?:分编|[编章节]))*+))"
    rf"|前(?P<ahead>{ORDINAL})?(?:款(?P<under>{_ITEMS})?|条{NO_ARTICLE}(?P<back>{_BELOW.replace('?P<', '?P<back_')}))"
    rf"|(?P<here>[本该同]条){NO_ARTICLE}(?P<own>{_BELOW.replace('?P<', '?P<own_')})"
)
#: What a reference begins with: 第X条, 前款, 本条. It ends no more than three characters on.
SIGN = re.compile(rf"第(?=\s?[（(]?\s?{ORDINAL})|前(?={ORDINAL}?[款条])|[本该同](?=条)")
_KINDS = rf"{ACTS}|规程|意见|通知|章程|公约|协定|条约|议定书"
_OTHER_LAW = re.compile(rf"(?:[》〉>](?:中?的)?|(?<!本)(?:{_KINDS}))$")
_OWN_LAW = re.compile(rf"本(?:(?:实施|暂行|试行|管理|补充|具体|司法){{0,2}}(?:{_KINDS})|《[^《》]{{1,40}}》)$")
_ASIDE = re.compile(r"[（(][^（()）]{1,60}[）)]$")
_ANNEX = re.compile(r"(附件|附表|附录)\s?([一二三四五六七八九十]{1,3}|\d{1,2})?中?的?$")
#: 原第五条 is of a text before this one.
_FORMER = "原"
_BETWEEN = re.compile(rf"(?:[、，和及或至到]|以及|或者|第{ORDINAL}[款项目]|规定|的)*$")
_LIST = re.compile(rf"(?:{RANGE}|\s?(?:[、，和及或与]|以及|或者|规定|的)\s?)*$")
_RANGE = re.compile(rf"{RANGE}$")
#: The longest name of a law, what may stand between two references of a list, and the longest aside behind a name.
_NAMED, _LISTED, _FAR = 24, len("规定的以及"), 64
_TITLE = re.compile(r"《([^《》]+)》(?:中?的)?$")
_AHEAD = re.compile(
    r".*(?:[，。；：、（）《》“”,;:()\s]|依照|按照|根据|依据|参照|遵照|违反|适用|符合|属于|执行|具有|规定的?|以及|或者|[和及与由对有无在是为将按除])"
)
_STATE = "中华人民共和国"
_MEMBER = re.compile(rf"({RANGE})?第?\s?[（(]?\s?({ORDINAL})\s?[）)]?(?:\s?条\s?之\s?({ORDINAL}))?")
_STEP = re.compile(rf"第?\s?({SERIES})\s?(分编|[编章节款项目])")
_SCOPE = re.compile(r"((?:附件|附表|附录)\d*)/")
_HOME = re.compile(rf"(?:^|/)第({ORDINAL})条(?:之({ORDINAL}))?(?:/第({ORDINAL})款)?(?=/|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text, from ``start`` to ``end``.

    ``law`` names another document, ``None`` is the text's own; its name, where there is one, stands at ``lead``.
    ``targets`` are provisions in full (第三条第二款第一项, 附件1/第三条), ranges as 第四条至第六条; empty where it cannot
    be known what is meant. ``listed``: it goes on from the reference before it.
    """

    start: int
    end: int
    law: str | None
    targets: tuple[str, ...]
    listed: bool = False
    lead: int = 0


class _Home(NamedTuple):
    """Where a clause stands: its annex with a slash, its article and the number of its paragraph, 0 for none."""

    scope: str = ""
    article: int = 0
    branch: int = 0
    paragraph: int = 0

    @property
    def name(self) -> str:
        branch = f"之{han(self.branch)}" if self.branch else ""
        return f"{self.scope}第{han(self.article)}条{branch}" if self.article else ""


class _Last(NamedTuple):
    """What a reference that leaves something out takes from the one before it: its article and paragraph."""

    article: str = ""
    paragraph: str = ""


def references(text: str, path: str = "") -> Iterator[Reference]:
    """The references to provisions in ``text``, in order; ``path`` is where the text stands."""
    waiting: Reference | None = None
    for one, ranged in _read(text, path):
        if waiting and ranged and waiting.targets and one.targets:
            span = f"{waiting.targets[-1]}至{one.targets[0]}"
            waiting = replace(waiting, end=one.end, targets=(*waiting.targets[:-1], span, *one.targets[1:]))
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _read(text: str, path: str) -> Iterator[tuple[Reference, bool]]:
    """The references one by one, and whether each ends a range that the one before it begins."""
    sign = SIGN.search(text)
    home = _home(path) if sign else _Home()
    law: str | None = None
    scope, last, end = home.scope, _Last(), 0
    while sign:
        match = _ANY.match(text, sign.start())
        if match is None:
            sign = SIGN.search(text, sign.end())
            continue
        start = match.start()
        between = text[end:start] if end and start - end <= _NAMED else "."
        listed = start - end <= _LISTED and bool(end) and _LIST.fullmatch(between) is not None
        lead = start
        if match["articles"] or match["containers"]:
            if not listed and not _BETWEEN.fullmatch(between):
                law, scope, lead = _document(text, end, start, home.scope)
        elif not (listed and (match["paragraph"] or match["item"])) and match["here"] in (None, "本条"):
            law, scope = None, home.scope
        places, last = _places(match, last if listed or match["here"] in ("该条", "同条") else _Last(), home, scope)
        yield Reference(start, match.end(), law, places, listed, lead), listed and _RANGE.search(between) is not None
        end = match.end()
        sign = SIGN.search(text, end)


def _document(text: str, end: int, start: int, scope: str) -> tuple[str | None, str, int]:
    """The document that is named right before ``start``, else the text's own: its name, the annex, where it begins."""
    before = text[max(end, start - _NAMED) : start]
    if before.endswith(("）", ")")) and (aside := _ASIDE.search(text[max(end, start - _FAR) : start])):
        start -= len(aside.group())
        before = text[max(end, start - _NAMED) : start]
    if before.endswith(_FORMER):
        return _FORMER, "", start - len(_FORMER)
    if "附" in before and (annex := _ANNEX.search(before)):
        label = f"{annex[1]}{_figure(annex[2]) if annex[2] else ''}/"
        return None, label, start - len(annex.group())
    if own := _OWN_LAW.search(before):
        return None, scope, start - len(own.group())
    if not _OTHER_LAW.search(before):
        return None, scope, start
    name = _law(before)
    return name, "", start - min(len(before), len(name) + 2 * before.endswith(tuple("》〉>")))


def _law(before: str) -> str:
    """The name of the other document that stands at the end of ``before``."""
    title = _TITLE.search(before)
    if title:
        return title[1].removeprefix(_STATE)
    name = before.rpartition(_STATE)[2]
    ahead = _AHEAD.match(name[:-1])
    return name[ahead.end() :] if ahead else name


def _places(match: re.Match[str], last: _Last, home: _Home, scope: str) -> tuple[tuple[str, ...], _Last]:
    """The provisions that a reference means, and the article and paragraph that one after it in a list goes on from."""
    if match["articles"]:
        articles = _members(match["articles"], "条", scope)
        return _under(articles, match["paragraphs"], match["items"])
    if match["containers"]:
        return _containers(match["containers"], scope), _Last()
    if match["back"] is not None:
        back = int(_figure(match["ahead"]) if match["ahead"] else 1)
        articles = tuple(
            f"{home.scope}第{han(home.article - at)}条" for at in range(back, 0, -1) if home.article > back
        )
        return _under(() if home.branch else articles, match["back_paragraphs"], match["back_items"])
    if match["here"]:
        named = home.name if match["here"] == "本条" else last.article
        return _under((named,) if named else (), match["own_paragraphs"], match["own_items"])
    if match["paragraph"]:
        return _under((last.article or home.name,), match["paragraph"], match["below"])
    if match["item"]:
        article = last.article or home.name
        paragraph = last.paragraph if last.article else f"第{han(home.paragraph)}款" if home.paragraph else ""
        return _under((article + paragraph,), None, match["item"], paragraph)
    return _ahead(match["ahead"], match["under"], home)


@lru_cache(maxsize=2048)
def _under(
    provisions: tuple[str, ...], paragraphs: str | None, items: str | None, paragraph: str = ""
) -> tuple[tuple[str, ...], _Last]:
    """Provisions, of which the last is cited by its paragraphs, and the last of those by its items and points."""
    if not provisions or not provisions[-1]:
        return (), _Last()
    *others, last = provisions
    left = _Last(last.removesuffix(paragraph).rpartition("至")[2], paragraph)
    for printed in (paragraphs, items):
        for step in _STEP.finditer(printed) if printed else ():
            *firsts, last = _members(step[1], step[2], last)
            others += firsts
            if step[2] == "款":
                left = _Last(left.article, last.removeprefix(left.article))
    return (*others, last), left


def _ahead(count: str | None, items: str | None, home: _Home) -> tuple[tuple[str, ...], _Last]:
    """前款, 前两款 from where they stand."""
    back = int(_figure(count)) if count else 1
    if not home.article or home.paragraph <= back:
        return (), _Last(home.name)
    ones = tuple(f"{home.name}第{han(at)}款" for at in range(home.paragraph - back, home.paragraph))
    return _under(ones, None, items)[0], _Last(home.name)


def _containers(printed: str, scope: str) -> tuple[str, ...]:
    """第三章第一节 of a text as it stands in paths, without a slash."""
    steps = list(_STEP.finditer(printed))
    outer = "".join(_members(step[1], step[2], "")[-1] for step in steps[:-1])
    return _members(steps[-1][1], steps[-1][2], scope + outer)


@lru_cache(maxsize=2048)
def _members(printed: str, unit: str, outer: str) -> tuple[str, ...]:
    """第四、五至七条 as 第四条 and 第五条至第七条, each below ``outer``."""
    names: list[str] = []
    for ranged, number, branch in _MEMBER.findall(printed):
        name = f"{outer}第{written(number)}{unit}" + (f"之{written(branch)}" if branch else "")
        if ranged and names:
            names[-1] += f"至{name}"
        else:
            names.append(name)
    return tuple(names)


@lru_cache(maxsize=2048)
def written(number: str) -> str:
    """A number in Chinese figures as laws print it, whatever figures it has."""
    value = numeral(number)
    return han(int(value)) if value is not None and 0 < value < 10_000 else number


@lru_cache(maxsize=2048)
def _figure(number: str) -> int:
    return int(numeral(number) or 1)


@lru_cache(maxsize=4096)
def _home(path: str) -> _Home:
    """Where a clause stands, by its path; nowhere outside of articles."""
    scope = _SCOPE.match(path)
    match = _HOME.search(norm(path)) if "条" in path else None
    numbers = [_figure(one) if one else 0 for one in match.groups()] if match else []
    return _Home(scope.group() if scope else "", *numbers)
