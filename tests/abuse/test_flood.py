"""A flood by one person: bounded before it is stored, told once, nothing lost, nothing to anybody else."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from bot.domain.checkin import Entry
from bot.domain.people import Person
from bot.domain.quotas import QUOTAS, Kind
from bot.services.ports import QueueName
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, TESS, act, offered
from tests.worlds.world import MONDAY, World, run

FLOOD = 18_000
A_MINUTE, A_DAY = (QUOTAS[Kind.WORDS][n].most for n in (0, 2))
EVERYTHING = sum(quotas[0].most for quotas in QUOTAS.values())


def ben(world: World) -> str:
    return next(id for id in world.people() if world.docs(Person, id)[0].chat == BEN)


async def flood(world: World, many: int = FLOOD) -> None:
    """Let Ben write, tap and edit at once, before anything of it is handled."""
    phone = world.phones[BEN]
    tap = phone.ever[-1]
    for n in range(many):
        raw = world.wrote(phone, text=f"flood {n}") if n % 3 else world.tapped(phone, tap.message, tap.data)
        await world.intake.take(raw)


def test_a_flood_leaves_no_more_rows_than_one_minute_of_one_person_may_have() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await flood(world)
        assert await world.store.waiting(QueueName.INBOX, world.clock.now) <= EVERYTHING

    run(story())


def test_what_was_not_taken_stays_in_the_chat_and_the_writer_was_told_once() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        before = len(world.phones[BEN].calls)
        phone = world.phones[BEN]
        for n in range(A_MINUTE + 60):
            await world.feed(world.wrote(phone, text=f"flood {n}"))
        kept = {each.words for each in world.docs(Entry, ben(world)) if each.words.startswith("flood")}
        await world.passes(seconds=130)
        there = {bubble.text for bubble in phone.bubbles.values() if bubble.text.startswith("flood")}
        assert len(kept) == A_MINUTE
        assert kept | there == {f"flood {n}" for n in range(A_MINUTE + 60)}, "something written was lost"
        told = [call for call in phone.calls[before:] if "more than I can keep" in call.given]
        assert len({call.at for call in told}) == 1
        await act(world, BEN, "say and now slowly")
        assert any(each.words == "and now slowly" for each in world.docs(Entry, ben(world)))

    run(story())


def test_calm_help_and_what_stops_something_stay_within_reach() -> None:
    async def story() -> None:
        world = await base(Beginning("care"))
        await world.until(MONDAY + timedelta(days=4, hours=15))
        await act(world, BEN, "/week", "tap choose partner")
        await flood(world, 400)
        await world.settle()
        await act(world, BEN, "/calm", "tap calm", "/help")
        assert offered(world, BEN, "hide")
        await act(world, BEN, "/week", "tap choose keep")
        await act(world, ANN, "/week", "tap choose partner")
        await world.until(MONDAY + timedelta(days=5, hours=21))
        await act(world, ANN, "/today")
        assert "The week that ended stays private" in " ".join(
            text for text, _, _ in world.phones[ANN].visible()
        )

    run(story())


def test_the_other_sees_nothing_of_it_and_waits_for_nothing() -> None:
    async def story() -> None:
        views = []
        for flooded in (False, True):
            world = await base(Beginning("rated"))
            await world.until(MONDAY + timedelta(days=4, hours=15))
            seen = len(world.phones[ANN].calls)
            for day in range(2):
                await world.until(MONDAY + timedelta(days=4 + day, hours=16))
                if flooded:
                    await flood(world, 400)
                await act(world, ANN, *(f"say {n}" for n in range(5)), "/week", "/calm")
            await world.until(MONDAY + timedelta(days=7))
            views.append(world.phones[ANN].calls[seen:])
        assert views[0] == views[1]

    run(story())


def test_what_telegram_held_back_for_hours_is_not_taken_for_a_flood() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        phone, written = world.phones[BEN], []
        for n in range(A_MINUTE * 2):
            world.clock.now += timedelta(seconds=30)
            written.append(world.wrote(phone, text=f"held back {n}"))
        for raw in written:  # all at once
            await world.intake.take(raw)
        await world.settle()
        kept = {each.words for each in world.docs(Entry, ben(world))}
        assert {f"held back {n}" for n in range(A_MINUTE * 2)} <= kept

    run(story())


def test_an_update_that_comes_again_counts_once() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        raw = world.wrote(world.phones[BEN], text="once")
        for _ in range(A_MINUTE * 2):
            await world.intake.take(raw)
        await act(world, BEN, "say twice")
        assert any(each.words == "twice" for each in world.docs(Entry, ben(world)))

    run(story())


def test_what_is_kept_in_a_day_has_a_bound_and_what_is_beyond_it_stays_in_the_chat() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await act(world, BEN, "say the last one that is kept")
        there = len(world.docs(Entry, ben(world)))
        today = world.clock.now - timedelta(days=1)
        of_a_day = sum(each.at >= today for each in world.docs(Entry, ben(world)))
        with patch("bot.services.day.asked.KEPT_A_DAY", of_a_day):
            await act(world, BEN, "say one too many")
            await world.passes(seconds=130)
        assert len(world.docs(Entry, ben(world))) == there
        assert "one too many" in [bubble.text for bubble in world.phones[BEN].bubbles.values()]
        assert "the last one that is kept" not in [each.text for each in world.phones[BEN].bubbles.values()]

    run(story())


def test_the_files_of_everything_are_made_a_few_times_an_hour_and_the_last_time_is_told() -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        few, made = QUOTAS[Kind.FILES][0].most, []
        for _ in range(few + 2):
            await act(world, BEN, "/export", "tap export-make")
            made.append(len({call.file for call in world.phones[BEN].calls if call.file}))
            told = "last files for now" in str(world.phones[BEN].visible())
            assert told == (len(made) == few), "told once, with the last that is made"
        assert made[few - 1] > made[0] and len(set(made[few - 1 :])) == 1, made
        await act(world, BEN, "/week", "say this goes on")
        await world.passes(hours=1)
        await act(world, BEN, "/export", "tap export-make")
        assert len({call.file for call in world.phones[BEN].calls if call.file}) > made[-1]

    run(story())


def test_a_therapist_s_records_are_made_for_thirty_couples_an_hour_and_the_last_is_told() -> None:
    async def story() -> None:
        world = await base(Beginning("care"))
        many, told = QUOTAS[Kind.RECORDS][0].most, []
        assert many >= 30
        await world.passes(minutes=60 - world.clock.now.minute)  # an hour of its own
        for _ in range(many + 2):
            await act(world, TESS, "/therapist", "tap client-more", "tap client-record")
            told.append("last files for now" in str(world.phones[TESS].visible()))
        assert told == [n == many - 1 for n in range(many + 2)], "told once, with the last that is made"
        assert not any(call.file for call in world.phones[TESS].calls)
        await act(world, TESS, "/export", "tap export-make")
        assert any(call.file for call in world.phones[TESS].calls), (
            "the files of everything are counted apart"
        )

    run(story())
