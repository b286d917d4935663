"""Ready stories started on the page itself, and taken over in the middle; `make browse` has all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.demo.stories import STORIES
from bot.demo.telling import said
from tests.browser.conftest import Visit
from tests.browser.stories import HaltingDesk, Onlooker, told
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")
BESIDE = (1280, 900)
TURNED = 4  # a step of *A break* that begins after Jon did something
TALES = {tale.name: tale for tale in STORIES}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HaltingDesk]:
    async with told(Path(tmp_path_factory.mktemp("told"))) as desk:
        yield desk


async def test_a_story_is_started_looked_at_and_told_to_its_end(desk: HaltingDesk, visit: Visit) -> None:
    visitor = await visit(desk.telegram.url, PHONE, still=True)
    onlooker = Onlooker(visitor, desk)

    async def looks() -> None:
        await visitor.picture(f"break-{desk.clock.now():%H%M}")
        assert await visitor.violations() == []

    await onlooker.follows(TALES["break"], (4,), looks)
    assert desk.town.troubles == []


async def test_where_one_phone_has_room_the_one_that_a_story_is_told_on_is_in_front(
    desk: HaltingDesk, visit: Visit
) -> None:
    visitor = await visit(desk.telegram.url, PHONE, still=True)
    onlooker, tale = Onlooker(visitor, desk), TALES["break"]
    await onlooker.begins(tale, (TURNED,))
    await onlooker.stops_at(tale, TURNED)
    jon = desk.town.person("Jon")
    assert desk.state()["front"] == jon.id
    await expect(onlooker.phone(jon)).to_be_visible()
    await expect(onlooker.phone(desk.town.person("Ana"))).to_be_hidden()
    await onlooker.button(said("story-stop")).click()


async def test_a_story_is_taken_over_in_the_middle(desk: HaltingDesk, visit: Visit) -> None:
    visitor = await visit(desk.telegram.url, BESIDE, still=True)
    await Onlooker(visitor, desk).takes_over(TALES["first-evening"], 3)
    await visitor.picture("taken-over")
    assert desk.town.troubles == []
