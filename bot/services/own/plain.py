"""The plain page as a choice that stands: anyone's, so that a hold has something to look like."""

from __future__ import annotations

from bot.domain.page import WeekPage, made_plain
from bot.domain.people import Person
from bot.domain.safety import with_plain, without
from bot.domain.say import Fade, Say, button, line, raw, say
from bot.services.crossings import half_of
from bot.services.day.today import SETTINGS
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.week import page_screen
from bot.services.ports import World


def plain_screen() -> Say:
    """Return the setting. It does not show what is chosen: a hold must look like any choice."""
    ways = [[button("page-plain-always", "plain-always")], [button("page-own", "plain-ends")]]
    return say("page-ask", rows=ways, about=SETTINGS)


@action("plain-always")
async def always(request: Request, world: World) -> Reply:
    """Every page is the plain page, until it is changed; one that can be chosen now turns plain at once."""
    person = with_plain(await world.me(), world.now)
    await world.mine.put(person)
    half = await half_of(world.mine)
    page = next((each for each in await world.mine.all(WeekPage) if not each.decided), None)
    if half and page:
        page = made_plain(page)
        await world.mine.put(page)
        return [await page_screen(person, half, page, world, line("plain-stands"), line("page-changed"))]
    return [say("plain-stands", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@action("plain-ends")
async def ends(request: Request, world: World) -> Reply:
    """From the next page on one's own lines again, if what kept the page plain has lasted a week."""
    await end(await world.me(), world)
    return [ended(await half_of(world.mine) is not None)]


async def end(person: Person, world: World) -> None:
    """End a hold and a plain page that have lasted a week."""
    await world.mine.put(without(person, world.now))


def ended(linked: bool) -> Say:
    """Return the words at the end of either: the same whatever there was to end, but alone without a page."""
    rows = [[raw("keyboard-help", "help"), button("fine", "enough")]]
    return say("hold-ended" if linked else "hold-ended-own", rows=rows, fades=Fade.SAVED)
