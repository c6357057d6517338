"""References that come, go or lead elsewhere; one that follows a renumbering is none."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from diffs.aligning.references import SIGN, Reference, references
from diffs.clauses import Clause
from diffs.comparison import Signal, SignalKind
from diffs.describing.differing import Side, Stretch
from diffs.describing.renumbered import Renumbered
from diffs.keys import norm

#: References that say nothing by coming or going alone.
_RELATIVE = re.compile("前|本[条章节编]")
#: The hunk of a reference that stands in both texts; it may lead to what the other text cites by another number.
_KEPT = -1
#: A difference touches a reference when one begins inside it or so near that its law, its joint or its count differs.
_BEFORE, _BEHIND = 3, 12

#: Of which text a reference means a provision, and which: "" is its own; titled ones count as one, as the titles are
#: told by themselves.
Target = tuple[str, str]
_TITLED = "《》"


def cited(
    old: tuple[Sequence[Clause], Side], new: tuple[Sequence[Clause], Side], numbers: Renumbered
) -> Iterator[Signal]:
    """The signals of references: those that lead elsewhere, paired within a place in order.

    Those that follow ``numbers`` are silent, and so are those that only changed their place.
    """
    if not (_touched(old[1]) or _touched(new[1])):
        return
    mine, others = _cites(*old, numbers), _cites(*new, Renumbered())
    targets = Counter(each for one in mine for each in one.targets)
    targets &= Counter(each for one in others for each in one.targets)
    gone, come = _unlike(_less(mine, targets), _less(others, targets))
    for hunk in sorted({one.hunk for one in chain(gone, come)}, key=lambda at: (at == _KEPT, at)):
        ones = [one for one in gone if one.hunk == hunk], [one for one in come if one.hunk == hunk]
        for before, after in zip_longest(*ones):
            yield from _signal(before, after, mine, others)


def _touched(side: Side) -> bool:
    text = side.text
    if "第" not in text and "条" not in text and "款" not in text:
        return False
    return any(SIGN.search(text, max(0, one.start - _BEFORE), one.end + _BEHIND) for one in side.changed)


@dataclass(frozen=True, slots=True)
class _Cite:
    """A reference as printed, with the name of its law, and as the list it stands in; where it leads; its hunk."""

    law: str | None
    text: str
    named: str
    listed: str
    targets: tuple[Target, ...]
    hunk: int


def _cites(clauses: Sequence[Clause], side: Side, numbers: Renumbered) -> list[_Cite]:
    """The references of one side, each with where it leads."""
    found: list[_Cite] = []
    at = 0
    for clause in clauses:
        wording = clause.wording
        hunks = [one for one in side.changed if at <= one.start <= at + len(wording)]
        found += _within(wording, clause.path, at, hunks, numbers)
        at += len(wording) + 1
    return found


def _within(wording: str, path: str, at: int, hunks: Sequence[Stretch], numbers: Renumbered) -> Iterator[_Cite]:
    starts = [one.start for one in hunks]
    ones = list(references(wording, path))
    for place, one in enumerate(ones):
        first, last = _list_around(ones, place)
        start = ones[place - 1].end if one.listed else one.lead
        hunk = _KEPT
        if hunks:
            stretch = hunks[max(0, bisect_left(starts, at + one.end) - 1)]
            hunk = stretch.hunk if stretch.start < at + one.end and at + start < stretch.end else _KEPT
        text = wording[one.start : one.end]
        law = _TITLED if one.law and wording[one.start - 1] in "》〉>的）)" else one.law or ""
        targets = tuple((law, target) for target in numbers.led(one) or (norm(text),))
        yield _Cite(
            one.law, text, wording[one.lead : one.end], wording[ones[first].start : ones[last].end], targets, hunk
        )


def _list_around(ones: Sequence[Reference], place: int) -> tuple[int, int]:
    """The first and the last reference of the list that one stands in."""
    first = last = place
    while ones[first].listed:
        first -= 1
    while last + 1 < len(ones) and ones[last + 1].listed:
        last += 1
    return first, last


def _less(ones: Sequence[_Cite], common: Counter[Target]) -> list[_Cite]:
    """The references of which something leads where none of the other side does."""
    left, kept = Counter(common), []
    for one in ones:
        if any(left[each] < 1 for each in one.targets):
            kept.append(one)
        left.subtract(one.targets)
    return kept


def _unlike(gone: Sequence[_Cite], come: Sequence[_Cite]) -> tuple[list[_Cite], list[_Cite]]:
    """Both sides without those that stand in both texts: these did not follow, which no difference shows."""
    alike = min(sum(one.hunk == _KEPT for one in ones) for ones in (gone, come))
    left: list[list[_Cite]] = []
    for ones in (gone, come):
        kept = [one for one in ones if one.hunk == _KEPT]
        left.append([one for one in ones if one.hunk != _KEPT] + kept[alike:])
    return _beside(left[0], left[1]), _beside(left[1], left[0])


def _beside(ones: Sequence[_Cite], others: Sequence[_Cite]) -> list[_Cite]:
    """References that stand in both texts put where the other text names another law before the same words."""
    hunks = {other.text: other.hunk for other in others}
    return [replace(one, hunk=hunks.get(one.text, _KEPT)) if one.hunk == _KEPT else one for one in ones]


def _signal(
    before: _Cite | None, after: _Cite | None, mine: Sequence[_Cite], others: Sequence[_Cite]
) -> Iterator[Signal]:
    alone = before or after
    if before and after:
        if before.named == after.named or (before.law, before.text) == (after.law, after.text):
            return
        same = before.text == after.text or before.targets[0][0] != after.targets[0][0]
        texts = (before.named, after.named) if same else (before.text, after.text)
        yield Signal(SignalKind.REFERENCE, *texts, None)
    elif alone and (partner := _partner(alone, others if before else mine)):
        yield Signal(SignalKind.REFERENCE, *((alone.text, partner) if before else (partner, alone.text)), None)
    elif alone and not _RELATIVE.match(alone.text):
        yield Signal(SignalKind.REFERENCE, before.text if before else None, after.text if after else None, None)


def _partner(one: _Cite, others: Sequence[_Cite]) -> str | None:
    """What the other text has in the place of a list or range of which a part stands there too."""
    shared = (other for other in others if len(one.targets) > 1 and not set(one.targets).isdisjoint(other.targets))
    return next((other.listed for other in shared if other.listed != one.text), None)
