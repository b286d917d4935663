"""How fast to send, on a clock that only tests move."""

from __future__ import annotations

import asyncio
import heapq
import math
import random
from collections.abc import Awaitable
from itertools import count
from typing import TypeVar

import pytest
from hypothesis import given, settings
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
            for _ in range(8):
                await asyncio.sleep(0)
            if self._sleepers:
                moment, _, woken = heapq.heappop(self._sleepers)
                self.now = max(self.now, moment)
                woken.set()
        return [task.result() for task in tasks]


async def sent_at(time: Time, pace: Pace, chat: int) -> float | None:
    """Return when the turn came, or None if it was told to come again."""
    return None if await pace.turn(chat) else time.now - 5000.0


def about(*turns: float | None) -> list[object]:
    """Return when turns come: everybody's pace spreads them by a few hundredths of a second."""
    return [turn if turn is None else pytest.approx(turn, abs=0.1) for turn in turns]


async def test_a_chat_may_have_three_at_once_and_then_one_a_second() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    turns = await time.run(*(sent_at(time, pace, 1) for _ in range(7)))
    assert turns == about(0, 0, 0, 1, 2, None, None)


async def test_whoever_would_wait_too_long_is_told_how_long_and_does_not_wait() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=1000)
    assert await time.run(*(pace.turn(1) for _ in range(3))) == [0, 0, 0]
    waits = await time.run(*(pace.turn(1) for _ in range(4)))
    assert waits == about(0, 0, 3, 3)


async def test_a_line_that_is_too_long_is_not_joined() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=10)
    waits = await time.run(*(pace.turn(chat) for chat in range(40)))
    assert waits[:20] == [0] * 20
    assert all(1.9 < wait < 2.2 for wait in waits[22:])
    assert time.now < 5002.1


async def test_one_busy_chat_holds_nobody_up() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    turns = await time.run(*(sent_at(time, pace, 1) for _ in range(20)), sent_at(time, pace, 2))
    assert turns[-1] == pytest.approx(0, abs=0.2)


def fullest_second(turns: list[float]) -> int:
    """Return how many turns came within any one second."""
    turns = sorted(turns)
    most, first = 0, 0
    for place, turn in enumerate(turns):
        while turn - turns[first] >= 1.0 - 1e-9:
            first += 1
        most = max(most, place - first + 1)
    return most


def most(rate: float) -> int:
    """Return how many may come within any one second: the rate and 3 %, up to the next whole number."""
    return math.ceil(rate * 1.03)


@given(st.integers(1, 60), st.lists(st.integers(1, 40), min_size=1, max_size=150))
def test_no_second_ever_sees_more_than_the_rate(rate: int, chats: list[int]) -> None:
    async def story() -> list[float | None]:
        time = Time()
        pace = Pace(time.steady, time.sleep, rate=rate)
        return await time.run(*(sent_at(time, pace, chat) for chat in chats))

    assert fullest_second([turn for turn in asyncio.run(story()) if turn is not None]) <= most(rate)


async def test_a_thousand_a_second_really_go_out() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=1000)
    turns = await time.run(*(sent_at(time, pace, chat) for chat in range(1900)))
    assert turns.count(None) == 0
    assert 1.85 < max(turn or 0.0 for turn in turns) < 1.95


async def test_a_timer_that_oversleeps_neither_slows_the_pace_nor_breaks_it() -> None:
    time = Time()

    async def late(seconds: float) -> None:
        await time.sleep(seconds + 0.012)

    pace = Pace(time.steady, late, rate=100)
    turns = [turn or 0.0 for turn in await time.run(*(sent_at(time, pace, chat) for chat in range(190)))]
    assert 1.8 < max(turns) < 2.0
    assert fullest_second(turns) <= most(100)


async def test_a_pause_of_one_chat_is_kept_exactly_and_by_that_chat_alone() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    pace.halt(17, 1)
    assert await pace.turn(1) == 17
    assert await time.run(pace.turn(2)) == [0]
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
    await time.run(*(pace.turn(1) for _ in range(3)))
    waiting = asyncio.ensure_future(pace.turn(1))
    await asyncio.sleep(0)
    pace.halt(30, 1)
    assert await time.run(waiting) == about(29)


