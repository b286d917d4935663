"""A first evening by clicking alone, against the real bot."""

import pytest
from playwright.async_api import expect

from tests.browser import byhand
from tests.browser.conftest import Visit
from tests.browser.hands import Keys, hands_of
from tests.browser.visitor import DESKTOP, PHONE
from tests.town import Town, shapes

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_first_evening_by_clicking(here: Town, visit: Visit, size: tuple[int, int]) -> None:
    ann = here.someone("Ann")
    visitor = await visit(here.telegram.url, size)
    await byhand.first_evening(hands_of(visitor, ann))
    assert ann.typed == []


async def test_a_first_evening_without_a_mouse(here: Town, visit: Visit) -> None:
    ann = here.someone("Ann")
    visitor = await visit(here.telegram.url, PHONE, "dark", still=True)
    await byhand.first_evening(Keys(visitor, ann.person, here.settle))
    assert ann.typed == []


async def test_a_link_made_on_one_phone_opens_on_the_other(here: Town, visit: Visit) -> None:
    ann, ben = await here.settled("Ann", "hurt", "London"), here.someone("Ben")
    visitor = await visit(here.telegram.url)
    anns, bens = hands_of(visitor, ann), hands_of(visitor, ben)
    await anns.says("/invite")
    await anns.taps("invite-make")
    await anns.phone.get_by_role("button", name=ann.label("invite-send")).click()
    await visitor.picture("open-on")
    async with visitor.page.expect_response(lambda answer: answer.url.endswith("/opens")):
        await visitor.page.get_by_role("dialog").get_by_role("button", name="On Ben’s phone").click()
    await bens.sees_all()
    assert ben.offers("begin")
    await expect(bens.phone.get_by_role("button", name=ben.label("begin"), exact=True)).to_be_visible()
    await bens.taps("begin", "agree")
    await visitor.picture("invited")


async def test_a_turned_clock_brings_what_comes_due(here: Town, visit: Visit) -> None:
    ann = await here.settled("Ann", "hurt", "London")
    visitor = await visit(here.telegram.url)
    assert ann.knocks == 0
    async with visitor.page.expect_response(lambda answer: answer.url.endswith("/clock")):
        await visitor.page.get_by_role("button", name="+1 day").click()
    await hands_of(visitor, ann).sees_all()
    assert ann.knocks == 1
    knock = visitor.bubbles("Ann").filter(has_text=shapes()["knock"])
    await expect(knock).to_be_visible()
    await expect(visitor.phone("Ann").get_by_text("Yesterday")).to_be_visible()
    await visitor.phone("Ann").get_by_role("button", name="Lock Ann’s phone").click()
    await expect(visitor.phone("Ann").get_by_role("list", name="Notifications")).to_contain_text(
        shapes()["knock"]
    )
    await visitor.picture("locked")
