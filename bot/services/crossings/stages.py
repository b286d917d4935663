"""Where a couple is in the programme: decided at T1, for both at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import crossing
from bot.domain.cards import derived
from bot.domain.gate import LATE
from bot.domain.people import Half, Notice, Person
from bot.domain.rhythm import local_day, zone_of
from bot.domain.safety import stands_plain
from bot.domain.stages import STAY, Stage, touch_from
from bot.services.crossings.release import drained
from bot.services.crossings.sides import partner
from bot.services.ports import Mine, World


async def settle_stage(person: Person, half: Half, closes: datetime, world: World) -> Half:
    """Decide at T1 what this one says of the stage, and with it for both at once where that moves it.

    Returns one's own half as it is from now on. Without a step of one's own nothing of the other's is looked
    at; a step back of theirs comes with their own T1, the same instant.
    """
    if world.now - closes > LATE or half.step is None or half.step.at >= closes:
        return half
    mine = _stand(person, half)
    if mine.step(closes) is STAY:
        half = replace(half, step=None)
        await world.mine.put(half)
        return half
    other = await partner(half, world)
    await drained(person, other, closes, world)
    theirs = _stand(other.person, other.half) if other else None
    stage = crossing.stage_after(half.stage, mine, theirs, closes, world.now, touch_open(half, closes))
    if other and stage is not half.stage:
        await _move(other.half, stage, closes, other.mine, world)
    return await _move(half, stage, closes, world.mine, world)


def _stand(person: Person, half: Half) -> crossing.Stand:
    return crossing.Stand(half.step, stands_plain(person))


def touch_open(half: Half, at: datetime) -> bool:
    """Whether the time of *touch* has come for a couple, by the month that both agreed to."""
    zone = zone_of(half.zone)
    return local_day(at, zone) >= touch_from(half.found_out, local_day(half.at, zone))


async def _move(half: Half, stage: Stage, closes: datetime, rows: Mine, world: World) -> Half:
    """Put one side into a stage, and have it said behind their knock if it is another one."""
    counted = half.step is not None and half.step.at < closes
    new = replace(half, stage=stage, step=None if counted else half.step)
    await rows.put(new)
    if stage is not half.stage:
        id = derived(half.id, "stage")  # always the same: of several, the last one is said
        await rows.put(Notice(id=id, owner=half.owner, at=world.now, key=f"stage-{stage}-now", about=half.id))
    return new
