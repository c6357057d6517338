"""The measures of plans with task lists: a list's row is the measure, the body's sentences that it repeats its evidence.

So nothing is counted twice, and a row that differs while the bodies agree can say so (清单有别、正文一致).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diffs.aligning.growth import Group
from diffs.aligning.scoring import THRESHOLD
from diffs.checking.consistency import repeats
from diffs.checking.measures import lists_tasks
from diffs.clauses import Kind, Outline
from diffs.comparison import Agreement, Evidence, SentenceRef, Tier
from diffs.keys import alike
from diffs.trees import Tree


@dataclass(frozen=True, slots=True)
class Measures:
    """The rows of one side's task list with the body sentences that they repeat, by position and offset.

    ``sentences`` holds all sentences that are evidence of some row, ``told`` the positions of their clauses,
    ``listed`` the positions of the rows of a list that the body repeats, ``rows`` also those of a list of tasks that it
    does not: there the rows are all that says the measures.
    """

    tree: Tree
    evidence: Mapping[int, tuple[tuple[int, int], ...]]
    listed: frozenset[int]
    sentences: frozenset[tuple[int, int]] = frozenset()
    told: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()

    def behind(self, rows: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """The sentences behind some rows, in order."""
        if len(rows) > 1:
            return tuple(sorted({ref for row in rows for ref in self.evidence.get(row, ())}))
        return self.evidence.get(rows[0], ()) if rows else ()

    def said(self, refs: Sequence[tuple[int, int]]) -> str:
        """The folded wording of some sentences, "" when there are none."""
        return "".join([self.tree.sentences[at][offset] for at, offset in refs])

    def named(self, refs: Sequence[tuple[int, int]]) -> tuple[SentenceRef, ...]:
        """Some sentences as comparisons name them."""
        return tuple([(self.tree.clauses[at].id, offset) for at, offset in refs])


def measures_of(outline: Outline, tree: Tree) -> Measures:
    """The measures of an outline; none when it has no task list of its own."""
    tabled = Kind.TABLE_ROW
    rows = frozenset([at for at, clause in enumerate(outline.clauses) if clause.kind is tabled])
    if not rows:
        return Measures(tree, {}, rows)
    evidence = repeats(outline)
    sentences = frozenset(ref for refs in evidence.values() for ref in refs)
    told = frozenset(at for at, _ in sentences)
    tasks = rows if evidence or lists_tasks(outline) else frozenset()
    return Measures(tree, evidence, rows if evidence else frozenset(), sentences, told, tasks)


def with_same_evidence(
    old: Measures, new: Measures, groups: Sequence[Group], apart: frozenset[str | None]
) -> tuple[Group, ...]:
    """The groups, with free rows linked whose lists differ too much but whose bodies say the same, each once.

    ``apart`` are ids of clauses that a human set apart.
    """
    if not old.listed or not new.listed:
        return tuple(groups)
    owned_old = {at for group in groups for at in group.old} | _named(old.tree, apart)
    owned_new = {at for group in groups for at in group.new} | _named(new.tree, apart)
    waiting: dict[str, list[int]] = {}
    for row in sorted(new.evidence):
        if row not in owned_new and (said := new.said(new.behind([row]))):
            waiting.setdefault(said, []).append(row)
    linked = list(groups)
    for row in sorted(old.evidence):
        found = waiting.get(old.said(old.behind([row])), []) if row not in owned_old else []
        if len(found) == 1:
            linked.append(Group((row,), (found.pop(),), THRESHOLD, Tier.WEAK))
    return tuple(sorted(linked, key=lambda group: group.old))


def _named(tree: Tree, ids: frozenset[str | None]) -> set[int]:
    return {at for at, clause in enumerate(tree.clauses) if clause.id in ids} if ids else set()


def evidence_of(old: Measures, new: Measures, rows: Sequence[int], others: Sequence[int]) -> Evidence | None:
    """What stands behind linked rows, or behind a row that stands alone; none without a task list on both sides."""
    before, after = old.behind(rows), new.behind(others)
    if not before and not after:
        return None
    agreement = None
    if before and after:
        lists = alike("".join(old.tree.keys[at] for at in rows), "".join(new.tree.keys[at] for at in others))
        bodies = alike(old.said(before), new.said(after))
        agreement = {
            (True, True): Agreement.SAME,
            (False, True): Agreement.LIST_ONLY,
            (True, False): Agreement.BODY_ONLY,
            (False, False): Agreement.BOTH,
        }[lists, bodies]
    return Evidence(old.named(before), new.named(after), agreement)


def uncounted(
    old: Measures, new: Measures, first: Sequence[int], second: Sequence[int], same: frozenset[SentenceRef]
) -> bool:
    """Whether a change tells only what rows of task lists tell: nothing is counted twice.

    With a list on both sides these are body clauses of which every sentence is evidence or stands in ``same``, the
    sentences that did not change; with a list on one side only, its rows, if its body repeats them.
    """
    if not old.rows or not new.rows:
        return bool(old.listed.intersection(first) or new.listed.intersection(second))
    if old.told.isdisjoint(first) and new.told.isdisjoint(second):
        return False
    return _all_told(old, first, same) and _all_told(new, second, same)


def _all_told(side: Measures, positions: Sequence[int], same: frozenset[SentenceRef]) -> bool:
    """Whether each sentence of some clauses is evidence or did not change."""
    refs = ((at, offset) for at in positions for offset in range(len(side.tree.sentences[at])))
    return all(ref in side.sentences or (side.tree.clauses[ref[0]].id, ref[1]) in same for ref in refs)
