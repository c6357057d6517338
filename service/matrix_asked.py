"""What is asked to be seen of a matrix: rows by who has them, verb, section, differing numbers and words. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from diffs.families.family import PRESENT, Cell, Matrix, Presence, Row
from diffs.families.slots import SlotKind
from diffs.keys import norm

_NUMBERS = frozenset({SlotKind.NUMBER, SlotKind.DATE})


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters of rows; all that are given must hold.

    ``presence``: how many places have it; ``verb``: one text opens with it; ``section``: a heading above; ``numbers``: a
    number or date differs (only what texts fill differently is a slot of these kinds); ``word``: it stands in a text's wording, width and blanks aside.
    """

    presence: Presence | None = None
    verb: str | None = None
    section: str | None = None
    numbers: bool = False
    word: str | None = None

    def query(self) -> dict[str, str]:
        """The filters that are given, as an address spells them."""
        said = {"presence": self.presence, "verb": self.verb, "section": self.section, "word": self.word}
        return {name: str(one) for name, one in said.items() if one} | ({"numbers": "true"} if self.numbers else {})

    def holds(self, row: Row) -> bool:
        """Whether a row is asked for."""
        cells = [cell for cell in row.cells if cell.label in PRESENT]
        return (
            (self.presence is None or row.presence is self.presence)
            and (not self.verb or any(cell.verb == self.verb for cell in cells))
            and (not self.section or self.section in row.section)
            and (not self.numbers or any(slot.kind in _NUMBERS for slot in row.reading.slots))
            and (not self.word or _says(row, cells, norm(self.word).casefold()))
        )


def kept_rows(laid: Matrix, asked: Asked) -> Matrix:
    """The matrix with the rows that are asked for; its counts stay those of the whole."""
    return replace(laid, rows=tuple(row for row in laid.rows if asked.holds(row)))


def verbs_of(laid: Matrix) -> tuple[tuple[str, int], ...]:
    """The verbs that measures open with and in how many rows, the most frequent first."""
    counts = Counter(verb for row in laid.rows for verb in {cell.verb for cell in row.cells if cell.verb})
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def sections_of(laid: Matrix) -> tuple[tuple[str, int], ...]:
    """The headings that rows stand under and how many, in the order they first appear."""
    counts: Mapping[str, int] = Counter(heading for row in laid.rows for heading in dict.fromkeys(row.section))
    return tuple(counts.items())


def _says(row: Row, cells: list[Cell], word: str) -> bool:
    return any(
        word in norm(text).casefold() for text in (row.reading.text, row.heading, *(cell.text for cell in cells))
    )
