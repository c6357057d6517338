"""Texts of one family side by side, as data: measures by texts; rendering is elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from diffs.clauses import DocumentFacts
from diffs.comparison import SentenceRef, Span
from diffs.families.slots import SlotKind


class CellLabel(StrEnum):
    """How a text has a measure, against the row's reading (closed)."""

    IDENTICAL = "identical"
    TEMPLATE = "template"
    MODIFIED = "modified"
    ABSENT = "absent"
    NOT_HELD = "not_held"


class Presence(StrEnum):
    """How many of the places whose texts are held have a measure (closed); none: only texts that are not counted do."""

    ALL = "all"
    SOME = "some"
    ONE = "one"
    NONE = "none"


class Counting(StrEnum):
    """What is counted (closed): places, each once for all its texts; or texts, where all of them are of one place."""

    PLACES = "places"
    TEXTS = "texts"


#: The labels of cells that hold a measure.
PRESENT = frozenset({CellLabel.IDENTICAL, CellLabel.TEMPLATE, CellLabel.MODIFIED})


@dataclass(frozen=True, slots=True)
class Column:
    """One text: what it says of itself, whether it is held, how many measures it has.

    ``place`` is the name of the place that it stands for, ``counted`` says whether it speaks for it
    (``diffs.families.standing``). ``labels`` counts its cells; ``alone`` its measures that its place alone has.
    """

    document: DocumentFacts
    held: bool
    place: str | None
    counted: bool
    measures: int
    labels: Mapping[CellLabel, int]
    alone: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of a reading that texts fill each in their own way.

    ``at`` are the offsets of its placeholder in the reading's text, ``None`` for the responsible units, which stand
    beside it. ``usual`` is the value that more places have than any other; ``None`` where two are had by as many, and for
    places, which differ by nature.
    """

    id: str
    kind: SlotKind
    at: tuple[int, int] | None
    usual: str | None


@dataclass(frozen=True, slots=True)
class Filling:
    """What a text puts into a slot, as printed; ``None`` where its wording has no such stretch.

    ``differs``: it is not what most places have (never so of places, and where no value is usual).
    """

    slot: str
    kind: SlotKind
    value: str | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row's texts have in common: the wording of most places, with ``{kind}`` where slots stand.

    ``common`` is false where no wording, slots aside, is had by more places than any other: the text is then that of the
    most alike.
    """

    text: str
    slots: tuple[Slot, ...]
    common: bool

    def telling(self, fillings: Sequence[Filling]) -> tuple[Filling, ...]:
        """What a text fills in that is worth saying: otherwise than most, or where places differ and none is usual."""
        tied = {slot.id for slot in self.slots if slot.usual is None and slot.kind is not SlotKind.PLACE}
        return tuple(one for one in fillings if one.differs or (one.slot in tied and one.value is not None))


@dataclass(frozen=True, slots=True)
class Nearest:
    """The measure of a text that comes nearest to a row which the text lacks, and the row that it stands in."""

    clause: str
    path: str
    sentences: tuple[SentenceRef, ...]
    similarity: float
    row: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How one text has one measure.

    ``clauses`` are ids, ``sentences`` the sentences of them that are meant (none: the whole clauses with what stands
    below), ``evidence`` the sentences of the body beside a row of the list. ``within`` names the row in which the
    clause stands in chief when it only holds this measure among others. ``nearest`` stands in absent cells. ``spans``
    lead from the row's common wording to this one where they differ (``diffs.families.apart``); none in cells that have
    ``within``. ``degraded`` as in a comparison: a stretch was too long or too unlike to be looked into.
    """

    label: CellLabel
    clauses: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    sentences: tuple[SentenceRef, ...] = ()
    evidence: tuple[SentenceRef, ...] = ()
    text: str = ""
    verb: str | None = None
    similarity: float | None = None
    slots: tuple[Filling, ...] = ()
    within: str | None = None
    nearest: Nearest | None = None
    spans: tuple[Span, ...] = ()
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One measure through all texts; ``cells`` are in the order of the columns, ``texts`` counts those that have it.

    ``places`` counts the places that have it, by the texts that are counted; ``presence`` rests on it alone. ``id`` is a function of the reading's text. ``section`` are the headings above, outermost first.
    """

    id: str
    presence: Presence
    places: int
    texts: int
    section: tuple[str, ...]
    heading: str
    reading: Reading
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Measures by texts; rows in the order that most texts share, columns as they were given.

    ``places`` counts those of which a text is held: what a measure needs to be in all of them. Where ``counting`` is of
    texts, ``places`` counts texts, here and in rows.
    """

    algorithm: str
    counting: Counting
    places: int
    columns: tuple[Column, ...]
    summary: Mapping[Presence, int]
    rows: tuple[Row, ...]
