"""Many at once: nothing is lost, lanes keep their order, locks hold."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.adapters.database import Unreachable
from bot.adapters.database.letters import seal_update
from bot.adapters.database.postgres import PostgresDatabase
from bot.domain.checkin import Entry
from bot.domain.people import Person, telegram_locator
from bot.services.ports import Collision, QueueName
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, entry, move_in, person


async def test_of_200_transactions_that_read_and_then_write_none_is_lost(house: House) -> None:
    store = await house.open()
    stores = [store, await house.open()] if house.kind == "postgresql" else [store]
    await move_in(store, ANN)

    async def guess(number: int) -> None:
        async with stores[number % len(stores)].begin() as tx:
            await tx.lock(ANN)
            held = await tx.of(ANN).get(Person, ANN)
            await asyncio.sleep(0)
            await tx.of(ANN).put(replace(held, guesses=held.guesses + 1))
            await tx.of(ANN).put(entry(str(number)))

    await asyncio.gather(*(guess(number) for number in range(200)))
    async with store.begin() as tx:
        assert (await tx.of(ANN).get(Person, ANN)).guesses == 200
        assert len(await tx.of(ANN).all(Entry)) == 200


async def test_lanes_keep_their_order_under_many_claimers(house: House) -> None:
    store = await house.open()
    stores = [store, await house.open(), await house.open()] if house.kind == "postgresql" else [store]
    lanes, each = 6, 12
    for number in range(each):
        await asyncio.gather(
            *(store.receive(lane * 1000 + number, lane, START, {"n": number}) for lane in range(lanes))
        )
    out: set[str] = set()
    seen: dict[str, list[object]] = {}

    async def claimer(own: Any) -> None:
        while await own.waiting(QueueName.INBOX, START):
            for row in await own.claim(QueueName.INBOX, START, 3):
                assert row.lane not in out, "two of one lane at once"
                out.add(row.lane)
                await asyncio.sleep(0.001)
                async with own.begin() as tx:
                    assert await tx.finish(row)
                    seen.setdefault(row.lane, []).append(row.payload["n"])
                    out.discard(row.lane)
            await asyncio.sleep(0)

    await asyncio.gather(*(claimer(own) for own in stores * 4))
    assert len(seen) == lanes
    assert all(numbers == list(range(each)) for numbers in seen.values())


async def test_updates_of_one_chat_that_come_at_once_are_claimed_one_by_one(house: House) -> None:
    store = await house.open()

    async def receive(number: int) -> None:
        await store.receive(number, 101, START, {"n": number})

    arriving = asyncio.gather(*(receive(number) for number in range(60)))
    handled: list[int] = []
    while len(handled) < 60:
        rows = await store.claim(QueueName.INBOX, START, 10)
        assert len(rows) <= 1
        await asyncio.sleep(0)
        for row in rows:
            handled.append(row.id)
            async with store.begin() as tx:
                await tx.finish(row)
    await arriving
    assert handled == sorted(handled)


async def test_the_same_update_that_comes_twice_at_once_is_stored_once(house: House) -> None:
    store = await house.open()
    stored = await asyncio.gather(*(store.receive(7, 101, START, {}) for _ in range(20)))
    assert sum(stored) == 1
    assert await store.waiting(QueueName.INBOX, START) == 1


async def test_what_is_not_committed_is_not_seen(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN)
    other = await base.open() if base.kind == "postgresql" else store
    async with store.begin() as tx:
        await tx.of(ANN).plan("knock", "", START)
        await tx.of(ANN).put(entry())
        await tx.write_all()
        assert await other.next_due() is None
        assert await other.waiting(QueueName.DUE, START) == 0
    assert await store.next_due() == START


async def test_two_that_wait_for_each_other_end_in_one_collision(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    first, both = asyncio.Event(), []

    async def cross(mine: str, theirs: str) -> None:
        async with store.begin() as tx:
            await tx.lock(mine)
            both.append(mine)
            if len(both) == 2:
                first.set()
            if base.kind == "postgresql":
                await first.wait()
            await tx.lock(theirs)
            held = await tx.of(ANN).get(Person, ANN)
            await tx.of(ANN).put(replace(held, guesses=held.guesses + 1))

    done = await asyncio.gather(cross(ANN, BEN), cross(BEN, ANN), return_exceptions=True)
    met = [each for each in done if each is not None]
    assert all(isinstance(each, Collision) for each in met)
    assert len(met) == (1 if base.kind == "postgresql" else 0)
    async with store.begin() as tx:
        assert (await tx.of(ANN).get(Person, ANN)).guesses == 2 - len(met)


async def test_two_who_come_at_once_under_one_telegram_id_become_one(house: House) -> None:
    store = await house.open()

    async def come(id: str) -> None:
        async with store.begin() as tx:
            if await tx.locate(Person, person().locator) is None:
                await asyncio.sleep(0)
                await tx.of(id).put(person(id, chat=101))

    done = await asyncio.gather(*(come(f"p{number}") for number in range(8)), return_exceptions=True)
    assert all(each is None or isinstance(each, Collision) for each in done)
    async with store.begin() as tx:
        owner, id = await tx.locate(Person, person().locator)
        assert owner == id
        found = [await tx.of(f"p{number}").get(Person, f"p{number}") for number in range(8)]
    assert [each.id for each in found if each] == [owner]


async def test_a_transaction_that_is_cancelled_leaves_nothing_and_hinders_nobody(house: House) -> None:
    store = await house.open()
    await move_in(store, ANN)
    for moment in range(8):

        async def work(moment: int = moment) -> None:
            async with store.begin() as tx:
                await tx.of(ANN).put(entry(str(moment)))
                await tx.of(ANN).all(Entry)
                await asyncio.sleep(0)

        task = asyncio.create_task(work())
        for _ in range(moment):
            await asyncio.sleep(0.0005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with store.begin() as tx:
            await tx.of(ANN).put(entry("after"))
    async with store.begin() as tx:
        assert entry("after") in await tx.of(ANN).all(Entry)


async def test_a_store_outlives_the_loss_of_every_connection(on_postgresql: House) -> None:
    store = await on_postgresql.open()
    await move_in(store, ANN)

    async def put(id: str) -> None:
        async with store.begin() as tx:
            await tx.of(ANN).put(entry(id))

    await asyncio.gather(*(put(str(number)) for number in range(5)))
    with pytest.raises(Unreachable):
        async with store.begin() as tx:
            await tx.of(ANN).put(entry("lost"))
            await on_postgresql.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'evenkeel'"
            )
            await tx.of(ANN).all(Entry)
    later = ("a", "b", "c", "d", "e", "f")
    for id in later:
        for _ in range(6):  # each connection may be found dead once
            with suppress(Unreachable):
                await put(id)
                break
    async with store.begin() as tx:
        found = {each.id for each in await tx.of(ANN).all(Entry)}
    assert found == {"0", "1", "2", "3", "4", *later}


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        await PostgresDatabase.connect("postgresql://nobody@127.0.0.1:1/nothing", 2)


async def test_an_update_waits_for_an_earlier_one_of_its_chat_to_be_committed(on_postgresql: House) -> None:
    store = await on_postgresql.open()
    key = await store.keys.day(START.date())
    put = store.tools.statements.queues[QueueName.INBOX].put
    async with store.database.transaction() as link:
        await link.fetch(put, seal_update(key, store.lane(telegram_locator(101)), 1, START, {}))
        behind = asyncio.create_task(store.receive(2, 101, START, {}))
        assert await store.receive(3, 202, START, {}), "another chat waits for nobody"
        await asyncio.sleep(0.1)
        assert not behind.done()
    assert await behind
    assert [row.ref for row in await store.claim(QueueName.INBOX, START, 10)] == ["1", "3"]


async def test_a_claimer_waits_for_what_another_one_is_leasing(on_postgresql: House) -> None:
    store, other = await on_postgresql.open(), await on_postgresql.open()
    async with store.begin() as tx:
        await tx.of(ANN).plan("knock", "", START)
    claim = store.tools.statements.queues[QueueName.DUE].claim
    async with store.database.transaction() as link:
        await link.lock("claim due")
        assert len(await link.fetch(claim, {"now": START, "limit": 5})) == 1
        async with other.begin() as tx:
            await tx.of(ANN).plan("earlier", "", START - timedelta(minutes=1))
        behind = asyncio.create_task(other.claim(QueueName.DUE, START, 5))
        await asyncio.sleep(0.1)
        assert not behind.done()
    assert await behind == [], "one of this lane is out"
