"""Finished comparisons, kept to be served again; derived, so that all of them may be dropped at any time."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.dialects import insert_or_replace
from storage.models import ComparisonRow, VersionRow


def get(session: Session, a: str, b: str, across: bool, algorithm: str, overrides: str) -> str | None:
    """The comparison of two versions as one release of the algorithm made it, or ``None``.

    ``overrides`` is the digest of the words it obeys: what was made without a word can never be taken for what obeys it.
    """
    row = session.get(ComparisonRow, (a, b, across, algorithm, overrides))
    return None if row is None else row.body


def put(session: Session, a: str, b: str, across: bool, algorithm: str, overrides: str, body: str) -> None:
    """Keep a comparison, in place of one with the same address."""
    key = {"a": a, "b": b, "across": across, "algorithm": algorithm, "overrides": overrides}
    insert_or_replace(session, ComparisonRow, list(key), key | {"body": body})


def forget(session: Session, *documents: str) -> None:
    """Drop what is kept between versions of these documents; an override of theirs has come or gone."""
    known = select(VersionRow.id).where(col(VersionRow.document_id).in_(documents))
    session.exec(delete(ComparisonRow).where(col(ComparisonRow.a).in_(known), col(ComparisonRow.b).in_(known)))
