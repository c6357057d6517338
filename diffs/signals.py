"""What rules find inside a change: figures, terms, strength of obligation, units, references, with their direction.

A signal never claims legal weight. Rules look at what a difference deletes and inserts, so equal wording is silent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from diffs.clauses import Clause
from diffs.comparison import Direction, Op, Signal, SignalKind, Span
from diffs.facts import Fact, Hunk, direction, facts
from diffs.keys import norm
from diffs.references import bare, followed, own_references
from diffs.tokens import DOCUMENT_NUMBER

_NEGATION = re.compile(r"不再|没有|并非|[不未非无]")
_SCOPE = re.compile(
    r"仅限于?|只限于?|限于|仅(?=[在对向为由])|符合条件的|试点期限内|不含|不包括|不适用于?|除外|除[^，。；]{1,30}?(?:外|以外)|以外的"
)
_LIMITS = re.compile(r"仅|限|符合条件的")
_TITLE = re.compile(r"《[^《》]{2,80}》")
_NUMBERED = re.compile(rf"[\u4e00-\u9fff]{{1,10}}\s?{DOCUMENT_NUMBER}")
_DEFINITION = re.compile(r"以下(?:简称|统称)[:：]?\s?([“\"「《]?[^”\"」》）)，。；]{1,40}[”\"」》]?)")
_LEADS = re.compile("牵头|主责|责任|负责|主办")


Mask = Callable[[str], str]


def signals(
    old: Sequence[Clause],
    new: Sequence[Clause],
    spans: Sequence[Span],
    references: Mapping[str, str],
    masks: tuple[Mask, Mask] | None = None,
) -> tuple[Signal, ...]:
    """The findings in a change of ``old`` to ``new``, whose difference is ``spans``.

    ``references`` maps the marker of an old article to that of its new one; references that follow it are silent.
    Between two places, given by their ``masks``, no signal has a direction, and names that differ by the place alone
    are silent.
    """
    hunks = list(_hunks(spans))
    wordings = "\n".join(one.wording for one in old), "\n".join(one.wording for one in new)
    folds = (_folded(masks[0]), _folded(masks[1])) if masks else (norm, norm)
    found = [
        *_facts_changed(hunks, _own(wordings[0], references)),
        *_negations(hunks),
        *_sets(SignalKind.SCOPE, _SCOPE, _touched(hunks), folds, _scope_direction),
        *_sets(SignalKind.REFERENCE, _TITLE, _holding("《", wordings), folds),
        *_sets(SignalKind.DOCUMENT_NUMBER, _NUMBERED, _holding("号", wordings), folds),
        *_sets(SignalKind.DEFINITION, _DEFINITION, _holding("以下", wordings), folds),
        *_units(old, new, folds),
    ]
    if masks:
        found = [Signal(one.kind, one.old, one.new, None) for one in found]
    return tuple(dict.fromkeys(found))


def _holding(needle: str, texts: tuple[str, str]) -> tuple[str, str]:
    """The texts, emptied where a pattern cannot match for want of ``needle``: looking is cheaper than matching."""
    return texts[0] if needle in texts[0] else "", texts[1] if needle in texts[1] else ""


def _own(text: str, references: Mapping[str, str]) -> Mapping[str, str]:
    """The renumbering of those articles, with what stands in them, that ``text`` cites as its own document's."""
    cited = {match.group() for match in own_references(text)} if "条" in text else set()
    return {old: new for old, new in references.items() if old.partition("条")[0] + "条" in cited or old in cited}


def _folded(mask: Mask) -> Mask:
    return lambda text: norm(mask(text))


def _hunks(spans: Sequence[Span]) -> Iterator[Hunk]:
    at = 0
    while at < len(spans):
        if spans[at].op is Op.EQUAL:
            at += 1
            continue
        before = spans[at - 1].text[-8:] if at else ""
        texts = {Op.DELETE: "", Op.INSERT: ""}
        while at < len(spans) and spans[at].op is not Op.EQUAL:
            texts[spans[at].op] += spans[at].text
            at += 1
        after = spans[at].text[:6] if at < len(spans) else ""
        yield Hunk(texts[Op.DELETE], texts[Op.INSERT], before, after)


def _touched(hunks: Sequence[Hunk]) -> tuple[str, str]:
    return "\n".join(hunk.deleted for hunk in hunks), "\n".join(hunk.inserted for hunk in hunks)


def _facts_changed(hunks: Sequence[Hunk], references: Mapping[str, str]) -> Iterator[Signal]:
    old = [fact for at, hunk in enumerate(hunks) for fact in facts(hunk.deleted, hunk, at)]
    new = [fact for at, hunk in enumerate(hunks) for fact in facts(hunk.inserted, hunk, at)]
    pairs, gone, come = _paired([_Led(fact, _led(fact, references)) for fact in old], [_Led(fact, "") for fact in new])
    for first, second in pairs:
        if first.key != second.key:
            yield Signal(second.fact.kind, first.fact.text, second.fact.text, direction(first.fact, second.fact))
    gone, come = _without_common(gone, come)
    for one in gone:
        if one.fact.tells_alone:
            yield Signal(one.fact.kind, one.fact.text, None, _alone(one.fact, Direction.LOOSER))
    for one in come:
        if one.fact.tells_alone:
            yield Signal(one.fact.kind, None, one.fact.text, _alone(one.fact, Direction.STRICTER))


@dataclass(frozen=True, slots=True)
class _Led:
    """A fact with the text that it has after a renumbering, where that is another."""

    fact: Fact
    led: str

    @property
    def key(self) -> tuple[SignalKind, str]:
        text = norm(self.led or self.fact.text)
        return self.fact.kind, bare(text) if self.fact.kind is SignalKind.REFERENCE else text


