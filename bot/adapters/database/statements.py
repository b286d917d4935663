"""Every statement that rows and queues need, built once for each database."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Float,
    FromClause,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.database.sql import SQLITE, Prepared, among
from bot.adapters.database.tables import Lease, queues, shelves

LEASE_SECONDS = 60

# Constants are written out: a bound one would hide from SQLite that a partial index serves.
ONE = literal_column("1", Integer)
ZERO = literal_column("0", Integer)
WAITING = literal_column("'waiting'", Text)
ASIDE = literal_column("'aside'", Text)
DONE = literal_column("'done'", Text)
NOTHING = literal_column("''", Text)
CLEARING = [literal_column(f"'{kind}'", Text) for kind in ("wipe", "delete", "farewell")]


def _insert(dialect: Dialect, table: Table) -> Any:
    return sqlite.insert(table) if dialect is SQLITE else postgresql.insert(table)


class ShelfStatements:
    """What is done with the rows of one kind of document."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        def built(statement: Any) -> Prepared:
            return Prepared(statement, dialect)

        columns = table.c
        mine = columns.owner == bindparam("owner")
        row = and_(mine, columns.id == bindparam("id"))
        sorted_rows = select(columns.id, columns.sealed).where(mine).order_by(columns.at, columns.id)
        put = _insert(dialect, table).values(
            {column.name: bindparam(column.name, type_=column.type) for column in columns}
        )
        replaced = {name: put.excluded[name] for name in ("at", "locator", "sealed")}
        self.get = built(select(columns.sealed).where(row))
        self.all = built(sorted_rows)
        self.of_many = built(
            select(columns.owner, columns.id, columns.sealed).where(among(dialect, columns.owner, "owners"))
        )
        self.since = built(sorted_rows.where(columns.at >= bindparam("since")))
        self.put = built(put.on_conflict_do_update(index_elements=[columns.owner, columns.id], set_=replaced))
        self.drop = built(delete(table).where(row))
        self.drop_all = built(delete(table).where(mine))
        self.shed = built(delete(table).where(mine, columns.at <= bindparam("until")))
        self.oldest = built(select(func.min(columns.at)).where(mine))
        self.locate = built(select(columns.owner, columns.id).where(columns.locator == bindparam("locator")))


