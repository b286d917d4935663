"""Every reply has the documented type: aiogram's models read it without leaving anything out."""

# ruff: noqa: E501 - a table is read in rows

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import telegram as ptb
from pydantic import BaseModel, TypeAdapter

from bot.simulator import Kind, LocalTelegram, Person
from bot.simulator.methods import METHODS
from bot.simulator.methods.settings import RIGHTS
from bot.simulator.pictures import DOT, OGG
from tests.simulator.conftest import TOKEN, Caller
from tests.simulator.test_refusals import filled

if TYPE_CHECKING:  # importing it takes seconds: only who asks its models pays
    from aiogram import Bot

COMMANDS = [{"command": "start", "description": "Begin"}]
OPTIONS = [{"text": "Yes"}, {"text": "No"}]
PLACE = {"latitude": 51.5, "longitude": -0.1}
KEYS = {"inline_keyboard": [[{"text": "Next", "callback_data": "next", "style": "primary"}]]}

# One good request for each method. Where it matters, they go on from what the ones before have done.
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("getUpdates", {"offset": -1, "limit": 10, "timeout": 0, "allowed_updates": ["message", "callback_query"]}),
    ("sendMessage", {"chat_id": "$ann", "text": "<i>Hello</i> https://t.me/x", "parse_mode": "HTML", "reply_markup": KEYS,
                     "reply_parameters": {"message_id": 1, "quote": "start"}, "link_preview_options": {"is_disabled": True}}),
    ("editMessageText", {"chat_id": "$ann", "message_id": "$text", "text": "New", "reply_markup": KEYS}),
    ("editMessageReplyMarkup", {"chat_id": "$ann", "message_id": "$text"}),
    ("sendPhoto", {"chat_id": "$ann", "photo": "$photo", "caption": "A dot", "has_spoiler": True, "show_caption_above_media": True}),
    ("editMessageCaption", {"chat_id": "$ann", "message_id": "$picture", "caption": "Another"}),
    ("editMessageMedia", {"chat_id": "$ann", "message_id": "$text", "media": {"type": "photo", "media": "$photo"}}),
    ("sendDocument", {"chat_id": "$ann", "document": "$document", "caption": "*x*", "parse_mode": "MarkdownV2"}),
    ("sendVoice", {"chat_id": "$ann", "voice": "$voice", "duration": 3}),
    ("sendAudio", {"chat_id": "$ann", "audio": "$audio", "title": "Rain", "performer": "Clouds"}),
    ("sendVideo", {"chat_id": "$ann", "video": "$video", "width": 320, "height": 240}),
    ("sendVideoNote", {"chat_id": "$ann", "video_note": "$video_note"}),
    ("sendAnimation", {"chat_id": "$ann", "animation": "$animation"}),
    ("sendSticker", {"chat_id": "$ann", "sticker": "$sticker"}),
    ("sendMediaGroup", {"chat_id": "$ann", "media": [{"type": "photo", "media": "$photo"}] * 2}),
    ("sendLocation", {"chat_id": "$ann", **PLACE}),
    ("sendVenue", {"chat_id": "$ann", **PLACE, "title": "Home", "address": "Here"}),
    ("sendContact", {"chat_id": "$ann", "phone_number": "+1", "first_name": "Ben"}),
    ("sendDice", {"chat_id": "$ann"}),
    ("sendPoll", {"chat_id": "$ann", "question": "Well?", "options": OPTIONS}),
    ("sendChatAction", {"chat_id": "$ann", "action": "typing"}),
    ("forwardMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": 1}),
    ("forwardMessages", {"chat_id": "$ann", "from_chat_id": "$ann", "message_ids": [1, 999]}),
    ("copyMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": 1}),
    ("copyMessages", {"chat_id": "$ann", "from_chat_id": "$ann", "message_ids": [1]}),
    ("pinChatMessage", {"chat_id": "$ann", "message_id": 1}),
    ("getChat", {"chat_id": "$ann"}),
    ("unpinChatMessage", {"chat_id": "$ann"}),
    ("unpinAllChatMessages", {"chat_id": "$ann"}),
    ("setMessageReaction", {"chat_id": "$ann", "message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}]}),
    ("answerCallbackQuery", {"callback_query_id": "$tap", "text": "Yes", "show_alert": True}),
    ("deleteMessage", {"chat_id": "$ann", "message_id": 1}),
    ("deleteMessages", {"chat_id": "$ann", "message_ids": ["$text", 999]}),
    ("setMyCommands", {"commands": COMMANDS, "scope": {"type": "chat", "chat_id": "$ann"}, "language_code": "de"}),
    ("getMyCommands", {"scope": {"type": "chat", "chat_id": "$ann"}, "language_code": "de"}),
    ("deleteMyCommands", {"scope": {"type": "all_private_chats"}}),
    ("setMyName", {"name": "Evenkeel"}),
    ("getMyName", {"language_code": "de"}),
    ("setMyDescription", {"description": "A quiet notebook"}),
    ("getMyDescription", {}),
    ("setMyShortDescription", {"short_description": "Quiet"}),
    ("getMyShortDescription", {}),
    ("setChatMenuButton", {"chat_id": "$ann", "menu_button": {"type": "commands"}}),
    ("getChatMenuButton", {"chat_id": "$ann"}),
    ("setMyDefaultAdministratorRights", {"rights": dict.fromkeys(RIGHTS, True), "for_channels": True}),
    ("getMyDefaultAdministratorRights", {"for_channels": True}),
    ("getChatMember", {"chat_id": "$ann", "user_id": "$ann"}),
    ("getChatMemberCount", {"chat_id": "$ann"}),
    ("getChatAdministrators", {"chat_id": "$group"}),
    ("getChat", {"chat_id": "$group"}),
    ("sendMessage", {"chat_id": "$group", "text": "Only in private"}),
    ("leaveChat", {"chat_id": "$group"}),
    ("getChatMember", {"chat_id": "$group", "user_id": "$me"}),
    ("getUserProfilePhotos", {"user_id": "$ann"}),
    ("getFile", {"file_id": "$voice"}),
    ("setWebhook", {"url": "https://example.org/hook", "secret_token": "quiet", "max_connections": 3, "allowed_updates": []}),
    ("getWebhookInfo", {}),
    ("deleteWebhook", {"drop_pending_updates": True}),
    ("logOut", {}),
]  # fmt: skip


def only_known(model: object, path: str = "") -> list[str]:
    """Fields a reply has and its model does not know."""
    unknown: list[str] = []
    if isinstance(model, list):
        for inner in model:
            unknown += only_known(inner, path)
    elif isinstance(model, BaseModel):
        unknown += [f"{path}.{name}" for name in model.model_extra or {}]
        for name in type(model).model_fields:
            unknown += only_known(getattr(model, name), f"{path}.{name}")
    return unknown


async def prepared(local: LocalTelegram, ann: Person) -> dict[str, Any]:
    bot, keep = local.bot(TOKEN), local.world.files.keep
    files = {
        kind: keep(kind, DOT if kind in ("photo", "sticker") else OGG + kind.encode(), f"x.{kind}").id
        for kind in ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker")
    }
    text = local.world.post(ann.chat, bot, text="Text")
    picture = local.world.post(
        ann.chat, bot, kind="photo", file=local.world.files.get(files["photo"]), body=[]
    )
    await ann.taps_data(text.id, "next")
    group = local.group("Family", [ann])
    own = {"ann": ann.id, "me": bot.id, "group": group.id, "text": text.id, "picture": picture.id}
    return files | own | {"tap": next(iter(bot.taps))}


async def test_every_reply_has_the_documented_type(local: LocalTelegram, ann: Person, call: Caller) -> None:
    import aiogram.methods

    known = await prepared(local, ann)
    for method, params in GOOD:
        result = await call.result(method, **filled(params, known))
        returning = getattr(aiogram.methods, method[0].upper() + method[1:]).__returning__
        parsed = TypeAdapter(returning).validate_python(result)
        assert not only_known(parsed), (method, only_known(parsed))
        assert isinstance(parsed, bool) == isinstance(result, bool), method


async def test_close_is_answered_after_ten_minutes(local: LocalTelegram, call: Caller) -> None:
    refused = await call("close")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 600})
    local.clock.turn_by(timedelta(minutes=10))
    assert await call.result("close") is True


