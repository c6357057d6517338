"""Figures that stay while what bounds them comes, goes or turns: 不低于30%→不超过30%, 2000元→2000元以下."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from diffs.comparison import Direction, Signal
from diffs.describing.differing import Side, Stretch
from diffs.describing.facts import AT_LEAST, AT_MOST, Fact, direction, quantity
from diffs.provisions import RANGE
from diffs.tokens import HAN_DIGITS, QUANTITY

_BEHIND = re.compile("以上|以下|[以之]?内")
#: What the figures of a list share stands before the first of them: 已满十二周岁、十四周岁.
_LISTED, _JOINTS = re.compile(rf"(?P<figure>{QUANTITY})(?:、|和|及|或者?)$"), frozenset("、和及或者")
#: A figure behind a changed stretch, which may end inside the bounding word: 不 | 低于30%.
_NEXT = re.compile(rf"(?:得?(?:超过|[低少高大小多]于|足|满|到))?\s?(?P<figure>{QUANTITY})")
#: A figure before one, which may begin inside the bounding word: 30%以 | 上.
_LAST = re.compile(rf"(?P<figure>{QUANTITY})[以之]?$")
#: The other end of a range: 一万元以上 | 二十万元, 一万元 | 以上二十万元以下.
_TO = re.compile(rf"(?:以上|{RANGE})(?P<figure>{QUANTITY})(?:以下)?")
_FROM = re.compile(rf"(?P<figure>{QUANTITY})(?:以上|{RANGE})$")
_RANGE_ENDS = frozenset("至到~～-－−—– ")
#: What these begin with: to look at one character is quicker than to match.
_NEXT_STARTS, _BEHIND_STARTS = frozenset(f"0123456789{HAN_DIGITS}万-－−– 得超低少高大小多足满到"), frozenset("以之内")
_FAR, _WORD = 20, 8


class Bound(NamedTuple):
    """A signal about a bound, and the hunk that it explains."""

    signal: Signal
    hunk: int


def bounds(old: Side, new: Side, known: Set[int] = frozenset()) -> Iterator[Bound]:
    """A signal for each kept figure whose bound differs: reversed when it turned, without direction else.

    Hunks that are ``known`` are left out.

    A figure that became the other end of a range has not turned: what bounds the range now where it did is told beside
    it (一万元以下→一万元以上二十万元以下: 一万元→二十万元, raised).
    """
    seen: set[int] = set()
    for side, other, first in ((old, new, True), (new, old, False)):
        for match, stretch in _beside(side):
            start, end = match.span("figure")
            kept, place = side.image(start, end)
            at = start if first else place
            if kept < end - start or at in seen or stretch.hunk in known:
                continue
            seen.add(at)
            mine, others = (side, start, end, stretch.hunk), (other, place, place + end - start, stretch.hunk)
            for signal in _told(*((mine, others) if first else (others, mine))):
                yield Bound(signal, stretch.hunk)


#: A side, start and end of a figure in it, and the hunk beside it.
_Figure = tuple[Side, int, int, int]


def _told(old: _Figure, new: _Figure) -> Iterator[Signal]:
    before, after = (_bounded(side.text, start, end) for side, start, end, _ in (old, new))
    if before[0] == after[0]:
        return
    facts = [quantity(side, side.text[start:end], (start, end), hunk) for side, start, end, hunk in (old, new)]
    if not before[0] or not after[0]:
        if _is_end(*old) or _is_end(*new):
            return
        yield Signal(facts[0].kind, before[1], after[1], None)
        return
    ends = _other_end(*old, before[0]), _other_end(*new, after[0])
    if bool(ends[0]) is bool(ends[1]):
        yield Signal(facts[0].kind, before[1], after[1], Direction.REVERSED)
        return
    one, other = ends[0] or facts[0], ends[1] or facts[1]
    yield Signal(other.kind, one.text, other.text, direction(one, other))


def _is_end(side: Side, start: int, end: int, _: int) -> bool:
    """Whether a figure is an end of a range by nothing but the mark between both: 一万元至五万元."""
    to = _TO.match(side.text, end)
    return (to is not None and not side.text.startswith("以上", end)) or _ends_range(side.text, start)


def _ends_range(text: str, start: int) -> bool:
    return text[start - 1 : start] in _RANGE_ENDS and _FROM.search(text, max(0, start - _FAR), start) is not None


def _other_end(side: Side, start: int, end: int, hunk: int, bound: str) -> Fact | None:
    """The other end of the range of which a figure is the lower or upper one."""
    found = _TO.match(side.text, end) if bound == "lower" else _FROM.search(side.text, max(0, start - _FAR), start)
    return quantity(side, found["figure"], found.span("figure"), hunk) if found else None


def _beside(side: Side) -> Iterator[tuple[re.Match[str], Stretch]]:
    """The figures right before and behind changed stretches, with the stretch."""
    text = side.text
    for stretch in side.changed:
        start, end = stretch.start, stretch.end
        if text[end : end + 1] in _NEXT_STARTS:
            found = _NEXT.match(text, end, end + _FAR * 2)
            if found:
                yield found, stretch
        cut = text[start - 1 : start] in _BEHIND_STARTS
        if (cut or text[start] in _BEHIND_STARTS) and _BEHIND.match(text, start - cut):
            found = _LAST.search(text, max(0, start - _FAR), start)
            if found:
                yield found, stretch


def _bounded(text: str, start: int, end: int) -> tuple[str, str]:
    """What bounds a figure (upper, lower or none), and the figure with the word that does."""
    behind = _BEHIND.match(text, end)
    if behind:
        return "lower" if behind.group() == "以上" else "upper", text[start : behind.end()]
    if _TO.match(text, end):
        return "lower", text[start:end]
    if _ends_range(text, start):
        return "upper", text[start:end]
    first = _first_listed(text, start)
    for name, pattern in (("upper", AT_MOST), ("lower", AT_LEAST)):
        before = pattern.search(text, max(0, first - _WORD), first)
        if before:
            return name, text[before.start() : end]
    return "", text[start:end]


def _first_listed(text: str, start: int) -> int:
    """Where the first figure of the list starts that a figure at ``start`` goes on."""
    while text[start - 1 : start] in _JOINTS and (listed := _LISTED.search(text, max(0, start - _FAR), start)):
        start = listed.start()
    return start
