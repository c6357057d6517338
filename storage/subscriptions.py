"""Who wants to hear of what, and whether their end of the line answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select, update

from storage import events, identifiers
from storage.dialects import Lock, serialise
from storage.errors import NotFound
from storage.models import DeliveryRow, SubscriptionRow, value
from storage.records import DeliveryStatus, Subscription


def create(
    session: Session,
    *,
    name: str,
    target: str,
    secret: str,
    kinds: Sequence[str],
    sources: Sequence[str],
    documents: Sequence[str],
    places: Sequence[str],
    now: datetime,
) -> Subscription:
    """A subscription to everything that is committed after it."""
    serialise(session.connection(), Lock.EVENTS)
    row = SubscriptionRow(
        id=identifiers.new("sub"),
        name=name,
        target=target,
        secret=secret,
        kinds=tuple(kinds),
        sources=tuple(sources),
        documents=tuple(documents),
        places=tuple(places),
        created_at=now,
        start_sequence=events.highest(session),
    )
    session.add(row)
    session.flush()
    return value(Subscription, row)


def get(session: Session, subscription_id: str) -> Subscription | None:
    """One subscription; ``None`` for a deleted one."""
    row = session.get(SubscriptionRow, subscription_id)
    return None if row is None or row.deleted_at is not None else value(Subscription, row)


def listed(session: Session) -> tuple[Subscription, ...]:
    """All subscriptions, disabled ones too, oldest first."""
    query = select(SubscriptionRow).where(col(SubscriptionRow.deleted_at).is_(None))
    rows = session.exec(query.order_by(col(SubscriptionRow.created_at), col(SubscriptionRow.id)))
    return tuple(value(Subscription, row) for row in rows)


def disable(session: Session, subscription_id: str, now: datetime) -> None:
    """Make and send nothing for it; what is pending waits. A second time changes nothing."""
    row = _row(session, subscription_id)
    row.disabled_at = row.disabled_at or now
    _keep(session, row)


def enable(session: Session, subscription_id: str) -> None:
    """Send what waits, and match what comes. What happened in between can be replayed."""
    row = _row(session, subscription_id)
    row.disabled_at = row.failing_since = None
    _keep(session, row)


def failing(session: Session, subscription_id: str, since: datetime | None) -> None:
    """Its target has not answered since then; ``None``: it answers."""
    row = _row(session, subscription_id)
    row.failing_since = since
    _keep(session, row)


def delete(session: Session, subscription_id: str, now: datetime) -> None:
    """Cancel what is pending, forget target and secret, keep the log of deliveries."""
    row = _row(session, subscription_id)
    row.deleted_at = now
    row.target = row.secret = ""
    _keep(session, row)
    pending = (col(DeliveryRow.subscription_id) == row.id, col(DeliveryRow.status) == DeliveryStatus.PENDING)
    cancelled = {"status": DeliveryStatus.CANCELLED, "next_attempt_at": None, "lease_until": None}
    session.exec(update(DeliveryRow).where(*pending).values(**cancelled))


def _row(session: Session, subscription_id: str) -> SubscriptionRow:
    row = session.get(SubscriptionRow, subscription_id)
    if row is None or row.deleted_at is not None:
        raise NotFound("subscription", subscription_id)
    return row


def _keep(session: Session, row: SubscriptionRow) -> None:
    session.add(row)
    session.flush()
