"""The tables; none of them leaves this room.

Times are seconds since 1970 in UTC, so that every database keeps them alike.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("started_s", Float, nullable=False),
    Column("touched_s", Float, nullable=False, index=True),
)

# asked: nobody works at it · answering: `worker` does, and lives while `beat_s`
# is fresh · answered: `turn` holds it whole, but for what was pasted (raws)
# `raw`: apart, gone, or (as releases before 0003 kept it) inline
TURNS = Table(
    "turns",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column(
        "conversation",
        String(64),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("turn", Text),
    Column("asked_s", Float, nullable=False),
    Column("answered_s", Float),
    Column("worker", String(64)),
    Column("beat_s", Float),
    Column("failures", Integer, nullable=False),
    Column("withheld", Boolean, nullable=False, server_default=false()),
    Column("raw", String(8)),
    Column("raw_gone_s", Float),
    UniqueConstraint("conversation", "position"),
    Index("ix_turns_state", "state", "asked_s"),
)
