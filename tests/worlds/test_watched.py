"""What somebody sees who looks over a shoulder: what remains of an answer, a hold, a week without a yes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.worlds.bases import Beginning, base
from tests.worlds.histories import T1, pair
from tests.worlds.lives import both
from tests.worlds.people import ANN, BEN, ONWARD, act, offered, reach
from tests.worlds.phones import Call
from tests.worlds.sessions import HOUR, History, Session
from tests.worlds.world import MONDAY, World, run

TOKEN = re.compile(r"[A-Za-z0-9_-]{16}")


async def minute_after(world: World, *answer: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return what is in sight a minute after Ben answered so."""
    here = world.fork()
    await act(here, BEN, *answer)
    await here.passes(seconds=61)
    return here.phones[BEN].visible()


async def remains_the_same(world: World, *answers: tuple[str, ...]) -> None:
    found = [await minute_after(world, *answer) for answer in answers]
    for answer, each in zip(answers, found, strict=True):
        assert each == found[0], f"a minute after {answer} and {answers[0]} the chat differs"


RATINGS = (*((f"tap rate {n}",) for n in (0, 3, 4, 10)), ("say 7",), ("tap rate x",), ("tap skip",))


async def asked_all_but_ratings() -> World:
    """Return a world in which Ben has answered or skipped everything of the first days."""
    world = await base(Beginning("rated"))
    for day in range(4, 9):
        await world.until(MONDAY + timedelta(days=day, hours=-2))
        await act(world, BEN, "/today")
        for _ in range(8):
            way = next((way for way in ONWARD if offered(world, BEN, way)), "")
            await act(world, BEN, f"tap {way}" if way else "/today")
    return world


def test_nothing_remains_of_which_rating_was_given() -> None:
    async def story() -> None:
        world = await asked_all_but_ratings()
        await world.until(MONDAY + timedelta(days=9, hours=-2))  # a Wednesday asks nothing else
        await act(world, BEN, "/today")
        await remains_the_same(world, *RATINGS)

    run(story())


def test_nothing_remains_of_which_rating_was_given_on_a_day_that_asks_more() -> None:
    async def story() -> None:
        world = await asked_all_but_ratings()
        await world.until(MONDAY + timedelta(days=10, hours=-2))  # a Thursday asks for a fear as well
        await act(world, BEN, "/today")
        await remains_the_same(world, *RATINGS)

    run(story())


def test_nothing_remains_of_which_words_were_kept() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await act(world, BEN, "/practice", "tap practise own")
        await remains_the_same(
            world, ("say I lied",), ("say i want to die",), ("say I told the truth today",)
        )

    run(story())


def test_nothing_remains_of_a_note_or_of_its_edit() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await remains_the_same(world, ("say one",), ("say two words", "edit three whole words"))

    run(story())


@pytest.mark.parametrize("ends", ["nnnn", "ynnn", "nyyy", "ssss"])
def test_nothing_remains_of_the_safety_answers(ends: str) -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await act(world, BEN, "/safety", "tap screen s")
        answers = [
            tuple(f"tap screen s{said[: n + 1]}" for n in range(4)) for said in ("ynnn", "nyyn", "ysss", ends)
        ]
        await remains_the_same(world, *answers)

    run(story())


def test_nothing_remains_of_the_safety_answers_before_linking() -> None:
    async def story() -> None:
        world = await base(Beginning("alone"))
        await act(world, ANN, "/invite", "tap invite-make")
        await act(world, BEN, "code 11")
        await reach(world, ANN, "confirm yes")
        await act(world, ANN, "tap month unsure")
        await world.until(MONDAY + timedelta(hours=14))
        while not offered(world, BEN, "screen l"):
            await act(world, BEN, "/today")
        await act(world, BEN, "tap screen l")
        answers = [tuple(f"tap screen l{said[: n + 1]}" for n in range(4)) for said in ("ynnn", "nyyn")]
        await remains_the_same(world, *answers)

    run(story())


def test_nothing_remains_of_a_choice() -> None:
    async def story() -> None:
        world = await base(Beginning("care"))
        await world.until(MONDAY + timedelta(days=4, hours=15))
        await act(world, BEN, "/week")
        await remains_the_same(world, *((f"tap choose {each}",) for each in ("keep", "partner", "both")))

    run(story())


# ---------------------------------------------------------------------- a hold


