"""Letters and Roman numerals that number lines: I. II. / Ⅰ、Ⅱ、, A. B., a. b., (A) (B), (i) (ii).

One such line may be anything (A、B、C三类; U.S.); lines whose letters follow one another from the first on are numbered.
How deep they stand is the text's choice (I. above 一、 or A. below （1）): above whatever is numbered from one inside them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diffs.parsing.numbering import Marker, Rank, find_marker

_LEAD = "[\\s\ufeff\u200b-\u200f\u2060\u00ad]*"
_SIGN = "[Ⅰ-Ⅻⅰ-ⅻ]|[IVX]{1,5}|[ivx]{1,5}|[A-Za-zＡ-Ｚａ-ｚ]"
#: A letter that lists (A、B、C三类) or stands in a word (U.S., A.Smith) numbers nothing.
_LISTS = r"(?!\s*(?:[A-Za-zＡ-Ｚａ-ｚⅠ-Ⅻ]{1,5}\s*[、,，/和与及或.．]|[类级型股等款项和与及或]))"
_LETTERED = re.compile(
    rf"{_LEAD}(?P<printed>(?P<dotted>{_SIGN})\s?(?:[、．]{_LISTS}|\.{_LISTS}(?![A-Za-z\d.]))"
    rf"|[（(]\s*(?P<bracketed>{_SIGN})\s*[)）](?!\s*[、和与及或至])|(?P<half>{_SIGN})[)）])\s*(?=\S)"
)
_MAY_OPEN = re.compile(rf"{_LEAD}[（(]?\s*[A-Za-zＡ-Ｚａ-ｚⅠ-Ⅻⅰ-ⅻ]")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
#: Where a list of letters may stand: above the rank it holds.
_ABOVE = {
    Rank.HAN: Rank.OVER_ALL,
    Rank.PAREN_HAN: Rank.UNDER_HAN,
    Rank.ARABIC: Rank.UNDER_PAREN_HAN,
    Rank.PAREN_ARABIC: Rank.UNDER_ARABIC,
    Rank.CIRCLED: Rank.UNDER_PAREN_ARABIC,
    Rank.LETTER: Rank.UNDER_CIRCLED,
    Rank.INNERMOST: Rank.LETTER,
}

#: A list inside the last item of another begins so many lines below it at most.
_REACH = 5

#: What makes two letters one list: Roman numerals or letters, their case, how they are set off.
Style = tuple[bool, bool, str]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A reading of a line's opening: its place among the lines, its style, its number."""

    at: int
    style: Style
    number: int
    marker: Marker


def lettered_markers(lines: Sequence[tuple[int, str]]) -> dict[int, Marker]:
    """Markers for letters and Roman numerals that run as a sequence, by the keys given with the lines."""
    runs = sorted(_runs([text for _, text in lines]), key=lambda run: run[0].at)
    if not runs:
        return {}
    lettered = {sign.at for run in runs for sign in run}
    others = ((at, find_marker(text)) for at, (_, text) in enumerate(lines) if at not in lettered)
    marked = [(at, marker) for at, marker in others if marker]
    firsts = [(at, marker.rank) for at, marker in marked if marker.number == 1]
    ranks = _ranks(runs, firsts, [at for at, _ in marked], _opened(lines, runs, firsts))
    return {lines[sign.at][0]: replace(sign.marker, rank=ranks[sign.style]) for run in runs for sign in run}


def _opened(
    lines: Sequence[tuple[int, str]], runs: Sequence[Sequence[_Sign]], firsts: Sequence[tuple[int, Rank]]
) -> frozenset[int]:
    """Last letters whose line ends in a colon, right above the first number of another list."""
    below = {at - 1 for at, _ in firsts}
    return frozenset(run[-1].at for run in runs if run[-1].at in below and lines[run[-1].at][1].endswith(("：", ":")))


def _runs(lines: Sequence[str]) -> Iterator[list[_Sign]]:
    """Lists of at least two letters, each the one after the last."""
    running: dict[Style, list[_Sign]] = {}
    for at, line in enumerate(lines):
        match = _LETTERED.match(line[:40]) if _MAY_OPEN.match(line) else None
        if match is None:
            continue
        readings = list(_readings(at, match))
        goes_on = next((one for one in readings if one.number == _last(running, one.style) + 1 > 1), None)
        sign = goes_on or next((one for one in readings if one.number == 1), None)
        if sign is None:
            continue
        if goes_on is None:
            yield from _long(running.get(sign.style, []))
            running[sign.style] = []
        running[sign.style].append(sign)
    for run in running.values():
        yield from _long(run)


