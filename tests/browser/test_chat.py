"""What a chat shows and lets one do, whatever bot it is with."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.simulator import LocalTelegram, Person
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.simulator.conftest import TOKEN, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")
Buttons = list[list[dict[str, str]]]


def inline(*rows: list[str]) -> dict[str, Buttons]:
    return {"inline_keyboard": [[{"text": each, "callback_data": each} for each in row] for row in rows]}


class Room:
    """Ann and Ben, the bot's side of the wire, and the page."""

    def __init__(
        self, local: LocalTelegram, call: Caller, visitor: Visitor, ann: Person, ben: Person
    ) -> None:
        self.local, self.call, self.visitor, self.ann, self.ben = local, call, visitor, ann, ben
        self.phone = visitor.phone("Ann")
        self.bubbles = visitor.bubbles("Ann")
        self.box = self.phone.get_by_role("textbox")

    async def sends(self, text: str, **more: object) -> int:
        sent = await self.call.result("sendMessage", chat_id=self.ann.id, text=text, **more)
        await self.caught_up()
        return int(sent["message_id"])

    async def edits(self, message: int, text: str, **more: object) -> None:
        where = {"chat_id": self.ann.id, "message_id": message}
        await self.call.result("editMessageText", **where, text=text, **more)
        await self.caught_up()

    async def deletes(self, message: int) -> None:
        await self.call.result("deleteMessage", chat_id=self.ann.id, message_id=message)
        await self.caught_up()

    async def caught_up(self) -> None:
        await expect(self.phone).to_have_attribute("data-version", str(self.ann.chat.version))

    async def acted(self, version: int) -> None:
        """Wait until the chat has gone beyond this version, here and on the page."""
        while self.ann.chat.version <= version:
            await self.visitor.page.wait_for_timeout(10)
        await self.caught_up()

    @property
    def heard(self) -> list[dict[str, Any]]:
        """The updates that wait for the bot."""
        return [update.as_json() for update in self.local.bot(TOKEN).queue.waiting()]


@pytest_asyncio.fixture(loop_scope="session")
async def room(local: LocalTelegram, visit: Visit) -> AsyncIterator[Room]:
    local.bot(TOKEN)
    ann, ben = local.person("Ann"), local.person("Ben")
    await ann.starts()
    local.bot(TOKEN).queue.clear()
    async with aiohttp.ClientSession() as session:
        yield Room(local, Caller(session, local.url), await visit(local.url), ann, ben)


async def test_words_are_shown_with_their_marks_and_never_as_html(room: Room) -> None:
    await room.sends(
        "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code</code> "
        "<blockquote>said</blockquote> &lt;img src=x onerror=alert(1)&gt;",
        parse_mode="HTML",
    )
    words = room.bubbles.last.locator(".words")
    for tag, text in (
        ("strong", "bold"),
        ("em", "italic"),
        ("u", "under"),
        ("s", "struck"),
        ("code", "code"),
    ):
        await expect(words.locator(tag)).to_have_text(text)
    await expect(words.locator("blockquote")).to_have_text("said")
    await expect(words).to_contain_text("<img src=x onerror=alert(1)>")


async def test_a_spoiler_opens_on_a_tap_and_stays_open_when_the_message_is_edited(room: Room) -> None:
    number = await room.sends("The word is <tg-spoiler>harbour</tg-spoiler>.", parse_mode="HTML")
    cover = room.phone.get_by_role("button", name="Hidden words")
    await expect(room.phone.get_by_text("harbour")).to_have_css("opacity", "0")
    await cover.press("Enter")
    await expect(room.phone.get_by_text("harbour")).to_have_css("opacity", "1")
    keys = inline(["Fine"])
    await room.edits(
        number, "The word is <tg-spoiler>harbour</tg-spoiler>.", parse_mode="HTML", reply_markup=keys
    )
    await expect(cover).to_have_count(0)


