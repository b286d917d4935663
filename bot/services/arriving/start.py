"""The first evening: what this is, a yes to keeping such data, a name, an hour, and the first rating."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.knocks import is_window, room_for
from bot.domain.people import Person
from bot.domain.rhythm import offset_from_clock, zone_of
from bot.domain.say import Button, Fade, Refusal, Say, button, raw, say
from bot.services.arriving.linking import redeem
from bot.services.day.today import next_thing, plan_knock, today
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, tick
from bot.services.ports import World
from bot.services.therapy.therapist import asked_in, follow

CONSENT = 1
"""The version of the consent text; kept with the instant of the yes."""

PARKED = timedelta(hours=48)
NAME = 40
HOURS = {"morning": 8 * 60, "evening": 20 * 60 + 30}


@action("start", "start", before_consent=True)
async def start(request: Request, world: World) -> Reply:
    """Begin, come back, or follow a link."""
    person, code = request.person, request.argument.strip()
    if person.consent_at is None:
        if code:
            await world.mine.put(replace(person, parked=code[:64], parked_until=world.now + PARKED))
            person = await world.me()
        intro = "intro-therapist" if await asked_in(person, world) else "intro"
        first = [button("begin", "begin"), raw("keyboard-help", "help")]
        waits = ["intro-link"] if person.parked and intro == "intro" else []
        return [say(intro, *waits, rows=[first, [button("who-reads", "who-reads")]])]
    if code and not person.name:  # the other would be asked about somebody without a name
        person = replace(person, parked=code[:64], parked_until=world.now + PARKED)
        await world.mine.put(person)
        return await resume(person, world, request.called)
    if code:
        return await redeem(request, world)
    await cards.standing(person, world)
    if person.name == "" or (person.started is None and person.terms_at is None):
        return await resume(person, world, request.called)
    return await today(request, world)


@action("begin", before_consent=True)
async def begin(request: Request, world: World) -> Reply:
    """Say what is kept and who can read it, and ask for a clear yes."""
    consent = "consent-therapist" if await asked_in(request.person, world) else "consent"
    return [say(consent, rows=[[button("agree", "agree"), button("not-now", "decline")]])]


@action("who-reads", before_consent=True)
async def who_reads(request: Request, world: World) -> Reply:
    """Who can read what, before anything is kept."""
    return [say("privacy-short", rows=[[button("begin", "begin")]])]


@action("decline", before_consent=True)
async def decline(request: Request, world: World) -> Reply:
    """No is a whole answer; nothing is kept."""
    return [say("declined", rows=[[button("begin", "begin")]])]


@action("agree", before_consent=True)
async def agree(request: Request, world: World) -> Reply:
    """Keep the yes with the version of its text, and go on to the name."""
    person = replace(request.person, consent_version=CONSENT, consent_at=world.now)
    await world.mine.put(person)
    await world.mine.unplan("unconsented", "")
    await world.mine.plan("retention", "", world.now + timedelta(weeks=person.keep_weeks))
    return await resume(person, world, request.called)


async def resume(person: Person, world: World, called: str = "") -> Reply:
    """Return the next screen of a first evening that was left half-way."""
    if not person.name:
        return [name_screen(called, await asked_in(person, world))]
    if person.parked and not person.started:
        followed = await follow(person, person.parked, world)
        if followed:
            return followed
    if person.started is None and person.set_up_on == "":
        return [say("hour", rows=hour_rows())]
    return [await next_thing(person, world) or say("today-done", rows=[[button("enough", "enough")]])]


def name_screen(called: str, as_therapist: bool = False) -> Say:
    """Ask what to be called; the name that Telegram shows is one tap."""
    offered = [[button("name-telegram", "name-tg", name=called[:NAME])]] if called.strip() else []
    return say("name-therapist" if as_therapist else "name", rows=offered, awaits="name")


@action("name-tg")
async def name_from_telegram(request: Request, world: World) -> Reply:
    """Be called as in Telegram."""
    return await _named(request.person, request.called[:NAME], world)


@action("name")
async def name(request: Request, world: World) -> Reply:
    """Be called as typed."""
    return await _named(request.person, request.argument, world)


async def _named(person: Person, given: str, world: World) -> Reply:
    short = " ".join(given.split())
    if not short or len(short) > NAME or not any(each.isalnum() for each in short):
        raise Refusal("name-short", longest=NAME)
    renamed = bool(person.name)
    person = replace(person, name=short)
    await world.mine.put(person)
    if renamed:
        rows = [[button("back", "settings"), button("close", "enough")]]
        return [say("saved", rows=rows, fades=Fade.SAVED)]
    return await resume(person, world)


def hour_rows() -> list[list[Button]]:
    """Return the ways in which a knock may come."""
    return [
        [button("hour-now", "hour", "now"), button("hour-morning", "hour", "morning")],
        [button("hour-evening", "hour", "evening"), button("hour-myself", "hour", "myself")],
    ]


@action("hour")
async def hour(request: Request, world: World) -> Reply:
    """Choose the hour of the knock; ask the local time only where it is needed."""
    person, wish = request.person, request.argument
    if wish == "myself":
        return await with_hours(person, None, None, world)
    if wish == "now":
        local = request.at.astimezone(zone_of(person.zone, person.offset))
        return await with_hours(person, (local.hour * 60 + local.minute) // 15 * 15, None, world)
    chosen = _chosen(wish)
    if person.zone or person.offset is not None:
        return await with_hours(person, *chosen, world)
    numbers = [button("clock-hour", "clock", f"{wish}-{h}", hour=f"{h:02d}") for h in range(24)]
    rows = [numbers[i : i + 6] for i in range(0, 24, 6)]
    return [say("clock", rows=rows, awaits="clock-typed", about=wish)]


def _chosen(wish: str) -> tuple[int, int | None]:
    """Return the minutes that a wish stands for: of an hour, or of a window such as "1080~1260"."""
    first, _, last = wish.partition("~")
    if wish in HOURS:
        return HOURS[wish], None
    if first.isdecimal() and last.isdecimal() and is_window(int(first), int(last)):
        return int(first), int(last)
    raise Refusal("moved-on")


@action("clock")
async def clock(request: Request, world: World) -> Reply:
    """The hour on one's own clock gives the offset; the city follows another day."""
    wish, _, shown = request.argument.partition("-")
    if not shown.isdecimal() or int(shown) > 23:
        raise Refusal("moved-on")
    chosen = _chosen(wish)
    # Only the hour was asked: the minutes of every zone with whole hours are those of UTC.
    offset = offset_from_clock(int(shown) * 60 + request.at.minute, request.at)
    person = replace(request.person, offset=offset)
    await world.mine.put(person)
    return await with_hours(person, *chosen, world)


