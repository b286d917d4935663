"""People and their phones: what they can do, what they see, and what the bot hears of it."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.simulator import LocalTelegram, Person
from bot.simulator.pictures import DOT
from tests.simulator.conftest import TOKEN, Caller


async def heard(call: Caller) -> list[dict[str, Any]]:
    updates: list[dict[str, Any]] = await call.result("getUpdates")
    await call.result("getUpdates", offset=updates[-1]["update_id"] + 1 if updates else 0)
    return updates


def inline(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label.lower()} for label in labels]]}


async def test_a_link_with_a_code_starts_the_bot(local: LocalTelegram, call: Caller) -> None:
    ann = local.person("Ann")
    await ann.opens("https://t.me/evenkeel_bot?start=CODE-1")
    await ann.opens("tg://resolve?domain=evenkeel_bot&start=CODE-2")
    await ann.opens("https://t.me/evenkeel_bot")
    await ann.opens("https://example.org/elsewhere")
    assert [update["message"]["text"] for update in await heard(call)] == ["/start CODE-1", "/start CODE-2"]
    with pytest.raises(AssertionError, match="leads to no bot"):
        await ann.opens("https://t.me/nobody_bot?start=x")
    with pytest.raises(ValueError, match="start parameter"):
        await ann.starts("not allowed!")


async def test_people_may_act_before_the_bot_has_said_anything(local: LocalTelegram, session: Any) -> None:
    ann = local.person("Ann")
    await ann.starts()
    group = local.group("Family", [ann])
    call = Caller(session, local.url)
    assert len(await heard(call)) == 3
    assert (await call.result("getChatMember", chat_id=group.id, user_id=123456))["status"] == "member"


async def test_who_blocks_hears_nothing_and_who_starts_again_hears_all(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    ann.blocks()
    (update,) = await heard(call)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await call.refusal("sendMessage", chat_id=ann.id, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await ann.says("x")
    await ann.starts()
    back, start = await heard(call)
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"
    await call.result("sendMessage", chat_id=ann.id, text="x")


async def test_a_deleted_account_is_deactivated(local: LocalTelegram, ann: Person, call: Caller) -> None:
    ann.deletes_account()
    assert await heard(call) == []
    assert await call.refusal("sendMessage", chat_id=ann.id, text="x") == (
        403,
        "Forbidden: user is deactivated",
    )


async def test_the_newest_of_several_equal_buttons_is_tapped(ann: Person, call: Caller) -> None:
    for _ in range(2):
        await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup=inline("Next"))
    await ann.taps("Next")
    (update,) = await heard(call)
    assert update["callback_query"]["message"]["message_id"] == 3
    assert update["callback_query"]["message"]["reply_markup"] == inline("Next")


async def test_link_and_disabled_buttons_tell_the_bot_nothing(ann: Person, call: Caller) -> None:
    row = [{"text": "Site", "url": "https://example.org/"}, {"text": "Gone", "disabled": {}}]
    await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup={"inline_keyboard": [row]})
    await ann.taps("Site")
    await ann.taps("Gone")
    assert await heard(call) == []


async def test_a_keyboard_goes_with_its_message(ann: Person, call: Caller) -> None:
    board = {"keyboard": [["Today"]]}
    sent = await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup=board)
    assert ann.keyboard == ["Today"]
    await call.result("deleteMessage", chat_id=ann.id, message_id=sent["message_id"])
    assert ann.keyboard == []
    await call.result(
        "sendMessage", chat_id=ann.id, text="x", reply_markup=board | {"one_time_keyboard": True}
    )
    await ann.taps("Today")
    assert ann.keyboard == []
    await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup=board)
    await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup={"remove_keyboard": True})
    assert ann.keyboard == []


async def test_an_answered_tap_cannot_be_answered_again(ann: Person, call: Caller) -> None:
    await ann.taps_data(1, "x")
    (update,) = await heard(call)
    query = update["callback_query"]["id"]
    assert (
        await call.result("answerCallbackQuery", callback_query_id=query, text="Once", show_alert=True)
        is True
    )
    assert (await call.refusal("answerCallbackQuery", callback_query_id=query))[0] == 400
    assert [(notice.text, notice.alert) for notice in ann.notices] == [("Once", True)]


async def test_history_keeps_every_version(ann: Person, call: Caller) -> None:
    await ann.says("first")
    await ann.says_edited(2, "second")
    await call.result("deleteMessage", chat_id=ann.id, message_id=2)
    assert [(bubble.text, bubble.deleted) for bubble in ann.history[1:]] == [
        ("first", False),
        ("second", False),
        ("second", True),
    ]
    assert [bubble.text for bubble in ann.phone] == ["/start"]


async def test_an_edit_without_keyboard_drops_the_buttons(ann: Person, call: Caller) -> None:
    sent = await call.result("sendMessage", chat_id=ann.id, text="x", reply_markup=inline("Next"))
    await call.result("editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="y")
    assert ann.phone[-1].labels == []


async def test_a_text_turns_into_a_picture(ann: Person, call: Caller, local: LocalTelegram) -> None:
    file = local.world.files.keep("photo", DOT)
    sent = await call.result("sendMessage", chat_id=ann.id, text="x")
    media = {"type": "photo", "media": file.id, "caption": "Your month", "has_spoiler": True}
    await call.result("editMessageMedia", chat_id=ann.id, message_id=sent["message_id"], media=media)
    bubble = ann.phone[-1]
    assert (bubble.kind, bubble.photo, bubble.caption, bubble.spoiler, bubble.edited) == (
        "photo",
        DOT,
        "Your month",
        True,
        True,
    )


async def test_two_people_see_only_their_own_chats(local: LocalTelegram, ann: Person, call: Caller) -> None:
    ben = local.person("Ben")
    await ben.starts()
    before = ben.phone
    await call.result("sendMessage", chat_id=ann.id, text="Only for Ann")
    assert ben.phone == before


async def test_in_groups_the_bot_hears_only_what_is_meant_for_it(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    ben = local.person("Ben")
    group = local.group("Family", [ann, ben])
    added, service = await heard(call)
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == local.bot(TOKEN).id
    sent = await call.result("sendMessage", chat_id=group.id, text="Only in private")
    await group.says("not for you")
    await group.says("/help", by=ben)
    await group.says("/help@other_bot")
    await group.says("hello @evenkeel_bot")
    await group.seen_by(ben).says("an answer", reply_to=sent["message_id"])
    words = [update["message"]["text"] for update in await heard(call)]
    assert words == ["/help", "hello @evenkeel_bot", "an answer"]
    assert (await call.result("leaveChat", chat_id=group.id)) is True
    await group.says("/help")
    (left,) = await heard(call)
    assert left["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert [bubble.mine for bubble in group.seen_by(ben).phone if bubble.text == "/help"] == [True, False]


async def test_protected_messages_cannot_be_passed_on(ann: Person, call: Caller) -> None:
    await call.result("sendMessage", chat_id=ann.id, text="x", protect_content=True)
    assert ann.phone[-1].protected
    assert (await call.refusal("forwardMessage", chat_id=ann.id, from_chat_id=ann.id, message_id=2))[0] == 400


SCREEN = """\
╭────────────────────────────────────────────╮
│ Evenkeel                                   │
├────────────────────────────────────────────┤
│                                 ╭────────╮ │
│                                 │ /start │ │
│                                 ╰─ 09:00 ╯ │
│                                            │
│ ╭──────────────────────────────╮           │
│ │ A quiet notebook for hard    │           │
│ │ times 🌿 between two adults. │           │
│ │                              │           │
│ │ Nobody watches it.           │           │
│ ╰──────────────── 09:00 edited ╯           │
│ [Start] [Help]                             │
│                                            │
│ ╭──────────────────╮                       │
│ │ ▣ photo (hidden) │                       │
│ │ Your month       │                       │
│ ╰─────────── 09:00 ╯                       │
├────────────────────────────────────────────┤
│ [Today] [Calm]                             │
│ [Break] [Help]                             │
╰────────────────────────────────────────────╯"""


async def test_the_screen_can_be_read(local: LocalTelegram, ann: Person, call: Caller) -> None:
    text = "A quiet notebook for hard times 🌿 between two adults.\n\nNobody watches it."
    await call.result("sendMessage", chat_id=ann.id, text="Draft", reply_markup=inline("Start", "Help"))
    await call.result(
        "editMessageText", chat_id=ann.id, message_id=2, text=text, reply_markup=inline("Start", "Help")
    )
    board = {"keyboard": [["Today", "Calm"], ["Break", "Help"]]}
    file = local.world.files.keep("photo", DOT)
    await call.result(
        "sendPhoto", chat_id=ann.id, photo=file.id, caption="Your month", has_spoiler=True, reply_markup=board
    )
    assert ann.screen() == SCREEN, "\n" + ann.screen()
    assert "10:00" in ann.screen(zone=ZoneInfo("Europe/Berlin"))
    assert "No messages here yet." in local.person("Ben").screen(width=30)
