"""The console's accounts: staff, their visits, failed attempts and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    _staff()
    _visits()
    op.create_table(
        "staff_attempts",
        sa.Column("bucket", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until_s", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_staff_attempts"),
    )
    op.create_index("ix_staff_attempts_until_s", "staff_attempts", ["until_s"])
    op.create_table(
        "staff_log",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at_s", sa.Float, nullable=False),
        sa.Column("member", sa.String(32)),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_log"),
    )
    op.create_index("ix_staff_log_at_s", "staff_log", ["at_s"])
    op.create_index("ix_staff_log_member", "staff_log", ["member", "at_s"])


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("uniquifier", sa.String(64), nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("totp_secret", sa.Text),
        sa.Column("totp_counter", sa.BigInteger),
        sa.Column("recovery_codes", sa.Text),
        sa.Column("subject", sa.String(255)),
        sa.Column("added_s", sa.Float, nullable=False),
        sa.Column("signed_in_s", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("address", name="uq_staff_address"),
        sa.UniqueConstraint("uniquifier", name="uq_staff_uniquifier"),
        sa.UniqueConstraint("subject", name="uq_staff_subject"),
    )


def _visits() -> None:
    op.create_table(
        "staff_visits",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("member", sa.String(32), nullable=False),
        sa.Column("began_s", sa.Float, nullable=False),
        sa.Column("seen_s", sa.Float, nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("browser", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_visits"),
        sa.ForeignKeyConstraint(
            ["member"],
            ["staff.id"],
            name="fk_staff_visits_member_staff",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_staff_visits_member", "staff_visits", ["member"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("staff_log")
    op.drop_table("staff_attempts")
    op.drop_table("staff_visits")
    op.drop_table("staff")
