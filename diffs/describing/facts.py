"""Facts of legal wording that can be weighed: figures, terms, money, percentages and dates, each with its role.

A fact is read from a changed stretch with all that stands around it: what it bounds (以上, 以下), for whom, in which
step (情节严重的, …), and what for (a fine, or the threshold of one).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diffs.comparison import Direction, SignalKind
from diffs.describing.days import named_day, overlap
from diffs.describing.differing import Side
from diffs.keys import norm
from diffs.provisions import RANGE
from diffs.tokens import (
    DATE,
    DOCUMENT_NUMBER,
    DURATIONS,
    FRACTION,
    HAN_DIGITS,
    MONEY,
    NUMERAL,
    PERCENT,
    QUANTITY,
    REFERENCE,
    TIME,
    UNIT,
    numeral,
)

_FACT = re.compile(rf"(?P<document>{DOCUMENT_NUMBER})|(?P<date>{DATE})|(?P<time>{TIME})|(?P<quantity>{QUANTITY})")
_TIME = re.compile(TIME)
#: A difference may begin behind the full-width colon of a time.
_HOUR = re.compile(r"(?<!\d)\d{1,2}：$")
_FACT_STARTS = re.compile(rf"[\d〔【\[（(［Ｏ○{HAN_DIGITS}万\-－−–]")
_QUANTITY = re.compile(
    rf"(?P<sign>零下|[-－−–])?(?P<part>{FRACTION})?(?P<number>[\d,，.]+|{NUMERAL})\s?(?P<scale>[十百千万亿]*)"
    rf"(?:(?P<percent>{PERCENT})|(?P<money>{MONEY})|(?P<duration>{DURATIONS})|(?P<measure>.*))$"
)
_SAME_MEASURE = {"周岁": "岁", "摄氏度": "℃", "°C": "℃", "度": "℃"}
#: Behind these a figure is no quantity: 第二次, 下一日, 任一项.
_ORDINAL = re.compile(rf"(?:第(?:[{HAN_DIGITS}\d]+{RANGE})?|(?<!以)[上下]|同|任|某)$")
_REFERENCE, _LONG = re.compile(REFERENCE), 60
_DAYS = {
    "分钟": 1 / 1440,
    "小时": 1 / 24,
    "日": 1,
    "天": 1,
    "周": 7,
    "星期": 7,
    "月": 30,
    "旬": 10,
    "季度": 91,
    "季": 91,
    "年": 365,
}
#: A month without 个 is one of the calendar (3月至9月), but where it is bounded as a span.
_SPAN = re.compile("以|之?内|期")
_WORKING = ("工作日", "交易日")
_WORKING_DAY = 1.41
_TERM_AHEAD = re.compile(r"(?:以?内|之内|之?前|届满|期满|期限)")
_TERM_BEFORE = re.compile(
    r"(?:之日|之日起|起|日后|逾期|期限为|最迟|不超过|不得超过|不少于|不得少于|提前|延长)(?:[，,]?(?:满|届满|经过))?$|(?:公告|期限|届)满$"
)
#: What a figure bounds, by what follows it or stands before it.
_LOWER = re.compile("以上")
_UPPER = re.compile("以下|以内|之内|[之以]?前|届满|内")
AT_MOST = re.compile(
    "(?:[不未]得?(?:超过|[高大多长晚迟]于)|(?<!不)(?<!不得)[低少小短]于|不足|不满|[不未]达?到|未达|未满|最高|最长|最多|至多)$"
)
AT_LEAST = re.compile("(?:不得?[低少小短]于|超过|至少|最低|最少|[高大多长]于|达到?|满)$")
#: The ends of a range bound it: 一万元至五万元. The unit may stand behind the upper one alone: 1—3万元.
_RANGES_TO = re.compile(
    rf"{RANGE}(?:[-－−–]|零下)?(?:\d[\d,，.]*|{FRACTION}\d*|{NUMERAL})(?P<unit>[十百千万亿]*{UNIT})?"
)
_RANGED = re.compile(rf"[\d{HAN_DIGITS}万亿](?:{UNIT}|[时分半整])?{RANGE}$")
#: In which step of a sanction a figure stands, and whom it hits.
_STEP = re.compile(
    "(情节(?:较轻|轻微|较重|严重|特别严重|恶劣)|拒不(?:改正|执行|整改)|逾期(?:不|未|拒)|后果(?:特别)?严重|严重后果|数额(?:较大|特别巨大|巨大))"
)
_STEP_AHEAD = re.compile(r"(?:以上|以下)?的[，,](?:应当)?(?:认定为|属于)[^，。；“\"]{0,24}[“\"]([^”\"]{2,16})")
_WHOM = re.compile(
    r"对(?:其|该|有关|违法的?|负有责任的)?[^，。；：]{0,14}?(?P<who>人员|个人|自然人|责任人|负责人|单位|企业|机构|组织)"
)
_PERSONS = frozenset({"人员", "个人", "自然人", "责任人", "负责人"})
_FINE = re.compile("[^，。；：]{0,16}?(?:罚款|罚金)")
_THRESHOLD = re.compile("(?:以上|以下|以内)?的[，；：]")
_TIMES_OF = re.compile(rf"(?P<base>[^，。；{HAN_DIGITS}\d]{{2}})(?:[{HAN_DIGITS}\d]+倍以[上下])?$")
_DAY_OF = re.compile(r"[^，。；）)\n年]{0,40}?(施行|实施|生效|通过|批准|公布|发布|印发|修正|修订|废止|截止|届满|前)")
_SAME_ACT = {"实施": "施行", "生效": "施行", "发布": "公布", "印发": "公布"}
#: The use of a date that only tells which document is meant: 2012年12月20日发布的《…》.
_ATTRIBUTE = "attribute"
#: The length of a term without end.
FOR_EVER = float("inf")
#: A fact's sentence is looked at so far back.
_BACK = 160


@dataclass(frozen=True, slots=True)
class Role:
    """What a figure is for: ``bound`` (upper, lower or none), ``step``, ``whom``, ``use`` (a fine, a threshold)."""

    bound: str = ""
    step: str = ""
    whom: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or date in a changed stretch; ``scale`` says with what it may be paired, ``value`` orders it."""

    kind: SignalKind
    text: str
    scale: str
    value: float | None
    hunk: int
    role: Role = Role()

    @property
    def pairing(self) -> str:
        """What a partner must share; durations pair whatever their context calls them."""
        return self.scale if self.scale == "duration" else f"{self.kind}{self.scale}"

    @property
    def key(self) -> tuple[str, float | str]:
        """Equal facts have equal keys, whatever their digits."""
        return self.pairing, self.text if self.value is None else round(self.value, 6)

    @property
    def tells_alone(self) -> bool:
        """A duration, a bounded figure, money, a share or a date says something alone; a bare number does not."""
        if self.kind is SignalKind.NUMBER:
            return (self.scale == "duration" and self.value != FOR_EVER) or (bool(self.scale) and bool(self.role.bound))
        return True


