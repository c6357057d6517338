"""References that come, go or lead elsewhere; one that follows a renumbering is none."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from diffs.aligning.references import references
from diffs.clauses import Clause
from diffs.comparison import Signal, SignalKind
from diffs.describing.differing import Side
from diffs.describing.renumbered import Renumbered
from diffs.keys import norm
from diffs.tokens import HAN_DIGITS

#: References that say nothing by coming or going alone.
_RELATIVE = re.compile("前|本条")
#: The hunk of a reference that stands in both texts; it may lead to what the other text cites by another number.
_KEPT = -1
_UNIT = re.compile("[条款项]")
_CONTAINER, _CONTAINER_STARTS = re.compile(rf"第[{HAN_DIGITS}\d]+[编章节]"), re.compile("第")


def cited(
    old: tuple[Sequence[Clause], Side], new: tuple[Sequence[Clause], Side], numbers: Renumbered
) -> Iterator[Signal]:
    """The signals of references: those that lead elsewhere, paired within a place in order.

    Those that follow ``numbers`` are silent, and so are those that only changed their place.
    """
    mine, others = _Citing(*old, numbers).cites(), _Citing(*new).cites()
    if not mine and not others:
        return
    targets = Counter(one.key[1] for one in mine) & Counter(one.key[1] for one in others)
    gone, come = _less(mine, targets), _less(others, targets)
    for hunk in dict.fromkeys(one.hunk for one in chain(gone, come) if one.hunk != _KEPT):
        ones = [one.text for one in gone if one.hunk == hunk], [one.text for one in come if one.hunk == hunk]
        for before, after in zip_longest(*ones):
            if (before and after) or not _RELATIVE.match(before or after or ""):
                yield Signal(SignalKind.REFERENCE, before, after, None)


@dataclass(frozen=True, slots=True)
class _Cite:
    """A reference, as printed, the provisions it means after a renumbering, and the hunk it stands in."""

    text: str
    key: tuple[str | None, tuple[str, ...]]
    hunk: int


class _Citing:
    """The references of one side, where any of them differs."""

    def __init__(self, clauses: Sequence[Clause], side: Side, numbers: Renumbered | None = None) -> None:
        self._clauses, self._side, self._numbers = clauses, side, numbers

    def cites(self) -> list[_Cite]:
        """References to provisions, then those to chapters, each with where it leads."""
        found = [
            _Cite(match.group(), (None, (match.group(),)), stretch.hunk)
            for match, stretch in self._side.matches(_CONTAINER, _CONTAINER_STARTS)
        ]
        if not any(_UNIT.search(self._side.text, one.start, one.end) for one in self._side.changed):
            return found
        at = 0
        for clause in self._clauses:
            wording = clause.wording
            found += self._within(wording, clause.path, at)
            at += len(wording) + 1
        return found

    def _within(self, wording: str, path: str, at: int) -> Iterator[_Cite]:
        hunks = [one for one in self._side.changed if at <= one.start <= at + len(wording)]
        starts = [one.start for one in hunks]
        for one in references(wording, path) if hunks else ():
            stretch = hunks[max(0, bisect_left(starts, at + one.end) - 1)]
            changed = stretch.start < at + one.end and at + one.start < stretch.end
            led = self._numbers.led(one) if self._numbers else one.targets
            text = wording[one.start : one.end]
            yield _Cite(text, (one.law, led or (norm(text),)), stretch.hunk if changed else _KEPT)


def _less(ones: Sequence[_Cite], common: Counter[tuple[str, ...]]) -> list[_Cite]:
    left, kept = Counter(common), []
    for one in ones:
        if left[one.key[1]]:
            left[one.key[1]] -= 1
        else:
            kept.append(one)
    return kept
