"""Dates as official texts print them, in figures of either kind."""

import re
from collections.abc import Iterator
from datetime import date

from diffs.numbering import numeral

_HAN = "〇零○Ｏ一二三四五六七八九十"
PRINTED_DATE = re.compile(
    rf"(?P<y>\d{{4}}|[{_HAN}]{{4}})\s*年\s*(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月\s*(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})\s*日"
    r"|(?P<iy>\d{4})[-./](?P<im>\d{1,2})[-./](?P<id>\d{1,2})(?!\d)"
)


def printed_dates(text: str) -> Iterator[tuple[date, re.Match[str]]]:
    """The calendar dates printed in ``text`` with where they stand; impossible ones are skipped."""
    for match in PRINTED_DATE.finditer(text):
        found = _date(match["y"] or match["iy"], match["m"] or match["im"], match["d"] or match["id"])
        if found:
            yield found, match


def first_date(text: str) -> date | None:
    """The first date printed in ``text``."""
    return next((found for found, _ in printed_dates(text)), None)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(*(numeral(part.replace("Ｏ", "〇")) for part in (year, month, day)))
    except ValueError:
        return None