def _led(fact: Fact, references: Mapping[str, str]) -> str:
    return followed(fact.text, references) if fact.kind is SignalKind.REFERENCE else ""


def _alone(fact: Fact, pointing: Direction) -> Direction | None:
    """A modal verb that comes or goes by itself points somewhere; one in a whole new sentence binds something new."""
    return pointing if fact.kind is SignalKind.MODALITY and fact.lone else None


def _paired(old: list[_Led], new: list[_Led]) -> tuple[list[tuple[_Led, _Led]], list[_Led], list[_Led]]:
    """Facts of one hunk and one scale: equal ones first, then those of one part in order, then what is left single."""
    pairs: list[tuple[_Led, _Led]] = []
    for alike in (_equal, _same_part, _only_pair):
        found = alike(old, new)
        pairs += found
        done = {id(one) for pair in found for one in pair}
        old, new = [one for one in old if id(one) not in done], [one for one in new if id(one) not in done]
    return pairs, old, new


def _equal(old: list[_Led], new: list[_Led]) -> list[tuple[_Led, _Led]]:
    return _matched(old, new, lambda one: (one.fact.hunk, one.key))


def _same_part(old: list[_Led], new: list[_Led]) -> list[tuple[_Led, _Led]]:
    return _matched(old, new, lambda one: (one.fact.hunk, one.fact.pairing, one.fact.part))


def _only_pair(old: list[_Led], new: list[_Led]) -> list[tuple[_Led, _Led]]:
    """What is the only one of its scale left on both sides of a hunk, unless their parts contradict."""
    counts = Counter((side, one.fact.hunk, one.fact.pairing) for side, ones in enumerate((old, new)) for one in ones)
    found = _matched(old, new, lambda one: (one.fact.hunk, one.fact.pairing))
    return [
        (first, second)
        for first, second in found
        if all(counts[side, first.fact.hunk, first.fact.pairing] == 1 for side in (0, 1))
        and (not first.fact.part or not second.fact.part or first.fact.kind is not SignalKind.DATE)
    ]


def _matched(old: list[_Led], new: list[_Led], key: Callable[[_Led], Hashable]) -> list[tuple[_Led, _Led]]:
    waiting: dict[Hashable, list[_Led]] = defaultdict(list)
    for one in reversed(old):
        waiting[key(one)].append(one)
    return [(waiting[key(one)].pop(), one) for one in new if waiting.get(key(one))]


def _without_common(old: list[_Led], new: list[_Led]) -> tuple[list[_Led], list[_Led]]:
    """Both lists without what only changed its place."""
    common = Counter(one.key for one in old) & Counter(one.key for one in new)
    return _less(old, common), _less(new, common)


def _less(ones: list[_Led], common: Counter[tuple[SignalKind, str]]) -> list[_Led]:
    left, kept = Counter(common), []
    for one in ones:
        if left[one.key]:
            left[one.key] -= 1
        else:
            kept.append(one)
    return kept


def _negations(hunks: Iterable[Hunk]) -> Iterator[Signal]:
    """Places that differ by a negation and nothing else."""
    for hunk in hunks:
        if max(len(hunk.deleted), len(hunk.inserted)) > 12:
            continue
        old, new = _NEGATION.findall(hunk.deleted), _NEGATION.findall(hunk.inserted)
        same = _NEGATION.sub("", hunk.deleted) == _NEGATION.sub("", hunk.inserted)
        if same and bool(old) != bool(new):
            yield Signal(SignalKind.NEGATION, "".join(old) or None, "".join(new) or None, Direction.REVERSED)


def _no_direction(_old: str | None, _new: str | None) -> Direction | None:
    return None


def _scope_direction(old: str | None, new: str | None) -> Direction | None:
    """A limit that is added is stricter, one that goes is looser; an exception says neither by itself."""
    if old is None and new is not None and _LIMITS.search(new):
        return Direction.STRICTER
    if new is None and old is not None and _LIMITS.search(old):
        return Direction.LOOSER
    return None


def _sets(
    kind: SignalKind,
    pattern: re.Pattern[str],
    texts: tuple[str, str],
    folds: tuple[Mask, Mask],
    direction: Callable[[str | None, str | None], Direction | None] = _no_direction,
) -> Iterator[Signal]:
    """Matches that only one side has, paired in order."""
    first, second = (_matches(pattern, text, fold) for text, fold in zip(texts, folds, strict=True))
    gone = [text for key, text in first.items() if key not in second]
    come = [text for key, text in second.items() if key not in first]
    for before, after in zip_longest(gone, come):
        yield Signal(kind, before, after, direction(before, after))


def _matches(pattern: re.Pattern[str], text: str, fold: Mask) -> dict[str, str]:
    found = (match.group(match.lastindex or 0) for match in pattern.finditer(text))
    return {fold(each): each for each in found}


def _units(old: Sequence[Clause], new: Sequence[Clause], folds: tuple[Mask, Mask]) -> Iterator[Signal]:
    """Responsible units as sets by role, the lead first; a change of order alone is none."""
    first, second = _by_role(old), _by_role(new)
    for role in sorted({*first, *second}, key=lambda name: (not _LEADS.search(name), name)):
        before, after = first.get(role, []), second.get(role, [])
        if set(map(folds[0], before)) != set(map(folds[1], after)):
            yield Signal(SignalKind.UNIT, _listed(role, before), _listed(role, after), None)


def _by_role(clauses: Sequence[Clause]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = defaultdict(list)
    for clause in clauses:
        for each in clause.responsible:
            roles[each.role].extend(each.units)
    return roles


def _listed(role: str, units: Sequence[str]) -> str | None:
    return f"{role}：{'、'.join(dict.fromkeys(units))}" if units else None
