"""How a request begins and ends: its row done, its person held and read, everything written at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from bot.domain.cards import Card
from bot.domain.checkin import Entry
from bot.domain.people import Invitation, Person, telegram_locator
from bot.services.ports import QueueName, Row
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, card, entry, invitation, move_in, person
from tests.database.test_side_by_side import evening


async def update_of(store: Any, chat: int, number: int) -> Row:
    """Return an update of a chat, stored and claimed."""
    assert await store.receive(number, chat, START, {"n": number})
    (row,) = await store.claim(QueueName.INBOX, START, 10)
    assert isinstance(row, Row)
    return row


async def known(store: Any, number: int = 1) -> None:
    """Let the store meet Ann's chat once, so that it has a guess whose it is."""
    row = await update_of(store, 101, number)
    async with store.begin() as tx:
        assert await tx.enter(row)
        await tx.locate(Person, telegram_locator(101))


async def test_whoever_enters_finds_the_person_their_cards_and_the_row_done(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card("b", at=START + timedelta(seconds=1)))
        await tx.of(ANN).put(card("a", at=START + timedelta(seconds=2)))
    await known(store)
    row = await update_of(store, 101, 2)
    async with store.begin() as tx:
        assert await tx.enter(row)
        assert await tx.locate(Person, telegram_locator(101)) == (ANN, ANN)
        await tx.lock(ANN)
        assert await tx.of(ANN).get(Person, ANN) == person()
        assert await tx.of(ANN).get(Card, "none") is None
        assert [each.id for each in await tx.of(ANN).all(Card)] == ["b", "a"]
    assert await store.waiting(QueueName.INBOX, START) == 0


async def test_nobody_enters_with_a_claim_that_is_another_s_by_now(house: House) -> None:
    store = await house.open()
    await move_in(store, ANN)
    await known(store)
    row = await update_of(store, 101, 2)
    await house.outlast_leases()
    (again,) = await store.claim(QueueName.INBOX, START, 10)
    async with store.begin() as tx:
        assert not await tx.enter(row)
    async with store.begin() as tx:
        assert await tx.enter(again)


async def test_what_is_entered_and_goes_wrong_is_as_it_was(store: Any) -> None:
    await move_in(store, ANN)
    await known(store)
    row = await update_of(store, 101, 2)
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as tx:
            assert await tx.enter(row)
            await tx.of(ANN).put(card())
            raise ZeroDivisionError
    async with store.begin() as tx:
        assert await tx.enter(row)
        assert await tx.of(ANN).all(Card) == []


async def test_someone_who_left_and_came_back_is_not_taken_for_who_they_were(store: Any) -> None:
    await move_in(store, ANN)
    await known(store)
    async with store.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", ())
    row = await update_of(store, 101, 2)
    async with store.begin() as tx:
        assert await tx.enter(row)
        assert await tx.locate(Person, telegram_locator(101)) is None
        await tx.of("new").put(person("new", chat=101))
    row = await update_of(store, 101, 3)
    async with store.begin() as tx:
        assert await tx.enter(row)
        assert await tx.locate(Person, telegram_locator(101)) == ("new", "new")
        assert await tx.of("new").get(Person, "new") == person("new", chat=101)


async def test_whoever_was_read_before_is_never_found_in_place_of_another(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).put(invitation())
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Person, ANN) == person()
        assert await tx.of(ANN).get(Invitation, "invitation") == invitation()
        assert await tx.locate(Person, telegram_locator(202)) == (BEN, BEN)
        assert await tx.locate(Person, telegram_locator(101)) == (ANN, ANN)
        assert await tx.locate(Person, telegram_locator(303)) is None
        assert await tx.locate(Person, invitation().locator) is None
        assert await tx.locate(Invitation, invitation().locator) == (ANN, "invitation")


async def test_what_was_read_before_a_lock_is_read_anew_under_it(on_postgresql: House) -> None:
    store, other = await on_postgresql.open(), await on_postgresql.open()
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        assert await tx.of(ANN).all(Entry) == []
        assert await tx.of(ANN).get(Person, ANN) == person()
        await tx.of(BEN).put(entry("mine", BEN))
        async with other.begin() as meanwhile:
            await meanwhile.lock(ANN)
            await meanwhile.of(ANN).put(entry("theirs"))
            await meanwhile.of(ANN).put(person(guesses=1))
        await tx.lock(ANN)
        assert await tx.of(ANN).all(Entry) == [entry("theirs")]
        assert (await tx.of(ANN).get(Person, ANN)).guesses == 1
        assert await tx.of(BEN).get(Entry, "mine") == entry("mine", BEN)


