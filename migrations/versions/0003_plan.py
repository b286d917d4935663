"""What a person's week brings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.adapters.database.tables import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "plan",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("locator", sa.Text),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("owner", "id", name="pk_plan"),
        sa.UniqueConstraint("locator", name="uq_plan_locator"),
    )
    op.create_index("ix_plan_owner_at", "plan", ["owner", "at"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("plan")
