"""Carries updates to a bot's webhook: in order within a chat, side by side across them, until it says 200."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from bot.simulator.faults import Faults
from bot.simulator.queue import Update
from bot.simulator.world import Bot, Webhook, World

# Telegram tries again at once and then after 2, 4, 8 … seconds; here the same, a hundred times as fast.
SCHEDULE = (0.0, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64)
PATIENCE = 10.0

Reply = Callable[[Bot, dict[str, Any]], Awaitable[None]]


def lane_of(update: Update) -> tuple[str, object]:
    """What must stay in order: messages within a chat, taps of one person, the rest by its kind."""
    body = update.body if isinstance(update.body, dict) else {}
    if update.kind == "callback_query":
        return "tap", body["from"]["id"]
    chat = body.get("chat")
    return ("chat" if "message" in update.kind else update.kind), chat["id"] if isinstance(
        chat, dict
    ) else None


class Carrier:
    """One for each bot; it rests while there is no webhook."""

    def __init__(
        self, world: World, bot: Bot, faults: Faults, reply: Reply, schedule: Callable[[], Sequence[float]]
    ) -> None:
        self._world = world
        self._bot = bot
        self._faults = faults
        self._reply = reply
        self._schedule = schedule
        self._lanes: dict[tuple[str, object], asyncio.Task[None]] = {}

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            try:
                while True:
                    self._set_out(session)
                    await self._bot.queue.changed()
            finally:
                for task in self._lanes.values():
                    task.cancel()
                await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    def _set_out(self, session: aiohttp.ClientSession) -> None:
        hook = self._bot.webhook
        if hook is None:
            return
        waiting = self._bot.queue.waiting()
        for update in self._faults.shuffled(waiting) if len(waiting) > 1 else waiting:
            lane = lane_of(update)
            if len(self._lanes) >= hook.max_connections:
                break
            if lane not in self._lanes:
                task = asyncio.create_task(self._carry(session, hook, update, lane))
                self._lanes[lane] = task

    async def _carry(
        self, session: aiohttp.ClientSession, hook: Webhook, update: Update, lane: tuple[str, object]
    ) -> None:
        try:
            tries = 0
            while self._bot.webhook is hook and self._bot.queue.holds(update):
                if all([await self._post(session, hook, update) for _ in range(self._faults.copies())]):
                    self._bot.queue.forget(update)
                    break
                schedule = self._schedule()
                await asyncio.sleep(schedule[min(tries, len(schedule) - 1)])
                tries += 1
        finally:
            del self._lanes[lane]
            self._bot.queue.wake()

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, update: Update) -> bool:
        if self._faults.lasting("getUpdates"):
            self._failed(hook, "Connection failed")
            return False
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
        body = json.dumps(update.as_json(), ensure_ascii=False).encode()
        try:
            async with session.post(
                hook.url, data=body, headers=headers, allow_redirects=False, ssl=False
            ) as response:
                answered = await response.read()
                if 200 <= response.status < 300:
                    await self._take_reply(answered)
                    return True
                self._failed(hook, f"Wrong response from the webhook: {response.status} {response.reason}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(hook, f"Connection failed: {type(error).__name__}")
        return False

    def _failed(self, hook: Webhook, reason: str) -> None:
        hook.error, hook.error_at = reason, self._world.clock.now()

    async def _take_reply(self, answered: bytes) -> None:
        """A webhook may answer with a call of its own; nobody learns how it ended."""
        try:
            call = json.loads(answered)
        except ValueError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            await self._reply(self._bot, call)
