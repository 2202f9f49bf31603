"""Cases: who owns a conversation, what was written in it, what is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GROWING = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_TRIGGERS = (
    (
        "CREATE TRIGGER finds_added AFTER INSERT ON finds BEGIN "
        "INSERT INTO finds_index(rowid, words) VALUES (new.id, new.words); END"
    ),
    (
        "CREATE TRIGGER finds_gone AFTER DELETE ON finds BEGIN "
        "INSERT INTO finds_index(finds_index, rowid, words) "
        "VALUES ('delete', old.id, old.words); END"
    ),
    (
        "CREATE TRIGGER finds_changed AFTER UPDATE ON finds BEGIN "
        "INSERT INTO finds_index(finds_index, rowid, words) "
        "VALUES ('delete', old.id, old.words); "
        "INSERT INTO finds_index(rowid, words) VALUES (new.id, new.words); END"
    ),
)


def upgrade() -> None:
    """Go forward."""
    _turns()
    _cases()
    _finds()
    _messages()
    _events()
    _ratings()
    _raws()
    _index()
    _known()


def downgrade() -> None:
    """Go back; what only these tables knew is gone."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE finds_index")
    op.drop_table("raws")
    op.drop_table("ratings")
    op.drop_table("events")
    op.drop_table("messages")
    op.drop_table("finds")
    op.drop_table("cases")
    op.drop_column("turns", "raw_gone_s")
    op.drop_column("turns", "raw")
    op.drop_column("turns", "withheld")


def _turns() -> None:
    op.add_column(
        "turns",
        sa.Column("withheld", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column("turns", sa.Column("raw", sa.String(8)))
    op.add_column("turns", sa.Column("raw_gone_s", sa.Float))
    op.execute("UPDATE turns SET raw = 'inline' WHERE turn IS NOT NULL")


def _index() -> None:
    """Both kinds of database find whole words and their beginnings."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "ALTER TABLE finds ADD COLUMN vector tsvector GENERATED ALWAYS AS "
            "(array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX ix_finds_vector ON finds USING gin (vector)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE finds_index USING fts5(words, content='finds', "
        "content_rowid='id', detail=none, "
        "tokenize=\"unicode61 remove_diacritics 0 tokenchars '.-@_+'\")"
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)


def _known() -> None:
    """Every conversation so far is the assistant's."""
    op.execute(
        "INSERT INTO cases (conversation, owner, rank, order_s, language, last_line, "
        "last_writer, said, started_s, last_s, open_requests, helped, mail_confirmed) "
        "SELECT id, 'bot', 3, -touched_s, 'nl', '', 'customer', '', started_s, "
        "touched_s, 0, false, false FROM conversations"
    )


def _case_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(8), nullable=False),
        sa.Column("member", sa.String(64)),
        sa.Column("assignee", sa.String(64)),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("order_s", sa.Float, nullable=False),
        sa.Column("reason", sa.String(64)),
        sa.Column("waiting_s", sa.Float),
        sa.Column("due_s", sa.Float),
        sa.Column("service", sa.String(64)),
        sa.Column("domain", sa.String(253)),
        sa.Column("address", sa.String(320)),
        sa.Column("problem", sa.String(32)),
        sa.Column("cause", sa.String(64)),
        sa.Column("severity", sa.String(8)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("last_line", sa.Text, nullable=False),
        sa.Column("last_writer", sa.String(8), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("started_s", sa.Float, nullable=False),
        sa.Column("last_s", sa.Float, nullable=False),
        sa.Column("first_answer_s", sa.Float),
        sa.Column("closed_s", sa.Float),
        sa.Column("closed_by", sa.String(64)),
        sa.Column("closed_cause", sa.String(64)),
        sa.Column("outcome", sa.String(64)),
        sa.Column("open_requests", sa.Integer, nullable=False),
        sa.Column("helped", sa.Boolean, nullable=False),
        sa.Column("rating", sa.String(16)),
        sa.Column("seen_s", sa.Float),
        sa.Column("mail_to", sa.String(320)),
        sa.Column("mail_confirmed", sa.Boolean, nullable=False),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        *_case_columns(),
        sa.PrimaryKeyConstraint("conversation", name="pk_cases"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_cases_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_cases_address", "cases", ["address"])
    op.create_index("ix_cases_assignee", "cases", ["assignee", "rank"])
    op.create_index("ix_cases_cause", "cases", ["cause", "rank", "order_s"])
    op.create_index("ix_cases_domain", "cases", ["domain", "rank", "order_s"])
    op.create_index("ix_cases_mail_to", "cases", ["mail_to"])
    op.create_index("ix_cases_member", "cases", ["member", "rank"])
    op.create_index(
        "ix_cases_open_requests",
        "cases",
        ["rank", "order_s"],
        sqlite_where=sa.text("open_requests > 0"),
        postgresql_where=sa.text("open_requests > 0"),
    )
    op.create_index("ix_cases_rank", "cases", ["rank", "order_s", "conversation"])
    op.create_index("ix_cases_service", "cases", ["service", "rank", "order_s"])
    op.create_index("ix_cases_counts", "cases", ["rank", "service", "cause"])
    op.create_index("ix_cases_started_s", "cases", ["started_s"])


def _finds() -> None:
    op.create_table(
        "finds",
        sa.Column("id", GROWING, autoincrement=True, nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_finds"),
        sa.UniqueConstraint("conversation", name="uq_finds_conversation"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_finds_conversation_conversations",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("writer", sa.String(8), nullable=False),
        sa.Column("member", sa.String(64)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("shown_s", sa.Float, nullable=False),
        sa.Column("undone_s", sa.Float),
        sa.Column("mailed_s", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(
            "conversation", "position", name="uq_messages_conversation"
        ),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_messages_conversation_conversations",
            ondelete="CASCADE",
        ),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("cursor", GROWING, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64)),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("cursor", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_conversation", "events", ["conversation", "cursor"])


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("turn", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("rating", sa.String(16), nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("turn", name="pk_ratings"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_ratings_conversation_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["turn"], ["turns.id"], name="fk_ratings_turn_turns", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_ratings_conversation", "ratings", ["conversation"])


def _raws() -> None:
    op.create_table(
        "raws",
        sa.Column("turn", sa.String(64), nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("kept_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("turn", name="pk_raws"),
        sa.ForeignKeyConstraint(
            ["turn"], ["turns.id"], name="fk_raws_turn_turns", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_raws_kept_s", "raws", ["kept_s"])
