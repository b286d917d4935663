"""Rows of people, the same on every store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.cards import Card
from bot.domain.checkin import Entry
from bot.domain.people import Invitation, Person, telegram_locator
from bot.services.ports import Collision, QueueName, Unopened, Vanished
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, card, entry, invitation, move_in, person


async def test_what_is_put_is_read_by_the_next_transaction(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card())
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Card, "card") == card()
        assert await tx.of(ANN).get(Person, ANN) == person()
        assert await tx.of(ANN).get(Card, "another") is None


async def test_a_row_of_the_same_kind_and_id_is_replaced(store: Any) -> None:
    await move_in(store, ANN)
    for ref in ("first", "second"):
        async with store.begin() as tx:
            await tx.of(ANN).put(card(ref=ref))
    async with store.begin() as tx:
        assert await tx.of(ANN).all(Card) == [card(ref="second")]


async def test_rows_come_by_instant_then_id(store: Any) -> None:
    await move_in(store, ANN)
    later = START + timedelta(microseconds=1)
    docs = [entry("b"), entry("a", at=later), entry("a2"), entry("c", at=START - timedelta(weeks=9))]
    async with store.begin() as tx:
        for doc in docs:
            await tx.of(ANN).put(doc)
        within = await tx.of(ANN).all(Entry)
    async with store.begin() as tx:
        assert [doc.id for doc in await tx.of(ANN).all(Entry)] == ["c", "a2", "b", "a"]
        assert [doc.id for doc in await tx.of(ANN).all(Entry, since=START)] == ["a2", "b", "a"]
        assert [doc.id for doc in await tx.of(ANN).all(Entry, since=later)] == ["a"]
    assert [doc.id for doc in within] == ["c", "a2", "b", "a"]


async def test_a_transaction_sees_what_it_has_put_and_dropped(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(entry("old"))
        await tx.of(ANN).put(entry("changed"))
    async with store.begin() as tx:
        mine = tx.of(ANN)
        await mine.put(entry("new"))
        await mine.put(entry("changed", words="now"))
        await mine.drop(Entry, "old")
        assert await mine.all(Entry) == [entry("changed", words="now"), entry("new")]
        assert await mine.get(Entry, "old") is None
        await mine.put(entry("old", words="again"))
        await mine.drop(Entry, "new")
    async with store.begin() as tx:
        assert await tx.of(ANN).all(Entry) == [entry("changed", words="now"), entry("old", words="again")]


async def test_a_row_that_is_read_twice_is_the_same_row(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card())
    async with store.begin() as tx:
        first = await tx.of(ANN).get(Card, "card")
        assert await tx.of(ANN).get(Card, "card") is first
        assert (await tx.of(ANN).all(Card))[0] is first


async def test_nobody_reads_or_writes_the_rows_of_another(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card())
    async with store.begin() as tx:
        assert await tx.of(BEN).get(Card, "card") is None
        assert await tx.of(BEN).all(Card) == []
        await tx.of(BEN).drop(Card, "card")
        with pytest.raises(ValueError, match="owner"):
            await tx.of(BEN).put(card())
    async with store.begin() as tx:
        assert await tx.of(ANN).all(Card) == [card()]


async def test_two_people_may_have_rows_of_the_same_id(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).put(entry("same", ANN, words="a"))
        await tx.of(BEN).put(entry("same", BEN, words="b"))
    async with store.begin() as tx:
        assert (await tx.of(ANN).get(Entry, "same")).words == "a"
        assert (await tx.of(BEN).get(Entry, "same")).words == "b"


async def test_nothing_is_kept_for_someone_who_has_no_row(store: Any) -> None:
    with pytest.raises(Vanished):
        async with store.begin() as tx:
            await tx.of(ANN).put(card())
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "card")
    assert await store.claim(QueueName.OUTBOX, START, 10) == []


async def test_a_row_is_found_by_its_locator_until_it_is_gone(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(invitation())
        assert await tx.locate(Invitation, invitation().locator) == (ANN, "invitation")
    async with store.begin() as tx:
        assert await tx.locate(Person, telegram_locator(101)) == (ANN, ANN)
        assert await tx.locate(Person, telegram_locator(102)) is None
        assert await tx.locate(Invitation, telegram_locator(101)) is None
        assert await tx.locate(Invitation, invitation().locator) == (ANN, "invitation")
        await tx.of(ANN).drop(Invitation, "invitation")
        assert await tx.locate(Invitation, invitation().locator) is None
    async with store.begin() as tx:
        assert await tx.locate(Invitation, invitation().locator) is None


async def test_a_row_moves_to_another_locator(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(person(chat=999))
        assert await tx.locate(Person, telegram_locator(101)) is None
    async with store.begin() as tx:
        assert await tx.locate(Person, telegram_locator(101)) is None
        assert await tx.locate(Person, telegram_locator(999)) == (ANN, ANN)


async def test_a_locator_that_is_dropped_can_be_taken_in_the_same_transaction(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).put(invitation())
    async with store.begin() as tx:
        await tx.of(BEN).put(invitation("other", BEN))
        await tx.of(ANN).drop(Invitation, "invitation")
    async with store.begin() as tx:
        assert await tx.locate(Invitation, invitation().locator) == (BEN, "other")


async def test_a_locator_that_is_taken_is_a_collision_and_nothing_stays(store: Any) -> None:
    await move_in(store, ANN)
    with pytest.raises(Collision):
        async with store.begin() as tx:
            await tx.of(BEN).put(person(BEN, chat=101))
            await tx.of(BEN).put(entry(owner=BEN))
    async with store.begin() as tx:
        assert await tx.of(BEN).get(Person, BEN) is None
        assert await tx.of(BEN).all(Entry) == []
        assert await tx.locate(Person, telegram_locator(101)) == (ANN, ANN)


async def test_a_block_that_raises_leaves_nothing(store: Any) -> None:
    await move_in(store, ANN)
    await store.receive(1, 101, START, {"text": "hello"})
    (row,) = await store.claim(QueueName.INBOX, START, 1)
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as tx:
            assert await tx.finish(row)
            mine = tx.of(ANN)
            await mine.put(person(name="Anna"))
            await mine.put(card())
            await mine.plan("knock", "", START)
            await mine.post("show", "card")
            await tx.tell("tell", 5, "en", card().screen.lines[0])
            assert await mine.all(Card) == [card()]
            raise ZeroDivisionError
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Person, ANN) == person()
        assert await tx.of(ANN).all(Card) == []
        assert await tx.of(ANN).planned("knock", "") is None
        assert await tx.finish(row)
    assert await store.claim(QueueName.OUTBOX, START, 10) == []
    assert await store.claim(QueueName.DUE, START, 10) == []


async def test_a_lane_is_a_keyed_hash_of_its_locator(house: House) -> None:
    store = await house.open()
    assert store.lane("telegram:1") == store.lane("telegram:1") != store.lane("telegram:2")
    assert "telegram" not in store.lane("telegram:1")
    assert len(store.lane("telegram:1")) == 43
    if house.kind != "memory":
        before = store.lane("telegram:1")
        assert (await house.again()).lane("telegram:1") == before


async def test_a_cell_in_another_place_does_not_open(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        for id in ("one", "two"):
            await tx.of(ANN).put(card(id))
            await tx.of(ANN).put(entry(id))
            await tx.of(BEN).put(card(id, BEN))
    swaps = (
        "UPDATE card SET sealed = (SELECT sealed FROM card WHERE owner = 'ann' AND id = 'two')",
        "UPDATE card SET sealed = (SELECT sealed FROM card WHERE owner = 'ben' AND id = 'one')",
        "UPDATE card SET sealed = (SELECT sealed FROM entry WHERE owner = 'ann' AND id = 'one')",
    )
    for swap in swaps:
        await base.sql(swap + " WHERE owner = 'ann' AND id = 'one'")
        async with store.begin() as tx:
            with pytest.raises(Unopened):
                await tx.of(ANN).get(Card, "one")


async def test_what_is_old_enough_is_shed_and_the_oldest_left_is_told(store: Any) -> None:
    await move_in(store, ANN, BEN)
    day = timedelta(days=1)
    async with store.begin() as tx:
        for n in range(4):
            await tx.of(ANN).put(entry(str(n), at=START - n * day))
        await tx.of(BEN).put(entry("his", owner=BEN, at=START - 9 * day))
    async with store.begin() as tx:
        assert (await tx.of(ANN).get(Entry, "3")) is not None
        await tx.of(ANN).put(entry("new", at=START - 5 * day))
        assert await tx.of(ANN).shed(Entry, START - 2 * day) == START - day
        assert [doc.id for doc in await tx.of(ANN).all(Entry)] == ["1", "0"], "seen within"
        assert await tx.of(ANN).get(Entry, "3") is None
    async with store.begin() as tx:
        assert [doc.id for doc in await tx.of(ANN).all(Entry)] == ["1", "0"]
        assert [doc.id for doc in await tx.of(BEN).all(Entry)] == ["his"], "one's own alone"
        assert await tx.of(ANN).shed(Entry, START) is None
        assert await tx.of(ANN).shed(Card, START) is None
    async with store.begin() as tx:
        assert await tx.of(ANN).all(Entry) == []
