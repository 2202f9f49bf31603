"""Waiting that counts, what a reply changed, and lists by label and language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Until now the assistant's first answer stood here; the pictures tell a person's.
_FIRST_OF_A_PERSON = (
    "UPDATE cases SET first_answer_s = (SELECT min(messages.at_s) FROM messages "
    "WHERE messages.conversation = cases.conversation "
    "AND messages.writer = 'staff' AND messages.undone_s IS NULL)"
)
_OF_BOTH_KINDS = "DELETE FROM tallies WHERE what IN ('first_answer_s', 'first_answers')"
# Who was promised an answer stood by closing time, the same for a whole day.
_BY_WAITING = (
    "UPDATE cases SET order_s = COALESCE(waiting_s, last_s) "
    "- CASE severity WHEN 'error' THEN 7200 WHEN 'warning' THEN 1800 ELSE 0 END "
    "- CASE problem WHEN 'rejected' THEN 3600 ELSE 0 END "
    "WHERE owner = 'nobody'"
)
# A conversation that goes on is not closed as anything.
_NOT_CLOSED = (
    "UPDATE cases SET closed_s = NULL, closed_by = NULL, closed_cause = NULL, "
    "outcome = NULL WHERE owner <> 'closed'"
)


def upgrade() -> None:
    """Go forward; numbers that mixed the assistant with people are let go."""
    op.add_column("cases", sa.Column("counts_s", sa.Float))
    op.create_index("ix_cases_language", "cases", ["language", "rank", "order_s"])
    op.add_column("messages", sa.Column("changed", sa.Text))
    for name, length in (("tag", 64), ("spoken", 8)):
        text = sa.String(length)
        unset = sa.Column(name, text, nullable=False, server_default="")
        op.add_column("views", unset)
    for step in (_FIRST_OF_A_PERSON, _OF_BOTH_KINDS, _BY_WAITING, _NOT_CLOSED):
        op.execute(step)


def downgrade() -> None:
    """Go back; what only these columns knew is gone."""
    op.drop_column("views", "spoken")
    op.drop_column("views", "tag")
    op.drop_column("messages", "changed")
    op.drop_index("ix_cases_language", "cases")
    op.drop_column("cases", "counts_s")
