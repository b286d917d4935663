"""Today: what lies behind the knock, one thing after another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Event, Prompt
from bot.domain.knocks import Wish, day_of, next_knock
from bot.domain.page import WeekPage
from bot.domain.people import Person
from bot.domain.rhythm import SECOND, end_of_day, next_local_time, next_weekday, week_of, zone_of
from bot.domain.say import Button, Fade, Line, Say, button, line, raw, say
from bot.domain.talks import Sort
from bot.domain.terms import SHORTEST
from bot.domain.touch import LADDER
from bot.services.crossings import half_of
from bot.services.flow import cards
from bot.services.flow.actions import BEHIND, Due, Reply, Request, action, tick
from bot.services.ports import World

LATER = (timedelta(hours=3), timedelta(hours=1))
KNOCK_WINDOW = timedelta(hours=3)
AT_LEAST = timedelta(hours=1)
"""How late the knock of a window may come at the least, when it was drawn shortly before its end."""
DAILY, WEEKLY = "day", "week"
WAITED, UNREAD = "waited", "unread"
"""The hour of a talk for which another knock waited; and the reminder of a page whose knock it was."""
MOMENT = timedelta(minutes=5)
"""Two knocks are never closer than this where the first one is still closed."""
PUT_OFF = timedelta(days=2)
"""By how much T1 may be put off, or a knock for the week wait for the end of quiet hours."""


async def next_thing(person: Person, world: World) -> Say | None:
    """Return the first thing that waits for this person now, if anything does."""
    for _, look in BEHIND:
        found = await look(person, world)
        if found:
            return found
    return None


async def after(person: Person, world: World, *kept: Line, fixes: str = "") -> Say:
    """Return what follows: after something that was saved a quiet end, with the way on as a button.

    The way on is always the same, whatever was saved and whatever waits: a minute later the card clears to
    the day's line, and what remains must not tell what was answered. Where nothing was saved (a notice
    was read), the next thing follows at once.
    """
    if not kept:
        return await next_thing(person, world) or say("all-now", rows=ending(), fades=Fade.SAVED)
    return say(*kept, rows=ending(), fades=Fade.SAVED, fixes=fixes)


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


@action("enough")
async def enough(request: Request, world: World) -> Reply:
    """Done for now: the card clears to the day's line."""
    return []


@action("later")
async def later(request: Request, world: World) -> Reply:
    """Not now: later today, or not today; either way nothing reminds of it."""
    await world.mine.unplan("knock", UNREAD)
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
    """Knock: for the day, for the week after quiet hours or at a talk's hour, or once more later."""
    if due.ref == DAILY:
        await _of_the_day(due, world)
    elif world.now - due.at >= KNOCK_WINDOW:
        return
    elif due.ref == WEEKLY:
        await week_knock(due.person, world)
    elif due.ref == WAITED:
        await _waited(due, world)
    elif due.ref == UNREAD:
        await _remind_of_page(due, world)
    else:
        await cards.knock(due.person, world, remind=due.ref != "later")


async def _of_the_day(due: Due, world: World) -> None:
    """Knock once on this day, at the hour or the moment that was drawn, and plan the next day's."""
    person = due.person
    wish = _wish(person)
    if wish is None:
        return
    day = day_of(wish, due.at)
    if (
        world.now < _closes(wish, due.at)
        and cards.awake(person, world.now) == world.now
        and person.knocked_on < day
        and not await _week_knocks(person, world, day)
        and not await _talk_knocks(person, world, day)
        and not await _touch_knocks(person, world, day)
    ):
        person = await _knock(person, world, day)
    # after an outage of days, the latest one may still be in its window
    await plan_knock(person, world, max(due.at, world.now - KNOCK_WINDOW), day)


def _closes(wish: Wish, at: datetime) -> datetime:
    """Return until when a knock that is late may still come: not after the window that was chosen."""
    if not wish.within:
        return at + KNOCK_WINDOW
    return max(at + AT_LEAST, min(next_local_time(wish.last, wish.zone, at), at + KNOCK_WINDOW))