class QueueStatements:
    """What is done with the rows of one queue."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        def built(statement: Any) -> Prepared:
            return Prepared(statement, dialect)

        self.table = table
        columns = table.c
        waits = columns.state == WAITING
        ours = and_(columns.id == bindparam("of"), columns.fence == bindparam("token"), waits)
        free = {"lease_until": null()}
        if table.name == "inbox":  # its id stays, so that a second coming is known; nothing else does
            wiped = {"state": DONE, "lane": NOTHING, "sealed": null(), **free}
            finish: Any = update(table).where(ours).values(wiped)
            stale = and_(waits, columns.lease_until.is_(None), columns.at < bindparam("before"))
            self.wipe_stale = built(update(table).where(stale).values(wiped))
        else:
            finish = delete(table).where(ours)
        until = {"ready": bindparam("until", type_=columns.ready.type), **free}
        back = {"attempts": columns.attempts - ONE, "fence": columns.fence + ONE, **free}
        self.finish = built(finish.returning(columns.id))
        self.enter = None if dialect is SQLITE else built(self._enter(finish.returning(columns.id)))
        self.delay = built(update(table).where(ours).values(until).returning(columns.id))
        uncounted = until | {"attempts": columns.attempts - ONE}
        self.wait = built(update(table).where(ours).values(uncounted).returning(columns.id))
        self.aside = built(update(table).where(ours).values(state=ASIDE, **free).returning(columns.id))
        self.give_back = built(update(table).where(ours).values(back))
        self.free_all = built(update(table).where(waits, columns.lease_until.is_not(None)).values(free))
        due = and_(waits, columns.ready <= bindparam("now"))
        self.waiting = built(select(func.count()).select_from(table).where(due))
        early = and_(among(dialect, columns.lane, "lanes"), waits, columns.at < bindparam("before"))
        self.undrained = built(select(columns.id).where(early).limit(ONE).offset(ZERO))
        old = and_(columns.state != WAITING, columns.at < bindparam("before"))
        self.delete_old = built(delete(table).where(old))
        clears = columns.kind.in_(CLEARING)
        left = select(columns.id, columns.kind, columns.ref, columns.at, columns.sealed)
        lane = columns.lane == bindparam("owner")
        self.left = built(left.where(lane, clears).order_by(columns.id))
        self.oldest = built(select(func.min(columns.at)).where(clears))
        self.drop_lane = built(delete(table).where(columns.lane == bindparam("owner")))
        one = and_(
            columns.lane == bindparam("owner"),
            columns.kind == bindparam("kind"),
            columns.ref == bindparam("ref"),
        )
        self.planned = built(select(columns.at).where(one, waits))
        self.unplan = built(delete(table).where(one))
        self.put = built(self._put(dialect))
        self.claim = built(self._claim(dialect))
        self.next = built(self._next())

    @staticmethod
    def _enter(finish: Any) -> Any:
        """Finish a row, and read what nearly every request begins with: one round trip."""
        done = finish.cte("done")
        parts = [select(literal_column("'done'", Text).label("what"), NOTHING, null()).select_from(done)]
        for name in ("person", "card"):
            table = shelves[name].c
            rows = select(literal_column(f"'{name}'", Text), table.id, table.sealed)
            parts.append(rows.where(table.owner == bindparam("owner")))
        return union_all(*parts)

    def _first(self, row: FromClause) -> ColumnElement[bool]:
        """Whether a row is the head of its lane. (A scalar question is never turned into a join over all.)"""
        other = self.table.alias("other")
        order = (other.c.at, other.c.id) if self.table.name == "due" else (other.c.id,)
        head = select(other.c.id).where(other.c.lane == row.c.lane, other.c.state == WAITING)
        return row.c.id == head.order_by(*order).limit(ONE).offset(ZERO).correlate(row).scalar_subquery()

    def _put(self, dialect: Dialect) -> Any:
        table, names = self.table, ("lane", "kind", "ref", "at", "sealed")
        values: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in names}
        values |= {"ready": values["at"], "state": WAITING, "fence": ZERO, "attempts": ZERO}
        put = _insert(dialect, table)
        if table.name == "outbox":
            ready = {"ready": bindparam("ready", type_=table.c.ready.type)}
            return put.values(values | ready).inline()
        if table.name == "inbox":
            if dialect is SQLITE:
                put = put.values(values)
            else:  # ids of a lane must appear in their order: the next one waits until this one is committed
                hold = func.pg_advisory_xact_lock(func.hashtextextended(values["lane"], ZERO))
                held = select(hold.label("held")).cte("held")
                put = put.from_select(list(values), select(*values.values()).select_from(held))
            return put.on_conflict_do_nothing(index_elements=[table.c.ref]).returning(table.c.id)
        moved = {name: put.excluded[name] for name in ("at", "ready", "state", "attempts")}
        moved |= {"fence": table.c.fence + ONE, "lease_until": null()}  # whoever holds it, holds it no longer
        return (
            put.values(values)
            .inline()
            .on_conflict_do_update(index_elements=[table.c.lane, table.c.kind, table.c.ref], set_=moved)
        )

    def _claim(self, dialect: Dialect) -> Any:
        table, row, leased = self.table, self.table.alias("row"), self.table.alias("leased")
        if dialect is SQLITE:
            now: Any = bindparam("steady", type_=Float)
            end: Any = now + literal_column(str(LEASE_SECONDS), Float)
        else:
            now = func.clock_timestamp(type_=Lease)
            end = now + text(f"interval '{LEASE_SECONDS} seconds'")
        busy = exists().where(
            leased.c.lane == row.c.lane, leased.c.state == WAITING, leased.c.lease_until > now
        )
        heads = (
            select(row.c.id)
            .where(row.c.state == WAITING, row.c.ready <= bindparam("now"))
            .where(or_(row.c.lease_until.is_(None), row.c.lease_until <= now))
            .where(self._first(row), not_(busy.correlate(row)))
            .order_by(row.c.ready, row.c.id)
            .limit(bindparam("limit", type_=Integer))
            .offset(ZERO)
        )
        claimed: Any = update(table).values(
            lease_until=end, fence=table.c.fence + ONE, attempts=table.c.attempts + ONE
        )
        if dialect is SQLITE:
            claimed = claimed.where(table.c.id.in_(heads))
        else:
            locked = heads.with_for_update(of=row, skip_locked=True).cte("heads")
            claimed = claimed.where(table.c.id == locked.c.id)
        names = ("id", "lane", "kind", "ref", "at", "attempts", "fence", "sealed")
        person = shelves["person"].alias("person")
        # cast, since what SQLite returns has no type any more, and it would read every person to compare
        alive = exists().where(person.c.owner == cast(table.c.lane, Text)).correlate(table)
        return claimed.returning(*(table.c[name] for name in names), alive)

    def _next(self) -> Any:
        row = self.table.alias("row")
        heads = select(row.c.ready).where(row.c.state == WAITING, self._first(row))
        return heads.order_by(row.c.ready, row.c.id).limit(ONE).offset(ZERO)


class Statements:
    """All of them for one database."""

    def __init__(self, dialect: Dialect) -> None:
        self.shelves = {name: ShelfStatements(table, dialect) for name, table in shelves.items()}
        self.queues = {name: QueueStatements(table, dialect) for name, table in queues.items()}
        person = shelves["person"].c
        self.anybody = Prepared(select(person.owner).limit(ONE).offset(ZERO), dialect)


@cache
def statements(dialect: Dialect) -> Statements:
    """Return the statements for a database."""
    return Statements(dialect)
