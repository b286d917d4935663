"""The tables: one shelf for each kind of document, three queues of one shape, and apart the keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    literal_column,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware instant; SQLite, which would lose the zone, keeps microseconds since 1970."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return how this database keeps it."""
        return BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        """Refuse an instant without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone is no instant")
        return (value - EPOCH) // MICROSECOND if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return it in UTC."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return EPOCH + timedelta(microseconds=value)


# Leases are measured by the server's own clock, or on SQLite by the steady clock of the one process.
Lease = DateTime(timezone=True).with_variant(Float(), "sqlite")
Counted = BigInteger().with_variant(Integer(), "sqlite")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)
key_metadata = MetaData(naming_convention=NAMES)

SHELVES = {
    "Person": "person",
    "Half": "half",
    "Invitation": "invitation",
    "Guest": "guest",
    "Care": "care",
    "Client": "client",
    "Notice": "notice",
    "Card": "card",
    "Prompt": "prompt",
    "Entry": "entry",
    "WeekPage": "page",
    "Copy": "copy",
    "Receipt": "receipt",
    "Pause": "pause",
    "Plan": "plan",
    "Handed": "handed",
}
"""Which table a document lies in, by the name of its class. A new one is a line here and a migration."""


def _shelf(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("owner", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("at", Instant, nullable=False),
        Column("locator", Text, unique=True),
        Column("sealed", LargeBinary, nullable=False),
        Index(None, "owner", "at"),
    )


shelves = {name: _shelf(name) for name in SHELVES.values()}

# Written out, because a partial index is used only where the question holds the very same words.
WAITING: ColumnElement[bool] = literal_column("state = 'waiting'", Boolean)


def _queue(name: str, unique: tuple[str, ...], order: tuple[str, ...]) -> Table:
    table = Table(
        name,
        metadata,
        Column("id", Counted, primary_key=True, autoincrement=True),
        Column("lane", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("ref", Text, nullable=False),
        Column("at", Instant, nullable=False),
        Column("ready", Instant, nullable=False),  # not to be claimed before
        Column("state", Text, nullable=False),  # waiting, aside (quarantined) or done
        Column("lease_until", Lease),
        Column("fence", Integer, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("sealed", LargeBinary),
        sqlite_autoincrement=True,  # an id that was used once must never name another row
    )
    for index, columns in (("ready", ("ready", "id")), ("lane", ("lane", *order))):
        Index(
            f"ix_{name}_{index}",
            *(table.c[column] for column in columns),
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    if unique:
        Index(f"uq_{name}", *(table.c[column] for column in unique), unique=True)
    return table


queues = {
    "inbox": _queue("inbox", ("ref",), ("id",)),  # Telegram's update ids
    "due": _queue("due", ("lane", "kind", "ref"), ("at", "id")),
    "outbox": _queue("outbox", (), ("id",)),
}
"""The three queues, each with what is unique in it and what orders a lane."""

pace = Table(
    "pace",
    metadata,
    Column("name", Text, primary_key=True),
    Column("until", Instant, nullable=False),  # up to when turns to send are given away
    Column("paused", Instant),  # until when nobody may send
)
"""One row, empty of name, by which several processes keep one pace; its instants are the server's own."""

keys = Table(
    "wrapped_key",
    key_metadata,
    Column("name", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("wrapped", LargeBinary),  # none any more: the tombstone of a key that was destroyed
)
