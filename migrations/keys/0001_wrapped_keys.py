"""The wrapped keys, in their own database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.adapters.database.tables import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "wrapped_key",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("wrapped", sa.LargeBinary),
        sa.PrimaryKeyConstraint("name", name="pk_wrapped_key"),
    )


def downgrade() -> None:
    """Go down."""
    op.drop_table("wrapped_key")
