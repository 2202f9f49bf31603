"""The tables of colleagues' own lists, of what the desk is told, of signs of life."""

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

from assistant.store.case_tables import ID, of_conversation
from assistant.store.tables import METADATA

# A part of the queue that a colleague gave a name; "" is a filter not set.
VIEWS = Table(
    "views",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("member", ID, nullable=False),
    Column("name", ID, nullable=False),
    Column("view", String(16), nullable=False),
    Column("service", ID, nullable=False),
    Column("cause", ID, nullable=False),
    Column("tag", ID, nullable=False),
    Column("spoken", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_s", Float, nullable=False),
    UniqueConstraint("member", "name"),
)

# Of which hand-over and of which promised time the desk was told.
ALERTS = Table(
    "alerts",
    METADATA,
    of_conversation(key=True),
    Column("handed_s", Float),
    Column("near_s", Float),
)

# A call to the operator's own system; where it goes stands in helpdesk.yaml alone.
CALLS = Table(
    "calls",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("key", String(160), nullable=False),
    Column("conversation", ID, ForeignKey("conversations.id", ondelete="CASCADE")),
    Column("body", Text, nullable=False),
    Column("made_s", Float, nullable=False),
    Column("due_s", Float, nullable=False),
    Column("held_s", Float),  # since when somebody is at it
    Column("sent_s", Float),
    Column("given_up_s", Float),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    UniqueConstraint("key"),
    Index("ix_calls_due_s", "sent_s", "due_s"),
    Index("ix_calls_conversation", "conversation"),
)

# When each chore was at work last, and how that went.
SIGNS = Table(
    "signs",
    METADATA,
    Column("name", ID, primary_key=True),
    Column("began_s", Float, nullable=False),
    Column("ended_s", Float),
    Column("number", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
)
