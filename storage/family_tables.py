"""The tables of families: texts that copy one template, what each is known by among its kin, and kept matrices."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from storage.columns import Moment, word
from storage.models import Row


class FamilyStatus(StrEnum):
    """A family is proposed by the service and settled by a person (closed)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class MemberStatus(StrEnum):
    """A text is proposed as a member by the service, taken in or put out by a person (closed)."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REMOVED = "removed"


class FamilyRow(Row, table=True):
    """Texts that copy one template; ``pattern`` is the title that they share, without their places."""

    __tablename__ = "family"
    __table_args__ = (
        CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided"),
        Index(None, "proposed_at", "id"),
    )

    id: str = Field(primary_key=True)
    title: str = Field(sa_type=Text)
    pattern: str = Field(sa_type=Text)
    status: FamilyStatus = Field(sa_type=word(FamilyStatus))
    confidence: float
    evidence: Mapping[str, Any] = Field(sa_type=JSON)
    proposed_at: datetime = Field(sa_type=Moment)
    proposed_by: str = Field(sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: str | None = Field(default=None, sa_type=Text)


class FamilyMemberRow(Row, table=True):
    """One text of a family: a document, or the title and place of a text that is not held; never deleted."""

    __tablename__ = "family_member"
    __table_args__ = (
        UniqueConstraint("family_id", "document_id"),
        CheckConstraint("(document_id IS NULL) = (title IS NOT NULL)", name="held_or_named"),
        CheckConstraint("document_id IS NULL OR place IS NULL", name="place"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided"),
        Index(None, "family_id", "position"),
    )

    id: str = Field(primary_key=True)
    family_id: str = Field(foreign_key="family.id")
    document_id: str | None = Field(default=None, foreign_key="document.id", index=True)
    title: str | None = Field(default=None, sa_type=Text)
    place: str | None = Field(default=None, sa_type=Text)
    position: int
    status: MemberStatus = Field(sa_type=word(MemberStatus))
    evidence: Mapping[str, Any] = Field(sa_type=JSON)
    added_at: datetime = Field(sa_type=Moment)
    added_by: str = Field(sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decided_by: str | None = Field(default=None, sa_type=Text)


class KinshipSketchRow(Row, table=True):
    """What a document is known by among its kin, by its last version: derived, so that the table may be emptied.

    ``number`` is the highest number of the document's versions when it was looked at.
    """

    __tablename__ = "kinship_sketch"

    document_id: str = Field(primary_key=True, foreign_key="document.id")
    algorithm: str
    number: int
    pattern: str = Field(sa_type=Text)
    place: str | None = Field(default=None, sa_type=Text)
    runs: bytes


class FamilyMatrixRow(Row, table=True):
    """The last matrix made of a family: derived; ``digest`` names the texts, their order and the algorithm."""

    __tablename__ = "family_matrix"

    family_id: str = Field(primary_key=True, foreign_key="family.id")
    digest: str = Field(max_length=64)
    body: bytes
