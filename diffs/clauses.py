"""The outline of a policy text: its clauses, its document facts and what looked suspicious in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

#: A run of code points of the policy text, half open: ``(start, end)``.
Extent = tuple[int, int]

NO_CELLS: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What a clause is on the page (DESIGN section 5, closed)."""

    TITLE = "title"
    FRONT_MATTER = "front_matter"
    HEADING = "heading"
    CLAUSE = "clause"
    RUN_IN_SECTION = "run_in_section"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    COLOPHON = "colophon"


class Stage(StrEnum):
    """Where a text stands in its procedure: 征求意见稿, 送审稿, 草案, or final (also 试行, 暂行)."""

    DRAFT_FOR_COMMENT = "draft_for_comment"
    DRAFT_SUBMITTED = "draft_submitted"
    DRAFT = "draft"
    FINAL = "final"


class FindingKind(StrEnum):
    """A suspicious spot, shown beside the text and never corrected (closed)."""

    DOUBLED_WORD = "doubled_word"
    FOREIGN_WORD = "foreign_word"
    INVISIBLE_CHARACTER = "invisible_character"
    BIDIRECTIONAL_CHARACTER = "bidirectional_character"
    COMPATIBILITY_CHARACTER = "compatibility_character"
    UNBALANCED_BRACKET = "unbalanced_bracket"
    SUSPECT_PHRASE = "suspect_phrase"
    NUMBERING_GAP = "numbering_gap"
    DUPLICATE_NUMBER = "duplicate_number"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The units answerable for a stretch of a clause: 责任单位, 牵头, 配合, or a table's unit column.

    ``scope`` is an offset pair in the clause's ``text``; units are as printed, with elided prefixes restored.
    """

    role: str
    units: tuple[str, ...]
    scope: Extent


@dataclass(frozen=True, slots=True)
class Clause:
    """One unit of an outline.

    ``id`` is a function of the text alone. ``path`` is made of normalised markers and run-in headings. ``extent``
    lists the code-point ranges of the policy text that the clause's own marker, heading and text cover; ``text``
    excludes marker, heading and separator and joins lines that a page end broke.
    """

    id: str
    path: str
    eid: str
    kind: Kind
    level: int
    parent: str | None
    marker: str
    number: str | None
    heading: str
    heading_sep: str
    text: str
    sentences: tuple[str, ...]
    extent: tuple[Extent, ...]
    cells: Mapping[str, str] = field(default_factory=lambda: NO_CELLS, hash=False)
    responsible: tuple[Responsibility, ...] = ()

    @property
    def wording(self) -> str:
        """Heading, separator and text: what inline spans run over."""
        return f"{self.heading}{self.heading_sep}{self.text}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document named in the text: 《title》, and its 文号 when printed beside it."""

    title: str
    number: str | None


@dataclass(frozen=True, slots=True)
class LegalDates:
    """The dates a text prints of itself, each ``None`` when not printed, never inferred."""

    signed_on: date | None = None
    promulgated_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    comments_from: date | None = None
    comments_until: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a text says of itself as a document (DESIGN section 5, ``document``).

    ``title`` is that of the outermost document; ``jurisdiction`` is where the text applies; ``reading`` is the
    number of a 草案's reading when printed. ``synthetic`` marks demonstration texts.
    """

    title: str
    number: str | None = None
    number_printed: str | None = None
    issuers: tuple[str, ...] = ()
    publisher: str | None = None
    jurisdiction: str | None = None
    stage: Stage = Stage.FINAL
    reading: int | None = None
    synthetic: bool = False
    dates: LegalDates = LegalDates()
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A suspicious spot: ``extent`` in the policy text, ``clause`` the id of the clause it stands in."""

    kind: FindingKind
    clause: str | None
    extent: Extent
    note: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A parsed policy text: document facts, clauses in document order, findings."""

    document: DocumentFacts
    clauses: tuple[Clause, ...]
    findings: tuple[Finding, ...] = ()

    def by_id(self) -> dict[str, Clause]:
        """Clauses keyed by id."""
        return {clause.id: clause for clause in self.clauses}

    def walk(self) -> Iterator[tuple[Clause, Clause | None]]:
        """Each clause in document order with its parent."""
        known = self.by_id()
        for clause in self.clauses:
            yield clause, known.get(clause.parent) if clause.parent else None
