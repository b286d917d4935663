"""What is under way when the bot stops: finished, or given back at once, and nothing new is decided."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.memory import MemoryStore
from bot.services.ports import QueueName
from bot.simulator import Kind
from tests.faults.process import until
from tests.town import SATURDAY, Town, town


def leased(here: Town, queue: QueueName) -> int:
    """Return how many rows of a queue somebody holds."""
    assert isinstance(here.store, MemoryStore)
    return sum(row.leased is not None for row in here.store.queues[queue].rows.values())


def waiting(here: Town, queue: QueueName) -> int:
    """Return how many rows of a queue there are."""
    assert isinstance(here.store, MemoryStore)
    return len(here.store.queues[queue].rows)


async def test_a_call_that_a_stop_cuts_off_is_given_back_and_not_held_for_its_lease() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        here.telegram.faults.add(Kind.HANG_BEFORE, chat=ann.person)
        await ann.person.says("/today")
        await here.telegram.quiet()
        work = asyncio.create_task(here.engine.work())
        await until(lambda: leased(here, QueueName.OUTBOX) > 0, "a call hangs")
        await here.engine.stop(0.05)
        await work
        assert waiting(here, QueueName.OUTBOX) > 0
        assert leased(here, QueueName.OUTBOX) == 0
        here.telegram.faults.clear()
        here.engine.stopping = False
        await here.settle()
        assert waiting(here, QueueName.OUTBOX) == 0
        assert ann.shows("today-done")


async def test_an_update_that_a_stop_cuts_off_is_given_back_and_handled_by_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        ann, talk = await here.settled("Ann"), here.engine.conversation
        begun, handle = asyncio.Event(), talk.handle

        async def for_ever(row: object) -> None:
            begun.set()
            await asyncio.Event().wait()

        monkeypatch.setattr(talk, "handle", for_ever)
        work = asyncio.create_task(here.engine.work())
        await ann.person.says("a note for nobody")
        await begun.wait()
        await here.engine.stop(0.05)
        await work
        assert (waiting(here, QueueName.INBOX), leased(here, QueueName.INBOX)) == (1, 0)
        monkeypatch.setattr(talk, "handle", handle)
        here.engine.stopping = here.engine.handling.stopping = False
        await here.settle()
        assert waiting(here, QueueName.INBOX) == 0


async def test_at_a_stop_what_was_taken_is_finished_but_no_instant_is_decided() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        for who in (ann, ben):
            await who.shares()
        here.clock.turn(SATURDAY.replace(day=8, hour=16))
        await ann.person.says("/notes")
        await here.telegram.quiet()
        await here.engine.finish()
        assert waiting(here, QueueName.INBOX) == 0
        assert (ann.knocks, ben.knocks) == (0, 0)
        await here.settle()
        assert (ann.knocks, ben.knocks) == (1, 1)
