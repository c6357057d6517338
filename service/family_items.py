"""What the API and the command line say of families: one dataclass a resource, and the matrix with its filters."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from diffs.families.batches import Batch, Level
from diffs.families.family import Matrix
from service.family_sheets import FamilySheet, Text
from service.matrices import matrix_json
from service.matrix_asked import Asked
from storage.families import Family
from storage.family_tables import FamilyStatus, MemberStatus

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MemberItem:
    """One text of a family; ``document_id`` and ``version_id`` are null for one that is not held (未收录)."""

    id: str
    title: str
    place: str | None
    level: Level
    stage: str
    number: str | None
    held: bool
    document_id: str | None
    version_id: str | None
    status: MemberStatus
    evidence: dict[str, Any]
    added_at: datetime
    added_by: str
    decided_at: datetime | None
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """Texts that copy one template; ``evidence`` is what the proposal rests on, empty for one made by hand."""

    id: str
    title: str
    pattern: str
    status: FamilyStatus
    confidence: float
    evidence: dict[str, Any]
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str | None
    texts: int
    held: int
    members: list[MemberItem] | None = None


@dataclass(frozen=True, slots=True)
class BatchItem:
    """Columns of a matrix that stand together: drafts or not, one level, one notice; ``columns`` are their numbers."""

    draft: bool
    level: Level
    notice: str | None
    on: date | None
    together: bool
    columns: list[int]


def member_item(text: Text) -> MemberItem:
    """A text of a family."""
    member = text.member
    return MemberItem(
        id=member.id,
        title=text.facts.title,
        place=text.facts.jurisdiction,
        level=text.level,
        stage=str(text.facts.stage),
        number=text.facts.number,
        held=text.held,
        document_id=member.document_id,
        version_id=text.version.id if text.version else None,
        status=member.status,
        evidence=dict(member.evidence),
        added_at=member.added_at,
        added_by=member.added_by,
        decided_at=member.decided_at,
        decided_by=member.decided_by,
    )


def family_item(family: Family, texts: tuple[Text, ...], *, whole: bool = False) -> FamilyItem:
    """A family with the number of its texts, and with these themselves when ``whole``."""
    return FamilyItem(
        id=family.id,
        title=family.title,
        pattern=family.pattern,
        status=family.status,
        confidence=family.confidence,
        evidence=dict(family.evidence),
        proposed_at=family.proposed_at,
        proposed_by=family.proposed_by,
        decided_at=family.decided_at,
        decided_by=family.decided_by,
        texts=len(texts),
        held=sum(text.held for text in texts),
        members=[member_item(text) for text in texts] if whole else None,
    )


def batch_item(batch: Batch) -> BatchItem:
    """A group of columns."""
    return BatchItem(batch.draft, batch.level, batch.notice, batch.on, batch.together, list(batch.texts))


def family_matrix_json(sheet: FamilySheet, whole: Matrix, shown: Matrix, asked: Asked) -> Json:
    """Matrix JSON of a family: as of any matrix, with its members beside the columns and the filters that were given.

    ``summary`` counts the ``whole`` matrix, ``shown`` its rows that are asked for.
    """
    body = matrix_json(shown)
    body["summary"]["rows"] = len(whole.rows)
    for column, text in zip(body["columns"], sheet.texts, strict=True):
        column["member"] = text.member.id
        column["document_id"] = text.member.document_id
        column["version_id"] = text.version.id if text.version else None
    return body | {
        "family": {"id": sheet.family.id, "title": sheet.family.title, "status": str(sheet.family.status)},
        "batches": [batch_item(one) for one in sheet.batches],
        "left_out": [text.member.id for text in sheet.left_out],
        "filters": asked.query(),
        "shown": len(shown.rows),
    }
