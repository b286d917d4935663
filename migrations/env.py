"""Runs the migrations of one of the two databases on the connection that the program hands in."""

from __future__ import annotations

from alembic import context

from bot.adapters.database.schema import DATA
from bot.adapters.database.tables import key_metadata, metadata

given = context.config.attributes
if "connection" not in given:
    raise SystemExit("The migrations are run by the program itself: evenkeel migrate")

context.configure(
    connection=given["connection"],
    target_metadata=metadata if given["line"] == DATA else key_metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