async def test_taking_messages_away_does_not_use_up_a_chats_turns() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    assert await time.run(*(pace.turn(1, counts=False) for _ in range(10))) == [0] * 10
    assert await time.run(pace.turn(1)) == [0]


async def test_chats_that_are_free_again_are_forgotten() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep, rate=1000)
    for chat in range(9000):
        time.now += 0.01
        pace._halted[chat] = time.now + 0.5
        await pace.turn(chat + 100_000)
    assert len(pace._lanes) < 4200
    assert len(pace._halted) < 4200


@pytest.mark.parametrize("rate", [0, 1001])
def test_a_rate_that_telegram_never_allows_is_refused(rate: int) -> None:
    time = Time()
    with pytest.raises(ValueError, match="rate"):
        Pace(time.steady, time.sleep, rate=rate)


# ---------------------------------------------------------------------- several processes


class Row:
    """The row of a database that several processes take their turns from, some milliseconds away."""

    def __init__(self, time: Time, ways: random.Random, processes: int) -> None:
        self.time, self.ways, self.processes = time, ways, processes
        self.until, self.paused, self.asked = 0.0, 0.0, 0
        self.away = False
        self.paces: list[Pace] = []

    async def take(self, turns: int, rate: float, behind: float) -> tuple[float, float]:
        self.asked += 1
        if self.away:
            raise ConnectionError
        await self.time.sleep(self.ways.uniform(0.0005, 0.005))
        now = self.time.now + 777.0  # it has a clock of its own
        start = max(self.until, now - behind)
        self.until = start + turns / rate
        await self.time.sleep(self.ways.uniform(0.0005, 0.005))
        return start - now, max(0.0, self.paused - now)

    def tell(self, after: float, chat: int | None) -> None:
        self.paused = self.time.now + 777.0 + after if chat is None else self.paused
        for pace in self.paces:
            pace.hear(after, "" if chat is None else self.name(chat))

    def name(self, chat: int) -> str:
        return f"chat {chat}"

    def sharing(self) -> int:
        return self.processes


def several(time: Time, processes: int, rate: float, seed: int = 0, **more: float) -> tuple[Row, list[Pace]]:
    """Return processes that share one pace."""
    row = Row(time, random.Random(seed), processes)
    row.paces = [
        Pace(time.steady, time.sleep, rate=rate, ledger=row, **more)  # type: ignore[arg-type]
        for _ in range(processes)
    ]
    return row, row.paces


async def after(time: Time, seconds: float, pace: Pace, chat: int) -> float | None:
    """Ask for a turn some time later."""
    await time.sleep(seconds)
    return await sent_at(time, pace, chat)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 6), st.sampled_from((1, 7, 30, 100)), st.integers(0, 2**32), st.data())
def test_processes_together_never_overdraw_a_second_and_nobody_starves(
    processes: int, rate: int, seed: int, data: st.DataObject
) -> None:
    chance = random.Random(seed)
    asked = data.draw(st.integers(1, 3 * rate + 20))
    wants = [(chance.randrange(processes), chance.choice((0.0, chance.random() * 3))) for _ in range(asked)]

    async def story() -> list[float | None]:
        time = Time()
        _, paces = several(time, processes, rate, seed, patience=60.0)
        turns = (after(time, when, paces[who], chat) for chat, (who, when) in enumerate(wants))
        return await time.run(*turns)

    turns = asyncio.run(story())
    came = [turn for turn in turns if turn is not None]
    assert fullest_second(came) <= most(rate)
    assert len(came) == asked
    # what a process took and did not need is lost, but never more than a tenth of a second at a time
    assert max(came) <= 3.0 + 1.5 * asked / rate + 0.2 * processes + 0.5


async def test_a_process_alone_has_the_whole_pace_in_a_few_blocks() -> None:
    time = Time()
    row, (pace,) = several(time, 1, 1000)
    turns = [turn or 9.0 for turn in await time.run(*(sent_at(time, pace, chat) for chat in range(1900)))]
    assert 1.8 < max(turns) < 2.0
    assert row.asked < 40