def _last(running: Mapping[Style, Sequence[_Sign]], style: Style) -> int:
    run = running.get(style)
    return run[-1].number if run else 0


def _long(run: list[_Sign]) -> Iterator[list[_Sign]]:
    if len(run) > 1:
        yield run


def _readings(at: int, match: re.Match[str]) -> Iterator[_Sign]:
    """The letter as a Roman numeral and as a letter: I. opens one list or goes on with another."""
    set_off = "dotted" if match["dotted"] else "bracketed" if match["bracketed"] else "half"
    sign = match[set_off]
    letters = "".join(_ascii(char) for char in sign)
    upper = letters.isupper()
    roman = _roman(letters.lower())
    if roman:
        yield _Sign(at, (True, upper, set_off), roman, _marker(match, set_off, letters, roman))
    if len(letters) == 1:
        number = ord(letters.lower()) - ord("a") + 1
        yield _Sign(at, (False, upper, set_off), number, _marker(match, set_off, letters, number))


def _marker(match: re.Match[str], set_off: str, letters: str, number: int) -> Marker:
    label = {"dotted": letters, "bracketed": f"（{letters}）", "half": f"{letters}）"}[set_off]
    return Marker(Rank.INNERMOST, match["printed"].strip(), label, number, 0, match.end())


def _ascii(char: str) -> str:
    point = ord(char)
    if 0x2160 <= point <= 0x216B:
        return (*_ROMAN[1:], "xi", "xii")[point - 0x2160].upper()
    if 0x2170 <= point <= 0x217B:
        return (*_ROMAN[1:], "xi", "xii")[point - 0x2170]
    return chr(point - 0xFEE0) if point >= 0xFF00 else char


def _roman(letters: str) -> int:
    """The value of a Roman numeral up to thirty-nine; 0 for what is none."""
    if not set(letters) <= set(_ROMAN_VALUES):
        return 0
    tens = len(letters) - len(letters.lstrip("x"))
    ones = letters[tens:]
    return tens * 10 + _ROMAN.index(ones) if tens <= 3 and ones in _ROMAN[:10] else 0


def _ranks(
    runs: Sequence[Sequence[_Sign]],
    firsts: Sequence[tuple[int, Rank]],
    marked: Sequence[int],
    opened: frozenset[int],
) -> dict[Style, Rank]:
    """The rank of each style: right above the shallowest numbering that starts over inside its lists.

    A list of letters below the last letter of another, before any other number, stands inside that, too: (b) … (i) (ii);
    so does a list of numbers that the last letter's line has ``opened``: b）高效： above 1）.
    """
    spans: dict[Style, list[tuple[int, int]]] = {}
    for run in runs:
        spans.setdefault(run[0].style, []).append(
            (run[0].at, run[-1].at + 2 if run[-1].at in opened else _end(run[-1], runs, marked))
        )
    inside = list(firsts)
    found: dict[Style, Rank] = {}
    for style in sorted(spans, key=lambda one: max(high - low for low, high in spans[one])):
        held = [rank for low, high in spans[style] for rank in _between(inside, low, high)]
        found[style] = _above(min(held)) if held else Rank.INNERMOST
        inside = sorted([*inside, *((low, found[style]) for low, _ in spans[style])])
    return found


def _end(last: _Sign, runs: Sequence[Sequence[_Sign]], marked: Sequence[int]) -> int:
    """Where a list ends whose last letter is ``last``: behind the first of a list that is set off alike inside it."""
    below = bisect_right(runs, last.at, key=lambda run: run[0].at)
    after = bisect_right(marked, last.at)
    if below == len(runs) or (after < len(marked) and marked[after] < runs[below][0].at):
        return last.at
    sign = runs[below][0]
    alike = sign.style[1:] == last.style[1:] and sign.style != last.style and sign.at - last.at <= _REACH
    return sign.at + 1 if alike else last.at


def _between(firsts: Sequence[tuple[int, Rank]], low: int, high: int) -> list[Rank]:
    first, end = bisect_right(firsts, (low, Rank.INNERMOST)), bisect_left(firsts, (high, Rank.PART))
    return [rank for _, rank in firsts[first:end]]


def _above(rank: Rank) -> Rank:
    """The place right above ``rank`` that a list of letters may take."""
    if rank in _ABOVE:
        return _ABOVE[rank]
    return max((one for one in _ABOVE.values() if one < rank), default=Rank.OVER_HAN)
