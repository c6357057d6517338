"""Printed numbering of Chinese official texts: one line's opening, read as a marker with rank, number and normal form.

第十二条之一, 第三章, 一、, （一）, 1., （1）, ① in every width and spacing (GB/T 9704-2012, 7.3.3; 立法技术规范 on
编章节条款项目). What merely begins with a figure (29.97 平方公里, 1+X, 3D, 一、二、三产业) is no marker.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from diffs.provisions import han


class Rank(IntEnum):
    """Depth order of markers, shallow first; 款 has no marker and stands between 条 and 项.

    Those named by place (``OVER_``, ``UNDER_``, ``INNERMOST``) are of letters and Roman numerals, which stand as deep as
    each text sets them.
    """

    PART = 1
    SUBPART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 6
    OVER_HAN = 8
    OVER_ALL = 9
    HAN = 10
    UNDER_HAN = 11
    PAREN_HAN = 12
    UNDER_PAREN_HAN = 13
    ARABIC = 14
    DOTTED = 15
    DOTTED_3 = 16
    DOTTED_4 = 17
    UNDER_ARABIC = 18
    PAREN_ARABIC = 19
    UNDER_PAREN_ARABIC = 20
    CIRCLED = 21
    UNDER_CIRCLED = 22
    LETTER = 23
    INNERMOST = 24


#: 编, 章 and 节: what articles stand in.
CONTAINERS = frozenset({Rank.PART, Rank.SUBPART, Rank.CHAPTER, Rank.SECTION})


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number at the head of a line.

    ``printed`` is what stands on the page without the blank after it, ``label`` its normal form in paths, ``number``
    the ordinal, ``branch`` the 之一 of 第十二条之一, ``end`` the offset in the line where heading or text begins.
    """

    rank: Rank
    printed: str
    label: str
    number: int
    branch: int
    end: int

    @property
    def ordinal(self) -> str:
        """The number in figures: ``12``, or ``12-1`` for 第十二条之一."""
        return f"{self.number}-{self.branch}" if self.branch else str(self.number)