async def test_an_edit_changes_a_message_in_its_place_and_touches_no_other(room: Room) -> None:
    first = await room.sends("One", reply_markup=inline(["Yes", "No"]))
    await room.sends("Two")
    page = room.visitor.page
    await page.evaluate("document.querySelectorAll('.msg, .bubble').forEach((one, at) => { one.mark = at })")
    button = room.phone.get_by_role("button", name="Yes")
    await button.focus()
    await room.edits(first, "One, but different", reply_markup=inline(["Yes", "No"]))
    await expect(room.bubbles).to_have_text(
        [re.compile("/start"), re.compile("One, but different.*edited"), re.compile("Two")]
    )
    assert await page.evaluate(
        "[...document.querySelectorAll('.msg, .bubble')].map((one) => one.mark ?? null)"
    ) == [
        *(0, 1, 2, None, 4, 5)  # only the words that changed are new
    ]
    await expect(button).to_be_focused()


async def test_the_focus_is_never_lost(room: Room) -> None:
    number = await room.sends("One", reply_markup=inline(["Yes"], ["No"]))
    await room.phone.get_by_role("button", name="No").focus()
    await room.edits(number, "One", reply_markup=inline(["Yes"]))
    await expect(room.phone.get_by_role("button", name="Yes")).to_be_focused()
    await room.deletes(number)
    await expect(room.box).to_be_focused()


async def test_a_deleted_message_goes(room: Room) -> None:
    number = await room.sends("Soon gone")
    await room.deletes(number)
    await expect(room.phone.get_by_text("Soon gone")).to_have_count(0)


async def test_a_tap_is_heard_and_its_answer_flits_by_or_must_be_read(room: Room) -> None:
    await room.sends("Choose", reply_markup=inline(["Left"]))
    for alert in (False, True):
        await room.visitor.taps("Ann", "Left")
        while not room.heard:
            await room.visitor.page.wait_for_timeout(10)
        tap = room.heard[-1]["callback_query"]["id"]
        room.local.bot(TOKEN).queue.clear()
        await room.call.result("answerCallbackQuery", callback_query_id=tap, text="Noted.", show_alert=alert)
        if alert:
            dialog = room.visitor.page.get_by_role("alertdialog")
            await expect(dialog).to_contain_text("Noted.")
            await dialog.get_by_role("button", name="OK").press("Enter")
            await expect(dialog).to_have_count(0)
        else:
            await expect(room.phone.get_by_role("status")).to_have_text("Noted.")


async def test_words_are_sent_changed_and_answered_by_keyboard(room: Room) -> None:
    await room.sends("How was it?")
    version = room.ann.chat.version
    await room.box.fill("Good")
    await room.box.press("Shift+Enter")
    await room.box.press_sequentially("enough")
    await room.box.press("Enter")
    await room.acted(version)
    assert room.ann.phone[-1].text == "Good\nenough"
    await room.box.press("ArrowUp")
    await expect(room.box).to_have_value("Good\nenough")
    version = room.ann.chat.version
    await room.box.fill("Better")
    await room.box.press("Enter")
    await room.acted(version)
    assert (room.ann.phone[-1].text, room.ann.phone[-1].edited) == ("Better", True)
    version = room.ann.chat.version
    await room.box.press("Control+ArrowUp")
    await room.box.press("Control+ArrowUp")
    await room.box.fill("To that")
    await room.box.press("Enter")
    await room.acted(version)
    assert room.ann.phone[-1].reply_to == room.ann.phone[1].id
    await expect(room.bubbles.last.locator(".reply-quote")).to_contain_text("How was it?")


async def test_the_keyboard_below_sends_its_words_and_folds_away(room: Room) -> None:
    rows = [[{"text": "Today"}, {"text": "Calm"}]]
    await room.sends("Below", reply_markup={"keyboard": rows, "input_field_placeholder": "Or write"})
    await expect(room.box).to_have_attribute("placeholder", "Or write")
    version = room.ann.chat.version
    await room.visitor.taps("Ann", "Calm")
    await room.acted(version)
    assert room.ann.phone[-1].text == "Calm"
    toggle = room.phone.get_by_role("button", name="The bot’s keyboard")
    await toggle.click()
    await expect(room.phone.get_by_role("button", name="Calm")).to_have_count(0)


