"""The clock: who turns it, which way, and what it decides."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.simulator import Clock, LocalTelegram, Person
from tests.simulator.conftest import Caller

NINE = datetime(2026, 3, 29, 9, tzinfo=UTC)


def test_it_stands_still_until_it_is_turned() -> None:
    clock = Clock(NINE)
    assert clock.now() == clock.now() == NINE
    clock.turn_by(timedelta(hours=1))
    assert clock.now() == NINE + timedelta(hours=1)
    assert clock.turn(datetime(2026, 3, 29, 12, 30, tzinfo=timezone(timedelta(hours=2)))).hour == 10


def test_it_is_not_turned_back_by_mistake() -> None:
    clock = Clock(NINE)
    with pytest.raises(ValueError, match="is not turned back"):
        clock.turn(NINE - timedelta(seconds=1))
    with pytest.raises(ValueError, match="no time zone"):
        clock.turn(datetime(2027, 1, 1))  # noqa: DTZ001
    clock.turn_by(-timedelta(days=1), backwards=True)
    assert clock.now() == NINE - timedelta(days=1)


def test_it_can_run_along_with_real_time() -> None:
    clock = Clock(NINE, runs=True)
    first = clock.now()
    assert NINE <= first <= clock.now() < NINE + timedelta(minutes=1)
    clock.turn_by(timedelta(hours=1))
    assert clock.now() >= first + timedelta(hours=1)
    assert Clock.real().now().tzinfo is UTC


async def test_two_days_decide_what_can_be_deleted(local: LocalTelegram, ann: Person, call: Caller) -> None:
    for text in ("old", "older"):
        await call.result("sendMessage", chat_id=ann.id, text=text)
    local.clock.turn_by(timedelta(hours=48))
    await call.result("deleteMessage", chat_id=ann.id, message_id=2)
    local.clock.turn_by(timedelta(seconds=1))
    too_old = (400, "Bad Request: message can't be deleted for everyone")
    assert await call.refusal("deleteMessage", chat_id=ann.id, message_id=3) == too_old
    assert await call.refusal("deleteMessage", chat_id=ann.id, message_id=1) == too_old
    fresh = (await call.result("sendMessage", chat_id=ann.id, text="fresh"))["message_id"]
    assert await call.refusal("deleteMessages", chat_id=ann.id, message_ids=[fresh, 3]) == too_old
    assert len(ann.phone) == 3
    await call.result("editMessageText", chat_id=ann.id, message_id=3, text="still to be changed")


async def test_messages_bear_the_turned_date(local: LocalTelegram, ann: Person, call: Caller) -> None:
    local.clock.turn(NINE + timedelta(days=400))
    sent = await call.result("sendMessage", chat_id=ann.id, text="x")
    assert sent["date"] == int((NINE + timedelta(days=400)).timestamp())
