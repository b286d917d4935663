"""A week both share and a week one keeps, by clicking alone: the clock, the pages, the choices."""

from __future__ import annotations

import pytest

from tests.browser import byhand
from tests.browser.conftest import Visit
from tests.browser.hands import Hands, hands_of
from tests.browser.visitor import DESKTOP, PHONE
from tests.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def both(here: Town, visit: Visit, size: tuple[int, int]) -> tuple[Hands, Hands]:
    """Return the hands of two who are linked."""
    ann, ben = await here.couple()
    visitor = await visit(here.telegram.url, size, still=True)
    return hands_of(visitor, ann), hands_of(visitor, ben)


async def test_a_week_both_share_by_clicking(here: Town, visit: Visit) -> None:
    await byhand.both_share(*await both(here, visit, PHONE))


async def test_a_week_one_keeps_reads_the_same_on_both_phones(here: Town, visit: Visit) -> None:
    await byhand.one_keeps(*await both(here, visit, DESKTOP))
