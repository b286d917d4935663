"""Telegram slow, broken, or away; messages and people gone: each keeps to the chat that it concerns."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from bot.adapters.telegram.transport import connect
from bot.simulator import Call, Kind
from tests.faults.process import until
from tests.faults.runs import NEVER
from tests.faults.storms import TROUBLES, compare, differs, transcript, week
from tests.town import Resident, Town, town

BEFORE_AND_AFTER = [Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.DROP_BEFORE, Kind.DROP_AFTER]
SEED = os.environ.get("SEED") or secrets.token_hex(4)
STORMS = [Kind.BROKEN, Kind.BAD_GATEWAY, *BEFORE_AND_AFTER]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a call give up after a moment instead of 20 s."""
    monkeypatch.setattr("tests.town.connect", partial(connect, total=0.5))


@asynccontextmanager
async def at_work(here: Town) -> AsyncIterator[None]:
    """Let the bot work by itself, as it does when it runs."""
    work = asyncio.create_task(here.engine.work())
    try:
        yield
    finally:
        await here.engine.stop(2.0)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        here.engine.stopping = False


async def lives_on(here: Town, seconds: int, step: int = 1) -> None:
    """Let time pass in small steps, as attempts need it that wait for one another."""
    for _ in range(0, seconds, step):
        await here.passes(seconds=step)


def answers(here: Town, who: Resident) -> list[Call]:
    """Return the calls that brought words to a chat."""
    return [
        call
        for call in here.telegram.calls
        if call.chat_id == who.person.id and call.method in ("sendMessage", "editMessageText")
    ]


async def test_a_pause_for_one_chat_holds_up_no_other_and_is_kept_to_the_second() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        here.telegram.faults.add(Kind.TOO_MANY, method="sendMessage", chat=ann.person, retry_after=1)
        known = len(answers(here, ann))
        await ann.person.says("/practice")
        await ben.says("/practice")
        assert ben.shows("practice-title")
        assert not ann.shows("practice-title")
        assert len(answers(here, ann)) == known + 1
        await here.passes(seconds=1)
        assert ann.shows("practice-title")
        assert len(answers(here, ann)) == known + 2


async def test_a_chat_that_hangs_holds_up_no_other() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        here.telegram.faults.add(Kind.HANG_BEFORE, method="editMessageText", chat=ann.person)
        await ann.says("/practice")
        known = len(here.telegram.calls)
        async with at_work(here):
            await ann.person.taps(ann.label("practice-fear"))
            await until(lambda: any(call.fault for call in here.telegram.calls[known:]), "Ann's answer hangs")
            struck = asyncio.get_running_loop().time()
            await ben.person.says("/practice")
            await until(lambda: ben.shows("practice-title"), "Ben has his answer")
            assert asyncio.get_running_loop().time() - struck < 0.5  # while Ann's call still hangs
        await here.settle()
        await here.passes(seconds=3)
        assert ann.shows("type-or-tap")


@pytest.mark.parametrize("kind", STORMS)
async def test_an_edit_that_met_a_storm_is_made_again_until_it_is_there(kind: Kind) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        before = len(ann.phone)
        here.telegram.faults.add(kind, method="editMessageText", chat=ann.person, times=2)
        await ann.taps("practice-fear")
        await lives_on(here, 8)
        assert ann.shows("type-or-tap")
        assert len(ann.phone) == before


@pytest.mark.parametrize("kind", STORMS)
async def test_a_reply_that_met_a_storm_never_comes_twice_and_the_next_tap_shows_what_is(kind: Kind) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        here.telegram.faults.add(kind, method="sendMessage", chat=ann.person)
        await ann.says("/practice")
        await lives_on(here, 60, 20)
        titles = sum("What would you like to do now?" in text for text in ann.phone)
        assert titles == (1 if kind in (Kind.HANG_AFTER, Kind.DROP_AFTER) else 0)
        if titles:  # it was never recorded, but a tap on it tells
            await ann.taps("practice-fear")
            assert ann.shows("type-or-tap")
        await ann.says("/practice")
        assert ann.shows("practice-title")


@pytest.mark.parametrize("kind", STORMS)
async def test_a_knock_that_met_a_storm_comes_and_a_second_one_is_harmless(kind: Kind) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        here.telegram.faults.add(kind, method="sendMessage", chat=ann.person, times=2)
        await here.passes(days=1)
        await lives_on(here, 8)
        assert 1 <= ann.knocks <= 3
        await ann.taps("knock-open")
        assert ann.offers("not-together")


