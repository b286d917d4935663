"""A break between the two. (Calm and Help themselves are still words that intake gives by itself.)"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.crossing import back_at
from bot.domain.people import Person
from bot.domain.repair import LENGTHS, LONGER, Pause
from bot.domain.say import Fade, Line, Refusal, button, line, raw, say
from bot.services import crossings
from bot.services.crossings import half_of
from bot.services.day.today import KNOCK_WINDOW
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, tick
from bot.services.ports import World


@action("pause", "break")
async def pause(request: Request, world: World) -> Reply:
    """How long? At least twenty minutes; up to a day under *More*. A break that runs only gets longer."""
    until = await _running(world)
    short, long = (
        [m for m in lengths if until is None or back_at(world.now, m) > until]
        for lengths in (LENGTHS, LONGER)
    )
    if request.argument == "more" or not short:
        rows = [[button("minutes-long", "pause-go", str(m), hours=m // 60) for m in long]]
        if short:
            rows.append([button("back", "pause"), button("not-now", "enough")])
    else:
        rows = [
            [button("minutes", "pause-go", str(m), minutes=m) for m in short],
            [button("pause-more", "pause", "more"), button("not-now", "enough")],
        ]
    if until is None:
        return [say("pause-ask", rows=rows)]
    if not short:
        rows.append([button("close", "enough")])
    return [say("pause-running", rows=rows, until=until)]


async def _running(world: World) -> datetime | None:
    found = [each.until for each in await world.mine.all(Pause) if each.until > world.now]
    return max(found, default=None)


@action("pause-go")
async def go(request: Request, world: World) -> Reply:
    """Begin a break, or make it longer; both read the time at which it ends."""
    if request.argument not in {str(m) for m in (*LENGTHS, *LONGER)}:
        raise Refusal("moved-on")
    until = max(back_at(world.now, int(request.argument)), await _running(world) or world.now)
    half = await half_of(world.mine)
    await _keep(request.person, until, world)
    if half is None:
        return [
            say(
                "pause-alone",
                rows=[[raw("calm-offer", "calm"), button("enough", "enough")]],
                fades=Fade.READ,
                until=until,
            )
        ]
    await crossings.pause(half, until, world)
    return [
        say(
            "pause-own",
            rows=[[raw("calm-offer", "calm"), button("enough", "enough")]],
            fades=Fade.READ,
            until=until,
            name=half.name,
        )
    ]


async def _keep(person: Person, until: datetime, world: World) -> None:
    for old in await world.mine.all(Pause):
        await world.mine.drop(Pause, old.id)
        await world.mine.unplan("return", old.id)
    mine = Pause(id=world.chance.token(), owner=person.id, at=world.now, until=until)
    await world.mine.put(mine)
    await world.mine.plan("return", mine.id, until)


@tick("return")
async def back(due: Due, world: World) -> None:
    """The time is over: one fixed line, and going back is a choice."""
    pause_ = await world.mine.get(Pause, due.ref)
    if pause_ is None:
        return
    await world.mine.drop(Pause, pause_.id)
    if world.now - due.at >= KNOCK_WINDOW:  # nobody waits for it any more
        return
    day = cards.today_of(due.person, world.now).isoformat()
    buttons = [raw("calm-offer", "calm"), button("pause-longer", "pause")]
    await cards.fixed(world.mine, world.now, day, "pause", line("pause-over", until=pause_.until), [buttons])


# ---------------------------------------------------------------------- rest

REST_DAYS = (3, 7, 14)


@action("rest", "rest")
async def rest(request: Request, world: World) -> Reply:
    """One word for what others call pause, snooze, holiday."""
    if request.person.resting:
        rows = [[button("rest-end", "rest-end")], [button("back", "more"), button("close", "enough")]]
        return [say(_until("resting", request.person.rest_until), rows=rows)]
    rows = [[button("rest-days", "rest-go", str(days), days=days) for days in REST_DAYS]]
    week = ["rest-week"] if await half_of(world.mine) else []
    return [
        say(
            "rest-ask",
            *week,
            "rest-how",
            rows=[
                *rows,
                [button("rest-open", "rest-go", "0")],
                [button("back", "more"), button("not-now", "enough")],
            ],
        )
    ]


@action("rest-go")
async def rest_go(request: Request, world: World) -> Reply:
    """Rest: nothing knocks; everything still works; nobody is told."""
    if request.argument not in {"0", *map(str, REST_DAYS)}:
        raise Refusal("moved-on")
    days = int(request.argument)
    until = world.now + timedelta(days=days) if days else None
    await world.mine.put(replace(request.person, resting=True, rest_until=until))
    if until:
        await world.mine.plan("rested", "", until)
    else:
        await world.mine.unplan("rested", "")
    return [say(_until("rest-begun", until), rows=[[button("enough", "enough")]], fades=Fade.SAVED)]


def _until(words: str, until: datetime | None) -> Line:
    """Return these words, with the day on which the rest ends by itself, if there is one."""
    return line(f"{words}-until", until=until) if until else line(words)


@action("rest-end")
async def rest_end(request: Request, world: World) -> Reply:
    """Resume."""
    await world.mine.unplan("rested", "")
    await world.mine.put(replace(request.person, resting=False, rest_until=None, rested_at=world.now))
    return [say("rest-ended", rows=[[button("enough", "enough")]], fades=Fade.SAVED)]


@tick("rested")
async def rested(due: Due, world: World) -> None:
    """The rest is over; the next knock comes at its hour."""
    await world.mine.put(replace(due.person, resting=False, rest_until=None, rested_at=world.now))