async def test_after_logging_out_nothing_is_answered_for_ten_minutes(
    local: LocalTelegram, call: Caller
) -> None:
    await call.result("logOut")
    assert await call.refusal("getMe") == (400, "Logged out")
    local.clock.turn_by(timedelta(minutes=10))
    await call.result("getMe")


def test_a_good_request_is_tried_for_every_method() -> None:
    assert {method for method, _ in GOOD} | {"close"} == {*METHODS, "getUpdates"}


@pytest.fixture
async def aiobot(local: LocalTelegram) -> AsyncIterator[Bot]:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(local.url))
    async with Bot(TOKEN, session=session) as bot:
        yield bot


async def test_aiogram_sends_edits_and_uploads(ann: Person, aiobot: Bot) -> None:
    from aiogram.types import BufferedInputFile, InputMediaPhoto

    sent = await aiobot.send_photo(ann.id, BufferedInputFile(DOT, "dot.png"), caption="One")
    assert sent.photo and ann.phone[-1].photo == DOT
    media = InputMediaPhoto(media=BufferedInputFile(DOT + b" ", "dot.png"), caption="Two")
    await aiobot.edit_message_media(media, chat_id=ann.id, message_id=sent.message_id)
    assert (ann.phone[-1].photo, ann.phone[-1].caption) == (DOT + b" ", "Two")
    text = await aiobot.send_message(ann.id, "Turn me")
    await aiobot.edit_message_media(media, chat_id=ann.id, message_id=text.message_id)
    assert ann.phone[-1].kind == "photo"
    await aiobot.delete_messages(ann.id, [sent.message_id, text.message_id])
    assert len(ann.phone) == 1


