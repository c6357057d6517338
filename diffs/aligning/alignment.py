"""Which clauses of two outlines are the same: containers first, leaves within them, then one pass over the rest.

The method: exact subtrees by longest common subsequence inside linked containers, exact subtrees anywhere, similar
clauses inside linked containers, similar clauses anywhere, and at last split and merged ones by growth. Identity never
rests on the printed number.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diffs.aligning.growth import Group, combined, grown, likeness, with_bare_articles
from diffs.aligning.linking import Links
from diffs.aligning.scoring import CLEAR, RELATED_FLOOR, STRONG, THRESHOLD, Scorer
from diffs.aligning.second_looks import by_contrast, by_place, by_references, give_back, lend
from diffs.assignment import Scored, best_links, common_sequence
from diffs.clauses import Kind
from diffs.comparison import Override, Tier
from diffs.similarity import NOTHING, Cosines, Family, Found, flags
from diffs.trees import Interned, Tree

#: Containers in linked containers are linked from here on: their children have the last word.
CONTAINED = 0.45

_NEAREST = 8
_FLOOR = 0.12
#: Siblings less alike than this in their bigrams are not measured: no bonus would make a strong link of them.
_LIKELY = 0.25
_GENERIC = 10
#: A paragraph this much like a clause, or half of it in its words, carries the link of its bare article.
_HALF_SAID = 0.3
#: So many pairs of siblings are measured.
_MOST_SIBLINGS = 250_000


@dataclass(frozen=True, slots=True)
class Alignment:
    """Groups of positions that are the same clause, and the weaker overlaps of what stayed alone, best first."""

    groups: tuple[Group, ...]
    related: tuple[Scored, ...]


def align(old: Tree, new: Tree, overrides: tuple[Override, ...] = ()) -> Alignment:
    """Align two sides; the result does not depend on which of the two is called old."""
    overrides = _known(old, new, overrides)
    about = tuple(Override(one.new, one.old) for one in overrides)
    if (_order(old), _words(overrides)) > (_order(new), _words(about)):
        turned = _Aligner(new, old, about).aligned()
        return _mirrored(turned)
    return _Aligner(old, new, overrides).aligned()


def _known(old: Tree, new: Tree, overrides: Sequence[Override]) -> tuple[Override, ...]:
    """The overrides of which every clause stands in its text; only these have an effect."""
    if not overrides:
        return ()
    first, second = {clause.id for clause in old.clauses} | {None}, {clause.id for clause in new.clauses} | {None}
    return tuple(one for one in overrides if one.old in first and one.new in second)


def _words(overrides: Sequence[Override]) -> list[tuple[str, str]]:
    return [(one.old or "", one.new or "") for one in overrides]


def _order(tree: Tree) -> tuple[int, tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    """One fixed orientation for a pair of sides, so that ties fall alike in both directions."""
    return len(tree), tree.keys, tree.parents, tuple(clause.path for clause in tree.clauses)


def _mirrored(alignment: Alignment) -> Alignment:
    groups = tuple(Group(group.new, group.old, group.score, group.tier) for group in alignment.groups)
    return Alignment(groups, tuple((new, old, score) for old, new, score in alignment.related))


class _Aligner:
    """The state of one alignment: who is linked with whom so far, and what has been measured."""

    def __init__(self, old: Tree, new: Tree, overrides: tuple[Override, ...]) -> None:
        self.old, self.new = old, new
        self.links = Links(old, new, overrides)
        self.scorer = Scorer(old, new, self.links.forth)
        self.cosines: Cosines
        self.nearest: Found = NOTHING
        self.looking: tuple[set[int], set[int]] = set(), set()

    def aligned(self) -> Alignment:
        if not self._embedded():
            self._measure()
            self._descend([(self.old.roots, self.new.roots)])
            self._exact_anywhere()
            self._look_around()
            for containers in (2, 1, 0):
                self._similar_anywhere(containers)
            self._solve_anew(by_references(self.links))
            self._solve_anew(by_place(self.links, self.cosines, self.loose_old, self.loose_new))
            self._look_around()
        lent = lend(self.links)
        free = self._free()
        groups = grown(self.old, self.new, self.links.groups(), *free)
        groups += give_back(lent, *free)
        groups += self._standing_out(*free)
        related = self._related(groups)
        made_up = combined(self.old, self.new, *free, related)
        groups = with_bare_articles(self.old, self.new, [*groups, *made_up], *free)
        together = {(one, other) for group in made_up for one in group.old for other in group.new}
        return Alignment(tuple(groups), tuple(one for one in related if one[:2] not in together))

    def _solve_anew(self, changed: Sequence[Scored]) -> None:
        """Let links give way to others, with what stands below them."""
        for first, second, _ in changed:
            self.links.unlink(first, self.links.forth.get(first))
            self.links.unlink(self.links.back.get(second), second)
        for first, second, score in changed:
            self.links.link(first, second, score)
        self._descend([self._families(first, second) for first, second, _ in changed])

    def _look_around(self) -> None:
        """Find what is nearest to each position that is free; again only when a link that gave way set one free."""
        old, new = self._free()
        if not (self.looking[0].issuperset(old) and self.looking[1].issuperset(new)):
            self.looking = set(old), set(new)
            self.nearest = self.cosines.nearest(_NEAREST, _FLOOR, old, new)

    def _embedded(self) -> bool:
        """Whether one side stands whole and in order inside the other: pure insertion or deletion needs no scores."""
        if self.links.forth or self.links.closed_old or self.links.closed_new:
            return False
        short, long = sorted((self.old.keys, self.new.keys), key=len)
        if not Counter(short) <= Counter(long):
            return False
        interned = Interned()
        old = [interned((key, depth)) for key, depth in zip(self.old.keys, self.old.depths, strict=True)]
        new = [interned((key, depth)) for key, depth in zip(self.new.keys, self.new.depths, strict=True)]
        pairs = common_sequence(old, new)
        if len(pairs) < min(len(old), len(new)):
            return False
        for first, second in pairs:
            self.links.link(first, second, 1.0)
        return True

    def _free(self) -> tuple[list[int], list[int]]:
        """The positions of either side that may still be linked."""
        return self.links.free_old(range(len(self.old))), self.links.free_new(range(len(self.new)))

    def _measure(self) -> None:
        """Cosines for every position that an exact match does not settle."""
        shared = _balanced(self.links.old_ids, self.links.new_ids)
        old = [at for at, known in enumerate(self.links.old_ids) if known not in shared]
        new = [at for at, known in enumerate(self.links.new_ids) if known not in shared]
        self.loose_old, self.loose_new = set(old), set(new)
        self.cosines = Cosines(self.old, self.new, old, new)

    def _descend(self, level: list[Family]) -> None:
        """Link siblings of linked containers level by level: exact ones, then similar ones."""
        while level:
            linked = [pair for family in level for pair in self._exact_siblings(*family)]
            loose = [family for one in level if all(family := self._loose(*one))]
            scored = [
                one
                for family, cosines in zip(loose, self.cosines.among(loose), strict=True)
                for one in self._similar_siblings(*family, cosines)
            ]
            for first, second, score in best_links(scored):
                self.links.link(first, second, score)
                linked.append((first, second))
            level = [family for pair in linked if all(family := self._families(*pair))]

    def _families(self, first: int, second: int) -> Family:
        """The children of two linked clauses; where one is a bare article, those of the paragraph it absorbs.

        A bare article without a paragraph that says what the other side does has no words for it: the link is undone.
        """
        old: Sequence[int] = self.old.children[first]
        new: Sequence[int] = self.new.children[second]
        said = self.old.keys[first], self.new.keys[second]
        if first in self.links.manual or bool(said[0]) is bool(said[1]):
            return old, new
        tree, children = (self.new, new) if said[0] else (self.old, old)
        if not children:
            return old, new
        taken = self._absorbed(tree, children, said[0] or said[1], first)
        if taken is None:
            self.links.unlink(first, second)
            return (), ()
        return (old, taken) if said[0] else (taken, new)

    def _absorbed(self, tree: Tree, children: Sequence[int], key: str, first: int) -> Sequence[int] | None:
        """Give a bare article's link the paragraph that carries its wording (an article that became several)."""
        links = self.links
        free = links.free_old(children) if tree is self.old else links.free_new(children)
        scores = [(likeness(tree.keys[at], key), -at) for at in free if tree.keys[at]]
        best, at = max(scores, default=(0.0, 0))
        if best < _HALF_SAID:
            return None
        (links.absorbed_old if tree is self.old else links.absorbed_new)[first] = -at
        (links.closed_old if tree is self.old else links.closed_new).add(-at)
        return tree.children[-at]

    def _exact_siblings(self, old: Sequence[int], new: Sequence[int]) -> list[tuple[int, int]]:
        """Link siblings whose subtrees read alike, then those whose own wording does; return what to descend into."""
        first, second = self.links.free_old(old), self.links.free_new(new)
        for i, j in common_sequence(
            [self.links.old_ids[at] for at in first], [self.links.new_ids[at] for at in second]
        ):
            self.links.link_subtrees(first[i], second[j])
        for one, other in _paired(
            self.links.free_old(old), self.links.free_new(new), self.links.old_ids, self.links.new_ids
        ):
            self.links.link_subtrees(one, other)
        below = self._same_wording(self.links.free_old(old), self.links.free_new(new))
        for one, other in below:
            self.links.link(one, other, 1.0)
        return below + [(at, self.links.forth[at]) for at in old if at in self.links.manual]

    def _same_wording(self, old: list[int], new: list[int]) -> list[tuple[int, int]]:
        """Siblings with the same own wording, said once on each side; their subtrees differ."""
        seen_old, seen_new = _single([self.old.keys[at] for at in old]), _single([self.new.keys[at] for at in new])
        by_key = {self.new.keys[at]: at for at in new}
        shared = {key for key in seen_old & seen_new if len(key) > 1}
        pairs = [(at, by_key[self.old.keys[at]]) for at in old if self.old.keys[at] in shared]
        lines_old = {self.links.old_ids[child] for at in old for child in self.old.children[at]}
        lines_new = {self.links.new_ids[child] for at in new for child in self.new.children[at]}
        lived_on = lines_old & lines_new
        return [pair for pair in pairs if not self._parted(*pair, lived_on)]

    def _parted(self, first: int, second: int, lived_on: set[int]) -> bool:
        """Whether equal opening words stand over lists without a common line, most of which lives on elsewhere."""
        old = {self.links.old_ids[at] for at in self.old.children[first]}
        new = {self.links.new_ids[at] for at in self.new.children[second]}
        return bool(old and new) and not old & new and 2 * len((old | new) & lived_on) > len(old | new)

    def _loose(self, old: Sequence[int], new: Sequence[int]) -> Family:
        """Those of siblings that likeness may link; none of families so large that measuring them would take long."""
        first = [at for at in self.links.free_old(old) if at in self.loose_old]
        second = [at for at in self.links.free_new(new) if at in self.loose_new]
        return (first, second) if len(first) * len(second) <= _MOST_SIBLINGS else ((), ())

    def _similar_siblings(
        self, first: Sequence[int], second: Sequence[int], found: NDArray[np.float32]
    ) -> list[Scored]:
        slots = set(self._slots(first, second))
        cosines = found.tolist()
        likely = {(i, j) for i, row in enumerate(cosines) for j, cosine in enumerate(row) if cosine >= _LIKELY} | slots
        scored = []
        for i, j in sorted(likely):
            one, other, same = first[i], second[j], (i, j) in slots
            score = self.links.measured[one, other] = self.scorer.score(one, other, cosines[i][j])
            if same or score >= STRONG or (score >= CONTAINED and self.scorer.containers(one, other)):
                tie = abs(i / len(first) - j / len(second)) / 1000
                scored.append((one, other, max(score, THRESHOLD if same else 0.0) - tie))
        return scored

    def _slots(self, first: Sequence[int], second: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Offsets of pairs that are one place by name; most clauses have no name."""
        named = [j for j, other in enumerate(second) if _has_name(self.new, other)]
        for i, one in enumerate(first):
            if named and _has_name(self.old, one):
                yield from ((i, j) for j in named if self.scorer.same_slot(one, second[j]))

    def _exact_anywhere(self) -> None:
        """Equal subtrees left over are exact moves, the largest first; same path, then document order."""
        for first, second in _paired(*self._free(), self.links.old_ids, self.links.new_ids, self._telling):
            if first in self.links.forth or second in self.links.back:
                continue
            self.links.link_subtrees(first, second)

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
        free = self._free()
        old, new = flags(len(self.old), free[0]), flags(len(self.new), free[1])
        for first, second, cosine in self._near(old[self.nearest[0]] & new[self.nearest[1]]):
            if bool(self.old.children[first]) + bool(self.new.children[second]) < containers:
                continue
            score = self.scorer.score(first, second, cosine)
            self.links.measured[first, second] = score
            if score >= THRESHOLD:
                scored.append((first, second, score))
        linked = best_links(scored)
        for first, second, score in linked:
            self.links.link(first, second, score)
        self._descend([self._families(first, second) for first, second, _ in linked])

    def _standing_out(self, free_old: list[int], free_new: list[int]) -> list[Group]:
        """Free leaves that are far nearer to one another than to all others; their positions leave the free ones."""
        old = flags(len(self.old), [at for at in free_old if not self.old.children[at]])
        new = flags(len(self.new), [at for at in free_new if not self.new.children[at]])
        groups = []
        for first, second, cosine in by_contrast(list(self._near(old[self.nearest[0]] & new[self.nearest[1]]))):
            score = self.scorer.score(first, second, cosine)
            if score >= CLEAR and not self._bare(first, second) and (first, second) not in self.links.belied:
                groups.append(Group((first,), (second,), score, Tier.WEAK))
                free_old.remove(first)
                free_new.remove(second)
        return groups

    def _near(self, kept: NDArray[np.bool_]) -> Iterator[Scored]:
        """Some of the nearest pairs."""
        return zip(*(column[kept].tolist() for column in self.nearest), strict=True)

    def _bare(self, first: int, second: int) -> bool:
        kinds = self.old.clauses[first].kind, self.new.clauses[second].kind
        return Kind.HEADING in kinds or not (self.old.keys[first] and self.new.keys[second])

    def _related(self, groups: Sequence[Group]) -> tuple[Scored, ...]:
        """The best weak overlap of each clause that stayed alone; bare headings and articles overlap with nothing."""
        linked_old = {at for group in groups for at in group.old}
        linked_new = {at for group in groups for at in group.new}
        best: dict[tuple[str, int], Scored] = {}
        old, new = flags(len(self.old), linked_old), flags(len(self.new), linked_new)
        for first, second, cosine in self._near(~(old[self.nearest[0]] & new[self.nearest[1]])):
            if self._bare(first, second):
                continue
            score = self.links.measured.get((first, second)) or self.scorer.score(first, second, cosine)
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


def _has_name(tree: Tree, at: int) -> bool:
    clause = tree.clauses[at]
    return bool(tree.headings[at]) or (clause.level == 0 and not clause.marker)


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
