"""The therapist whose link one opened, offered once by itself, a week after two are linked."""

from __future__ import annotations

from datetime import timedelta

from tests.story.test_handed import asks, came, therapist, waiting
from tests.story.test_therapist import arrives, proposed
from tests.town import SATURDAY, Resident, town

ON = ("7", "skip", "go-on", "later", "set-skip", "invite-alone", "next", "fine", "smaller-no")


async def is_offered(who: Resident) -> bool:
    """Do what the evening asks until nothing is left, or a therapist is offered; return whether one is."""
    for _ in range(12):
        way = next((each for each in ON if who.offers(each)), "")
        if who.shows("care-ask-offer") or not way:
            break
        await who.taps(way)
    return who.shows("care-ask-offer")


async def test_it_is_offered_once_by_itself_a_week_after_two_are_linked() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, _ = await came(here, code)
        offered = []
        for day in range(1, 5):
            await here.until(SATURDAY + timedelta(days=day, hours=13))
            await waiting(cat)
            if await is_offered(cat):
                offered.append(day)
                await cat.taps("not-now")
                await cat.says("/today")
                assert not cat.shows("care-ask-offer")
        assert offered == [2]


async def test_the_offer_of_a_therapist_comes_alike_whether_or_not_the_other_asked_behind_an_end() -> None:
    offered = []
    for asked in (True, False):
        async with town() as here:
            _, code = await therapist(here)
            cat, dan = await here.couple("Cat", "Dan")
            await here.until(SATURDAY + timedelta(days=2, hours=9))
            await arrives(here, await proposed(cat), "Dr Moss")
            for who in (cat, dan):
                await who.says("/therapist")
                await who.taps("digits-yes")
                await who.opens(code)
                await who.taps("came-keep")
            await here.until(SATURDAY + timedelta(days=10))
            await cat.says("/therapist")
            await cat.taps("care-end", "care-end-yes")
            if asked:
                await asks(cat)
            await dan.says("/therapist")
            await dan.taps("care-end", "care-end-yes")
            await waiting(dan)
            offered.append(await is_offered(dan))
    assert offered == [True, True]
