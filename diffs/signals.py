"""What rules find inside a change: figures, terms, strength of obligation, units, references, with their direction.

A signal never claims legal weight. Rules look at what a difference deletes and inserts, so equal wording is silent.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from diffs.clauses import Clause
from diffs.comparison import Direction, Op, Signal, SignalKind, Span
from diffs.keys import norm
from diffs.references import own_references
from diffs.tokens import (
    BARE_DUTY,
    DATE,
    DOCUMENT_NUMBER,
    DURATIONS,
    DUTY,
    ENCOURAGEMENT,
    HAN_DIGITS,
    MODALS,
    MONEY,
    PERCENT,
    PERMISSION,
    PROHIBITION,
    QUANTITY,
    REFERENCE,
    numeral,
)

_FACT = re.compile(
    rf"(?P<reference>{REFERENCE})|(?P<document>{DOCUMENT_NUMBER})|(?P<date>{DATE})|(?P<quantity>{QUANTITY})"
    rf"|(?P<modal>{'|'.join(MODALS)})|(?P<duty>{BARE_DUTY})"
)
_QUANTITY = re.compile(
    rf"(?P<part>百分之)?(?P<number>[\d,，.]+|[{HAN_DIGITS}]+)\s?(?P<scale>[十百千万亿]*)"
    rf"(?:(?P<percent>{PERCENT})|(?P<money>{MONEY})|(?P<duration>{DURATIONS})|(?P<measure>.*))$"
)
_DAYS = {"分钟": 1 / 1440, "小时": 1 / 24, "日": 1, "天": 1, "周": 7, "星期": 7, "月": 30, "季度": 91, "年": 365}
_TERM_AHEAD = re.compile(r"(?:以?内|之内|之?前|届满|期满|期限)")
_TERM_BEFORE = re.compile(r"(?:之日起|之日后|后|起|逾期|期限为|最迟|超过|不少于|不得少于|提前)$")
_NEGATION = re.compile(r"不再|没有|并非|[不未非无]")
_SCOPE = re.compile(
    r"仅限于?|只限于?|限于|仅(?=[在对向为由])|符合条件的|试点期限内|不含|不包括|不适用于?|除外|除[^，。；]{1,30}?(?:外|以外)|以外的"
)
_LIMITS = re.compile(r"仅|限|符合条件的")
_TITLE = re.compile(r"《[^《》]{2,80}》")
_NUMBERED = re.compile(rf"[\u4e00-\u9fff]{{1,10}}\s?{DOCUMENT_NUMBER}")
_DEFINITION = re.compile(r"以下(?:简称|统称)[:：]?\s?([“\"「《]?[^”\"」》）)，。；]{1,40}[”\"」》]?)")
_SCALES = {word: scale for scale, words in enumerate((PROHIBITION, DUTY, PERMISSION, ENCOURAGEMENT)) for word in words}
#: In longer replaced stretches a modal verb here and another there say nothing about one another.
_READABLE = 60
_LEADS = re.compile("牵头|主责|责任|负责|主办")


Mask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A figure, reference or modal verb in a hunk: ``scale`` says with what it may be paired, ``value`` orders it."""

    kind: SignalKind
    text: str
    scale: str
    value: float | None
    hunk: int


@dataclass(frozen=True, slots=True)
class _Hunk:
    """What one place deletes and inserts, with a little of the equal wording around it."""

    deleted: str
    inserted: str
    before: str
    after: str


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
    """The renumbering of those articles that ``text`` cites as its own document's."""
    cited = {match.group() for match in own_references(text)} if "条" in text else set()
    return {old: new for old, new in references.items() if old in cited}


def _folded(mask: Mask) -> Mask:
    return lambda text: norm(mask(text))


def _hunks(spans: Sequence[Span]) -> Iterator[_Hunk]:
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
        yield _Hunk(texts[Op.DELETE], texts[Op.INSERT], before, after)


def _touched(hunks: Sequence[_Hunk]) -> tuple[str, str]:
    return "\n".join(hunk.deleted for hunk in hunks), "\n".join(hunk.inserted for hunk in hunks)


def _facts_changed(hunks: Sequence[_Hunk], references: Mapping[str, str]) -> Iterator[Signal]:
    old = [fact for at, hunk in enumerate(hunks) for fact in _facts(hunk.deleted, hunk, at)]
    new = [fact for at, hunk in enumerate(hunks) for fact in _facts(hunk.inserted, hunk, at)]
    old = [_followed(fact, references) for fact in old]
    old, new = _without_common(old, new)
    pairs, lone_old, lone_new = _paired(old, new)
    for first, second in pairs:
        printed = _printed(first, references)
        yield Signal(second.kind, printed, second.text, _direction(first, second))
    for fact in lone_old:
        if fact.kind not in (SignalKind.NUMBER, SignalKind.MODALITY) or _tells_alone(fact):
            yield Signal(fact.kind, _printed(fact, references), None, _alone(fact, Direction.LOOSER))
    for fact in lone_new:
        if fact.kind not in (SignalKind.NUMBER, SignalKind.MODALITY) or _tells_alone(fact):
            yield Signal(fact.kind, None, fact.text, _alone(fact, Direction.STRICTER))


def _tells_alone(fact: _Fact) -> bool:
    """A duration, a prohibition or a duty says something by itself; a bare number or a permission does not."""
    return fact.scale == "duration" or (fact.kind is SignalKind.MODALITY and fact.value in (0, 1))


def _alone(fact: _Fact, direction: Direction) -> Direction | None:
    return direction if fact.kind is SignalKind.MODALITY else None


def _followed(fact: _Fact, references: Mapping[str, str]) -> _Fact:
    if fact.kind is not SignalKind.REFERENCE or fact.text not in references:
        return fact
    return _Fact(fact.kind, references[fact.text], fact.scale, fact.value, fact.hunk)


