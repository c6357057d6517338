"""Grams: the characters of a folded text and its pairs of neighbours, each as one number, and the places they stand at.

A string is part of a text only if each of its grams is a gram of the text: what lacks one need not be read. One and two
characters are found the same way as eight, on every database.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

#: A code point needs 21 bits; a pair of neighbours takes twice as many.
_BITS: Final = 21
#: Said of a gram that stands in a version's title or number, not in its clauses.
_HEAD: Final = 1 << (2 * _BITS)
_MORE, _SEVEN = 0x80, 0x7F


@dataclass(frozen=True, slots=True)
class Folded:
    """A version's words as search compares them: title and number in ``head``, then each clause in document order.

    ``folding`` names how they were folded, at most 32 characters; another name makes the index anew.
    """

    folding: str
    head: tuple[str, ...]
    clauses: tuple[str, ...]


def grams_of(folded: str) -> set[int]:
    """Every character and every pair of neighbours of a folded text, as numbers."""
    points = [*map(ord, folded)]
    return {*points, *(first << _BITS | second for first, second in pairwise(points))}


def needed(words: Iterable[str]) -> set[int]:
    """The grams that a text with all these words must have: the pairs of each word, of a single character itself."""
    found: set[int] = set()
    for word in words:
        points = [*map(ord, word)]
        pairs = {first << _BITS | second for first, second in pairwise(points)}
        found |= pairs or set(points)
    return found


def of_head(grams: Iterable[int]) -> set[int]:
    """The same grams said of a title or number."""
    return {_HEAD | gram for gram in grams}


def postings(folded: Folded) -> dict[int, bytes]:
    """Each gram of a version with the packed places of its clauses; grams of title and number have no places."""
    places: dict[int, list[int]] = {}
    for place, text in enumerate(folded.clauses):
        for gram in grams_of(text):
            places.setdefault(gram, []).append(place)
    packed = {gram: pack(standing) if standing[1:] else _alone(standing[0]) for gram, standing in places.items()}
    return packed | {gram: b"" for text in folded.head for gram in of_head(grams_of(text))}


def pack(places: Sequence[int]) -> bytes:
    """Rising numbers as their distances, seven bits a byte, the lowest first."""
    packed, before = bytearray(), -1
    for place in places:
        distance, before = place - before - 1, place
        while distance > _SEVEN:
            packed.append(_MORE | distance & _SEVEN)
            distance >>= 7
        packed.append(distance)
    return bytes(packed)


@lru_cache(maxsize=4096)
def _alone(place: int) -> bytes:
    """``pack`` of one place: most grams of a text stand in one clause only."""
    return pack((place,))


def unpack(packed: bytes) -> list[int]:
    """The inverse of ``pack``."""
    places, before, distance, shift = [], -1, 0, 0
    for byte in packed:
        distance |= (byte & _SEVEN) << shift
        shift += 7
        if not byte & _MORE:
            before += distance + 1
            places.append(before)
            distance = shift = 0
    return places


def shared_places(packed: Collection[bytes]) -> tuple[int, ...]:
    """The places that stand in all of these, rising."""
    first, *others = sorted(packed, key=len)
    common = set(unpack(first)).intersection(*(unpack(other) for other in others))
    return tuple(sorted(common))


def spread(grams: Iterable[int], most: int) -> tuple[int, ...]:
    """At most so many of the grams, evenly taken from their order by number."""
    ordered = sorted(grams)
    return tuple(ordered[at * len(ordered) // most] for at in range(most)) if len(ordered) > most else tuple(ordered)
