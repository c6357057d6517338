"""The order and the numbers of units after an amendment: what is kept, what was added, what was given a number.

A decision says 作为第二十五条 in the numbering of the new text; everything it leaves unsaid follows in the old order.
"""

from bisect import bisect_left
from collections.abc import Sequence

from diffs.amending.opened import Place, Unit


def arrange(existing: Sequence[Unit], added: Sequence[Unit], *, sequential: bool) -> tuple[list[Unit], list[Unit]]:
    """Units in their new order with ``final`` set, and those of ``added`` whose number cannot be reached.

    ``sequential``: units without a number of their own are counted on from the one before; gaps of an excerpt stay.
    Otherwise they keep theirs.
    """
    if sequential and _fills(existing, added):
        return _slotted(existing, added), []
    plain = [unit for unit in existing if not unit.branch or unit.goal]
    stays = _staying(plain)
    movers = [unit for unit in plain if not unit.removed and id(unit) not in stays]
    pool = sorted([*(one for one in added if one.goal), *movers], key=lambda one: one.goal or (0, 0))
    numbered = [one for one in pool if one.goal and not one.goal[1]]
    branches = [one for one in pool if one.goal and one.goal[1]]
    order = _walk(existing, stays, numbered, sequential=sequential)
    lost = [one for one in numbered if one.final == (0, 0)]
    lost += _insert_branches(order, branches)
    lost += _insert_anchored(order, [one for one in added if not one.goal], sequential=sequential)
    return order, lost


def _fills(existing: Sequence[Unit], added: Sequence[Unit]) -> bool:
    """Whether the numbers given leave exactly one place for each unit without one: nothing is missing or said twice."""
    kept = [unit for unit in existing if not unit.removed]
    goals = [unit.goal for unit in (*kept, *added) if unit.goal]
    numbers = {goal[0] for goal in goals if not goal[1]}
    runs = all(unit.number == existing[0].number + at and not unit.branch for at, unit in enumerate(existing))
    if not existing or not runs or len(numbers) != len(goals) or any(unit.goal is None for unit in added):
        return False
    first = existing[0].number
    return all(first <= number < first + len(kept) + len(added) for number in numbers)


def _slotted(existing: Sequence[Unit], added: Sequence[Unit]) -> list[Unit]:
    """Units with a number at their number, the others in the places left, in their old order."""
    kept = [unit for unit in existing if not unit.removed]
    given = {unit.goal[0]: unit for unit in (*kept, *added) if unit.goal}
    rest = iter([unit for unit in kept if not unit.goal])
    order: list[Unit] = []
    for number in range(existing[0].number, existing[0].number + len(kept) + len(added)):
        unit = given.get(number) or next(rest)
        unit.final = (number, 0)
        order.append(unit)
    return order


def _staying(units: Sequence[Unit]) -> set[int]:
    """Units that keep their place in the order: the longest run of rising numbers among those that were given one."""
    given = [unit for unit in units if not unit.removed and unit.goal and not unit.goal[1]]
    tails: list[Place] = []
    ends: list[int] = []
    before: list[int] = []
    for at, unit in enumerate(given):
        place = unit.goal or (0, 0)
        slot = bisect_left(tails, place)
        before.append(ends[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(place)
            ends.append(at)
        else:
            tails[slot], ends[slot] = place, at
    rising: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.add(id(given[at]))
        at = before[at]
    return {id(unit) for unit in units if not unit.removed and (unit.goal is None or id(unit) in rising)}


def _walk(existing: Sequence[Unit], stays: set[int], numbered: Sequence[Unit], *, sequential: bool) -> list[Unit]:
    order: list[Unit] = []
    waiting = list(reversed(numbered))
    seen = last = (existing[0].number - 1) if existing else 0
    for unit in existing:
        step = max(1, unit.number - seen) if not unit.branch else 0
        seen = max(seen, unit.number)
        if id(unit) not in stays and not (unit.branch and not unit.goal and not unit.removed):
            continue
        if unit.branch and not unit.goal:
            unit.final = (last, unit.branch) if sequential else (unit.number, unit.branch)
            order.append(unit)
            continue
        while waiting and _due(waiting[-1], unit, last + step if sequential else unit.number):
            last = _settle(waiting.pop(), order, last)
        running = last + step if sequential else unit.number
        last = unit.goal[0] if unit.goal else running
        unit.final = (last, 0)
        order.append(unit)
    while waiting:
        last = _settle(waiting.pop(), order, last)
    return order


def _due(waiting: Unit, unit: Unit, running: int) -> bool:
    """Whether a numbered unit comes before ``unit``, which would be given ``running``."""
    goal = waiting.goal[0] if waiting.goal else 0
    return goal < unit.goal[0] if unit.goal else goal <= running


def _settle(unit: Unit, order: list[Unit], last: int) -> int:
    goal = unit.goal[0] if unit.goal else 0
    if goal <= last:
        return last
    unit.final = (goal, 0)
    order.append(unit)
    return goal


def _insert_branches(order: list[Unit], branches: Sequence[Unit]) -> list[Unit]:
    """第十七条之一 goes after article 17 and its earlier branches."""
    lost = []
    for unit in branches:
        goal = unit.goal or (0, 0)
        before = [at for at, one in enumerate(order) if one.final <= goal and one.final[0] == goal[0]]
        if not before or order[before[-1]].final == goal:
            lost.append(unit)
            continue
        unit.final = goal
        order.insert(before[-1] + 1, unit)
    return lost


def _insert_anchored(order: list[Unit], added: Sequence[Unit], *, sequential: bool) -> list[Unit]:
    """Units without a number: after or before what they were said to follow, else at the end."""
    if not added:
        return []
    lost = []
    followers: dict[int, int] = {}
    for unit in added:
        at = len(order)
        if unit.anchor:
            anchor, after = unit.anchor
            places = [place for place, one in enumerate(order) if one is anchor]
            if not places:
                lost.append(unit)
                continue
            at = places[0] + (1 + followers.get(id(anchor), 0) if after else 0)
            followers[id(anchor)] = followers.get(id(anchor), 0) + 1
        order.insert(at, unit)
    if sequential:
        count_on(order)
    elif order:
        last = 0
        for unit in order:
            unit.final = unit.final if unit.final != (0, 0) else (last + 1, 0)
            last = unit.final[0]
    return lost


def count_on(order: Sequence[Unit]) -> None:
    """Number ``order`` anew where an unnumbered unit pushed the others on."""
    last = 0
    for unit in order:
        if unit.final[1] or (unit.final[0] > last):
            last = max(last, unit.final[0])
            continue
        last += 1
        unit.final = (last, 0)
