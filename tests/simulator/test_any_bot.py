"""Bots that know nothing of the simulator run against it, from start to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import telegram as ptb
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bot.simulator import LocalTelegram
from bot.simulator.pictures import DOT
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


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    context.application.bot_data["error"] = context.error


def built(local: LocalTelegram) -> App:
    app = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{local.url}/bot")
        .base_file_url(f"{local.url}/file/bot")
        .build()
    )
    app.add_error_handler(failed)
    return app


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling()
        yield
        await app.updater.stop()
        await app.stop()
    assert app.bot_data == {}


@pytest.fixture
def application(local: LocalTelegram) -> App:
    app = built(local)
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
    async with polling(application):
        await converse(local)
    assert not [call for call in local.calls if call.error]


async def test_aiogram_polls(local: LocalTelegram) -> None:
    # importing it takes seconds: only this test pays
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import CallbackQuery, Message

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


async def greet(update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message and update.effective_user
    greeting = f"Hi {update.effective_user.mention_html()}!"
    await update.message.reply_html(greeting, reply_markup=ptb.ForceReply(selective=True))


async def echo(update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message and update.message.text
    await update.message.reply_text(update.message.text)


async def test_the_echo_bot_of_the_library_s_examples(local: LocalTelegram) -> None:
    """As echobot.py among python-telegram-bot's examples: it greets, and says everything back."""
    app = built(local)
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    ann = local.person("Ann")
    async with polling(app):
        await ann.starts()
        await until(lambda: len(ann.phone) == 2)
        await ann.says("Is anybody there?")
        await until(lambda: len(ann.phone) == 4)
    assert [bubble.text for bubble in ann.phone] == ["/start", "Hi Ann!"] + ["Is anybody there?"] * 2
    assert [entity.type for entity in ann.phone[1].entities] == ["text_mention"]
    assert not [call for call in local.calls if call.error]


MOOD, PICTURE, MORE = range(3)


class Questions:
    """As conversationbot.py there: a keyboard that goes after one tap, a picture to load, steps to skip."""

    def __init__(self) -> None:
        self.loaded = b""

    async def begin(self, update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        keyboard = [["Well", "So so"]]
        markup = ptb.ReplyKeyboardMarkup(keyboard, one_time_keyboard=True, input_field_placeholder="How?")
        assert update.message
        await update.message.reply_text("How are you?", reply_markup=markup)
        return MOOD

    async def mood(self, update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message
        await update.message.reply_text("A picture, or /skip.", reply_markup=ptb.ReplyKeyboardRemove())
        return PICTURE

    async def picture(self, update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message
        file = await update.message.photo[-1].get_file()
        self.loaded = bytes(await file.download_as_bytearray())
        await update.message.reply_text("Lovely. And more?")
        return MORE

    async def end(self, update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        assert update.message
        await update.message.reply_text("Goodbye.")
        return ConversationHandler.END


async def test_the_conversation_bot_of_the_library_s_examples(local: LocalTelegram) -> None:
    questions, app = Questions(), built(local)
    app.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", questions.begin)],
            states={
                MOOD: [MessageHandler(filters.Regex("^(Well|So so)$"), questions.mood)],
                PICTURE: [MessageHandler(filters.PHOTO, questions.picture)],
                MORE: [CommandHandler("skip", questions.end)],
            },
            fallbacks=[CommandHandler("cancel", questions.end)],
        )
    )
    ann = local.person("Ann")
    async with polling(app):
        await ann.starts()
        await until(lambda: ann.keyboard == ["Well", "So so"])
        await ann.taps_below("Well")
        assert ann.keyboard == []
        await until(lambda: ann.phone[-1].text.startswith("A picture"))
        await ann.sends_photo()
        await until(lambda: ann.phone[-1].text.startswith("Lovely"))
        await ann.says("/skip")
        await until(lambda: ann.phone[-1].text == "Goodbye.")
    assert questions.loaded == DOT
    assert not [call for call in local.calls if call.error]
