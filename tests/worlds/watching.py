"""Somebody who watches every screen of both for weeks, and how a hold could give itself away to them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from unittest.mock import patch

from bot.domain.people import Person
from bot.domain.safety import after_answers, unsafe, without
from bot.domain.say import Say, line
from bot.services.flow.actions import ACTIONS, BEHIND, COMMANDS, TICKS, Due, Reply, Request
from bot.services.own import safety
from bot.services.ports import World as BotWorld
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, NAMES, TESS, Step, act, do
from tests.worlds.test_watched import unnamed
from tests.worlds.world import MONDAY, World

HELD = ("/safety", "tap hold-set", "tap enough")
CHOSEN = ("/week", "tap plain-always", "tap enough")
"""What happens once, out of sight: a hold is set, or the plain page chosen until it is changed."""

WATCHED = (ANN, BEN, TESS)

FRIDAY = MONDAY + timedelta(days=3, hours=12)

NOW_AND_THEN: tuple[tuple[str, ...], ...] = (
    ("/safety", "tap hold-end", "tap enough"),
    ("/safety", "tap hold-set", "tap enough"),
    ("/safety", "tap screen s", *("tap screen",) * 4, "tap screened"),
    ("/settings", "tap set page", "tap plain-ends", "tap enough"),
    ("/settings", "tap set page", "tap plain-always", "tap enough"),
    ("/settings", "tap set page", "tap settings"),
    ("/help", "tap hold", "tap hold-set", "tap enough", "/safety", "tap hold-end"),
    ("/settings", "tap set page", "tap plain-always", "/safety", "tap hold-end", "tap enough"),
    ("/week", "tap plain-before"),
    ("/more", "/privacy", "/history", "/notes", "/therapist", "/invite"),
    ("/break", "tap pause-go"),
    ("say a thing of mine", "tap enough"),
    ("/practice", "tap practise fear", "say I fear the evening", "tap enough"),
)
"""What the watched do in between, in front of whoever watches."""

PAGES: tuple[tuple[str, ...], ...] = (
    ("/week", "tap choose partner", "tap enough"),
    ("/week", "tap choose both"),
    ("/week", "tap choose partner", "tap week", "tap choose keep", "/week", "tap choose partner"),
    ("/week", "tap plain", "tap plain-always", "tap choose partner"),
    ("/week", "tap choose keep"),
)
DAILY = (
    "/today",
    "tap rate 6",
    "tap open",
    "tap screen s",
    *("tap screen",) * 4,
    "tap screened",
    "tap enough",
)
"""A day: the rating, then whatever comes behind it; if these are the private questions, they are answered."""


async def tries(world: World, who: int, doings: Sequence[str], pick: int) -> None:
    """Do one thing after another, as far as each can be done just then."""
    for each in doings:
        kind, _, what = each.partition(" ")
        do_, what = ("command", each) if each.startswith("/") else (kind, what)
        await do(Step(3, who, do_, what, pick), world, world.clock.now)


async def life(unseen: Sequence[str], seed: str, weeks: int) -> list[list[object]]:
    """Return all that the chats of both show, from the morning after what happened out of sight."""
    lot = Random(seed)
    world = await base(Beginning("care"))
    await act(world, BEN, *unseen)
    await world.until(FRIDAY)
    seen = {who: len(world.phones[who].calls) for who in WATCHED}
    for day in range(7 * weeks):
        morning = FRIDAY + timedelta(days=day)
        pick = lot.randrange(12)
        if day % 7 == 2:  # a Sunday morning: the page is open
            await world.until(morning + timedelta(hours=1))
            await tries(world, ANN, lot.choice(PAGES[:3]), 0)
            await tries(world, BEN, lot.choice(PAGES), 0)
            await world.until(morning + timedelta(hours=10))
            for who in (ANN, BEN):
                await tries(world, who, ("/today", "tap go-on-today", "/week", "tap shared"), 0)
        elif day % 7 == 6:  # the day after the therapist's own hour
            await tries(world, TESS, ("/therapist", "tap client", "tap client-pic"), 0)
        elif day % 7 in (0, 3, 5):  # a fear is asked on the others
            await world.until(morning + timedelta(hours=2))
            await tries(world, BEN, DAILY, pick)
        if lot.random() < 0.4:
            await world.until(morning + timedelta(hours=11))
            await tries(world, BEN, lot.choice(NOW_AND_THEN), pick)
    await world.until(FRIDAY + timedelta(days=7 * weeks))
    return [unnamed(world.phones[who].calls[seen[who] :]) for who in WATCHED]


async def told(seed: str, weeks: int) -> str:
    """Return where whoever watched could tell a hold from a choice; an empty text if nowhere."""
    held, chosen = await life(HELD, seed, weeks), await life(CHOSEN, seed, weeks)
    for who, one, two in zip(map(NAMES.get, WATCHED), held, chosen, strict=True):
        for first, second in zip(one, two, strict=False):
            if first != second:
                return f"{who}'s chat, seed {seed!r}:\n  held:   {first}\n  chosen: {second}"
        if len(one) != len(two):
            return f"{who}'s chat, seed {seed!r}: {len(one)} calls for a hold, {len(two)} for a choice"
    return ""


# ---------------------------------------------------------------------- leaks, planted on purpose


def by_person(held: Callable[[Person], Person]) -> Callable[..., Person]:
    """Return a change of a person that only a hold sees."""
    return lambda person, *rest: held(person) if person.held_since else person


def _only_the_hold_ends(person: Person, now: Any) -> Person:
    return replace(without(person, now), plain_since=person.plain_since)


def _only_the_choice_ends(person: Person, now: Any) -> Person:
    return replace(without(person, now), held_since=person.held_since)


def _keeps_its_day(person: Person, now: Any) -> Person:
    return replace(person, held_since=person.held_since or now)


def _safe_again(person: Person, answers: dict[str, str], now: Any) -> Person:
    after = after_answers(person, answers, now)
    return after if unsafe(answers) else replace(after, held_since=None)


@contextmanager
def screened(changes: Callable[[Person, Say], Say], name: str) -> Generator[None]:
    """Change the screen of one action by what is known of the person."""
    known = ACTIONS[name]

    async def run(request: Request, world: BotWorld) -> Reply:
        return [changes(request.person, each) for each in await known.run(request, world)]

    changed = replace(known, run=run)
    commands = dict.fromkeys(known.commands, changed)
    with patch.dict(ACTIONS, {name: changed}), patch.dict(COMMANDS, commands):
        yield


def _says_more(person: Person, screen: Say) -> Say:
    return replace(screen, lines=(*screen.lines, line("saved"))) if person.held_since else screen


def _offers_less(person: Person, screen: Say) -> Say:
    return replace(screen, rows=screen.rows[1:]) if person.held_since else screen


def _is_set_only(person: Person, screen: Say) -> Say:
    if person.held_since is None:
        return screen
    rows = tuple(tuple(each for each in row if each.action != "hold-set") for row in screen.rows)
    return replace(screen, rows=rows)


@contextmanager
def monthly(when: Callable[[Person], bool]) -> Generator[None]:
    """Let the private questions come only to some."""
    at = next(n for n, (_, look) in enumerate(BEHIND) if look is safety.monthly)

    async def look(person: Person, world: BotWorld) -> Say | None:
        return await safety.monthly(person, world) if when(person) else None

    known, BEHIND[at] = BEHIND[at], (BEHIND[at][0], look)
    try:
        yield
    finally:
        BEHIND[at] = known


@contextmanager
def ticking(kind: str) -> Generator[None]:
    """Let time pass by a held person."""
    known = TICKS[kind]

    async def run(due: Due, world: BotWorld) -> None:
        if due.person.held_since is None or due.at.day % 2:
            await known(due, world)

    with patch.dict(TICKS, {kind: run}):
        yield


GIVEN_AWAY: dict[str, Callable[[], Any]] = {
    "the chosen plain page lasts one week": lambda: patch(
        "bot.services.page.closing.stands_plain", lambda person: person.held_since is not None
    ),
    "the end of a hold leaves the chosen page": lambda: patch(
        "bot.services.own.plain.without", _only_the_hold_ends
    ),
    "a hold outlives the end of the chosen page": lambda: patch(
        "bot.services.own.plain.without", _only_the_choice_ends
    ),
    "a hold set anew keeps its first day": lambda: patch("bot.services.own.safety.with_hold", _keeps_its_day),
    "safe answers end a hold": lambda: patch("bot.services.own.safety.after_answers", _safe_again),
    "Safety says that one is set": lambda: screened(_says_more, "safety"),
    "Safety offers a held person less": lambda: screened(_is_set_only, "safety"),
    "Settings shows which of them it is": lambda: screened(_says_more, "set"),
    "the end reads otherwise when there was one": lambda: screened(_says_more, "hold-end"),
    "a held person is not offered what they have": lambda: screened(_offers_less, "week"),
    "a choice reads otherwise when held": lambda: screened(_says_more, "choose"),
    "nobody who is held is asked once a month": lambda: monthly(lambda person: person.held_since is None),
    "only who is held is asked once a month": lambda: monthly(lambda person: person.held_since is not None),
    "a held page is not knocked for": lambda: ticking("preview"),
    "a held week is not decided": lambda: ticking("release"),
}
"""Ways in which a hold could give itself away over the weeks."""


TOLD_AFTER = {
    "the end of a hold leaves the chosen page": 5,
    "a hold outlives the end of the chosen page": 5,
    "a hold set anew keeps its first day": 11,
    "safe answers end a hold": 10,
    "Safety says that one is set": 2,
    "Safety offers a held person less": 2,
    "the end reads otherwise when there was one": 2,
}
"""How many lives it took when this was last looked for from the first on, where it is more than one.

The ordinary run tries that one first, which spares it the search.
"""


async def needed(name: str, most: int = 40, weeks: int = 3) -> int:
    """Return how many lives it takes to tell this one; 0 if so many do not."""
    found = 0
    with GIVEN_AWAY[name]():
        for number in (TOLD_AFTER.get(name, 1), *range(1, most + 1)):
            if await told(f"watched {number - 1}", weeks):
                found = number
                break
    return found
