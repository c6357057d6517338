"""Places of publication: what is declared, when each is due, who is crawling it, how it fares."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from storage.errors import NotFound
from storage.models import FRESH, SourceRow, columns, value
from storage.records import Outcome, Source, SourceDeclared, SourceStatus

#: How a look ends that reached the text and believed it.
ACCEPTED = frozenset({Outcome.FIRST, Outcome.CHANGED, Outcome.UNCHANGED})


def declare(session: Session, declared: Sequence[SourceDeclared], now: datetime) -> None:
    """Make the stored declarations equal to the given ones, which are all that there are.

    A declared source that is absent is retired and keeps its history; one that returns is due at once. Sources made by
    page or API are left alone, unless a declaration now names them. ``ValueError`` for an id given twice, or for a
    source that is not declared (``put`` is for those).
    """
    ids = Counter(source.id for source in declared)
    for source in declared:
        if ids[source.id] > 1:
            raise ValueError(f"source {source.id} is declared twice")
        if not source.declared:
            raise ValueError(f"source {source.id} is not a declared one; put() stores it")
    for source in declared:
        _upsert(session, source, now)
    absent = select(SourceRow).where(
        col(SourceRow.declared), col(SourceRow.id).not_in(ids), col(SourceRow.retired_at).is_(None)
    )
    for row in session.exec(absent).all():
        _retire(session, row, now)


def put(session: Session, source: SourceDeclared, now: datetime) -> Source:
    """Add or change one source and no other; ``ValueError`` when it would take over a declared one."""
    row = session.get(SourceRow, source.id)
    if row is not None and row.declared and not source.declared and row.retired_at is None:
        raise ValueError(f"source {source.id} is declared in a file; change it there")
    return value(Source, _upsert(session, source, now))


def retire(session: Session, source_id: str, now: datetime) -> None:
    """Stop crawling a source; its history stays."""
    _retire(session, _row(session, source_id), now)


def get(session: Session, source_id: str) -> Source | None:
    """One source, retired or not."""
    row = session.get(SourceRow, source_id)
    return None if row is None else value(Source, row)


def listed(session: Session, *, retired: bool = False) -> tuple[Source, ...]:
    """The sources in the order of their ids; with ``retired``, the retired ones too."""
    query = select(SourceRow).order_by(col(SourceRow.id))
    if not retired:
        query = query.where(col(SourceRow.retired_at).is_(None))
    return _records(session.exec(query))


def claim_due(
    session: Session,
    now: datetime,
    lease: timedelta,
    limit: int,
    only: Collection[str] | None = None,
    force: bool = False,
) -> tuple[Source, ...]:
    """Take up to ``limit`` due sources, longest due first: nobody else gets them until the lease ends.

    ``only`` names the candidates; ``force`` takes them before they are due, but never under another's live lease.
    """
    query = select(SourceRow).where(col(SourceRow.retired_at).is_(None), _free(now))
    if not force:
        query = query.where(col(SourceRow.due_at) <= now)
    if only is not None:
        query = query.where(col(SourceRow.id).in_(only))
    query = query.order_by(col(SourceRow.due_at), col(SourceRow.id)).limit(limit)
    rows = session.exec(query.with_for_update(skip_locked=True), execution_options=FRESH).all()
    for row in rows:
        row.lease_until = now + lease
        session.add(row)
    session.flush()
    return _records(rows)


def renew(session: Session, source_id: str, *, held: datetime, until: datetime) -> bool:
    """Lengthen a lease that is still the one taken (``held`` is its end so far); false when another has taken over."""
    row = _row(session, source_id, lock=True)
    if row.lease_until != held:
        return False
    row.lease_until = until
    session.add(row)
    session.flush()
    return True


def release(
    session: Session,
    source_id: str,
    *,
    now: datetime,
    due_at: datetime,
    status: SourceStatus,
    outcome: Outcome,
    reason: str | None,
    failures: int,
    baselined: bool,
    held: datetime | None = None,
) -> None:
    """End a claim: when the source is due next, how it fared, and whether its baseline now stands (it never unstands).

    With ``held``, the end of the lease taken, a lease that another has taken since is left to it. A source retired
    meanwhile stays retired.
    """
    row = _row(session, source_id, lock=True)
    if held is None or row.lease_until == held:
        row.lease_until = None
        row.due_at = due_at
    row.status = row.status if row.retired_at else status
    row.last_run_at, row.last_outcome, row.last_reason, row.failures = now, outcome, reason, failures
    if outcome in ACCEPTED:
        row.last_success_at = now
    if baselined and row.baselined_at is None:
        row.baselined_at = now
    session.add(row)
    session.flush()


def let_go(session: Session, source_id: str, *, held: datetime) -> None:
    """Give a claim back without a result: the source stays due as it was, for whoever asks next."""
    row = _row(session, source_id, lock=True)
    if row.lease_until == held:
        row.lease_until = None
        session.add(row)
        session.flush()


def _row(session: Session, source_id: str, *, lock: bool = False) -> SourceRow:
    row = session.get(SourceRow, source_id, with_for_update=lock or None, populate_existing=lock)
    if row is None:
        raise NotFound("source", source_id)
    return row


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(SourceRow.lease_until).is_(None), col(SourceRow.lease_until) <= now)


def _records(rows: Iterable[SourceRow]) -> tuple[Source, ...]:
    return tuple(value(Source, row) for row in rows)


def _upsert(session: Session, source: SourceDeclared, now: datetime) -> SourceRow:
    row = session.get(SourceRow, source.id)
    if row is None:
        row = SourceRow(status=SourceStatus.NEW, due_at=now, **columns(source))
    else:
        _reschedule(row, source.interval, now)
        if row.url != source.url:  # another list is another baseline
            row.baselined_at = None
        row.sqlmodel_update(columns(source))
    session.add(row)
    session.flush()
    return row


def _reschedule(row: SourceRow, interval: int, now: datetime) -> None:
    """A returning source is due at once; a shorter interval counts from now."""
    if row.retired_at is not None:
        row.retired_at, row.due_at = None, now
        row.status = SourceStatus.NEW if row.last_success_at is None else SourceStatus.OK
    elif interval < row.interval:
        row.due_at = min(row.due_at, now + timedelta(seconds=interval))


def _retire(session: Session, row: SourceRow, now: datetime) -> None:
    row.retired_at = row.retired_at or now
    row.status = SourceStatus.RETIRED
    session.add(row)
    session.flush()
