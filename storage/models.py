"""The tables. Rows stay inside this package: repositories turn them into the values of ``storage.records``."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import JSON, CheckConstraint, Index, MetaData, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.columns import Moment, Serial, Words, word
from storage.records import (
    Cause,
    DeliveryStatus,
    EventKind,
    Outcome,
    RelationKind,
    RelationStatus,
    SourceStatus,
)

#: Every constraint and index has a name of its own, so that a later migration can find it on both databases.
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel):
    """What all tables have in common: one set of names."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class _Record(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


R = TypeVar("R", bound=_Record)

#: For queries that lock rows: what the session read before locking may be stale.
FRESH = {"populate_existing": True}


def value(kind: type[R], row: SQLModel, **others: Any) -> R:
    """The value of ``kind`` that a row holds: fields have the columns' names, ``others`` come from other tables."""
    own = {field.name: getattr(row, field.name) for field in fields(kind) if field.name not in others}
    return kind(**own, **others)


def columns(record: _Record) -> dict[str, Any]:
    """A value's fields as columns, unchanged."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def _where(name: str, *columns: str, condition: str, unique: bool = False) -> Index:
    """An index over the rows that meet a condition."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


class SourceRow(Row, table=True):
    """A place of publication with its schedule, lease and health."""

    __tablename__ = "source"
    __table_args__ = (
        CheckConstraint("interval > 0", name="interval"),
        CheckConstraint("failures >= 0", name="failures"),
        Index(None, "due_at"),
    )

    id: str = Field(primary_key=True)
    name: str
    place: str | None
    url: str = Field(sa_type=Text)
    interval: int
    declaration: Mapping[str, Any] = Field(sa_type=JSON)
    declared: bool
    status: SourceStatus = Field(sa_type=word(SourceStatus))
    due_at: datetime = Field(sa_type=Moment)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    baselined_at: datetime | None = Field(default=None, sa_type=Moment)
    retired_at: datetime | None = Field(default=None, sa_type=Moment)
    last_run_at: datetime | None = Field(default=None, sa_type=Moment)
    last_success_at: datetime | None = Field(default=None, sa_type=Moment)
    last_outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    last_reason: str | None = Field(default=None, sa_type=Text)
    failures: int = 0


class RunRow(Row, table=True):
    """One crawl of one source; a source has one open run at most."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("(finished_at IS NULL) = (outcome IS NULL)", name="finished"),
        Index(None, "source_id", "started_at", "id"),
        _where("uq_run_open", "source_id", condition="finished_at IS NULL", unique=True),
    )

    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    reason: str | None = Field(default=None, sa_type=Text)
    counts: Mapping[str, int] = Field(sa_type=JSON)


class DocumentRow(Row, table=True):
    """A policy followed over time."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "created_at", "id"),)

    id: str = Field(primary_key=True)
    key: str = Field(sa_type=Text, index=True)
    title: str = Field(sa_type=Text)
    number: str | None = Field(default=None, sa_type=Text)
    jurisdiction: str | None = None
    stage: str
    synthetic: bool
    created_at: datetime = Field(sa_type=Moment)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)


class DocumentIssuerRow(Row, table=True):
    """One of a document's issuers, in printed order."""

    __tablename__ = "document_issuer"

    document_id: str = Field(primary_key=True, foreign_key="document.id")
    position: int = Field(primary_key=True)
    name: str = Field(sa_type=Text)


