"""Screens out, and what became of them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.adapters.telegram.fates import UNREACHED, TokenRefused
from bot.adapters.telegram.outbound import TelegramSender, unfit
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.transport import connect
from bot.services.ports import Fate, File, Outcome, Screen, Sender
from tests.telegram.stub import ANN, TOKEN, Answer, Stub, body, drops, hangs, result, says, telegram

PLAIN = Screen(
    "<b>How safe</b> was it &amp; is it?",
    rows=((("7", "rate.abc.7"), ("8", "rate.abc.8")), (("Read", "https://example.org/a"),)),
)
PICTURE = replace(PLAIN, picture=b"\x89PNG....")
FILE = replace(PLAIN, file=File("evenkeel-2026-03-08.json", b'{"a": "\xc3\xa4"}'))


@dataclass
class Post:
    stub: Stub
    sender: TelegramSender
    seen: list[tuple[str, Fate]] = field(default_factory=list)
    now: float = 0.0
    refused: list[bool] = field(default_factory=list)


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with telegram() as (stub, bot):
        seen: list[tuple[str, Fate]] = []

        async def sleep(seconds: float) -> None:
            made.now += seconds

        pace = Pace(lambda: made.now, sleep, burst=1000, rate=1000)
        refused: list[bool] = []

        def watch(kind: str, fate: Fate) -> None:
            seen.append((kind, fate))

        sender = TelegramSender(bot, pace, watch, lambda: refused.append(True))
        made = Post(stub, sender, seen, refused=refused)
        yield made


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
    class StandIn:
        """Has the library's methods, so that the library makes the request."""

        def __init__(self, bot: Bot) -> None:
            self.send_message, self.edit_message_text = bot.send_message, bot.edit_message_text

    for bot in (post.sender._bot, StandIn(post.sender._bot)):
        sender = TelegramSender(bot, post.sender._pace, paid=bool(screen.rows))  # type: ignore[arg-type]
        assert await sender.send(ANN, screen) == Outcome(Fate.SENT, post.stub.numbers)
        if not screen.keyboard:
            assert await sender.edit(ANN, 7, screen, media=False) == Outcome(Fate.SENT, 7)
    asked = [(each.method, _read(each.fields)) for each in post.stub.asked]
    half = len(asked) // 2
    assert asked[:half] == asked[half:]


def _read(fields: dict[str, str]) -> dict[str, object]:
    """Return what the fields mean: an object of JSON is the same in whichever order it is written."""
    return {name: json.loads(value) if value[0] == "{" else value for name, value in fields.items()}


async def test_only_a_bot_that_is_set_above_the_free_pace_offers_to_pay(post: Post) -> None:
    for paid in (False, True):
        await TelegramSender(post.sender._bot, post.sender._pace, paid=paid).send(ANN, Screen("hello"))
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


NO = [
    (says(400, "Bad Request: message is not modified: specified new message …"), Outcome(Fate.SENT, 8)),
    (says(400, "Bad Request: message to edit not found"), Outcome(Fate.GONE)),
    (says(400, "Bad Request: message can't be edited"), Outcome(Fate.GONE)),
    (says(400, "Bad Request: MESSAGE_ID_INVALID"), Outcome(Fate.GONE)),
    (says(400, "Bad Request: chat not found"), Outcome(Fate.BLOCKED)),
    (says(403, "Forbidden: bot was blocked by the user"), Outcome(Fate.BLOCKED)),
    (says(403, "Forbidden: user is deactivated"), Outcome(Fate.BLOCKED)),
    (says(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), Outcome(Fate.BLOCKED)),
    (says(429, "Too Many Requests: retry after 17", retry_after=17), Outcome(Fate.LATER, after=17)),
    (says(400, "Bad Request: Canceled by new editMessageText request"), Outcome(Fate.LATER, after=1)),
    (says(500, "Internal Server Error"), Outcome(Fate.UNSURE)),
    (body(502, b"<html>"), Outcome(Fate.UNSURE)),
    (body(504, b""), Outcome(Fate.UNSURE)),
    (body(200, b"<html>"), Outcome(Fate.UNSURE)),
    (body(200, b'{"ok": false}'), Outcome(Fate.UNSURE)),
    (result({"message_id": 8}), Outcome(Fate.SENT, 8)),
    (result(None), Outcome(Fate.SENT, 8)),
    (drops, Outcome(Fate.UNSURE)),
    (says(400, "Bad Request: can't parse entities: Unsupported start tag"), Outcome(Fate.REFUSED)),
    (says(400, "Bad Request: BUTTON_DATA_INVALID"), Outcome(Fate.REFUSED)),
    (says(413, "Request Entity Too Large"), Outcome(Fate.REFUSED)),
]