async def week_knock(person: Person, world: World) -> None:
    """Knock for the week's page, always; the day on which that is has no other knock than a talk's.

    Where a talk has one too, there is no reminder: two are enough for a day.
    """
    at = cards.awake(person, world.now)
    if at > world.now and not person.resting:
        await world.mine.plan("knock", WEEKLY, at)
    else:
        day = cards.today_of(person, world.now).isoformat()
        alone = person.knocked_on < day and not await _talk_knocks(person, world, day)
        await _knock(person, world, day, remind=alone)


async def preview_knock(person: Person, closes: datetime, world: World) -> None:
    """Knock for the page that opens; where a talk is still to come on this day, its knock is the one.

    Both agreed to both hours, so it tells nothing. The page waits under Today meanwhile; but it waits for no
    talk that would leave less time for the choice than a week ever has.
    """
    talk = await _talk_knocks(person, world, _on(person, world.now), closes - SHORTEST)
    if not talk and person.knocked_at and abs(world.now - person.knocked_at) < MOMENT:
        talk = person.knocked_at  # both at the same hour, and the talk's came first
    if talk:
        await _wait(talk, world)
    else:
        await week_knock(person, world)


async def _wait(talk: datetime, world: World) -> None:
    """Let a knock wait for a talk's: a second later that one has come, or never will."""
    await world.mine.plan("knock", WAITED, talk + SECOND)


async def _waited(due: Due, world: World) -> None:
    """Where a talk's knock came, it served for both; else knock now: it was switched off, or missed.

    Behind the talk's the talk comes first, so that its reminder asks whether the page was looked at. Where
    another talk is still to come on that day there is none: two knocks are enough.
    """
    person, talk = due.person, due.at - SECOND
    if await half_of(world.mine) is None:
        return
    if not person.knocked_at or person.knocked_at < talk:
        await week_knock(person, world)
        return
    again = person.knocked_at + cards.REMIND_AFTER
    if again == cards.awake(person, again) and not await _talk_knocks(person, world, _on(person, talk)):
        await world.mine.plan("knock", UNREAD, again)


async def _remind_of_page(due: Due, world: World) -> None:
    """Knock once more for this day's page, if it was not looked at; as for a knock that was not opened."""
    person = due.person
    if not person.reminder or world.now - due.at >= cards.REMIND_AFTER:
        return
    for page in await world.mine.all(WeekPage):
        opened_today = _on(person, page.at) == _on(person, due.at)
        if opened_today and not page.looked and world.now < page.closes:
            await cards.knock(person, world, remind=False)


async def touch_knock(person: Person, world: World) -> None:
    """Knock for an evening of touch, as the one knock of that day; where a page or a talk has it, not again.

    Whatever was chosen, the knock is the same; who has not come by then finds the whole day behind it.
    """
    day = _on(person, world.now)
    if person.knocked_on >= day or await _week_knocks(person, world, day):
        return
    if talk := await _talk_knocks(person, world, day):
        await _wait(talk, world)
    else:
        await week_knock(person, world)


async def _touch_knocks(person: Person, world: World, day: str) -> bool:
    """Whether the knock of an evening of touch is still to come on this day."""
    half = await half_of(world.mine)
    if half is None or half.stage not in LADDER:
        return False
    coming = [await world.mine.planned("touch", ""), await world.mine.planned("knock", WEEKLY)]
    return any(at and world.now - at < KNOCK_WINDOW and _on(person, at) == day for at in coming)


async def talk_knock(person: Person, world: World) -> None:
    """Knock for a talk that both agreed on, at its hour or never; after it only T1 knocks on that day."""
    if cards.awake(person, world.now) == world.now:
        await _knock(person, world, cards.today_of(person, world.now).isoformat(), remind=False)


async def missed_knock(person: Person, world: World, due: datetime) -> None:
    """Knock for a day whose knock had made way for a talk that the bot was away for, as late as a day's may.

    Where the day's own hour, the page's or another talk's is still to come, that is soon enough; and who
    wants no knock of a day has none that made way.
    """
    day = _on(person, due)
    own = await world.mine.planned("knock", DAILY)
    if (
        _wish(person) is not None
        and world.now - due < KNOCK_WINDOW
        and cards.awake(person, due) == due
        and cards.awake(person, world.now) == world.now
        and person.knocked_on < day
        and not (own and own >= world.now and _on(person, own) == day)
        and not await _week_knocks(person, world, day)
        and not await _talk_knocks(person, world, day)
        and not await _touch_knocks(person, world, day)
    ):
        await _knock(person, world, day)


