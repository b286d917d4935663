"""Several processes behind a proxy on one PostgreSQL; the processes are killed, and PostgreSQL under them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
from aiohttp import web

from tests import postgres
from tests.faults.findings import Findings
from tests.faults.household import Household, household
from tests.faults.process import AWAY as GONE
from tests.faults.process import SECRET, Nursery, Program, environment, free_port, nursery, until

# What befalls them, and how often.
BLOWS = {
    "a process killed": 3,
    "postgresql stopped at once": 2,
    "postgresql killed": 2,
    "postgresql restarted": 2,
    "a backend killed": 2,
    "backends sent away": 2,
}
AWAY = (0.0, 0.0, 0.3, 1.0, 2.5)  # real seconds until PostgreSQL is started again
STALE = timedelta(seconds=3)  # that a row is held at most by a process that lives and is well
FREE = (
    "UPDATE {0} SET lease_until = clock_timestamp() WHERE state = 'waiting' "
    "AND lease_until BETWEEN clock_timestamp() AND clock_timestamp() + interval '60 s' - $1::interval"
)


class Proxy:
    """Passes on what comes to whichever process takes it, in turns: the simplest of its kind."""

    def __init__(self, ports: list[int]) -> None:
        self._ports, self._first = ports, itertools.cycle(range(len(ports)))
        self.answers: Counter[int] = Counter()

    async def handle(self, request: web.Request) -> web.Response:
        """Ask one after another; where a connection is refused nothing was taken."""
        body, first = await request.read(), next(self._first)
        headers = {name: value for name, value in request.headers.items() if name.lower().startswith("x-")}
        status = 502
        for port in self._ports[first:] + self._ports[:first]:
            url = f"http://127.0.0.1:{port}{request.path}"
            try:
                async with self._session.post(url, data=body, headers=headers) as answer:
                    await answer.read()
                    status = answer.status
                    break
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:  # it died over it: Telegram comes again
                break
        self.answers[status] += 1
        return web.Response(status=status)

    @asynccontextmanager
    async def open(self, port: int) -> AsyncIterator[None]:
        """Serve until the block ends."""
        app = web.Application()
        app.router.add_route("*", "/{any:.*}", self.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as self._session:
                await web.TCPSite(runner, "127.0.0.1", port).start()
                yield
        finally:
            await runner.cleanup()


class Cluster:
    """The trouble of several processes: they are killed, and PostgreSQL is taken from them."""

    def __init__(
        self, server: postgres.Server, url: str, programs: list[Program], chance: random.Random
    ) -> None:
        self.server, self.url, self.programs, self.chance = server, url, programs, chance
        self.most = 10**6  # blows in one hour of the household
        self.gap = 1.2  # real seconds between two of them, at most
        self.figures: Counter[str] = Counter()
        self._struck: set[Program] = set()
        self._over = asyncio.Event()

    # ------------------------------------------------------------------ keeping them alive

    async def begin(self) -> None:
        """Start them all, one after another the first time: they make what they share."""
        self._keeper: asyncio.Task[None] = asyncio.create_task(asyncio.sleep(0))
        for program in self.programs:
            await program.begin()
            await until(lambda program=program: program.listening, "it listens")  # type: ignore[misc]
        self._keeper = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        """Start anew what ended, as an operator's supervisor does; free what only the dead hold."""
        while not self._over.is_set():
            for program in self.programs:
                code = await program.ended()
                if code is not None and program not in self._struck:
                    said = program.said()[-4000:]
                    assert code == 2, f"it ended with {code}: {said[-2000:]}"
                    assert "databases cannot be opened" in said, said[-2000:]
                    self.figures["starts without postgresql"] += 1
                if not program.alive:
                    self._struck.discard(program)
                    await program.begin()
            with contextlib.suppress(*GONE):
                await self._free()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._over.wait(), 0.1)

    async def _free(self) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            for queue in ("inbox", "due", "outbox"):
                freed = await connection.execute(FREE.format(queue), STALE)
                self.figures["rows that only the dead held"] += int(freed.split()[-1])
        finally:
            await connection.close()

    async def let_go(self) -> None:
        """Keep nothing alive any more."""
        self._over.set()
        await asyncio.wait([self._keeper])

    # ------------------------------------------------------------------ blows

    async def during(self, turn: Callable[[], None], acts: Coroutine[Any, Any, None]) -> None:
        """Turn the clock, and strike while people act."""
        turn()
        task = asyncio.create_task(acts)
        try:
            for _ in range(self.most):
                await asyncio.wait(
                    [task, self._keeper], timeout=self.gap * self.chance.random(), return_when=FIRST
                )
                if task.done() or self._keeper.done():
                    break
                await self.strike()
            await asyncio.wait([task, self._keeper], return_when=FIRST)
            if self._keeper.done():
                await self._keeper
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def strike(self, blow: str = "") -> None:
        """Strike once, and come back when PostgreSQL answers again."""
        (drawn,) = self.chance.choices(list(BLOWS), list(BLOWS.values()))
        blow = blow or drawn
        self.figures[blow] += 1
        if blow == "a process killed":
            victim = self.chance.choice(self.programs)
            self._struck.add(victim)
            victim.strike()
            self.figures["kills"] += 1
            return
        self.figures["kills of postgresql"] += 1
        if blow == "a backend killed":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.chance.choice(self.server.backends() or [2**22]), signal.SIGKILL)
        elif blow == "backends sent away":
            for backend in self.server.backends():
                if self.chance.random() < 0.5:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(backend, signal.SIGTERM)
        else:
            await asyncio.to_thread(self.server.end, HOW[blow])
            await asyncio.sleep(self.chance.choice(AWAY))
            self.server.begin()
        await asyncio.to_thread(self.server.wait)

    # ------------------------------------------------------------------ the end

    async def end(self) -> None:
        """End all as an operator does; each comes to its end in order, and told nothing of anybody."""
        await until(
            lambda: all(each.listening and each not in self._struck for each in self.programs),
            "all of them listen",
        )
        await self.let_go()
        await self._keeper
        for program in self.programs:
            code, said = await program.end(), program.said()
            assert code == 0, f"it ended with {code}: {said[-2000:]}"
            assert " wrote note " not in said
            assert "Traceback" not in said
            for line in said.splitlines():
                self._note_error(line)

    def _note_error(self, line: str) -> None:
        """Note what was not known for what it is: that the database is away."""
        told = json.loads(line) if line.startswith("{") else {}
        error = str(told.get("error", "Unreachable"))
        if not error.startswith("Unreachable") and told.get("logger") != "asyncpg.pool":
            self.figures["wrong"] += 1
            self.figures[f"{told['event']} with {error}"] += 1


