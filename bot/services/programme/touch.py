"""The touch ladder: each chooses alone, and at the set minute both read the lower choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.checkin import Kind
from bot.domain.people import Half, Person
from bot.domain.rhythm import zone_of
from bot.domain.say import Fade, Line, Refusal, Say, Word, button, line, raw, say
from bot.domain.touch import (
    FLOORS,
    LADDER,
    LASTS,
    REST,
    STEPS,
    Choice,
    Evening,
    evening_at,
    idea_of,
    next_evening,
)
from bot.services import crossings
from bot.services.crossings import half_of
from bot.services.day.asked import done
from bot.services.day.checkins import ask
from bot.services.day.planning import busy_days
from bot.services.day.practices import part
from bot.services.day.today import KNOCK_WINDOW, touch_knock
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, behind, tick
from bot.services.ports import World


async def plan_evening(half: Half, world: World) -> None:
    """Plan the next evening, where the ladder is open; one that was planned before is moved."""
    if half.stage in LADDER:
        await world.mine.plan("touch", "", _coming(half, world).at)


def _coming(half: Half, world: World) -> Evening:
    return next_evening(world.now, zone_of(half.zone))


@part(Kind.TOUCH)
async def begin(person: Person, world: World) -> Say:
    """The choice for the coming evening."""
    half = await half_of(world.mine)
    if half is None or half.stage not in LADDER:
        return say("touch-closed", rows=[[button("close", "enough")]], fades=Fade.READ)
    prompt = await ask(person, world, Kind.TOUCH)
    at = _coming(half, world).at
    day = cards.today_of(person, cards.awake(person, at)).weekday()
    shared = [line("touch-other-knock")] if day in await busy_days(person, world) else []
    return _choosing(at, prompt.id, shared)


def _choosing(at: datetime, about: str, shared: list[Line]) -> Say:
    numbers = [button("number", "touch", str(n), n=n) for n in STEPS]
    steps = {f"s{n}": Word(f"item-touch-{n}") for n in STEPS if n}
    return say(
        line("touch-how", at=at),
        *shared,
        line("touch-steps", **steps),
        rows=[
            numbers[:6],
            numbers[6:],
            [button("touch-floor", "touch-floor"), button("skip", "skip", Kind.TOUCH)],
        ],
        fades=Fade.READ,
        about=about,
    )


async def _ladder(world: World) -> Half:
    half = await half_of(world.mine)
    if half is None or half.stage not in LADDER:
        raise Refusal("moved-on")
    return half


@action("touch")
async def choose(request: Request, world: World) -> Reply:
    """Choose a step, or a rest. What is said afterwards is the same for every choice."""
    half, given = await _ladder(world), request.argument
    if not (given.isdecimal() and int(given) in STEPS):
        raise Refusal("moved-on")
    evening = next_evening(request.at, zone_of(half.zone))
    await world.mine.put(replace(half, touch=Choice(evening.key, int(given), request.at)))
    await done(request.person, world, Kind.TOUCH)
    rows = [[button("touch-again", "practise", Kind.TOUCH), button("enough", "enough")]]
    return [say("touch-saved", rows=rows, fades=Fade.SAVED, at=evening.at)]


@action("touch-floor")
async def floor(request: Request, world: World) -> Reply:
    """Set the number below which one's own choice is a rest. Which it is now is not shown."""
    given = request.argument
    if not given:
        numbers = [button("number", "touch-floor", str(n), n=n) for n in FLOORS]
        rows = [numbers[:6], numbers[6:], [button("back", "practise", Kind.TOUCH)]]
        return [say("touch-floor-ask", rows=rows, fades=Fade.READ)]
    if not (given.isdecimal() and int(given) in FLOORS):
        raise Refusal("moved-on")
    await world.mine.put(replace(request.person, touch_floor=int(given)))
    rows = [[button("back", "practise", Kind.TOUCH), button("enough", "enough")]]
    return [say("saved", rows=rows, fades=Fade.SAVED)]


# ---------------------------------------------------------------------- the set minute


@tick("touch")
async def at_evening(due: Due, world: World) -> None:
    """The set minute: both are told the lower choice, and the knock is the same in every case."""
    half = await half_of(world.mine)
    if half is None or half.stage not in LADDER:
        return
    evening = evening_at(due.at, zone_of(half.zone))
    await crossings.settle_touch(due.person, half, evening, world)
    await plan_evening(half, world)
    if world.now - due.at < KNOCK_WINDOW:
        await touch_knock(due.person, world)


@behind(21)
async def told(person: Person, world: World) -> Say | None:
    """What the evening brings, while it lasts."""
    half = await half_of(world.mine)
    evening = half.evening if half else None
    if half is None or evening is None or evening.seen or world.now >= evening.at + LASTS:
        return None
    await world.mine.put(replace(half, evening=replace(evening, seen=True)))
    ends = [[raw("calm-offer", "calm"), button("fine", "go-on-today")]]
    return say(*_told(evening.step, evening.key, world), rows=ends, fades=Fade.READ)


def _told(step: int, key: str, world: World) -> list[Line]:
    if step == REST:
        return [line("touch-rest")]
    ideas = [item.id for item in world.facts.library.items if item.kind == f"touch-{step}"]
    return [
        line("touch-step", step=step, what=Word(f"item-touch-{step}")),
        line("touch-idea", idea=Word(f"item-{idea_of(ideas, key)}")),
        line("touch-stop"),
    ]
