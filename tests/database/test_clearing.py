"""What is to be taken out of a chat: never forgotten with its person, and told when it waits too long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog

from bot import wiring
from bot.adapters.memory import MemoryStore
from bot.domain.say import line
from bot.services.ports import QueueName
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, move_in
from tests.town import RENDERER, WORDS

OUTBOX = QueueName.OUTBOX
HOUR = timedelta(hours=1)


async def test_what_waited_to_be_cleared_goes_with_the_farewell(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).post("wipe", "a", [1, 2])
        await tx.of(ANN).post("delete", "a", [3])
        await tx.of(ANN).post("show", "a")
        await tx.of(BEN).post("wipe", "b", [9])
    (row, _) = await store.claim(OUTBOX, START, 10)  # the first of Ann's is under way
    assert row.lane == ANN
    async with store.begin() as tx:
        await tx.of(ANN).post("wipe", "c", [4, 2])
        await tx.of(ANN).forget(line("deleted"), 101, "en", [7, 3])
    rows = await store.claim(OUTBOX, START, 10)
    (farewell,) = [row for row in rows if row.lane == ANN]
    assert farewell.kind == "farewell"
    assert farewell.payload["messages"] == [7, 3, 1, 2, 4]


async def test_it_is_known_since_when_something_waits_to_be_cleared(house: House) -> None:
    store = await house.open()
    await move_in(store, ANN, BEN)
    assert await store.oldest_uncleared() is None
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "a")
    house.times.later(hours=1)
    async with store.begin() as tx:
        await tx.of(BEN).post("wipe", "b", [9])
    house.times.later(hours=1)
    async with store.begin() as tx:
        await tx.of(ANN).post("delete", "a", [3])
    assert await store.oldest_uncleared() == START + HOUR
    (row,) = [row for row in await store.claim(OUTBOX, house.times.now, 9) if row.lane == BEN]
    async with store.begin() as tx:
        await tx.quarantine(row)
    assert await store.oldest_uncleared() == START + HOUR, "what was set aside is not cleared either"
    async with store.begin() as tx:
        await tx.of(BEN).forget(line("deleted"), 202, "en", [])
    assert await store.oldest_uncleared() == START + 2 * HOUR


async def test_what_waits_for_36_hours_to_be_cleared_is_told_once_an_hour_without_content() -> None:
    now, steady = [START], [0.0]
    store, nobody = MemoryStore(lambda: now[0], lambda: 0.0), object()
    facts = wiring.load_facts("evenkeel_bot")
    engine = wiring.engine(store, nobody, RENDERER, facts, lambda: now[0], words=WORDS)  # type: ignore[arg-type]
    engine.delivery.steady = lambda: steady[0]
    assert await engine.uncleared() == 0
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).post("wipe", "a", [4711])
    told = []
    for hours in (35, 36, 36.5, 37.5):
        now[0], steady[0] = START + hours * HOUR, hours * 3600
        with structlog.testing.capture_logs() as logged:
            assert await engine.uncleared() == hours * 3600
        told.append([(each["log_level"], each["seconds"]) for each in logged])
        assert "4711" not in str(logged)
    assert told == [[], [("error", 36 * 3600)], [], [("error", int(37.5 * 3600))]]


async def test_the_next_instant_is_also_that_of_what_was_put_off(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).plan("knock", "day", START + 5 * HOUR)
        await tx.of(ANN).post("show", "a")
    (row,) = await store.claim(OUTBOX, START, 9)
    async with store.begin() as tx:
        await tx.delay(row, START + HOUR)
    assert await store.next_due() == START + HOUR
    await store.receive(1, 101, START, {})
    (update,) = await store.claim(QueueName.INBOX, START, 9)
    async with store.begin() as tx:
        await tx.delay(update, START + HOUR / 2)
    assert await store.next_due() == START + HOUR / 2
