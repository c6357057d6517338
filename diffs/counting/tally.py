"""The count over two places: every row, clause, sentence or 领域 of either side in exactly one class of ``Fate``."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from diffs.aligning.scoring import false_friends
from diffs.clauses import Outline
from diffs.comparison import Agreement, Change, ChangeClass, Comparison, SentenceLink, SentenceRef, Tier
from diffs.counting.counted_text import CountedText, counted_text
from diffs.counting.fates import WHOLE, Fate, Grain, Item, Neighbour, Tally
from diffs.counting.neighbours import nearest
from diffs.keys import alike, norm
from diffs.places import masks
from diffs.similarity import ratio

#: Linked sentences less alike than this are to be checked; on the hand-read tables those above it hold.
_SENTENCE = 0.45
#: A unit without a link that is like another from here on corresponds in part, or may: a reader has to look.
_OVERLAP = 0.30
#: Fates of a heading that what stands under it may lower, the best first.
_ROLLED = (Fate.IDENTICAL, Fate.TEMPLATE, Fate.REWORDED)


def tally(
    comparison: Comparison, old: Outline, new: Outline, asked: Grain = Grain.ROWS, apart: Collection[str] = ()
) -> Tally:
    """The count of a comparison of two places by rows of their task lists, or by another grain.

    ``apart`` are ids of clauses that a person set apart: they are one-sided whatever they are like. Where one text has
    no task list, or no headed section, the measures themselves are counted: clauses of statutes, sentences of plans.
    """
    sides = _texts(comparison, old, new)
    grain = _possible(asked, sides)
    return _Count(comparison, sides, grain, frozenset(apart)).tally(asked)


def _texts(comparison: Comparison, old: Outline, new: Outline) -> tuple[CountedText, CountedText]:
    places = masks(old.document, new.document) if comparison.across else (None, None)
    stands = [one.evidence for one in comparison.changes if one.evidence]
    told = {ref[0] for one in stands for ref in one.old}, {ref[0] for one in stands for ref in one.new}
    both = all(told)
    return (
        counted_text(old, places[0], told[0] if both else (), bool(told[0])),
        counted_text(new, places[1], told[1] if both else (), bool(told[1])),
    )


def _possible(asked: Grain, sides: tuple[CountedText, CountedText]) -> Grain:
    """What can be counted on both sides."""
    rowless = asked is Grain.ROWS and not all(side.listed for side in sides)
    headless = asked is Grain.SECTIONS and not all(side.sections.heads for side in sides)
    if not rowless and not headless:
        return asked
    return Grain.CLAUSES if any(side.statute for side in sides) else Grain.SENTENCES


@dataclass(frozen=True, slots=True)
class _Met:
    """Units that are one measure, and as what."""

    old: tuple[SentenceRef, ...]
    new: tuple[SentenceRef, ...]
    fate: Fate
    body_same: bool = False

    def __getitem__(self, side: int) -> tuple[SentenceRef, ...]:
        return self.new if side else self.old


class _Count:
    """One count: what is counted on both sides, and what became of it."""

    def __init__(
        self, comparison: Comparison, sides: tuple[CountedText, CountedText], grain: Grain, apart: frozenset[str]
    ) -> None:
        self.comparison, self.sides, self.grain, self.apart = comparison, sides, grain, apart
        self.refs = sides[0].refs(grain), sides[1].refs(grain)
        self.counted = frozenset(self.refs[0]), frozenset(self.refs[1])
        self.linked = [change for change in comparison.changes if change.old and change.new]

    def tally(self, asked: Grain) -> Tally:
        met = list(self._by_sentence() if self.grain is Grain.SENTENCES else self._by_clause())
        outside = (clause.id for side in self.sides for clause in side.outline.clauses if clause.id not in side.main)
        return Tally(
            asked=asked,
            grain=self.grain,
            old=tuple(self._items(0, met)),
            new=tuple(self._items(1, met)),
            extents=(self.sides[0].extent, self.sides[1].extent),
            frame=frozenset(outside),
        )

    def _by_sentence(self) -> Iterator[_Met]:
        """Links of sentences; one that one side only counts tells that side's sentences their fate."""
        for link in self.comparison.sentence_links:
            first, second = self._kept(link.old, 0), self._kept(link.new, 1)
            if first or second:
                yield _Met(first, second, self._sentence_fate(link))

    def _sentence_fate(self, link: SentenceLink) -> Fate:
        if len(link.old) > 1 or len(link.new) > 1:
            return Fate.REGROUPED
        if alike(norm(self.sides[0].said(link.old[0])[1]), norm(self.sides[1].said(link.new[0])[1])):
            return Fate.IDENTICAL
        first, second = (
            side.key(refs[0], self.grain) for side, refs in zip(self.sides, (link.old, link.new), strict=True)
        )
        if alike(first, second):
            return Fate.TEMPLATE
        return Fate.PARTLY if ratio(first, second) < _SENTENCE or false_friends(first, second) else Fate.REWORDED

    def _by_clause(self) -> Iterator[_Met]:
        """Links of clauses, and of sections by their headings."""
        for change in self.linked:
            first = self._kept([(one, WHOLE) for one in change.old], 0)
            second = self._kept([(one, WHOLE) for one in change.new], 1)
            if not first and not second:
                continue
            fate = Fate.REGROUPED if max(len(first), len(second)) > 1 else _fate(change)
            if self.grain is Grain.SECTIONS and fate in _ROLLED and first and second:
                fate = self._rolled(first, second, fate)
            yield _Met(first, second, fate, fate is Fate.REWORDED and _list_only(change))

    def _rolled(self, old: Sequence[SentenceRef], new: Sequence[SentenceRef], own: Fate) -> Fate:
        """The fate of two linked sections: the worst of their own words and of all that stands in them."""
        held = set(self.sides[0].members(old)), set(self.sides[1].members(new))
        inside = [one for one in self.linked if not held[0].isdisjoint(one.old) and not held[1].isdisjoint(one.new)]
        if not inside:
            return Fate.PARTLY
        if not (held[0] | held[1]) <= {one for change in inside for one in (*change.old, *change.new)}:
            return Fate.REWORDED
        fates = [own, *map(_fate, inside)]
        return max((fate if fate in _ROLLED else Fate.REWORDED for fate in fates), key=_ROLLED.index)

    def _kept(self, refs: Sequence[SentenceRef], side: int) -> tuple[SentenceRef, ...]:
        return tuple(ref for ref in refs if ref in self.counted[side])

    def _items(self, side: int, met: Sequence[_Met]) -> Iterator[Item]:
        owner = {ref: one for one in met for ref in one[side]}
        free = [ref for ref in self.refs[side] if ref not in owner]
        near = dict(zip(free, self._nearest(side, free), strict=True))
        for ref in self.refs[side]:
            path, _ = self.sides[side].said(ref)
            if ref in owner:
                yield Item(ref, path, owner[ref].fate, owner[ref].body_same)
                continue
            best = near[ref]
            partly = best is not None and best.similarity >= _OVERLAP and ref[0] not in self.apart
            yield Item(ref, path, Fate.PARTLY if partly else Fate.ONE_SIDED, nearest=best)

    def _nearest(self, side: int, free: Sequence[SentenceRef]) -> Iterator[Neighbour | None]:
        """For each unit without a link what the comparison calls related, else what reads most alike over there."""
        mine, other = self.sides[side], self.sides[1 - side]
        others = self.refs[1 - side]
        related = self._related(side)
        measured = nearest([mine.key(ref, self.grain) for ref in free], [other.key(ref, self.grain) for ref in others])
        for ref, best in zip(free, measured, strict=True):
            found = related.get(ref) or ((others[best[0]], best[1]) if best else None)
            yield Neighbour(found[0], *other.said(found[0]), round(found[1], 4)) if found else None

    def _related(self, side: int) -> dict[SentenceRef, tuple[SentenceRef, float]]:
        """The best overlap that the comparison kept of each unit, as long as both are counted."""
        found: dict[SentenceRef, tuple[SentenceRef, float]] = {}
        for one in self.comparison.related:
            pair = (one.old, WHOLE), (one.new, WHOLE)
            if pair[1 - side] in self.counted[1 - side]:
                found.setdefault(pair[side], (pair[1 - side], one.similarity))
        return found


def _fate(change: Change) -> Fate:
    """The fate of two linked clauses."""
    if change.change_class in (None, ChangeClass.FORMAT, ChangeClass.EDITORIAL):
        return Fate.IDENTICAL
    if change.change_class in (ChangeClass.TEMPLATE, ChangeClass.REFERENCE):
        return Fate.TEMPLATE
    return Fate.PARTLY if change.tier is Tier.WEAK and not _list_only(change) else Fate.REWORDED


def _list_only(change: Change) -> bool:
    """Whether two rows differ and the sentences behind them do not."""
    return change.evidence is not None and change.evidence.agreement is Agreement.LIST_ONLY
