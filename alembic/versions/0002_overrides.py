"""What people say of single links, and kept comparisons told apart by what they obey."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "override",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("old_document", sa.String(), nullable=False),
        sa.Column("new_document", sa.String(), nullable=False),
        sa.Column("old_version", sa.String(), nullable=False),
        sa.Column("new_version", sa.String(), nullable=False),
        sa.Column("old_clause", sa.Text(), nullable=True),
        sa.Column("new_clause", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("replaced_by", sa.String(), nullable=True),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_override_withdrawn")),
        sa.CheckConstraint("old_clause IS NOT NULL OR new_clause IS NOT NULL", name=op.f("ck_override_clause")),
        sa.CheckConstraint("old_version <> new_version", name=op.f("ck_override_two_versions")),
        sa.ForeignKeyConstraint(["new_document"], ["document.id"], name=op.f("fk_override_new_document")),
        sa.ForeignKeyConstraint(["new_version"], ["version.id"], name=op.f("fk_override_new_version")),
        sa.ForeignKeyConstraint(["old_document"], ["document.id"], name=op.f("fk_override_old_document")),
        sa.ForeignKeyConstraint(["old_version"], ["version.id"], name=op.f("fk_override_old_version")),
        sa.ForeignKeyConstraint(["replaced_by"], ["override.id"], name=op.f("fk_override_replaced_by")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_override")),
        sa.UniqueConstraint("id", name=op.f("uq_override_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_override_new_document"), "override", ["new_document"])
    op.create_index(op.f("ix_override_old_document"), "override", ["old_document"])
    op.create_index(op.f("ix_override_replaced_by"), "override", ["replaced_by"])
    op.create_index(
        "ix_override_standing",
        "override",
        ["old_document", "new_document"],
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    _keep_comparisons(sa.Column("overrides", sa.String(), nullable=False))


def downgrade() -> None:
    """Drop what people said; nothing else holds it."""
    _keep_comparisons()
    op.drop_table("override")


def _keep_comparisons(*more: sa.Column[str]) -> None:
    """Make the table of kept comparisons anew, empty: it is derived, and its key changes."""
    op.drop_table("comparison")
    op.create_table(
        "comparison",
        sa.Column("a", sa.String(), nullable=False),
        sa.Column("b", sa.String(), nullable=False),
        sa.Column("across", sa.Boolean(), nullable=False),
        sa.Column("algorithm", sa.String(), nullable=False),
        *more,
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "a", "b", "across", "algorithm", *(one.name for one in more), name=op.f("pk_comparison")
        ),
    )