async def test_whoever_enters_waits_for_who_holds_the_person_and_sees_what_they_did(
    on_postgresql: House,
) -> None:
    store, other = await on_postgresql.open(), await on_postgresql.open()
    await move_in(store, ANN)
    await known(store)
    row = await update_of(store, 101, 2)

    async def enter() -> Any:
        async with store.begin() as tx:
            assert await tx.enter(row)
            return await tx.of(ANN).all(Card)

    async with other.begin() as first:
        await first.lock(ANN)
        behind = asyncio.create_task(enter())
        await asyncio.sleep(0.1)
        assert not behind.done()
        await first.of(ANN).put(card())
    assert await behind == [card()]


async def test_many_rows_of_each_sort_are_written_at_once_and_letters_in_their_order(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        for n in range(6):
            await tx.of(ANN).put(entry(f"e{n}"))
            await tx.of(ANN).plan("clear", f"e{n}", START + timedelta(minutes=n))
    async with store.begin() as tx:
        mine = tx.of(ANN)
        for n in range(3):
            await mine.drop(Entry, f"e{n}")
            await mine.unplan("clear", f"e{n}")
            await mine.put(entry(f"e{n + 3}", words=f"{n}"))
            await mine.plan("clear", f"e{n + 3}", START + timedelta(hours=n))
            await mine.put(card(f"c{n}"))
        for n in range(20):
            await mine.post("delete", "", [n])
    async with store.begin() as tx:
        mine = tx.of(ANN)
        assert await mine.all(Entry) == [entry(f"e{n + 3}", words=f"{n}") for n in range(3)]
        assert [await mine.planned("clear", f"e{n}") for n in range(6)] == [
            None, None, None, START, START + timedelta(hours=1), START + timedelta(hours=2)
        ]  # fmt: skip
        assert len(await mine.all(Card)) == 3
    sent = []
    while rows := await store.claim(QueueName.OUTBOX, START, 10):
        async with store.begin() as tx:
            sent += [row.payload["messages"][0] for row in rows if await tx.finish(row)]
    assert sent == list(range(20))


async def test_what_a_transaction_lists_is_what_it_has_by_now(store: Any) -> None:
    await move_in(store, ANN)
    later = START + timedelta(days=1)
    async with store.begin() as tx:
        for n in range(3):
            await tx.of(ANN).put(entry(f"e{n}", at=START + timedelta(hours=n)))
    async with store.begin() as tx:
        mine = tx.of(ANN)
        await mine.put(entry("e0", at=later))
        await mine.drop(Entry, "e1")
        assert [each.id for each in await mine.all(Entry, since=START + timedelta(hours=1))] == ["e2", "e0"]
        assert [each.id for each in await mine.all(Entry)] == ["e2", "e0"]
        await mine.put(replace(entry("e3"), at=START))
        await mine.drop(Entry, "e2")
        assert [each.id for each in await mine.all(Entry)] == ["e3", "e0"]
        assert [each.id for each in await mine.all(Entry, since=later)] == ["e0"]
        assert await mine.get(Entry, "e2") is None


async def test_an_answer_asks_postgresql_four_times_and_words_once_more(
    on_postgresql: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = await evening(on_postgresql, people=1)
    await engine.drain()
    (store,) = on_postgresql.stores
    update = {"message": {"message_id": 2, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "more",
              "from": {"id": 1, "is_bot": False, "first_name": "P"}}, "update_id": 2}  # fmt: skip
    await store.receive(2, 1, START, {"update": update, "answered": None})
    (row,) = await engine.conversation.claim()
    asked: list[str] = []
    for name in ("fetch", "execute", "executemany"):
        real = getattr(asyncpg.Connection, name)

        async def spy(self: Any, query: str, *values: Any, real: Any = real) -> Any:
            asked.append(query)
            return await real(self, query, *values)

        monkeypatch.setattr(asyncpg.Connection, name, spy)
    await engine.conversation.handle(row)
    assert [query.split()[0] for query in asked] == ["BEGIN;", "WITH", "SELECT", "WITH", "COMMIT"], (
        "the day's are counted"
    )