async def _knock(person: Person, world: World, day: str, remind: bool = True) -> Person:
    """Knock; one that came a moment ago and is still closed serves for this as well."""
    closed = [card for card in await world.mine.all(Card) if card.state is CardState.KNOCK]
    if not any(abs(world.now - card.at) < MOMENT for card in closed):  # a clock may jump back
        await cards.knock(person, world, remind)
    if person.resting or person.blocked:
        return person
    person = replace(await world.me(), knocked_at=world.now, knocked_on=day)
    await world.mine.put(person)
    return person


async def _talk_knocks(
    person: Person, world: World, day: str, until: datetime | None = None
) -> datetime | None:
    """Return when a talk that both agreed on is still to come on this day, with a knock of its own."""
    if person.talks_off:
        return None
    coming = [at for sort in Sort if (at := await world.mine.planned("talk", sort))]
    fits = [at for at in coming if at == cards.awake(person, at) and _on(person, at) == day]
    return min((at for at in fits if until is None or at <= until), default=None)


async def _week_knocks(person: Person, world: World, day: str) -> bool:
    """Whether the week's own knock is still to come on this day, or one that waits for a talk's hour.

    One's own side of the link alone says so.
    """
    half = await half_of(world.mine)
    if half is None:
        return False
    waits = await world.mine.planned("knock", WAITED)
    if waits and world.now - waits < KNOCK_WINDOW and _on(person, waits) == day:
        return True
    for ago in (timedelta(days=7), timedelta(0)):
        week = week_of(world.now - ago, zone_of(half.zone), half.times)
        for kind, at in (("preview", week.opens), ("release", week.closes)):
            if abs(date.fromisoformat(day) - cards.today_of(person, at)) > PUT_OFF:
                continue
            for coming in (
                await world.mine.planned(kind, week.key),
                await world.mine.planned("knock", WEEKLY),
            ):
                if coming and world.now - coming < KNOCK_WINDOW and _on(person, coming) == day:
                    return True
    return False


def _on(person: Person, at: datetime) -> str:
    """Return the day on which a knock comes that is due at an instant."""
    return cards.today_of(person, cards.awake(person, at)).isoformat()


async def plan_knock(person: Person, world: World, after: datetime | None = None, done: str = "") -> None:
    """Plan the next knock of a day, after now and on a day after `done`; none for who comes by themselves."""
    wish = _wish(person)
    if wish is None:
        await world.mine.unplan("knock", DAILY)
        return
    share = world.chance.random() if wish.within else 0.0
    done = max(done, person.knocked_on)
    at = next_knock(wish, after or world.now, share, done, person.knocked_at)
    await world.mine.plan("knock", DAILY, at)


def _wish(person: Person) -> Wish | None:
    if person.knock_minute is None or not person.started:
        return None
    unknown = not person.zone and person.offset is None  # nobody knows yet when it is quiet for them
    return Wish(
        first=person.knock_minute,
        last=person.knock_minute if person.knock_until is None else person.knock_until,
        quiet_from=0 if unknown else person.quiet_from,
        quiet_to=0 if unknown else person.quiet_to,
        zone=zone_of(person.zone, person.offset),
    )


async def plan_caseload(person: Person, world: World) -> None:
    """Plan a therapist's next weekly hour."""
    if person.therapist_day is not None:
        zone = zone_of(person.zone, person.offset)
        at = next_weekday(person.therapist_day, person.therapist_minute, zone, world.now)
        await world.mine.plan("caseload", "", at)


@tick("expire")
async def expire(due: Due, world: World) -> None:
    """End a day: what was not answered is over, which means nothing, and looks like any other day."""
    for prompt in await world.mine.all(Prompt, since=due.at - timedelta(days=3)):
        over = prompt.after(Event.EXPIRE) if prompt.day <= due.ref else None
        if over:
            await world.mine.put(over)
    for card in await world.mine.all(Card):
        if card.state in (CardState.KNOCK, CardState.OPEN) and card.day <= due.ref:
            await cards.tidy(card, world.mine, world.now)
