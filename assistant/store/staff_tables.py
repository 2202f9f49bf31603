"""The tables of the console's accounts, and of what was done with them.

Flask-Security would have tables for roles and for security keys as well. It
reaches ours through a datastore of our own (staff_accounts.py), so that they
hold what is used and nothing else.
"""

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
)

from assistant.store.tables import METADATA

# `uniquifier` is what a session knows an account by: a new one ends every session.
# `totp_counter` is the last time step whose code was taken, so none is taken twice.
STAFF = Table(
    "staff",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("address", String(254), nullable=False),
    Column("name", String(100), nullable=False),
    Column("role", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("uniquifier", String(64), nullable=False),
    Column("password", Text),
    Column("totp_secret", Text),
    Column("totp_counter", BigInteger),
    Column("recovery_codes", Text),
    Column("subject", String(255)),
    Column("added_s", Float, nullable=False),
    Column("signed_in_s", Float),
    UniqueConstraint("address"),
    UniqueConstraint("uniquifier"),
    UniqueConstraint("subject"),
)

# One browser that is signed in. The key is a digest of what its cookie holds.
VISITS = Table(
    "staff_visits",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column(
        "member",
        String(32),
        ForeignKey("staff.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("began_s", Float, nullable=False),
    Column("seen_s", Float, nullable=False),
    Column("network", String(64), nullable=False),
    Column("browser", String(200), nullable=False),
)

# How often something was tried; counted here, so that all workers count together.
ATTEMPTS = Table(
    "staff_attempts",
    METADATA,
    Column("bucket", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until_s", Float, nullable=False, index=True),
)

# Who saw and did what. `member` is no foreign key: the trail outlives an account.
LOG = Table(
    "staff_log",
    METADATA,
    Column(
        "id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    Column("at_s", Float, nullable=False, index=True),
    Column("member", String(32)),
    Column("deed", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("network", String(64), nullable=False),
    Index("ix_staff_log_member", "member", "at_s"),
)
