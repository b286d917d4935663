"""What is answered at once, what is stored, and in which order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.adapters.telegram.inbound import read
from bot.adapters.telegram.intake import Intake, Junk
from bot.services.flow.incoming import Unreadable
from bot.services.ports import Fate, Outcome
from tests.telegram.stub import (
    ANN,
    ANN_SHE,
    NOW,
    Hand,
    Inbox,
    Stub,
    Words,
    says,
    tapped,
    telegram,
    wrote,
)


@dataclass
class Desk:
    stub: Stub
    intake: Intake
    inbox: Inbox
    hand: Hand
    words: Words
    stored: list[int] = field(default_factory=list)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with telegram() as (stub, bot):
        inbox, hand, words, stored = Inbox(), Hand(), Words(), list[int]()
        intake = Intake(
            bot, inbox, hand, words, clock=lambda: NOW, on_stored=lambda: stored.append(len(inbox.rows))
        )
        yield Desk(stub, intake, inbox, hand, words, stored)
        await intake.close()


async def test_an_update_is_stored_whole_in_its_chats_lane(desk: Desk) -> None:
    update = wrote(5, "I sat down")
    await desk.intake.take(update)
    assert desk.inbox.rows == [(5, ANN, {"update": update, "answered": None})]
    assert desk.stored == [1]
    assert desk.hand.done == []


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("/calm", "calm"),
        ("/help", "help"),
        ("/Help@evenkeel_bot now", "help"),
        ("Calm", "calm"),
        ("Help", "help"),
    ],
)
async def test_calm_and_help_are_answered_before_they_are_stored(desk: Desk, text: str, screen: str) -> None:
    desk.inbox.before = lambda: desk.hand.done.append(("store", 0, ""))
    await desk.intake.take(wrote(5, text))
    assert desk.hand.done == [("send", ANN, f"{screen} in en"), ("store", 0, "")]
    assert desk.inbox.answered(5) == 901


@pytest.mark.parametrize("data", ["calm", "calm.racing.1", "help", "help.gb"])
async def test_a_tap_on_calm_or_help_turns_that_message_into_it(desk: Desk, data: str) -> None:
    await desk.intake.take(tapped(5, data))
    await desk.intake.close()
    assert desk.hand.done == [("edit", 8, f"{data} in en")]
    assert desk.inbox.answered(5) == 8
    assert desk.stub.methods == ["answerCallbackQuery"]


async def test_it_answers_in_the_language_that_telegram_reports(desk: Desk) -> None:
    await desk.intake.take(wrote(5, "Ruhe", **{"from": ANN_SHE | {"language_code": "de"}}))
    assert desk.hand.done == [("send", ANN, "calm in de")]


@pytest.mark.parametrize("text", ["calm", "please help", "/today", "/calmer", ""])
async def test_nothing_else_is_answered_here(desk: Desk, text: str) -> None:
    await desk.intake.take(wrote(5, text))
    assert desk.hand.done == []
    assert desk.inbox.answered(5) is None


@pytest.mark.parametrize("data", ["rate.abc.7", "calming.abc.1", "helper", "hidden", ""])
async def test_other_buttons_wait_for_the_conversation(desk: Desk, data: str) -> None:
    await desk.intake.take(tapped(5, data))
    assert desk.hand.done == []


async def test_in_a_group_nothing_is_answered(desk: Desk) -> None:
    room = {"id": -100, "type": "group", "title": "Family"}
    await desk.intake.take(wrote(5, "/help", chat=room))
    await desk.intake.take(tapped(6, "help", chat=room))
    await desk.intake.take(wrote(7, "/help", **{"from": ANN_SHE | {"is_bot": True}}))
    assert desk.hand.done == []
    assert [chat for _, chat, _ in desk.inbox.rows] == [-100, -100, ANN]


async def test_a_picture_cannot_become_help_so_help_comes_below_it(desk: Desk) -> None:
    await desk.intake.take(tapped(5, "help", photo=[{"file_id": "a"}]))
    assert desk.hand.done == [("send", ANN, "help in en")]


@pytest.mark.parametrize("fate", [Fate.GONE, Fate.REFUSED])
async def test_where_the_message_cannot_be_edited_help_comes_anew(desk: Desk, fate: Fate) -> None:
    desk.hand.fates.append(Outcome(fate))
    await desk.intake.take(tapped(5, "help"))
    assert [kind for kind, *_ in desk.hand.done] == ["edit", "send"]
    assert desk.inbox.answered(5) == 902


@pytest.mark.parametrize("fate", [Fate.BLOCKED, Fate.LATER, Fate.UNSURE])
async def test_an_answer_that_did_not_go_out_is_left_to_the_queue(desk: Desk, fate: Fate) -> None:
    desk.hand.fates.append(Outcome(fate))
    await desk.intake.take(wrote(5, "/help"))
    assert desk.inbox.answered(5) is None


async def test_static_words_that_fail_do_not_keep_an_update_out(desk: Desk) -> None:
    desk.words.broken = True
    await desk.intake.take(wrote(5, "/help"))
    assert desk.inbox.ids == [5]
    assert desk.inbox.answered(5) is None


async def test_an_unknown_static_screen_is_left_to_the_conversation(desk: Desk) -> None:
    await desk.intake.take(tapped(5, "help.unknown"))
    assert desk.hand.done == []
    assert desk.inbox.answered(5) is None


async def test_hide_takes_the_message_away(desk: Desk) -> None:
    await desk.intake.take(tapped(5, "hide"))
    assert desk.hand.done == [("delete", ANN, [8])]
    assert desk.inbox.answered(5) == 8


async def test_calm_and_help_come_with_the_store_down_and_only_once(desk: Desk) -> None:
    desk.inbox.broken = True
    for update in (wrote(5, "/calm"), tapped(6, "help")):
        for _ in range(3):
            with pytest.raises(OSError, match="disk full"):
                await desk.intake.take(update)
    await desk.intake.close()
    assert desk.hand.done == [("send", ANN, "calm in en"), ("edit", 8, "help in en")]
    assert desk.stub.methods == ["answerCallbackQuery"]
    desk.inbox.broken = False
    await desk.intake.take(wrote(5, "/calm"))
    await desk.intake.take(tapped(6, "help"))
    assert len(desk.hand.done) == 2
    assert (desk.inbox.answered(5), desk.inbox.answered(6)) == (901, 8)


async def test_the_same_update_twice_at_once_is_answered_once(desk: Desk) -> None:
    await asyncio.gather(*(desk.intake.take(wrote(5, "/calm")) for _ in range(5)))
    assert len(desk.hand.done) == 1
    assert desk.inbox.ids == [5]


async def test_what_another_process_has_answered_is_not_left_in_the_chat_twice(desk: Desk) -> None:
    other = Hand()
    bot: Any = None  # nothing is tapped
    second = Intake(bot, desk.inbox, other, desk.words, clock=lambda: NOW)
    await desk.intake.take(wrote(5, "/calm"))
    for _ in range(2):
        await second.take(wrote(5, "/calm"))
    await desk.intake.take(wrote(5, "/calm"))
    await asyncio.gather(desk.intake.close(), second.close())
    assert desk.inbox.answered(5) == 901
    assert desk.hand.done == [("send", ANN, "calm in en")]
    assert other.done == [("send", ANN, "calm in en"), ("delete", ANN, [901])]


async def test_an_answer_that_may_have_been_stored_is_never_taken_back(desk: Desk) -> None:
    keep = desk.inbox.receive

    async def lost_on_the_way_back(*given: Any) -> Any:
        await keep(*given)
        desk.inbox.receive = keep  # type: ignore[method-assign]
        raise OSError("the database went away after the commit")

    desk.inbox.receive = lost_on_the_way_back  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="after the commit"):
        await desk.intake.take(wrote(5, "/calm"))
    await desk.intake.take(wrote(5, "/calm"))
    await desk.intake.close()
    assert desk.hand.done == [("send", ANN, "calm in en")]


async def test_a_tap_is_acknowledged_once_it_is_stored_and_not_before(desk: Desk) -> None:
    desk.inbox.broken = True
    with pytest.raises(OSError, match="disk full"):
        await desk.intake.take(tapped(5, "rate.abc.7"))
    await desk.intake.close()
    assert desk.stub.asked == []
    desk.inbox.broken = False
    await desk.intake.take(tapped(5, "rate.abc.7"))
    await desk.intake.close()
    (asked,) = desk.stub.asked
    assert asked.fields == {"callback_query_id": "q5"}


async def test_an_acknowledgement_that_comes_too_late_is_nobodys_trouble(desk: Desk) -> None:
    desk.stub.then("answerCallbackQuery", says(400, "Bad Request: query is too old"))
    await desk.intake.take(tapped(5, "rate.abc.7"))
    await desk.intake.close()
    assert desk.inbox.ids == [5]


def deep() -> dict[str, Any]:
    nest: dict[str, Any] = {}
    for _ in range(5000):
        nest = {"a": nest}
    return {"update_id": 1, "message": nest}


@pytest.mark.parametrize(
    ("raw", "chat"),
    [
        ({"update_id": 1}, 0),
        ({"update_id": 1, "message": None}, 0),
        ({"update_id": 1, "message": {"chat": {"id": "x"}}}, 0),
        ({"update_id": 1, "message": {"chat": {"id": 2**70}}}, 0),
        ({"update_id": 1, "poll_answer": {"user": {"id": 3}}}, 0),
        ({"update_id": 1, "news_of_next_year": {"chat": {"id": 3}}}, 3),
        ({"update_id": 1, "callback_query": {"from": {"id": 3}, "data": "help"}}, 3),
        ({"update_id": 1, "message": {"chat": {"id": 3, "type": "private"}, "text": "\ud800"}}, 3),
        (deep(), 0),
    ],
)
async def test_junk_is_stored_too(desk: Desk, raw: dict[str, Any], chat: int) -> None:
    await desk.intake.take(raw)
    ((number, lane, payload),) = desk.inbox.rows
    assert (number, lane) == (1, chat)
    if chat == 0:
        with pytest.raises(Unreadable):
            read(payload)


@pytest.mark.parametrize(
    "raw", [None, "x", [], {}, {"update_id": "1"}, {"update_id": True}, {"update_id": 2**80}]
)
async def test_what_has_no_id_is_refused(desk: Desk, raw: object) -> None:
    with pytest.raises(Junk):
        await desk.intake.take(raw)
    assert desk.inbox.rows == []


async def test_answers_kept_in_mind_do_not_grow_for_ever(desk: Desk) -> None:
    for number in range(1100):
        await desk.intake.answer(wrote(number, "/calm", chat={"id": number, "type": "private"}))
    await desk.intake.answer(wrote(1099, "/calm", chat={"id": 1099, "type": "private"}))
    assert len(desk.hand.done) == 1100
