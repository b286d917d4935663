"""Today: what lies behind the knock, one thing after another, and everything else under *More*."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Event, Prompt
from bot.domain.people import Person
from bot.domain.rhythm import end_of_day, next_local_time, next_weekday, zone_of
from bot.domain.say import Button, Fade, Line, Say, button, line, raw, say
from bot.services import cards
from bot.services.actions import BEHIND, Due, Reply, Request, action, tick
from bot.services.ports import World

LATER = (timedelta(hours=3), timedelta(hours=1))
DAY = 24 * 60
KNOCK_WINDOW = timedelta(hours=3)

MENU: tuple[tuple[str, ...], ...] = (
    ("week", "history", "notes"),
    ("practice", "invite", "therapist"),
    ("rest", "settings", "safety"),
    ("privacy", "clear", "leave"),
)


async def next_thing(person: Person, world: World) -> Say | None:
    """Return the first thing that waits for this person now, if anything does."""
    for _, look in BEHIND:
        found = await look(person, world)
        if found:
            return found
    return None


async def after(person: Person, world: World, *kept: Line, calm: bool = False, fixes: str = "") -> Say:
    """Return what follows: after something that was saved a quiet end, with the way on as a button.

    The way on is always the same, whatever was saved and whatever waits: a minute later the card clears to
    the day's line, and what remains must not tell what was answered. Where nothing was saved (a notice
    was read), the next thing follows at once. After a low rating (`calm`) calming is offered instead.
    """
    if not kept:
        return await next_thing(person, world) or say("all-now", rows=ending(), fades=Fade.SAVED)
    return say(*kept, rows=ending(calm), fades=Fade.SAVED, fixes=fixes)


SETTINGS = "settings"
"""What a question that was opened under *Settings* is about: it leads back there."""


async def after_setting(request: Request, person: Person, world: World) -> Say:
    """Return what follows a setting: the way back to the others, or, over the first days, the next thing."""
    if request.card and request.card.screen.about == SETTINGS:
        rows = [[button("back", "settings"), button("close", "enough")]]
        return say("saved", rows=rows, fades=Fade.SAVED)
    return await after(person, world, line("saved"))


def ending(calm: bool = False) -> list[list[Button]]:
    """Return the buttons of a quiet end."""
    first = raw("calm-offer", "calm") if calm else button("go-on", "open")
    return [[first, button("enough", "enough")]]


@action("open")
async def open_knock(request: Request, world: World) -> Reply:
    """What lies behind the knock that was tapped."""
    return [await next_thing(request.person, world) or _all_done()]


@action("today", "today")
async def today(request: Request, world: World) -> Reply:
    """What waits today, at one's own initiative, and the way to everything else."""
    return [await next_thing(request.person, world) or _all_done()]


def _all_done() -> Say:
    return say("today-done", rows=[[button("more", "more"), button("enough", "enough")]], fades=Fade.READ)


@action("more", "more")
async def more(request: Request, world: World) -> Reply:
    """Everything else, in one place."""
    rows = [[button(f"menu-{name}", name) for name in row] for row in MENU]
    return [
        say("more-title", rows=[*rows, [button("back", "today"), button("close", "enough")]], fades=Fade.READ)
    ]


@action("enough")
async def enough(request: Request, world: World) -> Reply:
    """Done for now: the card clears to the day's line."""
    return []


@action("later")
async def later(request: Request, world: World) -> Reply:
    """Not now: later today, or not today."""
    return [say("later-when", rows=[[button("later-today", "later-today"), button("not-today", "enough")]])]


@action("later-today")
async def later_today(request: Request, world: World) -> Reply:
    """Knock once more in some hours, or sooner, if the day is still long enough for it."""
    person = request.person
    end = end_of_day(world.now, zone_of(person.zone, person.offset))
    for wait in LATER:
        at = world.now + wait
        if at < end and at == cards.awake(person, at):
            await world.mine.plan("knock", "later", at)
            return []
    return [say("later-quiet", rows=[[button("fine", "enough")]], fades=Fade.SAVED)]


@tick("knock")
async def knock(due: Due, world: World) -> None:
    """Knock at the person's hour, and plan the next day's."""
    if due.ref == "day":
        # after an outage of days, the latest one may still be in its window
        await plan_knock(due.person, world, max(due.at, world.now - KNOCK_WINDOW))
    if world.now - due.at < KNOCK_WINDOW:
        await cards.knock(due.person, world)


def room_for(minute: int, start: int, end: int) -> tuple[int, int]:
    """Return quiet hours that leave room for an hour that was chosen on purpose, with an hour to answer."""
    span, late = (end - start) % DAY, (minute - start) % DAY
    if late >= span:
        return start, end
    return (start, minute) if span - late <= late else ((minute + 60) % DAY, end)


async def plan_knock(person: Person, world: World, after: datetime | None = None) -> None:
    """Plan the next daily knock (after now), or none for someone who comes by themselves."""
    if person.knock_minute is None or not person.started:
        await world.mine.unplan("knock", "day")
        return
    zone = zone_of(person.zone, person.offset)
    await world.mine.plan("knock", "day", next_local_time(person.knock_minute, zone, after or world.now))


async def plan_caseload(person: Person, world: World) -> None:
    """Plan a therapist's next weekly hour."""
    if person.therapist_day is not None:
        zone = zone_of(person.zone, person.offset)
        at = next_weekday(person.therapist_day, person.therapist_minute, zone, world.now)
        await world.mine.plan("caseload", "", at)


@tick("expire")
async def expire(due: Due, world: World) -> None:
    """End the day: what was not answered is over, which means nothing, and looks like any other day."""
    for prompt in await world.mine.all(Prompt, since=world.now - timedelta(days=3)):
        over = prompt.after(Event.EXPIRE)
        if over:
            await world.mine.put(over)
    for card in await world.mine.all(Card):
        if card.state in (CardState.KNOCK, CardState.OPEN):
            await cards.tidy(card, world.mine, world.now)
