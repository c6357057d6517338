"""The append-only log of changes; its order is the order of commits."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select

from storage import identifiers
from storage.dialects import Lock, serialise
from storage.models import EventRow, columns, value
from storage.records import Event, EventKind, NewEvent


def append(session: Session, new: NewEvent) -> Event:
    """Add an event to the log.

    From here to its end a transaction is the only one that appends, so that no smaller sequence can appear later than
    a greater one, and a reader who remembers the last one it saw misses nothing.
    """
    serialise(session.connection(), Lock.EVENTS)
    row = EventRow(id=identifiers.new("evt"), **columns(new))
    session.add(row)
    session.flush()
    return value(Event, row)


def since(
    session: Session, sequence: int, limit: int, *, kinds: Collection[EventKind] = (), document_id: str | None = None
) -> tuple[Event, ...]:
    """The events after a sequence, in order, of the given kinds (all when none is given) and document."""
    query = select(EventRow).where(col(EventRow.sequence) > sequence)
    if kinds:
        query = query.where(col(EventRow.kind).in_(kinds))
    if document_id is not None:
        query = query.where(EventRow.document_id == document_id)
    return tuple(value(Event, row) for row in session.exec(query.order_by(col(EventRow.sequence)).limit(limit)))


def get(session: Session, event_id: str) -> Event | None:
    """One event, by its id."""
    row = session.exec(select(EventRow).where(EventRow.id == event_id)).one_or_none()
    return None if row is None else value(Event, row)


def at(session: Session, sequence: int) -> Event | None:
    """One event, by its sequence."""
    row = session.get(EventRow, sequence)
    return None if row is None else value(Event, row)


def of_version(session: Session, version_id: str) -> tuple[Event, ...]:
    """The events that name a version, in order."""
    query = select(EventRow).where(EventRow.version_id == version_id).order_by(col(EventRow.sequence))
    return tuple(value(Event, row) for row in session.exec(query))


def highest(session: Session) -> int:
    """The sequence of the last event, 0 before the first."""
    return session.exec(select(func.max(EventRow.sequence))).one() or 0
