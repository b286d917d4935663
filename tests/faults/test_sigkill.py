"""SIGKILL, for real, again and again, while people type: nothing is lost, nothing is done twice.

BUDGET=kills makes it long; SEED repeats a run.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import secrets
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from bot.simulator import Call, Clock, Kind, LocalTelegram
from tests import postgres
from tests.faults.crowd import Writer, count, crowd
from tests.faults.process import (
    SECRET,
    Program,
    at_rest,
    environment,
    free_port,
    nursery,
    outlast_leases,
    until,
)
from tests.town import TOKEN

BUDGET = int(os.environ.get("BUDGET", "0"))
SEED = os.environ.get("SEED") or secrets.token_hex(4)
NAMES = ("Ann", "Ben", "Cleo", "Dov")

pytestmark = pytest.mark.timeout(120 + 6 * BUDGET)


def ignore(call: Call) -> None:
    """Let a call pass."""


@dataclass
class Scene:
    """A Telegram, the program, its databases, and the people."""

    telegram: LocalTelegram
    program: Program
    writers: list[Writer]
    url: str
    keys_url: str
    hears: Callable[[Call], None] = ignore

    async def ends_whole(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Start once more, let everything come to rest, and count."""
        await outlast_leases(self.url)
        await self.program.start()
        await at_rest(self.telegram, self.url)
        assert await self.program.end() == 0, self.program.said()[-2000:]
        found = await count(self.telegram, self.writers, self.url, self.keys_url)
        with capsys.disabled():
            print(f"\n  {self.program.kills} kills (seed {SEED}): {found}")
        assert not found.lost
        assert not found.doubled
        said = self.program.said()
        assert " wrote note " not in said
        assert "Traceback" not in said


@asynccontextmanager
async def scene(
    folder: Path, url: str = "", keys_url: str = "", names: tuple[str, ...] = NAMES, **settings: str
) -> AsyncIterator[Scene]:
    """Give a scene in which everybody is past their first minutes."""
    urls = {"EVENKEEL_DATABASE_URL": url, "EVENKEEL_KEYS_URL": keys_url} if url else {}
    async with LocalTelegram(clock=Clock.real()) as telegram, nursery() as forks:
        telegram.bot(TOKEN)
        settings = environment(telegram, folder / "data", **urls, **settings)
        program = Program(telegram, settings, folder / "log", None if BUDGET else forks)
        try:
            await program.start()
            writers = await crowd(telegram, *names)
            data = f"sqlite:///{folder}/data"
            url, keys_url = url or f"{data}/evenkeel.db", keys_url or f"{data}/keys.db"
            here = Scene(telegram, program, writers, url, keys_url)
            telegram._api.listen(lambda call: here.hears(call))  # noqa: PLW0108 - it changes
            yield here
        finally:
            await program.close()


async def kill_once(scene: Scene, chance: random.Random) -> None:
    """Start the program and kill it at one of its calls, between effect and answer, or shortly after."""
    program, struck = scene.program, asyncio.Event()
    calls, wait = chance.randint(1, 8), chance.choice((0.0, 0.0, 0.002, 0.02)) * chance.random()

    def listen(call: Call) -> None:
        nonlocal calls
        calls -= 1
        if calls == 0:
            if not wait:
                program.strike()
            struck.set()

    await outlast_leases(scene.url)
    if chance.random() < 0.15:  # in the middle of its start
        await program.begin()
    else:
        await program.start()
    scene.hears = listen
    try:
        for _ in range(chance.randint(1, 3)):
            writer = chance.choice(scene.writers)
            await writer.types()
            if chance.random() < 0.4:
                await writer.who.says(chance.choice(("/notes", "/practice", "/calm", "Help")))
        # so few calls may come of it that it is never struck: then it is killed at rest
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(struck.wait(), 0.5)
        await asyncio.sleep(wait)
    finally:
        scene.hears = ignore
    await program.end(signal.SIGKILL)


async def many_kills(scene: Scene, kills: int, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Kill it so many times, and then count."""
    chance = random.Random(seed)
    await scene.program.end(signal.SIGKILL)
    for _ in range(kills - 1):
        await kill_once(scene, chance)
    await scene.ends_whole(capsys)
    assert scene.program.kills == kills


async def test_killed_while_polling_it_loses_no_note_and_keeps_none_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with scene(tmp_path) as here:
        await many_kills(here, BUDGET or 18, f"{SEED} polling", capsys)


async def test_killed_behind_a_webhook_it_loses_no_note_and_keeps_none_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    hook = {
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_SECRET": SECRET,
    }
    async with scene(tmp_path, names=NAMES[:2], **hook) as here:
        await many_kills(here, BUDGET or 6, f"{SEED} webhook", capsys)


async def test_killed_on_postgresql_it_loses_no_note_and_keeps_none_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with postgres.server(durable=True) as server:
        url, keys_url = await postgres.create(server), await postgres.create(server)
        async with scene(tmp_path, url, keys_url, NAMES[:2]) as here:
            await many_kills(here, BUDGET or 5, f"{SEED} postgresql", capsys)


def struck_since(telegram: LocalTelegram, met: int) -> bool:
    """Return whether a call after the first so many met a fault."""
    return any(call.fault for call in telegram.calls[met:])


async def test_killed_between_keeping_a_note_and_answering_it_keeps_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with scene(tmp_path, names=NAMES[:1]) as here:
        ann, telegram = here.writers[0], here.telegram
        for kind, method in product((Kind.HANG_BEFORE, Kind.HANG_AFTER), ("editMessageText", "sendMessage")):
            telegram.faults.add(kind, method=method, chat=ann.who, times=1)
            met = len(telegram.calls)
            await ann.types()
            await ann.who.says("/notes")
            await until(partial(struck_since, telegram, met), f"an answer meets {kind}")
            await here.program.end(signal.SIGKILL)
            telegram.faults.clear()
            await here.program.start()
        await here.program.end(signal.SIGKILL)
        await here.ends_whole(capsys)
        assert here.program.kills == 5
