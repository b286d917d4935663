"""A therapist link lasts 90 days, and goes on only if both want that."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from bot.adapters.memory import MemoryStore
from bot.domain.page import Copy
from bot.domain.people import Client
from tests.story.test_therapist import arrives, joined, page, proposed
from tests.town import SATURDAY, SUNDAY, Resident, Town, town

LAST = SUNDAY + timedelta(weeks=12)  # 31 May: the last day of the 90


async def almost_over(here: Town) -> tuple[Resident, Resident, Resident]:
    """Return a couple and a therapist whose link runs out in some days, each with the question."""
    ann, ben, low = await joined(here)
    await here.until(LAST - timedelta(days=12))
    for who in (ann, ben):
        await who.says("/today")
        while not who.shows("care-renew"):
            await who.taps("fine")
            await who.says("/today")
    return ann, ben, low


async def test_both_yeses_let_it_go_on_and_both_read_so_on_sunday() -> None:
    async with town() as here:
        ann, ben, low = await almost_over(here)
        for who in (ann, ben):
            await who.taps("renew-yes")
            assert who.shows("renew-saved")
        await here.until(LAST - timedelta(days=7))
        for who in (ann, ben):
            await who.taps("knock-open")
            assert who.shows("notice-care-renewed", "Dr Low")
            await who.taps("fine")
        await here.until(LAST + timedelta(days=6))
        for who in (ann, ben):
            await page(who, "How do we talk?", "choose-both")
        await here.until(LAST + timedelta(days=10))
        await low.says("/today")
        await low.taps("caseload-open")
        assert low.shows("How do we talk?")


@pytest.mark.parametrize("answers", [("renew-yes", "renew-no"), ("renew-no", "renew-no"), ("renew-yes", "")])
async def test_otherwise_it_ends_by_itself_in_the_ordinary_words(answers: tuple[str, str]) -> None:
    async with town() as here:
        ann, ben, low = await almost_over(here)
        for who, answer in zip((ann, ben), answers, strict=True):
            if answer:
                await who.taps(answer)
        await here.until(LAST + timedelta(days=7))
        await ann.says("/today")
        assert ann.shows("notice-care-ended", "Dr Low")
        await ann.taps("fine")
        await ann.says("/week")
        await here.until(LAST + timedelta(days=10))
        await low.says("/today")
        assert not low.shows("Ann & Ben")


async def test_a_link_that_ran_out_leaves_no_page_and_no_couple_with_the_therapist() -> None:
    async with town() as here:
        ann, ben, low = await almost_over(here)
        await here.until(LAST - timedelta(days=8))
        for who in (ann, ben):
            await page(who, "How do we talk?", "choose-both")
        await here.until(LAST - timedelta(days=4))
        await low.says("/today")
        await low.taps("caseload-open")
        assert low.shows("How do we talk?")
        left = cast(MemoryStore, here.store).docs
        keeper = next(iter(left[Client]))
        assert left[Client][keeper] and left[Copy][keeper]
        await here.until(LAST + timedelta(hours=5))
        assert not low.shows("How do we talk?")
        assert not left[Client].get(keeper) and not left[Copy].get(keeper)
        assert len(left[Copy]) == 2, "the two of them keep theirs until it runs out"


async def test_a_proposal_that_ran_out_leaves_nothing_with_whoever_opened_it() -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        await arrives(here, await proposed(ann))
        left = cast(MemoryStore, here.store).docs
        assert left[Client]
        await here.until(SATURDAY + timedelta(days=14, hours=7))  # an hour after the digits ran out
        assert not left[Client]


async def test_the_screen_is_the_same_after_a_yes_and_a_no() -> None:
    screens = set()
    for answer in ("renew-yes", "renew-no"):
        async with town() as here:
            ann, _ben, _low = await almost_over(here)
            await ann.taps(answer)
            screens.add(ann.screen)
            await ann.says("/therapist")
            screens.add(ann.screen)
            await ann.taps("renew-again")
            assert ann.shows("care-renew")
    assert len(screens) == 2


async def test_nobody_is_asked_before_it_is_time() -> None:
    async with town() as here:
        ann, _ben, _low = await joined(here)
        await here.until(SATURDAY + timedelta(days=30))
        await ann.says("/today")
        assert not ann.shows("care-renew")
        await ann.says("/therapist")
        assert not ann.offers("renew-again")
