"""After an outage of minutes, hours or days: what every kind of due instant does, and that nothing floods."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Care, Client, Invitation, Person, telegram_locator
from bot.domain.repair import Pause
from bot.services.contents import TICKS
from bot.services.ports import QueueName
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, SOL, TESS, act
from tests.worlds.world import World, run

MINUTE = timedelta(minutes=1)
OUTAGES = {"5 minutes": timedelta(minutes=5), "5 hours": timedelta(hours=5), "5 days": timedelta(days=5)}
FRIDAY = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 10, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)

Arrange = Callable[[World, str], Awaitable[datetime]]
Check = Callable[[World, str], bool]


@dataclass(frozen=True)
class Case:
    """A kind of due row: where it begins, how it comes to be, and what follows an outage around its instant.

    `sent` says how many new messages come to `who` after five minutes, five hours and five days. Where the
    day's own knock is in its window by then, that is the one that is counted.
    """

    arrange: Arrange
    sent: tuple[int, int, int]
    holds: Check = lambda world, owner: True
    begins: str = "rated"
    who: int = ANN


def planned(kind: str, ref: str, at: datetime) -> Arrange:
    """Return how to plan a row by hand."""

    async def arrange(world: World, owner: str) -> datetime:
        async with world.store.begin() as tx:
            await tx.of(owner).plan(kind, ref, at)
        return at

    return arrange


def natural(at: datetime, *doings: str, before: datetime | None = None) -> Arrange:
    """Return how to do something first, and wait for what is due at an instant by itself."""

    async def arrange(world: World, owner: str) -> datetime:
        if before:
            await world.until(before)
        await act(world, ANN, *doings)
        return at

    return arrange


async def reminded(world: World, owner: str) -> datetime:
    """Let the knock of Friday stay closed."""
    await world.until(FRIDAY.replace(hour=20, minute=30))
    return await planned("remind", "day", FRIDAY.replace(hour=21))(world, owner)


async def paused(world: World, owner: str) -> datetime:
    """Begin a break."""
    await act(world, ANN, "/break", "tap pause-go")
    return world.docs(Pause, owner)[0].until


async def rests(world: World, owner: str) -> datetime:
    """Rest for three days."""
    await act(world, ANN, "/rest", "tap rest-go 3")
    until = world.docs(Person, owner)[0].rest_until
    assert until is not None
    return until


async def cleared(world: World, owner: str) -> datetime:
    """Say something, which clears itself after a minute."""
    await act(world, ANN, "say a word of mine")
    return world.clock.now + MINUTE


async def invited(world: World, owner: str) -> datetime:
    """Invite somebody who does not come."""
    await act(world, ANN, "/invite", "tap invite-make")
    return world.docs(Invitation, owner)[0].expires


async def released(world: World, owner: str) -> datetime:
    """Let a page that was released run out."""
    copy = world.docs(Copy, owner)[0]
    return await planned("copy-expires", copy.id, FRIDAY + timedelta(days=4))(world, owner)


async def shown_out(world: World, owner: str) -> datetime:
    """Let one's own page that went out run out."""
    page = next(each for each in world.docs(WeekPage, owner) if each.released)
    return await planned("page-expires", page.id, FRIDAY + timedelta(days=4))(world, owner)


async def linked_out(world: World, owner: str) -> datetime:
    """Let a therapist's link run out."""
    client = world.docs(Client, owner)[0]
    async with world.store.begin() as tx:
        await tx.of(owner).put(replace(client, expires=FRIDAY + timedelta(days=4)))
    return await planned("client-ends", client.id, FRIDAY + timedelta(days=4))(world, owner)


def comes(kind: str, ref: str = "") -> Arrange:
    """Return how to wait for what is planned already."""

    async def arrange(world: World, owner: str) -> datetime:
        async with world.store.begin() as tx:
            at = await tx.of(owner).planned(kind, ref)
        assert at is not None
        return at

    return arrange


def grieving(kind: str) -> Arrange:
    """Return how to write on the grief page, and wait for one of its instants."""

    async def arrange(world: World, owner: str) -> datetime:
        await world.until(FRIDAY)
        await act(world, ANN, "/practice", "tap practise grief", "tap grief-write", "say it hurts")
        card = next(card for card in world.docs(Card, owner) if card.state is CardState.OPEN)
        return await comes(kind, card.id if kind == "grief-rest" else "")(world, owner)

    return arrange


async def talking(world: World, owner: str) -> datetime:
    """Open a talk that begins, and wait for its next turn."""
    await world.until(await comes("talk", "ritual")(world, owner))
    await act(world, ANN, "tap open")
    asked = next(each for each in world.docs(Prompt, owner) if each.kind is Kind.RITUAL)
    return await comes("talk-turn", asked.id)(world, owner)


async def asked_for(world: World, owner: str) -> datetime:
    """Ask for the therapist whose link one opened; the other says nothing to it."""
    await act(world, ANN, "code 33", "/therapist", "tap care-ask")
    (care,) = world.docs(Care, owner)
    return care.expires


async def undecided(world: World, owner: str) -> datetime:
    """Press Start, and say neither yes nor no."""
    await act(world, SOL, "/start")
    return world.clock.now + timedelta(hours=49)


def closed(world: World, owner: str) -> bool:
    """Whether no question and no knock of a day that is over stands open."""
    today = world.clock.now - timedelta(hours=4)
    old = [card for card in world.docs(Card, owner) if card.day < today.date().isoformat()]
    asked = [each for each in world.docs(Prompt, owner) if each.day < today.date().isoformat()]
    return not any(card.state in (CardState.OPEN, CardState.KNOCK) for card in old) and not any(
        each.state is State.OPEN for each in asked
    )


