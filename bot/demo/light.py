"""A light town for a long story: the same bot and Telegram, with no network and no disk between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

from telegram import Bot

from bot import wiring
from bot.adapters.memory import MemoryStore
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.words import FluentWords
from bot.demo.direct import Direct
from bot.demo.town import TOKEN, Town
from bot.services.flow.static import Static
from bot.simulator import Clock, LocalTelegram

BATCH = 100


class LightTown(Town):
    """Takes what people do out of the queue itself, where another would ask for it over HTTP."""

    intake: Intake

    async def settle(self) -> None:
        queue, offset = self.telegram.bot(TOKEN).queue, 0
        while True:
            batch = queue.take(offset, BATCH)
            for update in batch:
                await self.intake.take(update.as_json())
                offset = update.id + 1
            await self.engine.settle()
            await asyncio.sleep(0)  # what was begun on the side
            if not batch:
                return


@asynccontextmanager
async def opened_light(start: datetime, seed: str = "demo") -> AsyncIterator[LightTown]:
    """Open a light town, its chance from a seed; close everything at the end."""
    async with AsyncExitStack() as stack:
        telegram = LocalTelegram(Clock(start))
        telegram.bot(TOKEN).queue.restarts_after_quiet_week = False
        clock, direct = telegram.clock.now, Direct(telegram)
        bot = Bot(TOKEN, base_url="http://here/bot", request=direct, get_updates_request=direct)
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        store, words = MemoryStore(clock), FluentWords()
        sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, interval=0.0))
        facts = wiring.load_facts(bot.username)
        engine = wiring.engine(store, sender, TypstRenderer(), facts, clock, wiring.seeded(seed), words)
        static = Static(words, facts.countries)
        town = LightTown(telegram, store, engine)
        town.intake = Intake(bot, store, sender, static, clock=clock, on_stored=engine.wake)
        stack.push_async_callback(town.intake.close)
        yield town
