"""The tables of a case: who owns a conversation, and what was written in it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from assistant.store.tables import METADATA

GROWING = BigInteger().with_variant(Integer, "sqlite")
ID = String(64)


def of_conversation(*, key: bool = False) -> Column[str]:
    """The conversation that a row goes down with."""
    return Column(
        "conversation",
        ID,
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=key,
        nullable=False,
    )


# One row a conversation. `rank` and `order_s` are its place in the queue, worked
# out when it is written (place.py), so that no page has to sort them all.
CASES = Table(
    "cases",
    METADATA,
    of_conversation(key=True),
    Column("owner", String(8), nullable=False),
    Column("member", ID),
    Column("assignee", ID),
    Column("rank", Integer, nullable=False),
    Column("order_s", Float, nullable=False),
    Column("reason", ID),
    Column("waiting_s", Float),
    Column("due_s", Float),
    Column("counts_s", Float),  # from when its waiting counts, office hours taken off
    Column("service", ID),
    Column("domain", String(253)),
    Column("address", String(320)),
    Column("problem", String(32)),
    Column("cause", ID),
    Column("severity", String(8)),
    Column("language", String(8), nullable=False),
    Column("last_line", Text, nullable=False),
    Column("last_writer", String(8), nullable=False),
    Column("said", Text, nullable=False),
    Column("started_s", Float, nullable=False),
    Column("last_s", Float, nullable=False),
    Column("first_answer_s", Float),
    Column("closed_s", Float),
    Column("closed_by", ID),
    Column("closed_cause", ID),
    Column("outcome", ID),
    Column("open_requests", Integer, nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("rating", String(16)),
    Column("seen_s", Float),
    Column("mail_to", String(320)),
    Column("mail_confirmed", Boolean, nullable=False),
    Index("ix_cases_rank", "rank", "order_s", "conversation"),
    Index("ix_cases_service", "service", "rank", "order_s"),
    Index("ix_cases_cause", "cause", "rank", "order_s"),
    Index("ix_cases_domain", "domain", "rank", "order_s"),
    Index("ix_cases_language", "language", "rank", "order_s"),
    Index("ix_cases_member", "member", "rank"),
    Index("ix_cases_assignee", "assignee", "rank"),
    Index(
        "ix_cases_open_requests",
        "rank",
        "order_s",
        sqlite_where=text("open_requests > 0"),
        postgresql_where=text("open_requests > 0"),
    ),
    Index("ix_cases_counts", "rank", "service", "cause"),
    Index("ix_cases_started_s", "started_s"),
    Index("ix_cases_mail_to", "mail_to"),
    Index("ix_cases_address", "address"),
)

# What can be found of a conversation: its words, each once (words.py).
FINDS = Table(
    "finds",
    METADATA,
    Column("id", GROWING, primary_key=True, autoincrement=True),
    of_conversation(),
    Column("words", Text, nullable=False),
    UniqueConstraint("conversation"),
    sqlite_autoincrement=True,
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", ID, primary_key=True),
    of_conversation(),
    Column("position", Integer, nullable=False),
    Column("writer", String(8), nullable=False),
    Column("member", ID),
    Column("text", Text, nullable=False),
    Column("at_s", Float, nullable=False),
    Column("shown_s", Float, nullable=False),
    Column("undone_s", Float),
    Column("mailed_s", Float),
    Column("pasted_s", Float, index=True),  # until what was pasted in it is gone
    Column("raw_gone_s", Float),
    Column("changed", Text),  # what a reply changed of its case (taking_back.py)
    UniqueConstraint("conversation", "position"),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("cursor", GROWING, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("conversation", ID, nullable=False),  # it may be gone by now
    Column("member", ID),
    Column("at_s", Float, nullable=False),
    Index("ix_events_conversation", "conversation", "cursor"),
    sqlite_autoincrement=True,
)

TAGS = Table(
    "tags",
    METADATA,
    of_conversation(key=True),
    Column("tag", ID, primary_key=True),
    Index("ix_tags_tag", "tag"),
)

DRAFTS = Table(
    "drafts",
    METADATA,
    of_conversation(key=True),
    Column("member", ID, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at_s", Float, nullable=False, index=True),
)

PRESENCES = Table(
    "presences",
    METADATA,
    of_conversation(key=True),
    Column("member", ID, primary_key=True),
    Column("types", Boolean, nullable=False),
    Column("at_s", Float, nullable=False, index=True),
)

RATINGS = Table(
    "ratings",
    METADATA,
    Column("turn", ID, ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    of_conversation(),
    Column("rating", String(16), nullable=False),
    Column("line", Text, nullable=False),
    Column("at_s", Float, nullable=False),
    Index("ix_ratings_conversation", "conversation"),
)

# The header or message that was pasted with a question, apart from its turn.
RAWS = Table(
    "raws",
    METADATA,
    Column("turn", ID, ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    Column("raw", Text, nullable=False),
    Column("kept_s", Float, nullable=False, index=True),
)

# A file that came with a question or a message, under that one's id. Of a message
# only the name is kept here, of a picture what is left without its metadata.
FILES = Table(
    "files",
    METADATA,
    Column("entry", ID, primary_key=True),
    of_conversation(),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("content", Text),
    Column("kept_s", Float, nullable=False, index=True),
    Column("gone_s", Float),
    Index("ix_files_conversation", "conversation"),
)