@pytest.mark.parametrize(("answer", "expected"), NO)
async def test_each_answer_has_one_meaning(post: Post, answer: Answer, expected: Outcome) -> None:
    post.stub.then("editMessageText", answer)
    assert await post.sender.edit(ANN, 8, PLAIN, media=False) == expected


async def test_a_call_that_took_too_long_may_have_happened() -> None:
    async with telegram(total=0.05) as (stub, bot):
        stub.then("sendMessage", hangs)
        sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep))
        assert await sender.send(ANN, PLAIN) == Outcome(Fate.UNSURE)


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_is_told_of_and_what_was_to_be_sent_waits(post: Post, status: int) -> None:
    post.stub.then("sendMessage", says(status, "Unauthorized"))
    assert not post.refused
    assert (await post.sender.send(ANN, PLAIN)).fate is Fate.LATER
    assert post.refused == [True]


async def test_what_was_certainly_not_sent_is_sent_later() -> None:
    bot = connect(TOKEN, "http://127.0.0.1:1")
    sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep))
    assert await sender.send(ANN, PLAIN) == Outcome(Fate.LATER, after=UNREACHED)
    assert await sender.send(ANN, PLAIN) == Outcome(Fate.LATER, after=UNREACHED)  # it really tried again
    await bot.request.shutdown()


async def test_whoever_telegram_asks_to_wait_for_waits_and_nobody_else(post: Post) -> None:
    post.stub.then("sendMessage", says(429, "Too Many Requests: retry after 17", retry_after=17))
    assert await post.sender.send(ANN, PLAIN) == Outcome(Fate.LATER, after=17)
    post.now += 4
    assert await post.sender.send(ANN, PLAIN) == Outcome(Fate.LATER, after=13)
    assert (await post.sender.send(43, PLAIN)).fate is Fate.SENT
    assert [each.fields["chat_id"] for each in post.stub.asked] == ["42", "43"]
    post.now += 13
    assert (await post.sender.send(ANN, PLAIN)).fate is Fate.SENT


async def test_many_messages_are_deleted_a_hundred_at_a_time(post: Post) -> None:
    assert await post.sender.delete(ANN, [*range(1, 202), 5]) == Outcome(Fate.SENT)
    assert post.stub.methods == ["deleteMessages", "deleteMessages", "deleteMessage"]
    assert post.stub.asked[0].value("message_ids") == list(range(1, 101))
    assert post.stub.asked[2].fields["message_id"] == "201"


async def test_nothing_to_delete_is_done_at_once(post: Post) -> None:
    assert await post.sender.delete(ANN, []) == Outcome(Fate.SENT)
    assert post.stub.asked == []


async def test_one_message_that_is_too_old_does_not_keep_the_others(post: Post) -> None:
    post.stub.then("deleteMessages", says(400, "Bad Request: message can't be deleted for everyone"))
    post.stub.then("deleteMessage", says(400, "Bad Request: message can't be deleted for everyone"))
    assert await post.sender.delete(ANN, [1, 2, 3]) == Outcome(Fate.SENT)
    assert [each.fields["message_id"] for each in post.stub.requests("deleteMessage")] == ["1", "2", "3"]


async def test_what_is_not_there_to_be_deleted_is_gone(post: Post) -> None:
    post.stub.then("deleteMessage", says(400, "Bad Request: message to delete not found"))
    assert await post.sender.delete(ANN, [1]) == Outcome(Fate.GONE)


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (says(403, "Forbidden: bot was blocked by the user"), Fate.BLOCKED),
        (says(500, "Internal Server Error"), Fate.UNSURE),
        (says(429, "Too Many Requests: retry after 3", retry_after=3), Fate.LATER),
    ],
)
async def test_deleting_stops_where_going_on_is_of_no_use(post: Post, answer: Answer, fate: Fate) -> None:
    post.stub.then("deleteMessages", answer)
    assert (await post.sender.delete(ANN, list(range(1, 301)))).fate is fate
    assert post.stub.methods == ["deleteMessages"]
    post.stub.asked.clear()
    post.now += 5
    post.stub.then("deleteMessages", says(400, "Bad Request: message can't be deleted"))
    post.stub.then("deleteMessage", answer)
    assert (await post.sender.delete(ANN, [1, 2])).fate is fate
    assert post.stub.methods == ["deleteMessages", "deleteMessage"]


