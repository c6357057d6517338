"""The day that a printed date means, as a number that orders it: the last one of 2025年底, the first of 自2025年6月起.

A date without a day or month and without such a word means the whole month or year.
"""

import re
from calendar import monthrange

from diffs.tokens import numeral

#: What makes the end of a month or year of a date (2025年底, 2025年年末, 6月底), or one half of its year.
_LAST = re.compile("[年月]?[底末]")
_HALF = re.compile("([上下])半年")
_FROM_BEHIND, _FROM_BEFORE = re.compile("起"), re.compile("[自从]$")


def named_day(text: str, start: int, end: int) -> tuple[str, float | None]:
    """A date at ``text[start:end]`` with the word behind it that says which day, and that day as a number (yyyymmdd).

    00 stands for a day or month that nothing names, and for the year of a date without one.
    """
    token = text[start:end]
    parts = [numeral(part) for part in re.split("[年月日]", token) if part]
    numbers = [int(part) for part in parts if part is not None]
    if len(numbers) < len(parts):
        return token, None
    if "年" not in token:
        numbers.insert(0, 0)
    year, month, day = [*numbers, 0, 0, 0][:3]
    if day or not year:
        return token, _number(year, month, day)
    if found := _LAST.match(text, end):
        return token + found.group(), _number(year, month or 12, _days_of(year, month or 12))
    if not month and (found := _HALF.match(text, end)):
        last = 6 if found[1] == "上" else 12
        return token + found.group(), _number(year, last, _days_of(year, last))
    if _FROM_BEHIND.match(text, end) or _FROM_BEFORE.search(text, max(0, start - 1), start):
        return token, _number(year, month or 1, 1)
    return token, _number(year, month, day)


def overlap(one: float, other: float) -> bool:
    """Whether one of two days is a month or a year that holds the other."""
    return any(
        max(one, other) // part == min(one, other) // part for part in (100, 10_000) if min(one, other) % part == 0
    )


def _number(year: int, month: int, day: int) -> float:
    return year * 10_000 + month * 100 + day


def _days_of(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 and 1 <= year <= 9999 else 31