async def test_the_menu_lists_the_commands_and_a_slash_finds_them(room: Room) -> None:
    commands = [{"command": "today", "description": "Now"}, {"command": "calm", "description": "Breathe"}]
    await room.call.result("setMyCommands", commands=commands)
    await room.sends("Look")
    version = room.ann.chat.version
    await room.phone.get_by_role("button", name="Menu of commands").press("Enter")
    await expect(room.phone.get_by_role("menuitem")).to_have_text(
        [re.compile("/today.*Now"), re.compile("/calm.*Breathe")]
    )
    await room.visitor.page.keyboard.press("ArrowDown")
    await room.visitor.page.keyboard.press("Enter")
    await room.acted(version)
    assert room.ann.phone[-1].text == "/calm"
    await room.box.fill("/to")
    await expect(
        room.phone.get_by_role("group", name="Commands that fit").get_by_role("button")
    ).to_have_count(1)


async def test_anything_can_be_sent(room: Room) -> None:
    things = ("Photo", "Voice message", "Sticker", "File", "Location", "Contact", "Poll", "Forwarded message")
    for what in things:
        version = room.ann.chat.version
        await room.phone.get_by_role("button", name="Attach").click()
        await room.phone.get_by_role("menuitem", name=what).click()
        await room.acted(version)
    kinds = [bubble.kind for bubble in room.ann.phone[1:]]
    assert kinds == ["photo", "voice", "sticker", "document", "location", "contact", "poll", "text"]
    await expect(room.bubbles.nth(1).get_by_role("img", name="Photo")).to_be_visible()
    await expect(room.bubbles.last).to_contain_text("Forwarded from Somebody")
    await room.visitor.picture("sent")


async def test_protected_words_cannot_be_copied(room: Room) -> None:
    await room.sends("Only to be read", protect_content=True)
    await expect(room.bubbles.last.locator(".words")).to_have_css("user-select", "none")
    await room.bubbles.last.locator(".bubble").click(button="right")
    await expect(room.phone.get_by_role("menuitem", name="Cannot be copied")).to_have_attribute(
        "aria-disabled", "true"
    )


