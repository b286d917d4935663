"""The link that a therapist hands to couples."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.adapters.database.tables import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "handed",
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("locator", sa.Text),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("owner", "id", name="pk_handed"),
        sa.UniqueConstraint("locator", name="uq_handed_locator"),
    )
    op.create_index("ix_handed_owner_at", "handed", ["owner", "at"])


def downgrade() -> None:
    """Go down."""
    op.drop_table("handed")
