"""What happens to one call, whatever way it came: read strictly, carried out whole, written down."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.faults import Fault, Faults
from bot.simulator.journal import Call, normalised
from bot.simulator.methods import METHODS, Ask
from bot.simulator.methods.updates import poll_of
from bot.simulator.pace import Pace
from bot.simulator.reader import Arguments, read
from bot.simulator.refusal import NOT_FOUND, Refused, bad, conflict
from bot.simulator.schema import schema
from bot.simulator.world import Bot, World

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(frozen=True)
class Prepared:
    """A call whose parameters are right, before anything has happened."""

    bot: Bot
    method: str
    arguments: Arguments

    @property
    def chat_id(self) -> int | str | None:
        chat: int | str | None = self.arguments.values.get("chat_id")
        return chat


class Api:
    def __init__(self, world: World, faults: Faults, pace: Pace) -> None:
        self.world = world
        self.faults = faults
        self.pace = pace
        self.enforce_pace = False
        self.calls: list[Call] = []
        self.polling: set[Bot] = set()
        self._polls: dict[int, int] = {}
        self._listeners: list[Callable[[Call], None]] = []

    def prepare(self, bot: Bot, name: str, raw: dict[str, Any]) -> Prepared:
        method = schema().method_called(name)
        if method is None:
            self.write(bot, name, {}, error=Refused(*NOT_FOUND))
            raise Refused(*NOT_FOUND)
        try:
            return Prepared(bot, method, read(method, raw))
        except Refused as refusal:
            self.write(bot, method, {key: str(value) for key, value in raw.items()}, error=refusal)
            raise

    async def perform(self, call: Prepared, fault: Fault | None = None) -> Any:
        """The effect and the answer. There is no moment between the two at which it could be cut off."""
        params = normalised(call.arguments.values, call.arguments.files)
        try:
            result = await self._result(call)
        except Refused as refusal:
            self.write(call.bot, call.method, params, error=refusal, fault=fault)
            raise
        self.write(call.bot, call.method, params, result=result, fault=fault)
        return result

    async def _result(self, call: Prepared) -> Any:
        bot = call.bot
        ask = Ask(self.world, bot, call.method, call.arguments.values, call.arguments.files)
        if bot.out_until and ask.now < bot.out_until:
            raise Refused(400, "Logged out")
        bot.out_until = None
        if self.enforce_pace:
            self.pace.check(bot.id, call.method, call.chat_id)
        if call.method == "getUpdates":
            return await self._updates(ask)
        handler = METHODS.get(call.method)
        if handler is None:
            raise bad(f"method {call.method} is not simulated")
        return handler(ask)

    async def _updates(self, ask: Ask) -> list[dict[str, Any]]:
        bot, queue = ask.bot, ask.bot.queue
        if bot.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        offset, limit, timeout = poll_of(ask)
        batch = queue.take(offset, limit)
        if not batch and timeout:
            mine = self._polls[id(bot)] = self._polls.get(id(bot), 0) + 1
            queue.wake()
            batch = await self._long_poll(bot, mine, (max(offset, 0), limit, timeout))
        return [update.as_json() for update in self.faults.delivered(batch)]

    async def _long_poll(self, bot: Bot, mine: int, poll: tuple[int, int, int]) -> list[Any]:
        offset, limit, timeout = poll
        self.polling.add(bot)
        try:
            async with asyncio.timeout(timeout):
                while True:
                    if self._polls[id(bot)] != mine:
                        raise conflict(OTHER_POLL)
                    if bot.webhook:
                        raise conflict(WEBHOOK_SET)
                    if batch := bot.queue.take(offset, limit):
                        return batch
                    await bot.queue.changed()
        except TimeoutError:
            return []
        finally:
            if self._polls[id(bot)] == mine:
                self.polling.discard(bot)

    def write(
        self,
        bot: Bot,
        method: str,
        params: dict[str, Any],
        *,
        result: Any = None,
        error: Refused | None = None,
        fault: Fault | None = None,
    ) -> None:
        call = Call(
            self.world.clock.now(),
            bot.username or "",
            params.get("chat_id"),
            method,
            params,
            result,
            str(error) if error else None,
            fault.kind if fault else None,
        )
        self.calls.append(call)
        for listener in self._listeners:
            listener(call)

    def listen(self, listener: Callable[[Call], None]) -> None:
        self._listeners.append(listener)
