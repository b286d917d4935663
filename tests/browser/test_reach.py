"""The page for everybody: screen readers, keyboards, large letters, still pictures, both colour schemes."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.simulator import LocalTelegram
from tests.browser.conftest import Visit
from tests.browser.desks import Hosted
from tests.browser.visitor import DESKTOP, PHONE
from tests.simulator.conftest import TOKEN, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")
WORDS = (
    "<b>Bold</b>, <i>italic</i>, <code>code</code>, <a href='https://t.me/evenkeel_bot?start=A'>a link</a>, "
    "<tg-spoiler>hidden</tg-spoiler>, /today\n<blockquote>And they said:\nit was late.</blockquote>"
)
STYLES = ("primary", "success", "danger")


@pytest_asyncio.fixture(loop_scope="session")
async def full(local: LocalTelegram) -> LocalTelegram:
    """A telegram with something of everything in its chats."""
    local.bot(TOKEN)
    ann, ben = local.person("Ann"), local.person("Ben")
    await ann.starts()
    async with aiohttp.ClientSession() as session:
        call = Caller(session, local.url)
        commands = [{"command": "today", "description": "Your moment"}]
        await call.result("setMyCommands", commands=commands)
        await call.result("setMyDescription", description="A quiet notebook for two.")
        rows: list[list[dict[str, str]]] = [
            [{"text": each, "callback_data": each, "style": each} for each in STYLES],
            [
                {"text": "Plain", "callback_data": "plain"},
                {"text": "Send", "url": "https://t.me/share/url?url=a"},
            ],
        ]
        markup: dict[str, Any] = {"inline_keyboard": rows}
        said: dict[str, Any] = {"chat_id": ann.id, "protect_content": True, "parse_mode": "HTML"}
        await call.result("sendMessage", **said, text=WORDS, reply_markup=markup)
        below = {"keyboard": [[{"text": "Today"}, {"text": "Calm"}]]}
        await call.result("sendMessage", chat_id=ann.id, text="שלום", reply_markup=below)
    first = await ann.says("An answer", reply_to=2)
    await ann.says_edited(first, "A better answer")
    await ann.sends_photo(caption="With words")
    for send in (ann.sends_photo, ann.sends_voice, ann.sends_sticker):
        await send()
    await ann.sends_document(b"%PDF", "page.pdf")
    await ann.reacts(2, "❤")
    local.desk = Hosted(local)
    assert ben.phone == []
    return local


async def test_both_colour_schemes_stand_in_nobody_s_way(full: LocalTelegram, visit: Visit) -> None:
    for size, colours in ((PHONE, "light"), (DESKTOP, "dark")):
        visitor = await visit(full.url, size, colours, still=True)
        await visitor.picture(f"all-{colours}-{size[0]}")
        assert await visitor.violations() == []


@pytest.mark.parametrize(
    ("size", "colours"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone-dark", "desktop-light"]
)
async def test_nothing_stands_in_anybody_s_way(
    full: LocalTelegram, visit: Visit, size: tuple[int, int], colours: str
) -> None:
    visitor = await visit(full.url, size, colours, still=True)
    page, name = visitor.page, f"{colours}-{size[0]}"
    await visitor.picture(f"all-{name}")
    ann = visitor.phone("Ann")
    if size == PHONE:
        await page.get_by_role("navigation").get_by_role("button", name="Ann").click()
    await ann.get_by_role("log").evaluate("(log) => log.scrollTo(0, 0)")
    await visitor.picture(f"top-{name}")
    assert await visitor.violations() == []
    for opens, picture in (("Attach", "attach"), ("Menu of commands", "commands")):
        await ann.get_by_role("button", name=opens).click()
        await visitor.picture(f"{picture}-{name}")
    assert await visitor.violations() == []
    await page.keyboard.press("Escape")
    for group in ("Stories", "Trouble"):
        await page.get_by_role("button", name=group).click()
        await visitor.picture(f"{group.lower()}-{name}")
    assert await visitor.violations() == []
    await page.keyboard.press("Escape")
    await ann.get_by_role("button", name="Lock Ann’s phone").click()
    await page.get_by_role("button", name="One more person").click()
    await visitor.picture(f"one-more-{name}")
    assert await visitor.violations() == []


async def test_views_stand_in_nobody_s_way(full: LocalTelegram, visit: Visit) -> None:
    for size in (DESKTOP, PHONE):
        visitor = await visit(full.url, size, still=True)
        for view in ("What stays hidden", "Two worlds"):
            await visitor.page.get_by_role("button", name="Views").click()
            await visitor.page.get_by_role("button", name=view).click()
            await expect(visitor.page.get_by_role("heading", name=view)).to_be_visible()
            await visitor.picture(f"{view.replace(' ', '-').lower()}-{size[0]}")
            assert await visitor.violations() == []


async def test_however_many_phones_there_are_each_is_as_wide_as_a_narrow_screen(
    full: LocalTelegram, visit: Visit
) -> None:
    for name in ("Dr Low", "Cat", "Dan", "A stranger"):
        await full.person(name).starts()
    visitor = await visit(full.url, PHONE)
    tabs = visitor.page.get_by_role("navigation", name="Phones")
    for name in ("A stranger", "Ann"):
        tab = tabs.get_by_role("button", name=name)
        await tab.click()
        await expect(tab).to_be_in_viewport(ratio=1)
        box = await visitor.phone(name).bounding_box()
        assert box
        assert (box["x"], box["width"]) == (0, PHONE[0])


async def test_everything_is_reached_by_tab_and_seen_to_be(full: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(full.url)
    page, reached = visitor.page, set()
    for _ in range(90):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => {
              const one = document.activeElement, style = getComputedStyle(one);
              if (one === document.body) return null;
              const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return [one.getAttribute("aria-label") || one.textContent.trim(), ring];
            }"""
        )
        if found is None:
            break
        assert found[1], f"no ring around {found[0]}"
        reached.add(found[0])
    wanted = {
        "To the phones", "+1 hour", "To a date and time", "Stories", "Trouble", "Views", "One more person",
        "Lock Ann’s phone", "More", "Hidden words: show them", "a link", "Plain", "Message from Ann",
        "Attach", "Menu of commands", "Today", "START",
    }  # fmt: skip
    assert wanted <= reached


