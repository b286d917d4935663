"""How fast to send: so many a second over all chats, about one a second in each, pauses kept exactly."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

Name = TypeVar("Name", int, str)

KEPT = 4096  # chats remembered before those that are free again are let go
EARLY = 0.002  # seconds by which a turn may come before its moment: no timer is that exact
LATE = 0.028  # and after it; then it is void. Both together are the most by which a second can be overdrawn
BEHIND = LATE / 2  # a block may begin so long ago, so that what a timer overslept is not lost
LEAST = 0.01  # a turn of a block that has just come is good for so long, however slowly it came
BLOCK = 0.1  # seconds' worth of turns that are taken at once, at most
AWAY = 1.0  # seconds until a shared ledger that failed is asked again
MANY = 3  # different chats refused
AT_ONCE = 1.0  # within so many seconds: then it was not the chats' pace but the bot's


class Ledger(Protocol):
    """Where several processes take their turns from, and tell one another of pauses."""

    async def take(self, turns: int, rate: float, behind: float) -> tuple[float, float]:
        """Take some turns, one each 1 / `rate` s: in how many seconds the first comes (never longer ago than
        `behind`), and how long everybody pauses still. Raises OSError or TimeoutError where it is away."""
        ...

    def tell(self, after: float, chat: int | None) -> None:
        """Tell the others of a pause: one chat's, or everybody's."""
        ...

    def name(self, chat: int) -> str:
        """Return what a chat is called where others hear of it."""
        ...

    def sharing(self) -> int:
        """Return how many processes share the pace, as far as is known."""
        ...


class Pace:
    """Turns to send. `steady` is a clock that never jumps; nothing here knows the time of day.

    Turns have their moments, evenly spread, so that no second sees more than `rate` of them and 3 % (and
    never more than one beyond the whole number). Without a ledger they are this process's own. A chat may
    have `burst` turns at once, then one each `interval` seconds. Whoever would wait longer than `patience`
    is told how long, and does not wait.
    """

    def __init__(
        self,
        steady: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        *,
        rate: float = 30,
        interval: float = 1.0,
        burst: int = 3,
        patience: float = 2.0,
        ledger: Ledger | None = None,
    ) -> None:
        if not 1 <= rate <= 1000:
            raise ValueError("a rate is from 1 to 1,000 a second")
        self._steady = steady
        self._sleep = sleep
        self._rate = float(rate)
        self._interval = interval
        self._slack = (burst - 1) * interval
        self._patience = patience
        self._ledger = ledger
        self._next = float("-inf")  # the first moment that is not given away yet, of this process's own
        self._turns: deque[tuple[float, float]] = deque()  # a moment, and until when it is good
        self._line = asyncio.Lock()  # first come, first served
        self._waiting = 0
        self._block = 1
        self._used_up = float("-inf")  # when the last block came to its end
        self._away_until = float("-inf")
        self._lanes: dict[int, float] = {}  # when a chat will have worked off what it was given
        self._halted: dict[int, float] = {}
        self._named: dict[str, float] = {}  # pauses that other processes told of
        self._refused: deque[tuple[float, str, float]] = deque()  # when, which chat, and until when it pauses
        self._all_halted = float("-inf")

    async def turn(self, chat: int, counts: bool = True) -> float:
        """Wait for this chat's turn and return 0; or return the seconds to come again after.

        What does not count (taking messages away) leaves the chat's own lane alone.
        """
        began = self._steady()
        wait = max(self._held(chat), self._lane(chat) if counts else 0.0)
        if wait > self._patience:
            return wait
        if counts:
            self._lanes[chat] = max(self._lanes.get(chat, 0.0), began) + self._interval
        if wait > 0:
            await self._sleep(wait)
        wait = await self._everyone(began + self._patience)
        if wait > 0:
            return wait
        self._forget()
        return self._held(chat)  # a pause may have been asked for in the meantime

    def halt(self, after: float, chat: int | None = None) -> None:
        """Keep a pause that Telegram asked for, here and in every other process: one chat's, or everybody's.

        Telegram does not say which of the two it means. Each chat keeps its own pace here, so that several
        of them refused at about the same time mean the bot as a whole.
        """
        if chat is None:
            self._rest(after)
        else:
            now = self._steady()
            self._halted[chat] = max(self._halted.get(chat, 0.0), now + after)
            name = self._ledger.name(chat) if self._ledger else str(chat)
            if self._is_everybody(name, now, now + after):
                chat, after = None, self.resting()
        if self._ledger:
            self._ledger.tell(after, chat)

    def hear(self, after: float, name: str) -> None:
        """Keep a pause that another process was asked for; an empty name is everybody's."""
        if not name:
            self._rest(after)
            return
        now = self._steady()
        self._named[name] = max(self._named.get(name, 0.0), now + after)
        self._is_everybody(name, now, now + after)

    def resting(self) -> float:
        """Return the seconds for which nothing may be sent to anybody."""
        return max(0.0, self._all_halted - self._steady())

    def _rest(self, after: float) -> None:
        self._all_halted = max(self._all_halted, self._steady() + after)

    def _is_everybody(self, name: str, now: float, until: float) -> bool:
        """Note that a chat was refused; halt everybody if it is one of many."""
        self._refused.append((now, name, until))
        while self._refused[0][0] < now - AT_ONCE:
            self._refused.popleft()
        if len({each for _, each, _ in self._refused}) < MANY:
            return False
        self._all_halted = max(self._all_halted, *(until for _, _, until in self._refused))
        return True

    def _held(self, chat: int) -> float:
        until = max(self._all_halted, self._halted.get(chat, 0.0))
        if self._named and self._ledger:
            until = max(until, self._named.get(self._ledger.name(chat), 0.0))
        return max(0.0, until - self._steady())

    def _lane(self, chat: int) -> float:
        return max(0.0, self._lanes.get(chat, 0.0) - self._slack - self._steady())

    # ------------------------------------------------------------------ everybody's turns

    async def _everyone(self, latest: float) -> float:
        """Wait in line for a turn and return 0, or the seconds to come again after."""
        expected = self._waiting / self._rate
        if expected > latest - self._steady():
            return max(expected, 1 / self._rate)
        self._waiting += 1
        try:
            async with self._line:
                return await self._in_front(latest)
        finally:
            self._waiting -= 1

    async def _in_front(self, latest: float) -> float:
        while True:
            now = self._steady()
            if self._all_halted > latest:
                return max(self._all_halted - now, 1 / self._rate)
            while self._turns and self._turns[0][1] < now:
                self._turns.popleft()
                self._used_up = float("-inf")
            if now > latest and not self._turns:
                return 1 / self._rate
            if not self._turns:
                await self._refill()
                continue
            moment = self._turns[0][0]
            if moment - EARLY <= now:
                self._turns.popleft()
                if not self._turns:
                    self._used_up = now
                return 0.0
            if moment > latest:
                return moment - now  # the turn stays for whoever comes then
            await self._sleep(moment - now)

    async def _refill(self) -> None:
        asked = self._steady()
        if self._ledger is None or asked < self._away_until:
            self._own(asked)
            return
        most = max(1, int(self._rate * BLOCK))
        hungry = asked - self._used_up < BLOCK  # the last block was used, every turn of it
        turns = min(most, max(self._waiting, 2 * self._block if hungry else 1))
        try:
            start, pause = await self._ledger.take(turns, self._rate, BEHIND)
        except (OSError, TimeoutError):
            self._away_until = self._steady() + AWAY
            return
        self._block = turns
        came = self._steady()
        if pause > 0:
            self._rest(pause)
        for number in range(turns):
            after = start + number / self._rate
            good = asked + LATE + after  # counted from before it was asked: the answer took a while
            if number == 0:  # however slow the ledger is, whoever asked gets on
                good = max(good, came + LEAST)
            self._turns.append((came + after, good))

    def _own(self, now: float) -> None:
        """Take one of this process's own turns; of a pace that others share, its part."""
        rate = self._rate / max(1, self._ledger.sharing()) if self._ledger else self._rate
        moment = max(self._next, now - BEHIND)
        self._next = moment + 1 / rate
        self._turns.append((moment, moment + LATE))

    def _forget(self) -> None:
        now = self._steady()
        for known in (self._lanes, self._halted):
            let_go(known, now)
        let_go(self._named, now)


def let_go(known: dict[Name, float], now: float) -> None:
    """Forget those whose moment has passed, once there are many."""
    if len(known) > KEPT:
        for each in [each for each, until in known.items() if until <= now]:
            del known[each]
