"""One knock a day, with an evening of touch, a page or a talk too: at whatever hour, in whatever zone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from bot.domain.page import WeekPage
from bot.domain.people import Half, Person, telegram_locator
from bot.domain.rhythm import WEEKEND, Times, diary_day, zone_of
from bot.domain.stages import Stage
from bot.domain.terms import page_waits
from bot.services import crossings
from bot.services.day.today import plan_knock
from bot.services.flow.cards import knock_screen
from tests.worlds.bases import Beginning, base, enter
from tests.worlds.people import ANN, BEN, act
from tests.worlds.world import MONDAY, World, run, words

MINUTE = MONDAY + timedelta(days=8, hours=23)  # Wednesday, 19:00 in London
HOURS = ((7, 7), (12, 15), (18, 18), (19, 19), (22, 22), (17, 21))
ZONES = ("Europe/London", "Asia/Tokyo", "America/Los_Angeles")
QUIETS = ((22.5, 7), (18, 20.5), (0, 0))
WAYS = [each for each in product(HOURS, ZONES, QUIETS) if each[0] != (18, 18) or each[2] != (18, 20.5)]


async def lives(
    world: World,
    chat: int,
    hours: tuple[int, int],
    zone: str,
    quiet: tuple[float, float],
    reminder: bool = False,
) -> None:
    """Let somebody's knock come at an hour, or within hours, of a zone, but not in these quiet hours."""
    async with world.store.begin() as tx:
        owner, _ = await tx.locate(Person, telegram_locator(chat)) or ("", "")
        person = await tx.of(owner).get(Person, owner)
        assert person
        person = replace(
            person, zone=zone, reminder=reminder, knock_minute=hours[0] * 60,
            knock_until=hours[1] * 60 if hours[1] > hours[0] else None,
            quiet_from=int(quiet[0] * 60), quiet_to=int(quiet[1] * 60),
        )  # fmt: skip
        await tx.of(owner).put(person)
        await plan_knock(person, world.talk._world(tx, person))


def knocks(world: World, chat: int, zone: str) -> Counter[date]:
    """Return how many knocks came on each of somebody's own days."""
    text = words().show(knock_screen().lines[0], "en", "")
    calls = [each for each in world.phones[chat].calls if each.method == "sendMessage" and text in each.given]
    return Counter(diary_day(each.at, zone_of(zone)) for each in calls)


async def week(kind: str, first: tuple, second: tuple) -> list[Counter[date]]:  # type: ignore[type-arg]
    world = await base(Beginning(kind))
    await enter(world, Stage.TOUCH)
    for chat, way in ((ANN, first), (BEN, second)):
        await lives(world, chat, *way)
        world.phones[chat].calls.clear()
    await world.until(MINUTE + timedelta(days=1, hours=17))
    return [knocks(world, chat, way[1]) for chat, way in ((ANN, first), (BEN, second))]


def test_an_evening_of_touch_brings_the_one_knock_of_its_day_in_every_combination() -> None:
    for first, second in zip(WAYS[::2], [*WAYS[1::2], WAYS[0]], strict=True):
        for way, found in zip((first, second), run(week("touch", first, second)), strict=True):
            day = diary_day(MINUTE, zone_of(way[1]))
            days = {day + timedelta(days=each): 1 for each in (-2, -1, 0)}
            assert found | days == found and set(found.values()) == {1}, (way, found)


def test_where_a_talk_has_the_knock_of_that_day_the_evening_of_touch_brings_no_other() -> None:
    plain = ((12, 12), "Europe/London", (22.5, 7))
    for found in run(week("talking", plain, plain)):
        assert found[MINUTE.date()] == 1, found