def facts(side: Side) -> Iterator[Fact]:
    """The facts in the changed stretches of one side, in order."""
    for match, stretch in side.matches(_FACT, _FACT_STARTS):
        if match.lastgroup == "date":
            yield _date(side.text, match, stretch.hunk)
        elif match.lastgroup == "time":
            yield _time(side.text, match, stretch.hunk)
        elif (hour := _HOUR.search(side.text, max(0, match.start() - 3), match.start())) and (
            whole := _TIME.match(side.text, hour.start())
        ):
            yield _time(side.text, whole, stretch.hunk)
        elif match.lastgroup == "quantity" and not _numbers(side.text, match):
            found = quantity(side, match.group(), match.span(), stretch.hunk)
            if found.scale or found.value is not None or match.group()[0] not in HAN_DIGITS:
                yield found


def _numbers(text: str, match: re.Match[str]) -> bool:
    """Whether a figure is the number of something rather than a quantity; 第四条、五条 and 第（3）项 are references."""
    start, far = match.start(), max(0, match.start() - _LONG)
    if _ORDINAL.search(text[max(far, start - 6) : start]):
        return True
    if (sign := text.rfind("第", far, start)) < 0:
        return False
    reference = _REFERENCE.match(text, sign)
    return reference is not None and reference.end() >= match.end()


def _date(text: str, match: re.Match[str], hunk: int) -> Fact:
    act = _DAY_OF.match(text, match.end())
    name = act[1] if act else ""
    use = _ATTRIBUTE if act and text[act.end() : act.end() + 1] == "的" else ""
    role = Role(_SAME_ACT.get(name, name), use=use)
    token, value = named_day(text, match.start(), match.end())
    return Fact(SignalKind.DATE, token, "date", value, hunk, role)


def _time(text: str, match: re.Match[str], hunk: int) -> Fact:
    """A time of day in minutes; 1:10 may be a ratio and has no value."""
    token, end = match.group(), match.end()
    parts = [numeral(part) for part in re.split("[:：时点分]", token.replace("半", "30").replace("整", "")) if part]
    hour, minute, *_ = [*parts, 0, 0]
    ratio = token.startswith(("1:", "1："))
    value = None if ratio or hour is None or minute is None else hour * 60 + minute
    role = Role(_bound(text[max(0, match.start() - 12) : match.start()], text[end : end + 24]))
    return Fact(SignalKind.NUMBER, token, "time", value, hunk, role)


def quantity(side: Side, token: str, found: tuple[int, int], hunk: int) -> Fact:
    """The fact that a quantity at ``found`` states."""
    text, (start, end) = side.text, found
    before, after = text[max(0, start - 12) : start], text[end : end + 24]
    match = _QUANTITY.match(token + _borrowed(token, after))
    if match and match["duration"] and (match["duration"] != "月" or _SPAN.match(after)):
        length = numeral(match["number"] + match["scale"])
        return term(side, token, found, days(length, match["duration"]), hunk)
    role = _role(text, (start, end), before, after)
    if match is None:
        return Fact(SignalKind.NUMBER, token, "", None, hunk, role)
    value = numeral(match["number"] + match["scale"])
    if match["sign"] and value is not None:
        value = -value
    if match["part"]:
        return Fact(SignalKind.PERCENTAGE, token, "%", _share(value, match["part"]), hunk, role)
    if match["percent"]:
        return Fact(SignalKind.PERCENTAGE, token, *_percent(value, match["percent"]), hunk, role)
    if match["money"]:
        unit = match["money"].removeprefix("人民币")
        return Fact(SignalKind.MONEY, token, unit.lstrip("亿万"), _times(value, unit), hunk, role)
    if match["duration"]:
        return Fact(SignalKind.DATE, token, "month", value, hunk, role)
    scale = _SAME_MEASURE.get(match["measure"], match["measure"] or "")
    if scale == "倍":
        base = _TIMES_OF.search(before)
        scale += base["base"] if base else ""
    return Fact(SignalKind.NUMBER, token, scale, value, hunk, role)


