"""Numbers that only a whole text tells: 1) inside (1) or (1) inside 1), A.1 below 附录A, 一 before a blank, 1加强服务."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diffs.parsing.numbering import Marker, Rank, find_marker, follows, numeral
from diffs.provisions import han

#: One bracket, 1) or 一）: not 1). of another kind, nor ①.
_HALF = re.compile(r"[^（(⑴-⒇㈠-㈩]+[)）][、.．]?")
_MAY_OPEN = re.compile(r"\s*[\d〇零一二三四五六七八九十]{1,3}[)）]")
#: Where 1) stands: inside （1）, or above it.
_INSIDE = {Rank.PAREN_HAN: Rank.UNDER_PAREN_HAN, Rank.PAREN_ARABIC: Rank.UNDER_PAREN_ARABIC}
_ABOVE = {Rank.PAREN_HAN: Rank.UNDER_HAN, Rank.PAREN_ARABIC: Rank.UNDER_ARABIC}
_BARE = re.compile(r"(?P<printed>(?P<n>[一二三四五六七八九十]{1,3}))[ \u3000\xa0]{1,4}(?=[一-鿿][^。；：，\t]{1,28}$)")
#: What goes on with 一 as one sentence or word, set apart by a blank: 一 是坚持…, 一 等奖.
_ONE_WORD = re.compile("是|要(?![求点素闻])|等奖|体化|方面|[类级批期班组号层]$")
#: 1加强服务 lost the point of its number; 1个中心, 2年内 and 3项行动 count things.
_GLUED = re.compile("(?P<n>[1-9]\\d?)(?=[一-鿿]{2})")
_COUNTS = re.compile(
    "[个条家座万亿千百元批种次处号期岁名位套件所台辆米吨克升亩周倍层栋块张份款届轮核轴带月日类级天江山河湖园]"
    "|项(?!目)|主(?![动要管体题办])|支(?!持)|人(?!才)|年(?!度)|分钟|小时|公[里斤顷]|平方"
)
#: So many lines numbered so tell that no point was meant.
_GLUED_LINES = 3
#: What opens an appendix of a technical text, on a line that is no sentence, and the numbers in it: A.1 below 附录A.
_APPENDIX = re.compile(r"附\s*录\s*(?P<letter>[A-Z])(?=$|[\s：:（(])(?!.*[。；]$)")
_IN_APPENDIX = re.compile(
    r"(?P<printed>(?P<letter>[A-Z])[.．](?P<n>\d{1,2}(?:[.．]\d{1,2}){0,2}))[.．、]?(?![.．\d])\s*(?=[一-鿿《“【（(])"
)
_APPENDIX_RANKS = (Rank.ARABIC, Rank.DOTTED, Rank.DOTTED_3)


def appendix_markers(lines: Sequence[tuple[int, str]]) -> dict[int, Marker]:
    """A.1 and A.1.2 below 附录A, by the keys given with the lines, as they follow one another."""
    found: dict[int, Marker] = {}
    letter, current = "", tuple[int, ...]()
    for key, line in lines:
        if opens := _APPENDIX.match(line):
            letter, current = opens["letter"], ()
        match = _IN_APPENDIX.match(line) if letter and line.startswith(letter) else None
        if match is None or match["letter"] != letter:
            continue
        parts = tuple(int(part) for part in re.split("[.．]", match["n"]))
        if follows(parts, current):
            rank, label = _APPENDIX_RANKS[len(parts) - 1], f"{letter}.{'.'.join(map(str, parts))}"
            found[key], current = Marker(rank, match["printed"], label, parts[-1], 0, match.end()), parts
    return found


def bracket_markers(lines: Sequence[tuple[int, str]]) -> dict[int, Marker]:
    """Markers in one bracket, by the keys given with the lines, where they and those in two number one another's items."""
    if not any(_MAY_OPEN.match(line) for _, line in lines):
        return {}
    marked = [(key, marker) for key, line in lines if (marker := find_marker(line))]
    found: dict[int, Marker] = {}
    for rank in _INSIDE:
        inner = _inner([marker for _, marker in marked if marker.rank <= rank], rank)
        if inner is not None:
            place = _INSIDE[rank] if inner else _ABOVE[rank]
            found |= {key: replace(one, rank=place) for key, one in marked if one.rank is rank and _half(one)}
    return found


def _half(marker: Marker) -> bool:
    return _HALF.fullmatch(marker.printed) is not None


def _inner(markers: Sequence[Marker], rank: Rank) -> bool | None:
    """Whether those in one bracket stand inside those in two; ``None`` when neither goes on around the other."""
    last = {True: 0, False: 0}
    around = dict(last)
    for marker in markers:
        if marker.rank is not rank:
            last, around = {True: 0, False: 0}, {True: 0, False: 0}
            continue
        half = _half(marker)
        if around[not half] and marker.number == around[not half] + 1:
            return not half
        if marker.number == 1:
            around[half] = last[not half]
        last[half] = marker.number
    return None


def bare_markers(lines: Sequence[tuple[int, str]]) -> dict[int, Marker]:
    """一 总体要求 and 二 主要任务 of a text that has no 一、: short lines in order, each with something below it."""
    opens = [(at, match) for at, (_, line) in enumerate(lines) if (match := _BARE.match(line))]
    counted = [(at, match) for place, (at, match) in enumerate(opens) if numeral(match["n"]) == place + 1]
    if any(_ONE_WORD.match(match.string, match.end()) for _, match in opens):
        return {}
    if len(counted) < max(len(opens), 2) or any(below - above < 2 for (above, _), (below, _) in pairwise(counted)):
        return {}
    if any((marker := find_marker(line)) and marker.rank is Rank.HAN for _, line in lines):
        return {}
    return {
        lines[at][0]: Marker(Rank.HAN, match["printed"], han(numeral(match["n"])), numeral(match["n"]), 0, match.end())
        for at, match in counted
    }


def glued_markers(lines: Sequence[tuple[int, str]]) -> dict[int, Marker]:
    """1加强服务, 2优化环境 of a text that has no 1.: all lines that open so count from 1, and none counts things."""
    opens = [(key, line) for key, line in lines if line[:1].isdecimal() and "\t" not in line]
    glued = [(key, match) for key, line in opens if (match := _GLUED.match(line))]
    numbers = [int(match["n"]) for _, match in glued]
    runs = all(number == 1 or number == before + 1 for before, number in zip([0, *numbers], numbers, strict=False))
    if len(glued) < _GLUED_LINES or not runs or any(a == b for a, b in pairwise([*numbers, 1])):
        return {}
    if any(_COUNTS.match(match.string, match.end()) for _, match in glued):
        return {}
    if any((marker := find_marker(line)) and marker.rank is Rank.ARABIC for _, line in opens):
        return {}
    return {key: Marker(Rank.ARABIC, match["n"], match["n"], int(match["n"]), 0, match.end()) for key, match in glued}
