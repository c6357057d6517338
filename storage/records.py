"""What repositories take and give: frozen values made of ``str``, numbers and ``datetime``, never table rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from storage.grams import Folded

#: A JSON object as read or written; storage keeps it and does not look inside.
Json = Mapping[str, Any]


class Cause(StrEnum):
    """Why a version exists (DESIGN section 2, closed)."""

    FIRST = "first"
    CHANGE = "change"
    REPROCESSING = "reprocessing"


class Outcome(StrEnum):
    """How one page's check, or one run, ended (DESIGN section 5, closed)."""

    FIRST = "first"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SUSPECT = "suspect"
    BLOCKED = "blocked"
    GONE = "gone"
    ERROR = "error"


class SourceStatus(StrEnum):
    """What a source shows of its health (closed)."""

    NEW = "new"
    OK = "ok"
    DEGRADED = "degraded"
    BLOCKED = "blocked"
    FAILING = "failing"
    RETIRED = "retired"


class EventKind(StrEnum):
    """What the append-only log can say (closed)."""

    DOCUMENT_CREATED = "document.created"
    VERSION_CREATED = "document.version.created"
    DOCUMENT_GONE = "document.gone"
    DOCUMENT_RETURNED = "document.returned"
    RELATION_PROPOSED = "relation.proposed"
    RELATION_CONFIRMED = "relation.confirmed"
    RELATION_REFUSED = "relation.refused"
    SOURCE_BLOCKED = "source.blocked"
    SOURCE_RECOVERED = "source.recovered"
    PING = "ping"


class RelationKind(StrEnum):
    """How two documents belong together (DESIGN section 2, closed)."""

    DRAFT_OF = "draft_of"
    REPLACES = "replaces"
    AMENDS = "amends"
    IMPLEMENTS = "implements"
    LOCAL_COUNTERPART = "local_counterpart"
    EXPLAINS = "explains"


class RelationStatus(StrEnum):
    """A relation is proposed by the service and settled by a person (closed)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class DeliveryStatus(StrEnum):
    """Where a message stands (closed): pending until settled, ``exhausted`` after the last attempt."""

    PENDING = "pending"
    DELIVERED = "delivered"
    EXHAUSTED = "exhausted"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SourceDeclared:
    """A declaration as storage keeps it: ``declaration`` is the whole of it as JSON."""

    id: str
    name: str
    place: str | None
    url: str
    interval: int
    declaration: Json
    declared: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its schedule and health; ``interval`` in seconds."""

    id: str
    name: str
    place: str | None
    url: str
    interval: int
    declaration: Json
    declared: bool
    status: SourceStatus
    due_at: datetime
    lease_until: datetime | None
    baselined_at: datetime | None
    retired_at: datetime | None
    last_run_at: datetime | None
    last_success_at: datetime | None
    last_outcome: Outcome | None
    last_reason: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one source; ``counts`` maps outcomes to numbers of pages."""

    id: str
    source_id: str
    started_at: datetime
    finished_at: datetime | None
    outcome: Outcome | None
    reason: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Check:
    """One address looked at within a run: what came, how it was judged, and what was made of it."""

    run_id: str | None
    url: str
    role: str
    outcome: Outcome
    reason: str | None
    checked_at: datetime
    status: int | None = None
    digest: str | None = None
    text_digest: str | None = None
    size: int | None = None
    elapsed: float | None = None
    headers: Json = field(default_factory=dict)
    document_id: str | None = None
    version_id: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A tracked address: which document it carries, and what a conditional request repeats."""

    id: str
    source_id: str | None
    url: str
    role: str
    parent_id: str | None
    name: str
    document_id: str | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    first_seen_at: datetime
    checked_at: datetime | None
    outcome: Outcome | None
    reason: str | None
    failures: int
    gone_at: datetime | None
    news: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A policy followed over time; ``key`` is the title with blanks and 稿别 folded away."""

    id: str
    key: str
    title: str
    number: str | None
    issuers: tuple[str, ...]
    jurisdiction: str | None
    stage: str
    synthetic: bool
    created_at: datetime
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause of a version as storage keeps it; ``detail`` holds eid, sentences, extent, cells, responsible."""

    clause_id: str
    path: str
    kind: str
    level: int
    parent: str | None
    marker: str
    number: str | None
    heading: str
    heading_sep: str
    text: str
    detail: Json


@dataclass(frozen=True, slots=True)
class SnapshotRef:
    """Which received bytes a version was derived from: ``role`` page, attachment or file."""

    role: str
    digest: str
    url: str | None
    name: str | None
    media_type: str | None
    fetched_at: datetime
    headers: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be committed, with everything that belongs to it.

    ``facts`` is the outline's ``document`` object and ``findings`` its findings, as JSON. ``dated_on`` is the legal
    date that orders it in history; ``observed_at`` when we first saw it. ``news`` is false for a baseline and for
    older texts added by hand. ``current`` is false only for an older text that takes its place in history, and for what
    is derived anew from one: the next crawl is not judged against it. ``folded`` is what search compares.
    """

    cause: Cause
    text: str
    text_digest: str
    facts: Json
    findings: tuple[Json, ...]
    clauses: tuple[ClauseRow, ...]
    folded: Folded
    snapshots: tuple[SnapshotRef, ...]
    parser: str
    dated_on: date | None
    observed_at: datetime
    news: bool
    current: bool = True


@dataclass(frozen=True, slots=True)
class Version:
    """A text as it stood, without its clauses; ``number`` counts in order of observation, from 1."""

    id: str
    document_id: str
    number: int
    cause: Cause
    text_digest: str
    facts: Json
    parser: str
    dated_on: date | None
    observed_at: datetime
    news: bool
    current: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """Two documents that belong together, with the evidence and who settled it."""

    id: str
    kind: RelationKind
    from_document: str
    to_document: str
    status: RelationStatus
    confidence: float
    evidence: Json
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Override:
    """A person's word on one link: this clause of the one text with that one of the other, or with none (``None``).

    It belongs to the pair of documents and was said of two versions, which hold the clauses it names; ``old`` and
    ``new`` are the sides as they stood in the comparison that the person looked at. It stands until it is withdrawn,
    by a person or, with ``replaced_by``, by a newer word. ``sequence`` grows with every one.
    """

    sequence: int
    id: str
    old_document: str
    new_document: str
    old_version: str
    new_version: str
    old_clause: str | None
    new_clause: str | None
    note: str
    created_at: datetime
    created_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to append; ``news`` false keeps it in the log and tells nobody."""

    kind: EventKind
    at: datetime
    news: bool
    data: Json
    document_id: str | None = None
    version_id: str | None = None
    relation_id: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One change in the append-only log; ``sequence`` grows strictly."""

    sequence: int
    id: str
    kind: EventKind
    at: datetime
    news: bool
    data: Json
    document_id: str | None
    version_id: str | None
    relation_id: str | None
    source_id: str | None


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who wants to hear of what; empty filters match everything. ``secret`` is a Standard Webhooks ``whsec_`` one."""

    id: str
    name: str
    target: str = field(repr=False)
    secret: str = field(repr=False)
    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    documents: tuple[str, ...]
    places: tuple[str, ...]
    created_at: datetime
    start_sequence: int
    disabled_at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message that is attempted until it is settled; ``id`` is the same on every resend."""

    id: str
    event_sequence: int
    subscription_id: str
    status: DeliveryStatus
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_error: str | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing ``fsck`` found: ``invariant`` is its name in docs/operations, ``detail`` one line."""

    invariant: str
    subject: str
    detail: str
