"""Ready stories started on the page itself, and taken over in the middle; `make browse` has all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.stories import STORIES
from tests.browser.conftest import Visit
from tests.browser.stories import HaltingDesk, Onlooker, told
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")
BESIDE = (1280, 900)
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


async def test_a_story_is_taken_over_in_the_middle(desk: HaltingDesk, visit: Visit) -> None:
    visitor = await visit(desk.telegram.url, BESIDE, still=True)
    await Onlooker(visitor, desk).takes_over(TALES["first-evening"], 3)
    await visitor.picture("taken-over")
    assert desk.town.troubles == []
