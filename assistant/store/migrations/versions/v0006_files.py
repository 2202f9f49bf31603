"""Files that came along: the name of a message's, and pictures for a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "files",
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("kept_s", sa.Float, nullable=False),
        sa.Column("gone_s", sa.Float),
        sa.PrimaryKeyConstraint("entry", name="pk_files"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_files_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_files_conversation", "files", ["conversation"])
    op.create_index("ix_files_kept_s", "files", ["kept_s"])


def downgrade() -> None:
    """Go back; the names and the pictures are gone."""
    op.drop_table("files")
