"""The search index; what is stored already is indexed when the service opens the database (``service.indexing``)."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "search_text",
        sa.Column("serial", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("latest", sa.Boolean(), nullable=False),
        sa.Column("folding", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.CheckConstraint("day > 0", name=op.f("ck_search_text_day")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_search_text_document_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_search_text_version_id")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_search_text")),
        sa.UniqueConstraint("version_id", name=op.f("uq_search_text_version_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_search_text_document_id"), "search_text", ["document_id"])
    op.create_table(
        "search_posting",
        sa.Column("gram", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("gram", "day", "serial", name=op.f("pk_search_posting")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop what is derived."""
    op.drop_table("search_posting")
    op.drop_table("search_text")
