"""The ground that is measured on: databases of either kind, people on file, a local Telegram beside."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

import asyncpg

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from tests import postgres
from tests.bench.shelves import Shelves
from tests.faults.process import ROOT
from tests.town import MASTER

# tomorrow evening, so that nothing is due yet for a process that goes by the clock on the wall
START = datetime.now(UTC).replace(hour=20, minute=0, second=0, microsecond=0) + timedelta(days=1)
KINDS = ("SQLite", "PostgreSQL")
KNOWN = 5000  # of those on file, how many the program can open
FIRST = 10_000_000  # the chat of the first person who is on file


@dataclass(frozen=True)
class Base:
    """The two databases of one bot."""

    kind: str
    url: str
    keys_url: str

    async def open(
        self, clock: Callable[[], datetime], steady: Callable[[], float] | None = None
    ) -> DatabaseStore:
        """Open the store on it."""
        more: Mapping[str, Any] = {"steady": steady} if steady else {}
        return await open_store(
            url=self.url, keys_url=self.keys_url, master=Keyring(MASTER), clock=clock, migrate=True, **more
        )

    @property
    def settings(self) -> dict[str, str]:
        """What a process is told that is to work on it."""
        return {"EVENKEEL_DATABASE_URL": self.url, "EVENKEEL_KEYS_URL": self.keys_url}


class Crowd:
    """A local Telegram in a process of its own, with people in it who can tap."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process, self.url = process, url

    async def ask(self, what: str, **more: object) -> Any:
        """Have something done there, and return what came of it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")
        answer = await self._process.stdout.readline()
        assert answer, "the local Telegram has ended"
        found = json.loads(answer)
        if isinstance(found, dict):
            raise TimeoutError(f"not everybody was answered in time; one phone shows:\n{found['late']}")
        return found

    async def people(self, many: int) -> list[int]:
        """Return the chats of new people who have pressed Start."""
        return list(await self.ask("people", many=many))


@asynccontextmanager
async def crowd() -> AsyncIterator[Crowd]:
    """Open a local Telegram with people who can tap."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bench.crowd",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    try:
        assert process.stdout
        yield Crowd(process, json.loads(await process.stdout.readline()))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class Ground:
    """Everything that measures share, opened when it is first wanted, closed at the end."""

    def __init__(self, folder: Path, scale: float = 1.0, kinds: tuple[str, ...] = KINDS) -> None:
        self.folder, self.scale, self.kinds = folder, scale, kinds
        self._stack = AsyncExitStack()
        self._numbers = count(1)
        self._filled: dict[tuple[str, int], tuple[Base, Shelves]] = {}
        self._crowd: Crowd | None = None

    async def __aenter__(self) -> Ground:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def some(self, many: int, least: int = 1) -> int:
        """Return how many, at the size that is measured now."""
        return max(least, round(many * self.scale))

    @cached_property
    def server(self) -> str:
        """The address of a PostgreSQL server that syncs what it commits."""
        return self._stack.enter_context(postgres.server(durable=True))

    async def base(self, kind: str) -> Base:
        """Return an empty database of this kind."""
        if kind == "PostgreSQL":
            return Base(kind, await postgres.create(self.server), await postgres.create(self.server))
        here = self.folder / f"base{next(self._numbers)}"
        here.mkdir()
        return Base(kind, f"sqlite:///{here}/data.db", f"sqlite:///{here}/keys.db")

    async def filled(self, kind: str, people: int) -> tuple[Base, Shelves]:
        """Return a database with so many people on file, of whom the first ones can be opened."""
        if (kind, people) not in self._filled:
            known = min(people, self.some(KNOWN, 20))
            base = await self.base(kind)
            store = await base.open(lambda: START)
            shelves = Shelves(base.url, base.keys_url, store.lane, START)
            await shelves.open()
            await shelves.people(range(FIRST, FIRST + known))
            await shelves.strangers(people - known)
            await store.close()
            self._stack.push_async_callback(shelves.close)
            self._filled[kind, people] = base, shelves
        return self._filled[kind, people]

    async def telegram(self) -> Crowd:
        """Return the local Telegram beside."""
        if self._crowd is None:
            self._crowd = await self._stack.enter_async_context(crowd())
        return self._crowd


async def ready(url: str) -> Any:
    """Return a plain connection to a PostgreSQL database."""
    return await asyncpg.connect(url)


async def spread_over(many: int, workers: int, work: Callable[[int, int], Awaitable[object]]) -> None:
    """Do `work(worker, number)` for each number, so many at once."""
    numbers = iter(range(many))

    async def one_after_another(worker: int) -> None:
        for number in numbers:
            await work(worker, number)

    await asyncio.gather(*(one_after_another(worker) for worker in range(workers)))
