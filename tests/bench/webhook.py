"""The webhook: how long Telegram waits for its 200 at a steady 200 updates a second."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from itertools import count
from typing import Any

import aiohttp

from tests.bench.figures import Aim, Figure, Measure, Way, quantile
from tests.bench.ground import Crowd, Ground
from tests.bench.program import Running, evenkeel, peer
from tests.faults.breaking import typed
from tests.faults.process import SECRET

A_SECOND, PEOPLE = 200, 200
SECONDS = float(os.environ.get("BUDGET", "10"))
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
_numbers = count(1)


async def posted(running: Running, chats: list[int], seconds: float, share: float) -> Figure:
    """Post updates at their moments, whether or not those before were answered; return the wait in ms."""
    waits: list[float] = []
    url, many = f"http://127.0.0.1:{running.port}/telegram", max(2, int(seconds * A_SECOND))
    connector = aiohttp.TCPConnector(limit=40)  # as many as Telegram opens when nothing else is said

    async with aiohttp.ClientSession(headers=HEADERS, connector=connector) as session:

        async def post(moment: float, update: dict[str, Any]) -> None:
            async with session.post(url, json=update) as answer:
                assert answer.status == 200, answer.status
                await answer.read()
            waits.append((time.perf_counter() - moment) * 1000)

        async def one_after_another(tasks: asyncio.TaskGroup) -> None:
            began = time.perf_counter()
            for place in range(many):
                moment = began + place / A_SECOND
                await asyncio.sleep(max(0.0, moment - time.perf_counter()))
                chat = chats[place % len(chats)]
                note = typed(chat, f"a note, number {place}", place + 1)
                tasks.create_task(post(moment, note | {"update_id": next(_numbers)}))

        async with asyncio.TaskGroup() as tasks:
            await one_after_another(tasks)
    return Figure(quantile(waits, share))


async def against(
    opened: Callable[[], AbstractAsyncContextManager[Running]], crowd: Crowd, chats: list[int], seconds: float
) -> Figure:
    """Measure one server, warmed up by a second of the same."""
    await crowd.ask("forget")
    async with opened() as running:
        await posted(running, chats, min(1.0, seconds), 0.5)
        return await posted(running, chats, seconds, 0.99)


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of the webhook."""
    crowd = await ground.telegram()
    chats, seconds = await crowd.people(PEOPLE), max(0.05, SECONDS * ground.scale)
    theirs = partial(peer, "webhook", crowd.url)
    for kind in ground.kinds:
        settings = (await ground.base(kind)).settings
        ours = partial(evenkeel, crowd.url, ground.folder / "webhook", settings, webhook=True)
        yield Measure(
            f"webhook on {kind}, {A_SECOND} updates a second for {seconds:.0f} s: the 200 comes after, p99",
            "ms",
            (
                Way("ours", partial(against, ours, crowd, chats, seconds)),
                Way("python-telegram-bot's own server", partial(against, theirs, crowd, chats, seconds)),
            ),
            (Aim(1.0, of=1),),
            more_is_better=False,
            note="ours commits each update before it says 200, then handles, answers and records it; "
            "the library says 200 with the update in memory alone, and answers with one message",
        )
