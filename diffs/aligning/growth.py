"""Split and merged clauses: a linked group takes in a free neighbour while the whole reads more alike."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from diffs.aligning.scoring import THRESHOLD
from diffs.assignment import Scored, common_runs
from diffs.clauses import Kind
from diffs.comparison import Tier
from diffs.similarity import ratio
from diffs.trees import Tree

#: A neighbour joins when this share of it stands in the other side's wording, in runs of at least ``_RUN``.
COVERAGE = 0.5
_RUN = 4
_GAIN = 0.02
#: Containment is weaker evidence than likeness of the whole.
_LOSS = 0.2
_SHORTEST, _LONGEST = 6, 6000
_ROUNDS = 3
_LOOK = 0.25
#: From this ratio on, two clauses that link with nothing alone make up a third.
_MADE_UP = 0.45
#: The share that must stand in the other side's wording where more than the wording speaks for it.
_PART = 0.5
#: A sentence that stands nearly whole in the other side belongs there however little it adds to the ratio.
_SENTENCE, _NEARLY = 20, 0.85
_WORD, _ENDS = 3, "；;。，,、"


class Group(NamedTuple):
    """One or more old and one or more new positions that are the same clause, with the score of their first link."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    tier: Tier


def grown(old: Tree, new: Tree, ones: Sequence[Group], free_old: list[int], free_new: list[int]) -> list[Group]:
    """The groups with the free positions that belong to them taken in, in old order; human links stay as they are."""
    growing = [(number, group) for number, group in enumerate(ones) if group.tier is not Tier.MANUAL]
    sides = _Sides(ones)
    forth = _Growth(old, new, {at: number for number, group in growing for at in group.new}, sides.__getitem__)
    back = _Growth(new, old, {at: number for number, group in growing for at in group.old}, sides.turned)
    for _ in range(_ROUNDS):
        left = len(free_old) + len(free_new)
        forth.take_in(free_new)
        back.take_in(free_old)
        if len(free_old) + len(free_new) == left:
            break
    return [sides.grown(number) if number in sides else group for number, group in enumerate(ones)]


class _Sides(dict[int, tuple[list[int], list[int]]]):
    """The old and new members of groups, by number; opened when they are asked for, as most groups never grow."""

    def __init__(self, ones: Sequence[Group]) -> None:
        super().__init__()
        self._ones = ones

    def __missing__(self, number: int) -> tuple[list[int], list[int]]:
        self[number] = list(self._ones[number].old), list(self._ones[number].new)
        return self[number]

    def turned(self, number: int) -> tuple[list[int], list[int]]:
        """The new and old members."""
        old, new = self[number]
        return new, old

    def grown(self, number: int) -> Group:
        """The group as it has become."""
        old, new = self[number]
        return self._ones[number]._replace(old=tuple(sorted(old)), new=tuple(sorted(new)))


class _Growth:
    """The taking in of free positions on one side: who owns which position, and what was tried in vain."""

    def __init__(
        self, fixed: Tree, growing: Tree, owner: dict[int, int], sides: Callable[[int], tuple[list[int], list[int]]]
    ) -> None:
        self._fixed, self._growing, self._owner, self._sides = fixed, growing, owner, sides
        self._tried: set[tuple[int, int, int, int]] = set()

    def take_in(self, free: list[int]) -> None:
        """Let groups take in free positions of the growing side; positions taken leave ``free``."""
        for at in list(free):
            for number in _candidates(self._growing, self._owner, at):
                known, members = self._sides(number)
                tried = at, number, len(known), len(members)
                if tried not in self._tried and self._belongs(at, number, known, members):
                    members.append(at)
                    self._owner[at] = number
                    free.remove(at)
                    break
                self._tried.add(tried)

    def _belongs(self, at: int, number: int, known: list[int], members: list[int]) -> bool:
        fixed, growing = self._fixed, self._growing
        kind, other = growing.clauses[at].kind, growing.clauses[members[0]].kind
        if kind is not other and Kind.HEADING in (kind, other):
            return False
        vanished = self._owner.get(growing.parents[at], number) == number
        return _takes_in(fixed, growing, known, members, at) or (
            vanished and _follows_article(fixed, growing, known, members, at)
        )


