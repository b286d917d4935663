"""One knock a day, on a Wednesday with an evening of touch too: at whatever hour, in whatever zone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from bot.domain.people import Person, telegram_locator
from bot.domain.rhythm import diary_day, zone_of
from bot.domain.stages import Stage
from bot.services.cards import knock_screen
from bot.services.today import plan_knock
from tests.worlds.bases import Beginning, base, enter
from tests.worlds.people import ANN, BEN
from tests.worlds.world import MONDAY, World, run, words

MINUTE = MONDAY + timedelta(days=8, hours=23)  # Wednesday, 19:00 in London
HOURS = ((7, 7), (12, 15), (18, 18), (19, 19), (22, 22), (17, 21))
ZONES = ("Europe/London", "Asia/Tokyo", "America/Los_Angeles")
QUIETS = ((22.5, 7), (18, 20.5), (0, 0))
WAYS = [each for each in product(HOURS, ZONES, QUIETS) if each[0] != (18, 18) or each[2] != (18, 20.5)]


async def lives(
    world: World, chat: int, hours: tuple[int, int], zone: str, quiet: tuple[float, float]
) -> None:
    """Let somebody's knock come at an hour, or within hours, of a zone, but not in these quiet hours."""
    async with world.store.begin() as tx:
        owner, _ = await tx.locate(Person, telegram_locator(chat)) or ("", "")
        person = await tx.of(owner).get(Person, owner)
        assert person
        person = replace(
            person, zone=zone, reminder=False, knock_minute=hours[0] * 60,
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
