"""Headers pasted to a person go after their own time, as those to the assistant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; every message of a customer is looked at once."""
    with op.batch_alter_table("messages") as table:
        table.add_column(sa.Column("pasted_s", sa.Float))
        table.add_column(sa.Column("raw_gone_s", sa.Float))
    op.create_index("ix_messages_pasted_s", "messages", ["pasted_s"])
    messages = sa.table(
        "messages", sa.column("pasted_s"), sa.column("at_s"), sa.column("writer")
    )
    customers = sa.update(messages).where(messages.c.writer == "customer")
    op.execute(customers.values(pasted_s=messages.c.at_s))


def downgrade() -> None:
    """Go back; what was taken out stays out."""
    op.drop_index("ix_messages_pasted_s", "messages")
    with op.batch_alter_table("messages") as table:
        table.drop_column("raw_gone_s")
        table.drop_column("pasted_s")
