"""Plays scenes again and again, each time with other deaths: at any boundary, and again in the recovery."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import postgres
from tests.faults.asking import SCENES
from tests.faults.checker import Facts, Verdict, facts_of, judge
from tests.faults.dying import Schedule
from tests.faults.grounds import Ground, InMemory, OnPostgres, OnSqlite
from tests.faults.scenarios import Scene
from tests.faults.stage import SOUND, Kept, Planted, Stage

Figures = Counter[str]


@dataclass
class Prepared:
    """A scene that can be played at once: its world, and what is true after it where nobody dies."""

    scene: Scene
    kept: Kept
    facts: Facts
    boundaries: int


@dataclass
class Played:
    """One schedule, and what came of it."""

    kills: list[int]
    verdict: Verdict
    trails: list[list[str]]  # the boundaries of each life
    recovery: int  # boundaries from the last start until all was at rest


@dataclass
class Theatre:
    """Scenes on one ground."""

    ground: Ground
    figures: Figures = field(
        default_factory=lambda: Counter(dict.fromkeys(("schedules", "kills", "lost", "doubled"), 0))
    )
    amiss: list[str] = field(default_factory=list)
    _kept: dict[str, Kept] = field(default_factory=dict)

    async def prepare(self, scene: Scene) -> Prepared:
        """Live up to a scene, unless that was done before, and play it once without a death."""
        world = scene.prepare.__name__
        if world not in self._kept:
            stage = Stage(self.ground)
            await stage.empty()
            await scene.prepare(stage)
            if stage.told.lost or stage.told.doubled or stage.told.swallowed:
                raise AssertionError(f"{world} cannot be prepared: {stage.told}")
            self._kept[world] = await stage.keep(world)
        kept = self._kept[world]
        stage, facts = await self._perform(scene, kept, Schedule(), SOUND)
        if stage.told.lost or stage.told.doubled:
            raise AssertionError(f"{scene.name} goes wrong without a death: {stage.told}")
        return Prepared(scene, kept, facts, len(stage.schedule.trails[0]))

    async def play(self, prepared: Prepared, kills: Iterable[int], planted: Planted = SOUND) -> Played:
        """Play a scene with these deaths, and compare."""
        wanted = list(kills)
        schedule = Schedule(list(wanted))
        stage, facts = await self._perform(prepared.scene, prepared.kept, schedule, planted)
        verdict = judge(stage, facts, prepared.facts)
        self.figures.update(
            {
                "schedules": 1,
                "kills": len(schedule.deaths),
                "lost": len(verdict.lost),
                "doubled": len(verdict.doubled),
                "spare messages": verdict.spare,
                "replies swallowed": verdict.swallowed,
            }
        )
        for what, ones in (("lost", verdict.lost), ("doubled", verdict.doubled)):
            where = f"{self.ground.name}, {prepared.scene.name}, killed at {wanted} {schedule.deaths}"
            self.amiss += [f"{where}: {what}: {each}" for each in ones]
        return Played(wanted, verdict, schedule.trails, schedule.recovery)

    async def _perform(
        self, scene: Scene, kept: Kept, schedule: Schedule, planted: Planted
    ) -> tuple[Stage, Facts]:
        stage = Stage(self.ground, schedule, planted)
        await stage.begin(kept)
        schedule.armed = True
        await scene.play(stage)
        return stage, await facts_of(stage)

    async def every(self, prepared: Prepared) -> AsyncGenerator[Played]:
        """Die at each boundary of a scene, and for each of these again at each boundary of the recovery."""
        for first in range(1, prepared.boundaries + 1):
            played = await self.play(prepared, [first])
            yield played
            for again in range(1, played.recovery + 1):
                yield await self.play(prepared, [first, again])

    async def any(self, prepared: Prepared, chance: random.Random) -> Played:
        """Die once to three times, wherever chance wants."""
        kills = [chance.randint(1, prepared.boundaries)]
        kills += [chance.randint(1, 20) for _ in range(chance.randint(0, 2))]
        return await self.play(prepared, kills)


@contextmanager
def _server(name: str) -> Any:
    if name == "PostgreSQL":
        with postgres.server() as address:
            yield address
    else:
        yield ""


@asynccontextmanager
async def theatre(name: str, folder: Path) -> AsyncIterator[Theatre]:
    """Open a theatre: in memory, on SQLite in a folder, on a PostgreSQL of its own."""
    with _server(name) as server:
        ground: Ground = OnPostgres(server) if server else OnSqlite(folder)
        if name == "memory":
            ground = InMemory()
        try:
            yield Theatre(ground)
        finally:
            await ground.close()


def shuffled(seed: str) -> list[Scene]:
    """Return every scene, in an order that a seed repeats."""
    scenes = list(SCENES.values())
    random.Random(seed).shuffle(scenes)
    return scenes


async def again(ground: str, scene: str, *kills: str) -> None:
    """Play one schedule and tell all of it: `python -m tests.faults.schedules SQLite "a note" 3 4`."""
    with tempfile.TemporaryDirectory() as folder:
        async with theatre(ground, Path(folder)) as here:
            played = await here.play(await here.prepare(SCENES[scene]), [int(each) for each in kills])
            print(*played.trails, *here.amiss, here.figures, sep="\n")


if __name__ == "__main__":
    asyncio.run(again(*sys.argv[1:]))
