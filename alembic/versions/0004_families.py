"""Families of texts, what documents are known by among their kin, and kept matrices."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "family",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_family_decided")),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name=op.f("ck_family_confidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
    )
    op.create_index(op.f("ix_family_proposed_at_id"), "family", ["proposed_at", "id"])
    op.create_table(
        "family_member",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("family_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_family_member_decided")),
        sa.CheckConstraint("(document_id IS NULL) = (title IS NOT NULL)", name=op.f("ck_family_member_held_or_named")),
        sa.CheckConstraint("document_id IS NULL OR place IS NULL", name=op.f("ck_family_member_place")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_family_member_document_id")),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_family_member_family_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_member")),
        sa.UniqueConstraint("family_id", "document_id", name=op.f("uq_family_member_family_id_document_id")),
    )
    op.create_index(op.f("ix_family_member_document_id"), "family_member", ["document_id"])
    op.create_index(op.f("ix_family_member_family_id_position"), "family_member", ["family_id", "position"])
    op.create_table(
        "kinship_sketch",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("runs", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_kinship_sketch_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_kinship_sketch")),
    )
    op.create_table(
        "family_matrix",
        sa.Column("family_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["family.id"], name=op.f("fk_family_matrix_family_id")),
        sa.PrimaryKeyConstraint("family_id", name=op.f("pk_family_matrix")),
    )


def downgrade() -> None:
    """Drop what people said of families; nothing else holds it."""
    for table in ("family_matrix", "kinship_sketch", "family_member", "family"):
        op.drop_table(table)
