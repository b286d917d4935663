"""A whole conversation between a bot and a person, with a real client over real HTTP."""

import pytest
import telegram as ptb
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.simulator import LocalTelegram, Person
from bot.simulator.pictures import DOT
from tests.simulator.conftest import Caller


async def test_a_start_is_heard_and_answered(local: LocalTelegram, bot: ptb.Bot) -> None:
    ann = local.person("Ann", language="de")
    await ann.starts("CODE")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message and update.message.text == "/start CODE"
    assert update.effective_user and update.effective_user.language_code == "de"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    await bot.send_message(update.message.chat_id, "<b>Hello</b>, Ann", parse_mode="HTML")
    bubble = ann.phone[-1]
    assert (bubble.text, bubble.mine, bubble.entities[0].type) == ("Hello, Ann", False, "bold")


async def test_a_tap_is_answered_and_turns_the_message(
    local: LocalTelegram, ann: Person, bot: ptb.Bot
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data="next")]])
    sent = await bot.send_message(ann.id, "One", reply_markup=keyboard)
    await ann.taps("Next")
    (update,) = await bot.get_updates(timeout=5)
    query = update.callback_query
    assert query and query.data == "next" and query.message and query.message.message_id == sent.message_id
    await query.answer("Turned")
    await query.edit_message_text("Two")
    assert [(bubble.text, bubble.edited, bubble.labels) for bubble in ann.phone[1:]] == [("Two", True, [])]
    assert [notice.text for notice in ann.notices] == ["Turned"]
    assert [bubble.text for bubble in ann.history[1:]] == ["One", "Two"]


async def test_a_button_of_the_keyboard_below_says_its_label(
    local: LocalTelegram, ann: Person, bot: ptb.Bot
) -> None:
    await bot.send_message(ann.id, "Here", reply_markup=ReplyKeyboardMarkup([["Today", "Calm"]]))
    assert ann.keyboard == ["Today", "Calm"]
    await ann.taps("Calm")
    (update,) = await bot.get_updates(timeout=5)
    assert update.message and update.message.text == "Calm"


async def test_a_missing_button_shows_the_phone(ann: Person) -> None:
    with pytest.raises(AssertionError, match=r"there is no button 'Calm'(.|\n)*/start"):
        await ann.taps("Calm")


async def test_a_photo_arrives_and_can_be_fetched_back(ann: Person, bot: ptb.Bot) -> None:
    sent = await bot.send_photo(ann.id, DOT, caption="A dot", has_spoiler=True, protect_content=True)
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == DOT
    bubble = ann.phone[-1]
    assert (bubble.photo, bubble.caption, bubble.spoiler, bubble.protected) == (DOT, "A dot", True, True)


async def test_what_is_deleted_is_gone_but_remembered(ann: Person, bot: ptb.Bot) -> None:
    sent = await bot.send_message(ann.id, "Only a moment")
    await sent.delete()
    assert [bubble.text for bubble in ann.phone] == ["/start"]
    assert ann.history[-1].deleted


async def test_every_call_is_in_the_journal(local: LocalTelegram, ann: Person, call: Caller) -> None:
    await call("sendMessage", chat_id=ann.id, text="Hello")
    await call("sendMessage", chat_id=5, text="Hello")
    first, second = local.calls
    assert (first.method, first.chat_id, first.params["text"], first.result["message_id"]) == (
        "sendMessage",
        ann.id,
        "Hello",
        2,
    )
    assert second.error == "400 Bad Request: chat not found"


async def test_a_person_without_start_cannot_be_written_to(local: LocalTelegram, call: Caller) -> None:
    ben = local.person("Ben")
    assert await call.refusal("sendMessage", chat_id=ben.id, text="x") == (400, "Bad Request: chat not found")
    with pytest.raises(AssertionError, match="has not pressed START"):
        await ben.says("Hello?")
