"""Crawls of sources, and every address looked at within them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session, and_, col, or_, select

from storage import identifiers
from storage.errors import NotFound
from storage.models import FRESH, CheckRow, RunRow, SourceRow, columns, value
from storage.records import Check, Outcome, Run

#: The reason on a run that a killed process left open.
INTERRUPTED: Final = "interrupted"


def start(session: Session, source_id: str, now: datetime) -> str:
    """Open a run of a claimed source and give its id; one that is still open there was interrupted and is closed."""
    _interrupt(session, _open_runs(session, source_id), now)
    row = RunRow(id=identifiers.new("run"), source_id=source_id, started_at=now, counts={})
    session.add(row)
    session.flush()
    return row.id


def finish(
    session: Session, run_id: str, *, now: datetime, outcome: Outcome, reason: str | None, counts: Mapping[str, int]
) -> None:
    """Close a run: how it ended, and how many pages ended how."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise NotFound("run", run_id)
    row.finished_at, row.outcome, row.reason, row.counts = now, outcome, reason, counts
    session.add(row)
    session.flush()


def record(session: Session, check: Check) -> None:
    """Keep what came from one address and how it was judged."""
    session.add(CheckRow(**columns(check)))
    session.flush()


def get(session: Session, run_id: str) -> Run | None:
    """One run."""
    row = session.get(RunRow, run_id)
    return None if row is None else value(Run, row)


def of_source(session: Session, source_id: str, *, before: str | None = None, limit: int = 50) -> tuple[Run, ...]:
    """A source's runs, newest first; ``before`` is the run after which the page begins."""
    query = select(RunRow).where(RunRow.source_id == source_id)
    if before is not None:
        last = session.get(RunRow, before)
        if last is None:
            raise NotFound("run", before)
        earlier = col(RunRow.started_at) < last.started_at
        query = query.where(or_(earlier, and_(col(RunRow.started_at) == last.started_at, col(RunRow.id) < last.id)))
    rows = session.exec(query.order_by(col(RunRow.started_at).desc(), col(RunRow.id).desc()).limit(limit))
    return tuple(value(Run, row) for row in rows)


def checks_of(session: Session, run_id: str) -> tuple[Check, ...]:
    """What a run looked at, in the order it did."""
    rows = session.exec(select(CheckRow).where(CheckRow.run_id == run_id).order_by(col(CheckRow.id)))
    return tuple(value(Check, row) for row in rows)


def received(session: Session, url: str, digest: str) -> Check | None:
    """The look at an address that first brought these bytes."""
    query = select(CheckRow).where(CheckRow.url == url, CheckRow.digest == digest)
    row = session.exec(query.order_by(col(CheckRow.checked_at)).limit(1)).one_or_none()
    return None if row is None else value(Check, row)


def checks_of_url(session: Session, url: str, limit: int) -> tuple[Check, ...]:
    """The latest looks at an address, newest first, within whatever run or none."""
    rows = session.exec(select(CheckRow).where(CheckRow.url == url).order_by(col(CheckRow.id).desc()).limit(limit))
    return tuple(value(Check, row) for row in rows)


def abandon_stale(session: Session, now: datetime) -> int:
    """Close, as interrupted, the runs that a killed process left open: their source's lease has ended. Their number."""
    ended = or_(col(SourceRow.lease_until).is_(None), col(SourceRow.lease_until) <= now)
    query = (
        select(RunRow)
        .join(SourceRow, col(SourceRow.id) == col(RunRow.source_id))
        .where(col(RunRow.finished_at).is_(None), ended)
        .with_for_update(skip_locked=True, of=RunRow)
    )
    return _interrupt(session, session.exec(query, execution_options=FRESH).all(), now)


def _open_runs(session: Session, source_id: str) -> Iterable[RunRow]:
    return session.exec(select(RunRow).where(RunRow.source_id == source_id, col(RunRow.finished_at).is_(None))).all()


def _interrupt(session: Session, rows: Iterable[RunRow], now: datetime) -> int:
    closed = 0
    for row in rows:
        row.finished_at, row.outcome, row.reason = now, Outcome.ERROR, INTERRUPTED
        session.add(row)
        closed += 1
    session.flush()
    return closed
