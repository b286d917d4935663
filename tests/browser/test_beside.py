"""What stands beside the phones: the clock, troubles, stories and views, as the desk says."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.simulator import LocalTelegram
from tests.browser.conftest import Visit
from tests.browser.desks import Hosted
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def desk(local: LocalTelegram) -> Hosted:
    local.person("Ann"), local.person("Ben")
    local.desk = desk = Hosted(local)
    return desk


async def test_the_clock_is_turned_by_steps_and_to_a_date(
    desk: Hosted, local: LocalTelegram, visit: Visit
) -> None:
    visitor = await visit(local.url, zone="Europe/Berlin")
    page, time = visitor.page, visitor.page.locator(".clock-text .time")
    for step, clock in (("+1 min", "10:01"), ("+1 hour", "11:01"), ("+1 day", "11:01")):
        await page.get_by_role("button", name=step).click()
        await expect(time).to_have_text(clock)
    await page.get_by_role("button", name="To a date and time").click()
    await page.get_by_label("Date and time in Berlin").fill("2026-07-01T08:30")
    await page.get_by_role("button", name="Turn the clock").click()
    await expect(time).to_have_text("08:30")
    assert local.clock.now().isoformat() == "2026-07-01T06:30:00+00:00"


async def test_phones_stand_in_the_desk_s_order_with_their_own_times(
    desk: Hosted, local: LocalTelegram, visit: Visit
) -> None:
    visitor = await visit(local.url)
    await expect(visitor.page.locator(".owner h2")).to_have_text(["Ben", "Ann"])
    await expect(visitor.page.locator(".owner .where")).to_have_text(["London 09:00", "Tokyo 18:00"])


async def test_a_story_is_begun_told_and_stopped(desk: Hosted, local: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(local.url)
    page = visitor.page
    await expect(page.get_by_role("button", name="Stop here")).to_have_count(0)
    await page.get_by_role("button", name="Stories").click()
    await page.get_by_role("button", name="A first evening").click()
    await expect(page.get_by_text("Ann begins, alone.")).to_be_visible()
    await page.get_by_role("button", name="Stop here").click()
    await expect(page.get_by_text("Ann begins, alone.")).to_have_count(0)
    assert desk.pressed == ["first", "stop"]


async def test_troubles_are_switches_and_show_that_they_are_on(
    desk: Hosted, local: LocalTelegram, visit: Visit
) -> None:
    visitor = await visit(local.url, PHONE)
    page = visitor.page
    await page.get_by_role("button", name="Trouble").press("Enter")
    switch = page.get_by_role("button", name="Telegram is slow")
    await expect(switch).to_have_attribute("aria-pressed", "false")
    await switch.press("Enter")
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await expect(switch).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Trouble")).to_be_focused()
    assert [fault.name for fault in local.faults.waiting] == ["slow"]


async def test_what_stays_hidden_is_shown_on_demand(desk: Hosted, local: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(local.url)
    page, view = visitor.page, visitor.page.get_by_role("complementary", name="What stays hidden")
    await expect(view).to_have_count(0)
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("button", name="What stays hidden").click()
    await expect(view.get_by_role("region", name="Ann").locator(".released")).to_contain_text("Your page")
    await visitor.picture("hidden")
    await view.get_by_role("button", name="Close").click()
    await expect(view).to_have_count(0)


async def test_two_worlds_are_the_same_until_they_differ(
    desk: Hosted, local: LocalTelegram, visit: Visit
) -> None:
    visitor = await visit(local.url)
    page, view = visitor.page, visitor.page.get_by_role("region", name="Two worlds")
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("button", name="Two worlds").click()
    await expect(view).to_contain_text("both had said yes, and the page went out.")
    await visitor.picture("worlds")
    slider = view.get_by_role("slider")
    await slider.press("ArrowLeft")
    await expect(view).to_contain_text("Moment 2 of 3: the same on both phones, to the byte (824 bytes).")
    for side in ("Ben answers", "Ben is silent"):
        await expect(view.get_by_role("region", name=side).locator(".msg:not(.going)")).to_have_count(2)


async def test_the_page_finds_its_telegram_again(desk: Hosted, local: LocalTelegram, visit: Visit) -> None:
    visitor = await visit(local.url)
    await local.stop()
    away = visitor.page.get_by_text("does not answer")
    await expect(away).to_be_visible()
    local.person("Cleo")
    await local.start()
    await expect(visitor.phone("Cleo")).to_be_visible()
    await expect(away).to_have_count(0)
    assert not any("INCOMPLETE" in each for each in visitor.complaints)  # the line was ended, not cut
    visitor.complaints.clear()  # the browser's own about an address where nobody answers
