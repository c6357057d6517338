"""Measures of several texts gathered into rows that hold at most one of each text.

Pairs are joined from the most alike on as long as the rows stay alike on the whole (average linkage, so that a chain of
neighbours makes no row); then each text in turn is taken out and fitted anew to the rows that the others make.
"""

import heapq
from collections.abc import Sequence
from itertools import combinations

from diffs.assignment import Scored, best_links
from diffs.families.affinity import THRESHOLD, Affinities

_ROUNDS = 4
#: A measure that fits a row of three or more less than this share of how well they fit one another stays outside.
_BELONGS = 0.55
#: Rows whose measures follow one another in their texts as these do.
_NEIGHBOUR = 0.04
#: A pair that was not worth measuring counts as little as this.
_UNSEEN = 0.1


def clusters(texts: Sequence[range], affinities: Affinities) -> list[list[int]]:
    """Rows of measure numbers; ``texts`` are the numbers of each text's measures in its own order."""
    owner = {at: number for number, text in enumerate(texts) for at in text}
    rows = _joined([[at] for at in owner], affinities, owner)
    for _ in range(_ROUNDS):
        before = {frozenset(row) for row in rows}
        for text in texts:
            rows = _refitted(rows, text, affinities)
        rows = _joined(rows, affinities, owner)
        if {frozenset(row) for row in rows} == before:
            break
    return [sorted(row) for row in rows]


def _joined(rows: list[list[int]], affinities: Affinities, owner: dict[int, int]) -> list[list[int]]:
    """Join rows without a text in common, the most alike first, down to the threshold."""
    return _Joiner(rows, affinities, owner).joined()


#: How measures of one row score against those of another (or one another): total, best and number of scores.
_Fit = tuple[float, float, int]
_NONE: _Fit = (0.0, 0.0, 0)


def _both(one: _Fit, other: _Fit) -> _Fit:
    return one[0] + other[0], max(one[1], other[1]), one[2] + other[2]


def _mean(fit: _Fit, pairs: int) -> float:
    return (fit[0] + _UNSEEN * (pairs - fit[2])) / pairs


def _score(fit: _Fit, pairs: int) -> float:
    """Halfway between mean and best of so many pairs, so that one odd member neither makes nor breaks a row."""
    return round((_mean(fit, pairs) + fit[1]) / 2, 6)


def _floor(within: _Fit, members: int) -> float:
    """The least score that belongs to a row of so many members, given how they score against one another."""
    if members < 3:
        return THRESHOLD
    return max(THRESHOLD, _BELONGS * _mean(within, members * (members - 1) // 2))


class _Joiner:
    """Average linkage with a heap of pairs of rows; a row that was joined gets a new number."""

    def __init__(self, rows: list[list[int]], affinities: Affinities, owner: dict[int, int]) -> None:
        self.rows = dict(enumerate(rows))
        self.texts = {number: {owner[at] for at in row} for number, row in self.rows.items()}
        home = {at: number for number, row in self.rows.items() for at in row}
        self.within = {number: _within(row, affinities) for number, row in self.rows.items()}
        self.fits: dict[int, dict[int, _Fit]] = {number: {} for number in self.rows}
        for at, known in enumerate(affinities):
            for to, score in known.items():
                if at < to and home[at] != home[to]:
                    self._add(home[at], home[to], (score, score, 1))
        self.heap: list[tuple[float, int, int]] = []
        for one, fits in self.fits.items():
            for other in fits:
                if one < other:
                    self._offer(one, other)

    def joined(self) -> list[list[int]]:
        heapq.heapify(self.heap)
        following = len(self.rows)
        while self.heap:
            _, one, other = heapq.heappop(self.heap)
            if one in self.rows and other in self.rows:
                self._join(one, other, following)
                following += 1
        return list(self.rows.values())

    def _add(self, one: int, other: int, fit: _Fit) -> None:
        self.fits[one][other] = self.fits[other][one] = _both(self.fits[one].get(other, _NONE), fit)

    def _offer(self, one: int, other: int) -> None:
        """Put a pair into the heap when the two rows may become one; equal scores go by number."""
        if self.texts[one] & self.texts[other]:
            return
        score = _score(self.fits[one][other], len(self.rows[one]) * len(self.rows[other]))
        if score >= max(_floor(self.within[at], len(self.rows[at])) for at in (one, other)):
            heapq.heappush(self.heap, (-score, min(one, other), max(one, other)))

    def _join(self, one: int, other: int, made: int) -> None:
        inside = _both(self.within.pop(one), self.within.pop(other))
        self.within[made] = _both(inside, self.fits[one][other])
        self.rows[made] = self.rows.pop(one) + self.rows.pop(other)
        self.texts[made] = self.texts.pop(one) | self.texts.pop(other)
        self.fits[made] = {}
        for gone in (one, other):
            for near, fit in self.fits.pop(gone).items():
                if near in self.rows:
                    self.fits[near].pop(gone)
                    self._add(made, near, fit)
        for near in sorted(self.fits[made]):
            self._offer(made, near)


def _within(row: Sequence[int], affinities: Affinities) -> _Fit:
    """How the members of a row score against one another."""
    found = [affinities[one][other] for one, other in combinations(row, 2) if other in affinities[one]]
    return sum(found), max(found, default=0.0), len(found)


def _refitted(rows: list[list[int]], text: range, affinities: Affinities) -> list[list[int]]:
    """Take one text's measures out of the rows and put them where they fit best together."""
    others = [[at for at in row if at not in text] for row in rows]
    others = [row for row in others if row]
    home = {at: number for number, row in enumerate(others) for at in row}
    floors = [_floor(_within(row, affinities), len(row)) for row in others]
    fits = {at: _fits(at, others, home, affinities) for at in text}
    first = {at: row for at, row, _ in best_links(_scored(fits, floors))}
    near = _neighbours(others, home)
    scored = _scored({at: _placed(at, fits[at], first, near) for at in text}, floors)
    chosen = {at: row for at, row, _ in best_links(scored)}
    for at in text:
        if at in chosen:
            others[chosen[at]].append(at)
        else:
            others.append([at])
    return others


def _fits(at: int, rows: list[list[int]], home: dict[int, int], affinities: Affinities) -> dict[int, float]:
    """How well a measure fits each row that holds a measure like it."""
    fits: dict[int, _Fit] = {}
    for to, score in affinities[at].items():
        row = home[to]
        total, best, count = fits.get(row, _NONE)
        fits[row] = (total + score, max(best, score), count + 1)
    return {row: _score(fit, len(rows[row])) for row, fit in sorted(fits.items())}


def _scored(fits: dict[int, dict[int, float]], floors: Sequence[float]) -> list[Scored]:
    return [
        (at, row, round(score, 6)) for at, known in fits.items() for row, score in known.items() if score >= floors[row]
    ]


def _neighbours(rows: list[list[int]], home: dict[int, int]) -> list[set[tuple[int, int]]]:
    """For each row, which rows stand just before (-1) and behind (1) its measures in their texts."""
    return [{(step, home[at + step]) for at in row for step in (-1, 1) if at + step in home} for row in rows]


def _placed(
    at: int, fits: dict[int, float], first: dict[int, int], near: list[set[tuple[int, int]]]
) -> dict[int, float]:
    """The fits with a little for rows whose neighbours are the rows of the measure's own neighbours."""
    beside = {(step, first[at + step]) for step in (-1, 1) if at + step in first}
    return {row: score + _NEIGHBOUR * len(beside & near[row]) for row, score in fits.items()}