async def test_nobody_takes_protected_words_along_with_others(room: Room) -> None:
    await room.sends("Free")
    await room.sends("Only to be read", protect_content=True)
    taken = await room.visitor.page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.querySelector(".log"));
          return getSelection().toString();
        }"""
    )
    assert "Free" in taken and "Only to be read" not in taken


async def test_the_bot_is_seen_typing_until_it_writes(room: Room) -> None:
    await room.call.result("sendChatAction", chat_id=room.ann.id, action="typing")
    await expect(room.phone.locator(".under")).to_have_text("typing…")
    await room.sends("There")
    await expect(room.phone.locator(".under")).to_have_text("bot")


async def test_a_blocked_bot_is_let_in_again(room: Room) -> None:
    await room.phone.get_by_role("button", name="More").click()
    await room.phone.get_by_role("menuitem", name="Block the bot").click()
    await room.phone.get_by_role("button", name="Unblock").click()
    await expect(room.box).to_be_visible()
    assert not room.ann.chat.blocked


async def test_a_locked_phone_shows_what_a_bystander_reads(room: Room) -> None:
    await room.phone.get_by_role("button", name="Lock Ann’s phone").click()
    await room.sends("See you at <tg-spoiler>nine</tg-spoiler>.", parse_mode="HTML")
    notifications = room.phone.get_by_role("list", name="Notifications")
    await expect(notifications).to_contain_text("See you at ▒▒▒▒.")
    await room.visitor.picture("bystander")
    await room.phone.get_by_role("button", name="Show words").click()
    await expect(notifications).to_contain_text("New message")
    await expect(notifications).not_to_contain_text("See you")
    await room.phone.get_by_role("button", name="Unlock").click()
    await expect(room.box).to_be_focused()
    await room.phone.get_by_role("button", name="Lock Ann’s phone").click()
    await expect(notifications).to_contain_text("No new messages")


async def test_who_reads_further_up_stays_there_and_is_led_down_by_an_arrow(room: Room) -> None:
    for number in range(30):
        await room.call.result("sendMessage", chat_id=room.ann.id, text=f"Line {number}\nand more")
    await room.caught_up()
    log = room.phone.get_by_role("log")
    await log.evaluate("(log) => log.scrollTo(0, 0)")
    await room.sends("The newest")
    arrow = room.phone.get_by_role("button", name="To the newest message: 1 new")
    assert await log.evaluate("(log) => log.scrollTop") == 0
    await arrow.click()
    await expect(room.phone.get_by_text("The newest")).to_be_in_viewport()
    await expect(arrow).to_have_count(0)


async def test_the_date_floats_for_those_who_read_further_up_alone(room: Room) -> None:
    tall = await room.sends("A tall one\n" * 60)
    log = room.phone.locator(".log")
    await room.edits(tall, "Still tall\n" * 40)
    assert "scrolling" not in str(await log.get_attribute("class"))
    await log.hover()
    await room.visitor.page.mouse.wheel(0, -200)
    await expect(room.phone.locator(".log.scrolling")).to_have_count(1)
    await expect(room.phone.locator(".log.scrolling")).to_have_count(0)


async def test_the_bot_is_added_to_a_group_and_hears_what_is_meant_for_it(room: Room) -> None:
    await room.phone.get_by_role("button", name="More").click()
    await room.phone.get_by_role("menuitem", name="Add the bot to a group").click()
    group = room.visitor.page.get_by_role("region", name="Group: Ann’s group")
    await expect(group.locator(".service")).to_have_text("Ann added Evenkeel")
    await expect(group.locator(".under")).to_have_text("3 members")
    version = room.local.groups[min(room.local.groups)].chat.version
    await group.get_by_role("textbox").fill("/help")
    await group.get_by_role("textbox").press("Enter")
    await expect(group.locator(".msg").last).to_contain_text("Ann: /help")
    (made,) = room.local.groups.values()
    assert made.chat.version > version
    await room.call.result("sendMessage", chat_id=made.id, text="Here I keep silent.")
    await room.call.result("leaveChat", chat_id=made.id)
    await expect(group.locator(".service").last).to_have_text("Evenkeel left")
    await expect(group.locator(".under")).to_have_text("2 members")
    await room.visitor.picture("group")


async def test_days_are_those_of_the_reader(local: LocalTelegram, room: Room, visit: Visit) -> None:
    local.clock.turn_by(timedelta(hours=13))  # 22:00 in UTC is tomorrow morning in Tokyo
    await room.sends("Late")
    visitor = await visit(local.url, zone="Asia/Tokyo")
    tokyo = visitor.phone("Ann")
    await expect(tokyo.locator(".date")).to_have_text(["Yesterday", "Today"])
    await expect(tokyo.locator("time").last).to_have_text("07:00")


async def test_words_run_the_way_they_are_written(room: Room) -> None:
    await room.sends("שלום, מה שלומך?")
    await expect(room.bubbles.last.locator(".words")).to_have_css("direction", "rtl")
    await room.sends("All is well.")
    await expect(room.bubbles.last.locator(".words")).to_have_css("direction", "ltr")
    await room.visitor.picture("both-ways")


async def test_a_link_into_telegram_is_opened_on_the_phone_that_is_chosen(room: Room) -> None:
    await room.sends("Come: https://t.me/evenkeel_bot?start=CODE")
    await room.phone.get_by_role("link").click()
    await room.visitor.page.get_by_role("button", name="On Ben’s phone").click()
    await room.visitor.sees("Ben", "/start CODE")
    await expect(room.visitor.phone("Ben").get_by_role("textbox")).to_be_focused()


async def test_a_fourth_person_gets_a_phone(room: Room) -> None:
    page = room.visitor.page
    await page.get_by_role("button", name="One more person").click()
    await page.get_by_role("textbox", name="Name").fill("נועה")
    await page.get_by_role("combobox").select_option("he")
    await page.get_by_role("button", name="Give them a phone").click()
    await room.visitor.taps("נועה", "START")
    await room.visitor.sees("נועה", "/start")


async def test_the_newest_message_stays_in_sight_while_the_keyboard_opens_below(room: Room) -> None:
    for number in range(12):
        await room.call.result("sendMessage", chat_id=room.ann.id, text=f"Line {number}\nand more")
    rows = [[{"text": f"{row} {each}"} for each in range(3)] for row in range(4)]
    await room.sends("The newest", reply_markup={"keyboard": rows})
    await expect(room.phone.get_by_text("The newest")).to_be_in_viewport(ratio=1)
    toggle = room.phone.get_by_role("button", name="The bot’s keyboard")
    for _ in range(2):
        await toggle.click()
        await expect(room.phone.get_by_text("The newest")).to_be_in_viewport(ratio=1)