def _takes_in(fixed: Tree, growing: Tree, known: list[int], members: list[int], at: int) -> bool:
    if _lifts(fixed, growing, known, members, at) or belongs(fixed.keys, growing.keys, known, members, at):
        return True
    return _stands_whole(fixed, growing, known, members, at)


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


def _stands_whole(fixed: Tree, growing: Tree, known: list[int], members: list[int], at: int) -> bool:
    """Whether ``at`` is an item of a list of which two are members, too short for a ratio but there word for word."""
    key = growing.keys[at].rstrip(_ENDS)
    siblings = [one for one in members if growing.parents[one] == growing.parents[at] and growing.clauses[one].marker]
    if not _WORD <= len(key) < _SHORTEST + _WORD or len(siblings) < 2:
        return False
    return key in "".join(fixed.keys[one] for one in known)


def _follows_article(fixed: Tree, growing: Tree, known: list[int], members: list[int], at: int) -> bool:
    """Whether ``at`` is a paragraph of a bare article that lives on nowhere else, and stands in the other side.

    Two articles merged into one often say the same, so that no ratio rises with the second.
    """
    key, parent = growing.keys[at], growing.parents[at]
    taken_in = parent in members or any(growing.parents[one] == parent for one in members)
    if parent < 0 or not taken_in or growing.keys[parent] or not _SHORTEST <= len(key) <= _LONGEST:
        return False
    whole = "".join(fixed.keys[one] for one in known)
    return len(whole) <= _LONGEST and _shares(key, whole) and _covered(whole, key, 0, len(key)) >= _PART * len(key)


def belongs(fixed: Sequence[str], growing: Sequence[str], known: list[int], members: list[int], at: int) -> bool:
    """Whether the free key ``at`` completes ``members``, which are linked with ``known``: the whole reads more alike.

    It is tried where it stands, then at the other end: wordings are also merged in turned order.
    """
    key = growing[at]
    whole = "".join(fixed[one] for one in known)
    if len(key) < _SHORTEST or not len(key) * 0.5 <= len(whole) <= _LONGEST or not _shares(key, whole):
        return False
    if len(members) == 1 and whole == growing[members[0]]:
        return False
    first = "".join(growing[one] for one in sorted(members) if one < at)
    last = "".join(growing[one] for one in sorted(members) if one > at)
    orders = tuple(dict.fromkeys(((first, last), (last + first, ""), ("", first + last))))
    least = ratio(whole, first + last) + _GAIN
    if least <= 1 and any(
        ratio(whole, before + key + after, least) and _covers(whole, before, key, after) for before, after in orders
    ):
        return True
    return _reaches_further(whole, key, [growing[one] for one in members])


def _reaches_further(whole: str, key: str, members: Sequence[str]) -> bool:
    """Whether nearly all of a key stands in the whole, and mostly where nothing of the members stands."""
    if len(key) < _SENTENCE or _covered(whole, key, 0, len(key)) < _NEARLY * len(key):
        return False
    known = {at for member in members for at in _held(whole, member)}
    return sum(at not in known for at in _held(whole, key)) >= _PART * len(key)


def _held(whole: str, text: str) -> list[int]:
    """The offsets in ``whole`` of the longer runs that it has in common with ``text``, in order."""
    return [first + step for first, _, size in common_runs(whole, text) if size >= _RUN for step in range(size)]


def _covers(whole: str, before: str, key: str, after: str) -> bool:
    covered = _covered(whole, before + key + after, len(before), len(before) + len(key))
    return covered >= COVERAGE * len(key)


