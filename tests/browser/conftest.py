"""One browser for all tests, and pages that must stay quiet: no errors, nothing from elsewhere."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)

from bot.simulator import LocalTelegram

REQUIRED = "EVENKEEL_BROWSER_TESTS"  # "required": without a browser the tests fail
SHOTS = "EVENKEEL_SCREENSHOTS"  # a folder for pictures of the page
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 20_000  # milliseconds
DESKTOP, PHONE = (1440, 900), (390, 844)

Visit = Callable[..., Coroutine[Any, Any, "Visitor"]]


class Visitor:
    """Somebody in front of the page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("pageerror", self._broke)
        page.on("console", self._heard)
        page.on("request", self._asked)

    def _broke(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _heard(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            self.complaints.append(line.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.complaints.append(f"fetched from elsewhere: {request.url}")

    def leaves(self) -> None:
        """Listen no longer: somebody else uses the same page."""
        self.page.remove_listener("pageerror", self._broke)
        self.page.remove_listener("console", self._heard)
        self.page.remove_listener("request", self._asked)

    async def opens(self) -> None:
        await self.page.goto(f"{self.url}/")
        await self.page.wait_for_selector("html[data-ready]")

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"{name}’s phone")

    def bubbles(self, name: str) -> Locator:
        return self.phone(name).locator(".msg:not(.going)")

    async def taps(self, name: str, label: str) -> None:
        """Tap the newest button with this label on somebody's phone."""
        await self.phone(name).get_by_role("button", name=label, exact=True).last.click()

    async def says(self, name: str, text: str) -> None:
        box = self.phone(name).get_by_role("textbox")
        await box.fill(text)
        await box.press("Enter")

    async def sees(self, name: str, text: str) -> None:
        """Wait until somebody's chat shows these words."""
        await expect(self.bubbles(name).filter(has_text=text).last).to_be_visible()

    async def picture(self, name: str) -> None:
        """Keep a picture of the page, if there is a folder for them."""
        folder = os.environ.get(SHOTS)
        if folder:
            await asyncio.sleep(0.3)  # what fades in has done so
            path = Path(folder)
            path.mkdir(parents=True, exist_ok=True)
            await self.page.screenshot(path=path / f"{name}.png")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "there is no chromium here; Debian has it: apt-get install chromium"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Page]:
    """A page to use again: a new one takes a second, a visit in it a tenth of that."""
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, window: Page) -> AsyncIterator[Visit]:
    """Opens the page; at the end it must have been quiet. A time zone takes a page of its own."""
    visitors: list[Visitor] = []
    async with AsyncExitStack() as stack:

        async def opened(
            url: str,
            size: tuple[int, int] = DESKTOP,
            colours: Literal["light", "dark"] = "light",
            still: bool = False,
            zone: str = "",
        ) -> Visitor:
            page = window
            if zone:
                context = await browser.new_context(timezone_id=zone)
                context.set_default_timeout(PATIENCE)
                stack.push_async_callback(context.close)
                page = await context.new_page()
            await page.set_viewport_size({"width": size[0], "height": size[1]})
            motion: Literal["reduce", "no-preference"] = "reduce" if still else "no-preference"
            await page.emulate_media(color_scheme=colours, reduced_motion=motion)
            visitor = Visitor(page, url)
            visitors.append(visitor)
            await visitor.opens()
            return visitor

        yield opened
    for visitor in visitors:
        assert visitor.complaints == []
        visitor.leaves()
    await window.goto("about:blank")


@pytest_asyncio.fixture(loop_scope="session")
async def local() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram
