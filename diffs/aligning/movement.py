"""Which linked clauses moved: those outside the heaviest sequence that keeps its order."""

from collections import defaultdict
from collections.abc import Sequence

from diffs.aligning.growth import Group
from diffs.assignment import heaviest_increasing
from diffs.trees import Tree

Ordered = list[tuple[int, int, int]]


def moved_groups(old: Tree, new: Tree, groups: Sequence[Group]) -> set[int]:
    """Numbers of the groups that moved, the top clause of a moved subtree only.

    Among siblings of one linked container the order of the heaviest part stands. A clause whose containers are not
    linked with one another moved when it left the order of the whole text: an article split in order moved nothing.
    """
    owner_old = {at: number for number, group in enumerate(groups) for at in group.old}
    owner_new = {at: number for number, group in enumerate(groups) for at in group.new}
    siblings: dict[int, Ordered] = defaultdict(list)
    apart: list[int] = []
    for number, group in enumerate(groups):
        first, second = old.parents[group.old[0]], new.parents[group.new[0]]
        above, stands = owner_old.get(first, -1), owner_new.get(second, -1)
        if (first < 0 and second < 0) or (above == stands >= 0):
            siblings[above].append((number, group.new[0], _weight(old, new, group)))
        else:
            apart.append(number)
    moved = {number for family in siblings.values() for number in _out_of_order(groups, family)}
    return moved | _moved_apart(old, new, groups, apart)


def _weight(old: Tree, new: Tree, group: Group) -> int:
    """The characters that a link holds together, doubtful links counting less; whole numbers keep sums exact."""
    size = 1 + sum(old.sizes[at] for at in group.old) + sum(new.sizes[at] for at in group.new)
    return round(size * group.score * 1000)


def _out_of_order(groups: Sequence[Group], family: Ordered) -> list[int]:
    ordered = sorted(family, key=lambda one: groups[one[0]].old[0])
    kept = heaviest_increasing([(place, weight) for _, place, weight in ordered])
    return [number for offset, (number, _, _) in enumerate(ordered) if offset not in kept]


def _moved_apart(old: Tree, new: Tree, groups: Sequence[Group], apart: Sequence[int]) -> set[int]:
    """Those of clauses whose containers are not linked with one another that left the order of the whole text."""
    if not apart:
        return set()
    whole = [
        (
            number,
            group.new[0],
            round((1 + len(old.keys[group.old[0]]) + len(new.keys[group.new[0]])) * group.score * 1000),
        )
        for number, group in enumerate(groups)
    ]
    return set(_out_of_order(groups, whole)) & set(apart)
