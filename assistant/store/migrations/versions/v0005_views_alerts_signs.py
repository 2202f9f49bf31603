"""What a colleague keeps for himself, what the desk is told, and signs of life."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    _views()
    _alerts()
    _calls()
    _signs()


def downgrade() -> None:
    """Go back; what only these tables knew is gone."""
    op.drop_table("signs")
    op.drop_table("calls")
    op.drop_table("alerts")
    op.drop_table("views")


def _views() -> None:
    op.create_table(
        "views",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("view", sa.String(16), nullable=False),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_views"),
        sa.UniqueConstraint("member", "name", name="uq_views_member"),
    )


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("handed_s", sa.Float),
        sa.Column("near_s", sa.Float),
        sa.PrimaryKeyConstraint("conversation", name="pk_alerts"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_alerts_conversation_conversations",
            ondelete="CASCADE",
        ),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("conversation", sa.String(64)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_s", sa.Float, nullable=False),
        sa.Column("due_s", sa.Float, nullable=False),
        sa.Column("held_s", sa.Float),
        sa.Column("sent_s", sa.Float),
        sa.Column("given_up_s", sa.Float),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("key", name="uq_calls_key"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_calls_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_calls_conversation", "calls", ["conversation"])
    op.create_index("ix_calls_due_s", "calls", ["sent_s", "due_s"])


def _signs() -> None:
    op.create_table(
        "signs",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("began_s", sa.Float, nullable=False),
        sa.Column("ended_s", sa.Float),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_signs"),
    )
