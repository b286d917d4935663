"""Leaks of what two share about being close: cards, the set minute, and what was chosen for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain import crossing
from bot.domain.checkin import Entry, Kind
from bot.domain.ourwords import Shown
from bot.domain.people import Half, Person
from bot.domain.say import Say, line
from bot.services.flow.actions import Due, Reply, Request
from bot.services.ports import World
from tests.worlds.planting import Leak, on_action, on_behind, on_name, on_tick, other, saying

Run = Callable[[], Awaitable[Reply]]
Goes = Callable[[], Awaitable[None]]
LADDER = ("touch",)


async def _cards(world: World) -> list[Entry]:
    """Return the other's answers to cards."""
    found = await other(world)
    return [each for each in await found[2].all(Entry) if each.kind is Kind.WORDS] if found else []


async def _half(world: World) -> Half | None:
    found = await other(world)
    return await found[2].get(Half, found[0].other_half) if found else None


async def same_card(request: Request, world: World, run: Run) -> Reply:
    """A word more where the other said the same to this card."""
    reply = await run()
    item, _, said = request.argument.partition("~")
    alike = [each for each in await _cards(world) if each.item == item and each.marks == (said,)]
    return [saying(reply[0], line("saved"))] if alike and reply else reply


async def counted(request: Request, world: World, run: Run) -> Reply:
    """How many cards the other has answered."""
    reply = await run()
    return [saying(reply[0], line("number", n=len(await _cards(world))))] if reply else reply


def lone_yes(known: Any) -> Any:
    """What only the other said yes to is shown as well."""

    def words_now(mine: Any, theirs: Any, before: Any, closes: Any) -> Any:
        return (
            *known(mine, theirs, before, closes),
            *(Shown(each, closes) for each in set(theirs) - set(mine)),
        )

    return words_now


def higher(known: Any) -> Any:
    """The higher of two choices."""
    return max


async def chosen_already(request: Request, world: World, run: Run) -> Reply:
    """Whether the other has chosen for this evening, too."""
    reply, half = await run(), await _half(world)
    return [saying(reply[0], line("saved"))] if half and half.touch and reply else reply


async def quiet_evening(due: Due, world: World, run: Goes) -> None:
    """No knock on an evening for which the other chose nothing."""
    half = await _half(world)
    if half is None or half.touch:
        await run()


def floor_shown(look: Any) -> Any:
    """A rest reads otherwise where the other has not rated."""

    async def behind(person: Person, world: World) -> Say | None:
        shown: Say | None = await look(person, world)
        if shown is None or shown.lines[0].key != "touch-rest":
            return shown
        found = await other(world)
        rated = [each for each in await found[2].all(Entry) if each.value is not None] if found else []
        return replace(shown, lines=(*shown.lines, line("number", n=len(rated))))

    return behind


CLOSENESS: tuple[Leak, ...] = (
    Leak("the other said the same to this card", on_action("word", same_card), kinds=LADDER),
    Leak("how many cards the other answered", on_action("our-words", counted)),
    Leak("a card that only the other said yes to", on_name(crossing, "words_now", lone_yes), kinds=LADDER),
    Leak("the higher of two steps", on_name(crossing, "lower", higher), kinds=LADDER),
    Leak("that the other chose a step already", on_action("touch", chosen_already), kinds=LADDER),
    Leak("no knock on an evening without the other's choice", on_tick("touch", quiet_evening), kinds=LADDER),
    Leak("a rest that tells of the other's ratings", on_behind(floor_shown), kinds=LADDER),
)
