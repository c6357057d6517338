"""The comparison of two outlines as data: links, changes, spans, signals; rendering is elsewhere."""

from dataclasses import dataclass
from enum import StrEnum

from diffs.clauses import DocumentFacts


class Label(StrEnum):
    """What happened to a clause (closed; Akoma Ntoso textual modifications where one exists)."""

    UNCHANGED = "unchanged"
    MODIFIED = "modified"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"


class ChangeClass(StrEnum):
    """How deep the difference in wording goes; never a verdict of legal weight (closed)."""

    WORDING = "wording"
    EDITORIAL = "editorial"
    REFERENCE = "reference"
    TEMPLATE = "template"
    FORMAT = "format"


class Tier(StrEnum):
    """How sure a link is; ``manual`` when a human override made it (closed)."""

    EXACT = "exact"
    STRONG = "strong"
    WEAK = "weak"
    MANUAL = "manual"


class Op(StrEnum):
    """The operation of one inline span (closed)."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class SignalKind(StrEnum):
    """What a rule found inside a change (closed)."""

    NUMBER = "number"
    DATE = "date"
    DEADLINE = "deadline"
    MONEY = "money"
    PERCENTAGE = "percentage"
    MODALITY = "modality"
    UNIT = "unit"
    SCOPE = "scope"
    NEGATION = "negation"
    REFERENCE = "reference"
    DOCUMENT_NUMBER = "document_number"
    DEFINITION = "definition"


class Direction(StrEnum):
    """Which way a signal points; null between two places (closed)."""

    EARLIER = "earlier"
    LATER = "later"
    LONGER = "longer"
    SHORTER = "shorter"
    RAISED = "raised"
    LOWERED = "lowered"
    STRICTER = "stricter"
    LOOSER = "looser"
    REVERSED = "reversed"
    DRAFTING = "drafting"


class Reason(StrEnum):
    """Why two clauses were linked, or two overlaps are only related (closed)."""

    SAME_TEXT = "same_text"
    SAME_KEY = "same_key"
    SAME_MASKED_TEXT = "same_masked_text"
    SAME_HEADING = "same_heading"
    SAME_NUMBER = "same_number"
    SAME_PARENT = "same_parent"
    SAME_POSITION = "same_position"
    SIMILAR_TEXT = "similar_text"
    CONTAINED_TEXT = "contained_text"
    SENTENCE_OVERLAP = "sentence_overlap"
    FALSE_FRIEND = "false_friend"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Override:
    """A human's word that wins over the algorithm: this old clause with that new one, or with none (``None``)."""

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """One run of an inline difference."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule's finding inside a change, with both values as printed; ``None`` where a side has none."""

    kind: SignalKind
    old: str | None
    new: str | None
    direction: Direction | None


#: A sentence: the clause's id and the sentence's index in it.
SentenceRef = tuple[str, int]


class Agreement(StrEnum):
    """What two rows of task lists and the body sentences behind them say of one another (closed)."""

    SAME = "same"
    LIST_ONLY = "list_only"
    BODY_ONLY = "body_only"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The body sentences that rows of a task list repeat; the row is the measure, they are its evidence.

    ``agreement`` says where the two texts differ: in neither, in the list only (清单有别、正文一致), in the body only, in
    both; ``None`` when one side has no such sentence.
    """

    old: tuple[SentenceRef, ...]
    new: tuple[SentenceRef, ...]
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Change:
    """One or more old clauses, one or more new clauses, and a non-empty set of labels.

    ``old`` and ``new`` hold clause ids; ``spans`` re-apply: equal + delete spell the old wordings joined by a line
    feed, equal + insert the new ones. ``similarity`` runs from 0 to 1. ``degraded`` says that the wording was too
    long or too unlike to be shown inline and stands replaced whole. ``evidence`` stands with the rows of task lists;
    ``counted`` is false for clauses whose sentences are counted as such rows already: summaries leave them out.
    """

    id: str
    labels: frozenset[Label]
    change_class: ChangeClass | None
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_path: tuple[str, ...]
    new_path: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    similarity: float
    tier: Tier | None
    reasons: tuple[Reason, ...]
    degraded: bool
    spans: tuple[Span, ...]
    signals: tuple[Signal, ...] = ()
    evidence: Evidence | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class SentenceLink:
    """Sentences of the old text and where they stand in the new one."""

    old: tuple[SentenceRef, ...]
    new: tuple[SentenceRef, ...]
    labels: frozenset[Label]


@dataclass(frozen=True, slots=True)
class Related:
    """An overlap too weak for a link, kept so that nothing is called unique unseen."""

    old: str
    new: str
    similarity: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Substitution:
    """A word replaced throughout, listed once."""

    old: str
    new: str
    count: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The comparison in one sentence a person can read, from templates."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything from text a to text b; immutable per ``algorithm``."""

    algorithm: str
    across: bool
    old: DocumentFacts
    new: DocumentFacts
    summary: dict[Label, int]
    digest: Digest
    changes: tuple[Change, ...]
    sentence_links: tuple[SentenceLink, ...] = ()
    related: tuple[Related, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
