"""A first evening by clicking alone, against the real bot."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.simulator import OwnDesk
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.town import Resident, Town, shapes, town

pytestmark = pytest.mark.asyncio(loop_scope="session")


class TownDesk(OwnDesk):
    """The clock stops at everything that comes due on the way."""

    def __init__(self, here: Town) -> None:
        super().__init__(here.telegram)
        self.here = here

    async def turn(self, to: datetime) -> None:
        await self.here.until(to)

    def state(self) -> Mapping[str, Any]:
        return {"zones": dict.fromkeys(self.here.telegram.people, "Europe/London")}


@pytest_asyncio.fixture(loop_scope="session")
async def here() -> AsyncIterator[Town]:
    async with town() as here:
        here.telegram.desk = TownDesk(here)
        yield here


class Hands:
    """Somebody's hands on their phone in the page; after each touch everything settles, there and here."""

    def __init__(self, visitor: Visitor, who: Resident) -> None:
        self.visitor, self.who, self.name = visitor, who, who.person.name
        self.phone = visitor.phone(self.name)

    async def sees_all(self) -> None:
        """Wait until the page shows what the chat is now."""
        await self.who.town.settle()
        await expect(self.phone).to_have_attribute("data-version", str(self.who.person.chat.version))

    async def touches(self, label: str) -> None:
        async with self.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            await self.phone.get_by_role("button", name=label, exact=True).last.click()
        await self.sees_all()

    async def taps(self, *keys: str) -> None:
        """Tap buttons, by the keys of their texts."""
        for key in keys:
            await self.touches(self.who.label(key))

    async def says(self, text: str) -> None:
        async with self.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            await self.visitor.says(self.name, text)
        await self.sees_all()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_first_evening_by_clicking(here: Town, visit: Visit, size: tuple[int, int]) -> None:
    ann = here.someone("Ann")
    visitor = await visit(here.telegram.url, size)
    hands = Hands(visitor, ann)
    await hands.touches("START")
    await visitor.picture(f"first-{size[0]}")
    await hands.taps("begin", "agree", "Ann", "hour-now")
    await visitor.picture(f"rating-{size[0]}")
    await hands.taps("5", "enough-tonight")
    assert ann.typed == []
    await visitor.sees("Ann", "Four buttons are below")
    await hands.taps("keyboard-today")
    await visitor.picture(f"evening-{size[0]}")
    await expect(hands.phone.get_by_role("group", name="keyboard").get_by_role("button")).to_have_count(4)


async def test_a_link_made_on_one_phone_opens_on_the_other(here: Town, visit: Visit) -> None:
    ann, ben = await here.settled("Ann", "hurt", "London"), here.someone("Ben")
    visitor = await visit(here.telegram.url)
    anns, bens = Hands(visitor, ann), Hands(visitor, ben)
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
    await Hands(visitor, ann).sees_all()
    assert ann.knocks == 1
    knock = visitor.bubbles("Ann").filter(has_text=shapes()["knock"])
    await expect(knock).to_be_visible()
    await expect(visitor.phone("Ann").get_by_text("Yesterday")).to_be_visible()
    await visitor.phone("Ann").get_by_role("button", name="Lock Ann’s phone").click()
    await expect(visitor.phone("Ann").get_by_role("list", name="Notifications")).to_contain_text(
        shapes()["knock"]
    )
    await visitor.picture("locked")
