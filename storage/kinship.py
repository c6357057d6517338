"""What documents are known by among their kin, and the matrices made of families; all of it derived."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.dialects import insert_or_replace
from storage.family_tables import FamilyMatrixRow, KinshipSketchRow
from storage.models import DocumentRow, VersionRow

#: A query names no more ids than this at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SketchHead:
    """A sketch without its runs: the document, its title's pattern and its place."""

    document_id: str
    pattern: str
    place: str | None


def unsketched(session: Session, algorithm: str, limit: int) -> tuple[str, ...]:
    """Documents with a version that this algorithm has not looked at, in the order of their ids."""
    last = (
        select(func.max(VersionRow.number)).where(VersionRow.document_id == DocumentRow.id).correlate(DocumentRow)
    ).scalar_subquery()
    sketched = (
        select(KinshipSketchRow.number)
        .where(KinshipSketchRow.document_id == DocumentRow.id, KinshipSketchRow.algorithm == algorithm)
        .correlate(DocumentRow)
    ).scalar_subquery()
    query = select(DocumentRow.id).where(last.is_not(None), func.coalesce(sketched, 0) != last)
    return tuple(session.exec(query.order_by(col(DocumentRow.id)).limit(limit)))


def keep_sketch(session: Session, head: SketchHead, *, algorithm: str, number: int, runs: bytes) -> None:
    """Keep a document's sketch, made when its versions went up to ``number``, in place of the one before."""
    row = {
        "document_id": head.document_id,
        "algorithm": algorithm,
        "number": number,
        "pattern": head.pattern,
        "place": head.place,
        "runs": runs,
    }
    insert_or_replace(session, KinshipSketchRow, ["document_id"], row)


def sketches(session: Session, algorithm: str) -> tuple[SketchHead, ...]:
    """The heads of all sketches of an algorithm, in the order of the documents' ids."""
    query = select(KinshipSketchRow.document_id, KinshipSketchRow.pattern, KinshipSketchRow.place)
    rows = session.exec(query.where(KinshipSketchRow.algorithm == algorithm).order_by(KinshipSketchRow.document_id))
    return tuple(SketchHead(*row) for row in rows)


def runs_of(session: Session, documents: Sequence[str]) -> dict[str, bytes]:
    """The runs of the named documents' sketches."""
    found: dict[str, bytes] = {}
    for start in range(0, len(documents), _AT_ONCE):
        query = select(KinshipSketchRow.document_id, KinshipSketchRow.runs)
        part = documents[start : start + _AT_ONCE]
        found |= dict(session.exec(query.where(col(KinshipSketchRow.document_id).in_(part))).all())
    return found


def kept_matrix(session: Session, family_id: str, digest: str) -> bytes | None:
    """The matrix of a family, if the last one made is of these texts."""
    row = session.get(FamilyMatrixRow, family_id)
    return row.body if row is not None and row.digest == digest else None


def keep_matrix(session: Session, family_id: str, digest: str, body: bytes) -> None:
    """Keep a family's matrix in place of the one before."""
    insert_or_replace(session, FamilyMatrixRow, ["family_id"], {"family_id": family_id, "digest": digest, "body": body})
