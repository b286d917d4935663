"""How fast to send, on a clock that only tests move."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable
from itertools import count
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram.pace import Pace

T = TypeVar("T")


class Time:
    """A steady clock that jumps to the next sleeper's moment as soon as nobody else has anything to do."""

    def __init__(self) -> None:
        self.now = 5000.0
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []
        self._order = count()

    def steady(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), woken))
        await woken.wait()

    async def run(self, *everyone: Awaitable[T]) -> list[T]:
        tasks = [asyncio.ensure_future(each) for each in everyone]
        while not all(task.done() for task in tasks):
            for _ in range(5):
                await asyncio.sleep(0)
            if self._sleepers:
                moment, _, woken = heapq.heappop(self._sleepers)
                self.now = max(self.now, moment)
                woken.set()
        return [task.result() for task in tasks]


async def sent_at(time: Time, pace: Pace, chat: int) -> float | None:
    """Return when the turn came, or None if it was told to come again."""
    return None if await pace.turn(chat) else time.now - 5000.0


async def test_a_chat_may_have_three_at_once_and_then_one_a_second() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    turns = await time.run(*(sent_at(time, pace, 1) for _ in range(7)))
    assert turns == [0, 0, 0, 1, 2, None, None]


async def test_whoever_would_wait_too_long_is_told_how_long_and_does_not_wait() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    for _ in range(3):
        assert await pace.turn(1) == 0
    waits = await time.run(*(pace.turn(1) for _ in range(4)))
    assert waits == [0, 0, 3, 3]


async def test_one_busy_chat_holds_nobody_up() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    turns = await time.run(*(sent_at(time, pace, 1) for _ in range(20)), sent_at(time, pace, 2))
    assert turns[-1] == 0


@given(st.integers(1, 60), st.lists(st.integers(1, 40), min_size=1, max_size=150))
def test_no_second_ever_sees_more_than_the_rate(rate: int, chats: list[int]) -> None:
    async def story() -> list[float | None]:
        time = Time()
        pace = Pace(time.steady, time.sleep, rate=rate)
        return await time.run(*(sent_at(time, pace, chat) for chat in chats))

    turns = sorted(turn for turn in asyncio.run(story()) if turn is not None)
    for first, later in zip(turns, turns[rate:], strict=False):
        assert later - first >= 1.0 - 1e-9


async def test_a_thousand_a_second_really_go_out() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=1000)
    turns = await time.run(*(sent_at(time, pace, chat) for chat in range(3000)))
    assert turns.count(None) == 0
    assert max(turn or 0.0 for turn in turns) == 2


async def test_a_pause_of_one_chat_is_kept_exactly_and_by_that_chat_alone() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    pace.halt(17, 1)
    assert await pace.turn(1) == 17
    assert await pace.turn(2) == 0
    time.now += 16
    assert await time.run(sent_at(time, pace, 1)) == [17]


async def test_a_pause_without_a_chat_is_everybodys() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    pace.halt(5)
    pace.halt(3)
    assert [await pace.turn(1), await pace.turn(2)] == [5, 5]
    time.now += 5
    assert await pace.turn(1) == 0


async def test_a_pause_that_is_asked_for_while_one_waits_still_holds() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    for _ in range(3):
        await pace.turn(1)
    waiting = asyncio.ensure_future(pace.turn(1))
    await asyncio.sleep(0)
    pace.halt(30, 1)
    assert await time.run(waiting) == [29]


async def test_taking_messages_away_does_not_use_up_a_chats_turns() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    for _ in range(10):
        assert await pace.turn(1, counts=False) == 0
    assert await pace.turn(1) == 0


async def test_chats_that_are_free_again_are_forgotten() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=1000)
    for chat in range(9000):
        time.now += 0.01
        pace.halt(0.5, chat)
        await pace.turn(chat + 100_000)
    assert len(pace._lanes) < 4200
    assert len(pace._halted) < 4200


@pytest.mark.parametrize("rate", [0, 1001])
def test_a_rate_that_telegram_never_allows_is_refused(rate: int) -> None:
    time = Time()
    with pytest.raises(ValueError, match="rate"):
        Pace(time.steady, time.sleep, rate=rate)
