"""Figures that stay while what bounds them comes, goes or turns: 不低于30%→不超过30%, 2000元→2000元以下."""

import re
from collections.abc import Iterator

from diffs.comparison import Direction, Signal
from diffs.describing.differing import Side, Stretch
from diffs.describing.facts import AT_LEAST, AT_MOST, quantity
from diffs.tokens import HAN_DIGITS, QUANTITY

_BEHIND = re.compile("以上|以下|以内|之内")
#: A figure behind a changed stretch, which may end inside the bounding word: 不 | 低于30%.
_NEXT = re.compile(rf"(?:得?(?:超过|[低少高大小多]于|足|满|到))?\s?(?P<figure>{QUANTITY})")
#: A figure before one, which may begin inside the bounding word: 30%以 | 上.
_LAST = re.compile(rf"(?P<figure>{QUANTITY})[以之]?$")
#: What these begin with: to look at one character is quicker than to match.
_NEXT_STARTS, _BEHIND_STARTS = frozenset(f"0123456789{HAN_DIGITS}万-－−– 得超低少高大小多足满到"), frozenset("以之")
_FAR, _WORD = 20, 8


def bounds(old: Side, new: Side) -> Iterator[Signal]:
    """A signal for each kept figure whose bound differs: reversed when it turned, without direction else."""
    seen: set[int] = set()
    for side, other, first in ((old, new, True), (new, old, False)):
        for match, stretch in _beside(side):
            start, end = match.span("figure")
            kept, place = side.image(start, end)
            at = start if first else place
            if kept < end - start or at in seen:
                continue
            seen.add(at)
            mine, others = _bounded(side.text, start, end), _bounded(other.text, place, place + end - start)
            if mine[0] != others[0]:
                kind = quantity(side, match["figure"], (start, end), stretch.hunk).kind
                turned = Direction.REVERSED if mine[0] and others[0] else None
                before, after = (mine[1], others[1]) if first else (others[1], mine[1])
                yield Signal(kind, before, after, turned)


def _beside(side: Side) -> Iterator[tuple[re.Match[str], Stretch]]:
    """The figures right before and behind changed stretches, with the stretch."""
    for stretch in side.changed:
        if side.text[stretch.end : stretch.end + 1] in _NEXT_STARTS:
            found = _NEXT.match(side.text, stretch.end, stretch.end + _FAR * 2)
            if found:
                yield found, stretch
        cut = side.text[stretch.start - 1 : stretch.start] in _BEHIND_STARTS
        if (cut or side.text[stretch.start] in _BEHIND_STARTS) and _BEHIND.match(side.text, stretch.start - cut):
            found = _LAST.search(side.text, max(0, stretch.start - _FAR), stretch.start)
            if found:
                yield found, stretch


def _bounded(text: str, start: int, end: int) -> tuple[str, str]:
    """What bounds a figure (upper, lower or none), and the figure with the word that does."""
    behind = _BEHIND.match(text, end)
    if behind:
        return "lower" if behind.group() == "以上" else "upper", text[start : behind.end()]
    for name, pattern in (("upper", AT_MOST), ("lower", AT_LEAST)):
        before = pattern.search(text, max(0, start - _WORD), start)
        if before:
            return name, text[before.start() : end]
    return "", text[start:end]
