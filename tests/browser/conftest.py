"""One browser for all tests, and pages that must stay quiet: no errors, nothing from elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.simulator import LocalTelegram
from tests.browser.desks import TownDesk
from tests.browser.visitor import DESKTOP, MISSING, PATIENCE, Visitor, launched
from tests.town import Town, town

REQUIRED = "EVENKEEL_BROWSER_TESTS"  # "required": without a browser the tests fail

Visit = Callable[..., Coroutine[Any, Any, Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if shutil.which("chromium") is None:
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    async with launched() as browser:
        yield browser


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


@pytest_asyncio.fixture(loop_scope="session")
async def here() -> AsyncIterator[Town]:
    """The real bot behind the phones."""
    async with town() as here:
        here.telegram.desk = TownDesk(here)
        yield here
