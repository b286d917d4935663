"""Screens out, and what became of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from bot.adapters.telegram.outbound import TelegramSender, inline, markup
from bot.services.ports import Fate, File, Outcome, Screen, Sender
from tests.telegram.conftest import FILE, PICTURE, PLAIN, Post
from tests.telegram.stub import ANN, says


def buttons(post: Post) -> object:
    return post.stub.asked[-1].value("reply_markup")


INLINE = {
    "inline_keyboard": [
        [{"text": "7", "callback_data": "rate.abc.7"}, {"text": "8", "callback_data": "rate.abc.8"}],
        [{"text": "Read", "url": "https://example.org/a"}],
    ]
}


def test_it_is_a_sender(post: Post) -> None:
    sender: Sender = post.sender
    assert sender is post.sender


async def test_a_screen_goes_out_protected_with_its_buttons(post: Post) -> None:
    assert await post.sender.send(ANN, PLAIN) == Outcome(Fate.SENT, 1001)
    (asked,) = post.stub.asked
    assert asked.method == "sendMessage"
    assert (asked.fields["chat_id"], asked.fields["text"]) == ("42", PLAIN.text)
    assert (asked.fields["parse_mode"], asked.fields["protect_content"]) == ("HTML", "true")
    assert asked.value("link_preview_options") == {"is_disabled": True}
    assert buttons(post) == INLINE
    assert post.seen == [("send", Fate.SENT)]


@pytest.mark.parametrize(
    "screen",
    [
        PLAIN,
        Screen("no buttons, & < > % + = ü é \U0001f54a\n\nnew line"),
        replace(PLAIN, protect=False),
        Screen("standing", keyboard=(("Today", "Calm"), ("Help ü",))),
        Screen(
            "unlike", rows=((("Ärger \U0001f54a", "a.b.ü"), ("go", "tg://user?id=1&x=2")), (("one", "x"),))
        ),
    ],
)
async def test_what_is_sent_and_edited_is_what_the_library_itself_would_send(
    post: Post, screen: Screen
) -> None:
    sender, bot = TelegramSender(post.bot, post.pace, paid=bool(screen.rows)), post.bot
    assert await sender.send(ANN, screen) == Outcome(Fate.SENT, post.stub.numbers)
    if not screen.keyboard:
        assert await sender.edit(ANN, 7, screen, media=False) == Outcome(Fate.SENT, 7)
    html, plain = ParseMode.HTML, LinkPreviewOptions(is_disabled=True)
    await bot.send_message(
        ANN,
        screen.text,
        parse_mode=html,
        reply_markup=markup(screen),
        protect_content=screen.protect,
        link_preview_options=plain,
        allow_paid_broadcast=bool(screen.rows) or None,
    )
    if not screen.keyboard:
        buttons = inline(screen) if screen.rows else None
        await bot.edit_message_text(
            screen.text, ANN, 7, parse_mode=html, reply_markup=buttons, link_preview_options=plain
        )
    asked = [(each.method, _read(each.fields)) for each in post.stub.asked]
    half = len(asked) // 2
    assert asked[:half] == asked[half:]


def _read(fields: dict[str, str]) -> dict[str, object]:
    """Return what the fields mean: an object of JSON is the same in whichever order it is written."""
    return {name: json.loads(value) if value[0] == "{" else value for name, value in fields.items()}


async def test_only_a_bot_that_is_set_above_the_free_pace_offers_to_pay(post: Post) -> None:
    for paid in (False, True):
        await TelegramSender(post.bot, post.pace, paid=paid).send(ANN, Screen("hello"))
    assert [each.fields.get("allow_paid_broadcast") for each in post.stub.asked] == [None, "true"]


async def test_what_is_not_to_be_protected_is_not(post: Post) -> None:
    await post.sender.send(ANN, Screen("hello", protect=False))
    assert post.stub.asked[0].fields["protect_content"] == "false"
    assert "reply_markup" not in post.stub.asked[0].fields


async def test_the_standing_buttons_stay_and_fit_their_words(post: Post) -> None:
    await post.sender.send(ANN, Screen("hello", keyboard=(("Today", "Calm"), ("Break", "Help"))))
    rows = [[{"text": "Today"}, {"text": "Calm"}], [{"text": "Break"}, {"text": "Help"}]]
    assert buttons(post) == {"keyboard": rows, "is_persistent": True, "resize_keyboard": True}


async def test_a_picture_goes_out_with_its_words_under_it(post: Post) -> None:
    assert await post.sender.send(ANN, PICTURE) == Outcome(Fate.SENT, 1001)
    (asked,) = post.stub.asked
    assert asked.method == "sendPhoto"
    assert list(asked.files.values()) == [PICTURE.picture]
    assert (asked.fields["caption"], asked.fields["parse_mode"]) == (PLAIN.text, "HTML")
    assert asked.fields["protect_content"] == "true"
    assert buttons(post) == INLINE


async def test_a_file_goes_out_under_its_name_with_its_words_under_it(post: Post) -> None:
    assert await post.sender.send(ANN, replace(FILE, protect=False)) == Outcome(Fate.SENT, 1001)
    (asked,) = post.stub.asked
    assert asked.method == "sendDocument"
    assert asked.names == ["evenkeel-2026-03-08.json"]
    assert FILE.file is not None
    assert list(asked.files.values()) == [FILE.file.data]
    assert (asked.fields["caption"], asked.fields["protect_content"]) == (PLAIN.text, "false")
    assert buttons(post) == INLINE


async def test_a_text_becomes_another_text(post: Post) -> None:
    assert await post.sender.edit(ANN, 8, PLAIN, media=False) == Outcome(Fate.SENT, 8)
    (asked,) = post.stub.asked
    assert asked.method == "editMessageText"
    assert (asked.fields["message_id"], asked.fields["text"]) == ("8", PLAIN.text)
    assert "protect_content" not in asked.fields
    assert asked.value("link_preview_options") == {"is_disabled": True}
    assert buttons(post) == INLINE


async def test_an_edit_without_buttons_takes_them_away(post: Post) -> None:
    for media in (False, True):
        await post.sender.edit(ANN, 8, Screen("done"), media)
        assert "reply_markup" not in post.stub.asked[-1].fields  # Telegram then drops those that are there


@pytest.mark.parametrize("media", [False, True])
async def test_a_text_or_a_picture_becomes_a_picture(post: Post, media: bool) -> None:
    assert await post.sender.edit(ANN, 8, PICTURE, media) == Outcome(Fate.SENT, 8)
    (asked,) = post.stub.asked
    assert asked.method == "editMessageMedia"
    wanted = asked.value("media")
    assert isinstance(wanted, dict)
    assert (wanted["type"], wanted["caption"], wanted["parse_mode"]) == ("photo", PLAIN.text, "HTML")
    assert asked.files[wanted["media"].removeprefix("attach://")] == PICTURE.picture
    assert "protect_content" not in asked.fields
    assert buttons(post) == INLINE


@pytest.mark.parametrize("media", [False, True])
async def test_a_text_or_a_picture_becomes_a_file_that_keeps_its_name(post: Post, media: bool) -> None:
    assert await post.sender.edit(ANN, 8, FILE, media) == Outcome(Fate.SENT, 8)
    (asked,) = post.stub.asked
    assert asked.method == "editMessageMedia"
    wanted = asked.value("media")
    assert isinstance(wanted, dict)
    assert (wanted["type"], wanted["caption"], wanted["parse_mode"]) == ("document", PLAIN.text, "HTML")
    assert FILE.file is not None
    assert asked.files[wanted["media"].removeprefix("attach://")] == FILE.file.data
    assert asked.names == ["evenkeel-2026-03-08.json"]
    assert buttons(post) == INLINE


@pytest.mark.parametrize("file", [File("", b"x"), File("x.json", b""), File("x", b"x" * (50 * 1024**2 + 1))])
async def test_a_file_that_telegram_would_refuse_is_never_sent(post: Post, file: File) -> None:
    screen = replace(PLAIN, file=file)
    assert await post.sender.send(ANN, screen) == Outcome(Fate.REFUSED)
    assert await post.sender.edit(ANN, 8, screen, media=False) == Outcome(Fate.REFUSED)
    assert post.stub.asked == []


async def test_a_picture_that_is_to_say_something_else_changes_its_words(post: Post) -> None:
    await post.sender.edit(ANN, 8, PLAIN, media=True)
    (asked,) = post.stub.asked
    assert (asked.method, asked.fields["caption"]) == ("editMessageCaption", PLAIN.text)
    assert buttons(post) == INLINE


async def test_a_picture_that_was_taken_for_a_text_still_loses_its_words(post: Post) -> None:
    post.stub.then("editMessageText", says(400, "Bad Request: there is no text in the message to edit"))
    done = await post.sender.edit(ANN, 8, Screen("…"), media=False)
    assert done == Outcome(Fate.SENT, 8, media=True)  # what it shows beside its words is still there
    assert post.stub.methods == ["editMessageText", "editMessageCaption"]
    post.stub.then("editMessageCaption", says(400, "Bad Request: there is no caption in the message to edit"))
    assert await post.sender.edit(ANN, 8, Screen("…"), media=True) == Outcome(Fate.SENT, 8)