class PageRow(Row, table=True):
    """A tracked address: one row for an address of a source, and one for an address without a source."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("source_id", "url"),
        _where("uq_page_url_sourceless", "url", condition="source_id IS NULL", unique=True),
        CheckConstraint("failures >= 0", name="failures"),
    )

    id: str = Field(primary_key=True)
    source_id: str | None = Field(default=None, foreign_key="source.id")
    url: str = Field(sa_type=Text)
    role: str
    parent_id: str | None = Field(default=None, foreign_key="page.id", index=True)
    name: str = Field(sa_type=Text)
    document_id: str | None = Field(default=None, foreign_key="document.id", index=True)
    etag: str | None = Field(default=None, sa_type=Text)
    last_modified: str | None = Field(default=None, sa_type=Text)
    digest: str | None = Field(default=None, max_length=64)
    first_seen_at: datetime = Field(sa_type=Moment)
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: Outcome | None = Field(default=None, sa_type=word(Outcome))
    reason: str | None = Field(default=None, sa_type=Text)
    failures: int = 0
    gone_at: datetime | None = Field(default=None, sa_type=Moment)
    news: bool


class VersionRow(Row, table=True):
    """A text as it stood, with the policy text in it; rows are only ever inserted."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        Index(None, "document_id", "ordered_on", "observed_at", "number"),
    )

    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="document.id")
    number: int
    cause: Cause = Field(sa_type=word(Cause))
    text: str = Field(sa_type=Text)
    text_digest: str = Field(max_length=64, index=True)
    facts: Mapping[str, Any] = Field(sa_type=JSON)
    findings: list[Mapping[str, Any]] = Field(sa_type=JSON)
    parser: str
    dated_on: date | None = None
    ordered_on: date
    observed_at: datetime = Field(sa_type=Moment)
    news: bool
    current: bool


class ClauseRow(Row, table=True):
    """One clause of a version; ``position`` counts in document order from 0."""

    __tablename__ = "clause"
    __table_args__ = (CheckConstraint("position >= 0", name="position"),)

    version_id: str = Field(primary_key=True, foreign_key="version.id")
    position: int = Field(primary_key=True)
    clause_id: str = Field(sa_type=Text)
    path: str = Field(sa_type=Text)
    kind: str
    level: int
    parent: str | None = Field(default=None, sa_type=Text)
    marker: str = Field(sa_type=Text)
    number: str | None = Field(default=None, sa_type=Text)
    heading: str = Field(sa_type=Text)
    heading_sep: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    detail: Mapping[str, Any] = Field(sa_type=JSON)


class VersionSnapshotRow(Row, table=True):
    """Which received bytes a version was derived from; ``position`` counts from 0."""

    __tablename__ = "version_snapshot"
    __table_args__ = (CheckConstraint("position >= 0", name="position"),)

    version_id: str = Field(primary_key=True, foreign_key="version.id")
    position: int = Field(primary_key=True)
    role: str
    digest: str = Field(max_length=64, index=True)
    url: str | None = Field(default=None, sa_type=Text)
    name: str | None = Field(default=None, sa_type=Text)
    media_type: str | None = Field(default=None, sa_type=Text)
    fetched_at: datetime = Field(sa_type=Moment)
    headers: Mapping[str, Any] = Field(sa_type=JSON)


