"""The database away, rows that break, updates in disorder, hours and days without a bot."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
import structlog

from bot.adapters.database.sql import Unreachable
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.inbound import read
from bot.domain.checkin import Entry, Kind
from bot.domain.page import WeekPage
from bot.domain.people import Person, telegram_locator
from bot.services.flow.incoming import Incoming
from bot.services.ports import QueueName
from bot.simulator import Kind as Fault
from tests.faults.crowds import missed_release, outage
from tests.faults.process import until
from tests.faults.runs import NEVER
from tests.town import SATURDAY, TOKEN, Resident, Town, town

SEED = os.environ.get("SEED") or secrets.token_hex(4)
T1 = SATURDAY + timedelta(hours=30)


async def notes(here: Town, who: Resident) -> Counter[str]:
    """Return this person's notes, from the store."""
    async with here.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who.person.id))
        assert found is not None
        kept = await tx.of(found[0]).all(Entry)
    return Counter(each.words for each in kept if each.kind is Kind.NOTE)


async def pages(here: Town, who: Resident) -> list[WeekPage]:
    """Return this person's pages."""
    async with here.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who.person.id))
        assert found is not None
        return await tx.of(found[0]).all(WeekPage)


@contextmanager
def away(here: Town, monkeypatch: pytest.MonkeyPatch, *what: str) -> Iterator[None]:
    """Take the database away for a while."""

    def fail(*given: object, **more: object) -> NoReturn:
        raise Unreachable("the database is away")

    with monkeypatch.context() as patch:
        for name in what or ("begin", "claim", "receive", "waiting"):
            patch.setattr(here.store, name, fail)
        yield


# ---------------------------------------------------------------------- the database


async def test_without_a_database_calm_and_help_answer_and_all_else_is_handled_once_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        with away(here, monkeypatch):
            await ann.person.says("a note of Ann's")
            await ben.person.says("/calm")
            await until(lambda: len(here.telegram.calls_of("sendMessage", ben.person)) > 2, "Ben has Calm")
            await ann.person.says("Help")
            await until(lambda: "danger" in ann.last, "Ann has Help")
            assert here.telegram.pending(TOKEN) == 3
        await here.settle()
        assert here.telegram.pending(TOKEN) == 0
        assert await notes(here, ann) == {"a note of Ann's": 1}


async def test_a_database_that_goes_away_at_any_moment_of_an_answer_costs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        assert isinstance(here.store, MemoryStore)
        ann = await here.settled("Ann")
        begin, begun = here.store.begin, 0
        for fails_at in range(1, 9):

            def failing(fails_at: int = fails_at) -> Any:
                nonlocal begun
                begun += 1
                if begun == fails_at:
                    raise Unreachable("the database is away")
                return begin()

            begun = 0
            with monkeypatch.context() as patch:
                patch.setattr(here.store, "begin", failing)
                await ann.says(f"note {fails_at}")
            for _ in range(8):
                await here.passes(seconds=2)
            assert (await notes(here, ann))[f"note {fails_at}"] == 1
        assert {what for what, _ in here.troubles} == {"Unreachable"}
        here.troubles.clear()
        await ann.says("/notes")
        assert "note 8" in ann.last


async def test_what_was_under_way_when_the_database_went_away_goes_on_as_soon_as_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        talk, delivery = here.engine.conversation, here.engine.delivery
        await ann.person.says("a note of Ann's")
        await here.telegram.quiet()
        (row,) = await talk.claim()
        with away(here, monkeypatch):
            await talk.handle(row)
        await here.settle()  # no lease runs out meanwhile: the store's steady clock is the real one
        assert await notes(here, ann) == {"a note of Ann's": 1}
        async with here.store.begin() as tx:
            found = await tx.locate(Person, telegram_locator(ben.person.id))
            assert found is not None
            await tx.of(found[0]).plan("knock", "later", here.clock.now())
        await talk.beat()
        (sent,) = await delivery.claim()
        with away(here, monkeypatch):
            await delivery.deliver(sent)
        await here.passes(seconds=3)
        assert ben.offers("knock-open")
        assert {what for what, _ in here.troubles} == {"Unreachable"}
        here.troubles.clear()


