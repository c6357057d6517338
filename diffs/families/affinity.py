"""How alike the measures of several texts are: scores between measures of different texts, from 0 to 1."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from diffs.aligning.scoring import false_friends
from diffs.families.columns import Measure
from diffs.similarity import COSINE_SHARE, Cosines, ratio
from diffs.trees import flat

#: For each measure, by its number, the measures of other texts that it is like, with the scores.
Affinities = list[dict[int, float]]

#: Measures less alike than ``THRESHOLD`` are never the same one; what is at least ``RELATED`` is worth showing.
THRESHOLD, RELATED = 0.40, 0.25

_NEAREST = 4
_FLOOR = 0.12
#: One sentence of a row that stands for the whole of another measure counts a little less than the whole would.
_PART, _LOSS = 0.45, 0.05
_SAME_SECTION, _SECTIONS_ALIKE = 0.04, 0.8
#: Short wordings that name other abbreviations (QDLP, QFLP) are other measures, however alike.
_FRIENDS, _SHORT = 0.35, 200


def affinities(texts: Sequence[Sequence[Measure]]) -> Affinities:
    """Scores of the likely pairs of measures; measures are numbered through the texts in the order given."""
    measures = [one for text in texts for one in text]
    scores = _Scores(measures)
    starts = np.cumsum([0, *(len(text) for text in texts)])
    found: Affinities = [{} for _ in measures]
    for one, other in combinations(range(len(texts)), 2):
        first = range(int(starts[one]), int(starts[one + 1]))
        second = range(int(starts[other]), int(starts[other + 1]))
        if not first or not second:
            continue
        for at, to, score in scores.between(first, second):
            found[at][to] = found[to][at] = max(score, found[at].get(to, 0.0))
    return found


class _Scores:
    """Scores of pairs, measured once for equal wordings."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self.measures = measures
        wordings = [one.key for one in measures] + [part for one in measures for part in one.parts]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(wordings))}
        self.keys = list(numbers)
        self.wording = np.array([numbers[one.key] for one in measures], np.int64)
        self.parts = {at: [numbers[part] for part in one.parts] for at, one in enumerate(measures) if one.parts}
        tree = flat(self.keys)
        every = range(len(self.keys))
        self.cosines = Cosines(tree, tree, every, every) if self.keys else None
        self.known: dict[tuple[int, int], float] = {}
        self.sections: dict[tuple[str, str], bool] = {}

    def between(self, first: range, second: range) -> Iterator[tuple[int, int, float]]:
        """The scores worth keeping between the measures of two texts."""
        if self.cosines is None:
            return
        rows, columns = self.wording[first.start : first.stop], self.wording[second.start : second.stop]
        found = self.cosines.between(rows.tolist(), columns.tolist())
        for i, j in zip(*_likely(found).nonzero(), strict=True):
            score = self._score(int(rows[i]), int(columns[j]), float(found[i, j]))
            score = min(1.0, score + self._bonus(first[i], second[j]))
            if score >= RELATED:
                yield first[i], second[j], score
        yield from self._by_parts(first, second)
        yield from ((to, at, score) for at, to, score in self._by_parts(second, first))

    def _by_parts(self, first: range, second: range) -> Iterator[tuple[int, int, float]]:
        """Measures of the first text with a sentence that is like a whole measure, or a sentence of one, of the second."""
        parts = self._parts(first)
        if not parts or self.cosines is None:
            return
        wholes = [(at, int(self.wording[at]), _LOSS) for at in second]
        others = wholes + [(at, part, 2 * _LOSS) for at, part in self._parts(second)]
        found = self.cosines.between([part for _, part in parts], [wording for _, wording, _ in others])
        for i, j in zip(*(found >= _PART).nonzero(), strict=True):
            (at, part), (to, wording, loss) = parts[i], others[j]
            score = self._score(part, wording, float(found[i, j]))
            if score >= _PART + loss:
                yield at, to, score - loss

    def _parts(self, text: range) -> list[tuple[int, int]]:
        return [(at, part) for at in text for part in self.parts.get(at, ())]

    def _score(self, one: int, other: int, cosine: float) -> float:
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        if pair not in self.known:
            self.known[pair] = self._measured(*pair, cosine)
        return self.known[pair]

    def _measured(self, one: int, other: int, cosine: float) -> float:
        cutoff = max(0.0, (RELATED - _SAME_SECTION - COSINE_SHARE * cosine) / (1 - COSINE_SHARE))
        old, new = self.keys[one], self.keys[other]
        score = min(0.95, COSINE_SHARE * cosine + (1 - COSINE_SHARE) * ratio(old, new, min(cutoff, 1.0)))
        friends = min(len(old), len(new)) <= _SHORT and false_friends(old, new)
        return min(score, _FRIENDS) if friends else score

    def _bonus(self, one: int, other: int) -> float:
        section, stands = self.measures[one].section, self.measures[other].section
        if not section or not stands:
            return 0.0
        pair = section[-1], stands[-1]
        if pair not in self.sections:
            self.sections[pair] = ratio(*pair) >= _SECTIONS_ALIKE
        return _SAME_SECTION if self.sections[pair] else 0.0


def _likely(cosines: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which pairs are among the nearest of either side; equal ones all are, so that no order decides between them."""
    return (cosines >= _FLOOR) & (_near(cosines) | _near(cosines.T).T)


def _near(cosines: NDArray[np.float32]) -> NDArray[np.bool_]:
    count = min(_NEAREST, cosines.shape[1])
    return cosines >= np.partition(cosines, -count, axis=1)[:, -count, None]