async def test_aiogram_understands_the_refusals(local: LocalTelegram, ann: Person, aiobot: Bot) -> None:
    from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter

    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await aiobot.send_message(ann.id, "")
    local.faults.add(Kind.TOO_MANY, chat=ann, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as caught:
        await aiobot.send_message(ann.id, "x")
    assert caught.value.retry_after == 7


async def test_python_telegram_bot_parses_updates_of_every_kind(
    local: LocalTelegram, ann: Person, bot: ptb.Bot, call: Caller
) -> None:
    from aiogram.types import Update

    await bot.get_updates(allowed_updates=[*ptb.constants.UpdateType])
    await ann.says("Hello @evenkeel_bot")
    await ann.says_edited(2, "Hello again")
    await ann.sends_photo(caption="A dot")
    await ann.sends_voice()
    await ann.sends_sticker()
    await ann.sends_document(b"words")
    await ann.forwards("Elsewhere")
    await ann.reacts(2, "👍")
    await ann.taps_data(2, "x")
    await ann.taps_data(999, "gone")
    ann.blocks()
    ann.unblocks()
    group = local.group("Family", [ann])
    await group.says("/start")
    updates = await bot.get_updates()
    kinds = [next(key for key in update.to_dict() if key != "update_id") for update in updates]
    assert kinds == [
        "message", "edited_message", *["message"] * 5, "message_reaction", "callback_query", "callback_query",
        "my_chat_member", "my_chat_member", "my_chat_member", "message", "message",
    ]  # fmt: skip
    assert not any(update.api_kwargs for update in updates)
    tap = updates[9].callback_query
    assert tap and tap.message and not tap.message.is_accessible
    for raw in await call.result("getUpdates"):
        assert not only_known(TypeAdapter(Update).validate_python(raw))


async def test_a_mention_carries_the_whole_account_and_one_of_a_stranger_is_plain_words(
    call: Caller, ann: Person
) -> None:
    text = f'<a href="tg://user?id={ann.id}">Ann</a>, <a href="tg://user?id=5">somebody</a>'
    message = await call.result("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    assert message["text"] == "Ann, somebody"
    whole = {"id": ann.id, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    assert message["entities"] == [{"type": "text_mention", "offset": 0, "length": 3, "user": whole}]
    same = {"chat_id": ann.id, "message_id": message["message_id"], "text": text, "parse_mode": "HTML"}
    assert "not modified" in (await call.refusal("editMessageText", **same))[1]
