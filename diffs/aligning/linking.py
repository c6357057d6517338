"""The links of one alignment while they are made: who is linked with whom, how surely, and who is left."""

from collections.abc import Iterable

from diffs.aligning.growth import Group
from diffs.aligning.scoring import STRONG
from diffs.comparison import Override, Tier
from diffs.trees import Interned, Tree, subtree_ids


class Links:
    """One-to-one links between positions of two trees.

    ``manual`` holds the old positions that a human linked. ``absorbed_old`` and ``absorbed_new`` give a bare article's
    link, by its old position, the paragraph that carries its wording on either side. ``measured`` keeps every score,
    ``belied`` the pairs whose references speak against them.
    """

    def __init__(self, old: Tree, new: Tree, overrides: tuple[Override, ...]) -> None:
        self.old, self.new = old, new
        interned = Interned()
        self.old_ids, self.new_ids = subtree_ids(old, interned), subtree_ids(new, interned)
        self.forth: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.scores: dict[int, float] = {}
        self.manual: set[int] = set()
        self.absorbed_old: dict[int, int] = {}
        self.absorbed_new: dict[int, int] = {}
        self.closed_old: set[int] = set()
        self.closed_new: set[int] = set()
        self.measured: dict[tuple[int, int], float] = {}
        self.belied: set[tuple[int, int]] = set()
        self._obey(overrides)

    def _obey(self, overrides: tuple[Override, ...]) -> None:
        """Human links stand before anything is measured; positions set apart are never linked."""
        old = {clause.id: at for at, clause in enumerate(self.old.clauses)}
        new = {clause.id: at for at, clause in enumerate(self.new.clauses)}
        for one in overrides:
            first = old.get(one.old) if one.old is not None else None
            second = new.get(one.new) if one.new is not None else None
            if first is not None and second is not None and first not in self.forth and second not in self.back:
                self.link(first, second, 1.0)
                self.manual.add(first)
            elif first is not None and one.new is None:
                self.closed_old.add(first)
            elif second is not None and one.old is None:
                self.closed_new.add(second)

    def free_old(self, positions: Iterable[int]) -> list[int]:
        """Those old positions that may still be linked."""
        return [at for at in positions if at not in self.forth and at not in self.closed_old]

    def free_new(self, positions: Iterable[int]) -> list[int]:
        """Those new positions that may still be linked."""
        return [at for at in positions if at not in self.back and at not in self.closed_new]

    def link(self, first: int, second: int, score: float) -> None:
        """Link two free positions."""
        self.forth[first] = second
        self.back[second] = first
        self.scores[first] = score

    def link_subtrees(self, first: int, second: int) -> None:
        """Link two subtrees that read alike, clause by clause, leaving what is already linked or closed."""
        for one, other in zip(self.old.below(first), self.new.below(second), strict=True):
            if self.free_old([one]) and self.free_new([other]):
                self.link(one, other, 1.0)

    def settled(self, first: int) -> bool:
        """Whether a link stands whatever else is found: made by hand, or with a paragraph taken in."""
        return first in self.manual or first in self.absorbed_old or first in self.absorbed_new

    def unlink(self, first: int | None, second: int | None) -> None:
        """Take back a link and those of the clauses below it on both sides."""
        if first is None or second is None or self.forth.get(first) != second:
            return
        below = set(self.new.below(second))
        for one in self.old.below(first):
            if self.forth.get(one) in below and one not in self.manual:
                del self.back[self.forth.pop(one)]

    def groups(self) -> list[Group]:
        """Every link as a group, in old order."""
        return [self._group(first, second) for first, second in sorted(self.forth.items())]

    def _group(self, first: int, second: int) -> Group:
        old = (first, self.absorbed_old[first]) if first in self.absorbed_old else (first,)
        new = (second, self.absorbed_new[first]) if first in self.absorbed_new else (second,)
        return Group(old, new, self.scores[first], self._tier(first, second))

    def _tier(self, first: int, second: int) -> Tier:
        if first in self.manual:
            return Tier.MANUAL
        if self.old_ids[first] == self.new_ids[second] or self.old.keys[first] == self.new.keys[second] != "":
            return Tier.EXACT
        return Tier.STRONG if self.scores[first] >= STRONG else Tier.WEAK
