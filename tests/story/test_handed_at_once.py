"""Asking for a therapist in the same second as the other, by a tap that comes twice, and in any order."""

from __future__ import annotations

import pytest

from bot.domain.people import Care, Client, Notice
from bot.simulator import Kind as Fault
from tests.story.test_handed import asks, came, clients, owner_of, therapist, waiting
from tests.town import Resident, Town, town

ORDERS = pytest.mark.parametrize("first", [0, 1], ids=["who asked", "the other"])


async def at_once(here: Town, label: str, *people: Resident) -> None:
    """Have people tap in the same second, each tap brought to the bot three times."""
    here.telegram.faults.add(Fault.REPEAT, times=None, copies=3)
    for who in people:
        await who.person.taps(who.label(label))
    await here.settle()
    here.telegram.faults.clear()


async def sides(here: Town, *people: Resident) -> list[Care]:
    """Return what each of them has of a therapist."""
    owners = [await owner_of(here, who) for who in people]
    async with here.store.begin() as tx:
        return [care for owner in owners for care in await tx.of(owner).all(Care)]


@ORDERS
async def test_of_two_who_ask_in_the_same_second_one_asks_and_the_other_is_asked(first: int) -> None:
    async with town() as here:
        low, code = await therapist(here)
        couple = await came(here, code)
        await couple[1].opens(code)
        await couple[1].taps("came-keep")
        for who in couple:
            await who.says("/therapist")
        one, two = couple[first], couple[1 - first]
        await at_once(here, "care-ask", one, two)
        assert one.shows("care-asked-for")
        assert two.shows("care-asked")
        mine, theirs = await sides(here, one, two)
        assert (mine.mine, theirs.mine, theirs.proposal) == (True, False, mine.proposal)
        await two.taps("care-asked-yes")
        assert two.shows("care-digits")
        await low.says("/today")
        await low.past_notices()
        await low.says("/therapist")
        assert len(clients(low)) == 1


@ORDERS
async def test_a_yes_and_its_question_taken_back_in_the_same_second_go_as_the_first_of_them_says(
    first: int,
) -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        here.telegram.faults.add(Fault.REPEAT, times=None, copies=3)
        for who, label in ((dan, "care-asked-yes"), (cat, "care-ask-back"))[:: 1 if first else -1]:
            await who.person.taps(who.label(label))
        await here.settle()
        here.telegram.faults.clear()
        assert dan.shows("care-digits" if first else "care-asked-saved")
        await low.says("/today")
        assert low.shows("notice-client-asked") is bool(first)


async def test_a_yes_that_is_tapped_twice_and_comes_three_times_each_asks_the_therapist_once() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        await at_once(here, "care-asked-yes", dan, dan)
        assert dan.shows("care-digits")
        assert low.knocks == 1
        owner = await owner_of(here, low)
        async with here.store.begin() as tx:
            rows = tx.of(owner)
            assert (len(await rows.all(Client)), len(await rows.all(Notice))) == (1, 1)
        assert len(await sides(here, cat, dan)) == 2


@ORDERS
async def test_both_who_say_in_the_same_second_that_the_digits_are_the_same_are_linked(first: int) -> None:
    async with town() as here:
        low, code = await therapist(here)
        couple = await came(here, code)
        await asks(couple[0])
        await waiting(couple[1])
        await couple[1].taps("care-asked-yes")
        for who in couple:
            await who.says("/therapist")
        await at_once(here, "digits-yes", couple[first], couple[1 - first])
        for who in couple:
            await who.says("/today")
            if who is couple[first]:
                assert who.shows("notice-care-joined")
            await who.past_notices()
            await who.says("/therapist")
            assert who.shows("care-status", "Dr Low")
        assert [each.state for each in await sides(here, *couple)] == ["joined", "joined"]
        owner = await owner_of(here, low)
        async with here.store.begin() as tx:
            assert [each.joined for each in await tx.of(owner).all(Client)] == [True]
