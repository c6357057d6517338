"""Articles that become paragraphs of others, which is settled by the numbers once all edits are applied."""

from collections.abc import Sequence, Set
from itertools import takewhile

from diffs.amending.inserting import State
from diffs.amending.opened import OpenText, Unit
from diffs.amending.targets import Address

#: An article, the paragraph that it becomes, and the place of the edit that says so.
Joining = tuple[Unit, Address, int]


def join_articles(opened: OpenText, state: State, joining: Sequence[Joining], merged: dict[int, Unit]) -> list[int]:
    """Put articles into those of the new numbers, noted in ``merged``; the first paragraph may be alone under one.

    The places of edits whose article is not there are given back.
    """
    waiting = {id(unit) for unit, _, _ in joining}
    lost: list[int] = []
    for unit, to, place in sorted(joining, key=lambda one: one[1].paragraph or 0):
        host = _host(opened, state, to, waiting)
        waiting.discard(id(unit))
        if host is None and to.paragraph != 1:
            unit.goal = None
            lost.append(place)
            continue
        for at, child in enumerate(unit.children):
            child.goal = ((to.paragraph or 1) + at, 0)
            child.parent = host or unit
        if host is not None:
            host.added += unit.children
            unit.children, unit.removed, unit.goal = [], True, None
            merged[id(unit)] = host
    return lost


def _host(opened: OpenText, state: State, to: Address, waiting: Set[int]) -> Unit | None:
    """The article of a new number: one that was given it, or one whose number nothing before it has moved."""
    goal, added = (to.article or 0, to.branch), _added(state)
    given = [unit for unit in (*opened.articles(), *added) if unit.goal == goal and not unit.removed]
    given = [unit for unit in given if id(unit) not in waiting]
    if given:
        return given[0]
    found = state.finder.articles.get(goal, [])
    if len(found) != 1 or any(unit.goal is None or unit.goal[0] <= goal[0] for unit in added):
        return None
    before = takewhile(lambda unit: unit is not found[0], opened.articles())
    return None if any(unit.removed or unit.goal for unit in (*before, *found)) else found[0]


def numbers_meet(opened: OpenText, state: State) -> bool:
    """Whether an article that is added bears the number of one that stays: those from there on are pushed on."""
    kept = {unit.number for unit in opened.articles() if not (unit.removed or unit.goal or unit.branch)}
    return any(unit.goal is not None and not unit.goal[1] and unit.goal[0] in kept for unit in _added(state))


def _added(state: State) -> list[Unit]:
    return [unit for unit, _ in state.added if unit.kind == "article"]
