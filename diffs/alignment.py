"""Which clauses of two outlines are the same: containers first, leaves within them, then one pass over the rest.

The method: exact subtrees by longest common subsequence inside linked containers, exact subtrees anywhere, similar
clauses inside linked containers, similar clauses anywhere, and at last split and merged ones by growth. Identity never
rests on the printed number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from diffs.assignment import Scored, best_links, common_sequence
from diffs.citing import contested
from diffs.comparison import Override, Tier
from diffs.growth import Group, combined, grown, likeness
from diffs.references import renumbering
from diffs.scoring import RELATED_FLOOR, STRONG, THRESHOLD, Scorer
from diffs.similarity import Cosines
from diffs.trees import Interned, Tree, subtree_ids

#: Containers in linked containers are linked from here on: their children have the last word.
CONTAINED = 0.45

_NEAREST = 8
_FLOOR = 0.12
_GENERIC = 10


@dataclass(frozen=True, slots=True)
class Alignment:
    """Groups of positions that are the same clause, and the weaker overlaps of what stayed alone, best first."""

    groups: tuple[Group, ...]
    related: tuple[Scored, ...]


def align(old: Tree, new: Tree, overrides: tuple[Override, ...] = ()) -> Alignment:
    """Align two sides; the result does not depend on which of the two is called old."""
    if _swapped(old, new):
        turned = _Aligner(new, old, tuple(Override(one.new, one.old) for one in overrides)).aligned()
        return _mirrored(turned)
    return _Aligner(old, new, overrides).aligned()


def _swapped(old: Tree, new: Tree) -> bool:
    """One fixed orientation for a pair of sides, so that ties fall alike in both directions."""
    return _order(old) > _order(new)


def _order(tree: Tree) -> tuple[int, tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    return len(tree), tree.keys, tree.parents, tuple(clause.path for clause in tree.clauses)


def _mirrored(alignment: Alignment) -> Alignment:
    groups = tuple(Group(group.new, group.old, group.score, group.tier) for group in alignment.groups)
    return Alignment(groups, tuple((new, old, score) for old, new, score in alignment.related))


class _Aligner:
    """The state of one alignment: who is linked with whom so far, and what has been measured."""

    def __init__(self, old: Tree, new: Tree, overrides: tuple[Override, ...]) -> None:
        self.old, self.new = old, new
        interned = Interned()
        self.old_ids, self.new_ids = subtree_ids(old, interned), subtree_ids(new, interned)
        self.links: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.scores: dict[int, float] = {}
        self.scorer = Scorer(old, new, self.links)
        self.manual: set[int] = set()
        self.absorbed_old: dict[int, int] = {}
        self.absorbed_new: dict[int, int] = {}
        self.closed_old: set[int] = set()
        self.closed_new: set[int] = set()
        self._obey(overrides)
        self.cosines: Cosines
        self.nearest: list[Scored] = []
        self.measured: dict[tuple[int, int], float] = {}

    def aligned(self) -> Alignment:
        if not self._embedded():
            self._measure()
            self._descend([(self.old.roots, self.new.roots)])
            self._exact_anywhere()
            for containers in (2, 1, 0):
                self._similar_anywhere(containers)
            self._follow_references()
        ones = [self._group(first, second) for first, second in sorted(self.links.items())]
        free = self._free_old(range(len(self.old))), self._free_new(range(len(self.new)))
        groups = grown(self.old, self.new, ones, *free)
        groups = sorted([*groups, *combined(self.old, self.new, *free, self._related(groups))], key=_first_old)
        return Alignment(tuple(groups), self._related(groups))

    def _group(self, first: int, second: int) -> Group:
        old = (first, self.absorbed_old[first]) if first in self.absorbed_old else (first,)
        new = (second, self.absorbed_new[first]) if first in self.absorbed_new else (second,)
        return Group(old, new, self.scores[first], self._tier(first, second))

    def _obey(self, overrides: tuple[Override, ...]) -> None:
        """Human links stand before anything is measured; positions set apart are never linked."""
        old = {clause.id: at for at, clause in enumerate(self.old.clauses)}
        new = {clause.id: at for at, clause in enumerate(self.new.clauses)}
        for one in overrides:
            first = old.get(one.old) if one.old is not None else None
            second = new.get(one.new) if one.new is not None else None
            if first is not None and second is not None and first not in self.links and second not in self.back:
                self._link(first, second, 1.0)
                self.manual.add(first)
            elif first is not None and one.new is None:
                self.closed_old.add(first)
            elif second is not None and one.old is None:
                self.closed_new.add(second)

    def _free_old(self, positions: Iterable[int]) -> list[int]:
        return [at for at in positions if at not in self.links and at not in self.closed_old]

    def _free_new(self, positions: Iterable[int]) -> list[int]:
        return [at for at in positions if at not in self.back and at not in self.closed_new]

    def _link(self, first: int, second: int, score: float) -> None:
        self.links[first] = second
        self.back[second] = first
        self.scores[first] = score

    def _link_subtrees(self, first: int, second: int) -> None:
        """Link two subtrees that read alike, clause by clause, leaving what is already linked or closed."""
        for one, other in zip(self.old.below(first), self.new.below(second), strict=True):
            if self._free_old([one]) and self._free_new([other]):
                self._link(one, other, 1.0)

    def _embedded(self) -> bool:
        """Whether one side stands whole and in order inside the other: pure insertion or deletion needs no scores."""
        if self.links or self.closed_old or self.closed_new:
            return False
        interned = Interned()
        old = [interned((key, depth)) for key, depth in zip(self.old.keys, self.old.depths, strict=True)]
        new = [interned((key, depth)) for key, depth in zip(self.new.keys, self.new.depths, strict=True)]
        pairs = common_sequence(old, new)
        if len(pairs) < min(len(old), len(new)):
            return False
        for first, second in pairs:
            self._link(first, second, 1.0)
        return True

    def _measure(self) -> None:
        """Cosines for every position that an exact match does not settle."""
        shared = _balanced(self.old_ids, self.new_ids)
        old = [at for at, known in enumerate(self.old_ids) if known not in shared]
        new = [at for at, known in enumerate(self.new_ids) if known not in shared]
        self.loose_old, self.loose_new = set(old), set(new)
        self.cosines = Cosines(self.old, self.new, old, new)
        self.nearest = self.cosines.best(_NEAREST, _FLOOR)

    def _descend(self, level: list[tuple[Sequence[int], Sequence[int]]]) -> None:
        """Link siblings of linked containers level by level: exact ones, then similar ones."""
        while level:
            linked: list[tuple[int, int]] = []
            scored: list[Scored] = []
            for old, new in level:
                linked.extend(self._exact_siblings(old, new))
                scored.extend(self._similar_siblings(old, new))
            for first, second, score in best_links(scored):
                self._link(first, second, score)
                linked.append((first, second))
            level = [family for pair in linked if all(family := self._families(*pair))]

    def _families(self, first: int, second: int) -> tuple[Sequence[int], Sequence[int]]:
        """The children of two linked clauses; where one is a bare article, those of the paragraph it absorbs."""
        old, new = self.old.children[first], self.new.children[second]
        if old and not self.old.keys[first] and self.new.keys[second]:
            old = self._absorbed(self.old, self._free_old(old), self.new.keys[second], self.absorbed_old, first) or old
        elif new and not self.new.keys[second] and self.old.keys[first]:
            new = self._absorbed(self.new, self._free_new(new), self.old.keys[first], self.absorbed_new, first) or new
        return old, new

    def _absorbed(self, tree: Tree, free: list[int], key: str, absorbed: dict[int, int], first: int) -> tuple[int, ...]:
        """Give a bare article's link the paragraph that carries its wording (an article that became several)."""
        scores = [(likeness(tree.keys[at], key), -at) for at in free if tree.keys[at]]
        best, at = max(scores, default=(0.0, 0))
        if best < THRESHOLD:
            return ()
        absorbed[first] = -at
        (self.closed_old if tree is self.old else self.closed_new).add(-at)
        return tree.children[-at]

    def _exact_siblings(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """Link siblings whose subtrees read alike, then those whose own wording does; return what to descend into."""
        first, second = self._free_old(old), self._free_new(new)
        for i, j in common_sequence([self.old_ids[at] for at in first], [self.new_ids[at] for at in second]):
            self._link_subtrees(first[i], second[j])
        for one, other in _paired(self._free_old(old), self._free_new(new), self.old_ids, self.new_ids):
            self._link_subtrees(one, other)
        below = self._same_wording(self._free_old(old), self._free_new(new))
        for one, other in below:
            self._link(one, other, 1.0)
        return below + [(at, self.links[at]) for at in old if at in self.manual]

    def _same_wording(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        """Siblings with the same own wording, said once on each side; their subtrees differ."""
        seen_old, seen_new = _single([self.old.keys[at] for at in old]), _single([self.new.keys[at] for at in new])
        by_key = {self.new.keys[at]: at for at in new}
        shared = {key for key in seen_old & seen_new if len(key) > 1}
        return [(at, by_key[self.old.keys[at]]) for at in old if self.old.keys[at] in shared]

    def _similar_siblings(self, old: Sequence[int], new: Sequence[int]) -> list[Scored]:
        first = [at for at in self._free_old(old) if at in self.loose_old]
        second = [at for at in self._free_new(new) if at in self.loose_new]
        if not first or not second or len(first) * len(second) > 250_000:
            return []
        found = self.cosines.between(first, second)
        scored = []
        for i, one in enumerate(first):
            for j, other in enumerate(second):
                same = self.scorer.same_slot(one, other)
                if same or found[i, j] >= _FLOOR:
                    score = self.measured[one, other] = self.scorer.score(one, other, float(found[i, j]))
                    if same or score >= (CONTAINED if self.scorer.containers(one, other) else STRONG):
                        tie = abs(i / len(first) - j / len(second)) / 1000
                        scored.append((one, other, max(score, THRESHOLD if same else 0.0) - tie))
        return scored

    def _exact_anywhere(self) -> None:
        """Equal subtrees left over are exact moves, the largest first; same path, then document order."""
        old, new = self._free_old(range(len(self.old))), self._free_new(range(len(self.new)))
        for first, second in _paired(old, new, self.old_ids, self.new_ids, self._telling):
            if first in self.links or second in self.back:
                continue
            self._link_subtrees(first, second)

    def _telling(self, known: list[int], others: list[int]) -> list[tuple[int, int]]:
        """Pairs of equal subtrees; short or repeated ones say nothing once they stand under other parents."""
        paths = {self.new.clauses[at].path: at for at in others}
        by_path = [(at, paths[self.old.clauses[at].path]) for at in known if self.old.clauses[at].path in paths]
        done_old, done_new = {first for first, _ in by_path}, {second for _, second in by_path}
        rest = [at for at in known if at not in done_old], [at for at in others if at not in done_new]
        size = self.old.sizes[known[0]]
        if size < _GENERIC and (len(known) > 1 or len(others) > 1 or size < 2):
            return by_path
        return by_path + list(zip(*rest, strict=False))

    def _similar_anywhere(self, containers: int) -> None:
        """Link what reads alike wherever it stands, of pairs in which so many of the two are containers."""
        scored = []
        for first, second, cosine in self.nearest:
            if first in self.links or second in self.back or first in self.closed_old or second in self.closed_new:
                continue
            if bool(self.old.children[first]) + bool(self.new.children[second]) < containers:
                continue
            score = self.scorer.score(first, second, cosine)
            self.measured[first, second] = score
            if score >= THRESHOLD:
                scored.append((first, second, score))
        linked = best_links(scored)
        for first, second, score in linked:
            self._link(first, second, score)
        self._descend([self._families(first, second) for first, second, _ in linked])

    def _follow_references(self) -> None:
        """Solve contested links anew: who cites the articles that the other's references lead to is the likelier one.

        Articles on penalties read alike; which one is which shows in the 第X条 that they punish.
        """
        paths = ((self.old.clauses[one].path, self.new.clauses[other].path) for one, other in self.links.items())
        rivals = contested(self.old, self.new, self.links, self.measured, renumbering(paths))
        fixed = self.manual | self.absorbed_old.keys() | self.absorbed_new.keys()
        changed = []
        for first, second, score in best_links([one for one in rivals if one[0] not in fixed]):
            if self.links.get(first) != second:
                changed.append((first, second, score))
        for first, second, _ in changed:
            self._unlink(first, self.links.get(first))
            self._unlink(self.back.get(second), second)
        for first, second, _ in changed:
            self._link(first, second, self.measured[first, second])
        self._descend([self._families(first, second) for first, second, _ in changed])

    def _unlink(self, first: int | None, second: int | None) -> None:
        """Take back a link and those of the clauses below it on both sides."""
        if first is None or second is None or self.links.get(first) != second:
            return
        below = set(self.new.below(second))
        for one in self.old.below(first):
            if self.links.get(one) in below and one not in self.manual:
                del self.back[self.links.pop(one)]

    def _tier(self, first: int, second: int) -> Tier:
        if first in self.manual:
            return Tier.MANUAL
        if self.old_ids[first] == self.new_ids[second] or self.old.keys[first] == self.new.keys[second] != "":
            return Tier.EXACT
        return Tier.STRONG if self.scores[first] >= STRONG else Tier.WEAK

    def _related(self, groups: Sequence[Group]) -> tuple[Scored, ...]:
        """The best weak overlap of each clause that stayed alone."""
        linked_old = {at for group in groups for at in group.old}
        linked_new = {at for group in groups for at in group.new}
        best: dict[tuple[str, int], Scored] = {}
        for first, second, cosine in self.nearest:
            if first in linked_old and second in linked_new:
                continue
            score = self.measured.get((first, second)) or self.scorer.score(first, second, cosine)
            if score < RELATED_FLOOR:
                continue
            for side, at, taken in (("old", first, linked_old), ("new", second, linked_new)):
                if at not in taken and score > best.get((side, at), (0, 0, 0.0))[2]:
                    best[side, at] = (first, second, score)
        return tuple(sorted(set(best.values()), key=lambda one: (-one[2], one[0], one[1])))


def _balanced(old: Sequence[int], new: Sequence[int]) -> set[int]:
    """Values that both sides hold equally often: exact matches will use them all."""
    counts: dict[int, int] = defaultdict(int)
    for value in old:
        counts[value] += 1
    for value in new:
        counts[value] -= 1
    return set(old) & {value for value, count in counts.items() if count == 0}


def _single(keys: list[str]) -> set[str]:
    seen: dict[str, int] = defaultdict(int)
    for key in keys:
        seen[key] += 1
    return {key for key, count in seen.items() if count == 1}


def _first_old(group: Group) -> tuple[int, ...]:
    return group.old


def _in_order(known: list[int], others: list[int]) -> list[tuple[int, int]]:
    return list(zip(known, others, strict=False))


def _paired(
    old: Sequence[int],
    new: Sequence[int],
    old_ids: Sequence[int],
    new_ids: Sequence[int],
    choose: Callable[[list[int], list[int]], list[tuple[int, int]]] = _in_order,
) -> list[tuple[int, int]]:
    """Pairs of positions with equal ids, as ``choose`` picks them among equals; outermost positions come first."""
    by_id: dict[int, list[int]] = defaultdict(list)
    for at in new:
        by_id[new_ids[at]].append(at)
    mine: dict[int, list[int]] = defaultdict(list)
    for at in old:
        if old_ids[at] in by_id:
            mine[old_ids[at]].append(at)
    return sorted(pair for known, at in mine.items() for pair in choose(at, by_id[known]))
