"""What comes from where nothing should come from: others' buttons, groups, bots, and far too much of it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from bot.domain.checkin import Entry
from bot.domain.page import WeekPage
from bot.domain.people import Half, Person
from bot.services.flow.actions import ACTIONS
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, act
from tests.worlds.phones import Phone
from tests.worlds.world import MONDAY, Raw, World, run

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
KINDS = (Person, Half, WeekPage, Entry)


def of(world: World, chat: int) -> str:
    return next(id for id in world.people() if world.docs(Person, id)[0].chat == chat)


def all_of(world: World, chat: int) -> list[object]:
    """Return all that matters of what somebody has."""
    return [world.docs(kind, of(world, chat)) for kind in KINDS]


async def taps(world: World, all_data: list[str]) -> None:
    """Let Ann tap buttons with such data, under her own newest message."""
    phone = world.phones[ANN]
    for data in all_data:
        message = max(phone.bubbles, default=1)
        await world.feed(world.tapped(phone, message, data))
        world.clock.now += timedelta(seconds=7)


def bens(world: World) -> list[str]:
    """Return every button that Ben's phone ever showed, each once."""
    return list(dict.fromkeys(each.data for each in world.phones[BEN].ever if "://" not in each.data))


def test_the_partners_buttons_are_worth_no_more_than_made_up_ones() -> None:
    async def story() -> None:
        world = await base(Beginning("care-shared"))
        lot, real = Random("foreign"), bens(world)
        theirs = [data for data in real if data.count(".") and data.split(".")[0] not in ("calm", "help")]
        assert len(theirs) > 100
        made_up = []
        for data in theirs:
            name, _, rest = data.partition(".")
            ref, dot, value = rest.partition(".")
            made_up.append(f"{name}.{''.join(lot.choices(LETTERS, k=len(ref)))}{dot}{value}")
        views = []
        for all_data in (theirs, made_up):
            here = world.fork()
            before = all_of(here, BEN)
            seen, bens_seen = len(here.phones[ANN].calls), len(here.phones[BEN].calls)
            await taps(here, all_data)
            assert all_of(here, BEN) == before
            assert here.phones[BEN].calls[bens_seen:] == []
            views.append(here.phones[ANN].calls[seen:])
        assert views[0] == views[1]

    run(story())


def junk(lot: Random, world: World) -> str:
    """Draw what a button's data may be at the most: 64 bytes of anything."""
    known = [each.data for each in world.phones[ANN].ever]
    pieces = [
        "",
        ".",
        "..",
        "\0",
        "²",
        "é" * 9,
        "-1",
        "999999999999999999999",
        "~²",
        "choose",
        "delete-yes",
        "l" * 70,
    ]
    match lot.randrange(4):
        case 0:
            found = "".join(lot.choices(LETTERS + ".~ \n", k=lot.randint(0, 64)))
        case 1:
            found = ".".join(
                lot.choices([*pieces, *(data.split(".")[0] for data in known)], k=lot.randint(1, 4))
            )
        case 2:
            found = lot.choice(known) + lot.choice(pieces)
        case _:
            found = "".join(chr(lot.randrange(1, 0x2FFF)) for _ in range(lot.randint(1, 30)))
    return found.encode("utf-8", "replace")[:64].decode("utf-8", "ignore")


def test_no_data_of_a_button_breaks_anything_or_reaches_the_partner() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        lot, before, seen = Random("junk"), all_of(world, BEN), len(world.phones[BEN].calls)
        half = world.docs(Half, of(world, ANN))
        await taps(world, [junk(lot, world) for _ in range(150)])
        assert all_of(world, BEN) == before
        assert world.phones[BEN].calls[seen:] == []
        assert world.docs(Half, of(world, ANN)) == half

    run(story())


def test_on_ones_own_screen_nothing_can_be_pressed_but_what_it_offers() -> None:
    async def story() -> None:
        world = await base(Beginning("care"))
        await world.until(MONDAY + timedelta(days=4, hours=16))  # a page is open
        await act(world, ANN, "/week")
        phone = world.phones[ANN]
        live = next(each for each in phone.buttons() if each.data.startswith("choose."))
        ref, offered = live.data.split(".")[1], {each.data for each in phone.buttons()}
        values = ("", "yes", *(data.partition(".")[2].partition(".")[2] for data in offered))
        forged = [f"{name}.{ref}.{value}" for value in dict.fromkeys(values) for name in sorted(ACTIONS)]
        forged = [data for data in forged if data.rstrip(".") not in {each.rstrip(".") for each in offered}]
        before, shown = all_of(world, ANN), phone.visible()
        for start in range(0, len(forged), 25):  # fewer than a minute's quota
            here = world.fork()
            for data in forged[start : start + 25]:
                await here.feed(here.tapped(here.phones[ANN], live.message, data))
                assert (all_of(here, ANN), here.phones[ANN].visible()) == (before, shown), data
            assert here.phones[BEN].calls == world.phones[BEN].calls

    run(story())