def _printed(fact: _Fact, references: Mapping[str, str]) -> str:
    if fact.kind is SignalKind.REFERENCE:
        return next((old for old, new in references.items() if new == fact.text), fact.text)
    return fact.text


def _facts(text: str, hunk: _Hunk, at: int) -> Iterator[_Fact]:
    for match in _FACT.finditer(text):
        name, token = match.lastgroup, match.group()
        if name == "reference":
            yield _Fact(SignalKind.REFERENCE, token, token[-1], None, at)
        elif name == "date":
            yield _Fact(SignalKind.DATE, token, "date", _day(token), at)
        elif name == "modal" and max(len(hunk.deleted), len(hunk.inserted)) <= _READABLE:
            yield _Fact(SignalKind.MODALITY, token, "modal", _SCALES[token], at)
        elif name == "duty" and max(len(hunk.deleted), len(hunk.inserted)) <= _READABLE:
            yield _Fact(SignalKind.MODALITY, token, "modal", _SCALES[DUTY[0]], at)
        elif name == "quantity":
            before = text[: match.start()][-8:] or hunk.before
            yield _quantity(token, before, text[match.end() :][:6] or hunk.after, at)


def _quantity(token: str, before: str, after: str, at: int) -> _Fact:
    match = _QUANTITY.match(token)
    if match is None:
        return _Fact(SignalKind.NUMBER, token, "", None, at)
    value = numeral(match["number"] + match["scale"])
    if match["part"] or match["percent"]:
        return _Fact(SignalKind.PERCENTAGE, token, match["percent"] or "%", value, at)
    if match["money"]:
        return _Fact(SignalKind.MONEY, token, match["money"].lstrip("人民币"), _times(value, match["money"]), at)
    if match["duration"]:
        term = _TERM_AHEAD.match(after) or _TERM_BEFORE.search(before)
        kind = SignalKind.DEADLINE if term else SignalKind.NUMBER
        return _Fact(kind, token, "duration", _length(value, match["duration"]), at)
    return _Fact(SignalKind.NUMBER, token, match["measure"] or "", value, at)


def _times(value: float | None, unit: str) -> float | None:
    factor = 1e8 if unit.startswith("亿") else 1e4 if unit.startswith("万") else 1
    return value * factor if value is not None else None


def _length(value: float | None, unit: str) -> float | None:
    """Days of a duration; a working day counts a little more than a day, so that 5日→5个工作日 is longer."""
    if value is None:
        return None
    if unit.endswith(("工作日", "交易日")):
        return value * 1.4
    return value * next((days for name, days in _DAYS.items() if unit.endswith(name)), 1)


def _day(token: str) -> float | None:
    parts = [numeral(part) for part in re.split("[年月日]", token) if part]
    if any(part is None for part in parts):
        return None
    numbers = [part for part in parts if part is not None]
    if "年" not in token:
        numbers.insert(0, 0)
    year, month, day = [*numbers, 0, 0, 0][:3]
    return year * 10_000 + month * 100 + day


def _without_common(old: list[_Fact], new: list[_Fact]) -> tuple[list[_Fact], list[_Fact]]:
    """Both lists without what only changed its place."""
    common = Counter((fact.kind, norm(fact.text)) for fact in old) & Counter(
        (fact.kind, norm(fact.text)) for fact in new
    )
    return _less(old, common), _less(new, common)


def _less(facts: list[_Fact], common: Counter[tuple[SignalKind, str]]) -> list[_Fact]:
    left, kept = Counter(common), []
    for fact in facts:
        key = (fact.kind, norm(fact.text))
        if left[key]:
            left[key] -= 1
        else:
            kept.append(fact)
    return kept


def _paired(old: list[_Fact], new: list[_Fact]) -> tuple[list[tuple[_Fact, _Fact]], list[_Fact], list[_Fact]]:
    """Facts of one place and one scale in order; what has no partner stays alone."""
    waiting: dict[tuple[int, str], list[_Fact]] = defaultdict(list)
    for fact in old:
        waiting[fact.hunk, _pairing(fact)].append(fact)
    pairs, alone = [], []
    for fact in new:
        queue = waiting[fact.hunk, _pairing(fact)]
        if queue:
            pairs.append((queue.pop(0), fact))
        else:
            alone.append(fact)
    left = {id(fact) for queue in waiting.values() for fact in queue}
    return pairs, [fact for fact in old if id(fact) in left], alone


def _pairing(fact: _Fact) -> str:
    """Durations pair whatever their context calls them; other facts pair within their kind and unit."""
    return fact.scale if fact.scale == "duration" else f"{fact.kind}{fact.scale}"


def _direction(old: _Fact, new: _Fact) -> Direction | None:
    if old.kind is SignalKind.MODALITY:
        return _strength(int(old.value or 0), int(new.value or 0))
    if old.value is None or new.value is None or old.value == new.value:
        return None
    more = new.value > old.value
    if new.scale == "duration":
        return Direction.LONGER if more else Direction.SHORTER
    if new.kind is SignalKind.DATE:
        return Direction.LATER if more else Direction.EARLIER
    return Direction.RAISED if more else Direction.LOWERED


def _strength(old: int, new: int) -> Direction | None:
    """Four scales of their own: within one, a change of word is drafting; across them, it turns or weakens."""
    if old == new:
        return Direction.DRAFTING
    if 0 in (old, new):
        return Direction.REVERSED
    if 1 in (old, new):
        return Direction.LOOSER if old == 1 else Direction.STRICTER
    return None


def _negations(hunks: Iterable[_Hunk]) -> Iterator[Signal]:
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