SATURDAY, SUNDAY = MONDAY.date() + timedelta(days=5), MONDAY.date() + timedelta(days=6)
TALKS = {
    "": (2, 2),  # one knock, and one reminder
    "5h10": (2, 2),  # at T0: one for both, and one reminder of the page
    "5h14": (2, 2),  # after it: the page waits behind the talk's
    "5h09": (2, 2),  # before it: nothing can wait for a talk that is over
    "6h16": (2, 1),  # at T1: one for both
    "6h18": (2, 2),  # after it: T1 waits for nothing, and the talk's is the last
    "6h11": (2, 2),
}
"""Hours of a weekly talk; what knocks on Saturday and on Sunday, reminders too, where none is opened."""


async def talking(talk: str, ritual: str = "", times: Times = WEEKEND) -> World:
    """Return a couple on a Thursday night that has agreed on these talks; nobody opens anything."""
    world = await base(Beginning("rated"))
    for chat in (ANN, BEN):
        async with world.store.begin() as tx:
            owner, _ = await tx.locate(Person, telegram_locator(chat)) or ("", "")
            for half in await tx.of(owner).all(Half):
                for kind in ("preview", "release"):
                    await tx.of(owner).unplan(kind, SUNDAY.isoformat())
                agreed = replace(half, talk=talk, ritual=ritual, times=times)
                await tx.of(owner).put(agreed)
                await crossings.plan_week(agreed, tx.of(owner), world.clock.now)
                await crossings.plan_talks(agreed, tx.of(owner), world.clock.now)
        world.phones[chat].calls.clear()
    return world


async def weekend(talk: str, times: Times = WEEKEND) -> tuple[int, int]:
    """Return what knocked for both, alike, on Saturday and on Sunday."""
    world = await talking(talk, "", times)
    await world.until(MONDAY + timedelta(days=7))
    first, second = (knocks(world, chat, "Europe/London") for chat in (ANN, BEN))
    assert first == second
    return first[SATURDAY], first[SUNDAY]


async def saturday(talk: str, times: Times = WEEKEND, ritual: str = "", *doings: str) -> list[int]:
    """Return the hours of Ann's knocks on Saturday; what she does, she does at noon."""
    world = await talking(talk, ritual, times)
    await world.until(MONDAY + timedelta(days=4, hours=16))
    for doing in doings:
        await act(world, ANN, *doing.split("; "))
    await world.until(MONDAY + timedelta(days=5, hours=6))
    return knocked(world, ANN)


def knocked(world: World, chat: int) -> list[int]:
    """Return the hours at which knocks came on Saturday."""
    text = words().show(knock_screen().lines[0], "en", "")
    calls = [each for each in world.phones[chat].calls if each.method == "sendMessage" and text in each.given]
    return [each.at.hour for each in calls if each.at.date() == SATURDAY]


def test_on_the_day_of_the_page_two_talks_have_a_knock_each_and_no_reminder() -> None:
    assert run(saturday("5h14", WEEKEND, "5h18")) == [14, 18]
    assert run(saturday("5h18", WEEKEND, "5h14")) == [14, 18]


def test_a_page_looked_at_beforehand_lies_behind_the_talks_knock_and_needs_no_reminder() -> None:
    assert run(saturday("5h14", WEEKEND, "", "/week")) == [14]


def test_who_leaves_while_the_page_waits_for_a_talk_has_the_days_own_knock_alone() -> None:
    assert run(saturday("5h14", WEEKEND, "", "/leave; tap leave-go quiet")) == [20]


def test_a_page_that_waited_for_a_talk_keeps_to_quiet_hours_that_changed_meanwhile() -> None:
    async def moved(*quiet: float) -> list[int]:
        world = await talking("5h14")
        await world.until(MONDAY + timedelta(days=4, hours=16))
        await lives(world, ANN, (9, 9), "Europe/London", (quiet[0], quiet[1]), reminder=True)
        await world.until(MONDAY + timedelta(days=5, hours=6))
        return knocked(world, ANN)

    assert run(moved(13, 17)) == [17, 19], "its knock comes at their end"
    assert run(moved(15.5, 17)) == [14], "and what would remind in them does not"


