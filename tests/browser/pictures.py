"""Draws the README's pictures from the real page: `python -m tests.browser.pictures docs`."""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Locator, Page

from bot.demo.desk import Desk
from bot.demo.live import LiveTown, lived
from bot.demo.stories.two import KEPT, SHARED
from bot.demo.telling import Tale, Teller, said
from bot.demo.worlds import compared, played
from bot.domain.session import session
from bot.services.therapy.session import paper
from tests.browser.visitor import launched
from tests.pictures.test_sheets import ANA, JON, RENDERER, copies
from tests.pictures.test_sheets import write as words

COLOURS = 160
WIDE, TALL = (1440, 940), (1440, 1250)
SMALL, HALF = (1100, 940), (715, 611)
PLAIN = ".clock-group, .menus, .ends, [aria-label^='Dr Low'] { display: none !important }"
"""For the animated picture: the hour, what is said of it, and two phones."""
QUIET = 0.5  # seconds in which what has changed is drawn
STILL, LAST = 1500, 4000  # milliseconds that a frame of the animated picture stands
SAFE = (3, 2, 4, 3, 4, 3, 5, 2, 3, 4, 5, 5)
HONEST = (5, 6, 5, None, 6, 5, 7, 4, 5, 6, 6, 7)
DAY = tuple(each.caption for each in SHARED.steps if each.caption.startswith("friday-"))


@dataclass
class Drawing(Teller):
    """Tells a story and looks at the page after each thing that is done in some of its steps."""

    page: Page | None = None
    wanted: tuple[str, ...] = ()
    frames: list[bytes] = field(default_factory=list)

    async def _pause(self, seconds: float) -> None:
        if self.page is not None and self.now is not None and self.now.caption in self.wanted:
            await asyncio.sleep(QUIET)
            shot = await self.page.screenshot()
            if not self.frames or shot != self.frames[-1]:
                self.frames.append(shot)


def until(tale: Tale, caption: str) -> Tale:
    """Return a story that ends with this step."""
    names = [each.caption for each in tale.steps]
    return replace(tale, steps=tale.steps[: names.index(caption) + 1])


def write(path: Path, png: bytes) -> None:
    """Write a picture with few colours: a third of the bytes, and no difference to be seen."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    sys.stdout.write(f"{path}  {path.stat().st_size // 1000} kB\n")


def animate(path: Path, frames: list[bytes]) -> None:
    """Write an animated picture; each frame stands long enough to be read."""
    small = [Image.open(io.BytesIO(frame)).convert("RGB").resize(HALF) for frame in frames]
    strip = Image.new("RGB", (HALF[0], HALF[1] * len(small)))
    for number, picture in enumerate(small):
        strip.paste(picture, (0, HALF[1] * number))
    colours = strip.quantize(
        96, dither=Image.Dither.NONE
    )  # the same for all, so that what stands, stands still
    first, *rest = [picture.quantize(palette=colours, dither=Image.Dither.NONE) for picture in small]
    times = [STILL] * len(rest) + [LAST]
    first.save(path, save_all=True, append_images=rest, duration=times, loop=0, optimize=True)
    sys.stdout.write(f"{path}  {path.stat().st_size // 1000} kB, {len(frames)} frames\n")


@asynccontextmanager
async def shown(town: LiveTown, size: tuple[int, int]) -> AsyncIterator[Page]:
    """Open the page in a browser, with nothing that moves."""
    async with launched() as browser:
        page = await browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            color_scheme="light",
            bypass_csp=True,  # the page forbids styles that are not its own
        )
        await page.goto(f"{town.telegram.url}/")
        await page.wait_for_selector("html[data-ready]")
        yield page


def phone(page: Page, name: str) -> Locator:
    """Return somebody's phone."""
    return page.get_by_role("region", name=f"{name}’s phone")


async def draw(folder: Path, town: LiveTown) -> None:
    """Draw all pictures into a folder."""
    desk = town.telegram.desk = Desk(town, step=0)
    running = asyncio.create_task(desk.run())
    try:
        await _week(folder, town, desk)
        await _sheet(folder)
        await _day(folder, town, desk)
        await _worlds(folder, town, desk)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _week(folder: Path, town: LiveTown, desk: Desk) -> None:
    async with shown(town, WIDE) as page:
        await Teller(town, until(SHARED, "shared-release"), desk.say, step=0).tell()
        await asyncio.sleep(2 * QUIET)
        write(folder / "three-phones.png", await page.screenshot())
        await page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
        await asyncio.sleep(2 * QUIET)
        write(folder / "joint-summary.png", await phone(page, "Ana").screenshot())


async def _sheet(folder: Path) -> None:
    """Draw the page for a session as it comes out on paper, after twelve weeks."""
    rated = zip(copies(ANA, JON, weeks=len(SAFE)), SAFE, HONEST, strict=True)
    weeks = [replace(each, values=(safe, honest)) for each, safe, honest in rated]
    write(folder / "therapists-page.png", await RENDERER.draw(paper([session(weeks)], words), "en"))


async def _day(folder: Path, town: LiveTown, desk: Desk) -> None:
    async with shown(town, SMALL) as page:
        await page.add_style_tag(content=PLAIN)
        teller = Drawing(town, until(KEPT, DAY[-1]), desk.say, step=0, page=page, wanted=DAY)
        await teller.tell()
        animate(folder / "day.gif", teller.frames)


async def _worlds(folder: Path, town: LiveTown, desk: Desk) -> None:
    desk.say(said("told-welcome"))
    desk.worlds._data = compared(await played(), await played(silent="Jon"))
    async with shown(town, WIDE) as page:
        await page.get_by_role("button", name="Views").click()
        await page.get_by_role("button", name="Two worlds").click()
        await asyncio.sleep(2 * QUIET)
        write(folder / "two-worlds.png", await page.screenshot())


async def main(folder: Path) -> None:
    """Open a town and draw it."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        async with lived(Path(scratch)) as town:
            await town.open()
            await draw(folder, town)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", default="docs", type=Path)
    try:
        asyncio.run(main(options.parse_args().folder))
    except LookupError as missing:  # there is no chromium
        sys.exit(str(missing))
