"""Histories on SQLite and PostgreSQL: every chat is, byte for byte, as on the store in memory."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.outbound import TelegramSender
from bot.services.ports import Store
from tests import postgres
from tests.worlds.bases import new_world, play
from tests.worlds.histories import pair
from tests.worlds.lives import both
from tests.worlds.people import ANN, BEN, TESS, Step
from tests.worlds.phones import BriefSender
from tests.worlds.sessions import HOUR, Pair, Session
from tests.worlds.world import Clock, run

KINDS = ("rated", "care", "shared", "closed")
MASTER = base64.b64encode(bytes(range(32))).decode()

pytestmark = pytest.mark.timeout(240)


@asynccontextmanager
async def opened(url: str, keys: str) -> AsyncGenerator[tuple[DatabaseStore, Clock]]:
    clock = Clock()
    store = await open_store(url=url, keys_url=keys, master=Keyring(MASTER), clock=clock, migrate=True)
    try:
        yield store, clock
    finally:
        await store.close()


async def is_the_same(
    drawn: Pair, store: Store, clock: Clock, sends: type[TelegramSender] = BriefSender
) -> None:
    """Play one history from its first evening on, each doing what they did on the store in memory."""
    one = (await both(drawn)).one
    world = new_world(drawn.one.beginning, clock, store, sends)
    await play(world, drawn.one.beginning)
    begun = clock.now
    assert begun == one.begun
    steps: list[Step] = drawn.one.steps()
    for step in steps:
        await world.until(begun + timedelta(seconds=step.at))
        if step in one.inputs:
            await world.feed(one.inputs[step].raw(world, world.phones[step.who]))
    await world.until(begun + timedelta(seconds=drawn.one.lasts))
    for chat in (ANN, BEN, TESS):
        assert world.phones[chat].calls == one.world.phones[chat].calls


def drawn(number: int) -> Pair:
    """Return a pair in whose first history somebody takes their data along, too."""
    found = pair(f"stores {number}", (ANN, BEN), KINDS)
    taken = Session(ANN, 30 * HOUR, 3, "export-kept", 0)
    return replace(found, one=replace(found.one, sessions=(*found.one.sessions, taken)))


@pytest.mark.parametrize("number", range(2))
def test_a_history_is_the_same_on_sqlite(number: int, tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(f"sqlite:///{tmp_path}/data.db", f"sqlite:///{tmp_path}/keys.db") as here:
            await is_the_same(drawn(number), *here)

    run(story())


@pytest.mark.parametrize("number", range(2))
def test_a_history_is_the_same_through_the_requests_as_they_go_out(number: int) -> None:
    async def story() -> None:
        clock = Clock()
        await is_the_same(drawn(number), MemoryStore(clock, lambda: 0.0), clock, TelegramSender)

    run(story())


def test_a_history_is_the_same_on_postgresql() -> None:
    async def story(address: str) -> None:
        data, keys = [await postgres.create(address) for _ in range(2)]
        async with opened(data, keys) as here:
            await is_the_same(drawn(2), *here)

    with postgres.server() as address:
        asyncio.run(story(address))
