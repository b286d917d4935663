"""Every ready story from the menu and everything by hand, at both sizes, looked at again and again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from playwright.async_api import Browser

from bot.demo.stories import STORIES
from bot.demo.telling import Tale
from tests.browser import byhand, caseload
from tests.browser.desks import TownDesk
from tests.browser.hands import Hands, hands_of
from tests.browser.runs import NEVER, Figures, Share, run
from tests.browser.stories import Onlooker, told
from tests.browser.visitor import PATIENCE, PHONE, Visitor, launched
from tests.longruns import Run
from tests.town import Town, town

SIZES = (PHONE, (1280, 900))
LOOKS = 3  # at how many steps of a story somebody looks around, besides its end


def nothing() -> Figures:
    """Return figures of a run in which nothing was found yet."""
    return Counter(dict.fromkeys(NEVER, 0))


@asynccontextmanager
async def visited(
    browser: Browser, url: str, size: tuple[int, int], draw: random.Random, figures: Figures
) -> AsyncIterator[Visitor]:
    """Open a window of its own, light or dark, and count what it complained of."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=draw.choice(("light", "dark")),
        reduced_motion=draw.choice(("reduce", "no-preference")),
    )
    context.set_default_timeout(4 * PATIENCE)
    visitor = Visitor(await context.new_page(), url)
    await visitor.opens()
    yield visitor
    elsewhere = sum(each.startswith("fetched from elsewhere") for each in visitor.complaints)
    figures["fetched from elsewhere"] += elsewhere
    figures["errors on the page"] += len(visitor.complaints) - elsewhere
    figures["pictures"] += visitor.pictures
    for each in visitor.complaints:
        print(f"    {each[:300]}", flush=True)
    await context.close()


async def looked(visitor: Visitor, name: str, figures: Figures) -> None:
    """Look at the page as it is: by axe, and in a picture."""
    found = await visitor.violations()
    figures["looked at"] += 1
    figures["in somebody's way"] += len(found)
    for each in found:
        print(f"    {name}: {each[:300]}", flush=True)
    await visitor.picture(name)


async def both_sizes(
    share: Share, figures: Figures, once: Callable[[Browser, tuple[int, int], random.Random], Awaitable[None]]
) -> Figures:
    """Do something at both sizes, and again while there is time."""
    draw = random.Random(share.seed)
    async with launched() as browser:
        while not figures["rounds"] or share.left() > 0:
            for size in SIZES:
                await once(browser, size, draw)
            figures["rounds"] += 1
    return figures


def telling(tale: Tale) -> Run:
    """Return the long run of a story: told to its end, and taken over anywhere in the middle."""

    async def tells(share: Share) -> Figures:
        figures = nothing()

        async def once(browser: Browser, size: tuple[int, int], draw: random.Random) -> None:
            async with visited(browser, desk.telegram.url, size, draw, figures) as visitor:
                onlooker = Onlooker(visitor, desk)
                steps = range(1, len(tale.steps))
                stops = sorted(draw.sample(steps, min(LOOKS, len(steps))))
                names = iter([*(f"{each:02}" for each in stops), "end"])

                async def looks() -> None:
                    await looked(visitor, f"{tale.name}-{size[0]}-{next(names)}", figures)

                await onlooker.follows(tale, stops, looks)
                figures["told to the end"] += 1
                await onlooker.takes_over(tale, draw.choice(steps))
                await looked(visitor, f"{tale.name}-{size[0]}-by-hand", figures)
                figures["taken over"] += 1
                figures["troubles of the bot"] += len(desk.town.troubles)

        async with told(share.folder) as desk:
            return await both_sizes(share, figures, once)

    return tells


def handling(what: str, does: Callable[[Town, Visitor], Awaitable[None]]) -> Run:
    """Return the long run of something done by hand."""

    async def handles(share: Share) -> Figures:
        figures = nothing()

        async def once(browser: Browser, size: tuple[int, int], draw: random.Random) -> None:
            async with (
                by_hand() as here,
                visited(browser, here.telegram.url, size, draw, figures) as visitor,
            ):
                await does(here, visitor)
                await looked(visitor, f"{what}-{size[0]}-end", figures)
                figures["by hand"] += 1

        return await both_sizes(share, figures, once)

    return handles


@asynccontextmanager
async def by_hand() -> AsyncIterator[Town]:
    """Open a small town with its own desk."""
    async with town() as here:
        here.telegram.desk = TownDesk(here)
        yield here


async def evening(here: Town, visitor: Visitor) -> None:
    """A first evening, from START."""
    ann = here.someone("Ann")
    await visitor.opens()
    await byhand.first_evening(hands_of(visitor, ann))


async def couple(here: Town, visitor: Visitor) -> tuple[Hands, Hands]:
    """Two who are linked."""
    ann, ben = await here.couple()
    await visitor.opens()
    return hands_of(visitor, ann), hands_of(visitor, ben)


async def shared(here: Town, visitor: Visitor) -> None:
    """A week that both share."""
    await byhand.both_share(*await couple(here, visitor))


async def kept(here: Town, visitor: Visitor) -> None:
    """A week that one keeps."""
    await byhand.one_keeps(*await couple(here, visitor))


for _tale in STORIES:
    run(_tale.name)(telling(_tale))
for _name, _does in (
    ("evening-by-hand", evening),
    ("shared-by-hand", shared),
    ("kept-by-hand", kept),
    ("caseload-by-hand", caseload.whole),
):
    run(_name)(handling(_name, _does))
