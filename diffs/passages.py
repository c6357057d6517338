"""Where words stand in a text whatever its width, blanks, case and invisible characters: what search compares.

``folded`` is ``keys.norm`` without the difference of capital and small letters; ``ranges`` leads back to the text as it
is printed. A year in brackets, as document numbers have it, stands where it is printed in brackets of another kind:
商资发[2022]208号 in 商资发〔2022〕208号.
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
#: A year of a document number between brackets of any kind, folded; and as people type it, blanks and width included.
_OPENED, _CLOSED = r"[〔\[(【﹝]", r"[〕\])】﹞]"
_YEAR: Final = re.compile(rf"{_OPENED}((?:19|20)\d\d){_CLOSED}", re.ASCII)
_TYPED_YEAR: Final = re.compile(r"([〔\[(【﹝［（])\s*([12１２][0-9０-９]{3})\s*([〕\])】﹞］）])")
_PARTED: Final = re.compile("[A-Za-z0-9] [A-Za-z0-9]")


def folded(text: str) -> str:
    """``text`` as search compares it."""
    return _CAPITAL.sub(_small, norm(text))


def closed_up(question: str) -> str:
    """A question without the blanks between a year and its brackets: ``[ 2022 ]208号`` is one word."""
    return _TYPED_YEAR.sub(r"\1\2\3", question)


def stands_in(word: str, plain: str) -> bool:
    """Whether a folded word stands in a folded text; a bracketed year of it may stand in brackets of another kind."""
    return word in plain or (bool(_YEAR.search(word)) and _bracketed(word) in _bracketed(plain))


def pieces(word: str) -> tuple[str, ...]:
    """The parts that a folded text must have for the word to stand in it: all of it, or what its brackets part."""
    found = tuple(part for part in _YEAR.sub(r"\n\1\n", word).split("\n") if part)
    return found if _YEAR.search(word) else (word,)


def _bracketed(plain: str) -> str:
    """A folded text with all bracketed years in brackets of one kind, each character in its place."""
    return _YEAR.sub(r"〔\1〕", plain)


def ranges(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where any of the folded ``words`` stands in ``text``: offset pairs in ``text``, in order, overlapping ones joined.

    A range ends before what follows its last character, but holds the invisible characters that belong to it.
    """
    plain, origins = _with_origins(text)
    found = sorted((start, start + len(word)) for word in words for start in _starts_of(word, plain))
    return tuple((origins[start], _end(text, origins[end - 1] + 1)) for start, end in merged(found))


def _starts_of(word: str, plain: str) -> Iterator[int]:
    yield from _starts(plain, word)
    if _YEAR.search(word):
        yield from _starts(_bracketed(plain), _bracketed(word))


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
