"""Many in one transaction: knocks, and what came of sends, end as they do one by one, on every store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zlib import crc32

import pytest

from bot import wiring
from bot.adapters.grouped import together
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.inbound import read
from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.domain.say import say
from bot.engine import channels
from bot.services.flow import actions, conversation
from bot.services.flow.conversation import Conversation
from bot.services.flow.delivery import Delivery
from bot.services.flow.outcomes import Outcomes, Sent
from bot.services.ports import Fate, Outcome, QueueName, Row, Screen
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, card, move_in, person
from tests.town import RENDERER, WORDS

FACTS = wiring.load_facts("evenkeel_bot")
HOUR = timedelta(hours=1)
KINDS = (("knock", "day"), ("knock", "quiet"), ("remind", "day"), ("expire", "day"), ("clear", "old"))


# ---------------------------------------------------------------------- reading ahead, holding, finishing


async def test_what_is_read_ahead_is_what_would_be_read_with_all_that_changes_since(store: Any) -> None:
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        for owner in (ANN, BEN):
            for number, id in enumerate(("late", "early")):
                await tx.of(owner).put(card(id, owner, at=START - number * HOUR))
    found = []
    for ahead in (False, True):
        async with store.begin() as tx:
            mine = tx.of(ANN)
            await mine.put(card("before", at=START - 5 * HOUR))
            if ahead:
                await tx.read_ahead([ANN, BEN, "nobody"], Card)
            first = [each.id for each in await mine.all(Card)]
            await mine.put(card("new", at=START - HOUR / 2))
            await mine.drop(Card, "early")
            await mine.put(replace(card("late"), ref="changed"))
            since = await mine.all(Card, since=START - HOUR)
            found.append(
                (
                    first,
                    await mine.all(Card),
                    since,
                    [await mine.get(Card, id) for id in ("early", "late", "new", "none")],
                    await tx.of(BEN).all(Card),
                    await tx.of(BEN).get(Person, BEN),
                    await tx.of("nobody").get(Person, "nobody"),
                    await tx.of("nobody").all(Card),
                )
            )
            await mine.drop(Card, "new")
            await mine.put(card("early", at=START - HOUR))
            await mine.put(card("late"))
    assert found[0] == found[1]
    assert found[1][0] == ["before", "early", "late"]
    assert [each.id for each in found[1][2]] == ["new", "late"]


async def test_nothing_of_someone_who_is_forgotten_is_read_from_what_was_read_ahead(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card("a"))
    async with store.begin() as tx:
        await tx.read_ahead([ANN], Card)
        await tx.of(ANN).forget(None, 101, "en", ())
        assert await tx.of(ANN).all(Card) == []
        assert await tx.of(ANN).get(Card, "a") is None
        assert await tx.of(ANN).get(Person, ANN) is None


async def test_who_is_held_by_another_transaction_is_passed_over(on_postgresql: House) -> None:
    one, other = await on_postgresql.open(), await on_postgresql.open()
    async with one.begin() as holding:
        await holding.lock(ANN)
        async with other.begin() as tx:
            assert await tx.hold([ANN, BEN]) == {BEN}
    async with other.begin() as tx:
        assert await tx.hold([ANN, BEN]) == {ANN, BEN}
        holding = asyncio.create_task(_hold(one, BEN))
        await asyncio.sleep(0.05)
        assert not holding.done(), "what is held is held for whoever waits for it"
    assert await holding


async def _hold(store: Any, owner: str) -> bool:
    async with store.begin() as tx:
        await tx.lock(owner)
    return True


async def test_of_many_that_are_finished_only_those_count_that_are_still_ours(store: Any) -> None:
    for owner in "abc":
        async with store.begin() as tx:
            await tx.of(owner).plan("knock", "day", START)
    rows = await store.claim(QueueName.DUE, START, 10)
    async with store.begin() as tx:
        await tx.of("b").plan("knock", "day", START + HOUR)
    async with store.begin() as tx:
        assert await tx.finish_all([]) == set()
        assert await tx.finish_all(rows) == {row.id for row in rows if row.lane != "b"}
    async with store.begin() as tx:
        assert await tx.finish_all(rows) == set()
    assert await store.next_due() == START + HOUR


# ---------------------------------------------------------------------- knocks


def _person(id: str, **more: Any) -> Person:
    usual = {
        "chat": crc32(id.encode()),
        "zone": "Europe/London",
        "knock_minute": 660,
        "started": START,
    }
    return person(id, **(usual | more))


CASES: dict[str, tuple[dict[str, Any], list[Card], str, timedelta]] = {
    "plain": ({}, [], "day", 0 * HOUR),
    "resting": ({"resting": True}, [], "day", 0 * HOUR),
    "blocked": ({"blocked": True}, [], "day", 0 * HOUR),
    "in quiet hours": ({"quiet_from": 540, "quiet_to": 720}, [], "day", 0 * HOUR),
    "nowhere": ({"zone": ""}, [], "day", 0 * HOUR),
    "not reminded": ({"reminder": False}, [], "day", 0 * HOUR),
    "reminded in quiet hours": ({"quiet_from": 700}, [], "day", 0 * HOUR),
    "comes alone": ({"knock_minute": None}, [], "day", 0 * HOUR),
    "not begun": ({"started": None}, [], "day", 0 * HOUR),
    "too late": ({}, [], "day", 4 * HOUR),
    "days too late": ({}, [], "day", 50 * HOUR),
    "later": ({}, [], "later", 0 * HOUR),
    "knocked": ({}, [card("old", state=CardState.KNOCK, message=7)], "day", 0 * HOUR),
    "in the middle": ({}, [card("old", state=CardState.OPEN, message=7, typed=(8,))], "day", 0 * HOUR),
    "kept": ({}, [card("old", state=CardState.KEPT, message=7)], "day", 0 * HOUR),
}


async def _knocked(store: Any, talk: Conversation) -> Any:
    """Put everybody in, let it be time, and return what then is."""
    for id, (more, cards, ref, late) in CASES.items():
        async with store.begin() as tx:
            await tx.of(id).put(_person(id, **more))
            for each in cards:
                await tx.of(id).put(replace(each, owner=id))
            await tx.of(id).plan("clear", "old", START + 9 * HOUR)
            await tx.of(id).plan("knock", ref, START - late)
    async with store.begin() as tx:
        await tx.of("nobody").plan("knock", "day", START)
    while await talk.beat():
        pass
    found: dict[str, Any] = {}
    for id in (*CASES, "nobody"):
        async with store.begin() as tx:
            mine = tx.of(id)
            planned = [await mine.planned(*each) for each in (*KINDS, ("knock", "later"))]
            found[id] = (await mine.get(Person, id), await mine.all(Card), planned)
    letters = []
    while rows := await store.claim(QueueName.OUTBOX, START, 100):
        letters += [(row.lane, row.kind, dict(row.payload)) for row in rows]
        async with store.begin() as tx:
            await tx.finish_all(rows)
    return found, sorted(letters, key=str)


def _talk(store: Any, trouble: Any = lambda what, kind: None) -> Conversation:
    return Conversation(store, wiring.seeded("many"), WORDS, FACTS, read, lambda: START, trouble)


async def test_knocks_that_are_due_together_end_as_they_do_one_by_one(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = MemoryStore(lambda: START, lambda: 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(conversation, "OWN", frozenset())
        expected = await _knocked(alone, _talk(alone))
    begun = 0
    begin = store.begin

    @asynccontextmanager
    async def counted() -> AsyncGenerator[Any]:
        nonlocal begun
        begun += 1
        async with begin() as tx:
            yield tx

    monkeypatch.setattr(store, "begin", counted)
    assert await _knocked(store, _talk(store)) == expected
    others = 3 * len(CASES) + 3  # what the test itself begins
    assert begun <= others + 1, "all of them in one"
    knocked = {id for id, found in expected[0].items() if any(c.state is CardState.KNOCK for c in found[1])}
    assert "plain" in knocked
    assert knocked.isdisjoint({"resting", "blocked", "too late", "in quiet hours", "nobody"})


async def test_a_knock_that_goes_wrong_falls_out_and_all_others_are_done(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    run = actions.TICKS["knock"]

    async def failing(due: actions.Due, world: Any) -> None:
        await run(due, world)
        if due.person.id == BEN:
            raise RuntimeError("broken")

    monkeypatch.setitem(actions.TICKS, "knock", failing)
    people = (ANN, BEN, "cleo", "dana")
    for number, id in enumerate(people):
        async with store.begin() as tx:
            await tx.of(id).put(_person(id, chat=number))
            await tx.of(id).plan("knock", "day", START)
    assert await _talk(store, lambda what, kind: told.append((what, kind))).beat() == len(people)
    assert told == [("RuntimeError", "knock")]
    async with store.begin() as tx:
        assert {id: len(await tx.of(id).all(Card)) for id in people} == {ANN: 1, BEN: 0, "cleo": 1, "dana": 1}
    (row,) = await store.claim(QueueName.DUE, START + timedelta(seconds=2), 9)
    assert (row.lane, row.attempts) == (BEN, 1)


# ---------------------------------------------------------------------- what came of sends


class Nowhere:
    """Telegram, as far as nothing is sent."""


def _delivery(store: Any) -> Delivery:
    nowhere: Any = Nowhere()
    return Delivery(store, nowhere, WORDS, RENDERER, lambda: START, together=together)


def _outcomes(store: Any) -> Outcomes:
    return _delivery(store).outcomes


SENDS: dict[str, tuple[Card | None, dict[str, Any], bool]] = {
    "new": (card("c"), {"outcome": Outcome(Fate.SENT, 5)}, True),
    "shown twice": (card("c"), {"outcome": Outcome(Fate.SENT, 5), "again": True}, True),
    "a picture": (card("c", message=5), {"outcome": Outcome(Fate.SENT, 5), "media": True}, True),
    "put away meanwhile": (None, {"outcome": Outcome(Fate.SENT, 5)}, True),
    "another's by now": (card("c", message=4), {"outcome": Outcome(Fate.SENT, 5)}, False),
    "another's, but the same": (card("c", message=5), {"outcome": Outcome(Fate.SENT, 5)}, False),
    "gone": (card("c", message=5), {"outcome": Outcome(Fate.GONE), "card": None}, True),
}


async def _recorded(store: Any, record: Any) -> Any:
    """Write down what came of every kind of send, and return what then is."""
    for number, (id, (held, _, _)) in enumerate(SENDS.items()):
        async with store.begin() as tx:
            await tx.of(id).put(person(id, chat=number))
            if held:
                await tx.of(id).put(replace(held, owner=id))
            await tx.of(id).post("show", "c")
    sends = []
    for row in await store.claim(QueueName.OUTBOX, START, 99):
        _, more, ours = SENDS[row.lane]
        mine = row if ours else replace(row, fence=row.fence + 1)
        sends.append(Sent(mine, **({"card": card("c", row.lane)} | more)))
    await record(sends)
    found = {}
    for id in SENDS:
        async with store.begin() as tx:
            found[id] = await tx.of(id).all(Card)
    later = START + timedelta(minutes=2)
    rows = await store.claim(QueueName.OUTBOX, later, 99)
    return found, sorted(((row.lane, row.kind, dict(row.payload)) for row in rows), key=str)


async def test_what_came_of_many_sends_is_written_down_as_it_is_one_by_one(store: Any) -> None:
    alone = MemoryStore(lambda: START, lambda: 0.0)

    async def one_by_one(sends: Sequence[Sent]) -> None:
        for sent in sends:
            async with alone.begin() as tx:
                await _outcomes(alone).done(tx, sent)

    async def at_once(sends: Sequence[Sent]) -> None:
        assert await _outcomes(store).record_all(sends) == [True] * len(SENDS)

    assert await _recorded(store, at_once) == await _recorded(alone, one_by_one)


async def test_what_came_of_one_row_that_is_there_twice_is_left_to_be_done_alone(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(card("c"))
        await tx.of(ANN).post("show", "c")
    (row,) = await store.claim(QueueName.OUTBOX, START, 9)
    old = Sent(replace(row, fence=row.fence - 1), Outcome(Fate.SENT, 4), card("c"))
    new = Sent(row, Outcome(Fate.SENT, 5), card("c"))
    assert await _outcomes(store).record_all([old, new]) == [False, False]


async def test_one_whose_card_cannot_be_opened_keeps_nobody_else_from_being_sent_to(base: House) -> None:
    store, sent, told = await base.open(), [], []

    class Phone(Nowhere):
        async def send(self, chat: int, screen: Screen) -> Outcome:
            sent.append(chat)
            return Outcome(Fate.SENT, 5)

    people = [f"p{number}" for number in range(5)]
    for number, id in enumerate(people):
        async with store.begin() as tx:
            await tx.of(id).put(person(id, chat=number))
            await tx.of(id).put(card("c", id, state=CardState.FIXED, screen=say("knock")))
            await tx.of(id).post("show", "c")
    await base.sql("UPDATE card SET sealed = (SELECT sealed FROM card WHERE owner = 'p1') WHERE owner = 'p3'")
    post: Any = _delivery(store)
    post.sender, post.trouble = Phone(), lambda what, kind: told.append((what, kind))
    rows: list[Row] = await post.claim(9)
    await asyncio.gather(*(post.deliver(row) for row in rows))
    assert sorted(sent) == [0, 1, 2, 4], told
    assert told == [("Unopened", "show")]
    async with store.begin() as tx:
        assert [(await tx.of(id).get(Card, "c")).message for id in people if id != "p3"] == [5] * 4


@pytest.mark.parametrize(("rate", "at_once"), [(1, 32), (30, 32), (500, 60), (1000, 120)])
def test_so_many_requests_are_under_way_that_the_pace_can_be_kept(rate: float, at_once: int) -> None:
    assert channels(rate) == at_once


# ---------------------------------------------------------------------- asking together


async def test_what_is_asked_while_something_is_under_way_goes_together_and_one_alone_at_once() -> None:
    groups: list[list[int]] = []
    gate = asyncio.Event()

    async def double(asked: Sequence[int]) -> list[int]:
        groups.append(list(asked))
        await gate.wait()
        if (3 in asked and len(asked) > 1) or list(asked) == [4]:
            raise RuntimeError
        if 9 in asked:
            raise ConnectionError
        return [2 * each for each in asked]

    ask = together(double)
    first = asyncio.ensure_future(ask(1))
    await asyncio.sleep(0.01)
    rest = [asyncio.ensure_future(ask(each)) for each in (2, 3, 4)]
    await asyncio.sleep(0.01)
    rest[0].cancel()
    assert groups == [[1]], "nobody waits for company"
    gate.set()
    assert await first == 2
    said = await asyncio.gather(*rest, return_exceptions=True)
    assert [type(each) for each in said] == [asyncio.CancelledError, int, RuntimeError]
    assert groups == [[1], [2, 3, 4], [2], [3], [4]], "where a group fails, each is done alone"
    groups.clear()
    away = await asyncio.gather(ask(8), ask(9), return_exceptions=True)
    assert [type(each) for each in away] == [ConnectionError, ConnectionError]
    assert groups == [[8, 9]], "a database that is away is asked once"
