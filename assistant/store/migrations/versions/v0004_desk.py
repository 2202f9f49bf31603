"""What the desk does beside talking: drafts, requests, mails, links, learning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

GROWING = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Go forward."""
    _tags()
    _drafts()
    _presences()
    _requests()
    _watches()
    _links()
    _mails()
    _lessons()
    _sightings()
    _deletions()
    _tallies()


def downgrade() -> None:
    """Go back; what only these tables knew is gone."""
    op.drop_table("tallies")
    op.drop_table("deletions")
    op.drop_table("sightings")
    op.drop_table("lessons")
    op.drop_table("mails")
    op.drop_table("links")
    op.drop_table("watches")
    op.drop_table("requests")
    op.drop_table("presences")
    op.drop_table("drafts")
    op.drop_table("tags")


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("turn", sa.String(64)),
        sa.Column("domain", sa.String(253), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("records", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("asked_s", sa.Float, nullable=False),
        sa.Column("confirmed_s", sa.Float),
        sa.Column("confirmed_by", sa.String(64)),
        sa.Column("decided_s", sa.Float),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("examined_s", sa.Float),
        sa.Column("examined", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_requests_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_requests_address", "requests", ["address"])
    op.create_index("ix_requests_conversation", "requests", ["conversation"])
    op.create_index("ix_requests_state", "requests", ["state", "asked_s"])
    op.create_index("ix_requests_token_hash", "requests", ["token_hash"])


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("request", sa.String(64)),
        sa.Column("domain", sa.String(253), nullable=False),
        sa.Column("records", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("address", sa.String(320)),
        sa.Column("next_s", sa.Float, nullable=False),
        sa.Column("until_s", sa.Float, nullable=False),
        sa.Column("looked_s", sa.Float),
        sa.Column("ended_s", sa.Float),
        sa.Column("outcome", sa.String(16)),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_watches_conversation_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["request"],
            ["requests.id"],
            name="fk_watches_request_requests",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_watches_conversation", "watches", ["conversation"])
    op.create_index("ix_watches_next_s", "watches", ["ended_s", "next_s"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64)),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("made_s", sa.Float, nullable=False),
        sa.Column("expires_s", sa.Float, nullable=False),
        sa.Column("revoked_s", sa.Float),
        sa.PrimaryKeyConstraint("token_hash", name="pk_links"),
        sa.UniqueConstraint("id", name="uq_links_id"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_links_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_links_conversation", "links", ["conversation"])
    op.create_index("ix_links_expires_s", "links", ["expires_s"])


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("conversation", sa.String(64)),
        sa.Column("to", sa.String(320), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_s", sa.Float, nullable=False),
        sa.Column("due_s", sa.Float, nullable=False),
        sa.Column("held_s", sa.Float),
        sa.Column("sent_s", sa.Float),
        sa.Column("given_up_s", sa.Float),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("key", name="uq_mails_key"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_mails_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_mails_conversation", "mails", ["conversation"])
    op.create_index("ix_mails_due_s", "mails", ["sent_s", "due_s"])
    op.create_index("ix_mails_to", "mails", ["to"])


def _lessons() -> None:
    op.create_table(
        "lessons",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("turn", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("service", sa.String(64)),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.String(64)),
        sa.Column("decided_s", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_lessons"),
        sa.UniqueConstraint("turn", "kind", name="uq_lessons_turn"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_lessons_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_lessons_conversation", "lessons", ["conversation"])
    op.create_index("ix_lessons_state", "lessons", ["state", "at_s"])


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", GROWING, autoincrement=True, nullable=False),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.String(253), nullable=False),
        sa.Column("domain", sa.String(253), nullable=False),
        sa.Column("first_s", sa.Float, nullable=False),
        sa.Column("last_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.UniqueConstraint(
            "service", "kind", "value", "domain", name="uq_sightings_service"
        ),
        sqlite_autoincrement=True,
    )


def _deletions() -> None:
    op.create_table(
        "deletions",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_deletions"),
    )
    op.create_index("ix_deletions_at_s", "deletions", ["at_s"])


def _tallies() -> None:
    op.create_table(
        "tallies",
        sa.Column("week", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("number", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("week", "what", "name", name="pk_tallies"),
    )


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("tag", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "tag", name="pk_tags"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_tags_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_tags_tag", "tags", ["tag"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "member", name="pk_drafts"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_drafts_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_drafts_at_s", "drafts", ["at_s"])


def _presences() -> None:
    op.create_table(
        "presences",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("types", sa.Boolean, nullable=False),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("conversation", "member", name="pk_presences"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_presences_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_presences_at_s", "presences", ["at_s"])