@pytest.mark.parametrize("kind", [Kind.HANG_AFTER, Kind.DROP_AFTER, Kind.BROKEN])
async def test_content_that_met_a_storm_is_shown_once_by_an_edit_of_something_recorded(kind: Kind) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("the words of Ann")
        here.telegram.faults.add(kind, method="sendMessage", chat=ann.person)
        here.telegram.faults.add(kind, method="editMessageText", chat=ann.person)
        await ann.says("/notes")
        await lives_on(here, 8)
        assert sum("the words of Ann" in text for text in ann.phone) == 1
        sends = here.telegram.calls_of("sendMessage", ann.person)
        assert not any("the words of Ann" in str(call.params) for call in sends)


async def test_an_outage_of_telegram_for_an_hour_loses_no_knock_no_answer_and_no_clearing() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        await ann.says("the words of Ann")
        await here.passes(hours=23, minutes=50)
        await ann.says("/notes")
        await ben.says("/practice")
        storm = here.telegram.faults.add(Kind.BROKEN, times=100_000)
        await ben.taps("practice-fear")
        await lives_on(here, 70 * 60, 60)
        here.telegram.faults.clear()
        assert storm.times is not None and storm.times < 100_000
        await here.passes(minutes=11)
        assert ann.knocks == 1
        assert ann.offers("knock-open")
        assert "the words of Ann" not in str(ann.phone)
        await ben.taps("knock-open")
        assert ben.offers("not-together")
        here.troubles.clear()


async def test_a_message_that_the_person_deleted_comes_anew_for_the_same_tap() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        gone = next(bubble for bubble in ann.person.phone if ann.label("practice-fear") in bubble.labels)
        await ann.person.taps(ann.label("practice-fear"))
        here.telegram.world.delete(ann.person.chat.posts[gone.id])
        await here.settle()
        assert ann.shows("type-or-tap")
        assert sum("type-or-tap" in text or "or tap" in text for text in ann.phone) <= 1


async def test_who_blocks_the_bot_is_left_alone_and_nobody_else_sees_anything() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        cleo = await here.settled("Cleo", "hurt", "London")
        await ann.says("the words of Ann")
        await ann.says("/notes")
        known = len(answers(here, ann))
        ann.person.blocks()
        await here.passes(days=2, minutes=30)
        assert len(answers(here, ann)) == known
        assert ben.knocks == cleo.knocks == 1
        assert len(ben.phone) == len(cleo.phone)
        assert "the words of Ann" in str(ann.phone)
        await ann.opens()
        assert "the words of Ann" not in str(ann.phone)
        assert ann.person.keyboard == ["Today", "Calm", "Break", "Help"]
        while ann.offers("fine"):
            await ann.taps("fine")
        assert ann.offers("not-together")


async def test_who_blocks_the_bot_without_a_word_is_found_out_at_the_next_knock() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        here.telegram.faults.add(Kind.BLOCKED, chat=ann.person, times=10)
        await here.passes(days=3, minutes=1)
        refused = [call for call in here.telegram.calls if call.error and call.chat_id == ann.person.id]
        assert len(refused) == 1
        assert ben.knocks == 1
        here.telegram.faults.clear()
        await ann.opens()
        assert ann.offers("not-together")


async def test_more_messages_than_one_call_should_take_are_all_cleared() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for number in range(14):
            await ann.says(f"note {number} of Ann")
        here.telegram.faults.add(Kind.BROKEN, method="deleteMessages", chat=ann.person)
        here.telegram.faults.add(Kind.DROP_AFTER, method="editMessageText", chat=ann.person, times=2)
        await ann.says("/clear")
        await here.passes(minutes=2)
        assert "of Ann" not in str([*ann.phone, *ann.typed])


async def test_who_never_agreed_is_forgotten_without_trouble_and_may_begin_anew() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await here.passes(hours=50)
        await ann.begins()
        assert ann.shows("name")


# ---------------------------------------------------------------------- by a seed


async def test_a_week_of_every_storm_ends_on_the_phones_as_the_calm_one_did(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = compare(await week(SEED, False), await week(SEED, True))
    with capsys.disabled():
        print(f"\n  storms (seed {SEED}): {dict(found)}")
    assert found["storms"] > 10
    assert not any(found[what] for what in NEVER), found


async def test_one_person_s_trouble_changes_nothing_and_delays_nothing_in_the_other_s_chat() -> None:
    calm = await transcript(SEED, "")
    assert len(calm) > 40
    for trouble in TROUBLES:
        assert differs(calm, await transcript(SEED, trouble)) == "", f"{trouble}, seed {SEED}"