async def test_a_chat_is_lived_by_keyboard_alone(full: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(full.url)
    page, ben = visitor.page, visitor.phone("Ben")
    start = ben.get_by_role("button", name="START")
    for _ in range(90):
        if await start.evaluate("(one) => one === document.activeElement"):
            break
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(ben.get_by_role("textbox")).to_be_focused()
    await page.keyboard.type("Here I am")
    await page.keyboard.press("Enter")
    await visitor.sees("Ben", "Here I am")
    await expect(ben.get_by_role("textbox")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_what_is_tapped_is_large_enough(
    full: LocalTelegram, visit: Visit, size: tuple[int, int]
) -> None:
    visitor = await visit(full.url, size)
    small = await visitor.page.evaluate(
        """() => [...document.querySelectorAll("button:not(.in-text), input, select, textarea, a.file")]
          .filter((one) => one.checkVisibility() && !one.closest(".words"))
          .map((one) => [one.getAttribute("aria-label") || one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.width > 1 && (box.width < 43.5 || box.height < 43.5))
          .map(([name, box]) => `${name}: ${box.width} by ${box.height}`)"""
    )
    assert small == []


@pytest.mark.parametrize("how", ["zoom", "letters"])
async def test_twice_as_large_still_fits(full: LocalTelegram, visit: Visit, how: str) -> None:
    visitor = await visit(full.url, (640, 450) if how == "zoom" else (1280, 900))
    if how == "letters":
        await visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
    await expect(visitor.page.get_by_role("navigation", name="Phones")).to_be_visible()
    await visitor.picture(f"large-{how}")
    wide = await visitor.page.evaluate(
        """() => [...document.querySelectorAll(".bar, .chat-head, .composer, .words, .key, .below-key")]
          .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 2)
          .map((one) => `${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)"""
    )
    assert wide == []
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_nothing_moves_for_those_who_want_it_still(full: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(full.url, still=True)
    moving = "document.getAnimations().length"
    await full.people[next(iter(full.people))].says("Still")
    await visitor.sees("Ann", "Still")
    assert await visitor.page.evaluate(moving) == 0


async def test_colours_follow_the_machine_until_they_are_chosen(full: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(full.url, colours="dark")
    scheme = "getComputedStyle(document.body).backgroundColor"
    dark = await visitor.page.evaluate(scheme)
    await visitor.page.get_by_role("button", name="Colours").click()
    light = await visitor.page.evaluate(scheme)
    assert light != dark
    await visitor.opens()
    assert await visitor.page.evaluate(scheme) == light
    await visitor.page.get_by_role("button", name="Colours").click()
    assert await visitor.page.evaluate(scheme) == dark


async def test_a_screen_reader_hears_who_wrote_what(full: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(full.url)
    log = visitor.phone("Ann").get_by_role("log", name="Ann’s chat with Evenkeel")
    await expect(log.locator(".msg").nth(1)).to_contain_text("Evenkeel: ")
    await expect(log.locator(".msg").nth(3)).to_contain_text("Ann: ")
