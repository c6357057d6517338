"""Which sentences of two wordings stand beside one another, before it is asked how they differ."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from diffs.assignment import common_runs
from diffs.similarity import ratio, ratios

#: Below this likeness, or above this many characters on a side, a stretch with nothing equal to hold on to is replaced
#: whole …
LEAST_RATIO, LONGEST = 0.35, 2000
#: … unless this share of the shorter side, in runs of some length, stands in the longer: it was taken in.
_HELD, _HELD_RUN, _HELD_FROM = 0.6, 4, 20
#: Sentences this much alike are shown beside one another; so many pairs of them are looked at.
_ALIKE, _MOST_PAIRS = 0.45, 10_000
#: Longer wordings are read sentence by sentence.
_SEGMENTED = 240
_SEGMENT = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+$")


class Piece(NamedTuple):
    """What stands beside each other, "" for nothing; ``alike`` when there is enough in common to be read in one run."""

    old: str
    new: str
    alike: bool


def lined_up(old: str, new: str) -> Iterator[Piece]:
    """The pieces of two wordings in order, which spell both; long wordings are lined up by sentence."""
    if max(len(old), len(new)) <= _SEGMENTED and "\n" not in old and not _unlike(old, new):
        yield Piece(old, new, True)
        return
    first, second = _SEGMENT.findall(old), _SEGMENT.findall(new)
    at = to = 0
    for start, begin, size in [*common_runs(first, second), (len(first), len(second), 0)]:
        if start > at or begin > to:
            yield from _between(first[at:start], second[to:begin])
        same = "".join(first[start : start + size])
        yield Piece(same, same, True)
        at, to = start + size, begin + size


def _between(first: list[str], second: list[str]) -> Iterator[Piece]:
    """Sentences that are not equal: in one run where they are alike as a whole, else each beside the one it is like."""
    old, new = "".join(first), "".join(second)
    few = min(len(first), len(second)) < 2 and max(len(first), len(second)) < 3
    alike = bool(first and second) and not _unlike(old, new)
    if few or alike:
        yield Piece(old, new, alike)
        return
    at = to = 0
    for start, begin in [*_like_in_order(first, second), (len(first), len(second))]:
        yield Piece("".join(first[at:start]), "".join(second[to:begin]), False)
        if start < len(first) and begin < len(second):
            yield Piece(first[start], second[begin], True)
        at, to = start + 1, begin + 1


def _unlike(old: str, new: str) -> bool:
    """Whether two wordings have too little in common to be read in one run: as wholes, and the shorter in the longer."""
    if ratio(old, new, LEAST_RATIO) >= LEAST_RATIO:
        return False
    short, long = sorted((old, new), key=len)
    if len(short) < _HELD_FROM:
        return True
    if len(long) <= LONGEST and LEAST_RATIO * (len(old) + len(new)) + 1 < 2 * _HELD * len(short):
        return True  # A ratio below the least leaves too little in common, whatever its runs.
    return sum(size for _, _, size in common_runs(short, long) if size >= _HELD_RUN) < _HELD * len(short)


def _like_in_order(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    """Offset pairs of sentences that are alike, in order, with the most characters in common.

    Beyond ``_MOST_PAIRS`` nothing is paired, so that time stays bounded.
    """
    if not first or not second or len(first) * len(second) > _MOST_PAIRS:
        return []
    alike = ratios(first, second, _ALIKE).tolist()
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        for j in range(len(second) - 1, -1, -1):
            paired = best[i + 1][j + 1] + alike[i][j] * min(len(first[i]), len(second[j])) if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return _traced(best, len(first), len(second))


def _traced(best: list[list[float]], height: int, width: int) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < height and j < width:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs
