"""Somebody who wants into a link that is not theirs: guesses, what was valid once, and being first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import TypeVar
from unittest.mock import patch

from bot.adapters.telegram.inbound import read
from bot.domain.people import Care, Client, Doc, Guest, Half, Invitation, Person, mark_of, telegram_locator
from bot.services.flow.conversation import Conversation
from bot.services.ports import QueueName, Store
from bot.wiring import Random as Chance
from tests.freely import freely
from tests.worlds.bases import Beginning, Part, base, new_world, settle_in
from tests.worlds.people import ANN, BEN, SOL, act, codes_of
from tests.worlds.phones import Phone
from tests.worlds.world import Clock, World, facts, words

D = TypeVar("D", bound=Doc)

CLEO = 55
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
DAY = timedelta(days=1)


async def stage() -> World:
    """Return a world in which Cleo invites, Ann proposes a therapist, and Sol has nothing to do with them."""
    world = await base(Beginning("rated"))
    world.phones[CLEO] = Phone(CLEO, "Cleo")
    for who in (SOL, CLEO):
        await settle_in(world, who, Part())
    for _ in range(2):  # withdrawn, then replaced
        await act(world, CLEO, "/invite", "tap invite-make", "tap invite-back")
    await act(world, CLEO, "/invite", "tap invite-make")
    await act(world, CLEO, "/invite", "tap invite-make", "/today")
    await act(world, ANN, "/therapist", "tap care-make", "/today")
    return world


def alive(world: World) -> list[str]:
    """Return the two codes that would open something."""
    return [codes_of(world.phones[CLEO])[-1], codes_of(world.phones[ANN])[-1]]


def guess(lot: Random, codes: Sequence[str], dead: Sequence[str], ids: Sequence[str]) -> str:
    """Draw something that is none of the codes: near them, made of them, or out of the air."""
    code = lot.choice(codes)
    at = lot.randrange(len(code))
    match lot.randrange(12):
        case 0 | 1 | 2:
            found = code[:at] + lot.choice(LETTERS) + code[at + 1 :]
        case 3:
            found = code[:at] + code[at + 1 :]
        case 4:
            found = code + lot.choice(LETTERS)
        case 5:
            found = code.swapcase()
        case 6:
            found = mark_of(code)[: lot.choice((16, 22, 64))]
        case 7:
            found = lot.choice(dead)
        case 8:
            found = lot.choice(ids)
        case 9:
            found = lot.choice(("invitation:", "care:", "%", "_" * 22, "*", "' OR 1=1 --")) + code[:at]
        case 10:
            found = code[: lot.randint(1, 21)]
        case _:
            found = "".join(lot.choices(LETTERS, k=22))
    return found if found not in codes else found[::-1] + "x"


async def guesses(world: World, seed: str, count: int) -> int:
    """Let Sol try so many codes, with all slowing off; return how many opened anything."""
    lot, codes = Random(seed), alive(world)
    dead = [code for who in (CLEO, ANN, BEN) for code in codes_of(world.phones[who]) if code not in codes]
    ids = [
        each.id
        for kind in (Person, Invitation, Care, Half)
        for id in world.people()
        for each in world.docs(kind, id)
    ]
    phone, opened = world.phones[SOL], 0
    with ExitStack() as off:
        off.enter_context(patch("bot.services.arriving.linking.GUESSES", 10**12))
        off.enter_context(patch.object(world.intake, "_quotas", freely()))
        for _ in range(count):
            await world.feed(world.wrote(phone, text=f"/start {guess(lot, codes, dead, ids)}"))
            opened += seats(world, SOL)
            del phone.calls[:-20], phone.ever[:-20]
    return opened


def seats(world: World, chat: int) -> int:
    """Return how many rows somebody has that lead into a link."""
    id = next(id for id in world.people() if world.docs(Person, id)[0].chat == chat)
    return sum(len(world.docs(kind, id)) for kind in (Guest, Half, Client, Care))


# ---------------------------------------------------------------------- being first


async def rows_of(store: Store, chat: int, kind: type[D]) -> list[D]:
    """Return somebody's rows, in any store."""
    async with store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(chat))
        return await tx.of(found[0]).all(kind) if found else []


async def all_at_once(stores: Sequence[Store], clock: Clock) -> None:
    """Let as many conversations as there are stores handle all that waits, side by side."""

    async def work(store: Store) -> None:
        talk = Conversation(store, lambda chat: Chance(), words(), facts(), read, clock)
        while await store.waiting(QueueName.INBOX, clock.now):
            await talk.drain()

    await asyncio.gather(*(work(store) for store in stores))


async def prepared(store: Store, clock: Clock) -> World:
    """Return a world on a store in which Ann, Ben and Sol are there, and nobody is linked."""
    world = new_world(Beginning("alone"), clock, store)
    for who in (ANN, BEN, SOL):
        await settle_in(world, who, Part())
    return world


async def race(world: World, handle: Callable[[], Awaitable[None]], number: int) -> Counter[str]:
    """Let two follow one invitation at the same instant; return what came of it.

    In three rounds of four Ann withdraws it at that instant: before both, between them, after both.
    """
    await world.passes(hours=1)
    await act(world, ANN, "/invite", "tap invite-make")
    code = codes_of(world.phones[ANN])[-1]
    back = [each for each in world.phones[ANN].buttons() if each.data.startswith("invite-back")]
    raws = [world.wrote(world.phones[who], text=f"/start {code}") for who in (BEN, SOL)]
    withdraws = number % 4 < 3
    if withdraws:
        raws.insert(number % 4, world.tapped(world.phones[ANN], back[0].message, back[0].data))
    for raw in raws:
        await world.intake.take(raw)
    await handle()
    await world.settle()
    invited = await rows_of(world.store, ANN, Invitation)
    held = [each for who in (BEN, SOL) for each in await rows_of(world.store, who, Guest)]
    seats_ = sum(each.at == world.clock.now for each in held)
    halves = [half for who in (ANN, BEN, SOL) for half in await rows_of(world.store, who, Half)]
    found = Counter({"races": 1, "let in": seats_, "links": len(halves)})
    if seats_ > 1 or (withdraws and invited) or not (seats_ or withdraws):
        found["wrong"] += 1
    return found
