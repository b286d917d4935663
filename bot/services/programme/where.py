"""Where things stand: each says it alone, and two who are ready move on at T1."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.checkin import Kind
from bot.domain.people import Half, Person
from bot.domain.rhythm import local_day, zone_of
from bot.domain.say import Button, Fade, Line, Refusal, Say, button, line, say
from bot.domain.stages import KEPT, Said, Stage, Step, moved, touch_from
from bot.services.crossings import closes_next, half_of, touch_open
from bot.services.day.asked import done, put_prompt
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World
from bot.services.programme.choosing import parting_screen

BACK = {Stage.STEADY: (), Stage.NAME: (Step.STEADY,)}
"""The ways back; from the later stages both."""


@part(Kind.STAGE)
async def where(person: Person, world: World) -> Say:
    """Where things stand, and what one can say of it; what one said before is not shown."""
    await put_prompt(person, world, Kind.STAGE)
    half = await half_of(world.mine)
    stage = half.stage if half else person.stage
    lines = await _of_two(half, world) if half else [line(f"own-at-{stage}"), line("where-how-own")]
    if BACK.get(stage, True):
        lines.append(line("where-back" if half else "where-anew"))
    rows = [*_ways(stage, half is None), [button("skip", "skip", Kind.STAGE)]]
    return say(*lines, rows=rows, fades=Fade.READ)


async def _of_two(half: Half, world: World) -> list[Line]:
    closes = await closes_next(half, world)
    lines = [line(f"both-at-{half.stage}"), line("where-how", closes=closes)]
    if half.stage.next is Stage.TOUCH and not touch_open(half, closes):
        since = touch_from(half.found_out, local_day(half.at, zone_of(half.zone)))
        return [*lines, line("where-touch-from", since=since)]
    return [*lines, line("where-on")] if half.stage.next else lines


def _ways(stage: Stage, alone: bool) -> list[list[Button]]:
    """Return what can be said in a stage: every way on, and every way back, as equal buttons."""
    whose = "own" if alone and stage.next is Stage.TOUCH else "where"  # alone, it is no touch of two
    enough = "where-enough-steady" if stage is Stage.STEADY else "where-enough"
    rows = [[button(enough, "stage", Step.ENOUGH)]]
    if stage.next:
        rows += [[button(f"{whose}-ready-{stage}", "stage", Step.READY)]]
        rows += [[button("where-not-yet", "stage", Step.NOT_YET)]]
    rows += [[button("where-parting", "stage", "parting")]]
    backs = BACK.get(stage, (Step.BACK, Step.STEADY))
    return [*rows, *([button(f"where-step-{step}", "stage", step)] for step in backs)]


@action("stage")
async def choose(request: Request, world: World) -> Reply:
    """Say where one is. Of two, the words afterwards are the same whatever was said, but for the small page.

    Alone it holds at once, so that they say where one stands now.
    """
    half, person = await half_of(world.mine), request.person
    parting = request.argument == "parting"
    if not parting and request.argument not in set(Step):
        raise Refusal("moved-on")
    step = Step.NOT_YET if parting else Step(request.argument)
    await done(person, world, Kind.STAGE)
    if half:
        said = Said(step, request.at) if step in KEPT else None
        await world.mine.put(replace(half, step=said))
        closes = await closes_next(half, world)
        kept, taken = [line("choice-saved", until=closes)], [line("taken-with-parting", closes=closes)]
    else:
        stage = moved(person.stage, step, touch=True)
        await world.mine.put(replace(await world.me(), stage=stage))
        kept, taken = [line("saved"), line(f"own-at-{stage}")], []
    if parting:
        # said to everyone who is linked: only after a yes, it would tell that there had been one
        return [parting_screen(*taken)]
    return [await after(await world.me(), world, *kept)]