def awake(world: World, owner: str) -> bool:
    """Whether the rest is over."""
    return not world.docs(Person, owner)[0].resting


def neutral(world: World, owner: str) -> bool:
    """Whether nothing stands open. (After two days Telegram lets nobody's own words be deleted any more.)"""
    return not any(card.state is CardState.OPEN for card in world.docs(Card, owner))


CASES: dict[tuple[str, str], Case] = {
    # five days after Friday's hour it is Wednesday's
    ("knock", "day"): Case(natural(FRIDAY.replace(hour=20)), (1, 0, 1)),
    ("knock", "later"): Case(planned("knock", "later", FRIDAY), (1, 0, 0)),
    ("knock", "quiet"): Case(planned("knock", "quiet", FRIDAY), (1, 0, 0)),
    ("knock", "week"): Case(planned("knock", "week", FRIDAY), (1, 0, 0)),
    ("remind", ""): Case(reminded, (1, 0, 1)),
    ("expire", ""): Case(natural(SATURDAY.replace(hour=4), "/today", before=FRIDAY), (0, 0, 0), closed),
    ("clear", ""): Case(cleared, (0, 0, 0), neutral),
    ("preview", ""): Case(natural(SATURDAY), (1, 0, 0), lambda world, owner: pages(world, owner) < 2),
    # after five hours T1 is a day later, and Sunday's own hour is in its window
    ("release", ""): Case(natural(SUNDAY), (1, 1, 1)),
    ("caseload", ""): Case(natural(datetime(2026, 3, 11, 9, tzinfo=UTC)), (1, 0, 0), begins="care", who=TESS),
    ("return", ""): Case(paused, (1, 0, 0), lambda world, owner: not world.docs(Pause, owner)),
    ("rested", ""): Case(rests, (0, 0, 0), awake),
    ("copy-expires", ""): Case(
        released, (0, 0, 0), lambda world, owner: not world.docs(Copy, owner), begins="shared"
    ),
    ("page-expires", ""): Case(
        shown_out,
        (0, 0, 0),
        lambda world, owner: not any(p.released for p in world.docs(WeekPage, owner)),
        begins="shared",
    ),
    ("client-ends", ""): Case(
        linked_out, (0, 0, 0), lambda world, owner: not world.docs(Client, owner), begins="care", who=TESS
    ),
    ("ask-ends", ""): Case(
        asked_for,
        (0, 0, 1),  # in the five days T1 comes
        lambda world, owner: not world.docs(Care, owner),
        begins="handed",
    ),
    ("retention", ""): Case(
        planned("retention", "", FRIDAY), (0, 0, 0), lambda world, owner: bool(world.docs(Entry, owner))
    ),
    ("touch", ""): Case(comes("touch"), (1, 0, 0), begins="touch"),
    ("talk", "ritual"): Case(comes("talk", "ritual"), (1, 0, 0), begins="talking"),
    ("talk-turn", ""): Case(talking, (0, 0, 0), begins="talking"),
    ("grief-rest", ""): Case(grieving("grief-rest"), (0, 0, 0)),
    ("grief-stop", ""): Case(grieving("grief-stop"), (0, 0, 0)),
    ("grief-left", ""): Case(grieving("grief-left"), (0, 0, 0), neutral),
    ("invite-dies", ""): Case(
        invited, (0, 0, 1), lambda world, owner: not world.docs(Invitation, owner), begins="alone"
    ),
    ("unconsented", ""): Case(
        undecided, (0, 0, 0), lambda world, owner: owner not in world.people(), begins="alone", who=SOL
    ),
}


def pages(world: World, owner: str) -> int:
    """Return how many pages there are."""
    return len(world.docs(WeekPage, owner))


def test_the_table_has_every_kind() -> None:
    assert {kind for kind, _ in CASES} == set(TICKS)


async def owner_of(world: World, who: int) -> str:
    """Return whose rows these are."""
    async with world.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who))
        return found[0] if found else ""


@pytest.mark.parametrize("kind", CASES, ids=lambda kind: "-".join(kind).strip("-"))
def test_after_an_outage_what_is_in_its_window_comes_once_and_the_rest_is_over(kind: tuple[str, str]) -> None:
    case = CASES[kind]

    async def through(outage: timedelta) -> int:
        world = await base(Beginning(case.begins))
        due = await case.arrange(world, await owner_of(world, case.who))
        owner = await owner_of(world, case.who)
        await world.until(due - MINUTE / 2)
        sent = calls(world, case.who)
        world.clock.now = due + outage
        await world.settle()
        assert await world.store.waiting(QueueName.DUE, world.clock.now) == 0, "nothing is left over"
        assert case.holds(world, owner)
        came = calls(world, case.who) - sent
        await world.passes(days=2)  # and everything goes on
        if case.who == ANN and kind[0] != "rested":
            assert calls(world, case.who) - sent > came
        return came

    assert tuple(run(through(outage)) for outage in OUTAGES.values()) == case.sent


def calls(world: World, who: int) -> int:
    """Return how many messages were sent to somebody."""
    return sum(call.method == "sendMessage" for call in world.phones[who].calls)


def test_a_question_of_before_a_long_outage_is_over_even_if_its_owner_comes_before_the_bot_looks() -> None:
    async def through() -> None:
        world = await base(Beginning("rated"))
        await world.until(FRIDAY)
        await act(world, ANN, "/today")
        owner = await owner_of(world, ANN)
        asked = [each.id for each in world.docs(Prompt, owner) if each.state is State.OPEN]
        assert asked
        world.clock.now = FRIDAY + timedelta(days=6)
        await act(world, ANN, "/today")
        await world.passes(days=1)
        assert not [
            each for each in world.docs(Prompt, owner) if each.id in asked and each.state is State.OPEN
        ]

    run(through())
