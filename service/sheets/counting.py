"""What a reader asks of the count over two places: what is counted, which fates on which side, masks seen or not."""

from dataclasses import dataclass, replace
from enum import StrEnum

from diffs.counting.fates import Fate, Grain
from diffs.rendering import Side


class Masks(StrEnum):
    """Whether what is masked between two places is marked in the wording (closed)."""

    SHOWN = "shown"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Counting:
    """A row passes that holds a unit of one of ``fates`` on ``side``; without any fate every row does."""

    grain: Grain = Grain.ROWS
    fates: tuple[Fate, ...] = ()
    side: Side = Side.BOTH
    masks: Masks = Masks.SHOWN

    @property
    def unfiltered(self) -> "Counting":
        """The same without any filter."""
        return replace(self, fates=(), side=Side.BOTH)

    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values that ask for this; what is the default is left out."""
        one = [
            ("unit", self.grain.value if self.grain is not Grain.ROWS else ""),
            ("side", self.side.value if self.side is not Side.BOTH else ""),
            ("masks", self.masks.value if self.masks is not Masks.SHOWN else ""),
        ]
        return [(name, value) for name, value in one if value] + [("fate", fate.value) for fate in self.fates]


#: What is counted and shown when nothing is said of it.
USUAL = Counting()