def _shares(key: str, whole: str) -> bool:
    """Whether enough short runs of a key stand in the whole for it to be covered at all: a cheap look first."""
    starts = range(0, len(key) - _RUN + 1, _RUN - 1)
    spare = len(starts) - math.ceil(_LOOK * len(starts))
    for at in starts:
        if key[at : at + _RUN] not in whole:
            spare -= 1
            if spare < 0:
                return False
    return True


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


def combined(old: Tree, new: Tree, free_old: list[int], free_new: list[int], scored: Sequence[Scored]) -> list[Group]:
    """Groups of one free clause with two free ones of the other side that make it up, too weak a link each alone."""
    found = _pairs_of_one(old, new, free_old, free_new, scored)
    turned = [(second, first, score) for first, second, score in scored]
    found += [
        Group(one.new, one.old, one.score, one.tier) for one in _pairs_of_one(new, old, free_new, free_old, turned)
    ]
    return found


def _pairs_of_one(
    parts: Tree, wholes: Tree, free_parts: list[int], free_wholes: list[int], scored: Sequence[Scored]
) -> list[Group]:
    near: dict[int, list[tuple[float, int]]] = {}
    free, wanted = set(free_parts), set(free_wholes)
    for part, whole, score in scored:
        if part in free and whole in wanted and parts.keys[part] and wholes.keys[whole]:
            near.setdefault(whole, []).append((-score, part))
    groups = []
    for whole, candidates in sorted(near.items()):
        best = sorted(part for _, part in sorted(candidates) if part in free)[:2]
        score = _made_up(wholes.keys[whole], [parts.keys[part] for part in best]) if len(best) == 2 else 0.0
        if score >= _MADE_UP:
            groups.append(Group(tuple(best), (whole,), score, Tier.WEAK))
            free.difference_update(best)
            free_wholes.remove(whole)
            for part in best:
                free_parts.remove(part)
    return groups


def _made_up(whole: str, keys: Sequence[str]) -> float:
    """The ratio of a wording with others in a row, 0 where one of them hardly stands in it or adds nothing."""
    joined = "".join(keys)
    if not len(joined) * 0.5 <= len(whole) <= _LONGEST or not all(len(key) >= _SHORTEST for key in keys):
        return 0.0
    covered = [_covered(whole, key, 0, len(key)) for key in keys]
    if any(count < _PART * len(key) for count, key in zip(covered, keys, strict=True)):
        return 0.0
    score = max(ratio(whole, joined), ratio(whole, "".join(reversed(keys))))
    return score if score > max(ratio(whole, key) for key in keys) + _GAIN else 0.0


def with_bare_articles(
    old: Tree, new: Tree, groups: Sequence[Group], free_old: Sequence[int], free_new: Sequence[int]
) -> list[Group]:
    """The groups in old order, each free article without words of its own in that of its first linked paragraph.

    A paragraph whose likeness alone would be no link speaks for its article only where no other does.
    """
    taken_old = _spoken_for(old, free_old, {at: number for number, one in enumerate(groups) for at in one.old}, groups)
    taken_new = _spoken_for(new, free_new, {at: number for number, one in enumerate(groups) for at in one.new}, groups)
    joined = list(groups)
    for number in {*taken_old, *taken_new}:
        group = groups[number]
        first, second = (*group.old, *taken_old.get(number, ())), (*group.new, *taken_new.get(number, ()))
        joined[number] = group._replace(old=tuple(sorted(first)), new=tuple(sorted(second)))
    return sorted(joined, key=lambda one: one.old)


def _spoken_for(
    tree: Tree, free: Sequence[int], owner: dict[int, int], groups: Sequence[Group]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at in free:
        if tree.keys[at] or not tree.clauses[at].marker:
            continue
        linked = [owner[child] for child in tree.children[at] if child in owner]
        if linked:
            sure = [number for number in linked if groups[number].score >= THRESHOLD]
            found.setdefault((sure or linked)[0], []).append(at)
    return found
