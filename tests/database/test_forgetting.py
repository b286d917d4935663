"""What becomes of somebody's rows, and of what waits for them, when they delete everything."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.cards import Card
from bot.domain.checkin import Entry
from bot.domain.people import Person, telegram_locator
from bot.domain.say import line
from bot.services.ports import Vanished
from tests.database.conftest import START
from tests.database.people import ANN, BEN, card, entry, move_in, person
from tests.database.test_queues import DUE, OUTBOX, finish, kinds, plan


async def test_forgetting_leaves_a_farewell_and_the_shredding_of_the_key(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        for id in (ANN, BEN):
            await tx.of(id).put(card(owner=id))
            await tx.of(id).put(entry(owner=id))
            await tx.of(id).plan("knock", "", START)
            await tx.of(id).post("show", "card")
    async with store.begin() as tx:
        mine = tx.of(ANN)
        await mine.put(card("another"))
        await mine.plan("clear", "", START)
        await mine.post("show", "another")
        await mine.forget(line("deleted"), 101, "en", [1, 2])
        assert await mine.get(Person, ANN) is None
        assert await mine.get(Card, "card") is None
        assert await mine.all(Card) == [] == await mine.all(Entry)
        assert await mine.planned("knock", "") is None
        await mine.post("show", "card")
        await mine.plan("knock", "", START)
    async with store.begin() as tx:
        assert await tx.locate(Person, telegram_locator(101)) is None
        assert await tx.of(ANN).get(Person, ANN) is None
        assert await tx.of(ANN).all(Card) == []
        assert await tx.of(BEN).all(Card) == [card(owner=BEN)]
        assert await tx.of(BEN).all(Entry) == [entry(owner=BEN)]
    due = {row.lane: row for row in await store.claim(DUE, START, 10)}
    assert (due[ANN].kind, due[ANN].ref, due[BEN].kind) == ("shred", ANN, "knock")
    out = {row.lane: row for row in await store.claim(OUTBOX, START, 10)}
    assert out[BEN].kind == "show"
    assert out[ANN].kind == "farewell"
    last = {"chat": 101, "language": "en", "line": line("deleted"), "messages": [1, 2]}
    assert out[ANN].payload == last
    await store.shred(ANN)
    assert await finish(store, due[ANN])
    assert await finish(store, out[ANN])
    assert await store.claim(OUTBOX, START, 10) == [] == await store.claim(DUE, START, 10)


async def test_the_due_row_that_led_to_a_deletion_is_still_finished(store: Any) -> None:
    await move_in(store, ANN)
    await plan(store, ANN, "erase")
    (row,) = await store.claim(DUE, START, 10)
    async with store.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", [])
        assert await tx.finish(row)
    assert kinds(await store.claim(DUE, START, 10)) == ["shred"]
    (out,) = await store.claim(OUTBOX, START, 10)
    assert out.payload["line"] is None


async def test_what_waits_for_someone_whose_key_is_gone_is_dropped_quietly(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "card")
        await tx.of(BEN).post("show", "card")
    await store.shred(ANN)
    assert [row.lane for row in await store.claim(OUTBOX, START, 10)] == [BEN]
    assert await store.waiting(OUTBOX, START) == 1


async def test_someone_whose_key_is_gone_cannot_be_read_nor_come_back_under_it(store: Any) -> None:
    await move_in(store, ANN)
    await store.shred(ANN)
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Person, ANN) is None
        assert await tx.of(ANN).all(Person) == []
    for doc in (person(), card()):
        with pytest.raises(Vanished):
            async with store.begin() as tx:
                await tx.of(ANN).put(doc)
