"""Witnessing: one line of the other's said back for one's own next page, and how heard that felt."""

from __future__ import annotations

from bot.domain.checkin import Entry, Kind, State
from bot.domain.page import LONGEST, Copy
from bot.domain.people import Person
from bot.domain.say import Fade, Refusal, Say, button, line, say
from bot.services.day.asked import done, new_entry, of_today
from bot.services.day.checkins import ask, number
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.hints import points_to_help, weighs
from bot.services.page.reading import my_copy, shared_copies
from bot.services.ports import World

BEFORE = 6
"""How many of one's own earlier answers are shown beside the question how heard one felt."""


@part(Kind.WITNESS)
async def witness(person: Person, world: World) -> Say:
    """Say one line back: of the page that was shared last, or of what was said out loud."""
    return await _ask(person, next(iter(await shared_copies(world)), None), world)


async def _ask(person: Person, copy: Copy | None, world: World) -> Say:
    """Return one way into a line. With a page, the question goes when that page is taken back."""
    prompt = await ask(person, world, Kind.WITNESS)
    read = [[button("say-back-read", "shared", copy.id)]] if copy else []
    return say(
        f"item-{prompt.item}",
        "say-back-ask",
        rows=[*read, [button("skip", "skip", Kind.WITNESS)]],
        awaits="say-back-w",
        about=f"copy {copy.id}" if copy else prompt.id,
    )


@action("say-back")
async def say_back(request: Request, world: World) -> Reply:
    """Say back one line of the other's page, in one's own words."""
    copy, _ = await my_copy(request, world)
    return [await _ask(request.person, copy, world)]


@action("say-back-w")
async def say_back_words(request: Request, world: World) -> Reply:
    """Keep the line for one's own next page."""
    words = " ".join(request.argument.split())
    if len(words) > LONGEST:
        raise Refusal("too-long-line", longest=LONGEST)
    eases = [line(f"ease-{ease}") for ease in await _eases(request.person, world)]
    await done(request.person, world, Kind.WITNESS)
    entry = new_entry(request.person, world, Kind.SAYBACK, words=words)
    await world.mine.put(entry)
    fixes = f"edit-words {entry.id}"
    if points_to_help(words, request.person, world.facts):
        return [weighs(f"entry {entry.id}", fixes)]
    return [await after(request.person, world, line("say-back-kept"), *eases, fixes=fixes)]


async def _eases(person: Person, world: World) -> list[str]:
    """Return what eases the next five minutes after what is being asked now."""
    asked = [each for each in await of_today(person, world) if each.kind is Kind.WITNESS]
    items = [world.facts.library[each.item] for each in asked if each.state is State.OPEN]
    return [item.ease for item in items if item.ease]


@action("heard")
async def heard(request: Request, world: World) -> Reply:
    """How heard one feels by the line of the other that says one's own back: for oneself alone."""
    copy, _ = await my_copy(request, world)
    if not copy.said_back:
        raise Refusal("moved-on")
    earlier = [each.value for each in await world.mine.all(Entry) if each.kind is Kind.HEARD]
    before = ", ".join(map(str, earlier[-BEFORE:]))
    numbers = [button("number", "heard-rate", str(n), n=n) for n in range(11)]
    return [
        say(
            "heard-ask",
            *([line("heard-before", numbers=before)] if before else []),
            rows=[
                numbers[:6],
                numbers[6:],
                [button("back", "shared", copy.id), button("put-away", "enough")],
            ],
            awaits="heard-rate",
            about=f"copy {copy.id}",
            fades=Fade.READ,
        )
    ]


@action("heard-rate")
async def rate(request: Request, world: World) -> Reply:
    """Keep the number, tapped or typed, for whoever gave it: it goes on no page."""
    entry = new_entry(request.person, world, Kind.HEARD, value=number(request.argument))
    await world.mine.put(entry)
    return [await after(request.person, world, line("kept"), fixes=f"edit-rating {entry.id}")]
