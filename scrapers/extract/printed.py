"""Characters and lines as a page prints them: what one line says, and how two lines of one text are joined."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

_OPENING, _CLOSING = "（(《〈“‘【〔[「『", "，。、；：？！）)》〉”’】〕]」』…—·,.;:?!%％"

Character = tuple[str, float, float]
"""A character with its left and right edge in points."""


@dataclass(frozen=True)
class Line:
    """Characters on one base line; edges, base and size of type in points from the page's lower left corner."""

    chars: tuple[Character, ...]
    left: float
    right: float
    base: float
    size: float
    page: int

    @cached_property
    def text(self) -> str:
        """The line as read."""
        return written(self.chars, self.size)

    def part(self, chars: tuple[Character, ...]) -> "Line":
        """A line of some of its characters."""
        visible = [char for char in chars if not char[0].isspace()] or list(chars)
        return Line(chars, visible[0][1], visible[-1][2], self.base, self.size, self.page)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points, its lines, the boxes (left, bottom, right, top) of the paths it draws."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()


def written(chars: Sequence[Character], size: float) -> str:
    """Characters as text: blanks that the file holds stay, and a gap counts as one where it is wider than type sets it."""
    text = ""
    edge = None
    for char, left, right in chars:
        if edge is not None and text and left - edge > _gap(text[-1], char, size):
            text += " "
        text += char
        edge = right
    return text.strip()


def _gap(before: str, after: str, size: float) -> float:
    if before.isspace() or after.isspace():
        return float("inf")
    if is_wide(before) and is_wide(after):
        return 0.9 * size
    return 0.6 * size if is_wide(before) or is_wide(after) else 0.2 * size


def is_wide(char: str) -> bool:
    """Whether a character fills a whole square in Chinese type."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—·"


def first_word(line: Line) -> float:
    """The width of what cannot be parted at the head of a line: marks that open, a word or character, marks that close."""
    text = line.text
    n = 0
    while n < len(text) and text[n] in _OPENING:
        n += 1
    if n < len(text) and not is_wide(text[n]):
        while n < len(text) and not is_wide(text[n]) and not text[n].isspace():
            n += 1
    else:
        n += 1
    while n < len(text) and text[n] in _CLOSING:
        n += 1
    return sum(1.0 if is_wide(char) else 0.55 for char in text[:n]) * line.size


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph; a blank only between Latin words, which break at blanks."""
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after
