"""What both may know of a link, each thing said once; and leaving it: at once, and quietly if so wished."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.crossing import asks_to_go_on_alone, put_off_going_alone
from bot.domain.page import WeekPage
from bot.domain.people import Care, Notice, Person
from bot.domain.say import Fade, Refusal, Say, Value, Word, button, line, say
from bot.domain.talks import Sort
from bot.domain.terms import coming_week
from bot.services import crossings
from bot.services.crossings import closes_next, half_of
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

OVERTAKEN = {"left": "linked", "care-ended": "care-joined"}


@behind(12)
async def notices(person: Person, world: World) -> Say | None:
    """What both may know: linked, left, a therapist joined or ended. Each is said once."""
    waiting = await world.mine.all(Notice)
    for number, notice in enumerate(waiting):
        if notice.key in {OVERTAKEN.get(later.key) for later in waiting[number:]}:  # that is said instead
            await world.mine.drop(Notice, notice.id)
            continue
        values: dict[str, Value] = dict(notice.values)
        return say(line(f"notice-{notice.key}", **values), rows=[[button("fine", "noticed", notice.id)]])
    return None


@action("noticed")
async def noticed(request: Request, world: World) -> Reply:
    """A notice was read."""
    notice = await world.mine.get(Notice, request.argument)
    if notice:
        await world.mine.drop(Notice, notice.id)
        half = await half_of(world.mine)
        if notice.key == "left" and half and notice.about == half.id:
            await leave_half(world)
    return [await after(await world.me(), world)]


# ---------------------------------------------------------------------- leaving


@action("leave", "leave")
async def leave(request: Request, world: World) -> Reply:
    """Leave: at once, without anybody's permission; told to the other only if the leaver wants that."""
    half = await half_of(world.mine)
    if half is None:
        alone = "leave-alone" if request.person.terms_at is None else "leave-therapist"
        return [say(alone, rows=[[button("back", "more"), button("close", "enough")]])]
    closes = await closes_next(half, world)
    ways = [
        [button("leave-quiet", "leave-go", "quiet")],
        [button("leave-now", "leave-go", "now")],
        [button("leave-sunday", "leave-go", "sunday", closes=closes)],
    ]
    return [say("leave-ask", rows=[*ways, [button("stay", "enough")]], weeks=half.keep)]


@action("leave-go")
async def go(request: Request, world: World) -> Reply:
    """Leave in the chosen way."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    if request.argument == "now":
        await crossings.say_left(half, world.now, True, world)
    elif request.argument == "sunday":
        await crossings.say_left(half, world.now, False, world)
    await leave_half(world)
    return [say("left-done", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


async def leave_half(world: World) -> None:
    """Let go one's own half, and all that was to come of it; the other side is not touched."""
    half = await half_of(world.mine)
    if half is None:
        return
    for care in await world.mine.all(Care):
        await crossings.end_care(care, half, world, told=False)
    for page in await world.mine.all(WeekPage):
        await world.mine.unplan("preview", page.week)
        await world.mine.unplan("release", page.week)
        await world.mine.drop(WeekPage, page.id)
    week = coming_week(half, world.now)
    await world.mine.unplan("preview", week.key)
    await world.mine.unplan("release", week.key)
    for sort in Sort:
        await world.mine.unplan("talk", sort)
    for notice in await world.mine.all(Notice):  # what was still to be said of the two of them
        if notice.about == half.id:
            await world.mine.drop(Notice, notice.id)
    await world.mine.put(replace(await world.me(), stage=half.stage))
    await world.mine.drop(type(half), half.id)


@behind(70)
async def go_on_alone(person: Person, world: World) -> Say | None:
    """After three ordinary closed weeks, whatever their causes, one question, once a week."""
    half, today = await half_of(world.mine), cards.today_of(person, world.now)
    if half is None or not asks_to_go_on_alone(half, today):
        return None
    await world.mine.put(replace(half, alone_asked=today.isoformat()))
    ways = [button("go-on-stay", "go-on", "stay"), button("go-on-alone", "go-on", "alone")]
    return say("go-on-ask", rows=[ways, [button("later", "go-on", "later")]])


@action("go-on")
async def go_on(request: Request, world: World) -> Reply:
    """Stay linked, go on alone, or say so another time: until then *Leave* is where it was."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    if request.argument == "later":
        await world.mine.put(put_off_going_alone(half))
        return [await after(await world.me(), world, line("waits-there", where=Word("menu-leave")))]
    if request.argument == "alone":
        await leave_half(world)
    else:
        await world.mine.put(replace(half, closed_weeks=0))
    return [await after(await world.me(), world, line("saved"))]
