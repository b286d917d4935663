"""Turning away, looked at once a week in private; and after many days without an answer: less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.people import Person
from bot.domain.say import Refusal, Say, button, line, say
from bot.domain.smaller import LOOKED_AT, SELDOM, offers_less
from bot.services.day.asked import done, new_prompt
from bot.services.day.checkins import ask, prompt_screen
from bot.services.day.planning import has_room
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

DAY = timedelta(days=1)


@part(Kind.TURN)
async def begin(person: Person, world: World) -> Say:
    """Did I turn from a talk, a touch, a question, and what was I guarding?"""
    return prompt_screen(await ask(person, world, Kind.TURN), world)


@behind(57)
async def smaller(person: Person, world: World) -> Say | None:
    """Whether to make all this smaller, after many days without a rating, once a month at most."""
    if person.knock_minute is None or person.started is None or not await has_room(person, world):
        return None
    today = cards.today_of(person, world.now)
    asked = [
        each
        for each in await world.mine.all(Prompt, since=world.now - SELDOM - 2 * DAY)
        if each.kind is Kind.SMALLER
    ]
    if not any(each.day == today.isoformat() and each.state is State.OPEN for each in asked):
        last = max((date.fromisoformat(each.day) for each in asked), default=None)
        since = cards.today_of(person, max(person.started, person.rested_at or person.started)) + DAY
        if not offers_less(today, since, await _rated(world), last):
            return None
        await new_prompt(person, world, Kind.SMALLER)
    return say(
        "smaller-ask",
        rows=[[button("smaller-yes", "smaller", "yes"), button("smaller-no", "smaller", "no")]],
    )


async def _rated(world: World) -> set[date]:
    entries = await world.mine.all(Entry, since=world.now - (LOOKED_AT + 2) * DAY)
    return {date.fromisoformat(each.day) for each in entries if each.kind is Kind.SAFETY}


@action("smaller")
async def make_smaller(request: Request, world: World) -> Reply:
    """The rating alone from here on, or all as it is."""
    if request.argument not in ("yes", "no"):
        raise Refusal("moved-on")
    await done(request.person, world, Kind.SMALLER)
    if request.argument == "yes":
        await world.mine.put(replace(request.person, tiny=True))
    return [await after(await world.me(), world, line(f"smaller-{request.argument}-kept"))]
