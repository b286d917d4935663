"""Leaks between a couple and their therapist, and between two partners by way of the therapist's page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.checkin import Entry, Kind
from bot.domain.page import Audience, Copy, WeekPage
from bot.domain.people import Care, Client, Handed, Person, telegram_locator
from bot.domain.say import line
from bot.services.crossings.care import maker
from bot.services.crossings.sides import notify
from bot.services.flow.actions import Reply, Request
from bot.services.ports import World
from tests.worlds.people import ANN, BEN, TESS
from tests.worlds.planting import Leak, on_action, other, saying

Run = Callable[[], Awaitable[Reply]]
CARED = ("care", "care-shared")


async def the_other_chose_too(request: Request, world: World, run: Run) -> Reply:
    """The preview of one's own part says that the other's part will come."""
    reply, side = await run(), await other(world)
    pages = await side[2].all(WeekPage) if side else []
    coming = any(page.choice is Audience.BOTH and not page.decided for page in pages)
    return [saying(reply[0], line("saved"))] if coming and reply else reply


async def they_opened_it(request: Request, world: World, run: Run) -> Reply:
    """The couple reads which pages their therapist has opened."""
    reply = await run()
    for care in await world.mine.all(Care):
        theirs = await world.across.of(care.therapist).all(Copy) if care.therapist else []
        if reply and any(copy.opened for copy in theirs):
            return [saying(reply[0], line("saved"))]
    return reply


async def someone_is_held(request: Request, world: World, run: Run) -> Reply:
    """The therapist reads beside a couple that one of the two is held."""
    reply = await run()
    for client in await world.mine.all(Client):
        for owner in client.partners:
            them = await world.across.of(owner).get(Person, owner)
            if reply and client.joined and them and them.held_since:
                return [saying(reply[0], line("saved"))]
    return reply


async def they_are_away(request: Request, world: World, run: Run) -> Reply:
    """The couple reads that their therapist is on leave."""
    reply = await run()
    for care in await world.mine.all(Care):
        them = await world.across.of(care.therapist).get(Person, care.therapist) if care.therapist else None
        if reply and them and them.away_until:
            return [saying(reply[0], line("saved"))]
    return reply


async def what_they_are_called(request: Request, world: World, run: Run) -> Reply:
    """The couple reads that their therapist has a name of their own for them."""
    reply = await run()
    for care in await world.mine.all(Care):
        theirs = await world.across.of(care.therapist).all(Client) if care.therapist else []
        if reply and any(client.renamed for client in theirs if client.proposal == care.proposal):
            return [saying(reply[0], line("saved"))]
    return reply


async def the_other_brings_something(request: Request, world: World, run: Run) -> Reply:
    """One partner reads that the other keeps a line for the session."""
    reply, side = await run(), await other(world)
    kept = await side[2].all(Entry) if side else []
    brings = any(entry.kind is Kind.BRING for entry in kept)
    return [saying(reply[0], line("saved"))] if brings and reply else reply


async def they_opened_the_link(request: Request, world: World, run: Run) -> Reply:
    """The therapist reads beside the link that they hand out that somebody opened it."""
    reply, links = await run(), {each.code for each in await world.mine.all(Handed)}
    for chat in (ANN, BEN):
        found = await world.across.locate(Person, telegram_locator(chat))
        them = await world.across.of(found[0]).get(Person, found[0]) if found else None
        if reply and them and them.came_by in links:
            return [saying(reply[0], line("saved"))]
    return reply


async def they_asked_for_one(request: Request, world: World, run: Run) -> Reply:
    """A partner reads under Therapist that the other opened a therapist's link."""
    reply, side = await run(), await other(world)
    came_by = side and side[1] and side[1].came_by
    return [saying(reply[0], line("saved"))] if came_by and reply else reply


async def the_first_yes_is_told(request: Request, world: World, run: Run) -> Reply:
    """The therapist is knocked at as soon as one of the two asks for them."""
    reply, therapist = await run(), await maker(request.person.came_by, world, hold=True)
    if therapist and reply and reply[0].lines[0].key == "care-asked-for":
        await notify(world, therapist.id, "client-joined")
    return reply


async def their_no_shows(request: Request, world: World, run: Run) -> Reply:
    """Who asked for a therapist reads that the other said no."""
    reply, side = await run(), await other(world)
    theirs = {each.proposal for each in await side[2].all(Care)} if side else set()
    mine = [each for each in await world.mine.all(Care) if each.code and each.mine]
    gone = any(each.proposal not in theirs for each in mine)
    return [saying(reply[0], line("saved"))] if gone and reply else reply


THERAPIST_LEAKS: tuple[Leak, ...] = (
    Leak(
        "before the yes, the therapist's page tells of the other",
        on_action("week", the_other_chose_too),
        kinds=CARED,
    ),
    Leak("the couple reads that a page was opened", on_action("therapist", they_opened_it), kinds=CARED),
    Leak("the couple reads that the therapist is away", on_action("therapist", they_are_away), kinds=CARED),
    Leak("the couple reads what it is called", on_action("therapist", what_they_are_called), kinds=CARED),
    Leak(
        "that the other keeps a line to bring",
        on_action("therapist", the_other_brings_something),
        kinds=CARED,
    ),
    Leak(
        "the therapist reads that their link was opened",
        on_action("care-hand", they_opened_the_link),
        (TESS,),
        ("handed",),
    ),
    Leak(
        "a partner reads of the other's therapist's link",
        on_action("therapist", they_asked_for_one),
        kinds=("handed",),
    ),
    Leak(
        "the therapist is told at the first yes",
        on_action("care-ask", the_first_yes_is_told),
        (TESS,),
        ("handed",),
    ),
    Leak(
        "who asked for a therapist reads of the other's no",
        on_action("therapist", their_no_shows),
        kinds=("handed",),
    ),
    Leak("the therapist reads that one is held", on_action("therapist", someone_is_held), (TESS,), CARED),
)
