"""Dates as official texts print them, in figures of either kind."""

import re
from collections.abc import Iterator
from datetime import date

from diffs.parsing.numbering import numeral

_HAN = "〇零○ＯOoО０一二三四五六七八九十元廿卅"
#: Letters that typists set for 〇, and the old words for one, twenty and thirty: 元月廿八日.
_PLAIN = str.maketrans({**dict.fromkeys("ＯOoО０", "〇"), "元": "一", "廿": "二十", "卅": "三十"})
PRINTED_DATE = re.compile(
    rf"(?P<y>\d{{4}}|\d\s\d\s\d\s\d|[{_HAN}](?:\s?[{_HAN}]){{3}})\s*年\s*(?P<m>\d(?:\s?\d)?|[{_HAN}](?:\s?[{_HAN}]){{0,2}})"
    rf"\s*月\s*(?P<d>\d(?:\s?\d)?|[{_HAN}](?:\s?[{_HAN}]){{0,2}})\s*日"
    r"|(?P<iy>\d{4})[-./](?P<im>\d{1,2})[-./](?P<id>\d{1,2})(?!\d)"
)
#: The second date of a span whose year is that of the first: 2024年5月6日至6月5日.
_LATER = re.compile(
    rf"\s*起?\s*(?:至|到|[-—－–~～]+)\s*(?:(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})\s*月)\s*(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})\s*日"
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


def last_date(text: str) -> date | None:
    """The last date printed in ``text``."""
    return max(printed_dates(text), key=lambda found: found[1].start(), default=(None, None))[0]


def date_span(text: str) -> tuple[date | None, date | None]:
    """The first and the last date of the span that ``text`` prints; the second may leave out the year they share."""
    found = list(printed_dates(text))
    if not found:
        return None, None
    if len(found) > 1:
        return found[0][0], found[-1][0]
    on, match = found[0]
    later = _LATER.match(text, match.end())
    return (on, _date(str(on.year), later["m"], later["d"])) if later else (on, None)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(*(numeral("".join(part.split()).translate(_PLAIN)) for part in (year, month, day)))
    except (ValueError, KeyError):
        return None
