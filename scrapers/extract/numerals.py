"""Whole numbers written as automatic lists write them: Chinese, roman, letters, circled."""

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese(number: int) -> str:
    """1 to 9999 as official texts count clauses: 十二, 二十, 一百零三; Arabic figures beyond."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += _DIGITS[digit] + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def legal(number: int) -> str:
    """1 to 9999 in the characters of deeds: 壹拾贰."""
    text = chinese(number)
    return (f"一{text}" if text.startswith("十") else text).translate(_LEGAL)


def roman(number: int) -> str:
    """1 to 3999 in lower case roman numerals; Arabic figures beyond."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def letters(number: int) -> str:
    """1 as a, 26 as z, 27 as aa (as Word counts: the letter is repeated)."""
    if not 0 < number <= 780:
        return str(number)
    times, rest = divmod(number - 1, 26)
    return chr(97 + rest) * (times + 1)


def stems(number: int, branches: bool = False) -> str:
    """Heavenly stems (甲 to 癸) or earthly branches; Arabic figures beyond."""
    row = _BRANCHES if branches else _STEMS
    return row[number - 1] if 0 < number <= len(row) else str(number)


def enclosed(number: int, first: str, most: int = 20) -> str:
    """① or ⑴ or ⒈ by the first character of the row; Arabic figures beyond ``most``."""
    return chr(ord(first) + number - 1) if 0 < number <= most else str(number)
