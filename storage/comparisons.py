"""Finished comparisons, kept to be served again; derived, so that all of them may be dropped at any time."""

from sqlmodel import Session

from storage.dialects import insert_or_replace
from storage.models import ComparisonRow


def get(session: Session, a: str, b: str, across: bool, algorithm: str) -> str | None:
    """The comparison of two versions as one release of the algorithm made it, or ``None``."""
    row = session.get(ComparisonRow, (a, b, across, algorithm))
    return None if row is None else row.body


def put(session: Session, a: str, b: str, across: bool, algorithm: str, body: str) -> None:
    """Keep a comparison, in place of one with the same address."""
    key = {"a": a, "b": b, "across": across, "algorithm": algorithm}
    insert_or_replace(session, ComparisonRow, list(key), key | {"body": body})
