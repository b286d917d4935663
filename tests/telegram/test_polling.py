"""Asking for updates: nothing is acknowledged before it is stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.polling import Polling
from tests.telegram.stub import (
    NOW,
    Answer,
    Hand,
    Inbox,
    Stub,
    Words,
    body,
    drops,
    result,
    says,
    tapped,
    telegram,
    wrote,
)


@dataclass
class Poll:
    stub: Stub
    polling: Polling
    inbox: Inbox
    hand: Hand
    slept: list[float] = field(default_factory=list)

    @property
    def offsets(self) -> list[str | None]:
        return [each.fields.get("offset") for each in self.stub.requests("getUpdates")]


@pytest.fixture
async def poll() -> AsyncIterator[Poll]:
    async with telegram() as (stub, bot):
        inbox, hand, slept = Inbox(), Hand(), list[float]()

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        intake = Intake(bot, inbox, hand, Words(), clock=lambda: NOW)
        yield Poll(stub, Polling(bot, intake, sleep=sleep), inbox, hand, slept)
        await intake.close()


async def test_the_offset_moves_only_past_what_is_stored(poll: Poll) -> None:
    poll.stub.then("getUpdates", result([wrote(5, "a"), wrote(6, "b")]))
    assert await poll.polling.once() == 2
    await poll.polling.once()
    assert poll.offsets == [None, "7"]
    assert poll.inbox.ids == [5, 6]


async def test_every_request_names_the_updates_it_wants(poll: Poll) -> None:
    await poll.polling.once()
    (asked,) = poll.stub.asked
    assert json.loads(asked.fields["allowed_updates"]) == [
        "message", "edited_message", "callback_query", "my_chat_member",
    ]  # fmt: skip
    assert (asked.fields["timeout"], asked.fields["limit"]) == ("50", "100")


async def test_with_the_store_down_nothing_is_acknowledged_and_it_waits_longer_each_time(poll: Poll) -> None:
    poll.inbox.broken = True
    for _ in range(7):
        poll.stub.then("getUpdates", result([wrote(5, "/calm"), wrote(6, "b")]))
        assert await poll.polling.once() == 0
    assert poll.offsets == [None] * 7
    assert poll.slept == [1, 2, 4, 8, 16, 30, 30]
    assert poll.hand.done == [("send", 42, "calm in en")]
    poll.inbox.broken = False
    poll.stub.then("getUpdates", result([wrote(5, "/calm"), wrote(6, "b")]))
    await poll.polling.once()
    await poll.polling.once()
    assert poll.offsets[-1] == "7"
    assert len(poll.hand.done) == 1


async def test_what_was_stored_before_the_store_failed_is_acknowledged(poll: Poll) -> None:
    def fails_at_second() -> None:
        if len(poll.inbox.rows) == 1:
            raise OSError("disk full")

    poll.inbox.before = fails_at_second
    poll.stub.then("getUpdates", result([wrote(5, "a"), wrote(6, "b")]))
    assert await poll.polling.once() == 1
    await poll.polling.once()
    assert poll.offsets == [None, "6"]


async def test_ids_that_restart_lower_do_not_loop(poll: Poll) -> None:
    poll.stub.then("getUpdates", result([wrote(900_000_000, "a")]), result([]), result([wrote(17, "b")]))
    for _ in range(4):
        await poll.polling.once()
    assert poll.offsets == [None, "900000001", None, "18"]
    assert poll.inbox.ids == [900_000_000, 17]


async def test_the_offset_follows_the_last_of_a_batch_and_not_the_highest(poll: Poll) -> None:
    poll.stub.then("getUpdates", result([wrote(900_000_000, "a"), wrote(17, "b")]))
    await poll.polling.once()
    await poll.polling.once()
    assert poll.offsets == [None, "18"]


async def test_an_update_that_comes_again_is_stored_once(poll: Poll) -> None:
    poll.stub.then("getUpdates", result([wrote(5, "a")]), result([wrote(5, "a"), wrote(6, "b")]))
    await poll.polling.once()
    await poll.polling.once()
    assert poll.inbox.ids == [5, 6]


async def test_junk_stops_nothing(poll: Poll) -> None:
    junk: list[object] = [
        None,
        {"update_id": 5, "message": {"chat": [], "text": {"x": 1}}},
        {"update_id": "six"},
        {"update_id": 7, "callback_query": {"id": {}, "data": 5}},
        {"update_id": 8, "message": {"text": "half \ud83d"}},
        wrote(9, "a"),
    ]
    poll.stub.then("getUpdates", result(junk))
    assert await poll.polling.once() == 4
    await poll.polling.once()
    assert poll.offsets == [None, "10"]
    assert poll.slept == []


async def test_a_batch_of_nothing_but_junk_is_not_asked_for_in_a_hurry(poll: Poll) -> None:
    poll.stub.then("getUpdates", result([{"a": 1}]), result([{"a": 1}]))
    await poll.polling.once()
    await poll.polling.once()
    assert poll.slept == [1, 2]


@pytest.mark.parametrize(
    "answer",
    [
        says(500, "Internal Server Error"),
        body(502, b"<html>"),
        body(200, b"<html>"),
        body(200, b'{"ok": false}'),
        result({"update_id": 5}),
        result(True),
        drops,
    ],
)
async def test_after_trouble_it_waits_and_goes_on(poll: Poll, answer: Answer) -> None:
    poll.stub.then("getUpdates", answer, answer, result([wrote(5, "a")]), answer)
    for _ in range(4):
        await poll.polling.once()
    assert poll.slept == [1, 2, 1]
    assert poll.inbox.ids == [5]


async def test_a_pause_that_telegram_asks_for_is_kept_exactly(poll: Poll) -> None:
    poll.stub.then("getUpdates", says(429, "Too Many Requests: retry after 23", retry_after=23))
    await poll.polling.once()
    assert poll.slept == [23]


@pytest.mark.parametrize(
    ("description", "line"),
    [
        ("Conflict: terminated by other getUpdates request", "another process polls"),
        ("Conflict: can't use getUpdates method while webhook is active", "a webhook is set"),
    ],
)
async def test_a_conflict_is_named_for_what_it_is(
    poll: Poll, description: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    poll.stub.then("getUpdates", says(409, description))
    await poll.polling.once()
    assert line in capsys.readouterr().out
    assert poll.slept == [10]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_is_refused_ends_polling(poll: Poll, status: int) -> None:
    poll.stub.then("getUpdates", says(status, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await poll.polling.run()


async def test_it_runs_until_it_is_cancelled(poll: Poll) -> None:
    stored = asyncio.Event()
    poll.inbox.before = stored.set
    poll.stub.then("getUpdates", result([tapped(5, "calm")]))
    running = asyncio.create_task(poll.polling.run())
    await stored.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert poll.inbox.ids == [5]
