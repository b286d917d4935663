"""A bot of another library, through the page."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import expect

from bot.simulator import LocalTelegram
from tests.browser.conftest import Visit
from tests.simulator.conftest import TOKEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_aiogram_bot_is_held_in_the_hand(local: LocalTelegram, visit: Visit) -> None:
    # importing it takes seconds: only this test pays
    from aiogram import Bot, Dispatcher, F
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import BotCommand, CallbackQuery, Message

    dispatcher = Dispatcher()

    @dispatcher.message(F.text == "/start")
    async def asks(message: Message) -> None:
        keyboard: Any = {"inline_keyboard": [[{"text": "Calm", "callback_data": "calm"}]]}
        await message.answer("How is it?", reply_markup=keyboard)

    @dispatcher.message()
    async def echoes(message: Message) -> None:
        await message.send_copy(message.chat.id)

    @dispatcher.callback_query()
    async def calms(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer("One moment")
        await query.message.edit_text("Breathe out slowly.")

    local.bot(TOKEN, name="Echo")
    local.person("Ann")
    session = AiohttpSession(api=TelegramAPIServer.from_base(local.url))
    async with Bot(TOKEN, session=session) as bot:
        await bot.set_my_commands([BotCommand(command="start", description="Begin")])
        polling = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        visitor = await visit(local.url)
        await visitor.taps("Ann", "START")
        await visitor.taps("Ann", "Calm")
        await visitor.sees("Ann", "Breathe out slowly.")
        await expect(visitor.phone("Ann").get_by_text("One moment")).to_be_visible()
        await visitor.says("Ann", "Anybody?")
        await expect(visitor.bubbles("Ann").filter(has_text="Anybody?")).to_have_count(2)
        await expect(visitor.phone("Ann").get_by_role("button", name="Menu of commands")).to_be_visible()
        await dispatcher.stop_polling()
        await polling
