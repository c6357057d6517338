"""What differs between two wordings, by offsets: changed stretches, and where kept characters stand on the other side."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diffs.comparison import Op, Span

_STOPS = "，。；：,;:\n"
_STOP = re.compile(f"[{_STOPS}]")
_FULL_STOP = re.compile("[。；;\n]")
#: Segments and sentences are looked for no further than this.
_FAR = 400
#: A token may look so far past the end of a changed stretch.
_AHEAD = 40


class Stretch(NamedTuple):
    """A run of characters that one side alone has; stretches of one place share the number of their hunk."""

    start: int
    end: int
    hunk: int
    #: The longer side of the hunk, in characters.
    size: int


class Side(NamedTuple):
    """A wording with its changed stretches, and its kept runs as ``(start, start on the other side, length)``."""

    text: str
    changed: tuple[Stretch, ...]
    kept: tuple[tuple[int, int, int], ...]

    def matches(self, pattern: re.Pattern[str], starts: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Stretch]]:
        """What ``pattern`` finds in the changed stretches, read with all that stands around them.

        ``starts`` finds what a match begins with, in two characters at most: to look for that is several times faster.
        """
        text = self.text
        for stretch in self.changed:
            end = stretch.end
            start = starts.search(text, stretch.start, end + 1)
            while start and start.start() < end:
                match = pattern.match(text, start.start(), end + _AHEAD)
                if match:
                    yield match, stretch
                start = starts.search(text, match.end() if match else start.start() + 1, end + 1)

    def touches(self, at: int) -> bool:
        """Whether a character belongs to this side alone."""
        return self.image(at, at + 1)[0] == 0

    def segment(self, at: int) -> tuple[int, int]:
        """The stretch between commas, stops and colons that holds ``at``."""
        return self._around(at, _STOP, _STOPS)

    def sentence(self, at: int) -> tuple[int, int]:
        """The stretch between full stops and semicolons that holds ``at``."""
        return self._around(at, _FULL_STOP, "。；;\n")

    def _around(self, at: int, pattern: re.Pattern[str], marks: str) -> tuple[int, int]:
        text, start, far = self.text, at, max(0, at - _FAR)
        while start > far and text[start - 1] not in marks:
            start -= 1
        match = pattern.search(text, at, at + _FAR)
        return start, match.start() if match else min(len(text), at + _FAR)

    def image(self, start: int, end: int) -> tuple[int, int]:
        """How many characters of a stretch are kept, and where most of them stand on the other side (else -1)."""
        first = max(0, bisect_right(self.kept, (start, len(self.text) ** 2, 0)) - 1)
        total, best, place = 0, 0, -1
        for own, other, size in self.kept[first:]:
            if own >= end:
                break
            low, high = max(own, start), min(own + size, end)
            if low < high:
                total += high - low
                if high - low > best:
                    best, place = high - low, other + low - own
        return total, place

    def share(self, start: int, end: int) -> float:
        """The share of a stretch that is kept, punctuation and all; 0 for an empty one."""
        return self.image(start, end)[0] / (end - start) if end > start else 0.0


def sides(spans: Sequence[Span]) -> tuple[Side, Side]:
    """Both sides of a difference."""
    texts: tuple[list[str], list[str]] = [], []
    changed: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = [], []
    kept: list[tuple[int, int, int]] = []
    equal, delete, at, sizes = Op.EQUAL, Op.DELETE, [0, 0], [0]
    for span in spans:
        op, text = span.op, span.text
        size = len(text)
        if op is equal:
            kept.append((at[0], at[1], size))
            for side in (0, 1):
                texts[side].append(text)
                at[side] += size
            sizes.append(0)
            continue
        side = 0 if op is delete else 1
        changed[side].append((at[side], at[side] + size, len(sizes) - 1))
        texts[side].append(text)
        at[side] += size
        if size > sizes[-1]:
            sizes[-1] = size
    first, second = (tuple([Stretch(start, end, hunk, sizes[hunk]) for start, end, hunk in ones]) for ones in changed)
    turned = tuple([(other, own, size) for own, other, size in kept])
    return Side("".join(texts[0]), first, tuple(kept)), Side("".join(texts[1]), second, turned)
