"""How long things are kept: one's own answers by one's own wish, pages that went out by the couple's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Entry, Prompt
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Person
from bot.domain.say import Fade, Refusal, Say, button, line, say
from bot.services.day.today import SETTINGS, after_setting
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, tick
from bot.services.ports import World

WEEKS = range(4, 105)
OFFERED = (4, 13, 26, 52, 104)
DAY = timedelta(days=1)


def keep_screen(person: Person) -> Say:
    """Ask for how many weeks answers are kept; a number can be typed, too."""
    each = [button("keep-weeks", "keep", str(weeks), weeks=weeks) for weeks in OFFERED]
    now = line("keep-now", weeks=person.keep_weeks)
    rows = [each[:3], each[3:], [button("back", "settings")]]
    return say(line("keep-ask"), now, rows=rows, awaits="keep", about=SETTINGS)


@action("keep")
async def keep(request: Request, world: World) -> Reply:
    """Keep one's answers for so many weeks; what is older by now goes at once."""
    given = request.argument.strip()
    if not (given.isascii() and given.isdigit() and len(given) < 4 and int(given) in WEEKS):
        raise Refusal("keep-odd")
    person = replace(request.person, keep_weeks=int(given))
    await world.mine.put(person)
    await shed_old(person, world)
    return [await after_setting(request, person, world)]


@tick("retention")
async def retention(due: Due, world: World) -> None:
    """Something is old enough to go."""
    await shed_old(due.person, world)


async def shed_old(person: Person, world: World) -> None:
    """Delete what is older than its person keeps it, and plan when the next will be: once a day at most."""
    kept = timedelta(weeks=person.keep_weeks)
    until = world.now - kept
    oldest = [await world.mine.shed(kind, until) for kind in (Entry, Prompt)]
    for page in await world.mine.all(WeekPage):
        if page.decided and not page.released and page.at <= until:
            await world.mine.drop(WeekPage, page.id)
        elif not page.released:
            oldest.append(page.at)
    first = min((each for each in oldest if each), default=world.now)
    await world.mine.plan("retention", "", max(first + kept, world.now + DAY))


# ---------------------------------------------------------------------- what went out


@tick("copy-expires")
async def copy_expires(due: Due, world: World) -> None:
    """A released page is over for its reader, too. Where it was on show, that is said plainly."""
    copy = await world.mine.get(Copy, due.ref)
    await world.mine.drop(Copy, due.ref)
    for card in await world.mine.all(Card):
        if copy and card.state is CardState.OPEN and card.screen.about == f"copy {due.ref}":
            weeks = (world.now - copy.at) // timedelta(weeks=1)
            over = say("copy-expired", rows=[[button("close", "enough")]], fades=Fade.SAVED, weeks=weeks)
            await cards.show(due.person, world, over, card)


@tick("page-expires")
async def page_expires(due: Due, world: World) -> None:
    """What its writer had of a released page is over as well."""
    await world.mine.drop(WeekPage, due.ref)