class CheckRow(Row, table=True):
    """One address looked at: what came, how it was judged, what was made of it."""

    __tablename__ = "page_check"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        Index(None, "url", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    run_id: str | None = Field(default=None, foreign_key="run.id", index=True)
    url: str = Field(sa_type=Text)
    role: str
    outcome: Outcome = Field(sa_type=word(Outcome))
    reason: str | None = Field(default=None, sa_type=Text)
    checked_at: datetime = Field(sa_type=Moment)
    status: int | None = None
    digest: str | None = Field(default=None, max_length=64, index=True)
    text_digest: str | None = Field(default=None, max_length=64)
    size: int | None = None
    elapsed: float | None = None
    headers: Mapping[str, Any] = Field(sa_type=JSON)
    document_id: str | None = Field(default=None, foreign_key="document.id")
    version_id: str | None = Field(default=None, foreign_key="version.id")


class RelationRow(Row, table=True):
    """Two documents that belong together; a pair is proposed once for each kind."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("from_document", "to_document", "kind"),
        CheckConstraint("from_document <> to_document", name="two_documents"),
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
        Index(None, "proposed_at", "id"),
    )

    id: str = Field(primary_key=True)
    kind: RelationKind = Field(sa_type=word(RelationKind))
    from_document: str = Field(foreign_key="document.id")
    to_document: str = Field(foreign_key="document.id", index=True)
    status: RelationStatus = Field(sa_type=word(RelationStatus))
    confidence: float
    evidence: Mapping[str, Any] = Field(sa_type=JSON)
    proposed_at: datetime = Field(sa_type=Moment)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: str | None = Field(default=None, sa_type=Text)


class OverrideRow(Row, table=True):
    """A person's word on one link between two documents' clauses; only its withdrawal is ever written later."""

    __tablename__ = "override"
    __table_args__ = (
        CheckConstraint("old_clause IS NOT NULL OR new_clause IS NOT NULL", name="clause"),
        CheckConstraint("old_version <> new_version", name="two_versions"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn"),
        _where("ix_override_standing", "old_document", "new_document", condition="withdrawn_at IS NULL"),
        {"sqlite_autoincrement": True},
    )

    sequence: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    id: str = Field(unique=True)
    old_document: str = Field(foreign_key="document.id", index=True)
    new_document: str = Field(foreign_key="document.id", index=True)
    old_version: str = Field(foreign_key="version.id")
    new_version: str = Field(foreign_key="version.id")
    old_clause: str | None = Field(default=None, sa_type=Text)
    new_clause: str | None = Field(default=None, sa_type=Text)
    note: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    created_by: str = Field(sa_type=Text)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
    withdrawn_by: str | None = Field(default=None, sa_type=Text)
    replaced_by: str | None = Field(default=None, foreign_key="override.id", index=True)


class EventRow(Row, table=True):
    """One entry of the append-only log; ``matched_at`` says that its deliveries have been made."""

    __tablename__ = "event"
    __table_args__ = (
        _where("ix_event_unmatched", "sequence", condition="matched_at IS NULL"),
        Index(None, "document_id", "sequence"),
        {"sqlite_autoincrement": True},
    )

    sequence: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    id: str = Field(unique=True)
    kind: EventKind = Field(sa_type=word(EventKind))
    at: datetime = Field(sa_type=Moment)
    news: bool
    data: Mapping[str, Any] = Field(sa_type=JSON)
    document_id: str | None = Field(default=None, foreign_key="document.id")
    version_id: str | None = Field(default=None, foreign_key="version.id", index=True)
    relation_id: str | None = Field(default=None, foreign_key="relation.id")
    source_id: str | None = Field(default=None, foreign_key="source.id")
    matched_at: datetime | None = Field(default=None, sa_type=Moment)


class SubscriptionRow(Row, table=True):
    """Who wants to hear of what; a deleted one stays as the anchor of its log, without target and secret."""

    __tablename__ = "subscription"

    id: str = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    target: str = Field(sa_type=Text)
    secret: str = Field(sa_type=Text)
    kinds: tuple[str, ...] = Field(sa_type=Words)
    sources: tuple[str, ...] = Field(sa_type=Words)
    documents: tuple[str, ...] = Field(sa_type=Words)
    places: tuple[str, ...] = Field(sa_type=Words)
    created_at: datetime = Field(sa_type=Moment)
    start_sequence: int = Field(sa_type=Serial)
    disabled_at: datetime | None = Field(default=None, sa_type=Moment)
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)


class DeliveryRow(Row, table=True):
    """One message to one subscription; an event reaches a subscription under one id only."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("subscription_id", "event_sequence"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(status = 'pending') = (next_attempt_at IS NOT NULL)", name="pending"),
        CheckConstraint("(status = 'delivered') = (delivered_at IS NOT NULL)", name="delivered"),
        _where("ix_delivery_pending", "next_attempt_at", condition="status = 'pending'"),
    )

    id: str = Field(primary_key=True)
    event_sequence: int = Field(foreign_key="event.sequence", sa_type=Serial, index=True)
    subscription_id: str = Field(foreign_key="subscription.id")
    status: DeliveryStatus = Field(sa_type=word(DeliveryStatus))
    attempts: int = 0
    created_at: datetime = Field(sa_type=Moment)
    next_attempt_at: datetime | None = Field(default=None, sa_type=Moment)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    delivered_at: datetime | None = Field(default=None, sa_type=Moment)
    last_status: int | None = None
    last_error: str | None = Field(default=None, sa_type=Text)
    payload: str | None = Field(default=None, sa_type=Text)


class ComparisonRow(Row, table=True):
    """A finished comparison: derived, so that the whole table may be emptied at any time.

    ``overrides`` is the digest of the words that it obeys, empty without any.
    """

    __tablename__ = "comparison"

    a: str = Field(primary_key=True)
    b: str = Field(primary_key=True)
    across: bool = Field(primary_key=True)
    algorithm: str = Field(primary_key=True)
    overrides: str = Field(primary_key=True)
    body: str = Field(sa_type=Text)
