"""Policies followed over time: what each is called now, who issued it, whether its pages are still there."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import identifiers
from storage.errors import NotFound
from storage.models import DocumentIssuerRow, DocumentRow, value
from storage.records import Document

#: How much of a key tells documents apart; an index entry of PostgreSQL holds about 2,700 bytes.
_KEY_LENGTH: Final = 400


def create(
    session: Session,
    *,
    key: str,
    title: str,
    number: str | None,
    issuers: Sequence[str],
    jurisdiction: str | None,
    stage: str,
    synthetic: bool,
    now: datetime,
) -> Document:
    """A new document, without versions yet. Keys need not be unique: different cities publish equal titles."""
    row = DocumentRow(
        id=identifiers.new("doc"),
        key=key[:_KEY_LENGTH],
        title=title,
        number=number,
        jurisdiction=jurisdiction,
        stage=stage,
        synthetic=synthetic,
        created_at=now,
    )
    session.add(row)
    session.flush()
    _set_issuers(session, row.id, issuers)
    return value(Document, row, issuers=tuple(issuers))


def get(session: Session, document_id: str) -> Document | None:
    """One document."""
    row = session.get(DocumentRow, document_id)
    return None if row is None else _documents(session, [row])[0]


def by_key(session: Session, key: str) -> tuple[Document, ...]:
    """The documents of a key, oldest first."""
    query = select(DocumentRow).where(DocumentRow.key == key[:_KEY_LENGTH])
    return _documents(session, session.exec(query.order_by(col(DocumentRow.created_at), col(DocumentRow.id))).all())


def listed(
    session: Session,
    *,
    after: str | None = None,
    limit: int = 50,
    stage: str | None = None,
    jurisdiction: str | None = None,
    issuer: str | None = None,
    title: str | None = None,
) -> tuple[Document, ...]:
    """Documents, newest first, that meet every filter given: ``title`` is contained, the others are equal.

    ``after`` is the last document of the page before; ``NotFound`` when there is none of that id.
    """
    query = select(DocumentRow)
    if stage is not None:
        query = query.where(DocumentRow.stage == stage)
    if jurisdiction is not None:
        query = query.where(DocumentRow.jurisdiction == jurisdiction)
    if issuer is not None:
        query = query.where(col(DocumentRow.id).in_(_issued_by(issuer)))
    if title is not None:
        query = query.where(col(DocumentRow.title).icontains(title, autoescape=True))
    if after is not None:
        last = _row(session, after)
        same = and_(col(DocumentRow.created_at) == last.created_at, col(DocumentRow.id) < last.id)
        query = query.where(or_(col(DocumentRow.created_at) < last.created_at, same))
    query = query.order_by(col(DocumentRow.created_at).desc(), col(DocumentRow.id).desc()).limit(limit)
    return _documents(session, session.exec(query).all())


def refresh(
    session: Session,
    document_id: str,
    *,
    title: str,
    number: str | None,
    issuers: Sequence[str],
    jurisdiction: str | None,
    stage: str,
    synthetic: bool,
) -> None:
    """Give a document the facts of its latest version; its key stays."""
    row = _row(session, document_id)
    row.title, row.number, row.jurisdiction, row.stage, row.synthetic = title, number, jurisdiction, stage, synthetic
    session.add(row)
    session.flush()
    _set_issuers(session, document_id, issuers)


def mark_gone(session: Session, document_id: str, at: datetime) -> None:
    """No address carries the document any more since ``at``."""
    _set_gone(session, document_id, at)


def mark_returned(session: Session, document_id: str) -> None:
    """An address carries the document again."""
    _set_gone(session, document_id, None)


def _row(session: Session, document_id: str) -> DocumentRow:
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise NotFound("document", document_id)
    return row


def _issued_by(issuer: str) -> SelectOfScalar[str]:
    return select(DocumentIssuerRow.document_id).where(DocumentIssuerRow.name == issuer)


def _set_gone(session: Session, document_id: str, at: datetime | None) -> None:
    row = _row(session, document_id)
    row.gone_at = at
    session.add(row)
    session.flush()


def _set_issuers(session: Session, document_id: str, issuers: Sequence[str]) -> None:
    session.exec(delete(DocumentIssuerRow).where(col(DocumentIssuerRow.document_id) == document_id))
    for position, name in enumerate(issuers):
        session.add(DocumentIssuerRow(document_id=document_id, position=position, name=name))
    session.flush()


def _documents(session: Session, rows: Iterable[DocumentRow]) -> tuple[Document, ...]:
    rows = tuple(rows)
    query = select(DocumentIssuerRow).where(col(DocumentIssuerRow.document_id).in_([row.id for row in rows]))
    issuers: dict[str, list[str]] = {}
    for issuer in session.exec(query.order_by(col(DocumentIssuerRow.position))):
        issuers.setdefault(issuer.document_id, []).append(issuer.name)
    return tuple(value(Document, row, issuers=tuple(issuers.get(row.id, ()))) for row in rows)
