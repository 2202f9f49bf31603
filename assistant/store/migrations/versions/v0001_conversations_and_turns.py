"""Conversations and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("started_s", sa.Float, nullable=False),
        sa.Column("touched_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_touched_s", "conversations", ["touched_s"])
    op.create_table(
        "turns",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("turn", sa.Text),
        sa.Column("asked_s", sa.Float, nullable=False),
        sa.Column("answered_s", sa.Float),
        sa.Column("worker", sa.String(64)),
        sa.Column("beat_s", sa.Float),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("conversation", "position", name="uq_turns_conversation"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_turns_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_turns_state", "turns", ["state", "asked_s"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("turns")
    op.drop_table("conversations")
