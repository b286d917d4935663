"""Somebody in front of the page: what they see and do, and what must stay quiet behind it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
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

SHOTS = "EVENKEEL_SCREENSHOTS"  # a folder for pictures of the page
MISSING = "there is no chromium here; Debian has it: apt-get install chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60_000  # milliseconds; only somebody who waits in vain waits so long
DESKTOP, PHONE = (1440, 900), (390, 844)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser of this machine. Raises LookupError where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise LookupError(MISSING)
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        await browser.close()


class Visitor:
    """Somebody in front of the page."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        self.pictures = 0
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
            self.pictures += 1
            path = Path(folder)
            path.mkdir(parents=True, exist_ok=True)
            await self.page.screenshot(path=path / f"{name}.png")

    async def violations(self) -> list[str]:
        """Return what stands in somebody's way, as axe sees it."""
        results = await Axe().run(self.page)
        return [
            f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
            for each in results.response["violations"]
            for node in each["nodes"]
        ]
