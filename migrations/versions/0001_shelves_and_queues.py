"""One shelf for each kind of document, and the three queues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.adapters.database.tables import Counted, Instant, Lease

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SHELVES = (
    "person",
    "half",
    "invitation",
    "guest",
    "care",
    "client",
    "notice",
    "card",
    "prompt",
    "entry",
    "page",
    "copy",
    "receipt",
    "pause",
)
QUEUES = {
    "inbox": (["ref"], ["lane", "id"]),
    "due": (["lane", "kind", "ref"], ["lane", "at", "id"]),
    "outbox": ([], ["lane", "id"]),
}
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Go up."""
    for name in SHELVES:
        op.create_table(
            name,
            sa.Column("owner", sa.Text, nullable=False),
            sa.Column("id", sa.Text, nullable=False),
            sa.Column("at", Instant, nullable=False),
            sa.Column("locator", sa.Text),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("owner", "id", name=f"pk_{name}"),
            sa.UniqueConstraint("locator", name=f"uq_{name}_locator"),
        )
        op.create_index(f"ix_{name}_owner_at", name, ["owner", "at"])
    for name, (unique, lane) in QUEUES.items():
        op.create_table(
            name,
            sa.Column("id", Counted, autoincrement=True, nullable=False),
            sa.Column("lane", sa.Text, nullable=False),
            sa.Column("kind", sa.Text, nullable=False),
            sa.Column("ref", sa.Text, nullable=False),
            sa.Column("at", Instant, nullable=False),
            sa.Column("ready", Instant, nullable=False),
            sa.Column("state", sa.Text, nullable=False),
            sa.Column("lease_until", Lease),
            sa.Column("fence", sa.Integer, nullable=False),
            sa.Column("attempts", sa.Integer, nullable=False),
            sa.Column("sealed", sa.LargeBinary),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sqlite_autoincrement=True,
        )
        for index, columns in (("ready", ["ready", "id"]), ("lane", lane)):
            op.create_index(
                f"ix_{name}_{index}", name, columns, sqlite_where=WAITING, postgresql_where=WAITING
            )
        if unique:
            op.create_index(f"uq_{name}", name, unique, unique=True)


def downgrade() -> None:
    """Go down."""
    for name in (*QUEUES, *SHELVES):
        op.drop_table(name)
