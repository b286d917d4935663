"""The real program as a process: started, killed, started again; and how tests wait for what it does."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg

from bot.adapters.database.tables import EPOCH, MICROSECOND
from bot.simulator import LocalTelegram
from tests.town import MASTER, TOKEN

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-the-webhook"
AWAY = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What the driver raises while a server is away, or is just going."""

WAITING = " UNION ALL ".join(
    f"SELECT lane FROM {each} WHERE state = 'waiting'" for each in ("inbox", "outbox")
)


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

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process, self._turn = process, threading.Lock()

    async def ask(self, asked: dict[str, Any]) -> int:
        """Ask for a start or for an end."""
        return int(await asyncio.to_thread(self._ask, asked))

    async def look(self, pid: int) -> int | None:
        """Return how one ended, or nothing while it lives."""
        ended = await asyncio.to_thread(self._ask, {"look": pid})
        return None if ended is None else int(ended)

    def _ask(self, asked: dict[str, Any]) -> Any:
        assert self._process.stdin and self._process.stdout
        with self._turn:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Let it go, once nobody will ask any more."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@cache
def nursery() -> Nursery:
    """Return the nursery of this process: what a start imports is imported once for all of them."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    made = Nursery(process)
    atexit.register(made.close)
    return made


class Program:
    """`evenkeel run`, one process after another with the same settings."""

    def __init__(
        self,
        telegram: LocalTelegram,
        env: dict[str, str],
        log: Path,
        forks: Nursery | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.telegram, self.env, self.log, self.words = telegram, env, log, ["run", *options]
        self.kills = self._said = 0
        self._forks = forks
        self._pid = 0
        self._own: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Where its own small web server is."""
        return f"http://{self.env['EVENKEEL_LISTEN']}"

    @property
    def pid(self) -> int:
        """Its process; 0 while there is none."""
        return self._pid

    @property
    def listening(self) -> bool:
        """Whether it has opened its doors since its last start."""
        return self.alive and '"running"' in self.said()[self._said :]

    @property
    def alive(self) -> bool:
        """Whether it was started and not ended."""
        return self._pid != 0

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
        self._said = len(self.said())
        if self._forks:
            asked = {"env": self.env, "cwd": str(self.log.parent), "log": str(self.log), "words": self.words}
            self._pid = await self._forks.ask({"start": asked})
            return
        with self.log.open("ab") as log:
            self._own = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                *self.words,
                env=self.env,
                cwd=self.log.parent,
                stdout=log,
                stderr=log,
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

    async def ended(self) -> int | None:
        """Return how it ended by itself, or nothing while it lives."""
        assert self._forks
        code = await self._forks.look(self._pid) if self._pid else None
        if code is not None:
            self._pid = 0
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


class Ledger:
    """The queues of a program, read past it: what waits in them, and what was put aside."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._file = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else ""
        self._link: asyncpg.Connection | None = None
        self._turn = asyncio.Lock()

    async def _rows(self, question: str, *values: object) -> list[Any]:
        """Return rows; raises ConnectionError while the server is away."""
        if self._file:
            numbered = re.sub(r"\$(\d)", r"?\1", question)
            with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as reader:
                return reader.execute(numbered, values).fetchall()
        async with self._turn:
            try:
                if self._link is None or self._link.is_closed():
                    self._link = await asyncpg.connect(self.url)
                return list(await self._link.fetch(question, *values))
            except AWAY as error:
                if self._link is not None:
                    self._link.terminate()
                raise ConnectionError(type(error).__name__) from None

    async def waiting(self, *lanes: str) -> int:
        """Return how many rows of the inbox and the outbox wait, of these lanes or of all."""
        rows = await self._rows(WAITING)
        return sum(not lanes or row[0] in lanes for row in rows)

    async def busy(self, *lanes: str) -> bool:
        """Return whether anything waits; while the server is away, it does."""
        try:
            return bool(await self.waiting(*lanes))
        except ConnectionError:
            return True

    async def due(self, now: datetime) -> bool:
        """Return whether anything is due; while the server is away, it may be."""
        at = (now - EPOCH) // MICROSECOND if self._file else now
        try:
            return bool(await self._rows("SELECT 1 FROM due WHERE state = 'waiting' AND ready <= $1", at))
        except ConnectionError:
            return True

    async def aside(self) -> int:
        """Return how many rows were put aside because nobody could do them."""
        return sum(
            [
                len(await self._rows(f"SELECT 1 FROM {queue} WHERE state = 'aside'"))
                for queue in ("inbox", "due", "outbox")
            ]
        )

    async def close(self) -> None:
        """Let go of the server."""
        if self._link is not None:
            self._link.terminate()


async def waiting(url: str) -> int:
    """Return how many rows of the inbox and the outbox wait, read past the program."""
    ledger = Ledger(url)
    try:
        return await ledger.waiting()
    finally:
        await ledger.close()


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
