"""Figures that are written as words: 每年 and 每两年, 长期有效, 过半数, 第二次违反."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from diffs.comparison import Direction, Signal, SignalKind
from diffs.describing.differing import Side, Stretch
from diffs.describing.facts import FOR_EVER, Fact, Role, days, term
from diffs.tokens import HAN_DIGITS, numeral

_FIGURE = rf"\d{{1,3}}|[{HAN_DIGITS}]{{1,3}}"
_EVERY = re.compile(
    rf"每(?P<term>(?P<count>{_FIGURE}|半)?\s?个?(?P<unit>工作日|季度|星期|小时|[年季月旬日天]|周(?!岁)))(?!级)"
)
_MAJORITY = re.compile("(?:超?过)?半数(?:以上)?")
_FOR_EVER = re.compile("(?:长期|永久|终身)(?=有效|保[存管留]|使用|存续|居留)|终身(?=不得|禁)")
_HALF = re.compile(rf"半(?<![上下每前后年个季{HAN_DIGITS}\d]半)个?(?P<unit>[年月])")
#: The how-manieth time, not of a meeting or an amendment.
_TIME = re.compile(
    rf"第(?<!届第)(?P<count>{_FIGURE})次(?!会议|[^，。；]{{0,12}}会议|修[正订改]|常务|代表|审议|联席|全[国体]|普查|公[告布]|发布|印发|通过)"
)


class Period(NamedTuple):
    """A signal about how often something is due, and the terms in it that need no signal of their own."""

    signal: Signal
    terms: tuple[str, str]


def worded(side: Side) -> list[Fact]:
    """The facts in the changed stretches of one side that no figure states; looking is cheaper than matching."""
    text = side.text
    found: list[Fact] = []
    if "半" in text:
        found += _halves(side)
    if "长期" in text or "永久" in text or "终身" in text:
        for match, stretch in _touched(side, _FOR_EVER):
            found.append(Fact(SignalKind.NUMBER, match.group(), "duration", FOR_EVER, stretch.hunk))
    if "次" in text and "第" in text:
        for match, stretch in _touched(side, _TIME):
            found.append(Fact(SignalKind.NUMBER, match.group(), "第次", numeral(match["count"]), stretch.hunk))
    return found


def _halves(side: Side) -> Iterator[Fact]:
    for match, stretch in _touched(side, _MAJORITY):
        yield Fact(SignalKind.PERCENTAGE, match.group(), "%", 50.0, stretch.hunk, Role("lower"))
    for match, stretch in _touched(side, _HALF):
        yield term(side, match.group(), match.span(), days(0.5, match["unit"]), stretch.hunk)


def periods(old: Side, new: Side) -> Iterator[Period]:
    """The signals of periods (每年→每两年) of which one is written without a figure; the others are told as figures."""
    if "每" not in old.text or "每" not in new.text:
        return
    others = {match.start(): match for match in _EVERY.finditer(new.text)}
    for match in _EVERY.finditer(old.text):
        other = others.get(old.image(match.start(), match.start() + 1)[1])
        if other is None or (_is_figure(match) and _is_figure(other)):
            continue
        before, after = _length(match), _length(other)
        if before != after and before and after:
            direction = Direction.LONGER if after > before else Direction.SHORTER
            signal = Signal(SignalKind.NUMBER, match.group(), other.group(), direction)
            yield Period(signal, (match["term"], other["term"]))


def _is_figure(match: re.Match[str]) -> bool:
    return match["count"] not in (None, "半")


def _length(match: re.Match[str]) -> float | None:
    count = match["count"]
    return days(0.5 if count == "半" else numeral(count) if count else 1, match["unit"])


def _touched(side: Side, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Stretch]]:
    """What a pattern finds in the whole text that shares a character with a changed stretch."""
    for match in pattern.finditer(side.text):
        stretch = next((one for one in side.changed if one.start < match.end() and match.start() < one.end), None)
        if stretch:
            yield match, stretch
