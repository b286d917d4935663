"""Due rows claimed and planned anew, with a million people on file."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg

from bot.services.ports import QueueName
from tests.bench.figures import Aim, Figure, Measure, Way, rate
from tests.bench.ground import FIRST, START, Ground
from tests.bench.house import House, Silent, house
from tests.bench.shelves import Shelves

NEXT = START + timedelta(days=1)
ON_FILE = 1_000_000
AT_ONCE = 100
NOTE = (
    "ours: claimed with a lease, the person's row read and opened, tomorrow computed in their zone, "
    "planned, the screen made and sealed, the knock queued. By hand: claimed with a lease in hundreds, moved "
    "by a day, a row queued, unsealed, nobody read"
)
CLAIM = (
    "UPDATE due SET lease_until = {lease}, fence = fence + 1 WHERE id IN (SELECT id FROM due "
    "WHERE state = 'waiting' AND ready <= {now} ORDER BY ready, id LIMIT {many}{skip}) RETURNING id, lane, at"
)
PLAN = "UPDATE due SET at = {at}, ready = {at}, lease_until = NULL WHERE id = {id}"
QUEUE = (
    "INSERT INTO outbox (lane, kind, ref, at, ready, state, fence, attempts, sealed) "
    "VALUES ({lane}, 'show', '', {at}, {at}, 'waiting', 0, 0, {sealed})"
)


async def ours(here: House, many: int) -> Figure:
    """Let the bot do all that is due."""
    await here.knocks_due(range(FIRST, FIRST + many))

    async def work() -> None:
        while await here.engine.conversation.beat():
            pass

    done = await rate(many, work())
    assert await here.waits(QueueName.OUTBOX) == many
    return done


async def by_hand_sqlite(shelves: Shelves, many: int) -> Figure:
    """Do it on the bare driver."""
    await shelves.due_again(range(FIRST, FIRST + many), NEXT)
    at, then = shelves.instant(NEXT), shelves.instant(NEXT + timedelta(days=1))
    with closing(sqlite3.connect(shelves.url.removeprefix("sqlite:///"), isolation_level=None)) as base:
        base.execute("PRAGMA synchronous = FULL")
        claim = CLAIM.format(lease="?", now="?", many="?", skip="")

        async def work() -> None:
            while True:
                base.execute("BEGIN IMMEDIATE")
                rows = base.execute(claim, (1.0, at, AT_ONCE)).fetchall()
                base.execute("COMMIT")
                if not rows:
                    return
                base.execute("BEGIN IMMEDIATE")
                base.executemany(PLAN.format(at="?1", id="?2"), [(then, row[0]) for row in rows])
                queued = [(row[1], at, b"x" * 300) for row in rows]
                base.executemany(QUEUE.format(lane="?1", at="?2", sealed="?3"), queued)
                base.execute("COMMIT")

        return await rate(many, work())


async def by_hand_postgres(shelves: Shelves, many: int) -> Figure:
    """Do it on the bare driver."""
    await shelves.due_again(range(FIRST, FIRST + many), NEXT)
    then = NEXT + timedelta(days=1)
    link: Any = await asyncpg.connect(shelves.url)
    claim = CLAIM.format(
        lease="now() + interval '1 minute'", now="$1", many="$2", skip=" FOR UPDATE SKIP LOCKED"
    )
    plan = (
        "WITH moved AS (UPDATE due SET at = $1, ready = $1, lease_until = NULL WHERE id = ANY($2)) "
        + QUEUE.split(" VALUES", maxsplit=1)[0]
        + " SELECT lane, 'show', '', $3, $3, 'waiting', 0, 0, $4 FROM unnest($5::text[]) AS lane"
    )

    async def work() -> None:
        while rows := await link.fetch(claim, NEXT, AT_ONCE):
            ids, lanes = [row["id"] for row in rows], [row["lane"] for row in rows]
            await link.execute(plan, then, ids, NEXT, b"x" * 300, lanes)

    try:
        return await rate(many, work())
    finally:
        await link.close()


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of due rows."""
    on_file, many = ground.some(ON_FILE, 50), ground.some(5000, 20)
    for kind in ground.kinds:
        base, shelves = await ground.filled(kind, on_file)
        hand = by_hand_sqlite if kind == "SQLite" else by_hand_postgres
        async with house(base, sender=Silent()) as here:
            yield Measure(
                f"due knocks claimed and planned anew on {kind}, {on_file:,} people on file",
                "a second",
                (
                    Way("ours", partial(ours, here, many)),
                    Way("by hand in SQL", partial(hand, shelves, many)),
                ),
                (Aim(15_000),),
                note=NOTE,
            )
