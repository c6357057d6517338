"""What a person said of single links between two documents' clauses; kept for good, obeyed until withdrawn."""

from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from storage import identifiers
from storage.errors import NotFound
from storage.models import DocumentRow, OverrideRow, VersionRow, value
from storage.records import Override


def deciding(session: Session, *documents: str) -> None:
    """Take the turn to change what is said between documents and keep it until the transaction ends.

    Two words on one clause must not both find it free. ``NotFound`` when there is no such document.
    """
    for document_id in sorted(set(documents)):
        if session.get(DocumentRow, document_id, with_for_update=True, populate_existing=True) is None:
            raise NotFound("document", document_id)


def add(
    session: Session,
    *,
    old_version: str,
    new_version: str,
    old_clause: str | None,
    new_clause: str | None,
    note: str,
    by: str,
    now: datetime,
) -> Override:
    """Keep a word said of two versions. ``ValueError`` when it names no clause; ``NotFound`` for an unknown version."""
    if old_clause is None and new_clause is None:
        raise ValueError("an override names a clause on one side at least")
    row = OverrideRow(
        id=identifiers.new("ovr"),
        old_document=_document_of(session, old_version),
        new_document=_document_of(session, new_version),
        old_version=old_version,
        new_version=new_version,
        old_clause=old_clause,
        new_clause=new_clause,
        note=note,
        created_at=now,
        created_by=by,
    )
    session.add(row)
    session.flush()
    return value(Override, row)


def get(session: Session, override_id: str) -> Override | None:
    """One override, withdrawn or not."""
    row = session.exec(select(OverrideRow).where(OverrideRow.id == override_id)).one_or_none()
    return None if row is None else value(Override, row)


def between(session: Session, first: str, second: str) -> tuple[Override, ...]:
    """What stands between two documents, whichever of them was called old, the newest word first."""
    sides = col(OverrideRow.old_document), col(OverrideRow.new_document)
    either = or_(
        and_(sides[0] == first, sides[1] == second),
        and_(sides[0] == second, sides[1] == first),
    )
    query = select(OverrideRow).where(either, col(OverrideRow.withdrawn_at).is_(None))
    rows = session.exec(query.order_by(col(OverrideRow.sequence).desc()))
    return tuple(value(Override, row) for row in rows)


def listed(
    session: Session,
    *,
    document: str | None = None,
    withdrawn: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> tuple[Override, ...]:
    """Overrides, newest first, those that were ``withdrawn`` only when asked for; ``document`` stands on either side.

    ``after`` is the last one of the page before; ``NotFound`` when there is none of that id.
    """
    query = select(OverrideRow)
    if document is not None:
        query = query.where(or_(OverrideRow.old_document == document, OverrideRow.new_document == document))
    if not withdrawn:
        query = query.where(col(OverrideRow.withdrawn_at).is_(None))
    if after is not None:
        query = query.where(col(OverrideRow.sequence) < _row(session, after).sequence)
    rows = session.exec(query.order_by(col(OverrideRow.sequence).desc()).limit(limit))
    return tuple(value(Override, row) for row in rows)


def replaced(session: Session, override_id: str) -> tuple[str, ...]:
    """The ids of those that one override replaced, oldest first."""
    query = select(OverrideRow.id).where(OverrideRow.replaced_by == override_id)
    return tuple(session.exec(query.order_by(col(OverrideRow.sequence))))


def withdraw(session: Session, override_id: str, *, by: str, now: datetime, replaced_by: str | None = None) -> Override:
    """Obey an override no longer; the first withdrawal stays as it was written. Raises ``NotFound``."""
    row = _row(session, override_id)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by, row.replaced_by = now, by, replaced_by
        session.add(row)
        session.flush()
    return value(Override, row)


def _row(session: Session, override_id: str) -> OverrideRow:
    row = session.exec(select(OverrideRow).where(OverrideRow.id == override_id)).one_or_none()
    if row is None:
        raise NotFound("override", override_id)
    return row


def _document_of(session: Session, version_id: str) -> str:
    found = session.exec(select(VersionRow.document_id).where(VersionRow.id == version_id)).one_or_none()
    if found is None:
        raise NotFound("version", version_id)
    return found
