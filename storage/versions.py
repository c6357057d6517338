"""Texts as they stood: policy text, clauses and the snapshots they come from, written once and never changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, insert
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import identifiers, searching
from storage.calendar import SHANGHAI
from storage.dialects import Lock, serialise
from storage.errors import NotFound
from storage.grams import Folded
from storage.models import ClauseRow as ClauseTable
from storage.models import DocumentRow, VersionRow, VersionSnapshotRow, columns, value
from storage.records import ClauseRow, Json, NewVersion, SnapshotRef, Version

_OF_OTHER_TABLES: Final = frozenset({"clauses", "snapshots", "folded"})


def deciding(session: Session) -> None:
    """Take the turn to decide what a text is and keep it until the transaction ends.

    Two looks at one text must not both find it new; without the turn PostgreSQL would show each the past alone.
    """
    serialise(session.connection(), Lock.TEXTS)


def add(session: Session, document_id: str, new: NewVersion) -> Version:
    """Commit a version to be: its row, clauses, snapshots and search index together, with the document's next number.

    The snapshots' bytes must be stored before. ``ValueError`` when the value contradicts itself; ``NotFound`` when
    there is no such document.
    """
    _refuse_contradictions(new)
    if session.get(DocumentRow, document_id, with_for_update=True, populate_existing=True) is None:
        raise NotFound("document", document_id)
    row = VersionRow(
        id=identifiers.new("ver"),
        document_id=document_id,
        number=_next_number(session, document_id),
        ordered_on=history_date(new.dated_on, new.observed_at),
        **{name: part for name, part in columns(new).items() if name not in _OF_OTHER_TABLES},
    )
    session.add(row)
    session.flush()
    _insert(session, ClauseTable, row.id, new.clauses)
    _insert(session, VersionSnapshotRow, row.id, new.snapshots)
    _index(session, row, new.folded)
    return value(Version, row)


def index(session: Session, version_id: str, folded: Folded) -> None:
    """Write the search index of a version that has none; leave one that is there as it is."""
    row = session.exec(_light().where(VersionRow.id == version_id)).one_or_none()
    if row is None:
        raise NotFound("version", version_id)
    deciding(session)
    if not searching.indexed(session, version_id):
        _index(session, row, folded)


def get(session: Session, version_id: str) -> Version | None:
    """One version, without its text."""
    row = session.exec(_light().where(VersionRow.id == version_id)).one_or_none()
    return None if row is None else value(Version, row)


def text(session: Session, version_id: str) -> str:
    """The policy text of a version."""
    found = session.exec(select(VersionRow.text).where(VersionRow.id == version_id)).one_or_none()
    if found is None:
        raise NotFound("version", version_id)
    return found


def findings(session: Session, version_id: str) -> tuple[Json, ...]:
    """What looked suspicious in a version's text."""
    found = session.exec(select(VersionRow.findings).where(VersionRow.id == version_id)).one_or_none()
    if found is None:
        raise NotFound("version", version_id)
    return tuple(found)


def clauses(session: Session, version_id: str) -> tuple[ClauseRow, ...]:
    """A version's clauses in document order; empty for an unknown version."""
    query = select(ClauseTable).where(ClauseTable.version_id == version_id).order_by(col(ClauseTable.position))
    return tuple(value(ClauseRow, row) for row in session.exec(query))


def clause_paths(session: Session, version_id: str) -> dict[str, str]:
    """The path of each clause by its id, in document order; empty for an unknown version."""
    query = select(ClauseTable.clause_id, ClauseTable.path).where(ClauseTable.version_id == version_id)
    return dict(session.exec(query.order_by(col(ClauseTable.position))).all())


def has_kind(session: Session, version_id: str, kind: str) -> bool:
    """Whether a version has a clause of a kind."""
    query = select(ClauseTable.clause_id).where(ClauseTable.version_id == version_id, ClauseTable.kind == kind)
    return session.exec(query.limit(1)).first() is not None


def snapshots(session: Session, version_id: str) -> tuple[SnapshotRef, ...]:
    """What a version was derived from, in the order given; empty for an unknown version."""
    query = select(VersionSnapshotRow).where(VersionSnapshotRow.version_id == version_id)
    rows = session.exec(query.order_by(col(VersionSnapshotRow.position)))
    return tuple(value(SnapshotRef, row) for row in rows)


