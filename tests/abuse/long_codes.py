"""The long form of what is tried against invitations and therapists: guesses, and races of processes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from tests import postgres
from tests.abuse.guessing import all_at_once, guesses, prepared, race, stage
from tests.abuse.test_codes import MASTER
from tests.worlds.runs import Figures, Share, run
from tests.worlds.world import Clock

ROOT = Path(__file__).parents[2]
BATCH = 500
PROCESSES = 3


@run("guesses")
async def guessed(share: Share) -> Figures:
    """Guesses with all slowing off, invitations and therapists' links alike: none opens anything."""
    figures = Figures(links=0)
    world = await stage()
    for number in count():
        if share.left() < 0:
            break
        here = world.fork()
        figures["links"] += await guesses(here, f"{share.seed} {number}", BATCH)
        figures["guesses"] += BATCH
    return figures


@run("races-sqlite")
async def on_sqlite(share: Share) -> Figures:
    """Two follow one link at the same instant, and it is withdrawn then: in one process, as SQLite has it."""
    clock = Clock()
    urls = [f"sqlite:///{share.folder}/{name}.db" for name in ("data", "keys")]
    store = await open_store(url=urls[0], keys_url=urls[1], master=Keyring(MASTER), clock=clock, migrate=True)
    figures = await _races(share, store, clock, lambda: all_at_once([store], clock))
    await store.close()
    return figures


@run("races-postgresql")
async def on_postgresql(share: Share) -> Figures:
    """The same, handled by three processes side by side."""
    with postgres.server() as address:
        clock = Clock()
        urls = [await postgres.create(address) for _ in range(2)]
        store = await open_store(
            url=urls[0], keys_url=urls[1], master=Keyring(MASTER), clock=clock, migrate=True
        )
        racers = [await _racer(*urls) for _ in range(PROCESSES)]

        async def handle() -> None:
            for racer in racers:
                assert racer.stdin is not None
                racer.stdin.write(f"{clock.now.isoformat()}\n".encode())
            await asyncio.gather(*(_says(racer, "done") for racer in racers))

        try:
            return await _races(share, store, clock, handle)
        finally:
            for racer in racers:
                racer.kill()
                await racer.wait()
            await store.close()


async def _races(
    share: Share, store: DatabaseStore, clock: Clock, handle: Callable[[], Awaitable[None]]
) -> Figures:
    world, figures = await prepared(store, clock), Figures(links=0, wrong=0)
    for number in count():
        if share.left() < 0:
            break
        figures.update(await race(world, handle, number))
        await store.sweep(clock.now)
    return figures


async def _racer(*urls: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "tests.abuse.racer", *urls, MASTER)
    pipe = asyncio.subprocess.PIPE
    racer = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
    await _says(racer, "open")
    return racer


async def _says(racer: asyncio.subprocess.Process, what: str) -> None:
    assert racer.stdout is not None
    said = (await racer.stdout.readline()).decode().strip()
    if said != what:
        raise AssertionError(f"a process said {said!r}, not {what!r}")
