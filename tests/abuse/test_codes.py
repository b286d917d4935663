"""Invitations and links for therapists: guessed, replayed, raced for; nobody gets in who was not let in."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta
from pathlib import Path

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from tests import postgres
from tests.abuse.guessing import CLEO, alive, all_at_once, guesses, prepared, race, seats, stage
from tests.worlds.bases import Beginning, Part, base, settle_in
from tests.worlds.own import own
from tests.worlds.people import ANN, BEN, SOL, TESS, act, codes_of, offered
from tests.worlds.world import Clock, World, run

MASTER = base64.b64encode(bytes(range(32))).decode()
ORDINARY = 150


def answer(world: World, who: int = SOL) -> tuple[object, ...]:
    """Return what the answer looks like: what it says and offers, and how it came."""
    return tuple((call.method, call.given.partition('"text"')[2]) for call in world.phones[who].calls[-1:])


def shown(world: World, who: int = SOL) -> list[tuple[str, tuple[str, ...], bool]]:
    return world.phones[who].visible()[-1:]


def test_no_guess_opens_anything_even_where_nothing_slows_it() -> None:
    async def story() -> None:
        world = await stage()
        assert await guesses(world, "evenkeel", ORDINARY) == 0
        for code, button in zip(alive(world), ("enough", "terms"), strict=True):  # and the right ones would
            here = world.fork()
            await here.passes(minutes=61)  # so many guesses have slowed Sol down
            await act(here, SOL, f"say /start {code}")
            assert offered(here, SOL, button)

    run(story())


def test_whatever_is_wrong_with_a_code_the_answer_is_one_and_the_same() -> None:
    async def story() -> None:
        world = await stage()
        invited, proposed = alive(world)
        dead = [code for code in codes_of(world.phones[CLEO]) if code != invited]
        found = []
        for code in ("A" * 22, "x", "' OR 1=1 --", invited[:-1], proposed.swapcase(), *dead):
            here = world.fork()
            await act(here, SOL, f"say /start {code}")
            found.append(shown(here))
        late = world.fork()
        await late.passes(days=8)
        await act(late, SOL, "/today")  # another day begins before, so that the day's line is the same
        for code in (invited, proposed):
            here = late.fork()
            await act(here, SOL, f"say /start {code}")
            found.append(shown(here))
        used = world.fork()
        await settle_in(used, TESS, Part())
        await act(used, TESS, f"say /start {invited}")
        await act(used, SOL, f"say /start {invited}")
        found.append(shown(used))
        assert all(each == found[0] for each in found)
        assert "code-unknown" not in str(found[0])

    run(story())


def test_guessing_slows_whoever_guesses_and_nobody_else() -> None:
    async def story() -> None:
        world = await stage()
        invited, _ = alive(world)
        await act(world, SOL, *(f"say /start guess{n}" for n in range(5)))
        await act(world, SOL, f"say /start {invited}")
        assert seats(world, SOL) == 0, "after five guesses even the right one opens nothing, for an hour"
        later = world.fork()
        await later.passes(minutes=61)
        await act(later, SOL, f"say /start {invited}")
        assert seats(later, SOL) == 1
        await settle_in(world, TESS, Part())
        await act(world, TESS, f"say /start {invited}")
        assert seats(world, TESS) == 1

    run(story())


def test_nothing_that_linked_once_links_again_whoever_sends_it() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await settle_in(world, SOL, Part())
        seen = [each for who in (ANN, BEN) for each in world.phones[who].ever if "://" not in each.data]
        linking = (
            "invite",
            "confirm",
            "month",
            "screen",
            "link-agree",
            "parked",
            "digits",
            "open",
            "noticed",
        )
        replayed = [each for each in seen if each.data.partition(".")[0] in linking]
        assert {each.data.partition(".")[0] for each in replayed} >= {"confirm", "month", "link-agree"}
        for each in replayed:
            await world.feed(world.tapped(world.phones[SOL], each.message, each.data))
            world.clock.now += timedelta(seconds=5)
        for code in codes_of(world.phones[ANN]):
            await act(world, SOL, f"say /start {code}")
        assert seats(world, SOL) == 0

    run(story())


def test_what_a_therapist_s_own_link_brought_brings_nothing_twice_nor_to_anybody_else() -> None:
    async def story() -> None:
        world = await base(Beginning("handed"))
        await settle_in(world, SOL, Part())
        await act(world, ANN, "code 33", "tap therapist", "tap care-ask")
        await act(world, BEN, "/therapist", "tap care-asked yes")
        ann, ben, tess, sol = (own(world, who) for who in (ANN, BEN, TESS, SOL))
        assert len(tess.clients) == len(ann.cares) == len(ben.cares) == 1
        for who in (SOL, ANN, BEN):
            for each in [each for who in (ANN, BEN) for each in world.phones[who].ever]:
                if each.data.partition(".")[0] in ("care-ask", "care-ask-back", "care-asked", "therapist"):
                    await world.feed(world.tapped(world.phones[who], each.message, each.data))
                    await world.passes(seconds=5)
        assert own(world, TESS).clients == tess.clients
        assert (own(world, ANN).cares, own(world, BEN).cares) == (ann.cares, ben.cares)
        await act(world, SOL, f"say /start {codes_of(world.phones[TESS])[-1]}", "/therapist")
        assert not offered(world, SOL, "care-ask"), "nobody asks who is alone"
        assert own(world, SOL).cares == sol.cares == []

    run(story())


async def raced(stores: list[DatabaseStore], clock: Clock, rounds: int) -> None:
    world = await prepared(stores[0], clock)
    for number in range(rounds):
        found = await race(world, lambda: all_at_once(stores, clock), number)
        assert not found["wrong"], "two sit in one seat, or one in none that was withdrawn"
        assert not found["links"], "nobody confirmed anything"


async def opened(url: str, keys: str, clock: Clock) -> DatabaseStore:
    return await open_store(url=url, keys_url=keys, master=Keyring(MASTER), clock=clock, migrate=True)


def test_of_two_at_the_same_instant_one_gets_in_on_sqlite(tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        store = await opened(f"sqlite:///{tmp_path}/data.db", f"sqlite:///{tmp_path}/keys.db", clock)
        await raced([store], clock, rounds=4)
        await store.close()

    run(story())


def test_of_two_at_the_same_instant_one_gets_in_on_postgresql_through_two_doors() -> None:
    async def story(address: str) -> None:
        data, keys = [await postgres.create(address) for _ in range(2)]
        clock = Clock()
        stores = [await opened(data, keys, clock) for _ in range(2)]
        await raced(stores, clock, rounds=4)
        for store in stores:
            await store.close()

    with postgres.server() as address:
        asyncio.run(story(address))
