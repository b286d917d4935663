"""Memory of a process that has nothing to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

from tests.bench.figures import Aim, Figure, Measure, Way
from tests.bench.ground import Ground
from tests.bench.program import Running, evenkeel, peer


async def idle(opened: Callable[[], AbstractAsyncContextManager[Running]]) -> Figure:
    """Return the megabytes a while after the start."""
    async with opened() as running:
        await asyncio.sleep(1.5)
        return Figure(running.memory)


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give the memory of an idle bot."""
    crowd = await ground.telegram()
    yield Measure(
        "memory of an idle process",
        "MB",
        (
            Way("ours", partial(idle, partial(evenkeel, crowd.url, ground.folder / "idle"))),
            Way("a bare python-telegram-bot", partial(idle, partial(peer, "idle", crowd.url))),
        ),
        (Aim(2.5, of=1),),
        more_is_better=False,
        note="both poll the local Telegram; ours on SQLite, with its web server and its beat",
    )
