"""What a header showed of a service goes with the conversation that it was in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

GROWING = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_FACTS = ("service", "kind", "value", "domain", "first_s", "last_s")
_OLD = sa.table("sightings", *map(sa.column, _FACTS))
_NEW = sa.table("sightings", *map(sa.column, (*_FACTS, "conversation")))
_CASES = sa.table("cases", *map(sa.column, ("conversation", "domain", "last_s")))


def upgrade() -> None:
    """Go forward; what is of no conversation that is kept had outlived its time."""
    both = _OLD.join(_CASES, _CASES.c.domain == _OLD.c.domain)
    of = sa.select(_OLD, _CASES.c.conversation).select_from(both)
    found = _rows(of.order_by(_CASES.c.last_s))
    op.drop_table("sightings")
    _make(
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.UniqueConstraint(
            "service",
            "kind",
            "value",
            "domain",
            "conversation",
            name="uq_sightings_service",
        ),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id"],
            name="fk_sightings_conversation_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_sightings_conversation", "sightings", ["conversation"])
    _fill(_NEW, {_key(row): row for row in found}.values())  # the latest one's


def downgrade() -> None:
    """Go back; a domain counts once again, over all its conversations."""
    earliest: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in _rows(sa.select(_OLD)):
        first = earliest.setdefault(_key(row), row)
        first["first_s"] = min(first["first_s"], row["first_s"])
        first["last_s"] = max(first["last_s"], row["last_s"])
    op.drop_table("sightings")
    _make(
        sa.UniqueConstraint(
            "service", "kind", "value", "domain", name="uq_sightings_service"
        )
    )
    _fill(_OLD, earliest.values())


def _make(*more: sa.schema.SchemaItem) -> None:
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
        *more,
        sqlite_autoincrement=True,
    )


def _rows(wanted: sa.Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(wanted).mappings()]


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("service", "kind", "value", "domain"))


def _fill(table: sa.TableClause, rows: Iterable[dict[str, Any]]) -> None:
    every = list(rows)
    if every:
        op.get_bind().execute(sa.insert(table), every)