_DIGITS = {
    char: value
    for value, chars in enumerate(("〇零○", "一壹", "二贰两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "[〇零○一二两三四五六七八九十百千]"
_UNIT_RANK = {
    "编": Rank.PART,
    "篇": Rank.PART,
    "部分": Rank.PART,
    "分编": Rank.SUBPART,
    "章": Rank.CHAPTER,
    "部": Rank.PART,
    "分部": Rank.SUBPART,
    "节": Rank.SECTION,
    "条": Rank.ARTICLE,
}
#: 第2部 of an ordinance stands alone or before a blank; 第2部法律 counts laws.
_ORDINANCE = frozenset({"部", "分部"})
_TRADITIONAL = {"編": "编", "節": "节", "條": "条", "分編": "分编"}

_LEAD = "[\\s\ufeff\u200b-\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]*"
_STATUTE = re.compile(
    rf"{_LEAD}(?P<printed>第\s*(?P<n>{_NUMERAL}(?:\s?{_NUMERAL}){{0,8}}|\d{{1,4}})(?:[-－–](?P<c>\d{{1,2}}))?\s*(?P<unit>分[编編]|部分|分?部|[编篇章节条編節條])"
    rf"(?:\s?之\s?(?P<b>{_NUMERAL}{{1,3}}|\d{{1,2}}))?)(?P<gap>\s*)"
)
#: A stop that some texts set after 第六条 or 第三章; 第六条、第七条 lists articles.
_AFTER_ARTICLE = re.compile(r"(?:[、．]|\.(?!\d))\s*(?=[^\s第附、款项之])")
#: The other end of a range: 第一章—第三章.
_UNTIL = re.compile(r"\s*[—－–~～]{1,2}\s*第\s?[\d一二三四五六七八九十百]{1,5}\s?(?P<unit>分部|部分|[一-鿿])")
_DASHED = re.compile("[—－–]")
_AFTER_CONTAINER = re.compile(r"(?:[、．.：:]|\s*[—－–]{1,2})\s*(?=[^\s第、之—－–][^第]{0,40}$)")
#: What a dash stands for at a line's head in scanned copies: —、总体要求.
_SCANNED_ONE = "[—－–ー]"
#: A figure right after the point makes a decimal (1.5 亿元), unless it opens a year: 2.2024年底前. Markdown may
#: escape the point: 1\. 总则.
_POINT = r"(?:．|\\?\.)(?:(?![\d.．])|(?=(?:19|20)\d\d\s?年))"
_SIMPLE = re.compile(
    rf"{_LEAD}(?P<printed>"
    rf"(?P<han>{_NUMERAL}{{1,5}}|{_SCANNED_ONE}(?=\s?、))\s{{0,2}}(?:、|[．.](?!\d))"
    rf"|[（(]\s*(?P<phan>{_NUMERAL}{{1,5}}|{_SCANNED_ONE})\s*[)）][、.．]?|(?P<chan>[㈠-㈩])"
    rf"|(?P<hhan>{_NUMERAL}{{1,3}})[)）][、.．]?"
    rf"|(?P<arabic>\d{{1,3}})\s{{0,2}}(?:、|{_POINT})|(?P<dotted>[⒈-⒛])"
    rf"|[（(]\s*(?P<parabic>\d{{1,3}})\s*[)）][、.．]?|(?P<harabic>\d{{1,3}})[)）][、.．]?|(?P<carabic>[⑴-⒇])"
    rf"|(?P<circled>[①-⑳㉑-㉟㊱-㊿])[、.．]?|(?P<zero>0[1-9])(?=\s+(?:[“《]?[一-鿿]|[\dA-Z]{{1,3}}[一-鿿A-Z]))|(?P<letter>[a-z])[)）]|[（(](?P<pletter>[a-z])[)）]"
    rf")\s*"
)
#: 一、二、三产业 and 1、3、5年级, 2、3号线 list things rather than number a line.
_ENUMERATION = re.compile(
    rf"{_LEAD}{_NUMERAL}{{1,3}}、{_NUMERAL}{{1,3}}(?:[、，,。和及与]|是|[产级线类期批次年月届等号季度])"
    rf"|{_LEAD}\d{{1,3}}、\d{{1,3}}\s?(?:[、，,。和及与至-]|[级线类期批次月日届等号季层楼栋组岁]|年(?:级|以))"
)
_REFERENCE = re.compile(r"[第、，,和至或与及之的]|规定|所列|所称|中的|以外|情形|违法|款|项")
#: 第四条第三条规定的部门…: an article that opens with a reference to another.
_OTHER_ARTICLE = re.compile(rf"第\s*(?:{_NUMERAL}{{1,9}}|\d{{1,4}})\s*条")
#: What follows a chapter that is cited.
_CITED = ("的", "至", "和", "、", "规定的", "所列", "所称", "以外", "中的")
#: How many articles may be missing between two that are printed without a blank.
_SKIPPED = 3
_DOTTED = re.compile(
    rf"{_LEAD}(?P<printed>(?P<n>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．、]?)(?![\d.．%％])\s*(?=[一-鿿A-Z《“【])"
)
_ALONE = re.compile(r"(?P<printed>(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3}))")
#: A term below its number: 政务服务　government service.
_NAMED_BELOW = re.compile(r"[一-鿿“《][^。；：:\t]{0,60}")
_PLAIN = re.compile(rf"{_LEAD}(?P<printed>(?P<n>\d{{1,2}}))\s+(?=[一-鿿][^。；，]{{0,30}}$)")
_MEASURED = re.compile("[万亿倍米吨元]|个|千[米克瓦]|公里|公顷|平方|年(?!度)|月(?!度)|日|小时|分钟|人次|左右|以上")
_HEADING_END = re.compile(r"[。；;：:]|[，,].*[，,]")


def numeral(text: str) -> int:
    """The value of a Chinese or Arabic numeral: 一百零三 and 103 are 103, 二〇二二 is 2022."""
    if text.isdecimal():
        return int(text)
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = current = 0
    for char in text:
        if char in _UNITS:
            total += (current or 1) * _UNITS[char]
            current = 0
        else:
            current = _DIGITS[char]
    return total + current


def circled(number: int) -> str:
    """① for 1, up to ㊿ for 50; plain figures beyond."""
    for first, last, point in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(point + number - first)
    return str(number)


def find_marker(line: str, *, last_article: int = 0) -> Marker | None:
    """The marker that opens ``line``, or ``None``.

    ``last_article`` is the number of the article before: 第八条 without a blank after it is an article only in
    sequence (or as 第一条), otherwise it is a reference that happens to open the line.
    """
    head = line[:80]
    statute = _STATUTE.match(head)
    if statute:
        return _statute_marker(statute, line, last_article)
    simple = _SIMPLE.match(head)
    if simple is None or _ENUMERATION.match(head):
        return None
    return _simple_marker(simple)


def dotted_markers(lines: Iterable[tuple[int, str]]) -> dict[int, Marker]:
    """1.1, 2.3.1 and bare ``1 总则`` of a text whose numbers follow one another, by the keys given with its lines.

    A line that opens with 29.97 平方公里 is out of sequence and none of them.
    """
    found: dict[int, Marker] = {}
    current: tuple[int, ...] = ()
    for (key, line), (_, below) in pairwise([*lines, (-1, "")]):
        if not line[:1].isdecimal():
            continue
        dotted = _dotted(line) or (_alone(line) if _NAMED_BELOW.fullmatch(below) else None)
        if dotted is None:
            marker = find_marker(line)
            if marker and marker.rank is Rank.ARABIC:
                current = (marker.number,)
            continue
        marker, parts = dotted
        if follows(parts, current):
            found[key], current = marker, parts
    deep = [marker.label for marker in found.values() if marker.rank > Rank.ARABIC]
    return found if len(deep) > 1 else {}


def _alone(line: str) -> tuple[Marker, tuple[int, ...]] | None:
    """3.1 alone on its line, above the term that it numbers."""
    match = _ALONE.fullmatch(line)
    return _of_parts(match) if match else None


def _dotted(line: str) -> tuple[Marker, tuple[int, ...]] | None:
    head = line[:80]
    match = _DOTTED.match(head) or _PLAIN.match(line)
    return None if match is None or _MEASURED.match(line, match.end()) else _of_parts(match)


def _of_parts(match: re.Match[str]) -> tuple[Marker, tuple[int, ...]]:
    parts = tuple(int(part) for part in re.split("[.．]", match["n"]))
    rank = Rank(Rank.ARABIC + len(parts) - 1)
    return Marker(rank, match["printed"], ".".join(map(str, parts)), parts[-1], 0, match.end()), parts


def follows(parts: tuple[int, ...], current: tuple[int, ...]) -> bool:
    """Whether ``parts`` is the next number after ``current``: one more on some level, or the first one below it."""
    *outer, last = parts
    before = current[: len(outer)]
    if tuple(outer) == before:
        return last == (current[len(outer)] + 1 if len(current) > len(outer) else 1)
    return last == 1 and len(outer) == 1 and outer[0] == (current[0] + 1 if current else 1)


def _statute_marker(match: re.Match[str], line: str, last_article: int) -> Marker | None:
    unit = _TRADITIONAL.get(match["unit"], match["unit"])
    rank = _UNIT_RANK[unit]
    number = numeral("".join(match["n"].split()))
    branch = numeral(match["b"] or match["c"] or "0")
    after = _AFTER_ARTICLE if rank is Rank.ARTICLE else _AFTER_CONTAINER
    stop = None if match["gap"] and not _DASHED.match(line, match.end()) else after.match(line.rstrip(), match.end())
    end = stop.end() if stop else match.end()
    rest = line[end:]
    alone = match["gap"] or not rest or _DASHED.match(line, match.end())
    if unit in _ORDINANCE and not (match["n"].isdecimal() and alone):
        return None
    if rank is Rank.ARTICLE:
        follows = last_article < number <= last_article + _SKIPPED if last_article else number == 1
        in_sequence = number == 1 or follows or (branch > 0 and number == last_article)
        opens = in_sequence if stop else match["gap"] or _opens_article(rest, in_sequence)
        if not opens:
            return None
    elif len(rest) > 60 or _ends_heading(rest, match["gap"]) or rest.startswith(_CITED) or _ranges(match, line):
        return None
    label = f"第{han(number)}{unit}" + (f"之{han(branch)}" if branch else "")
    return Marker(rank, match["printed"] + (stop.group().rstrip() if stop else ""), label, number, branch, end)


def _ranges(match: re.Match[str], line: str) -> bool:
    until = _UNTIL.match(line, match.end())
    return until is not None and until["unit"] == match["unit"]


def _ends_heading(rest: str, gap: str) -> bool:
    """Whether what follows 第三章 is a sentence; after a blank, a heading without a stop may hold several commas."""
    found = _HEADING_END.search(rest.rstrip("。"))
    return found is not None and not (gap and found.group()[0] in "，," and not re.search("[。；;：:]", rest))


def _opens_article(rest: str, in_sequence: bool) -> bool:
    if not rest or rest[0] in "【［[":
        return True
    return in_sequence and (not _REFERENCE.match(rest) or _OTHER_ARTICLE.match(rest) is not None)


def _simple_marker(match: re.Match[str]) -> Marker | None:
    printed, end = match["printed"].replace("\\", ""), match.end()
    if text := match["han"]:
        return Marker(Rank.HAN, printed, han(_scanned(text)), _scanned(text), 0, end)
    if text := match["phan"] or match["hhan"]:
        return Marker(Rank.PAREN_HAN, printed, f"（{han(_scanned(text))}）", _scanned(text), 0, end)
    if text := match["chan"]:
        number = ord(text) - ord("㈠") + 1
        return Marker(Rank.PAREN_HAN, printed, f"（{han(number)}）", number, 0, end)
    if text := match["arabic"]:
        return Marker(Rank.ARABIC, printed, str(int(text)), int(text), 0, end)
    if text := match["dotted"]:
        number = ord(text) - ord("⒈") + 1
        return Marker(Rank.ARABIC, printed, str(number), number, 0, end)
    if text := match["parabic"] or match["harabic"]:
        return Marker(Rank.PAREN_ARABIC, printed, f"（{int(text)}）", int(text), 0, end)
    if text := match["carabic"]:
        number = ord(text) - ord("⑴") + 1
        return Marker(Rank.PAREN_ARABIC, printed, f"（{number}）", number, 0, end)
    if text := match["zero"]:
        return Marker(Rank.ARABIC, printed, str(int(text)), int(text), 0, end)
    if text := match["pletter"]:
        return Marker(Rank.LETTER, printed, f"（{text}）", ord(text) - ord("a") + 1, 0, end)
    if text := match["letter"]:
        return Marker(Rank.LETTER, printed, f"{text}）", ord(text) - ord("a") + 1, 0, end)
    number = _circled_value(match["circled"])
    return Marker(Rank.CIRCLED, printed, circled(number), number, 0, end)


def _scanned(text: str) -> int:
    """The value of a Chinese numeral that may have been scanned as a dash."""
    return numeral(text) if text[0] in _DIGITS or text[0] in _UNITS else 1


def _circled_value(char: str) -> int:
    point = ord(char)
    if point <= 0x2473:
        return point - 0x2460 + 1
    return point - 0x3251 + 21 if point <= 0x325F else point - 0x32B1 + 36
