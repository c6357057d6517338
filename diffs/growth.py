"""Split and merged clauses: a linked group takes in a free neighbour while the whole reads more alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from diffs.assignment import common_runs
from diffs.comparison import Tier
from diffs.similarity import ratio
from diffs.trees import Tree

#: A neighbour joins when this share of it stands in the other side's wording, in runs of at least ``_RUN``.
COVERAGE = 0.6
_RUN = 4
_GAIN = 0.02
#: Containment is weaker evidence than likeness of the whole.
_LOSS = 0.2
_SHORTEST, _LONGEST = 6, 6000
_ROUNDS = 3
_LOOK = 0.25


@dataclass(frozen=True, slots=True)
class Group:
    """One or more old and one or more new positions that are the same clause, with the score of their first link."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    tier: Tier


def grown(old: Tree, new: Tree, ones: Sequence[Group], free_old: list[int], free_new: list[int]) -> list[Group]:
    """The groups with the free positions that belong to them taken in, in old order; human links stay as they are."""
    sides = [(list(group.old), list(group.new)) for group in ones]
    growing = [side for side, group in zip(sides, ones, strict=True) if group.tier is not Tier.MANUAL]
    mirrored = [(second, first) for first, second in growing]
    for _ in range(_ROUNDS):
        _grow(old, new, growing, free_new)
        _grow(new, old, mirrored, free_old)
    return [
        Group(tuple(sorted(first)), tuple(sorted(second)), group.score, group.tier)
        for (first, second), group in zip(sides, ones, strict=True)
    ]


def _grow(fixed: Tree, growing: Tree, sides: list[tuple[list[int], list[int]]], free: list[int]) -> None:
    """Let groups take in free positions of the growing side; positions taken leave ``free``."""
    owner = {at: number for number, (_, members) in enumerate(sides) for at in members}
    for at in list(free):
        for number in _candidates(growing, owner, at):
            known, members = sides[number]
            if _lifts(fixed, growing, known, members, at) or belongs(fixed.keys, growing.keys, known, members, at):
                members.append(at)
                owner[at] = number
                free.remove(at)
                break


def _candidates(tree: Tree, owner: dict[int, int], at: int) -> list[int]:
    """Groups next to a position: of its neighbours in document order, its parent and its first child."""
    near = [_next_owned(tree, owner, at, -1), tree.parents[at], _next_owned(tree, owner, at, 1)]
    if tree.children[at]:
        near.append(tree.children[at][0])
    return list(dict.fromkeys(owner[one] for one in near if one in owner))


def _next_owned(tree: Tree, owner: dict[int, int], at: int, step: int) -> int:
    for other in range(at + step, at + 4 * step, step):
        if other in owner and tree.keys[other]:
            return other
    return -1


def _lifts(fixed: Tree, growing: Tree, known: list[int], members: list[int], at: int) -> bool:
    """Whether ``at`` is the bare article over a paragraph that was an article of one paragraph on the other side."""
    first = min(members)
    return (
        not growing.keys[at]
        and growing.parents[first] == at
        and not growing.clauses[first].marker
        and bool(growing.clauses[at].marker)
        and bool(fixed.clauses[min(known)].marker)
    )


def belongs(fixed: Sequence[str], growing: Sequence[str], known: list[int], members: list[int], at: int) -> bool:
    """Whether the free key ``at`` completes ``members``, which are linked with ``known``: the whole reads more alike."""
    key = growing[at]
    whole = "".join(fixed[one] for one in known)
    if len(key) < _SHORTEST or not len(key) * 0.5 <= len(whole) <= _LONGEST:
        return False
    if not _shares(key, whole):
        return False
    order = sorted([*members, at])
    if len(order) == 2 and whole == growing[members[0]]:
        return False
    before = "".join(growing[one] for one in order if one != at)
    after = "".join(growing[one] for one in order)
    if ratio(whole, after) < ratio(whole, before) + _GAIN:
        return False
    start = sum(len(growing[one]) for one in order if one < at)
    return _covered(whole, after, start, start + len(key)) >= COVERAGE * len(key)


def _shares(key: str, whole: str) -> bool:
    """Whether enough short runs of a key stand in the whole for it to be covered at all: a cheap look first."""
    starts = range(0, len(key) - _RUN + 1, _RUN - 1)
    found = sum(key[at : at + _RUN] in whole for at in starts)
    return found >= _LOOK * len(starts)


def likeness(one: str, other: str) -> float:
    """The ratio of two keys, or the share of the shorter that stands in the longer in long runs, if greater."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or len(long) > _LONGEST:
        return ratio(one, other)
    return max(ratio(one, other), _covered(long, short, 0, len(short)) / len(short) - _LOSS)


def _covered(whole: str, text: str, start: int, end: int) -> int:
    """How many characters of ``text[start:end]`` stand in ``whole`` in order, counting longer runs only."""
    covered = 0
    for _, first, size in common_runs(whole, text):
        run = min(first + size, end) - max(first, start)
        if run >= _RUN:
            covered += run
    return covered
