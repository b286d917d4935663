"""Bots that know nothing of the simulator run against it, from start to stop."""

import asyncio
from typing import Any

import pytest
import telegram as ptb
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, ContextTypes

from bot.simulator import LocalTelegram
from tests.simulator.conftest import TOKEN, until

App = Application[Any, Any, Any, Any, Any, Any]


async def ask(update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    button = ptb.InlineKeyboardButton("Calm", callback_data="calm")
    assert update.message
    await update.message.reply_text("How is it?", reply_markup=ptb.InlineKeyboardMarkup([[button]]))


async def calm(update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("Breathe out slowly.")


@pytest.fixture
def application(local: LocalTelegram) -> App:
    app = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{local.url}/bot")
        .base_file_url(f"{local.url}/file/bot")
        .build()
    )
    app.add_handler(CommandHandler("start", ask))
    app.add_handler(CallbackQueryHandler(calm))
    return app


async def converse(local: LocalTelegram) -> None:
    ann = local.person("Ann")
    await ann.starts()
    await until(lambda: len(ann.phone) == 2)
    await ann.taps("Calm")
    await until(lambda: ann.phone[-1].edited)
    assert [bubble.text for bubble in ann.phone] == ["/start", "Breathe out slowly."]
    await local.quiet()


async def test_python_telegram_bot_polls(local: LocalTelegram, application: App) -> None:
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        await converse(local)
        await application.updater.stop()
        await application.stop()
    assert not [call for call in local.calls if call.error]


async def test_aiogram_polls(local: LocalTelegram) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def asks(message: Message) -> None:
        keyboard: Any = {"inline_keyboard": [[{"text": "Calm", "callback_data": "calm"}]]}
        await message.answer("How is it?", reply_markup=keyboard)

    @dispatcher.callback_query()
    async def calms(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.answer()
        await query.message.edit_text("Breathe out slowly.")

    session = AiohttpSession(api=TelegramAPIServer.from_base(local.url))
    async with Bot(TOKEN, session=session) as bot:
        polling = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        await converse(local)
        await dispatcher.stop_polling()
        await polling
    assert not [call for call in local.calls if call.error]
