"""Families of texts that copy one template: proposed with evidence, settled and edited by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import identifiers
from storage.errors import NotFound
from storage.family_tables import FamilyMemberRow, FamilyRow, FamilyStatus, MemberStatus
from storage.models import value
from storage.records import Json


@dataclass(frozen=True, slots=True)
class Family:
    """A family; ``pattern`` is the title its texts share without their places."""

    id: str
    title: str
    pattern: str
    status: FamilyStatus
    confidence: float
    evidence: Json
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """One text of a family: a document, or with ``document_id`` ``None`` the title and place of one not held."""

    id: str
    family_id: str
    document_id: str | None
    title: str | None
    place: str | None
    position: int
    status: MemberStatus
    evidence: Json
    added_at: datetime
    added_by: str
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class NewMember:
    """A text about to be added: a document, or the title and place of one that is not held."""

    document_id: str | None = None
    title: str | None = None
    place: str | None = None
    evidence: Json | None = None


def create(
    session: Session,
    *,
    title: str,
    pattern: str,
    status: FamilyStatus,
    confidence: float,
    evidence: Json,
    by: str,
    now: datetime,
) -> Family:
    """A new family without members; one that a person makes is confirmed from the start."""
    settled = status is not FamilyStatus.PROPOSED
    row = FamilyRow(
        id=identifiers.new("fam"),
        title=title,
        pattern=pattern,
        status=status,
        confidence=confidence,
        evidence=evidence,
        proposed_at=now,
        proposed_by=by,
        decided_at=now if settled else None,
        decided_by=by if settled else None,
    )
    session.add(row)
    session.flush()
    return value(Family, row)


def get(session: Session, family_id: str) -> Family | None:
    """One family."""
    row = session.get(FamilyRow, family_id)
    return None if row is None else value(Family, row)


def deciding(session: Session, family_id: str) -> Family:
    """Take the turn to change a family and its members, kept until the transaction ends. Raises ``NotFound``."""
    row = session.get(FamilyRow, family_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("family", family_id)
    return value(Family, row)


def listed(
    session: Session, *, status: FamilyStatus | None = None, after: str | None = None, limit: int = 50
) -> tuple[Family, ...]:
    """Families, newest first; ``after`` is the last one of the page before. Raises ``NotFound`` for a stale one."""
    query = select(FamilyRow)
    if status is not None:
        query = query.where(FamilyRow.status == status)
    if after is not None:
        last = _row(session, after)
        same = and_(col(FamilyRow.proposed_at) == last.proposed_at, col(FamilyRow.id) < last.id)
        query = query.where(or_(col(FamilyRow.proposed_at) < last.proposed_at, same))
    rows = session.exec(query.order_by(col(FamilyRow.proposed_at).desc(), col(FamilyRow.id).desc()).limit(limit))
    return tuple(value(Family, row) for row in rows)


def decide(session: Session, family_id: str, *, status: FamilyStatus, by: str, now: datetime) -> Family:
    """Confirm or refuse a family; confirming it takes in what is proposed as a member. Raises ``NotFound``."""
    if status is FamilyStatus.PROPOSED:
        raise ValueError("a family is decided by confirming or refusing it")
    row = _row(session, family_id)
    row.status, row.decided_by, row.decided_at = status, by, now
    session.add(row)
    if status is FamilyStatus.CONFIRMED:
        for member in session.exec(_members(family_id).where(FamilyMemberRow.status == MemberStatus.PROPOSED)):
            member.status, member.decided_by, member.decided_at = MemberStatus.CONFIRMED, by, now
            session.add(member)
    session.flush()
    return value(Family, row)


def rename(session: Session, family_id: str, title: str) -> Family:
    """Give a family another title. Raises ``NotFound``."""
    row = _row(session, family_id)
    row.title = title
    session.add(row)
    session.flush()
    return value(Family, row)


def reconsider(session: Session, family_id: str, *, confidence: float, evidence: Json) -> None:
    """Let a proposal rest on new figures."""
    row = _row(session, family_id)
    row.confidence, row.evidence = confidence, evidence
    session.add(row)
    session.flush()


def members(session: Session, family_id: str, *, removed: bool = False) -> tuple[Member, ...]:
    """A family's texts in their order; those put out only when asked for."""
    query = _members(family_id)
    if not removed:
        query = query.where(FamilyMemberRow.status != MemberStatus.REMOVED)
    return tuple(value(Member, row) for row in session.exec(query))


def standing_of(session: Session, documents: Sequence[str]) -> tuple[tuple[Member, FamilyStatus], ...]:
    """Every membership of these documents, put out or not, with the status of its family, oldest family first."""
    query = (
        select(FamilyMemberRow, FamilyRow.status)
        .join(FamilyRow, col(FamilyRow.id) == FamilyMemberRow.family_id)
        .where(col(FamilyMemberRow.document_id).in_(documents))
        .order_by(col(FamilyRow.proposed_at), col(FamilyRow.id), col(FamilyMemberRow.position))
    )
    return tuple((value(Member, row), FamilyStatus(status)) for row, status in session.exec(query))


def add_member(
    session: Session, family_id: str, new: NewMember, *, status: MemberStatus, by: str, now: datetime
) -> Member:
    """Put a text at the end of a family. ``ValueError`` unless it is a document or a title; a place goes with a title."""
    if (new.document_id is None) == (new.title is None) or (new.place is not None and new.title is None):
        raise ValueError("a member is a document, or a title with or without its place")
    settled = status is not MemberStatus.PROPOSED
    last = session.exec(select(func.max(FamilyMemberRow.position)).where(FamilyMemberRow.family_id == family_id)).one()
    row = FamilyMemberRow(
        id=identifiers.new("mem"),
        family_id=family_id,
        document_id=new.document_id,
        title=new.title,
        place=new.place,
        position=0 if last is None else last + 1,
        status=status,
        evidence=new.evidence or {},
        added_at=now,
        added_by=by,
        decided_at=now if settled else None,
        decided_by=by if settled else None,
    )
    session.add(row)
    session.flush()
    return value(Member, row)


def settle_member(session: Session, member_id: str, *, status: MemberStatus, by: str, now: datetime) -> Member:
    """Take a text in, or put it out. Raises ``NotFound``."""
    row = session.get(FamilyMemberRow, member_id)
    if row is None:
        raise NotFound("member", member_id)
    row.status, row.decided_by, row.decided_at = status, by, now
    session.add(row)
    session.flush()
    return value(Member, row)


def arrange(session: Session, family_id: str, order: Sequence[str]) -> None:
    """Give the named members the places 0, 1, 2 …, and the others of the family the places behind them."""
    rows = {row.id: row for row in session.exec(_members(family_id))}
    for position, member_id in enumerate([*order, *(one for one in rows if one not in order)]):
        rows[member_id].position = position
        session.add(rows[member_id])
    session.flush()


def _members(family_id: str) -> SelectOfScalar[FamilyMemberRow]:
    query = select(FamilyMemberRow).where(FamilyMemberRow.family_id == family_id)
    return query.order_by(col(FamilyMemberRow.position), col(FamilyMemberRow.id))


def _row(session: Session, family_id: str) -> FamilyRow:
    row = session.get(FamilyRow, family_id)
    if row is None:
        raise NotFound("family", family_id)
    return row
