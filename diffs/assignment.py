"""Choosing links among scored pairs: the best assignment of each connected component, and exact sequences."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from rapidfuzz.distance import Indel
from scipy.optimize import linear_sum_assignment

#: Beyond this many pairs of one component a greedy choice replaces the exact one, so that cost stays bounded.
_EXACT_LIMIT = 1_000_000

#: Beyond this product of lengths a longest common subsequence would take too much memory.
_LONG = 400_000_000

Scored = tuple[int, int, float]


def best_links(scored: Sequence[Scored]) -> list[Scored]:
    """One-to-one links of the greatest total score, in old order; unscored pairs are never linked."""
    links: list[Scored] = []
    for component in _components(scored):
        links.extend(component if len(component) == 1 else _solved(component))
    return sorted(links)


def _components(scored: Sequence[Scored]) -> list[list[Scored]]:
    """The pairs by connected component of the graph that they span."""
    above: dict[int, int] = {}

    def top(node: int) -> int:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for old, new, _ in scored:
        above[top(2 * old)] = top(2 * new + 1)
    grouped: dict[int, list[Scored]] = defaultdict(list)
    for pair in scored:
        grouped[top(2 * pair[0])].append(pair)
    return list(grouped.values())


def _solved(component: list[Scored]) -> list[Scored]:
    old = sorted({pair[0] for pair in component})
    new = sorted({pair[1] for pair in component})
    if len(old) * len(new) > _EXACT_LIMIT:
        return _greedy(component)
    row, column = {at: i for i, at in enumerate(old)}, {at: i for i, at in enumerate(new)}
    scores = np.zeros((len(old), len(new)))
    for first, second, score in component:
        scores[row[first], column[second]] = score
    chosen = zip(*linear_sum_assignment(scores, maximize=True), strict=True)
    return [(old[i], new[j], float(scores[i, j])) for i, j in chosen if scores[i, j] > 0]


def _greedy(component: list[Scored]) -> list[Scored]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    links = []
    for old, new, score in sorted(component, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if old not in taken_old and new not in taken_new:
            links.append((old, new, score))
            taken_old.add(old)
            taken_new.add(new)
    return links


def common_sequence(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Offset pairs of a longest common subsequence."""
    return [(first + step, second + step) for first, second, size in common_runs(old, new) for step in range(size)]


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Runs of a common subsequence: offset in old, offset in new, length; in order, none empty.

    It is a longest one, but for sequences so long that they are first cut at elements that each side holds once.
    """
    if not old or not new:
        return []
    if len(old) * len(new) > _LONG:
        return _patient_runs(old, new)
    blocks = Indel.opcodes(old, new).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


def _patient_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    kept = anchors(old, new)
    runs: list[tuple[int, int, int]] = []
    at = to = 0
    for first, second in [*kept, (len(old), len(new))]:
        before, after = old[at:first], new[to:second]
        if kept or len(before) * len(after) <= _LONG:
            runs.extend((at + one, to + other, size) for one, other, size in common_runs(before, after))
        if first < len(old):
            runs.append((first, second, 1))
        at, to = first + 1, second + 1
    return runs


def anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Elements that each side holds once, as far as they keep their order."""
    places: dict[Hashable, int] = {}
    counts = Counter(new)
    for at, value in enumerate(new):
        if counts[value] == 1:
            places[value] = at
    counts = Counter(old)
    pairs = [(at, places[value]) for at, value in enumerate(old) if counts[value] == 1 and value in places]
    kept = heaviest_increasing([(second, 1) for _, second in pairs])
    return [pair for offset, pair in enumerate(pairs) if offset in kept]


def heaviest_increasing(items: Sequence[tuple[int, int]]) -> set[int]:
    """Offsets of the heaviest subsequence whose first values increase; items are ``(value, weight)``.

    Values are distinct. Cost is n log n by a Fenwick tree over the ranks.
    """
    ranks = {value: rank for rank, value in enumerate(sorted(value for value, _ in items), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before = [-1] * len(items)
    heaviest = (0, -1)
    for offset, (value, weight) in enumerate(items):
        total, before[offset] = _highest(best, ranks[value] - 1)
        reached = (total + weight, offset)
        _raise(best, ranks[value], reached)
        if reached[0] > heaviest[0]:
            heaviest = reached
    kept, offset = set(), heaviest[1]
    while offset >= 0:
        kept.add(offset)
        offset = before[offset]
    return kept


def _highest(best: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    found = (0, -1)
    while rank > 0:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank -= rank & -rank
    return found


def _raise(best: list[tuple[int, int]], rank: int, reached: tuple[int, int]) -> None:
    while rank < len(best):
        if reached[0] > best[rank][0]:
            best[rank] = reached
        rank += rank & -rank
