"""The pace of sending, kept by all processes together; of use on PostgreSQL alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.adapters.database.tables import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "pace",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("paused", Instant),
        sa.PrimaryKeyConstraint("name", name="pk_pace"),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("pace")