BOT = {"id": 777, "is_bot": True, "first_name": "A bot", "username": "another_bot"}
GROUP = {"id": -100777, "type": "supergroup", "title": "A group"}
CHANNEL = {"id": -100888, "type": "channel", "title": "A channel"}
ORIGIN = {"type": "hidden_user", "date": int(MONDAY.timestamp()), "sender_user_name": "Somebody"}


def from_elsewhere(world: World, what: str) -> Raw:
    """Return something that looks like words of Ann, and is not."""
    phone = world.phones[ANN]
    raw = dict(world.wrote(phone, text="a 7 of somebody else"))
    message = dict(raw["message"])  # type: ignore[call-overload]
    content = {
        "a group": {"chat": GROUP},
        "a channel": {"chat": CHANNEL, "sender_chat": CHANNEL},
        "another bot": {"from": BOT},
        "a forward": {"forward_origin": ORIGIN},
        "through a bot": {"via_bot": BOT},
    }[what.removesuffix(", edited")]
    message |= content
    name = "message"
    if what.startswith("a channel"):
        name = "channel_post"
        del message["from"]
    if what.endswith("edited"):
        name, message["edit_date"] = f"edited_{name}", message["date"]
    return {"update_id": raw["update_id"], name: message}


ELSEWHERE = (
    "a group", "a group, edited", "a channel", "a channel, edited", "another bot", "another bot, edited",
    "a forward", "through a bot",
)  # fmt: skip


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_is_not_ones_own_words_in_ones_own_chat_is_no_answer(what: str) -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await act(world, ANN, "/practice", "tap practise fear")
        for chat in (GROUP, CHANNEL, BOT):
            world.phones[int(str(chat["id"]))] = Phone(int(str(chat["id"])), "")
        mine, theirs, seen = all_of(world, ANN), all_of(world, BEN), len(world.phones[BEN].calls)
        await world.feed(from_elsewhere(world, what))
        assert all_of(world, ANN) == mine
        assert all_of(world, BEN) == theirs
        assert world.phones[BEN].calls[seen:] == []

    run(story())


MANY = "x" * 4096


def large(world: World, what: str) -> Raw:
    """Return an update that carries much."""
    phone = world.phones[ANN]
    bold = [{"type": "bold", "offset": n % 4000, "length": 1} for n in range(16_000)]
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    match what:
        case "a megabyte of marks":
            return world.wrote(phone, text=MANY, entities=bold)
        case "more than a message holds":
            return world.wrote(phone, text=MANY + "x")
        case "far more than a message holds":
            return world.wrote(phone, text="x" * 900_000)
        case "a caption":
            return world.wrote(phone, photo=photo, caption="x" * 100_000)
        case "a long name":
            raw = dict(world.wrote(phone, text="hello"))
            who = {"id": ANN, "is_bot": False, "first_name": "N" * 100_000, "language_code": "en"}
            return {**raw, "message": {**raw["message"], "from": who}}  # type: ignore[dict-item]
    raise ValueError(what)


LARGE = (
    "a megabyte of marks",
    "more than a message holds",
    "far more than a message holds",
    "a caption",
    "a long name",
)


@pytest.mark.parametrize("what", LARGE)
def test_much_in_one_update_breaks_nothing(what: str) -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        seen = len(world.phones[BEN].calls)
        await world.feed(large(world, what))
        assert len(world.phones[ANN].visible()) > 0
        await act(world, ANN, "/today")  # and it goes on
        assert world.phones[BEN].calls[seen:] == []

    run(story())


def test_the_longest_messages_one_after_another_are_all_kept_and_can_be_read() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        for n in range(12):
            await act(world, ANN, f"say {n:02d}{MANY[2:]}")
        kept = [each.words for each in world.docs(Entry, of(world, ANN)) if len(each.words) == 4096]
        assert len(kept) == 12
        await act(world, ANN, "/notes", "tap notes", "tap notes")

    run(story())
