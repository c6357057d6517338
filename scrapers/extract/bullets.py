"""Numbers that a browser shows before the entries of an ordered list and that stand nowhere in its text."""

import re

from bs4 import Tag

from scrapers.extract import numerals
from scrapers.extract.markup import attribute

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w -]+)", re.IGNORECASE)
_PRINTED = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十百零〇]+[）).．、]|第[\d一二三四五六七八九十百零〇]+[条章节款项]|[①-⑳]|[a-zA-Z][.)）]|附件)"
)


def marker(item: Tag, counters: dict[int, int]) -> str:
    """The number shown before a list entry, with its dot; empty for bullets and where the text brings its own number.

    ``counters`` keeps the next number of each list by identity; entries must be asked for in order.
    """
    parent = item.parent
    if parent is None or parent.name != "ol":
        return ""
    expected = counters.get(id(parent), _whole(attribute(parent, "start"), 1))
    number = _whole(attribute(item, "value"), expected)
    counters[id(parent)] = number + 1
    style = _STYLE.search(attribute(parent, "style"))
    if (style is not None and "none" in style.group(1).lower()) or _PRINTED.match(item.get_text()):
        return ""
    return written(number, style.group(1).strip().lower() if style else attribute(parent, "type"))


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text.strip()) else otherwise


def written(number: int, kind: str) -> str:
    """A number in the list style ``kind`` of HTML or CSS: decimal unless letters, roman or Chinese are asked for."""
    if kind in ("a", "lower-alpha", "lower-latin", "A", "upper-alpha", "upper-latin"):
        letters = numerals.letters(number)
        return f"{letters.upper() if kind[0] in 'Au' else letters}."
    if kind in ("i", "lower-roman", "I", "upper-roman"):
        roman = numerals.roman(number)
        return f"{roman.upper() if kind[0] in 'Iu' else roman}."
    if kind in ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"):
        return f"{numerals.chinese(number)}、"
    return f"{number}."