async def test_four_processes_share_the_pace_in_equal_parts() -> None:
    time = Time()
    _, paces = several(time, 4, 100)
    turns = await time.run(*(sent_at(time, paces[chat % 4], chat) for chat in range(180)))
    of_each = [[turn for turn in turns[who::4] if turn is not None] for who in range(4)]
    assert fullest_second([turn for each in of_each for turn in each]) <= most(100)
    assert all(len([turn for turn in each if turn < 1.0]) in range(18, 34) for each in of_each)
    assert sum(map(len, of_each)) == 180


async def test_a_process_that_dies_forfeits_only_its_block() -> None:
    time = Time()
    row, (dying, living) = several(time, 2, 30)
    assert await time.run(dying.turn(0)) == [0]
    await time.run(row.take(3, 30, 0.0))  # it had asked for more when it died
    turns = await time.run(*(sent_at(time, living, chat) for chat in range(30)))
    assert max(turn or 9.0 for turn in turns) < 1.3


async def test_without_the_database_each_process_keeps_to_its_own_part() -> None:
    time = Time()
    row, paces = several(time, 4, 100)
    row.away = True
    turns = await time.run(*(sent_at(time, paces[chat % 4], chat) for chat in range(160)))
    came = [turn for turn in turns if turn is not None]
    assert len(came) > 100
    assert fullest_second(came) <= most(100) + 4
    assert row.asked < 20
    row.away = False
    time.now += 2
    assert await time.run(paces[0].turn(900)) == [0]
    assert row.until > 0


async def test_a_pause_of_one_chat_is_known_to_every_process_and_kept_by_no_other_chat() -> None:
    time = Time()
    _, (here, there) = several(time, 2, 30)
    here.halt(17, 1)
    assert await there.turn(1) == 17
    assert await time.run(there.turn(2)) == [0]


async def test_several_chats_refused_at_once_mean_everybody() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    pace.halt(9, 1)
    pace.halt(9, 1)
    pace.halt(7, 2)
    assert (await time.run(pace.turn(4)), pace.resting()) == ([0], 0)
    pace.halt(8, 3)
    assert pace.resting() == pytest.approx(9, abs=0.1)
    assert await pace.turn(4) == pace.resting()


async def test_several_chats_refused_one_after_the_other_are_their_own_affair() -> None:
    time = Time()
    pace = Pace(time.steady, time.sleep)
    for chat in range(9):
        pace.halt(60, chat)
        time.now += 0.6
    assert pace.resting() == 0


async def test_a_pause_of_everybody_is_kept_by_every_process_also_by_one_that_did_not_hear_of_it() -> None:
    time = Time()
    row, (here, there) = several(time, 2, 30)
    for chat in (1, 2, 3):
        here.halt(20, chat)
    assert here.resting() == there.resting() == 20
    late = Pace(time.steady, time.sleep, ledger=row)
    (wait,) = await time.run(late.turn(9))
    assert wait == pytest.approx(20, abs=0.1)


class Slow(random.Random):
    """Ways to a row that always take as long."""

    def __init__(self, way: float) -> None:
        super().__init__(0)
        self.way = way

    def uniform(self, a: float, b: float) -> float:
        return self.way / 2


@pytest.mark.parametrize("rate", [30, 100, 1000])
@pytest.mark.parametrize("way", [0.02, 0.05, 0.4])
async def test_a_lone_sender_gets_on_however_slowly_the_row_answers(rate: float, way: float) -> None:
    time = Time()
    row, (pace,) = several(time, 1, rate)
    row.ways = Slow(way)
    for chat in range(5):
        time.now += 1.0
        (turn,) = await time.run(sent_at(time, pace, chat))
        assert turn is not None
    assert row.asked < 20


async def test_who_overslept_its_patience_is_told_to_come_again_and_sends_nothing() -> None:
    class Heavy(Time):
        async def sleep(self, seconds: float) -> None:
            self.now += seconds + (10 if seconds > 0.5 else 0)

    time = Heavy()
    pace = Pace(time.steady, time.sleep, rate=1)
    assert await pace.turn(7) == 0
    assert await pace.turn(8) > 0
    assert await pace.turn(9) == 0