def test_a_page_is_reminded_of_for_two_hours_and_its_knock_that_waited_may_be_late_by_three() -> None:
    async def away(since: float, until: float) -> list[int]:
        world = await talking("5h14")
        await world.until(MONDAY + timedelta(days=4, hours=4 + since))
        world.clock.now = MONDAY + timedelta(days=4, hours=4 + until)
        await world.settle()
        await world.until(MONDAY + timedelta(days=5, hours=6))
        return knocked(world, ANN)

    assert run(away(15.5, 17.5)) == [14, 17]
    assert run(away(15.5, 18.5)) == [14]
    assert run(away(13.5, 16.5)) == [16, 18]


def test_the_page_and_a_talk_at_one_hour_are_one_knock_and_a_reminder_whichever_comes_first() -> None:
    async def talk_first() -> list[int]:
        world = await talking("5h10")
        for each in world.people():
            async with world.store.begin() as tx:
                await tx.of(each).unplan("preview", SUNDAY.isoformat())
            async with world.store.begin() as tx:  # planned after the talk, it comes after it
                for half in await tx.of(each).all(Half):
                    await crossings.plan_week(half, tx.of(each), world.clock.now)
        await world.until(MONDAY + timedelta(days=5, hours=6))
        return knocked(world, ANN)

    assert run(talk_first()) == run(saturday("5h10")) == [10, 12]


def test_a_talk_on_a_day_of_the_page_adds_a_knock_only_where_neither_can_wait() -> None:
    assert {talk: run(weekend(talk)) for talk in TALKS} == TALKS


def test_the_page_that_opens_waits_for_no_talk_that_leaves_less_than_six_hours_for_the_choice() -> None:
    one_day = Times(opens_day=5, opens=10 * 60, closes_day=5, closes=20 * 60)
    world = run(talking("", "", one_day))
    half = next(half for owner in world.people() for half in world.docs(Half, owner))
    for talk, hours in (("5h14", [14, 16, 20]), ("5h15", [10, 15, 20])):  # the talk's, a reminder, T1's
        assert run(saturday(talk, one_day)) == hours
        assert page_waits(replace(half, talk=talk)) is (talk == "5h14")
    assert [page_waits(replace(half, talk=talk, times=WEEKEND)) for talk in TALKS] == [
        False,
        True,
        True,
        *[False] * 4,
    ]


async def seen(talk: str, *doings: str, way: tuple | None = None) -> list[object]:  # type: ignore[type-arg]
    """Return all that comes to Ann over the days of the page and of a missed talk, by what Ben does."""
    world = await talking(talk, "0h18")
    for doing in doings:
        await act(world, BEN, *doing.split("; "))
    if way:
        await lives(world, BEN, *way)
    await world.until(MONDAY + timedelta(days=7, hours=-3))
    world.clock.now = MONDAY + timedelta(days=7, hours=-1)  # an hour after the ritual began
    await world.settle()
    await world.passes(hours=8)
    return list(world.phones[ANN].calls)


BENS = (
    ("/practice; tap talks; tap talks-off",),
    ("/rest; tap rest-go 3",),
    ("/leave; tap leave-go quiet",),
    ("/today", "/week"),
)


def test_whatever_the_other_does_with_their_knocks_ones_own_come_as_before() -> None:
    for talk in ("5h14", "6h16"):
        plain = run(seen(talk))
        assert len(plain) > 4
        for doings in BENS:
            assert run(seen(talk, *doings)) == plain, doings
        assert run(seen(talk, way=((7, 7), "Asia/Tokyo", (0, 0)))) == plain