async def test_a_group_is_left(post: Post) -> None:
    assert (await post.sender.leave(-100)).fate is Fate.SENT
    assert post.stub.asked[0].fields == {"chat_id": "-100"}


@pytest.mark.parametrize(
    ("screen", "as_caption"),
    [
        (Screen("<b>" + "a" * 4096 + "</b>"), False),
        (Screen("&amp;" * 4096), False),
        (Screen("🌊" * 2048), False),
        (Screen("<i>" + "🌊" * 512 + "</i>"), True),
        (Screen("", picture=b"x"), True),
        (Screen("a", rows=((("x", "d" * 64),),)), False),
        (Screen("a", rows=((("x", "https://example.org/" + "d" * 200),),)), False),
        (Screen("a", rows=((("x", "d"),) * 8,) * 12), False),
    ],
)
def test_what_just_fits_goes_out(screen: Screen, as_caption: bool) -> None:
    assert unfit(screen, as_caption) == ""


@pytest.mark.parametrize(
    ("screen", "flaw"),
    [
        (Screen("a" * 4097), "text too long"),
        (Screen("<b>" + "🌊" * 2048 + "</b>!"), "text too long"),
        (Screen("a" * 1025, picture=b"x"), "caption too long"),
        (Screen("🌊" * 512 + "!", picture=b"x"), "caption too long"),
        (Screen(""), "no text"),
        (Screen("<b> </b>"), "no text"),
        (Screen("a\ud83d"), "half a character"),
        (Screen("a", rows=((("\udc00", "d"),),)), "half a character"),
        (Screen("a", picture=b""), "picture of no use"),
        (Screen("a", picture=b"x" * (10 * 1024 * 1024 + 1)), "picture of no use"),
        (Screen("a", rows=((("x", "d"),),), keyboard=(("x",),)), "two keyboards"),
        (Screen("a", rows=((("x", "é" * 33),),)), "button of no use"),
        (Screen("a", rows=((("x", ""),),)), "button of no use"),
        (Screen("a", rows=(((" ", "d"),),)), "button of no use"),
        (Screen("a", rows=((("x", "d"),) * 9,)), "too many buttons"),
        (Screen("a", rows=((("x", "d"),) * 8,) * 13), "too many buttons"),
    ],
)
async def test_what_telegram_would_refuse_is_refused_beforehand_and_never_cut(
    post: Post, screen: Screen, flaw: str
) -> None:
    assert unfit(screen, screen.picture is not None) == flaw
    assert await post.sender.send(ANN, screen) == Outcome(Fate.REFUSED)
    assert await post.sender.edit(ANN, 8, screen, media=False) == Outcome(Fate.REFUSED)
    assert post.stub.asked == []
    assert post.seen == [("send", Fate.REFUSED), ("edit", Fate.REFUSED)]


async def test_words_that_are_too_long_for_a_picture_are_refused_before_its_words_are_edited(
    post: Post,
) -> None:
    assert await post.sender.edit(ANN, 8, Screen("a" * 1025), media=True) == Outcome(Fate.REFUSED)
    assert post.stub.asked == []


async def test_no_log_quotes_what_was_refused(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    for said in ('Bad Request: wrong thing "canary"', "Bad Request: can't parse entities: canary"):
        post.stub.then("sendMessage", says(400, said))
        await post.sender.send(ANN, Screen("canary"))
    await post.sender.send(ANN, Screen("canary" * 1000))
    out = capsys.readouterr().out
    assert "canary" not in out
    assert "Can't parse entities" in out


def test_each_error_of_the_library_has_a_meaning() -> None:
    def kinds(kind: type[TelegramError]) -> set[type[TelegramError]]:
        return {kind}.union(*(kinds(below) for below in kind.__subclasses__()))

    from bot.adapters.telegram.fates import outcome

    for kind in kinds(TelegramError):
        error = kind(5) if kind.__name__ in {"ChatMigrated", "RetryAfter"} else kind("said")  # type: ignore[arg-type]
        if kind.__name__ == "InvalidToken":
            with pytest.raises(TokenRefused):
                outcome(error)
        else:
            assert isinstance(outcome(error), Outcome)
