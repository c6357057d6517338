"""The measures of plans with task lists: a list's row is the measure, the body's sentences that it repeats its evidence.

So nothing is counted twice, and a row that differs while the bodies agree can say so (清单有别、正文一致).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diffs.clauses import Kind, Outline
from diffs.comparison import Agreement, Evidence, SentenceRef, Tier
from diffs.consistency import check
from diffs.growth import Group
from diffs.keys import loose
from diffs.scoring import THRESHOLD
from diffs.trees import Tree


@dataclass(frozen=True, slots=True)
class Measures:
    """The rows of one side's task list with the body sentences that they repeat, by position and offset.

    ``sentences`` holds all sentences that are evidence of some row, ``listed`` the positions of the rows.
    """

    tree: Tree
    evidence: Mapping[int, tuple[tuple[int, int], ...]]
    listed: frozenset[int]
    sentences: Mapping[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def said(self, rows: Sequence[int]) -> str:
        """The folded wording of the sentences behind some rows, in order, "" when there are none."""
        found = sorted({ref for row in rows for ref in self.evidence.get(row, ())})
        return "".join(self.tree.sentences[at][offset] for at, offset in found)

    def refs(self, rows: Sequence[int]) -> tuple[SentenceRef, ...]:
        """The sentences behind some rows, as comparisons name them."""
        found = sorted({ref for row in rows for ref in self.evidence.get(row, ())})
        return tuple((self.tree.clauses[at].id, offset) for at, offset in found)


def measures_of(outline: Outline, tree: Tree) -> Measures:
    """The measures of an outline; none when it has no task list of its own."""
    rows = frozenset(at for at, clause in enumerate(outline.clauses) if clause.kind is Kind.TABLE_ROW)
    if not rows:
        return Measures(tree, {}, rows)
    places = {clause.id: at for at, clause in enumerate(outline.clauses)}
    evidence: dict[int, list[tuple[int, int]]] = {}
    sentences: dict[tuple[int, int], list[int]] = {}
    for link in check(outline).links:
        row, clause = places[link.row_id], places[link.clause_id]
        for offset in link.sentences:
            evidence.setdefault(row, []).append((clause, offset))
            sentences.setdefault((clause, offset), []).append(row)
    return Measures(
        tree,
        {row: tuple(refs) for row, refs in evidence.items()},
        rows if evidence else frozenset(),
        {ref: tuple(found) for ref, found in sentences.items()},
    )


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
        if row not in owned_new and (said := new.said([row])):
            waiting.setdefault(said, []).append(row)
    linked = list(groups)
    for row in sorted(old.evidence):
        found = waiting.get(old.said([row]), []) if row not in owned_old else []
        if len(found) == 1:
            linked.append(Group((row,), (found.pop(),), THRESHOLD, Tier.WEAK))
    return tuple(sorted(linked, key=lambda group: group.old))


def _named(tree: Tree, ids: frozenset[str | None]) -> set[int]:
    return {at for at, clause in enumerate(tree.clauses) if clause.id in ids} if ids else set()


def evidence_of(old: Measures, new: Measures, rows: Sequence[int], others: Sequence[int]) -> Evidence | None:
    """What stands behind linked rows, or behind a row that stands alone; none without a task list on both sides."""
    before, after = old.refs(rows), new.refs(others)
    if not before and not after:
        return None
    agreement = None
    if before and after:
        lists = _alike("".join(old.tree.keys[at] for at in rows), "".join(new.tree.keys[at] for at in others))
        bodies = _alike(old.said(rows), new.said(others))
        agreement = {
            (True, True): Agreement.SAME,
            (False, True): Agreement.LIST_ONLY,
            (True, False): Agreement.BODY_ONLY,
            (False, False): Agreement.BOTH,
        }[lists, bodies]
    return Evidence(before, after, agreement)


def _alike(old: str, new: str) -> bool:
    return old == new or loose(old) == loose(new)


def uncounted(
    old: Measures, new: Measures, first: Sequence[int], second: Sequence[int], same: frozenset[SentenceRef]
) -> bool:
    """Whether a change tells only what rows of task lists tell: nothing is counted twice.

    With a list on both sides these are body clauses of which every sentence is evidence or stands in ``same``, the
    sentences that did not change; with a list on one side only, its rows.
    """
    if not old.listed or not new.listed:
        return bool(old.listed.intersection(first) or new.listed.intersection(second))
    told = [_told(side, positions, same) for side, positions in ((old, first), (new, second))]
    return any(evidence for evidence, _ in told) and all(rest for _, rest in told)


def _told(side: Measures, positions: Sequence[int], same: frozenset[SentenceRef]) -> tuple[bool, bool]:
    """Whether any sentence of some clauses is evidence, and whether all others did not change."""
    refs = [(at, offset) for at in positions for offset in range(len(side.tree.sentences[at]))]
    evidence = any(ref in side.sentences for ref in refs)
    return evidence, all(ref in side.sentences or (side.tree.clauses[ref[0]].id, ref[1]) in same for ref in refs)