def term(side: Side, token: str, found: tuple[int, int], length: float | None, hunk: int) -> Fact:
    """The fact that a duration at ``found`` states: a deadline, or how long something is."""
    text, (start, end) = side.text, found
    before, after = text[max(0, start - 12) : start], text[end : end + 24]
    ends = _TERM_AHEAD.match(after) or _TERM_BEFORE.search(before)
    kind = SignalKind.DEADLINE if ends else SignalKind.NUMBER
    return Fact(kind, token, "duration", length, hunk, _role(text, found, before, after))


def _borrowed(token: str, after: str) -> str:
    """The unit that the lower end of a range shares with the upper one."""
    ranges = _RANGES_TO.match(after)
    return ranges["unit"] or "" if ranges and token[-1] in f"0123456789{HAN_DIGITS}" else ""


def _role(text: str, found: tuple[int, int], before: str, after: str) -> Role:
    start, end = found
    lead = text[max(0, start - _BACK) : start]
    lead = lead[max(lead.rfind("。"), lead.rfind("\n")) + 1 :]
    named = _STEP_AHEAD.match(text, end)
    steps, hit = [named[1]] if named else _STEP.findall(lead), [match["who"] for match in _WHOM.finditer(lead)]
    who = "" if not hit else "人员" if hit[-1] in _PERSONS else "单位"
    use = "fine" if _FINE.match(after) else "threshold" if _THRESHOLD.match(after) else ""
    return Role(_bound(before, after), _step(steps[-1]) if steps else "", who, use)


def _step(words: str) -> str:
    """The step of a sanction by one of its names: 逾期不改正, 逾期未改正 and 拒不改正 are one."""
    return "不改" if words.startswith(("逾期", "拒不")) else words


def _bound(before: str, after: str) -> str:
    if _LOWER.match(after) or _RANGES_TO.match(after):
        return "lower"
    if _UPPER.match(after) or _RANGED.search(before) or AT_MOST.search(before):
        return "upper"
    return "lower" if AT_LEAST.search(before) else ""


def _share(value: float | None, part: str) -> float | None:
    """Hundredths of a fraction by what it is counted in (百分之, 千分之, 三分之)."""
    whole = numeral(part.removesuffix("分之"))
    return value / whole * 100 if value is not None and whole else None


def _percent(value: float | None, unit: str) -> tuple[str, float | None]:
    """Per cent and per mille are of one scale; percentage points are another."""
    if unit == "‰":
        return "%", value / 10 if value is not None else None
    return norm(unit), value


def _times(value: float | None, unit: str) -> float | None:
    factor = 1e8 if unit.startswith("亿") else 1e4 if unit.startswith("万") else 1
    return value * factor if value is not None else None


def days(value: float | None, unit: str) -> float | None:
    """Days of a duration; a working day counts a little more than a day, and twelve months are a year."""
    if value is None:
        return None
    if "半" in unit:
        value, unit = value + 0.5, unit.replace("半", "")
    if unit.endswith(_WORKING):
        return value * _WORKING_DAY
    if unit.endswith("月") and value and value % 12 == 0:
        return value / 12 * _DAYS["年"]
    return value * next((length for name, length in _DAYS.items() if unit.endswith(name)), 1)


def _unsure(old: Fact, new: Fact) -> bool:
    """Whether days of one kind may be more or fewer than those of the other: five working days last five to nine."""
    if old.text.endswith(_WORKING) is new.text.endswith(_WORKING):
        return False
    working, other = (old, new) if old.text.endswith(_WORKING) else (new, old)
    count = (working.value or 0) / _WORKING_DAY
    return count < (other.value or 0) <= count * 1.4 + 2


def direction(old: Fact, new: Fact) -> Direction | None:
    """Which way a pair of facts points; none when they cannot be ordered."""
    if (
        old.pairing != new.pairing
        or old.value is None
        or new.value is None
        or old.value == new.value
        or new.role.use == _ATTRIBUTE
        or (new.kind is SignalKind.DATE and overlap(old.value, new.value))
        or _unsure(old, new)
    ):
        return None
    more = new.value > old.value
    if new.scale == "duration":
        return Direction.LONGER if more else Direction.SHORTER
    if new.kind is SignalKind.DATE or new.scale == "time":
        return Direction.LATER if more else Direction.EARLIER
    return Direction.RAISED if more else Direction.LOWERED
