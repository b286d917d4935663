"""More leaks: the order of buttons, edits, deletions, instants, ids, pictures, and a release too early."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Entry
from bot.domain.page import WeekPage, body, side
from bot.domain.people import Person
from bot.domain.say import Picture, line
from bot.services.crossings import release
from bot.services.crossings.sides import writer
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request
from bot.services.flow.conversation import Conversation
from bot.services.ports import World
from tests.worlds.planting import Leak, on_action, on_name, other, saying

Run = Callable[[], Awaitable[Reply]]
Goes = Callable[[], Awaitable[None]]
CLINICAL = ("care", "care-shared", "proposed")


async def wrote(world: World, hours: float = 20) -> bool:
    """Whether the other wrote something in these hours."""
    found = await other(world)
    return bool(found and await found[2].all(Entry, since=world.now - timedelta(hours=hours)))


# ---------------------------------------------------------------------- the chat itself


async def order_of_buttons(request: Request, world: World, run: Run) -> Reply:
    reply = await run()
    if reply and await wrote(world):
        return [replace(reply[0], rows=tuple(reversed(reply[0].rows)))]
    return reply


async def drawn_again(request: Request, world: World, run: Run) -> Reply:
    """The other's open screen is brought up to date when one writes."""
    reply, found = await run(), await other(world)
    card = await cards.live(found[2]) if found and found[1] else None
    if found and card:
        await found[2].post("show", card.id)
    return reply


async def cleared_by_the_other(request: Request, world: World, run: Run) -> Reply:
    """The other's day is cleared away when one clears one's own."""
    reply, found = await run(), await other(world)
    if found and found[1]:
        for card in await found[2].all(Card):
            if card.state is CardState.KEPT:
                await cards.put_away(card, found[2])
    return reply


def stays_longer(known: Any) -> Any:
    async def fade(card: Any, person: Person, world: World) -> None:
        await known(card, person, world)
        at = await world.mine.planned("clear", card.id)
        if at and await wrote(world):
            await world.mine.plan("clear", card.id, at + timedelta(seconds=1))

    return fade


def numbered_for_all(known: Any) -> Any:
    """Ids are counted over everybody, beginning anew wherever a run does."""
    counts: dict[int, Iterator[int]] = {}

    def world(self: Conversation, tx: Any, person: Person) -> World:
        made: World = known(self, tx, person)
        numbers = counts.setdefault(id(self), count())

        class Counted:
            def __getattr__(self, name: str) -> Any:
                return getattr(made.chance, name)

            def token(self) -> str:
                made.chance.token()
                return f"{next(numbers):016d}"

        return replace(made, chance=Counted())

    return world


# ---------------------------------------------------------------------- pictures and files


async def what_was_not_released(request: Request, world: World, run: Run) -> Reply:
    reply, found = await run(), await other(world)
    if found and reply and reply[0].picture:
        values = [each.value for each in await found[2].all(Entry) if each.value is not None]
        drawn = reply[0].picture
        return [replace(reply[0], picture=Picture(drawn.template, f"{drawn.data} {values}"))]
    return reply


async def notes_of_both(request: Request, world: World, run: Run) -> Reply:
    """One's own notes show how often the other wrote."""
    reply = await run()
    return [saying(reply[0], line("saved"))] if reply and await wrote(world, 24 * 21) else reply


# ---------------------------------------------------------------------- the week


async def released_at_the_second_yes(request: Request, world: World, run: Run) -> Reply:
    """Nobody waits for T1: whoever says the second yes gets the pages at once, and so does the other."""
    reply, found = await run(), await other(world)
    own = [page for page in await world.mine.all(WeekPage) if not page.decided]
    theirs = [page for page in await found[2].all(WeekPage) if not page.decided] if found else []
    if found and found[1] and own and theirs:
        me = await world.me()
        sides = [
            side(page, body(page, writer(world.words, person)))
            for page, person in ((own[-1], me), (theirs[-1], found[1]))
        ]
        if all(each.yes for each in sides):
            early = replace(world, now=own[-1].closes)
            await release.decide(me, found[0], own[-1], early)
    return reply


MORE: tuple[Leak, ...] = (
    Leak("the order of buttons by the other's day", on_action("week", order_of_buttons)),
    Leak("an open screen is drawn again when the other writes", on_action("rate", drawn_again)),
    Leak("the day's line goes when the other says enough", on_action("enough", cleared_by_the_other)),
    Leak("a screen stays a second longer when the other wrote", on_name(cards, "_fade", stays_longer)),
    Leak("ids counted over everybody", on_name(Conversation, "_world", numbered_for_all)),
    Leak("what was not released in the picture of both", on_action("joint-picture", what_was_not_released)),
    Leak("one's own notes tell of the other's", on_action("notes", notes_of_both)),
    Leak("a release at the second yes", on_action("choose", released_at_the_second_yes)),
)
