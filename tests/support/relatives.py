"""Texts of families for the service's tests: one law as cities copied it, and texts that are no kin of it."""

from support.families import ARTICLES as PARK
from support.houses import ARTICLES as DATA

from service.house import House
from service.tracking import track_file

_DIGITS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """第几条, to nineteen."""
    return _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}" if number < 20 else "二十"


def park_rules(city: str, *, number: str = "三", without: frozenset[int] = frozenset(), extra: str = "") -> str:
    """A city's copy of the park law, some articles left out, one of its own added."""
    said = [one.format(place=city, number=number) for at, one in enumerate(PARK) if at not in without]
    return _statute(f"{city}公园条例", [*said, *([extra] if extra else [])])


def data_rules(city: str) -> str:
    """A law of another matter."""
    return _statute(f"{city}数据条例", [one.replace("本市", city) for one in DATA])


def _statute(title: str, articles: list[str]) -> str:
    return "\n\n".join([title, *(f"第{numeral(at)}条　{text}" for at, text in enumerate(articles, 1))]) + "\n"


def held(house: House, text: str) -> str:
    """The document that a text becomes."""
    tracked = track_file(house, f"{text.splitlines()[0][:20]}.txt", text.encode())
    assert tracked.document is not None
    return tracked.document
