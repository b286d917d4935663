"""Rows of many lanes at once: each lane in order, nobody held up by anybody, and an end to it all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from bot import wiring
from bot.adapters.sidebyside import SideBySide
from bot.domain.checkin import Entry
from bot.engine import Engine
from bot.services.ports import QueueName, Row
from tests.database.conftest import START, House
from tests.database.people import person
from tests.faults.breaking import typed
from tests.town import RENDERER, WORDS

LANES, EACH = 12, 4


class Workers:
    """A crew on the inbox of a store, of which it is seen who does what."""

    def __init__(self, store: Any, at_once: int = 8) -> None:
        self.store = store
        self.out: set[str] = set()
        self.most = 0
        self.seen: dict[object, list[object]] = {}
        self.wrong: list[BaseException] = []
        self.all_but_one = asyncio.Event()
        self.before: Callable[[Row], Awaitable[None]] = self.nothing
        self.crew = SideBySide(self.claim, self.do, at_once, self.wrong.append)

    async def nothing(self, row: Row) -> None:
        """Do nothing more than every row needs."""
        await asyncio.sleep(0)

    async def claim(self, room: int) -> list[Row]:
        """Claim what waits."""
        return await self.store.claim(QueueName.INBOX, START + timedelta(hours=1), room)  # type: ignore[no-any-return]

    async def do(self, row: Row) -> None:
        """Do a row, and see that nobody else is at its lane."""
        assert row.lane not in self.out
        self.out.add(row.lane)
        self.most = max(self.most, len(self.out))
        try:
            await self.before(row)
            async with self.store.begin() as tx:
                assert await tx.finish(row)
        finally:
            self.out.discard(row.lane)
        self.seen.setdefault(row.payload["of"], []).append(row.payload["n"])
        if sum(map(len, self.seen.values())) == (LANES - 1) * EACH:
            self.all_but_one.set()


async def stored(store: Any, lane: int, n: int, **later: float) -> None:
    at = START + timedelta(**later)
    assert await store.receive(lane * 1000 + n, lane, at, {"of": lane, "n": n})


async def full(store: Any) -> Workers:
    """Return workers who have something of everybody to do."""
    for n in range(EACH):
        for lane in range(LANES):
            await stored(store, lane, n)
    return Workers(store)


async def test_many_are_at_work_at_once_each_on_a_lane_of_its_own_in_its_order(house: House) -> None:
    workers = await full(await house.open())
    assert await workers.crew.all() == LANES * EACH
    assert workers.seen == {lane: list(range(EACH)) for lane in range(LANES)}
    assert workers.most == 8


async def test_a_slow_lane_holds_up_nobody_and_is_waited_for_at_the_end(house: House) -> None:
    workers, go_on = await full(await house.open()), asyncio.Event()

    async def slow(row: Row) -> None:
        if row.payload["of"] == 0:
            await go_on.wait()

    workers.before = slow
    working = asyncio.create_task(workers.crew.all())

    await asyncio.wait_for(workers.all_but_one.wait(), 60)
    assert 0 not in workers.seen
    assert not working.done()
    go_on.set()
    assert await working == LANES * EACH
    assert workers.seen[0] == list(range(EACH))


async def test_a_lane_that_is_freed_while_others_are_claimed_is_not_forgotten(house: House) -> None:
    store = await house.open()
    workers, claims, again = Workers(store), 0, asyncio.Event()
    await stored(store, 1, 0)
    await stored(store, 1, 1)
    claim = workers.crew._claim

    async def slow_claim(room: int) -> Sequence[Row]:
        nonlocal claims
        claims += 1
        rows = await claim(room)
        if claims == 2:  # the lane's first row ends between what was found and what is made of it
            assert not rows
            again.set()
            await asyncio.wait(list(workers.crew.going))
        return rows

    async def not_before(row: Row) -> None:
        workers.crew.wake()
        await again.wait()

    workers.crew._claim, workers.before = slow_claim, not_before
    assert await workers.crew.all() == 2
    assert workers.seen == {1: [0, 1]}


async def test_what_a_row_lets_through_is_heard_and_reaches_no_other(house: House) -> None:
    workers = await full(await house.open())

    async def broken(row: Row) -> None:
        if row.payload["of"] == 3:
            raise ZeroDivisionError

    workers.before = broken
    await workers.crew.all()
    assert [type(error) for error in workers.wrong] == [ZeroDivisionError]
    assert workers.seen == {lane: list(range(EACH)) for lane in range(LANES) if lane != 3}


async def test_something_new_is_taken_up_while_the_rest_is_under_way(house: House) -> None:
    store = await house.open()
    workers, go_on = Workers(store), asyncio.Event()
    await stored(store, 1, 0)

    async def first_waits_for_second(row: Row) -> None:
        if row.payload["of"] == 1:
            await stored(store, 2, 0)
            workers.crew.wake()
            await asyncio.wait_for(go_on.wait(), 60)
        else:
            go_on.set()

    workers.before = first_waits_for_second
    assert await workers.crew.all() == 2


async def test_what_came_before_an_instant_is_done_however_much_comes_after(house: House) -> None:
    store = await house.open()
    workers = await full(store)

    async def more(row: Row) -> None:
        n = int(str(row.payload["n"])) + EACH
        await stored(store, int(str(row.payload["of"])), n, seconds=n)

    workers.before = more
    await workers.crew.until(START)
    assert all(numbers[:EACH] == list(range(EACH)) for numbers in workers.seen.values())
    assert len(workers.seen) == LANES
    assert await store.waiting(QueueName.INBOX, START + timedelta(hours=1)) > 0


async def test_two_callers_are_one_crew(house: House) -> None:
    workers = await full(await house.open())
    assert sum(await asyncio.gather(workers.crew.all(), workers.crew.all())) == LANES * EACH
    assert workers.most == 8


async def test_once_told_to_stop_it_ends_what_it_began_and_begins_nothing(house: House) -> None:
    workers, begun = await full(await house.open()), asyncio.Event()

    async def begin(row: Row) -> None:
        begun.set()
        await asyncio.sleep(0.01)

    workers.before = begin
    working = asyncio.create_task(workers.crew.all())
    await begun.wait()
    await workers.crew.stop(60)
    assert await working == sum(map(len, workers.seen.values())) == 8


# ---------------------------------------------------------------------- with the conversation itself


class Nobody:
    """A Telegram that is not asked for anything."""


async def evening(house: House, people: int) -> Engine:
    """Return an engine with a note of each of these people waiting."""
    store = await house.open()
    for chat in range(1, people + 1):
        async with store.begin() as tx:
            someone = person(f"p{chat}", chat=chat, name="P", consent_at=START, started=START)
            await tx.of(f"p{chat}").put(someone)
        update = typed(chat, "a note", 1) | {"update_id": chat}
        await store.receive(chat, chat, START, {"update": update, "answered": None})
    sender: Any = Nobody()
    return wiring.engine(store, sender, RENDERER, wiring.load_facts("bot"), lambda: START, words=WORDS)


async def test_notes_of_many_people_share_commits_and_each_is_on_disk_once_it_is_handled(
    on_sqlite: House,
) -> None:
    engine = await evening(on_sqlite, people=64)
    handle = engine.conversation.handle
    said: list[str] = []

    async def handled(row: Row) -> None:
        await handle(row)
        kept = await engine.store.database.fetch(  # type: ignore[attr-defined]
            engine.store.tools.statements.shelves["entry"].all,  # type: ignore[attr-defined]
            {"owner": f"p{row.ref}"},
        )
        assert len(kept) == 1

    engine.conversation.handle = handled  # type: ignore[method-assign]
    wrong: list[BaseException] = []
    engine.handling._wrong = wrong.append
    engine.store.database._writer.set_trace_callback(said.append)  # type: ignore[attr-defined]
    assert await engine.drain() == 64
    assert wrong == []
    assert said.count("COMMIT") <= 16


async def test_one_whose_update_can_never_be_handled_keeps_nobody_waiting(house: House) -> None:
    engine = await evening(house, people=20)
    read, troubles = engine.conversation.read, []

    def broken(payload: Any) -> Any:
        if payload["update"]["update_id"] == 7:
            raise ZeroDivisionError
        return read(payload)

    engine.conversation.read = broken
    engine.conversation.trouble = lambda what, kind: troubles.append(what)
    await engine.drain()
    async with engine.store.begin() as tx:
        kept = [len(await tx.of(f"p{chat}").all(Entry)) for chat in range(1, 21)]
    assert kept == [chat != 7 for chat in range(1, 21)]
    assert troubles == ["ZeroDivisionError"]


async def test_a_lane_with_more_from_before_an_instant_is_done_beside_one_that_is_past_it(
    house: House,
) -> None:
    store = await house.open()
    for n in range(EACH):
        await stored(store, 1, n)
    await stored(store, 2, 0, seconds=60)
    workers = Workers(store)
    for _ in range(2):  # however late what was done before may have been
        await workers.crew.until(START + timedelta(seconds=30))
    assert workers.seen[1] == list(range(EACH))
