"""Printed numbers of clauses: read, counted on and written again as the text runs now."""

import re

_DIGITS = "零一二三四五六七八九"
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
NUMERAL = re.compile(r"[零一二三四五六七八九十百千万]+|\d+")
#: A reference to an article of the text itself, with its insertion number.
ARTICLE = re.compile(r"第([零一二三四五六七八九十百千万]+)条(之[一二三四五六七八九十]+)?")


def han(value: int) -> str:
    """A number as articles print it: 十二, 一百零三, 一万二千."""
    if value < 10:
        return _DIGITS[value]
    for sign, power in reversed(_POWERS.items()):
        if value >= power:
            head, rest = divmod(value, power)
            lead = "" if power == 10 and value < 20 else han(head)
            gap = "零" if rest and rest < power // 10 else ""
            return lead + sign + gap + (han(rest) if rest else "")
    return ""


def value(printed: str) -> int:
    """The number that ``printed`` says; the inverse of ``han`` and of ``str``."""
    if printed.isdigit():
        return int(printed)
    total = section = digit = 0
    for char in printed:
        if char in _POWERS:
            power = _POWERS[char]
            if power == 10000:
                total, section, digit = (total + section + digit) * power, 0, 0
            else:
                section, digit = section + (digit or 1) * power, 0
        else:
            digit = _DIGITS.index(char)
    return total + section + digit


def style(marker: str) -> str:
    """The marker with # for its number and without width and blanks: markers that count on together are equal."""
    plain = "".join(marker.split()).translate(str.maketrans("（）．", "()."))
    return NUMERAL.sub("#", plain.split("之")[0], count=1)


def renumbered(marker: str, number: int, inserted: int = 0) -> str:
    """The marker with another number; ``inserted`` counts 之一, 之二."""
    match = NUMERAL.search(marker)
    if not match:
        return marker
    written = str(number) if match.group().isdigit() else han(number)
    made = marker[: match.start()] + written + marker[match.end() :]
    return re.sub(r"条.*", f"条之{han(inserted)}", made) if inserted else re.sub(r"条之[一-鿿]+", "条", made)
