"""The real program as a process: started, killed, started again; and how tests wait for what it does."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg

from bot.simulator import LocalTelegram
from tests.town import MASTER, TOKEN

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-the-webhook"


async def until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait for something to become true; the one place where tests of processes look at real time."""
    try:
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - what is waited for happens in other processes
                await asyncio.sleep(0.004)
    except TimeoutError:
        raise AssertionError(f"after {seconds} s still not: {what}") from None


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(telegram: LocalTelegram, data: Path, **more: str) -> dict[str, str]:
    """Return the settings of a bot that talks to this Telegram."""
    plain = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return plain | {
        "EVENKEEL_BOT_TOKEN": TOKEN,
        "EVENKEEL_TELEGRAM_API": telegram.url,
        "EVENKEEL_DATA_DIR": str(data),
        "EVENKEEL_MASTER_KEY": MASTER,
        "EVENKEEL_LISTEN": f"127.0.0.1:{free_port()}",
        "EVENKEEL_MESSAGES_PER_SECOND": "1000",
        "PYTHONPATH": str(ROOT),
        **more,
    }


class Nursery:
    """Forks the program on demand."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process, self._turn = process, asyncio.Lock()

    async def ask(self, asked: dict[str, Any]) -> int:
        """Ask for a start or for an end."""
        assert self._process.stdin and self._process.stdout
        async with self._turn:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            return int(json.loads(await self._process.stdout.readline()))


@asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """Open a nursery for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.faults.nursery",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Nursery(process)
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


class Program:
    """`evenkeel run`, one process after another with the same settings."""

    def __init__(
        self, telegram: LocalTelegram, env: dict[str, str], log: Path, forks: Nursery | None = None
    ) -> None:
        self.telegram, self.env, self.log = telegram, env, log
        self.kills = 0
        self._forks = forks
        self._pid = 0
        self._own: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Where its own small web server is."""
        return f"http://{self.env['EVENKEEL_LISTEN']}"

    async def start(self) -> None:
        """Start it, and return once it takes updates."""
        known = len(self.telegram.calls)
        await self.begin()
        sign = "setWebhook" if "EVENKEEL_WEBHOOK_URL" in self.env else "getUpdates"
        await until(
            lambda: (
                any(call.method == sign for call in self.telegram.calls[known:])
                or (sign == "getUpdates" and self.telegram.polled(TOKEN))
            ),
            f"the bot takes updates; it says {self.said()[-800:]}",
        )

    async def begin(self) -> None:
        """Start it, and return at once."""
        if self._forks:
            asked = {"env": self.env, "cwd": str(self.log.parent), "log": str(self.log), "words": ["run"]}
            self._pid = await self._forks.ask({"start": asked})
            return
        with self.log.open("ab") as log:
            self._own = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self.env, cwd=self.log.parent, stdout=log, stderr=log
            )
        self._pid = self._own.pid

    def strike(self) -> None:
        """Kill it in this very moment."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it, and return how it ended; a signal is negative."""
        if how is not signal.SIGKILL or not self._pid:
            os.kill(self._pid, how)
        else:
            self.strike()
        code = await self._gone()
        self.kills += code == -signal.SIGKILL
        return code

    async def _gone(self) -> int:
        pid, self._pid = self._pid, 0
        if self._forks:
            return await self._forks.ask({"wait": pid})
        assert self._own
        return await self._own.wait()

    async def close(self) -> None:
        """Leave no process behind."""
        if self._pid:
            await self.end(signal.SIGKILL)

    def said(self) -> str:
        """Return its log so far."""
        return self.log.read_text() if self.log.exists() else ""

    async def figures(self) -> dict[str, float]:
        """Return what it counts; nothing while it does not answer."""
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.address}/metrics") as answer:
                lines = (await answer.text()).splitlines()
        except aiohttp.ClientError:
            return {}
        return {
            name: float(value)
            for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
        }


async def waiting(url: str) -> int:
    """Return how many rows of the inbox and the outbox wait, read past the program."""
    count = "SELECT count(*) FROM {} WHERE state = 'waiting'"
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as reader:
            return sum(reader.execute(count.format(name)).fetchone()[0] for name in ("inbox", "outbox"))
    connection = await asyncpg.connect(url)
    try:
        return sum([await connection.fetchval(count.format(name)) for name in ("inbox", "outbox")])
    finally:
        await connection.close()


async def at_rest(telegram: LocalTelegram, url: str, seconds: float = 40) -> None:
    """Wait until nothing waits: not at Telegram, and in no queue."""
    try:
        async with asyncio.timeout(seconds):
            while telegram.pending(TOKEN) or await waiting(url):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    except TimeoutError:
        left = telegram.pending(TOKEN), await waiting(url)
        raise AssertionError(f"after {seconds} s (at Telegram, in the queues) still wait {left}") from None


async def outlast_leases(url: str) -> None:
    """Let the leases of a process that is dead run out at once, where nothing else tells that it is."""
    if not url.startswith("sqlite:///"):
        connection = await asyncpg.connect(url)
        for queue in ("inbox", "due", "outbox"):
            await connection.execute(f"UPDATE {queue} SET lease_until = lease_until - interval '61 seconds'")
        await connection.close()
