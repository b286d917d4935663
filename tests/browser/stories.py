"""Ready stories as somebody sees them who starts them on the page, looks around, and takes over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, expect

from bot.demo.desk import Desk
from bot.demo.live import LiveTown, lived
from bot.demo.telling import Tale, said
from bot.simulator import Person
from tests.browser.hands import Hands
from tests.browser.visitor import Visitor

LONG = 240_000  # milliseconds in which a story comes to its next stop, on a machine with much to do
LOOK, LOOKS = 0.05, 600  # seconds between two looks at the versions shown, and after how many it is wrong

VERSIONS = "phones => Object.fromEntries(phones.map(each => [each.dataset.person, each.dataset.version]))"

Looks = Callable[[], Awaitable[None]]


class HaltingDesk(Desk):
    """Tells stories at once, and pauses by itself at some of their steps, for somebody to look around."""

    def __init__(self, town: LiveTown) -> None:
        super().__init__(town, step=0)
        self.stops: Collection[int] = ()

    def say(self, caption: str) -> None:
        teller = self.teller
        if teller is not None and any(teller.now is teller.tale.steps[number] for number in self.stops):
            teller.going.clear()
        super().say(caption)


@asynccontextmanager
async def told(folder: Path) -> AsyncIterator[HaltingDesk]:
    """Open the demonstration's own town and desk."""
    async with lived(folder) as town:
        await town.open()
        desk = town.telegram.desk = HaltingDesk(town)
        running = asyncio.create_task(desk.run())
        try:
            yield desk
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


class Onlooker:
    """Somebody who starts stories on the page."""

    def __init__(self, visitor: Visitor, desk: HaltingDesk) -> None:
        self.visitor, self.desk, self.page = visitor, desk, visitor.page
        self.caption = self.page.locator("#bar .caption")

    def button(self, name: str) -> Locator:
        """Return a button of the bar: the bot has some of the same names."""
        return self.page.locator("#bar").get_by_role("button", name=name, exact=True)

    def phone(self, person: Person) -> Locator:
        """Return somebody's phone."""
        return self.page.locator(f".phone[data-person='{person.id}']")

    def somebody(self) -> Hands:
        """The hands of the first who has begun: Ana's, where the story is hers."""
        people = self.desk.telegram.people.values()
        return Hands(self.visitor, next(each for each in people if each.chat.started), self.desk.town.settle)

    async def begins(self, tale: Tale, stops: Collection[int] = ()) -> None:
        """Start a story from the menu, to be paused at these of its steps."""
        self.desk.stops = stops
        await self.button("Stories").click()
        title = self.page.get_by_role("group", name="Stories").locator(".control-name")
        await title.get_by_text(said(f"story-{tale.name}"), exact=True).click()

    async def follows(self, tale: Tale, stops: Collection[int], looks: Looks) -> None:
        """Start a story, look at the page at these of its steps and at its end."""
        await self.begins(tale, stops)
        for number in sorted(stops):
            await self.stops_at(tale, number)
            await looks()
            await self.button(said("story-go-on")).click()
        await expect(self.caption).to_have_text(said("told-over"), timeout=LONG)
        await self.rests()
        await looks()

    async def stops_at(self, tale: Tale, number: int) -> None:
        """Wait until the story is paused at this step, and every phone shows what its chat is."""
        await expect(self.button(said("story-go-on"))).to_be_visible(timeout=LONG)
        await expect(self.caption).to_have_text(said(tale.steps[number].caption), timeout=LONG)
        await self.rests()

    async def rests(self) -> None:
        """Wait until the page shows every chat as it is, though a story moves it to the end."""
        for _ in range(LOOKS):
            await self.desk.town.settle()
            shown = await self.page.locator(".phone").evaluate_all(VERSIONS)
            if all(
                shown[str(each.id)] == str(each.chat.version) for each in self.desk.telegram.people.values()
            ):
                return
            await asyncio.sleep(LOOK)
        raise AssertionError("the page never showed every chat as it is")

    async def takes_over(self, tale: Tale, number: int) -> None:
        """Stop a story at one of its steps, and go on by hand: words, buttons, and the clock."""
        await self.begins(tale, (number,))
        await self.stops_at(tale, number)
        await self.button(said("story-stop")).click()
        await expect(self.caption).to_have_text(said("told-stopped"))
        who = self.somebody()
        for words in ("/help", "/calm"):
            before = [bubble for bubble in who.person.phone if not bubble.mine]
            await who.says(words)
            assert [bubble for bubble in who.person.phone if not bubble.mine] != before, words
        at = self.desk.clock.now()
        async with self.page.expect_response(lambda answer: answer.url.endswith("/clock")):
            await (await self.clock_button("+1 day")).click()
        assert (self.desk.clock.now() - at).days == 1
        await self.rests()

    async def clock_button(self, name: str) -> Locator:
        """Return a button of the clock, out of its menu where there is little room."""
        button = self.button(name)
        if not await button.is_visible():
            await self.page.locator(".clock-button").click()
        return button