def unnamed(calls: list[Call]) -> list[object]:
    """Return calls with their random ids by order of appearance: what an id is made of tells nothing."""
    ids: dict[str, str] = {}
    return [
        (
            call.at,
            call.method,
            TOKEN.sub(lambda found: ids.setdefault(found[0], f"id {len(ids)}"), call.given),
            call.file,
            call.answer,
        )
        for call in calls
    ]


WATCHED = (
    ("/week", "tap choose partner", "tap enough"),
    ("/week", "tap choose both", "/safety", "/history", "/notes", "/settings"),
    ("/today", "/week", "tap choose partner", "tap week", "tap choose keep", "/week", "tap choose both"),
    ("/more", "/week", "/therapist", "/invite", "/week", "tap choose partner"),
)


@pytest.mark.parametrize("watched", WATCHED)
@pytest.mark.parametrize("share", ["partner", "keep"])
def test_a_held_person_who_shares_cannot_be_told_from_one_who_chose_the_plain_page(
    watched: tuple[str, ...], share: str
) -> None:
    async def life(*unseen: str) -> list[object]:
        world = await base(Beginning("care"))
        await act(world, BEN, *unseen)  # out of sight
        await world.until(MONDAY + timedelta(days=3, hours=12))
        seen = {who: len(world.phones[who].calls) for who in (ANN, BEN)}
        await act(world, BEN, "/week", "/more", "/privacy")
        await world.until(MONDAY + timedelta(days=4, hours=15))
        await act(world, ANN, "/week", f"tap choose {share}")
        await act(world, BEN, *watched)
        await world.until(MONDAY + timedelta(days=5, hours=21))
        for who in (ANN, BEN):
            await act(world, who, "/today", "/week")
        await world.until(MONDAY + timedelta(days=8))
        return [unnamed(world.phones[who].calls[seen[who] :]) for who in (ANN, BEN)]

    async def story() -> None:
        held = await life("/safety", "tap hold-set", "tap enough")
        plain = await life("/week", "tap plain-before", "tap enough")
        for who, one, two in zip(("Ann", "Ben"), held, plain, strict=True):
            assert one == two, f"{who}'s chat tells a hold from the plain page"

    run(story())


def test_a_hold_in_the_middle_of_the_hours_of_choice_keeps_the_choice() -> None:
    async def story() -> None:
        world = await base(Beginning("care"))
        await world.until(MONDAY + timedelta(days=4, hours=15))
        for who in (ANN, BEN):
            await act(world, who, "/week", "tap choose partner")
        await act(world, BEN, "/safety", "tap hold-set")
        await world.until(MONDAY + timedelta(days=5, hours=21))
        await act(world, ANN, "/today")
        shown = " ".join(text for text, _, _ in world.phones[ANN].visible())
        assert "I am here. I have no more to say this week." in shown

    run(story())


# ---------------------------------------------------------------------- a week without a yes

LOUD = (
    "break",
    "break-long",
    "leave-told",
    "leave-sunday",
    "take-back",
    "care-end",
    "renew",
    "digits",
    "propose",
)
AT_RANDOM = ("any", "old", "forge", "today", "more", "open", "calm", "help", "therapist")
YESES = (
    "wish-same",
    "wish-times",
    "wish-keep",
    "wish-typed",
    "wish-zone",
    "share",
    "share-both",
    "share-edited",
    "share-written",
    "change-mind",
    "plain",
    "card",
    "card-yes",
    "card-second",
)


def test_without_a_yes_nothing_in_the_others_week_changes_ones_view() -> None:
    def said(history: History, more: tuple[Session, ...] = ()) -> History:
        hushed = {ANN: (*YESES, *AT_RANDOM), BEN: (*LOUD, *AT_RANDOM)}
        kept = (each for each in history.sessions if each.doing not in hushed[each.who])
        return replace(history, sessions=(*kept, *more))

    async def same(number: int) -> bool:
        drawn = pair(f"closed gate {number}", (ANN,), ("rated", "closed"))
        yes = Session(BEN, T1[drawn.one.beginning.kind] - HOUR, 3, "share", 0)
        quiet = replace(drawn, one=said(drawn.one), two=said(drawn.two, (yes,)))
        lived = await both(quiet)
        one, two = lived.one, lived.two
        assert one.table.passed == two.table.passed == [], "nothing may pass in such a week"
        return one.world.phones[ANN].calls == two.world.phones[ANN].calls

    assert all(run(same(number)) for number in range(25))
