"""Runs the steps over the connection that upgrade.py hands in."""

from __future__ import annotations

from alembic import context

from assistant.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
