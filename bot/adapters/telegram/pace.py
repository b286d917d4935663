"""How fast to send: so many a second over all chats, about one a second in each, pauses kept exactly."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

KEPT = 4096  # chats remembered before those that are free again are let go


class Pace:
    """Turns to send. `steady` is a clock that never jumps; nothing here knows the time of day.

    No second ever sees more than `rate` turns. A chat may have `burst` turns at once, then one each
    `interval` seconds. Whoever would wait longer than `patience` is told how long, and does not wait.
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
    ) -> None:
        if not 1 <= rate <= 1000:
            raise ValueError("a rate is from 1 to 1,000 a second")
        self._steady = steady
        self._sleep = sleep
        self._interval = interval
        self._slack = (burst - 1) * interval
        self._patience = patience
        self._turns: deque[float] = deque(maxlen=int(rate))  # the last `rate` turns that were given, in order
        self._lanes: dict[int, float] = {}  # when a chat will have worked off what it was given
        self._halted: dict[int, float] = {}
        self._all_halted = 0.0

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
        wait = self._everyone()
        if wait > began + self._patience - self._steady():
            return wait
        self._turns.append(self._steady() + wait)
        if wait > 0:
            await self._sleep(wait)
        self._forget()
        return self._held(chat)  # a pause may have been asked for in the meantime

    def halt(self, after: float, chat: int | None = None) -> None:
        """Keep a pause that Telegram asked for: one chat's, or everybody's."""
        until = self._steady() + after
        if chat is None:
            self._all_halted = max(self._all_halted, until)
        else:
            self._halted[chat] = max(self._halted.get(chat, 0.0), until)

    def _held(self, chat: int) -> float:
        return max(0.0, max(self._all_halted, self._halted.get(chat, 0.0)) - self._steady())

    def _lane(self, chat: int) -> float:
        return max(0.0, self._lanes.get(chat, 0.0) - self._slack - self._steady())

    def _everyone(self) -> float:
        if len(self._turns) < (self._turns.maxlen or 1):
            return 0.0
        return max(0.0, self._turns[0] + 1.0 - self._steady())

    def _forget(self) -> None:
        now = self._steady()
        for known in (self._lanes, self._halted):
            if len(known) > KEPT:
                for chat in [chat for chat, until in known.items() if until <= now]:
                    del known[chat]
