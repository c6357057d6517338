"""The outbox: events matched to subscriptions once, and messages attempted until they are settled."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from storage import events, identifiers, subscriptions
from storage.dialects import insert_missing
from storage.errors import NotFound
from storage.models import FRESH, DeliveryRow, EventRow, SubscriptionRow, value
from storage.records import Delivery, DeliveryStatus, Event, EventKind, Subscription


def match(session: Session, now: datetime, matches: Callable[[Event, Subscription], bool], limit: int = 500) -> int:
    """Make the deliveries of up to ``limit`` events that have none yet, and say how many events were looked at.

    Each event is looked at once, against every enabled subscription that is older; ``matches`` decides. Events that are
    not news, and pings, reach nobody. Call it until it gives 0.
    """
    query = select(EventRow).where(col(EventRow.matched_at).is_(None)).order_by(col(EventRow.sequence)).limit(limit)
    rows = session.exec(query.with_for_update(skip_locked=True), execution_options=FRESH).all()
    listeners = [listener for listener in subscriptions.listed(session) if listener.disabled_at is None]
    found = [value(Event, row) for row in rows]
    insert_missing(session, DeliveryRow, [row for event in found for row in _wanted(event, listeners, matches, now)])
    for row in rows:
        row.matched_at = now
        session.add(row)
    session.flush()
    return len(rows)


def enqueue(session: Session, *, event_sequence: int, subscription_id: str, now: datetime) -> Delivery:
    """Send one event to one subscription now, matching or not: a ping or a replay.

    One that was sent before is pending again under its old id; one that waits is due at once.
    """
    if events.at(session, event_sequence) is None:
        raise NotFound("event", str(event_sequence))
    if subscriptions.get(session, subscription_id) is None:
        raise NotFound("subscription", subscription_id)
    insert_missing(session, DeliveryRow, [_new(event_sequence, subscription_id, now)])
    query = select(DeliveryRow).where(
        DeliveryRow.event_sequence == event_sequence, DeliveryRow.subscription_id == subscription_id
    )
    row = session.exec(query.with_for_update(), execution_options=FRESH).one()
    if row.status is not DeliveryStatus.PENDING:
        row.attempts, row.lease_until, row.delivered_at = 0, None, None
    row.status, row.next_attempt_at = DeliveryStatus.PENDING, now
    session.add(row)
    session.flush()
    return value(Delivery, row)


def claim_due(session: Session, now: datetime, lease: timedelta, limit: int) -> tuple[Delivery, ...]:
    """Take up to ``limit`` due messages of enabled subscriptions: nobody else gets them until the lease ends."""
    query = (
        select(DeliveryRow)
        .join(SubscriptionRow, col(SubscriptionRow.id) == col(DeliveryRow.subscription_id))
        .where(
            col(DeliveryRow.status) == DeliveryStatus.PENDING,
            col(DeliveryRow.next_attempt_at) <= now,
            or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= now),
            col(SubscriptionRow.disabled_at).is_(None),
        )
        .order_by(col(DeliveryRow.next_attempt_at), col(DeliveryRow.event_sequence), col(DeliveryRow.id))
        .limit(limit)
    )
    rows = session.exec(query.with_for_update(skip_locked=True, of=DeliveryRow), execution_options=FRESH).all()
    for row in rows:
        row.lease_until = now + lease
        session.add(row)
    session.flush()
    return tuple(value(Delivery, row) for row in rows)


def settle(
    session: Session,
    delivery_id: str,
    *,
    now: datetime,
    status: DeliveryStatus,
    attempts: int,
    next_attempt_at: datetime | None,
    last_status: int | None,
    last_error: str | None,
    payload: str | None,
) -> None:
    """Keep how an attempt ended, and end its lease; ``pending`` needs the time of the next one.

    A message that arrived is delivered, whatever else became of it; anything else cannot unsettle a settled one.
    """
    if (status is DeliveryStatus.PENDING) != (next_attempt_at is not None):
        raise ValueError("a delivery has a next attempt exactly when it is pending")
    row = session.get(DeliveryRow, delivery_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("delivery", delivery_id)
    if row.status is not DeliveryStatus.PENDING and status is not DeliveryStatus.DELIVERED:
        return
    row.status, row.attempts, row.next_attempt_at, row.lease_until = status, attempts, next_attempt_at, None
    row.last_status, row.last_error, row.payload = last_status, last_error, payload or row.payload
    row.delivered_at = now if status is DeliveryStatus.DELIVERED else None
    session.add(row)
    session.flush()


def put_back(session: Session, delivery_id: str) -> None:
    """Give a claimed message back unsent; it waits as it was."""
    row = session.get(DeliveryRow, delivery_id, with_for_update=True)
    if row is None:
        raise NotFound("delivery", delivery_id)
    row.lease_until = None
    session.add(row)
    session.flush()


def of_subscription(
    session: Session, subscription_id: str, *, before: str | None = None, limit: int = 50
) -> tuple[Delivery, ...]:
    """A subscription's log, newest event first, of a deleted one too; ``before`` is the last delivery of the page before."""
    query = select(DeliveryRow).where(DeliveryRow.subscription_id == subscription_id)
    if before is not None:
        last = session.get(DeliveryRow, before)
        if last is None:
            raise NotFound("delivery", before)
        query = query.where(col(DeliveryRow.event_sequence) < last.event_sequence)
    rows = session.exec(query.order_by(col(DeliveryRow.event_sequence).desc()).limit(limit))
    return tuple(value(Delivery, row) for row in rows)


def get(session: Session, delivery_id: str) -> Delivery | None:
    """One delivery."""
    row = session.get(DeliveryRow, delivery_id)
    return None if row is None else value(Delivery, row)


def _wanted(
    event: Event, listeners: Sequence[Subscription], matches: Callable[[Event, Subscription], bool], now: datetime
) -> Iterable[dict[str, Any]]:
    if event.news and event.kind is not EventKind.PING:
        for listener in listeners:
            if listener.start_sequence < event.sequence and matches(event, listener):
                yield _new(event.sequence, listener.id, now)


def _new(event_sequence: int, subscription_id: str, now: datetime) -> dict[str, Any]:
    return {
        "id": identifiers.new("dlv"),
        "event_sequence": event_sequence,
        "subscription_id": subscription_id,
        "status": DeliveryStatus.PENDING,
        "attempts": 0,
        "created_at": now,
        "next_attempt_at": now,
    }
