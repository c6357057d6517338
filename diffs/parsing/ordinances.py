"""Numbers in the forms of ordinances: 第I部, 第IIA部, 第2A分部, and what was inserted between others: 3A., (2A), (ba).

An inserted provision carries the number before it and a letter; it is read only right in that order, so that 3D打印 and
5G number nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from diffs.parsing.numbering import CONTAINERS, Marker, Rank, find_marker

_CONTAINER = re.compile(
    r"第\s?(?:(?P<roman>[IVXLC]{1,6}|[Ⅰ-Ⅻ])(?P<letter>[A-Z]?)|(?P<figure>\d{1,3})(?P<after>[A-Z]{1,2}))\s?"
    r"(?P<unit>分部|部分|部|[编編章节節])(?=[\s—－–]|$)"
)
_INSERTED = re.compile(
    r"(?P<printed>(?P<n>\d{1,3})(?P<s>[A-Z]{1,2})[.．](?![A-Za-z\d])|[（(](?P<bn>\d{1,3})(?P<bs>[A-Z]{1,2})[)）]"
    r"|[（(](?P<l>[a-z])(?P<ls>[a-z])[)）])\s*(?=\S)"
)
_LETTER = re.compile(r"（([a-z])）")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

#: What was numbered last in each rank: the number without the letters of an insertion, and those letters.
_Last = dict[Rank, tuple[str, str]]


def ordinance_markers(lines: Sequence[tuple[int, str]], known: Mapping[int, Marker]) -> dict[int, Marker]:
    """Markers of these forms by the keys given with the lines; ``known`` are those of letters that follow one another."""
    if not any(_CONTAINER.match(line) or _INSERTED.match(line) for _, line in lines):
        return {}
    found: dict[int, Marker] = {}
    last: _Last = {}
    for key, line in lines:
        given = known.get(key)
        marker = given or _container(line) or _inserted(line, last)
        if marker and not given:
            found[key] = marker
        marker = marker or find_marker(line)
        if marker:
            _note(last, marker)
    return found


def _note(last: _Last, marker: Marker) -> None:
    """Remember ``marker`` as the last of its rank; what stands deeper starts over, but sections run on through parts."""
    floor = Rank.ARABIC if marker.rank in CONTAINERS else marker.rank
    for rank in [rank for rank in last if rank > floor]:
        del last[rank]
    letter = _LETTER.fullmatch(marker.label)
    number, suffix = (letter[1], "") if letter else (str(marker.number), "")
    if marker.branch:
        label = marker.label.strip("（）")
        number = label.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if label[0].isdecimal() else label[0]
        suffix = label[len(number) :]
    last[marker.rank] = (number, suffix)


def _container(line: str) -> Marker | None:
    """第II部 read as 第2部 is, a letter kept: 第二A部."""
    match = _CONTAINER.match(line)
    if match is None:
        return None
    value = _roman(match["roman"]) if match["roman"] else int(match["figure"])
    letters = match["letter"] or match["after"] or ""
    plain = f"第{value}{match['unit']}"
    marker = find_marker(plain + line[match.end() :])
    if marker is None or not marker.printed.startswith(plain):
        return None
    moved = match.end() - len(plain)
    label = marker.label.replace(match["unit"], letters + match["unit"]) if letters else marker.label
    return replace(
        marker,
        printed=match.group() + marker.printed[len(plain) :],
        label=label,
        branch=_branch(letters),
        end=marker.end + moved,
    )


def _inserted(line: str, last: _Last) -> Marker | None:
    """3A. right behind 3., (2A) behind (2), (ba) behind (b), and what follows these."""
    match = _INSERTED.match(line)
    if match is None:
        return None
    number, suffix = match["n"] or match["bn"] or match["l"], match["s"] or match["bs"] or match["ls"]
    rank = Rank.ARABIC if match["n"] else Rank.PAREN_ARABIC if match["bn"] else _letters_rank(last)
    before = last.get(rank, ("", ""))
    follows = suffix > before[1] if before[1] else suffix[0] in "Aa"
    if before[0] != number or not follows:
        return None
    label = number + suffix if match["n"] else f"（{number}{suffix}）"
    value = int(number) if number.isdecimal() else ord(number) - ord("a") + 1
    return Marker(rank, match["printed"], label, value, _branch(suffix), match.end())


def _letters_rank(last: _Last) -> Rank:
    return next((rank for rank in sorted(last, reverse=True) if last[rank][0].isalpha()), Rank.LETTER)


def _branch(letters: str) -> int:
    """1 for A, 2 for B, 27 for AA; 0 for none."""
    value = 0
    for letter in letters.upper():
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def _roman(sign: str) -> int:
    """The value of a Roman numeral."""
    if not sign.isascii():
        return ord(sign) - ord("Ⅰ") + 1
    values = [_VALUES[letter] for letter in sign]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
