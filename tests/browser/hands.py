"""Somebody's hands on their phone in the page; after each touch everything settles, there and here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page, expect

from bot.simulator import Person
from tests.browser.visitor import Visitor
from tests.town import Resident, label_on

MANY = 150  # more presses of Tab than lead once around the page


class Hands:
    """What one person does on the page, by clicking and typing alone."""

    def __init__(self, visitor: Visitor, person: Person, settle: Callable[[], Awaitable[None]]) -> None:
        self.visitor, self.person, self.name, self.settle = visitor, person, person.name, settle
        self.phone = visitor.phone(self.name)

    async def sees_all(self) -> None:
        """Wait until the page shows what the chat is now."""
        await self.settle()
        await expect(self.phone).to_have_attribute("data-version", str(self.person.chat.version))

    async def takes_up(self) -> None:
        """Bring the phone to the front, where there is room for one only."""
        if not await self.phone.is_visible():
            phones = self.visitor.page.get_by_role("navigation", name="Phones")
            await phones.get_by_role("button", name=self.name).click()

    async def touches(self, label: str) -> None:
        await self.takes_up()
        async with self.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            await self.phone.get_by_role("button", name=label, exact=True).last.click()
        await self.sees_all()

    def offers(self, key: str) -> bool:
        """Whether there is a button for this, by the key of its text."""
        return label_on(self.person, key) in [each for bubble in self.person.phone for each in bubble.labels]

    async def taps(self, *keys: str) -> None:
        """Tap buttons, by the keys of their texts."""
        for key in keys:
            await self.touches(label_on(self.person, key))

    async def says(self, text: str) -> None:
        await self.takes_up()
        async with self.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            await self.visitor.says(self.name, text)
        await self.sees_all()

    async def looks(self, what: str) -> None:
        """Keep a picture of the page, if there is a folder for them."""
        size = self.visitor.page.viewport_size or {"width": 0}
        await self.visitor.picture(f"{what}-{self.name}-{size['width']}")

    def bubble(self, text: str) -> Locator:
        """The newest bubble of the bot with these words."""
        return self.visitor.bubbles(self.name).filter(has_text=text).last


class Keys(Hands):
    """What one person does on the page without a mouse."""

    async def touches(self, label: str) -> None:
        button = self.phone.get_by_role("button", name=label, exact=True).last
        await expect(button).to_be_visible()
        for _ in range(MANY):
            if await button.evaluate("(one) => one === document.activeElement"):
                break
            await self.visitor.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"no Tab leads to “{label}”")
        async with self.visitor.page.expect_response(lambda answer: answer.request.method == "POST"):
            await self.visitor.page.keyboard.press("Enter")
        await self.sees_all()


def hands_of(visitor: Visitor, who: Resident) -> Hands:
    """Return the hands of somebody in a small town."""
    return Hands(visitor, who.person, who.town.settle)


async def turn_to(page: Page, clock: str) -> None:
    """Turn the page's clock to a date and time, as `2026-03-07T10:01`."""
    picker = page.get_by_role("button", name="To a date and time")
    if not await picker.is_visible():
        await page.locator(".clock-button").click()
    await picker.click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("input").fill(clock)
    async with page.expect_response(lambda answer: answer.url.endswith("/clock")):
        await dialog.get_by_role("button", name="Turn the clock").click()
