"""Documents that belong together: proposed with evidence, settled by a person."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from storage import identifiers
from storage.dialects import insert_missing
from storage.errors import NotFound
from storage.models import RelationRow, value
from storage.records import Json, Relation, RelationKind, RelationStatus


def propose(
    session: Session,
    *,
    kind: RelationKind,
    from_document: str,
    to_document: str,
    confidence: float,
    evidence: Json,
    now: datetime,
) -> Relation | None:
    """Propose a relation; ``None`` when that pair is known in that kind already, even as a refused one."""
    row = {
        "id": identifiers.new("rel"),
        "kind": kind,
        "from_document": from_document,
        "to_document": to_document,
        "status": RelationStatus.PROPOSED,
        "confidence": confidence,
        "evidence": evidence,
        "proposed_at": now,
    }
    insert_missing(session, RelationRow, [row])
    return get(session, str(row["id"]))


def get(session: Session, relation_id: str) -> Relation | None:
    """One relation."""
    row = session.get(RelationRow, relation_id)
    return None if row is None else value(Relation, row)


def listed(
    session: Session, *, status: RelationStatus | None = None, after: str | None = None, limit: int = 50
) -> tuple[Relation, ...]:
    """Relations, newest first; ``after`` is the last one of the page before."""
    query = select(RelationRow)
    if status is not None:
        query = query.where(RelationRow.status == status)
    if after is not None:
        last = _row(session, after)
        same = and_(col(RelationRow.proposed_at) == last.proposed_at, col(RelationRow.id) < last.id)
        query = query.where(or_(col(RelationRow.proposed_at) < last.proposed_at, same))
    rows = session.exec(query.order_by(col(RelationRow.proposed_at).desc(), col(RelationRow.id).desc()).limit(limit))
    return tuple(value(Relation, row) for row in rows)


def of_document(session: Session, document_id: str) -> tuple[Relation, ...]:
    """The relations that a document stands in, on either side, oldest first."""
    either = or_(col(RelationRow.from_document) == document_id, col(RelationRow.to_document) == document_id)
    rows = session.exec(select(RelationRow).where(either).order_by(col(RelationRow.proposed_at), col(RelationRow.id)))
    return tuple(value(Relation, row) for row in rows)


def of_documents(session: Session, document_ids: Collection[str]) -> tuple[Relation, ...]:
    """The relations that any of these documents stands in, on either side, oldest first."""
    ends = (col(RelationRow.from_document), col(RelationRow.to_document))
    query = select(RelationRow).where(or_(*(one.in_(document_ids) for one in ends)))
    rows = session.exec(query.order_by(col(RelationRow.proposed_at), col(RelationRow.id)))
    return tuple(value(Relation, row) for row in rows)


def decide(session: Session, relation_id: str, *, status: RelationStatus, by: str, now: datetime) -> Relation:
    """Confirm or refuse a relation; deciding again corrects the decision before."""
    if status is RelationStatus.PROPOSED:
        raise ValueError("a relation is decided by confirming or refusing it")
    row = _row(session, relation_id)
    row.status, row.decided_by, row.decided_at = status, by, now
    session.add(row)
    session.flush()
    return value(Relation, row)


def _row(session: Session, relation_id: str) -> RelationRow:
    row = session.get(RelationRow, relation_id)
    if row is None:
        raise NotFound("relation", relation_id)
    return row
