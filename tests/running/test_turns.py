"""Who goes first, and what becomes of those whose ground is taken away while they are under way."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest

from bot import running
from bot.adapters.database.together import Lead
from bot.adapters.heartbeat import Heartbeat
from bot.adapters.memory import MemoryStore
from bot.adapters.memory.transaction import Transaction
from bot.domain.people import Person, telegram_locator
from bot.opening import Running
from bot.services.ports import QueueName
from tests.faults.process import until
from tests.faults.street import street
from tests.town import START, town


async def test_who_comes_is_answered_before_knocks_that_wait_already() -> None:
    async with street() as here:
        ann, ben, cleo = await here.settled("Ann"), await here.settled("Ben"), here.someone("Cleo")
        for chat in (ann, ben):
            await chat.says("/settings")
            await chat.taps("set-hour", "hour-evening")
        here.turn(START.replace(day=3, hour=21))
        while await here.engine.conversation.beat():
            pass
        knocks = await here.store.waiting(QueueName.OUTBOX, here.clock.now())
        await cleo.person.starts()
        for update in here.letters.waiting():
            await here.intakes[0].take(update.as_json())
        await here.engine.drain()
        assert await here.store.waiting(QueueName.OUTBOX, here.clock.now()) > knocks > 1
        (first,) = await here.engine.delivery.claim(1)
        async with here.store.begin() as tx:
            found = await tx.locate(Person, telegram_locator(cleo.person.id))
        assert found and first.lane == found[0]


async def test_who_writes_while_their_deletion_is_under_way_is_met_as_somebody_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        ann, stale, locate = here.someone("Ann"), ["deleted"], Transaction.locate

        async def too_early(tx: Transaction, kind: type[Person], locator: str) -> tuple[str, str] | None:
            if stale:  # found just before somebody deleted her; gone as soon as her row is held
                return stale[0], stale.pop()
            return await locate(tx, kind, locator)

        monkeypatch.setattr(Transaction, "locate", too_early)
        await ann.begins()
        assert not stale
        assert "deleted" not in cast(MemoryStore, here.store).docs[Person]
        assert len(cast(MemoryStore, here.store).docs[Person]) == 1


async def test_a_process_that_is_outdone_while_it_catches_up_keeps_beating_beside_the_other() -> None:
    lead, begun, caught = Lead(), asyncio.Event(), asyncio.Event()

    async def for_ever() -> bool:
        caught.set()
        await asyncio.Event().wait()
        return True

    bot = SimpleNamespace(lead=lead, hears=False, catching_up=SimpleNamespace(once=for_ever))
    beats = SimpleNamespace(start=begun.set)
    lead.turn(ours=True)
    lead.known.set()
    taking = asyncio.create_task(running._take(cast(Running, bot), cast(Heartbeat, beats), polls=True))
    await caught.wait()
    assert not begun.is_set()
    lead.turn(ours=False)
    await until(begun.is_set, "it beats")
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
