"""Measures that two plans share in part: alike as a whole though no link, or one rare phrase that both say."""

import re
from collections.abc import Callable, Collection, Sequence

import numpy as np

from diffs.aligning.growth import Group
from diffs.aligning.scoring import STRONG, false_friends
from diffs.assignment import Scored, best_links, common_runs
from diffs.comparison import Tier
from diffs.similarity import Cosines, ratio
from diffs.trees import Tree, flat

#: Cosine and ratio together from here on speak for a pair that no other is better for.
_ALIKE = 0.75
#: … or a cosine from here on with one shared phrase of this rarity: 数字人民币试点, not 支持符合条件的.
_COSINE, _RARITY = 0.21, 18.0
_PHRASE, _RUN = 6, 4
_NEGATIONS = frozenset("非不未无")
_ATTRIBUTE = re.compile("[一-鿿]{1,3}[性型]$")
#: Beyond so many pairs of wordings nothing is looked for.
_MOST_PAIRS = 4_000_000


def partners(
    old: Sequence[str],
    new: Sequence[str],
    linked_old: Collection[int],
    linked_new: Collection[int],
    other_side: Callable[[int, int], str],
) -> tuple[list[Scored], list[Scored]]:
    """Further pairs of offsets: of two free wordings, one to one; then of a free one with a linked one.

    Of a free and a linked one ``other_side`` gives what the linked one was linked with before. The linked one shares
    only what that leaves unsaid, a rare phrase at least: what all three say (应当向会议报告或者向提案人说明) is how such
    texts are worded. Wordings are folded and masked; how rare a phrase is is told by all of both sides. Thresholds were set on
    the hand-read tables in ``bench/truth``.
    """
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return [], []
    measured = Cosines(flat(old), flat(new), range(len(old)), range(len(new)))
    found = _candidates(old, new, frozenset(linked_old), frozenset(linked_new), measured)
    free = best_links([one for one in found if one[0] not in linked_old and one[1] not in linked_new])
    done_old, done_new = {*linked_old, *(one[0] for one in free)}, {*linked_new, *(one[1] for one in free)}
    half = [one for one in found if (one[0] in done_old) != (one[1] in done_new)]

    def shared(one: int, other: int) -> bool:
        if one in linked_old:
            return _phrase(_unsaid(old[one], other_side(one, other)), new[other], measured) >= _RARITY
        if other in linked_new:
            return _phrase(old[one], _unsaid(new[other], other_side(one, other)), measured) >= _RARITY
        return True

    return free, [one for one in _best_each(half, done_old) if shared(one[0], one[1])]


def with_partners(
    old: Tree, new: Tree, groups: Sequence[Group], rows: tuple[Collection[int], Collection[int]]
) -> tuple[Group, ...]:
    """The groups with rows of two task lists joined that share a measure in part; ``rows`` are their positions."""
    first, second = sorted(rows[0]), sorted(rows[1])
    owner_old = {at: number for number, group in enumerate(groups) for at in group.old}
    owner_new = {at: number for number, group in enumerate(groups) for at in group.new}
    linked = _offsets(first, owner_old), _offsets(second, owner_new)

    def other_side(one: int, other: int) -> str:
        if (number := owner_old.get(first[one])) is not None:
            return "\n".join(new.keys[at] for at in groups[number].new)
        return "\n".join(old.keys[at] for at in groups[owner_new[second[other]]].old)

    free, half = partners([old.keys[at] for at in first], [new.keys[at] for at in second], *linked, other_side)
    grown = list(groups)
    for one, other, score in free:
        owner_old[first[one]] = owner_new[second[other]] = len(grown)
        grown.append(Group((first[one],), (second[other],), min(score / 2, STRONG - 0.01), Tier.WEAK))
    for one, other, _ in half:
        number = owner_old.get(first[one], owner_new.get(second[other], -1))
        group = grown[number]
        if group.tier is not Tier.MANUAL:
            members = {*group.old, first[one]}, {*group.new, second[other]}
            grown[number] = group._replace(old=tuple(sorted(members[0])), new=tuple(sorted(members[1])))
    return tuple(sorted(grown, key=lambda group: group.old))


def _offsets(positions: Sequence[int], known: Collection[int]) -> set[int]:
    return {offset for offset, at in enumerate(positions) if at in known}


def _candidates(
    old: Sequence[str],
    new: Sequence[str],
    linked_old: frozenset[int],
    linked_new: frozenset[int],
    measured: Cosines,
) -> list[Scored]:
    cosines = measured.between(range(len(old)), range(len(new)))
    found = []
    for at, to in np.argwhere(cosines >= _COSINE).tolist():
        if (at in linked_old and to in linked_new) or false_friends(old[at], new[to]):
            continue
        score = float(cosines[at, to]) + ratio(old[at], new[to])
        if score >= _ALIKE or _phrase(old[at], new[to], measured) >= _RARITY:
            found.append((at, to, score))
    return found


def _unsaid(wording: str, said: str) -> str:
    """What is left of a wording without its longer runs that are said elsewhere, a line for each gap."""
    kept, at = [], 0
    for first, _, size in common_runs(wording, said):
        if size >= _RUN:
            kept.append(wording[at:first])
            at = first + size
    return "\n".join([*kept, wording[at:]])


def _phrase(old: str, new: str, measured: Cosines) -> float:
    """The rarity of the rarest phrase that two wordings have in common.

    The same whichever side is called old. Titles of documents are no measures, and 营利性医疗机构 is no part of 非营利性医疗机构: what only one side negates is the opposite.
    """
    one, other = sorted((old, new))
    runs = (
        one[first : first + size]
        for first, second, size in common_runs(one, other)
        if size >= _PHRASE and _negated(one, first) is _negated(other, second)
    )
    return max((_weight(run, measured) for run in runs if not {"《", "》"} & set(run)), default=0.0)


def _negated(wording: str, at: int) -> bool:
    """Whether a negation stands right before ``at``."""
    return wording[at - 1 : at] in _NEGATIONS


def _weight(run: str, measured: Cosines) -> float:
    """How rare a shared run is; what it stops at before the two sides part (非营利性|医疗机构, |养老机构) names nothing yet."""
    phrase = _ATTRIBUTE.sub("", run.strip("，。；、：,;:"))
    if len(phrase) < _PHRASE:
        return 0.0
    return measured.rarity(phrase)


def _best_each(pairs: list[Scored], linked_old: Collection[int]) -> list[Scored]:
    """For each free wording the linked one that it is most like."""
    best: dict[tuple[bool, int], Scored] = {}
    for one in pairs:
        free = (True, one[1]) if one[0] in linked_old else (False, one[0])
        if free not in best or one[2] > best[free][2]:
            best[free] = one
    return sorted(best.values())
