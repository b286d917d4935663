"""What became of a request, and what is refused before it is made."""

from __future__ import annotations

import asyncio
import time

import pytest
from telegram.error import TelegramError

from bot.adapters.telegram.fates import UNREACHED, TokenRefused
from bot.adapters.telegram.outbound import TelegramSender, unfit
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.transport import connect
from bot.services.ports import Fate, Outcome, Screen
from tests.telegram.conftest import PLAIN, Post
from tests.telegram.stub import ANN, TOKEN, Answer, body, drops, hangs, result, says, telegram

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