async def test_a_key_store_that_is_away_for_hours_never_has_an_update_set_aside() -> None:
    async with town() as here:
        ann = await here.settled("Ann")

        def locked(payload: Mapping[str, object]) -> NoReturn:
            raise Unreachable("the key store is away")

        here.engine.conversation.read = locked
        await ann.says("a note of Ann's")
        for _ in range(12):
            await here.passes(minutes=10)
        here.engine.conversation.read = read
        await here.passes(minutes=10)
        assert await notes(here, ann) == {"a note of Ann's": 1}
        here.troubles.clear()


# ---------------------------------------------------------------------- updates


async def test_a_poisoned_update_stops_nobody_else_and_not_even_its_own_lane() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")

        def reading(payload: Mapping[str, object]) -> Incoming | None:
            if "poison" in str(payload):
                raise RuntimeError("poison")
            return read(payload)

        here.engine.conversation.read = reading
        await ann.says("poison")
        await ann.says("after it")
        await ben.says("a note of Ben's")
        assert await notes(here, ben) == {"a note of Ben's": 1}
        assert await notes(here, ann) == {}
        for minute in range(20):
            await here.passes(minutes=1 + minute // 5)
        assert await notes(here, ann) == {"after it": 1}
        assert ("RuntimeError", "update") in here.troubles
        here.troubles.clear()


async def test_updates_that_come_twice_or_in_disorder_are_each_done_once() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        for round in range(4):
            here.telegram.faults.add(Fault.REPEAT, copies=3)
            here.telegram.faults.add(Fault.SHUFFLE)
            for who in (ann, ben):
                for number in range(3):
                    await who.person.says(f"{who.person.name} {round} {number}")
            await here.settle()
        for who in (ann, ben):
            wanted = {f"{who.person.name} {round} {number}": 1 for round in range(4) for number in range(3)}
            assert await notes(here, who) == wanted


async def test_a_batch_in_disorder_that_could_not_be_stored_whole_comes_again_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        receive, seen = here.store.receive, 0

        async def second_fails(*given: Any) -> bool:
            nonlocal seen
            seen += 1
            if seen == 2:
                raise Unreachable("the database is away")
            return await receive(*given)

        monkeypatch.setattr(here.store, "receive", second_fails)
        here.telegram.faults.add(Fault.SHUFFLE)
        for number in range(5):
            await ann.person.says(f"note {number}")
        await here.settle()
        assert await notes(here, ann) == {f"note {number}": 1 for number in range(5)}


@pytest.mark.parametrize(
    "junk",
    [
        {"message": {"chat": "a canary", "text": 5}},
        {"message": {"message_id": "a canary", "date": "x", "chat": {"id": 7, "type": "private"}}},
        {"callback_query": {"id": "1", "data": "a canary"}},
        {"something_new": {"words": "a canary"}},
    ],
)
async def test_an_update_that_nobody_can_read_is_set_aside_with_only_its_id_in_the_log(
    junk: dict[str, Any],
) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        with structlog.testing.capture_logs() as logged:
            number = here.telegram.inject(TOKEN, junk)
            await ann.says("a note after it")
        assert here.troubles == [(f"unreadable update {number}", "inbox")]
        assert "canary" not in str(logged)
        assert await notes(here, ann) == {"a note after it": 1}
        await here.passes(days=1)
        assert await here.store.waiting(QueueName.INBOX, here.clock.now()) == 0
        here.troubles.clear()


# ---------------------------------------------------------------------- time


async def sharing_couple(here: Town) -> tuple[Resident, Resident]:
    """Return two people who both chose to share, an hour before T1."""
    ann, ben = await here.couple()
    await here.until(SATURDAY + timedelta(hours=1))
    for who in (ann, ben):
        await who.shares()
    await here.until(T1 - timedelta(hours=1))
    return ann, ben


async def test_a_release_missed_by_less_than_ten_minutes_still_happens() -> None:
    async with town() as here:
        ann, ben = await sharing_couple(here)
        here.clock.turn(T1 + timedelta(minutes=9))
        await here.settle()
        for who in (ann, ben):
            await who.reads()
            assert "Two pages" in str(who.phone)


async def test_a_release_missed_by_more_moves_by_a_day_and_the_choices_stay_open() -> None:
    async with town() as here:
        ann, ben = await sharing_couple(here)
        here.clock.turn(T1 + timedelta(minutes=11))
        await here.settle()
        for who in (ann, ben):
            (page,) = await pages(here, who)
            assert not page.decided
            assert page.closes == T1 + timedelta(days=1)
            assert "Two pages" not in str(who.phone)
        await ann.says("/week")
        await ann.taps("choose-keep")
        await here.until(T1 + timedelta(days=1, minutes=1))
        for who in (ann, ben):
            (page,) = await pages(here, who)
            assert page.decided
            assert not page.released


async def test_a_choice_made_while_the_bot_was_away_counts_before_the_release_is_decided() -> None:
    async with town() as here:
        ann, ben = await sharing_couple(here)
        await here.until(T1 - timedelta(seconds=30))
        await ann.says("/week")
        await ann.person.taps(ann.label("choose-keep"))
        here.clock.turn(T1 + timedelta(seconds=90))  # Telegram keeps a tap for 150 s
        await here.settle()
        for who in (ann, ben):
            (page,) = await pages(here, who)
            assert (page.decided, page.released) == (True, False)


@pytest.mark.parametrize(("hours", "knocks"), [(2, 1), (5, 0), (24, 0), (26, 1), (24 * 3 + 2, 1)])
async def test_after_an_outage_one_knock_comes_if_its_hour_is_not_over_and_none_else(
    hours: int, knocks: int
) -> None:
    async with town() as here:
        ann = await here.settled("Ann")  # knocked at eight in the evening
        await here.passes(hours=23)
        sent = len(here.telegram.calls_of("sendMessage", ann.person))
        here.clock.turn_by(timedelta(hours=hours))
        await here.settle()
        assert ann.knocks == knocks
        assert len(here.telegram.calls_of("sendMessage", ann.person)) - sent == knocks
        evening = here.clock.now().replace(hour=20, minute=30)
        await here.until(evening if evening > here.clock.now() else evening + timedelta(days=1))
        assert ann.knocks == 1


async def test_after_a_week_away_nobody_is_flooded(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        ann, ben = await here.couple()
        sent = len(here.telegram.calls_of("sendMessage"))
        here.clock.turn_by(timedelta(days=7, hours=1))
        await here.settle()
        assert len(here.telegram.calls_of("sendMessage")) - sent <= 2
        await here.passes(days=1)
        assert ann.knocks == ben.knocks == 1


# ---------------------------------------------------------------------- by a seed


@pytest.mark.parametrize(("many", "hours"), [(100, 24), (40, 2)])
async def test_after_an_outage_a_crowd_has_each_knock_that_is_still_in_its_window_once_and_at_the_pace(
    many: int, hours: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = await outage(SEED, many, timedelta(hours=hours))
    with capsys.disabled():
        print(f"\n  outage of {hours} hours (seed {SEED}): {dict(found)}")
    assert found["knocks"] >= many
    assert not any(found[what] for what in NEVER), found
    assert found["troubles"] == 0


async def test_a_release_that_was_missed_by_any_time_is_made_up_for_or_moves_by_a_day() -> None:
    found = await missed_release(SEED)
    assert not any(found[what] for what in (*NEVER, "troubles")), f"{found}, seed {SEED}"
