"""The comparison of two outlines: alignment turned into changes with labels, class, spans and signals."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from diffs.aligning.alignment import align
from diffs.aligning.growth import Group
from diffs.aligning.movement import moved_groups
from diffs.aligning.phrases import with_partners
from diffs.aligning.scoring import STRONG, THRESHOLD
from diffs.aligning.sentence_links import sentence_links
from diffs.checking.evidence import Measures, evidence_of, measures_of, uncounted, with_same_evidence
from diffs.clauses import Clause, Outline
from diffs.comparison import (
    Agreement,
    Change,
    ChangeClass,
    Comparison,
    Label,
    Op,
    Override,
    Reason,
    Related,
    SentenceLink,
    Span,
    Tier,
)
from diffs.describing.classes import tier_and_reasons, wording_class
from diffs.describing.digests import digest_of
from diffs.describing.inline import inline
from diffs.describing.renumbered import numbers_of
from diffs.describing.signals import signals
from diffs.describing.substitutions import substitutions
from diffs.keys import norm
from diffs.places import Mask, masks
from diffs.similarity import ratio
from diffs.trees import Tree, tree_of

#: Stored with every comparison; changes whenever the same two texts could compare otherwise than before.
ALGORITHM = "clausewatch-6"

_DECORATION = re.compile(r"[()、.\s]")
_ADDED, _REMOVED = frozenset({Label.ADDED}), frozenset({Label.REMOVED})


def compare(old: Outline, new: Outline, *, across: bool = False, overrides: tuple[Override, ...] = ()) -> Comparison:
    """Everything from one outline to another; every clause of both stands in exactly one change.

    ``across`` compares two places: each text's own place names are masked for linking and classing, and no signal
    has a direction. ``overrides`` win over the algorithm; those that name unknown clauses are without effect.
    """
    places = masks(old.document, new.document) if across else None
    first, second = tree_of(old, places and places[0]), tree_of(new, places and places[1])
    alignment = align(first, second, overrides)
    lists = measures_of(old, first), measures_of(new, second)
    apart = frozenset(one.old or one.new for one in overrides if not (one.old and one.new))
    groups = with_same_evidence(*lists, alignment.groups, apart)
    if across and all(side.rows for side in lists):
        rows = [[at for at in side.rows if side.tree.clauses[at].id not in apart] for side in lists]
        groups = with_partners(first, second, groups, (rows[0], rows[1]))
    linked = sentence_links(first, second, groups, across=across)
    together = {(one, other) for group in groups for one in group.old for other in group.new}
    changes = _Writer(first, second, groups, places, lists, linked).changes()
    summary = Counter(label for change in changes if change.counted for label in change.labels)
    replaced = substitutions(changes, old, new, places)
    return Comparison(
        algorithm=ALGORITHM,
        across=across,
        old=old.document,
        new=new.document,
        summary={label: summary[label] for label in Label if summary[label]},
        digest=digest_of(changes, old, new, len(replaced), across=across),
        changes=changes,
        sentence_links=linked,
        related=tuple(
            Related(first.clauses[one].id, second.clauses[other].id, round(score, 4), Reason.SIMILAR_TEXT)
            for one, other, score in alignment.related
            if (one, other) not in together
        ),
        substitutions=replaced,
    )


class _Writer:
    """Writes the changes of one alignment."""

    def __init__(
        self,
        old: Tree,
        new: Tree,
        groups: Sequence[Group],
        places: tuple[Mask, Mask] | None,
        lists: tuple[Measures, Measures],
        linked: Sequence[SentenceLink],
    ) -> None:
        self.old, self.new, self.groups, self.places, self.lists = old, new, groups, places, lists
        self.moved = moved_groups(old, new, groups)
        same = (link for link in linked if link.labels == {Label.UNCHANGED})
        self.same = frozenset(ref for link in same for ref in (*link.old, *link.new))
        self.owner_old = {at: number for number, group in enumerate(self.groups) for at in group.old}
        self.owner_new = {at: number for number, group in enumerate(self.groups) for at in group.new}
        self.numbers = numbers_of(
            [([old.clauses[at] for at in group.old], [new.clauses[at] for at in group.new]) for group in self.groups]
        )

    def changes(self) -> tuple[Change, ...]:
        """All changes in new-text order, removed clauses where they stood."""
        placed = [((group.new[0], 0, 0), self._linked(number, group)) for number, group in enumerate(self.groups)]
        for at in range(len(self.new)):
            if at not in self.owner_new:
                placed.append(((at, 0, 0), self._alone((), (at,))))
        last = -1
        for at in range(len(self.old)):
            number = self.owner_old.get(at)
            if number is None:
                placed.append(((last, 1, at), self._alone((at,), ())))
            elif number not in self.moved:
                last = max(last, self.groups[number].new[-1])
        return tuple(change for _, change in sorted(placed, key=itemgetter(0)))

    def _linked(self, number: int, group: Group) -> Change:
        old = [self.old.clauses[at] for at in group.old]
        new = [self.new.clauses[at] for at in group.new]
        keys = "".join(self.old.keys[at] for at in group.old), "".join(self.new.keys[at] for at in group.new)
        spans, degraded = inline(_wording(old), _wording(new))
        arranged = self._arrangement(number, old, new)
        found = wording_class(old, new, spans, self.numbers, keys if self.places else None, self.places)
        if found is ChangeClass.FORMAT and not _differs_inside(spans):
            found = None
        similarity = 1.0 if keys[0] == keys[1] else min(0.9999, round(ratio(*keys), 4))
        tier, reasons = tier_and_reasons(
            group, old, new, keys, same_parent=self._same_parent(group), across=bool(self.places)
        )
        tier = _adjusted(tier, similarity, keys, reasons)
        evidence = evidence_of(*self.lists, group.old, group.new)
        if similarity < THRESHOLD and evidence and evidence.agreement is Agreement.LIST_ONLY:
            reasons = (Reason.SENTENCE_OVERLAP, *reasons[1:])
        ids, others = tuple([one.id for one in old]), tuple([one.id for one in new])
        return Change(
            id=_digest(ids, others),
            labels=frozenset(arranged | ({Label.MODIFIED} if found else set()) or {Label.UNCHANGED}),
            change_class=found,
            old=ids,
            new=others,
            old_path=tuple([one.path for one in old]),
            new_path=tuple([one.path for one in new]),
            links=tuple([(one, other) for one in ids for other in others]),
            similarity=similarity,
            tier=tier,
            reasons=reasons,
            degraded=degraded,
            spans=spans,
            signals=signals(old, new, spans, self.numbers, self.places) if found else (),
            evidence=evidence,
            counted=not uncounted(*self.lists, group.old, group.new, self.same),
        )

    def _alone(self, first: tuple[int, ...], second: tuple[int, ...]) -> Change:
        """The change of a clause that only one side has."""
        clause = self.old.clauses[first[0]] if first else self.new.clauses[second[0]]
        wording = clause.wording
        old, new = (clause.id,) * len(first), (clause.id,) * len(second)
        return Change(
            id=_digest(old, new),
            labels=_REMOVED if old else _ADDED,
            change_class=None,
            old=old,
            new=new,
            old_path=(clause.path,) * len(first),
            new_path=(clause.path,) * len(second),
            links=(),
            similarity=0.0,
            tier=None,
            reasons=(),
            degraded=False,
            spans=(Span(Op.DELETE if old else Op.INSERT, wording),) if wording else (),
            evidence=evidence_of(*self.lists, first, second),
            counted=not uncounted(*self.lists, first, second, self.same),
        )

    def _arrangement(self, number: int, old: Sequence[Clause], new: Sequence[Clause]) -> set[Label]:
        """What happened to the place and the number of a linked clause, its wording aside."""
        labels = {Label.MOVED} if number in self.moved else set()
        if old[0].marker != new[0].marker and _marker(old[0]) != _marker(new[0]):
            labels.add(Label.RENUMBERED)
        if len(new) > 1 and sum(bool(one.wording) for one in new) > 1:
            labels.add(Label.SPLIT)
        if len(old) > 1 and sum(bool(one.wording) for one in old) > 1:
            labels.add(Label.MERGED)
        return labels

    def _same_parent(self, group: Group) -> bool:
        first, second = self.old.parents[group.old[0]], self.new.parents[group.new[0]]
        return first >= 0 and second >= 0 and self.owner_old.get(first, -1) == self.owner_new.get(second, -2)


def _adjusted(tier: Tier, similarity: float, keys: tuple[str, str], reasons: Sequence[Reason]) -> Tier:
    """The tier of a link that the likeness of the whole wording contradicts: a split shows its likeness when whole."""
    if tier is Tier.WEAK and similarity >= STRONG and any(keys) and Reason.FALSE_FRIEND not in reasons:
        return Tier.STRONG
    return Tier.WEAK if tier is Tier.STRONG and similarity < THRESHOLD and all(keys) else tier


def _wording(clauses: Sequence[Clause]) -> str:
    return "\n".join([clause.wording for clause in clauses])


def _differs_inside(spans: Sequence[Span]) -> bool:
    return any(span.op is not Op.EQUAL and span.text.strip("\n") for span in spans)


def _marker(clause: Clause) -> str:
    """The printed number without what only looks different: width, brackets, dots."""
    return _DECORATION.sub("", norm(clause.marker))


def _digest(old: Sequence[str], new: Sequence[str]) -> str:
    """What tells a change from all others: the ids of its clauses."""
    ids = "\n".join(old) + "\0" + "\n".join(new)
    return hashlib.blake2b(ids.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
