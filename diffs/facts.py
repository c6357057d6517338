"""Facts of legal wording that can be weighed: figures, terms, money, dates, references and modal verbs.

A fact is read from what a difference deletes or inserts, with a little of the equal wording around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from diffs.comparison import Direction, SignalKind
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
_SCALES = {word: scale for scale, words in enumerate((PROHIBITION, DUTY, PERMISSION, ENCOURAGEMENT)) for word in words}
#: In longer replaced stretches a modal verb here and another there say nothing about one another.
_READABLE = 60
#: What a figure bounds, or a date is the day of: facts of different parts are no pair.
_BOUND = re.compile(r"以上|以下|以内|之内|不满|[以之]?前|届满|内|的")
_DAY_OF = re.compile(r"[^，。；）)\d]{0,16}?(施行|实施|生效|通过|批准|公布|发布|印发|修正|修订|废止|截止|届满|前)")
_PROHIBITED, _OBLIGED = 0, 1


@dataclass(frozen=True, slots=True)
class Hunk:
    """What one place deletes and inserts, with a little of the equal wording around it."""

    deleted: str
    inserted: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, reference or modal verb in a hunk.

    ``scale`` says with what it may be paired, ``value`` orders it, ``part`` is what it bounds or is the day of
    (以上, 以下; 施行, 公布), ``lone`` whether the hunk holds hardly anything else.
    """

    kind: SignalKind
    text: str
    scale: str
    value: float | None
    hunk: int
    part: str = ""
    lone: bool = False

    @property
    def pairing(self) -> str:
        """What a partner must share; durations pair whatever their context calls them."""
        return self.scale if self.scale == "duration" else f"{self.kind}{self.scale}"

    @property
    def tells_alone(self) -> bool:
        """A duration, a bounded figure, a prohibition or a duty says something alone; a bare number does not."""
        if self.kind is SignalKind.MODALITY:
            return self.value in (_PROHIBITED, _OBLIGED)
        if self.kind is SignalKind.NUMBER:
            return self.scale == "duration" or (bool(self.scale) and self.part not in ("", "的"))
        return True


def facts(text: str, hunk: Hunk, at: int) -> Iterator[Fact]:
    """The facts of one side of the ``at``-th hunk, in order."""
    for match in _FACT.finditer(text):
        name, token = match.lastgroup, match.group()
        after = (text[match.end() :] + hunk.after)[:24]
        if name == "reference":
            yield Fact(SignalKind.REFERENCE, token, "", None, at)
        elif name == "date":
            yield Fact(SignalKind.DATE, token, "date", _day(token), at, _part(_DAY_OF, after))
        elif name in ("modal", "duty") and max(len(hunk.deleted), len(hunk.inserted)) <= _READABLE:
            value = _SCALES[token if name == "modal" else DUTY[0]]
            yield Fact(SignalKind.MODALITY, token, "modal", value, at, lone=len(text) <= len(token) + 1)
        elif name == "quantity":
            before = text[: match.start()][-8:] or hunk.before
            found = _quantity(token, before, after[:6], at)
            yield replace(found, part=_part(_BOUND, after[:2]))


def _part(pattern: re.Pattern[str], after: str) -> str:
    match = pattern.match(after)
    return match.group(match.lastindex or 0) if match else ""


def _quantity(token: str, before: str, after: str, at: int) -> Fact:
    match = _QUANTITY.match(token)
    if match is None:
        return Fact(SignalKind.NUMBER, token, "", None, at)
    value = numeral(match["number"] + match["scale"])
    if match["part"] or match["percent"]:
        return Fact(SignalKind.PERCENTAGE, token, match["percent"] or "%", value, at)
    if match["money"]:
        return Fact(SignalKind.MONEY, token, match["money"].lstrip("人民币"), _times(value, match["money"]), at)
    if match["duration"]:
        term = _TERM_AHEAD.match(after) or _TERM_BEFORE.search(before)
        kind = SignalKind.DEADLINE if term else SignalKind.NUMBER
        return Fact(kind, token, "duration", _length(value, match["duration"]), at)
    return Fact(SignalKind.NUMBER, token, match["measure"] or "", value, at)


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


def direction(old: Fact, new: Fact) -> Direction | None:
    """Which way a pair of facts points; none when they cannot be ordered."""
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
