"""What a count over two places says of one unit: what is counted, what became of it, and what it is most like."""

from dataclasses import dataclass
from enum import StrEnum

from diffs.comparison import SentenceRef

#: The index of an item that is a whole clause.
WHOLE = -1


class Grain(StrEnum):
    """What is counted: 清单行, 条款, 句, 领域 (closed)."""

    ROWS = "rows"
    CLAUSES = "clauses"
    SENTENCES = "sentences"
    SECTIONS = "sections"


class Fate(StrEnum):
    """How a unit of one text stands in the other, each in exactly one class (closed).

    ``identical`` passes over punctuation and width, ``template`` over the own places and agencies and over 第X条
    references that follow the other numbering; ``reworded`` is the same measure in other words; ``regrouped`` one unit
    that several are, or several that one is; ``partly`` a weak link or a mere overlap, to be checked by a reader.
    """

    IDENTICAL = "identical"
    TEMPLATE = "template"
    REWORDED = "reworded"
    REGROUPED = "regrouped"
    PARTLY = "partly"
    ONE_SIDED = "one_sided"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What a unit without a link is most like on the other side; ``similarity`` from 0 to 1, places masked."""

    ref: SentenceRef
    path: str
    text: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Item:
    """One counted unit: a clause's id with the index of a sentence, or with ``WHOLE``.

    ``body_same``: only the task lists differ, the sentences behind them do not (清单有别、正文一致). ``nearest`` stands
    with every unit that no link holds and that is like anything at all.
    """

    ref: SentenceRef
    path: str
    fate: Fate
    body_same: bool = False
    nearest: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """How many units of one side have each fate, in the order of ``Fate``; their sum is ``total``."""

    by_fate: tuple[tuple[Fate, int], ...]
    body_same: int
    total: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How much one text holds: rows of its task list, 领域 and sentences of its measures."""

    rows: int
    sections: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Every unit of both sides in exactly one class.

    ``grain`` is what was counted, which is clauses or sentences where one side has none of what was ``asked``. ``frame`` holds the ids of clauses on both sides that are no measures: opening, addressees,
    instructions, signature.
    """

    asked: Grain
    grain: Grain
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    extents: tuple[Extent, Extent]
    frame: frozenset[str]

    @property
    def sums(self) -> tuple[Sums, Sums]:
        """The sums of both sides."""
        return _sums(self.old), _sums(self.new)


def _sums(items: tuple[Item, ...]) -> Sums:
    by_fate = tuple((fate, sum(item.fate is fate for item in items)) for fate in Fate)
    return Sums(by_fate, sum(item.body_same for item in items), len(items))
