"""What one-to-one rows leave over: a measure that another text wrote as two, and one that stands inside a longer one."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from diffs.aligning.growth import belongs
from diffs.assignment import common_runs

#: A wording stands inside another when this share of it is found there in order, in runs of at least ``_RUN`` (read on
#: laws of fourteen cities: below, every third was another measure in like words); from ``PARTLY`` on it is near.
COVERED, PARTLY = 0.87, 0.6
_RUN = 4
#: One of the runs must be so long, or half the wording: boilerplate alone is no containment.
_TELLING = 9
_SHORTEST, _LONGEST = 10, 6000
#: The runs stand so close together that they stretch over no more than so many times the wording.
_SPREAD = 1.5
#: Candidates share at least this part of their short runs.
_LOOK = 0.5
#: A short run that stands in more measures than this tells nothing.
_COMMON = 200


def gathered(
    rows: Sequence[list[int]], texts: Sequence[range], keys: Sequence[str], heads: Sequence[int]
) -> list[list[int]]:
    """The rows, without those that are the second halves of what most texts wrote as one: their row takes them in.

    ``heads`` names for each row the measure that speaks for it.
    """
    gatherer = _Gatherer(rows, texts, keys, heads)
    for number in sorted(range(len(rows)), key=lambda one: (len(rows[one]), one)):
        gatherer.settle(number)
    return [sorted(row) for row in gatherer.rows if row]


class _Gatherer:
    """The rows while some are taken into others."""

    def __init__(
        self, rows: Sequence[list[int]], texts: Sequence[range], keys: Sequence[str], heads: Sequence[int]
    ) -> None:
        self.rows = [list(row) for row in rows]
        self.sizes = [len(row) for row in rows]
        self.home = {at: number for number, row in enumerate(rows) for at in row}
        self.owner = {at: number for number, text in enumerate(texts) for at in text}
        self.keys, self.heads = keys, heads

    def settle(self, number: int) -> None:
        """Give a row to the one row that all its measures stand beside and complete."""
        row = self.rows[number]
        beside = [
            {self.home[near] for near in (at - 1, at + 1) if self.owner.get(near) == self.owner[at]} for at in row
        ]
        for target in sorted(set.intersection(*beside) - {number}):
            if 2 * len(row) <= self.sizes[target] and all(self._completes(target, at) for at in row):
                self.rows[target] += row
                self.rows[number] = []
                self.home.update(dict.fromkeys(row, target))
                return

    def _completes(self, target: int, at: int) -> bool:
        """Whether a text's members of a row read more like the rest of it with ``at`` among them."""
        members = [one for one in self.rows[target] if self.owner[one] == self.owner[at]]
        others = [one for one in self.rows[target] if self.owner[one] != self.owner[at]]
        whole = self.heads[target] if self.heads[target] in others else others[0]
        return belongs(self.keys, self.keys, [whole], members, at)


class Containment:
    """Looks up which measures hold a wording inside a longer one, among other things."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(keys):
            if len(key) > _LONGEST:
                continue
            for run in {key[at : at + _RUN] for at in range(len(key) - _RUN + 1)}:
                self._holding[run].append(number)

    def holders(self, key: str) -> dict[int, float]:
        """The measures that hold at least ``PARTLY`` of ``key``, with the share of it that they hold."""
        if not _SHORTEST <= len(key) <= _LONGEST:
            return {}
        runs = [key[at : at + _RUN] for at in range(0, len(key) - _RUN + 1, _RUN - 1)]
        telling = [run for run in runs if len(self._holding.get(run, ())) <= _COMMON]
        seen = Counter(number for run in telling for number in self._holding.get(run, ()))
        found = {}
        for number, count in seen.items():
            if count >= _LOOK * len(telling) and len(key) <= len(self._keys[number]) <= _LONGEST:
                share = held(key, self._keys[number])
                if share >= PARTLY:
                    found[number] = share
        return found


def held(text: str, whole: str) -> float:
    """The share of ``text`` that stands in one place of ``whole`` and in order; 0 where only phrases are shared."""
    runs = [(at, size) for _, at, size in common_runs(text, whole) if size >= _RUN]
    if max((size for _, size in runs), default=0) < min(_TELLING, len(text) / 2):
        return 0.0
    stretch = runs[-1][0] + runs[-1][1] - runs[0][0]
    return sum(size for _, size in runs) / len(text) if stretch <= _SPREAD * len(text) else 0.0
