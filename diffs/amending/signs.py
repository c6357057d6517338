"""A decision's passage with single signs for citations of provisions, quotations and titles, so that patterns stay short."""

import re
from dataclasses import dataclass

from diffs.amending.forms import SIGN, L, Q, R
from diffs.amending.quotations import Passage
from diffs.amending.targets import Address, read_addresses, read_inside


@dataclass(slots=True)
class Signs:
    """A passage reduced to signs: ``text`` has Q for quotations, R for citations, L for titles."""

    passage: Passage
    text: str
    places: list[int]
    citations: dict[int, str]
    titles: dict[int, str]
    quotes: dict[int, str]

    def extent(self, start: int, stop: int) -> tuple[int, int]:
        """The range of the decision that ``text[start:stop]`` covers."""
        return self.passage.extent(self.places[start], self.places[stop])

    def addresses(self, at: int) -> tuple[Address, ...]:
        """The addresses that the sign at ``at`` stands for."""
        return read_addresses(self.citations[at])

    def within(self, at: int, outer: Address | None) -> tuple[Address, ...]:
        """The addresses that the sign at ``at`` stands for, completed from ``outer``."""
        found = self.addresses(at)
        inside = outer is not None and outer.attachment is not None
        if inside and outer and all(one.article is None and one.attachment is None for one in found):
            return read_inside(self.citations[at], outer)
        return tuple(address.within(outer) for address in found)

    def quoted(self, match: re.Match[str], name: str) -> tuple[str, ...]:
        """The quotations that a group covers."""
        if match[name] is None:
            return ()
        return tuple(self.quotes[at] for at in range(*match.span(name)) if at in self.quotes)


def read_signs(passage: Passage) -> Signs:
    """A passage with its citations and titles found."""
    signs = Signs(passage, "", [], {}, {}, {})
    pieces: list[str] = []
    quotes = iter(passage.quotes)
    at = 0

    def plain(start: int, end: int) -> None:
        for place in range(start, end):
            if passage.text[place] == Q:
                signs.quotes[len(signs.places)] = next(quotes, "")
            pieces.append(passage.text[place])
            signs.places.append(place)

    for found in SIGN.finditer(passage.text):
        plain(at, found.start())
        titled = found.group().startswith("《")
        (signs.titles if titled else signs.citations)[len(signs.places)] = found.group()
        pieces.append(L if titled else R)
        signs.places.append(found.start())
        at = found.end()
        for _ in range(found.group().count(Q)):
            next(quotes, "")
    plain(at, len(passage.text))
    signs.places.append(len(passage.text))
    signs.text = "".join(pieces)
    return signs


def destinations(
    signs: Signs, match: re.Match[str], targets: tuple[Address, ...], name: str = "to"
) -> tuple[Address, ...]:
    """Where a form says that units go, completed from the last target: 第二款和第三款合并为第二款."""
    outer = targets[-1] if targets else None
    found = signs.addresses(match.start(name)) if match[name] else ()
    return tuple(address.within(outer) if address.article is None else address for address in found)


def exceptions(signs: Signs, match: re.Match[str]) -> tuple[Address, ...]:
    """The places that a form leaves out: 除第三条外, （第三条除外）, 但第三条除外."""
    named = (name for name in ("but", "outside", "within", "there") if match[name])
    return tuple(address for name in named for address in signs.addresses(match.start(name)))