def test_whatever_the_other_does_while_the_page_waits_ones_own_knocks_and_reminder_are_the_same() -> None:
    async def anns(*doings: str) -> list[object]:
        world = await talking("5h14")
        await world.until(MONDAY + timedelta(days=4, hours=16))
        for doing in doings:
            await act(world, BEN, *doing.split("; "))
        await world.until(MONDAY + timedelta(days=5, hours=6))
        assert knocked(world, ANN) == [14, 16]
        return list(world.phones[ANN].calls)

    plain = run(anns())
    for doings in BENS:
        assert run(anns(*doings)) == plain, doings


def test_an_evening_of_touch_that_waited_for_a_talk_comes_at_its_hour_where_that_is_switched_off() -> None:
    async def wednesday() -> list[int]:
        world = await talking("", "2h20")
        await enter(world, Stage.TOUCH)
        for chat, hour in ((ANN, 9), (BEN, 21)):
            await lives(world, chat, (hour, hour), "Europe/London", (22.5, 7))
        await world.until(MINUTE + timedelta(minutes=30))
        await act(world, ANN, "/practice", "tap talks", "tap talks-off")
        before = knocks(world, ANN, "Europe/London")[MINUTE.date()]
        await world.until(MINUTE + timedelta(hours=6))
        return [before, *(knocks(world, chat, "Europe/London")[MINUTE.date()] for chat in (ANN, BEN))]

    assert run(wednesday()) == [0, 1, 1]


def test_of_a_page_that_opened_the_day_before_nothing_reminds_on_an_evening_of_touch_with_a_talk() -> None:
    async def wednesday() -> int:
        world = await talking("", "2h20", Times(opens_day=1, closes_day=3))
        await enter(world, Stage.TOUCH)
        await lives(world, ANN, (9, 9), "Europe/London", (22.5, 7), reminder=True)
        await world.until(MINUTE + timedelta(hours=6))
        assert any(not page.looked for owner in world.people() for page in world.docs(WeekPage, owner))
        return knocks(world, ANN, "Europe/London")[MINUTE.date()]

    assert run(wednesday()) == 1


def test_an_evening_of_touch_that_made_way_for_a_talk_that_was_missed_has_a_late_knock() -> None:
    async def wednesday() -> list[int]:
        world = await talking("", "2h20")
        await enter(world, Stage.TOUCH)
        for chat, hour in ((ANN, 9), (BEN, 12)):
            await lives(world, chat, (hour, hour), "Europe/London", (22.5, 7))
        await world.until(MINUTE + timedelta(minutes=30))
        before = [knocks(world, chat, "Europe/London")[MINUTE.date()] for chat in (ANN, BEN)]
        assert before == [0, 0], "the talk at eight has the knock of this day"
        world.clock.now += timedelta(hours=1)
        await world.settle()
        await world.passes(hours=6)
        return [knocks(world, chat, "Europe/London")[MINUTE.date()] for chat in (ANN, BEN)]

    assert run(wednesday()) == [1, 1]


def test_where_a_bot_was_away_at_the_hour_of_a_talk_both_are_knocked_at_once_that_day() -> None:
    async def monday(*aways: tuple[float, float]) -> list[int]:
        world = await talking("", "0h18")
        for chat, hour in ((ANN, 9), (BEN, 20)):
            await lives(world, chat, (hour, hour), "Europe/London", (22.5, 7))
        for since, until in aways:
            await world.until(MONDAY + timedelta(days=7, hours=since - 20))
            world.clock.now = MONDAY + timedelta(days=7, hours=until - 20)
            await world.settle()
        await world.until(MONDAY + timedelta(days=8, hours=-16))
        day = MONDAY.date() + timedelta(days=7)
        return [knocks(world, chat, "Europe/London")[day] for chat in (ANN, BEN)]

    assert run(monday()) == [1, 1]
    for away in ((17.9, 18.5), (17.9, 20.5), (8, 12.5), (8, 18.5), (19.9, 20.5)):
        assert run(monday(away)) == [1, 1], away
    assert run(monday((17.9, 22))) == [0, 1], "a day's knock is late by three hours at most"
