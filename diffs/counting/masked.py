"""Which stretches of a wording are passed over between two places, and what each stands for; for showing them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from diffs.agencies import agencies_in
from diffs.clauses import DocumentFacts
from diffs.places import DEFERENCE, SUFFIXED, pattern_of, place_of


class Masked(StrEnum):
    """What a masked stretch stands for: the own place, one above it, an agency, words of deference (closed)."""

    OWN = "own"
    ABOVE = "above"
    AGENCY = "agency"
    DEFERENCE = "deference"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A masked stretch of a wording, half open."""

    start: int
    end: int
    stands_for: Masked


Finder = Callable[[str], tuple[Stretch, ...]]


def stretches_of(facts: DocumentFacts) -> Finder:
    """What finds the stretches of a text's wordings that ``places.masks`` takes out, in order, none in another."""
    places = pattern_of(place_of(facts))

    def found(text: str) -> tuple[Stretch, ...]:
        kept = _Kept(text)
        stretches: list[Stretch] = []
        if "部门" in text or "单位" in text:
            stretches += kept.take((match.span() for match in DEFERENCE.finditer(kept.text)), Masked.DEFERENCE, "")
        if SUFFIXED.search(kept.text):
            stretches += kept.take(agencies_in(kept.text), Masked.AGENCY, "\ue0f2")
        for match in places.finditer(kept.text) if places else ():
            stretches.append(kept.stretch(match.span(), Masked.OWN if match["own"] else Masked.ABOVE))
        return tuple(sorted(stretches, key=lambda one: one.start))

    return found


class _Kept:
    """A wording with stretches taken out one kind after another, as masking does; each character knows its offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: Sequence[int] = range(len(text))
        self.ends: Sequence[int] = range(1, len(text) + 1)

    def take(self, spans: Iterable[tuple[int, int]], stands_for: Masked, sign: str) -> list[Stretch]:
        """Put ``sign`` in the place of each span; return the stretches of the original that they are."""
        found: list[Stretch] = []
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for start, end in (*spans, (len(self.text), len(self.text))):
            pieces.append(self.text[last:start])
            starts.extend(self.starts[last:start])
            ends.extend(self.ends[last:start])
            if end > start:
                found.append(self.stretch((start, end), stands_for))
                pieces.append(sign)
                starts.extend([found[-1].start] * len(sign))
                ends.extend([found[-1].end] * len(sign))
            last = end
        self.text, self.starts, self.ends = "".join(pieces), starts, ends
        return found

    def stretch(self, span: tuple[int, int], stands_for: Masked) -> Stretch:
        return Stretch(self.starts[span[0]], self.ends[span[1] - 1], stands_for)