FIRST = asyncio.FIRST_COMPLETED
HOW = {
    "postgresql stopped at once": signal.SIGQUIT,
    "postgresql killed": signal.SIGKILL,
    "postgresql restarted": signal.SIGINT,
}


@asynccontextmanager
async def clustered(
    folder: Path, seed: str, processes: int = 4, couples: int = 2, singles: int = 2, *, polls: bool = False
) -> AsyncIterator[tuple[Household, Cluster, Proxy]]:
    """Give a household on PostgreSQL and several processes behind a proxy, or one of which polls."""
    # nothing is synced, since the machine goes on: what was written before a kill is there after it
    with postgres.own_server("-c", "fsync=off") as server:
        url, keys_url = await postgres.create(server.address), await postgres.create(server.address)
        port, ports = free_port(), [free_port() for _ in range(processes)]
        proxy = Proxy(ports)
        forks = nursery()
        async with (
            household(folder, seed, url, keys_url, couples, singles) as home,
            proxy.open(port),
        ):
            hook = "" if polls else f"http://127.0.0.1:{port}"
            programs = [_program(home, forks, folder, each, hook, (url, keys_url)) for each in ports]
            cluster = Cluster(server, url, programs, random.Random(f"{seed} blows"))
            try:
                await cluster.begin()
                yield home, cluster, proxy
            finally:
                await cluster.let_go()
                for program in programs:
                    await program.close()


def _program(
    home: Household, forks: Nursery, folder: Path, port: int, hook: str, urls: tuple[str, str]
) -> Program:
    settings = {
        "EVENKEEL_DATABASE_URL": urls[0],
        "EVENKEEL_KEYS_URL": urls[1],
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
    }
    if hook:
        settings |= {"EVENKEEL_WEBHOOK_URL": hook, "EVENKEEL_WEBHOOK_SECRET": SECRET}
    env = environment(home.telegram, folder / "data", **settings)
    return Program(
        home.telegram, env, folder / f"log {port}", forks, ("--clock", f"{home.telegram.url}/clock")
    )


async def lived(home: Household, cluster: Cluster, goes_on: Callable[[], bool]) -> Findings:
    """Let the household live on, end every process, and count."""
    await home.lives(cluster, goes_on)
    await cluster.end()
    found = await home.count()
    found.figures |= cluster.figures
    return found
