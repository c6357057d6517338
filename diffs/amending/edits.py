"""What a decision that amends texts says, as values: typed edits, and what became of each when it was applied.

The kinds follow the TextualMods of Akoma Ntoso (OASIS LegalDocML 1.0: substitution, insertion, repeal, renumbering,
split, join); edits of words inside a unit carry the prefix ``text_``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from diffs.amending.targets import Address
from diffs.clauses import Extent


class EditKind(StrEnum):
    """What one instruction does to a text (closed)."""

    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    REPEAL = "repeal"
    RENUMBERING = "renumbering"
    SPLIT = "split"
    JOIN = "join"
    TEXT_SUBSTITUTION = "text_substitution"
    TEXT_INSERTION = "text_insertion"
    TEXT_REPEAL = "text_repeal"
    HEADING_SUBSTITUTION = "heading_substitution"
    HEADING_REPEAL = "heading_repeal"
    SEQUENCE = "sequence"
    UNREAD = "unread"


class Place(StrEnum):
    """Where an insertion goes beside what it names (closed)."""

    AFTER = "after"
    BEFORE = "before"
    END = "end"


class EditReason(StrEnum):
    """Why an edit was not applied; the text is then untouched at that spot (closed)."""

    NOT_UNDERSTOOD = "not_understood"
    TARGET_NOT_FOUND = "target_not_found"
    TARGET_AMBIGUOUS = "target_ambiguous"
    WORDS_NOT_FOUND = "words_not_found"
    WORDS_FOUND_OFTEN = "words_found_often"
    PLACE_NOT_FOUND = "place_not_found"
    TEXT_MISSING = "text_missing"
    SUPERSEDED = "superseded"
    CONFLICT = "conflict"
    TOO_MUCH = "too_much"


class ReferenceReason(StrEnum):
    """Why a citation in old words does not follow the new numbers for certain (closed)."""

    GONE = "gone"
    REWRITTEN = "rewritten"
    MOVED = "moved"
    NOT_BEFORE = "not_before"
    RANGE = "range"
    AMBIGUOUS = "ambiguous"
    AMENDED = "amended"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that a decision orders.

    ``targets`` are places in the old text's numbering, empty for the whole text; ``destinations`` places in the new
    numbering. ``words`` are quoted words of the old text, ``text`` what comes in their place or is added (paragraphs
    parted by line feeds, inner quotation marks as the amended text prints them). ``count`` is the number of units that
    an insertion announces, ``unit`` their kind (条, 款, 项, 章 …). ``exceptions`` are places whose words stay (除第三条外).
    ``extent`` lists the ranges of the decision that say so.
    """

    kind: EditKind
    targets: tuple[Address, ...] = ()
    destinations: tuple[Address, ...] = ()
    words: tuple[str, ...] = ()
    text: str = ""
    texts: tuple[str, ...] = ()
    place: Place | None = None
    unit: str = ""
    count: int = 0
    exceptions: tuple[Address, ...] = ()
    extent: tuple[Extent, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """All that a decision orders for one text; ``title`` as the decision cites it.

    ``resequenced``: the decision says that the order of articles is adjusted (条文顺序作相应调整).
    """

    title: str
    edits: tuple[Edit, ...] = ()
    repealed: bool = False
    resequenced: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its own title, the day it takes effect as printed, and an amendment for each text it names."""

    title: str
    effective_on: date | None
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit: ``reason`` is ``None`` when it was applied, at ``count`` spots."""

    edit: Edit
    reason: EditReason | None = None
    count: int = 1

    @property
    def applied(self) -> bool:
        """Whether the text now reads as the edit orders."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class FollowedReference:
    """A citation that the new numbering touches: in ``clause`` (new numbering), ``old`` now reads ``new``.

    ``new`` is ``None`` for one whose words stayed. ``reason`` says why it may point elsewhere now; with ``new`` only its
    article followed. It is ``None`` for a citation that followed for certain.
    """

    clause: str
    old: str
    new: str | None
    reason: ReferenceReason | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment applied: the new policy text, the outcome of each edit, the references that were adjusted."""

    title: str
    text: str
    outcomes: tuple[Outcome, ...]
    references: tuple[FollowedReference, ...] = ()
    repealed: bool = False
