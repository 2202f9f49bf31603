"""The tables of what the desk does beside talking: requests, mails, learning."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.store.case_tables import GROWING, ID, of_conversation
from assistant.store.tables import METADATA

# asked → confirmed → done, or refused; `examined` is what was seen afterwards
REQUESTS = Table(
    "requests",
    METADATA,
    Column("id", ID, primary_key=True),
    of_conversation(),
    Column("turn", ID),
    Column("domain", String(253), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", String(320), nullable=False),
    Column("consent", Text, nullable=False),
    Column("records", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", String(16), nullable=False),
    Column("token_hash", String(64)),
    Column("asked_s", Float, nullable=False),
    Column("confirmed_s", Float),
    Column("confirmed_by", ID),
    Column("decided_s", Float),
    Column("decided_by", ID),
    Column("reason", Text, nullable=False),
    Column("examined_s", Float),
    Column("examined", String(16)),
    Index("ix_requests_conversation", "conversation"),
    Index("ix_requests_state", "state", "asked_s"),
    Index("ix_requests_token_hash", "token_hash"),
    Index("ix_requests_address", "address"),
)

# Records that a domain should have, looked for until they are seen.
WATCHES = Table(
    "watches",
    METADATA,
    Column("id", ID, primary_key=True),
    of_conversation(),
    Column("request", ID, ForeignKey("requests.id", ondelete="CASCADE")),
    Column("domain", String(253), nullable=False),
    Column("records", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("address", String(320)),
    Column("next_s", Float, nullable=False),
    Column("until_s", Float, nullable=False),
    Column("looked_s", Float),
    Column("ended_s", Float),
    Column("outcome", String(16)),
    Index("ix_watches_next_s", "ended_s", "next_s"),
    Index("ix_watches_conversation", "conversation"),
)

LINKS = Table(
    "links",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("id", ID, nullable=False),
    Column("conversation", ID, ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("member", ID, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("made_s", Float, nullable=False),
    Column("expires_s", Float, nullable=False, index=True),
    Column("revoked_s", Float),
    UniqueConstraint("id"),
    Index("ix_links_conversation", "conversation"),
)

# A mail that was promised, sent once; `key` is the promise, made only once.
MAILS = Table(
    "mails",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("key", String(160), nullable=False),
    Column("conversation", ID, ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("to", String(320), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_s", Float, nullable=False),
    Column("due_s", Float, nullable=False),
    Column("held_s", Float),  # since when somebody is sending it
    Column("sent_s", Float),
    Column("given_up_s", Float),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    UniqueConstraint("key"),
    Index("ix_mails_due_s", "sent_s", "due_s"),
    Index("ix_mails_conversation", "conversation"),
    Index("ix_mails_to", "to"),
)

# What was not understood or not solved, for whoever improves the guides.
LESSONS = Table(
    "lessons",
    METADATA,
    Column("id", ID, primary_key=True),
    of_conversation(),
    Column("turn", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("service", ID),
    Column("at_s", Float, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", ID),
    Column("decided_s", Float),
    UniqueConstraint("turn", "kind"),
    Index("ix_lessons_state", "state", "at_s"),
    Index("ix_lessons_conversation", "conversation"),
)

# What headers showed of a service; a customer's domain counts once for each. It
# goes with the conversation that it was in, as all that tells of a customer.
SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("id", GROWING, primary_key=True, autoincrement=True),
    Column("service", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", String(253), nullable=False),
    Column("domain", String(253), nullable=False),
    of_conversation(),
    Column("first_s", Float, nullable=False),
    Column("last_s", Float, nullable=False),
    UniqueConstraint("service", "kind", "value", "domain", "conversation"),
    Index("ix_sightings_conversation", "conversation"),
    sqlite_autoincrement=True,
)

# What was deleted on purpose, so that no backup brings it back.
DELETIONS = Table(
    "deletions",
    METADATA,
    Column("conversation", ID, primary_key=True),
    Column("at_s", Float, nullable=False, index=True),
)

# What is counted of conversations that are gone.
TALLIES = Table(
    "tallies",
    METADATA,
    Column("week", Integer, primary_key=True, autoincrement=False),
    Column("what", String(32), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("number", Float, nullable=False),
)
