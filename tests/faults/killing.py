"""Kills the real program with SIGKILL, at its calls to Telegram or anywhere between, again and again."""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.simulator import Call, Kind, LocalTelegram
from tests.faults.findings import Findings
from tests.faults.household import Household, household
from tests.faults.process import (
    SECRET,
    Program,
    environment,
    free_port,
    nursery,
    outlast_leases,
    until,
)

# When it is struck, and how often so: the call is counted from its start or from its first update on.
MOMENTS = {
    "in its start": 2,
    "before an effect": 2,
    "after an effect": 4,
    "between calls": 4,
}
START = 8  # calls that a start makes before it takes updates
IDLE = 0.3  # real seconds without a call, after which it is killed at rest
METHODS = ("sendMessage", "editMessageText", "deleteMessages", "answerCallbackQuery")


class Hunter:
    """The trouble of one program: it dies and starts again for as long as people act."""

    def __init__(self, telegram: LocalTelegram, program: Program, url: str, chance: random.Random) -> None:
        self.telegram, self.program, self.url, self.chance = telegram, program, url, chance
        self.most = 10**6  # kills in one hour of the household
        self.reach = 20  # calls after which it is dead at the latest
        self.figures: Counter[str] = Counter()
        self._begun = 0  # calls that had been made when it was started
        self._heard: Callable[[Call], None] = lambda call: None
        telegram._api.listen(lambda call: self._heard(call))  # noqa: PLW0108 - it changes

    async def during(self, turn: Callable[[], None], acts: Coroutine[Any, Any, None]) -> None:
        """Turn the clock, and kill while people act."""
        if self.program.alive and self.chance.random() < 0.5:
            await self._kill("while nothing happens")
        turn()  # what is due now comes due while it is dead, or while it lives
        task = asyncio.create_task(acts)
        try:
            until = self.figures["kills"] + self.most
            while not task.done() and self.figures["kills"] < until:
                await self._life(task)
            await self._revive()
            await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _revive(self) -> None:
        if not self.program.alive:
            await outlast_leases(self.url)
            self._begun = len(self.telegram.calls)
            await self.program.begin()

    async def _life(self, acts: asyncio.Task[None]) -> None:
        """Let it live until it is killed, or nobody acts any more."""
        (moment,) = self.chance.choices(list(MOMENTS), list(MOMENTS.values()))
        calls = (
            self.chance.randint(1, START)
            if moment == "in its start"
            else START + self.chance.randint(1, self.reach)
        )
        wait = 0.02 * self.chance.random() ** 2 if moment in ("between calls", "in its start") else 0.0
        struck = asyncio.Event()
        if self.program.alive:
            calls = max(1, calls - START)

        def heard(call: Call) -> None:
            nonlocal calls
            calls -= 1
            if (call.fault if moment == "before an effect" else calls == 0) and not struck.is_set():
                if not wait:
                    self.program.strike()
                struck.set()

        self._heard = heard
        if moment == "before an effect":
            self.telegram.faults.add(Kind.HANG_BEFORE, method=self.chance.choice(METHODS))
        try:
            await self._revive()
            await self._idle(acts, struck)
            if not struck.is_set():
                if acts.done():
                    return
                moment = "at rest"
            await asyncio.sleep(wait)
        finally:
            self._heard = lambda call: None
            self.telegram.faults.clear()
        await self._kill(moment)

    async def _idle(self, acts: asyncio.Task[None], struck: asyncio.Event) -> None:
        """Wait until it is struck, nobody acts any more, or it has made no call for a while."""
        while not (struck.is_set() or acts.done()):
            made = len(self.telegram.calls)
            waits = asyncio.create_task(struck.wait())
            await asyncio.wait([waits, acts], timeout=IDLE, return_when=asyncio.FIRST_COMPLETED)
            waits.cancel()
            if made == len(self.telegram.calls) and made - self._begun >= START:
                return

    async def _kill(self, moment: str) -> None:
        code = await self.program.end(signal.SIGKILL)
        assert code == -signal.SIGKILL, f"it ended by itself with {code}: {self.program.said()[-2000:]}"
        self.figures["kills"] += 1
        self.figures[f"killed {moment}"] += 1


def hooked() -> dict[str, str]:
    """Return the settings of a program behind a webhook."""
    port = free_port()
    return {
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_SECRET": SECRET,
    }


@asynccontextmanager
async def hunted(
    folder: Path,
    seed: str,
    databases: tuple[str, str] | None = None,
    couples: int = 2,
    singles: int = 2,
    settings: dict[str, str] | None = None,
) -> AsyncIterator[tuple[Household, Hunter]]:
    """Give a household whose program is killed while they live on."""
    data = folder / "data"
    url, keys_url = databases or ("", "")
    if databases:
        settings = (settings or {}) | {"EVENKEEL_DATABASE_URL": url, "EVENKEEL_KEYS_URL": keys_url}
    forks = nursery()
    async with household(data, seed, url, keys_url, couples, singles) as home:
        env = environment(home.telegram, data, **(settings or {}))
        clock = ("--clock", f"{home.telegram.url}/clock")
        program = Program(home.telegram, env, folder / "log", forks, clock)
        try:
            yield home, Hunter(home.telegram, program, home.ledger.url, random.Random(f"{seed} kills"))
        finally:
            await program.close()


async def lived(home: Household, hunter: Hunter, goes_on: Callable[[], bool]) -> Findings:
    """Let the household live under fire, end the program as an operator does, and count."""
    await home.lives(hunter, goes_on)
    await until(lambda: hunter.program.listening, "it listens")
    code = await hunter.program.end()
    said = hunter.program.said()
    assert code == 0, said[-2000:]
    assert " wrote note " not in said
    assert "Traceback" not in said
    found = await home.count()
    found.figures |= hunter.figures
    return found
