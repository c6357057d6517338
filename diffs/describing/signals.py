"""What rules find inside a change: figures, terms, strength of obligation, units, references, with their direction.

A signal never claims legal weight. Rules look at what a difference deletes and inserts, so equal wording is silent.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import zip_longest

from diffs.agencies import folded, renamed
from diffs.clauses import Clause, Kind
from diffs.comparison import Direction, Signal, SignalKind, Span
from diffs.describing.approvals import approvals
from diffs.describing.bounds import Bound, bounds
from diffs.describing.cited import cited
from diffs.describing.differing import Side, Stretch, sides
from diffs.describing.doubled import Doubled, doubled
from diffs.describing.modality import modality
from diffs.describing.pairing import figures
from diffs.describing.renumbered import Renumbered
from diffs.describing.worded import Period, periods
from diffs.keys import norm
from diffs.tokens import DOCUMENT_NUMBER, ISSUED, ISSUED_BACK

_NEGATION = re.compile(r"不再|没有|并非|[不未非无]")
_NEGATED = 12
_STANDING = 0.7
_SCOPE = re.compile(
    r"仅限于?|只限于?|限于|仅(?=[在对向为由])|符合条件的|试点期限内|不含|不包括|不适用于?"
    r"|除外|除[^，。；]{1,30}?(?:外|以外)|以外的"
)
_SCOPE_STARTS = re.compile("仅|只限|限于|符合|试点|不含|不包|不适|除|以外")
_LIMITS = re.compile(r"仅|限|符合条件的")
_LIMITED, _AROUND, _WORD = 0.6, 24, 2
_TITLE = re.compile(r"《[^《》]{2,80}》")
_NUMBER = re.compile(DOCUMENT_NUMBER)
_DEFINITION = re.compile(r"以下(?:简称|统称)[:：]?\s?([“\"「《]?[^”\"」》）)，。；]{1,40}[”\"」》]?)")
_LEADS = re.compile("^(?!.*(?:配合|协办|协同|参[与加])).*(?:牵头|主责|责任|负责|主办)")
_ANGLES = str.maketrans("<>〈〉《》", "<><><>")
_ITEM = re.compile(r"[（(]|\d")

Mask = Callable[[str], str]


def signals(
    old: Sequence[Clause],
    new: Sequence[Clause],
    spans: Sequence[Span],
    numbers: Renumbered,
    masks: tuple[Mask, Mask] | None = None,
) -> tuple[Signal, ...]:
    """The findings in a change of ``old`` to ``new``, whose difference is ``spans``.

    ``numbers`` says where the references of the old text lead; those that follow it are silent. Between two places,
    given by their ``masks``, no signal has a direction, and names that differ by the place alone are silent.
    """
    first, second = sides(spans)
    folds = (_folded(masks[0]), _folded(masks[1])) if masks else (_titled, _titled)
    double, often = doubled(first, second), tuple(periods(first, second))
    explained = {one.hunk for one in double}
    turned = tuple(bounds(first, second, explained))
    told = _alone(turned, often) if turned or often else ()
    explained |= {one.hunk for one in turned if one.signal.direction is Direction.REVERSED}
    found = [
        *(one.signal for one in double),
        *modality(first, second, item=_is_item(old) and _is_item(new), known=_starts(double)),
        *approvals(first, second),
        *(
            one
            for one in figures(first, second, acts=_is_history(old) or _is_history(new))
            if (one.old, one.new) not in told
        ),
        *(one.signal for one in often),
        *(one.signal for one in turned),
        *cited((old, first), (new, second), numbers),
        *_negations(first, second, explained),
        *_scopes(first, second, folds),
        *_sets((first.text, second.text), folds),
        *_units(old, new, (_agencies(folds[0]), _agencies(folds[1])) if masks else folds),
    ]
    if masks:
        found = [Signal(one.kind, one.old, one.new, None) for one in found]
    return tuple(dict.fromkeys(found))


def _starts(double: Sequence[Doubled]) -> tuple[Set[int], Set[int]]:
    return {one.starts[0] for one in double}, {one.starts[1] for one in double}


def _alone(turned: Sequence[Bound], often: Sequence[Period]) -> Set[tuple[str | None, str | None]]:
    """The figures of bounds and periods as signals of their own, which would say them twice."""
    ends = *((one.old, one.new) for one, _ in turned), *(terms for _, terms in often)
    return {alone for one, other in ends for alone in ((one, None), (None, other))}


def _titled(text: str) -> str:
    return norm(text).translate(_ANGLES)


def _folded(mask: Mask) -> Mask:
    return lambda text: _titled(mask(text))


def _agencies(fold: Mask) -> Mask:
    return lambda unit: fold(folded(unit))


def _is_item(clauses: Sequence[Clause]) -> bool:
    return _ITEM.match(clauses[0].marker) is not None


def _is_history(clauses: Sequence[Clause]) -> bool:
    """Whether clauses tell when a text was passed, promulgated and amended (题注)."""
    return clauses[0].kind is Kind.FRONT_MATTER


def _negations(old: Side, new: Side, told: Set[int]) -> Iterator[Signal]:
    """Places that differ by a negation and nothing else, in a segment that stands; not the hunks ``told``."""
    hunks = {one.hunk for side in (old, new) for one in side.changed if _negates(side, one)} - told
    if not hunks:
        return
    deleted, inserted = {one.hunk: one for one in old.changed}, {one.hunk: one for one in new.changed}
    for hunk in sorted(hunks):
        one, other = deleted.get(hunk), inserted.get(hunk)
        before = old.text[one.start : one.end] if one else ""
        after = new.text[other.start : other.end] if other else ""
        mine, others = _NEGATION.findall(before), _NEGATION.findall(after)
        same = _NEGATION.sub("", before) == _NEGATION.sub("", after)
        if same and bool(mine) != bool(others):
            side, stretch = (old, one) if mine else (new, other)
            if stretch and _stands(side, stretch.start, stretch.end):
                yield Signal(SignalKind.NEGATION, "".join(mine) or None, "".join(others) or None, Direction.REVERSED)


def _negates(side: Side, one: Stretch) -> bool:
    """Whether a negation stands in a hunk that is short on both sides."""
    return one.size <= _NEGATED and _NEGATION.search(side.text, one.start, one.end) is not None


def _stands(side: Side, start: int, end: int) -> bool:
    """Whether the segment around a stretch is kept, the stretch aside."""
    first, last = side.segment(start)[0], max(end, side.segment(end)[1])
    around = start - first + last - end
    return side.image(first, start)[0] + side.image(end, last)[0] >= _STANDING * around


def _scopes(old: Side, new: Side, folds: tuple[Mask, Mask]) -> Iterator[Signal]:
    """Limits and exceptions that one side alone has, paired in order.

    A limit put into a standing segment is stricter, one taken out looser; an exception says neither by itself.
    """
    gone, come = _limits(old, folds[0]), _limits(new, folds[1])
    if not gone and not come:
        return
    ones = [key for key in gone if key not in come], [key for key in come if key not in gone]
    for before, after in zip_longest(*ones):
        direction = None
        if before is None or after is None:
            text, points = come[after] if before is None else gone[before]
            pointing = Direction.STRICTER if before is None else Direction.LOOSER
            direction = pointing if points and _LIMITS.search(text) else None
        yield Signal(
            SignalKind.SCOPE, gone[before][0] if before else None, come[after][0] if after else None, direction
        )


def _limits(side: Side, fold: Mask) -> dict[str, tuple[str, bool]]:
    """Limits in changed stretches by their folded text: as printed, and whether what they limit stands."""
    found: dict[str, tuple[str, bool]] = {}
    for match, stretch in side.matches(_SCOPE, _SCOPE_STARTS):
        if match.end() <= stretch.end:
            last = min(side.segment(match.start())[1], match.end() + _AROUND)
            limits = side.share(match.end(), last) >= _LIMITED and side.share(match.end(), match.end() + _WORD) == 1
            found.setdefault(fold(match.group()), (match.group(), limits))
    return found


def _numbers(text: str) -> Iterator[str]:
    """Document numbers with the word of their issuer, looked for backwards from the year."""
    for found in _NUMBER.finditer(text):
        issuer = ISSUED.search(text, max(0, found.start() - ISSUED_BACK), found.start())
        if issuer:
            yield issuer[1] + found.group()


#: What is told as a set, how it is found, and what stands in each: looking for that is cheaper than matching.
_SETS: tuple[tuple[SignalKind, Callable[[str], Iterable[str]], str], ...] = (
    (SignalKind.REFERENCE, _TITLE.findall, "《"),
    (SignalKind.DOCUMENT_NUMBER, _numbers, "号"),
    (SignalKind.DEFINITION, _DEFINITION.findall, "以下"),
)


def _sets(texts: tuple[str, str], folds: tuple[Mask, Mask]) -> Iterator[Signal]:
    """Finds that only one side has, paired in order."""
    for kind, find, needle in _SETS:
        if needle in texts[0] or needle in texts[1]:
            first, second = ({fold(each): each for each in find(text)} for text, fold in zip(texts, folds, strict=True))
            gone = [text for key, text in first.items() if key not in second]
            come = [text for key, text in second.items() if key not in first]
            for before, after in zip_longest(gone, come):
                yield Signal(kind, before, after, None)


def _units(old: Sequence[Clause], new: Sequence[Clause], folds: tuple[Mask, Mask]) -> Iterator[Signal]:
    """Responsible units as sets by role, the lead first; a change of order alone is none, a renaming is drafting."""
    if not any(clause.responsible for clause in (*old, *new)):
        return
    first, second = _by_role(old), _by_role(new)
    for role in sorted({*first, *second}, key=lambda name: (not _LEADS.search(name), name)):
        before, after = _keyed(first.get(role, ()), folds[0]), _keyed(second.get(role, ()), folds[1])
        if before.keys() != after.keys():
            gone = [unit for key, unit in before.items() if key not in after]
            come = [unit for key, unit in after.items() if key not in before]
            direction = Direction.DRAFTING if _all_renamed(gone, come) else None
            yield Signal(
                SignalKind.UNIT, _listed(role, first.get(role, ())), _listed(role, second.get(role, ())), direction
            )


def _keyed(units: Sequence[str], fold: Mask) -> dict[str, str]:
    return {fold(unit): unit for unit in units}


def _all_renamed(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether each unit that goes lives on under a name that comes, and nothing else comes."""
    return (
        bool(gone)
        and all(any(renamed(one, other) for other in come) for one in gone)
        and all(any(renamed(other, one) for other in gone) for one in come)
    )


def _by_role(clauses: Sequence[Clause]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        for each in clause.responsible:
            roles[each.role].extend(each.units)
    return roles


def _listed(role: str, units: Sequence[str]) -> str | None:
    return f"{role}：{'、'.join(dict.fromkeys(units))}" if units else None
