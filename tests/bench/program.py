"""Processes beside this one: the real program, and the usual bots; how soon they answer, what they hold."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.faults.process import ROOT, SECRET, free_port
from tests.town import MASTER, TOKEN

PATIENCE = 60.0


@dataclass
class Running:
    """A process that has begun to answer."""

    pid: int
    port: int
    seconds: float  # from its start until it was ready

    @property
    def memory(self) -> float:
        """The megabytes it holds."""
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert found
        return int(found[1]) / 1000


@asynccontextmanager
async def started(
    words: tuple[str, ...], port: int, path: str, env: Mapping[str, str]
) -> AsyncIterator[Running]:
    """Start a process, and wait until it answers at a port."""
    plain = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        cwd=ROOT,
        env=plain | {"PYTHONPATH": str(ROOT)} | dict(env),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while not await _answers(session, f"http://127.0.0.1:{port}{path}"):
                assert process.returncode is None, f"{words} ended at once"
                await asyncio.sleep(0.01)
        yield Running(process.pid, port, time.perf_counter() - began)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def _answers(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.status != 503
    except aiohttp.ClientError:
        return False


@asynccontextmanager
async def evenkeel(
    telegram: str, data: Path, more: Mapping[str, str] | None = None, webhook: bool = False
) -> AsyncIterator[Running]:
    """Start the bot, and wait until it says that it is ready: its first beat is over."""
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    env = {
        "EVENKEEL_BOT_TOKEN": TOKEN,
        "EVENKEEL_TELEGRAM_API": telegram,
        "EVENKEEL_DATA_DIR": str(data),
        "EVENKEEL_MASTER_KEY": MASTER,
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
        "EVENKEEL_MESSAGES_PER_SECOND": "1000",
        **(more or {}),
    }
    if webhook:
        # where a call of Telegram would come in; here the calls come from elsewhere
        env |= {"EVENKEEL_WEBHOOK_URL": f"http://127.0.0.1:{port}", "EVENKEEL_WEBHOOK_SECRET": SECRET}
    async with started(("-m", "bot", "run"), port, "/health", env) as running:
        yield running


@asynccontextmanager
async def peer(what: str, telegram: str) -> AsyncIterator[Running]:
    """Start one of the usual bots."""
    port = free_port()
    async with started(("-m", "tests.bench.peer", what, telegram, str(port)), port, "/", {}) as running:
        yield running
