"""Asking Telegram for updates: the offset moves only past what is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # no public way makes a RequestData

from bot.adapters.telegram.fates import TokenRefused, pause
from bot.adapters.telegram.intake import UPDATES, Intake
from bot.adapters.telegram.reading import update_id

LONGEST = 30.0
CONFLICT = 10.0
GRACE = 10.0  # how much longer than Telegram itself a call may take

log = structlog.get_logger("telegram")


class Polling:
    """Runs until it is cancelled. Raises only TokenRefused."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        *,
        hold: int = 50,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_answer: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._hold = hold  # seconds that Telegram holds a call for which it has nothing
        self._sleep = sleep
        self._on_answer = on_answer  # called whenever Telegram answered
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Take updates for ever."""
        while True:
            await self.once()

    async def once(self) -> int:
        """Take one batch; return how many of it were stored. After trouble, wait a while."""
        try:
            batch = await self._ask()
        except InvalidToken:
            raise TokenRefused from None
        except Conflict as error:
            hook = "webhook" in error.message.lower()
            log.error(
                "a webhook is set for this token; it has to go before polling can work"
                if hook
                else "another process polls with this token; only one may"
            )
            await self._sleep(CONFLICT)
            return 0
        except RetryAfter as error:
            await self._sleep(pause(error))
            return 0
        except (TelegramError, LookupError, TypeError) as error:
            await self._trouble("telegram does not answer", error)
            return 0
        self._on_answer()
        if not batch:
            # What came before the offset is confirmed by now. Without one, ids may start anew, even lower.
            self._offset = None
            self._failures = 0
            return 0
        return await self._store(batch)

    async def _store(self, batch: Sequence[object]) -> int:
        # Static answers do not wait for one another; storing keeps the order.
        await asyncio.gather(*(self._intake.answer(raw) for raw in batch))
        stored, before = 0, self._offset
        for place, raw in enumerate(batch):
            number = update_id(raw)
            if number is None:
                log.error("an update without an id cannot be stored")
                continue
            try:
                await self._intake.take(raw)
            except Exception as error:
                if any((update_id(each) or 0) < (self._offset or 0) for each in batch[place:]):
                    self._offset = before  # out of order: it would be past some that are not stored
                await self._trouble("updates cannot be stored", error)
                return stored
            self._offset = number + 1  # never a maximum: after a quiet week ids may restart lower
            stored += 1
        if stored:
            self._failures = 0
        else:
            await self._trouble("updates without an id", None)
        return stored

    async def _ask(self) -> Sequence[object]:
        wanted: dict[str, object] = {"timeout": self._hold, "limit": 100, "allowed_updates": list(UPDATES)}
        if self._offset is not None:
            wanted["offset"] = self._offset
        # Not bot.get_updates(): one update that the library cannot parse would stop all that follow.
        answer = await self._bot.request.post(
            f"{self._bot.base_url}/getUpdates",
            RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()]),
            read_timeout=self._hold + GRACE,
        )
        if not isinstance(answer, list):
            raise TypeError("not a list of updates")
        return answer

    async def _trouble(self, what: str, error: Exception | None) -> None:
        wait = min(2.0**self._failures, LONGEST)
        self._failures += 1
        log.warning(what, error=type(error).__name__, attempts=self._failures, after=wait)
        await self._sleep(wait)
