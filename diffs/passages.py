"""Where words stand in a text whatever its width, blanks, case and invisible characters: what search compares.

``folded`` is ``keys.norm`` without the difference of capital and small letters; ``ranges`` leads back to the text as it
is printed.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from diffs.keys import merged, norm

#: The name of this folding; another one whenever any text folds otherwise, so that what was indexed is indexed anew.
FOLDING: Final = "norm-lower/1"

#: Capital letters with one small one; the few that become two characters (İ) stay, so that no place is lost.
_SMALL: Final = {
    point: small
    for point in chain(range(0x41, 0x5B), range(0xC0, 0x2E00), range(0xA640, 0xAC00), range(0x10400, 0x10D00))
    if len(small := chr(point).lower()) == 1 and small != chr(point)
}
_CAPITAL: Final = re.compile(f"[{''.join(map(chr, _SMALL))}]")
_PARTED: Final = re.compile("[A-Za-z0-9] [A-Za-z0-9]")


def folded(text: str) -> str:
    """``text`` as search compares it."""
    return _CAPITAL.sub(_small, norm(text))


def ranges(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where any of the folded ``words`` stands in ``text``: offset pairs in ``text``, in order, overlapping ones joined.

    A range ends before what follows its last character, but holds the invisible characters that belong to it.
    """
    plain, origins = _with_origins(text)
    found = sorted((start, start + len(word)) for word in words for start in _starts(plain, word))
    return tuple((origins[start], _end(text, origins[end - 1] + 1)) for start, end in merged(found))


def _starts(plain: str, word: str) -> Iterator[int]:
    start = plain.find(word) if word else -1
    while start >= 0:
        yield start
        start = plain.find(word, start + 1)


def _end(text: str, end: int) -> int:
    while end < len(text) and not text[end].isspace() and not norm(text[end]):
        end += 1
    return end


def _with_origins(text: str) -> tuple[str, list[int]]:
    """``folded(text)`` with the offset in ``text`` of each of its characters."""
    whole = folded(text)
    if len(whole) == len(text):  # folding only exchanges single characters or drops them
        return whole, [*range(len(text))]
    seen = [(folds, at) for at, char in enumerate(text) if (folds := _one(char))]
    single = [pair for place, pair in enumerate(seen) if pair[0] != " " or (place and seen[place - 1][0] != " ")]
    plain = "".join(char for char, _ in single)
    kept = [pair for place, pair in enumerate(single) if pair[0] != " " or _parts(plain, place)]
    return _CAPITAL.sub(_small, "".join(char for char, _ in kept)), [at for _, at in kept]


def _small(found: re.Match[str]) -> str:
    return _SMALL[ord(found[0])]


def _one(char: str) -> str:
    """One character folded; a blank of any kind is a space, an invisible one nothing."""
    return " " if char.isspace() else norm(char)


def _parts(plain: str, place: int) -> bool:
    """Whether the blank at ``place`` parts two Latin words or numbers."""
    return bool(_PARTED.match(plain, max(place - 1, 0)))
