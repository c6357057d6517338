"""Which texts of a family count, and for which place: who has a measure is asked of places, not of papers.

A place is asked once, however many of its texts are laid side by side. Its final texts speak for it; a draft speaks
only where no final text is held, and a text that a later one of the same title replaces does not speak. Texts of
different titles (a law and its detailed rules) speak together.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from diffs.clauses import DocumentFacts, Stage
from diffs.divisions import one_place
from diffs.families.batches import Level, level_of
from diffs.families.family import Counting
from diffs.families.kinship import title_pattern
from diffs.keys import norm
from diffs.places import mask_of, place_of

#: Drafts in the order of the procedure; the readings count on from the last of them.
_STEPS = (Stage.DRAFT_FOR_COMMENT, Stage.DRAFT_SUBMITTED, Stage.DRAFT, Stage.FINAL)
_BILL = _STEPS.index(Stage.DRAFT)
#: A draft that was worked over comes behind every round of the first draft and, for all we know, behind every reading.
_REWORK, _LAST = 10, 99
_REWORKED = re.compile("修改(?:[一二三四五]稿|稿)|表决稿")
_NUMERALS, _TURNS = "一二三四五12345", 5
_ROUND = re.compile(f"(?P<n>[{_NUMERALS}])[次轮](?:公开)?征求意见")

#: A version by its year in the brackets of a title: 2010年修订, 2023年5月31日第二次修正, 2018修正文本, 2017年版.
_ASIDE = re.compile(r"[(\[〔【]([^()\[\]〔〕【】]+)[)\]〕】]")
_VERSION = re.compile(
    r"(?<![\d〇零一二三四五六七八九])(?P<year>(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})年?"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六七八九十\d]{1,2}次|全面|部分|最新)?(?:修订|修正|修改|修编|新修|重新公布|版)"
)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_END = 366

#: A step and its round, or a year and a day of it.
_Point = tuple[int, int]


class Standing(NamedTuple):
    """What a text stands for: the name of its place, ``None`` where it names none, and a number for each such place.

    ``counted`` says whether it speaks for the place; a text that is not held never does.
    """

    name: str | None
    place: int
    counted: bool


def standings(texts: Sequence[DocumentFacts], held: Sequence[bool]) -> tuple[Standing, ...]:
    """What each text stands for, in the order given; the numbers of places follow it, too.

    A text that names no place, or that is about a zone, shares one only with texts of the same title. Texts that are
    all of one place each stand for themselves: whoever lays them side by side asks about texts.
    """
    names, owners = [_name(facts) for facts in texts], _owners(texts)
    if _counted_by(owners) is Counting.TEXTS:
        return tuple(Standing(name, at, held[at]) for at, name in enumerate(names))
    numbers = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
    places: dict[int, list[int]] = {}
    for at, owner in enumerate(owners):
        if held[at]:
            places.setdefault(numbers[owner], []).append(at)
    counted = {at for members in places.values() for at in _speaking(texts, members)}
    return tuple(Standing(names[at], numbers[owner], at in counted) for at, owner in enumerate(owners))


def counting(texts: Sequence[DocumentFacts]) -> Counting:
    """What is counted where these texts stand side by side."""
    return _counted_by(_owners(texts))


def _counted_by(owners: Sequence[tuple[str, str]]) -> Counting:
    return Counting.PLACES if len(set(owners)) > 1 else Counting.TEXTS


def _owners(texts: Sequence[DocumentFacts]) -> list[tuple[str, str]]:
    return [_owner(facts, _name(facts)) for facts in texts]


def _name(facts: DocumentFacts) -> str | None:
    place = place_of(facts)
    return (one_place(place) or place) if place else None


def _owner(facts: DocumentFacts, name: str | None) -> tuple[str, str]:
    """What tells places apart: the place's name, and the title where that alone says whose the text is."""
    named = name is not None and level_of(facts.title, name) is not Level.ZONE
    return name or "", "" if named else title_pattern(facts.title, mask_of(None))


def _speaking(texts: Sequence[DocumentFacts], members: Sequence[int]) -> list[int]:
    """The texts that speak for a place: the final ones if there are any, of each title the last."""
    final = [at for at in members if texts[at].stage is Stage.FINAL]
    titles: dict[str, list[int]] = {}
    for at in final or members:
        titles.setdefault(title_pattern(texts[at].title, mask_of(place_of(texts[at]))), []).append(at)
    return [at for same in titles.values() for at in _last(texts, same)]


def _last(texts: Sequence[DocumentFacts], same: Iterable[int]) -> list[int]:
    """The texts that no other replaces: by their step, then by day; what prints neither cannot be told to be replaced."""
    left = _unreplaced({at: _step(texts[at]) for at in same})
    return _unreplaced({at: _issued(texts[at]) for at in left})


def _unreplaced(spans: Mapping[int, tuple[_Point, _Point] | None]) -> list[int]:
    """Those of which no other is surely later: each stands somewhere between the ends of its span, without one anywhere."""
    begun = max((span[0] for span in spans.values() if span is not None), default=None)
    return [at for at, span in spans.items() if span is None or begun is None or span[1] >= begun]


def _step(facts: DocumentFacts) -> tuple[_Point, _Point]:
    """Where a draft stands in its procedure: step and round, the earliest and the latest that its marks allow.

    The steps are 征求意见稿, 送审稿, 草案 (which is the first reading), later readings. A 草案 that is sent out for comment
    may be older or younger than the 草案 itself, a 修改稿 or 表决稿 is younger than it and of no known reading.
    """
    title = norm(facts.title)
    turn = _ROUND.search(title)
    at = _NUMERALS.index(turn["n"]) % _TURNS + 1 if turn else 1
    if facts.reading:
        return (_BILL + facts.reading - 1, at), (_BILL + facts.reading - 1, at)
    if facts.stage is Stage.DRAFT and _REWORKED.search(title):
        return (_BILL, _REWORK), (_LAST, at)
    if facts.stage is Stage.DRAFT_FOR_COMMENT and "草案" in title:
        return (0, at), (_BILL, at)
    step = _STEPS.index(facts.stage)
    return (step, at), (step, at)


def _issued(facts: DocumentFacts) -> tuple[_Point, _Point] | None:
    """The day a text became what it is, else the year that its title's mark gives, else the day it came into force.

    The day of force comes last: an amended law goes on to print that of its first version.
    """
    dates = facts.dates
    if (issued := dates.promulgated_on or dates.signed_on) is None and (year := _marked_year(facts.title)):
        return (year, 0), (year, _YEAR_END)
    day = issued or dates.published_on or dates.effective_on
    return None if day is None else ((day.year, day.timetuple().tm_yday),) * 2


def _marked_year(title: str) -> int | None:
    """The last year of a version that a mark in brackets names: 2023 of （2010年修订，2023年第二次修正）; 2023年度 is none."""
    asides = _ASIDE.findall(norm(title))
    years = [found["year"].translate(_DIGITS) for aside in asides for found in _VERSION.finditer(aside)]
    return max(map(int, years), default=None)
