"""Automatic numbers of Word paragraphs, computed from numbering.xml and styles.xml (ECMA-376 part 1, section 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

from scrapers.extract import numerals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, its pattern (``第%1条``), what follows the number, its first number."""

    style: str = "decimal"
    pattern: str = "%1."
    suffix: str = "tab"
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    nums: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)

    def next(self, paragraph: etree._Element) -> str:
        """The number shown before a paragraph, with what separates it; empty for bullets and plain paragraphs.

        Paragraphs must be asked for in document order.
        """
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        levels = self.abstracts.get(self.nums.get(number, ""), {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._count(number, depth, level)
        return "" if level.style == "bullet" else _printed(level, levels, counts)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = self.styles.get(_value(properties.find(f"{W}pStyle")))
        own = properties.find(f"{W}numPr")
        number = _value(own.find(f"{W}numId")) if own is not None else ""
        depth = _value(own.find(f"{W}ilvl")) if own is not None else ""
        if number == "0" or (not number and style is None):
            return None
        known = style or (number, 0)
        return number or known[0], _whole(depth, known[1])

    def _count(self, number: str, depth: int, level: Level) -> dict[int, int]:
        counts = self._counts.setdefault(self.nums[number], {})
        if number not in self._started:
            self._started.add(number)
            for overridden, start in self.overrides.get(number, {}).items():
                counts[overridden] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        return counts


def _printed(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    def shown(found: re.Match[str]) -> str:
        depth = int(found.group(1)) - 1
        other = levels.get(depth, Level())
        return written(counts.get(depth, other.start), "decimal" if level.legal else other.style)

    text = re.sub(r"%([1-9])", shown, level.pattern)
    if not text or level.suffix == "nothing":
        return text
    # A tab after a full-width mark is only air; elsewhere a blank keeps number and text apart.
    return text if level.suffix == "tab" and text[-1] in "、）．。：" else f"{text} "


def written(number: int, style: str) -> str:
    """A number in a Word number format (ST_NumberFormat); decimal for formats not known here."""
    if style in ("upperLetter", "lowerLetter"):
        return numerals.letters(number).upper() if style[0] == "u" else numerals.letters(number)
    if style in ("upperRoman", "lowerRoman"):
        return numerals.roman(number).upper() if style[0] == "u" else numerals.roman(number)
    rows = {"decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "decimalEnclosedParen": "⑴"}
    rows["decimalEnclosedFullstop"] = "⒈"
    if style in rows:
        return numerals.enclosed(number, rows[style])
    if style in ("ideographTraditional", "ideographZodiac"):
        return numerals.stems(number, branches=style.endswith("Zodiac"))
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return numerals.legal(number)
    if style.startswith(
        ("chineseCounting", "japaneseCounting", "taiwaneseCounting", "koreanCounting", "ideographDigital")
    ):
        return numerals.chinese(number)
    if style == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if style == "none":
        return ""
    return f"{number:02d}" if style == "decimalZero" else str(number)


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """The lists that a document declares; none when it has no numbering part."""
    result = Numbering()
    if numbering is None:
        return result
    links: dict[str, str] = {}
    linked: dict[str, str] = {}
    for abstract in numbering.iterfind(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        result.abstracts[name] = {_depth(level): _level(level) for level in abstract.iterfind(f"{W}lvl")}
        linked[_value(abstract.find(f"{W}styleLink"))] = name
        links[name] = _value(abstract.find(f"{W}numStyleLink"))
    for num in numbering.iterfind(f"{W}num"):
        name, abstract_name = num.get(f"{W}numId", ""), _value(num.find(f"{W}abstractNumId"))
        result.nums[name] = linked.get(links.get(abstract_name) or "?", abstract_name)
        _read_overrides(num, name, result)
    result.styles = _numbered_styles(styles, numbering, result)
    return result


def _read_overrides(num: etree._Element, name: str, result: Numbering) -> None:
    replaced = dict(result.abstracts.get(result.nums[name], {}))
    for override in num.iterfind(f"{W}lvlOverride"):
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if start is not None:
            result.overrides.setdefault(name, {})[_depth(override)] = _whole(_value(start), 1)
        if level is not None:
            replaced[_depth(level)] = _level(level)
            result.abstracts[f"{name}/own"] = replaced
    if f"{name}/own" in result.abstracts:
        result.nums[name] = f"{name}/own"


def _level(level: etree._Element) -> Level:
    return Level(
        style=_value(level.find(f"{W}numFmt")) or "decimal",
        pattern=_value(level.find(f"{W}lvlText")),
        suffix=_value(level.find(f"{W}suff")) or "tab",
        start=_whole(_value(level.find(f"{W}start")), 1),
        legal=level.find(f"{W}isLgl") is not None,
    )


def _numbered_styles(
    styles: etree._Element | None, numbering: etree._Element, known: Numbering
) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number their paragraphs, by themselves or by what they are based on."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based[name] = _value(style.find(f"{W}basedOn"))
        properties = style.find(f"{W}pPr/{W}numPr")
        if properties is not None:
            own[name] = (_value(properties.find(f"{W}numId")), _whole(_value(properties.find(f"{W}ilvl")), 0))
    levels = _levels_of_styles(numbering)
    found: dict[str, tuple[str, int]] = {}
    for name in based:
        number = next((own[base][0] for base in _chain(name, based) if base in own and own[base][0]), "")
        if number and number != "0":
            depth = levels.get((known.nums.get(number, ""), name), own.get(name, (number, 0))[1])
            found[name] = (number, depth)
    return found


def _levels_of_styles(numbering: etree._Element) -> dict[tuple[str, str], int]:
    """(abstract list, style) to the level that names the style as its own."""
    return {
        (abstract.get(f"{W}abstractNumId", ""), _value(level.find(f"{W}pStyle"))): _depth(level)
        for abstract in numbering.iterfind(f"{W}abstractNum")
        for level in abstract.iterfind(f"{W}lvl")
        if level.find(f"{W}pStyle") is not None
    }


def _chain(name: str, based: Mapping[str, str]) -> list[str]:
    chain: list[str] = []
    while name and name not in chain and len(chain) < _MAX_DEPTH:
        chain.append(name)
        name = based.get(name, "")
    return chain


def _depth(element: etree._Element) -> int:
    return _whole(element.get(f"{W}ilvl", ""), 0)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise
