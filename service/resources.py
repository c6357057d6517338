"""What the API says of storage's records: one dataclass a resource, its fields the contract of docs/api.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.records import (
    Cause,
    Check,
    Delivery,
    DeliveryStatus,
    Document,
    Event,
    EventKind,
    Outcome,
    Override,
    Relation,
    RelationKind,
    RelationStatus,
    Run,
    SnapshotRef,
    Source,
    SourceStatus,
    Subscription,
    Version,
)


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A declared place of publication with its schedule and health; ``interval`` in seconds."""

    id: str
    title: str
    place: str | None
    url: str
    interval: int
    declared: bool
    status: SourceStatus
    due_at: datetime
    baselined_at: datetime | None
    retired_at: datetime | None
    last_run_at: datetime | None
    last_success_at: datetime | None
    last_outcome: Outcome | None
    last_reason: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One address looked at within a run; ``size`` in bytes, ``elapsed`` in seconds."""

    url: str
    role: str
    outcome: Outcome
    reason: str | None
    checked_at: datetime
    status: int | None
    digest: str | None
    size: int | None
    elapsed: float | None
    document_id: str | None
    version_id: str | None


@dataclass(frozen=True, slots=True)
class RunItem:
    """One crawl of one source; ``counts`` maps outcomes to numbers of pages. ``checks`` only on a single run."""

    id: str
    source_id: str
    started_at: datetime
    finished_at: datetime | None
    outcome: Outcome | None
    reason: str | None
    counts: dict[str, int]
    checks: list[CheckItem] | None = None


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A policy followed over time; ``latest`` is the id of the version that stands last in its history."""

    id: str
    title: str
    number: str | None
    issuers: list[str]
    jurisdiction: str | None
    stage: str
    synthetic: bool
    created_at: datetime
    gone_at: datetime | None
    versions: int
    latest: str | None
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """Which received bytes a version was derived from; ``digest`` is their SHA-256."""

    role: str
    digest: str
    url: str | None
    name: str | None
    media_type: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class VersionItem:
    """A text as it stood; ``number`` counts in order of observation, ``dated_on`` is the legal date."""

    id: str
    document_id: str
    title: str
    number: int
    cause: Cause
    dated_on: date | None
    observed_at: datetime
    text_digest: str
    parser: str
    news: bool
    snapshots: list[SnapshotItem]


@dataclass(frozen=True, slots=True)
class RelationItem:
    """Two documents that belong together; ``evidence`` is what the proposal rests on."""

    id: str
    kind: RelationKind
    from_document: str
    to_document: str
    status: RelationStatus
    confidence: float
    evidence: dict[str, Any]
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class OverrideItem:
    """A person's word on one link; ``pair`` is the comparison it was said of, null on a side means none.

    ``replaces`` are the words that it withdrew, ``replaced_by`` is the one that withdrew it.
    """

    id: str
    pair: str
    documents: list[str]
    old: str | None
    new: str | None
    old_path: str | None
    new_path: str | None
    note: str
    created_at: datetime
    created_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    replaced_by: str | None
    replaces: list[str]


@dataclass(frozen=True, slots=True)
class EventItem:
    """One line of the append-only log; ``sequence`` grows strictly, ``news`` false was told to nobody."""

    id: str
    sequence: int
    kind: EventKind
    at: datetime
    news: bool
    data: dict[str, Any]
    document_id: str | None
    version_id: str | None
    relation_id: str | None
    source_id: str | None


@dataclass(frozen=True, slots=True)
class SubscriptionItem:
    """Who wants to hear of what; empty filters match everything. ``secret`` is told once, on creation."""

    id: str
    title: str
    target: str
    kinds: list[str]
    sources: list[str]
    documents: list[str]
    places: list[str]
    created_at: datetime
    disabled_at: datetime | None
    failing_since: datetime | None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """One message that is attempted until it is settled; its ``id`` is the same on every resend."""

    id: str
    sequence: int
    subscription_id: str
    status: DeliveryStatus
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    delivered_at: datetime | None
    last_status: int | None
    last_error: str | None


def source_item(source: Source) -> SourceItem:
    """A source without its declaration."""
    return SourceItem(
        id=source.id,
        title=source.name,
        place=source.place,
        url=source.url,
        interval=source.interval,
        declared=source.declared,
        status=source.status,
        due_at=source.due_at,
        baselined_at=source.baselined_at,
        retired_at=source.retired_at,
        last_run_at=source.last_run_at,
        last_success_at=source.last_success_at,
        last_outcome=source.last_outcome,
        last_reason=source.last_reason,
        failures=source.failures,
    )


def check_item(check: Check) -> CheckItem:
    """A check without the response's headers."""
    return CheckItem(
        url=check.url,
        role=check.role,
        outcome=check.outcome,
        reason=check.reason,
        checked_at=check.checked_at,
        status=check.status,
        digest=check.digest,
        size=check.size,
        elapsed=check.elapsed,
        document_id=check.document_id,
        version_id=check.version_id,
    )


def run_item(run: Run, checks: Sequence[Check] | None = None) -> RunItem:
    """A run, with its checks when they were asked for."""
    return RunItem(
        id=run.id,
        source_id=run.source_id,
        started_at=run.started_at,
        finished_at=run.finished_at,
        outcome=run.outcome,
        reason=run.reason,
        counts=dict(run.counts),
        checks=None if checks is None else [check_item(check) for check in checks],
    )


def document_item(document: Document, history: Sequence[Version]) -> DocumentItem:
    """A document with what its history (oldest first) says of it."""
    latest = history[-1] if history else None
    return DocumentItem(
        id=document.id,
        title=document.title,
        number=document.number,
        issuers=list(document.issuers),
        jurisdiction=document.jurisdiction,
        stage=document.stage,
        synthetic=document.synthetic,
        created_at=document.created_at,
        gone_at=document.gone_at,
        versions=len(history),
        latest=latest.id if latest else None,
        dated_on=latest.dated_on if latest else None,
    )


def snapshot_item(snapshot: SnapshotRef) -> SnapshotItem:
    """A snapshot without the response's headers."""
    return SnapshotItem(
        role=snapshot.role,
        digest=snapshot.digest,
        url=snapshot.url,
        name=snapshot.name,
        media_type=snapshot.media_type,
        fetched_at=snapshot.fetched_at,
    )


def version_item(version: Version, snapshots: Sequence[SnapshotRef]) -> VersionItem:
    """A version without its text, named by the title it prints."""
    return VersionItem(
        id=version.id,
        document_id=version.document_id,
        title=str(version.facts.get("title", "")),
        number=version.number,
        cause=version.cause,
        dated_on=version.dated_on,
        observed_at=version.observed_at,
        text_digest=version.text_digest,
        parser=version.parser,
        news=version.news,
        snapshots=[snapshot_item(snapshot) for snapshot in snapshots],
    )


def relation_item(relation: Relation) -> RelationItem:
    """A relation with its evidence."""
    return RelationItem(
        id=relation.id,
        kind=relation.kind,
        from_document=relation.from_document,
        to_document=relation.to_document,
        status=relation.status,
        confidence=relation.confidence,
        evidence=dict(relation.evidence),
        proposed_at=relation.proposed_at,
        decided_at=relation.decided_at,
        decided_by=relation.decided_by,
    )


def override_item(override: Override, paths: tuple[str | None, str | None], replaces: Sequence[str]) -> OverrideItem:
    """An override with the ``paths`` of its clauses in the versions it was said of."""
    return OverrideItem(
        id=override.id,
        pair=f"{override.old_version}..{override.new_version}",
        documents=[override.old_document, override.new_document],
        old=override.old_clause,
        new=override.new_clause,
        old_path=paths[0],
        new_path=paths[1],
        note=override.note,
        created_at=override.created_at,
        created_by=override.created_by,
        withdrawn_at=override.withdrawn_at,
        withdrawn_by=override.withdrawn_by,
        replaced_by=override.replaced_by,
        replaces=list(replaces),
    )


def event_item(event: Event) -> EventItem:
    """A line of the log."""
    return EventItem(
        id=event.id,
        sequence=event.sequence,
        kind=event.kind,
        at=event.at,
        news=event.news,
        data=dict(event.data),
        document_id=event.document_id,
        version_id=event.version_id,
        relation_id=event.relation_id,
        source_id=event.source_id,
    )


def subscription_item(subscription: Subscription, *, with_secret: bool = False) -> SubscriptionItem:
    """A subscription; the secret only when it was just made."""
    return SubscriptionItem(
        id=subscription.id,
        title=subscription.name,
        target=subscription.target,
        kinds=list(subscription.kinds),
        sources=list(subscription.sources),
        documents=list(subscription.documents),
        places=list(subscription.places),
        created_at=subscription.created_at,
        disabled_at=subscription.disabled_at,
        failing_since=subscription.failing_since,
        secret=subscription.secret if with_secret else None,
    )


def delivery_item(delivery: Delivery) -> DeliveryItem:
    """A delivery without its payload."""
    return DeliveryItem(
        id=delivery.id,
        sequence=delivery.event_sequence,
        subscription_id=delivery.subscription_id,
        status=delivery.status,
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        next_attempt_at=delivery.next_attempt_at,
        delivered_at=delivery.delivered_at,
        last_status=delivery.last_status,
        last_error=delivery.last_error,
    )