def of_document(session: Session, document_id: str) -> tuple[Version, ...]:
    """A document's history, oldest first: by legal date (else the day it was observed in Asia/Shanghai), then by when
    it was observed, then by number."""
    query = _light().where(VersionRow.document_id == document_id)
    order = (col(VersionRow.ordered_on), col(VersionRow.observed_at), col(VersionRow.number))
    return _records(session.exec(query.order_by(*order)))


def latest(session: Session, document_id: str) -> Version | None:
    """The last version of a document's history."""
    history = of_document(session, document_id)
    return history[-1] if history else None


def latest_observed(session: Session, document_id: str) -> Version | None:
    """The current version with the highest number, whatever its date: what a new crawl is judged against."""
    query = _light().where(VersionRow.document_id == document_id, col(VersionRow.current))
    row = session.exec(query.order_by(col(VersionRow.number).desc()).limit(1)).one_or_none()
    return None if row is None else value(Version, row)


def neighbours(session: Session, version_id: str) -> tuple[Version | None, Version | None]:
    """The versions before and after one in its document's history."""
    version = get(session, version_id)
    if version is None:
        raise NotFound("version", version_id)
    history = of_document(session, version.document_id)
    here = history.index(version)
    return history[here - 1] if here else None, history[here + 1] if here + 1 < len(history) else None


def by_text_digest(session: Session, digest: str) -> tuple[Version, ...]:
    """The versions, of any document, whose policy text has that digest, in the order they were observed."""
    query = _light().where(VersionRow.text_digest == digest)
    return _records(session.exec(query.order_by(col(VersionRow.observed_at), col(VersionRow.id))))


def history_date(dated_on: date | None, observed_at: datetime) -> date:
    """The day that places a version in history."""
    return dated_on or observed_at.astimezone(SHANGHAI).date()


def _light() -> SelectOfScalar[VersionRow]:
    """Versions without the columns that fill pages."""
    return select(VersionRow).options(defer(VersionRow.text), defer(VersionRow.findings))  # type: ignore[arg-type]


def _records(rows: Iterable[VersionRow]) -> tuple[Version, ...]:
    return tuple(value(Version, row) for row in rows)


def _next_number(session: Session, document_id: str) -> int:
    highest = session.exec(select(func.max(VersionRow.number)).where(VersionRow.document_id == document_id)).one()
    return (highest or 0) + 1


def _insert(session: Session, table: type[Any], version_id: str, parts: Iterable[ClauseRow | SnapshotRef]) -> None:
    rows = [{"version_id": version_id, "position": place, **columns(part)} for place, part in enumerate(parts)]
    if rows:
        session.exec(insert(table), params=rows)


def _index(session: Session, row: VersionRow, folded: Folded) -> None:
    searching.write(session, row, folded)
    last = latest(session, row.document_id)
    searching.mark_latest(session, row.document_id, last.id if last else row.id)


def _refuse_contradictions(new: NewVersion) -> None:
    if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in new.text):
        raise ValueError("a policy text cannot hold U+0000 or half a surrogate pair; extraction must leave them out")
    if new.text_digest != identifiers.digest_of(new.text):
        raise ValueError("text_digest is not the digest of the text; take identifiers.digest_of(text)")
    if not new.snapshots:
        raise ValueError("a version needs the snapshot that it was derived from")
    if len(new.folded.clauses) != len(new.clauses):
        raise ValueError("folded needs the words of each clause, in document order")
    _refuse_loose_clauses(new.clauses)


def _refuse_loose_clauses(clauses: Sequence[ClauseRow]) -> None:
    ids = Counter(clause.clause_id for clause in clauses)
    if not ids:
        raise ValueError("a version needs the clauses of its text")
    clause_id, count = ids.most_common(1)[0]
    if count > 1:
        raise ValueError(f"clause id {clause_id} stands twice in one version")
    lost = next((clause for clause in clauses if clause.parent is not None and clause.parent not in ids), None)
    if lost is not None:
        raise ValueError(f"clause {lost.clause_id} names a parent that is not in its version")