@action("clock-typed")
async def clock_typed(request: Request, world: World) -> Reply:
    """The hour, typed."""
    shown = re.fullmatch(r"\s*([01]?\d|2[0-3])(?:[:.h]\s*[0-5]\d)?\s*", request.argument, re.ASCII)
    if shown is None:
        raise Refusal("clock-please")
    return await clock(replace(request, argument=f"{request.about}-{int(shown[1])}"), world)


async def with_hours(person: Person, first: int | None, last: int | None, world: World) -> Reply:
    """Keep when the knock comes: at an hour, within a window, or never; the quiet hours make room."""
    person = replace(
        person,
        knock_minute=first,
        knock_until=last,
        set_up_on=cards.today_of(person, world.now).isoformat(),
    )
    if first is not None and (person.zone or person.offset is not None):
        until = first if last is None else last
        start, end = room_for(first, until, person.quiet_from, person.quiet_to)
        person = replace(person, quiet_from=start, quiet_to=end)
    await world.mine.put(person)
    await plan_knock(person, world)
    if person.started:
        rows = [[button("back", "settings"), button("close", "enough")]]
        return [say("saved", rows=rows, fades=Fade.SAVED)]
    return [await next_thing(person, world) or say("today-done")]


@tick("unconsented")
async def unconsented(due: Due, world: World) -> None:
    """Someone who never said yes is forgotten."""
    if due.person.consent_at is None:
        await world.mine.forget(None, due.person.chat, due.person.language, [])
