"""Asking for a therapist once more: after an end, beside older digits, and what is left of a dead link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.people import Care
from tests.story.test_handed import asks, came, clients, owner_of, therapist, waiting
from tests.story.test_therapist import arrives, proposed
from tests.town import SATURDAY, Resident, town


async def both_linked(cat: Resident, dan: Resident) -> None:
    """Ask and agree, and compare the digits."""
    await asks(cat)
    await waiting(dan)
    await dan.taps("care-asked-yes")
    for who in (cat, dan):
        await who.says("/therapist")
        await who.taps("digits-yes")
    for who in (cat, dan):
        await who.says("/today")
        await who.past_notices()


async def links(who: Resident) -> tuple[object, str]:
    """Return what one's own files say of who is linked, for programs and to be read."""
    whole, read = await who.exports()
    await who.taps("export-away")
    return whole["links"], read.partition("<h2>Links</h2>")[2].partition("</section>")[0]


@pytest.mark.parametrize("way", ["by the therapist's link", "by one of their own"])
async def test_who_ends_a_link_and_wants_another_is_not_given_away_before_their_week_ends(way: str) -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await both_linked(cat, dan)
        kept = await links(dan)
        await dan.says("/therapist")
        before, knocks = dan.screen, dan.knocks
        assert dan.shows("care-status", "Dr Low")
        await cat.says("/therapist")
        await cat.taps("care-end", "care-end-yes")
        if way == "by the therapist's link":
            await asks(cat)
            assert cat.shows("care-asked-for")
        else:
            await arrives(here, await proposed(cat), "Dr Moss")
        assert dan.knocks == knocks
        await dan.says("/therapist")
        assert dan.screen == before
        await waiting(dan)
        assert not dan.shows("care-asked")
        assert not dan.shows("care-digits")
        assert await links(dan) == kept
        await here.until(SATURDAY + timedelta(days=1, hours=9))
        await dan.says("/today")
        await dan.past_notices()
        await dan.says("/therapist")
        if way == "by the therapist's link":
            await dan.taps("care-asked-yes")
            owners = [await owner_of(here, who) for who in (cat, dan)]
            async with here.store.begin() as tx:
                assert [len(await tx.of(owner).all(Care)) for owner in owners] == [1, 1]
        assert dan.shows("care-digits")


async def test_who_asks_right_after_a_week_s_end_is_answered_until_six_days_after_the_next_one() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await both_linked(cat, dan)
        await here.until(SATURDAY + timedelta(days=1, hours=7))
        await cat.says("/therapist")
        await cat.taps("care-end", "care-end-yes")
        await asks(cat)
        assert cat.shows("21 March")
        await here.until(SATURDAY + timedelta(days=8, hours=5))
        await dan.says("/therapist")
        assert dan.shows("care-status")
        await here.until(SATURDAY + timedelta(days=14, hours=5))
        await dan.says("/therapist")
        assert dan.shows("care-asked", "Dr Low")
        await dan.taps("care-asked-yes")
        assert dan.shows("care-digits")


async def test_a_second_question_stands_before_the_old_digits_and_its_yes_leaves_only_the_new_ones() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await dan.opens(code)
        await dan.taps("came-keep")
        await asks(cat)
        await waiting(dan)
        await dan.taps("care-asked-yes", "digits-no")
        await cat.says("/therapist")
        await cat.taps("digits-yes")
        await asks(dan)
        await waiting(cat)
        assert cat.shows("care-asked", "Dan")
        await cat.taps("digits-later")
        await cat.says("/therapist")
        assert cat.shows("care-asked", "Dan")
        await cat.taps("care-digits-too")
        assert cat.shows("care-waiting")
        await cat.says("/therapist")
        await cat.taps("care-asked-yes")
        assert cat.shows("care-digits")
        await cat.says("/therapist")
        assert cat.shows("care-digits")
        await low.says("/today")
        await low.past_notices()
        await low.says("/therapist")
        assert clients(low) == ["About Dan & Cat"]


@pytest.mark.parametrize("taken_up", [False, True])
async def test_a_couple_s_own_link_that_came_to_nothing_leaves_nothing_with_either(taken_up: bool) -> None:
    async with town() as here:
        cat, dan = await here.couple("Cat", "Dan")
        await here.until(SATURDAY + timedelta(hours=9))
        code, ends = await proposed(cat), here.clock.now() + timedelta(days=7)
        if taken_up:
            await arrives(here, code, "Dr Moss")
            await cat.says("/therapist")
            await cat.taps("digits-yes")
            ends = SATURDAY + timedelta(days=14, hours=6)  # reckoned from T1: not a week after it was made
        owners = [await owner_of(here, who) for who in (cat, dan)]
        for minutes, each_has in ((-1, [1, int(taken_up)]), (1, [0, 0])):
            await here.until(ends + timedelta(minutes=minutes))
            async with here.store.begin() as tx:
                assert [len(await tx.of(owner).all(Care)) for owner in owners] == each_has


async def test_a_therapist_who_has_no_partner_here_can_let_the_link_of_another_go() -> None:
    async with town() as here:
        _, code = await therapist(here)
        moss, _ = await therapist(here)
        await moss.opens(code)
        await moss.taps("came-keep")
        await moss.says("/therapist")
        assert moss.shows("No couples", "care-came-by")
        await moss.taps("came-drop")
        await moss.says("/therapist")
        assert not moss.offers("came-drop")


async def test_the_copy_to_read_does_not_say_that_a_therapist_was_asked_whom_only_the_two_know_of() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, _ = await came(here, code)
        await asks(cat)
        read = (await cat.exports())[1]
        assert "does not know of it so far" in read
        assert "asked or linked as your therapist" not in read


async def test_who_asks_from_a_screen_that_is_older_than_the_others_question_is_shown_that_instead() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await dan.opens(code)
        await dan.taps("came-keep")
        await dan.says("/therapist")
        await asks(cat)
        await dan.taps("care-ask")
        assert dan.shows("care-asked", "Cat")
        owner = await owner_of(here, dan)
        async with here.store.begin() as tx:
            assert [each.mine for each in await tx.of(owner).all(Care)] == [False]


@pytest.mark.parametrize("way", ["by the therapist's link", "by one of their own"])
async def test_who_ends_a_link_that_the_other_had_ended_before_reads_nothing_of_that_before_t1(
    way: str,
) -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await both_linked(cat, dan)
        await cat.says("/therapist")
        await cat.taps("care-end", "care-end-yes")
        if way == "by the therapist's link":
            await asks(cat)
        else:
            await arrives(here, await proposed(cat), "Dr Moss")
        await dan.says("/therapist")
        await dan.taps("care-end", "care-end-yes")
        await dan.says("/therapist")
        assert dan.shows("care-what")
        await waiting(dan)
        assert not dan.shows("care-asked")
        assert not dan.shows("care-digits")
        files = str(await links(dan))
        assert "Dr Low" not in files
        assert "Dr Moss" not in files
        await here.until(SATURDAY + timedelta(days=1, hours=9))
        await dan.says("/therapist")
        assert dan.shows("care-asked" if way == "by the therapist's link" else "care-digits")


async def test_the_files_date_a_question_behind_an_end_by_the_week_s_end_and_not_by_its_hour() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await both_linked(cat, dan)
        await cat.says("/therapist")
        await cat.taps("care-end", "care-end-yes")
        await asks(cat)
        await here.until(SATURDAY + timedelta(days=1, hours=9))
        for_programs, to_read = (str(each) for each in await links(dan))
        assert "'since': '2026-03-08T16:00:00Z', 'until': '2026-03-14T16:00:00Z'" in for_programs
        assert "On 8 March 2026, one of you asked" in to_read
        await dan.says("/therapist")
        await dan.taps("care-asked-yes")
        asked = (await links(cat))[1]
        assert "as your therapist since 2 March 2026" in asked  # nor does theirs tell how long it waited


async def test_the_files_date_digits_by_when_they_came_and_not_by_when_the_other_made_the_link() -> None:
    async with town() as here:
        cat, dan = await here.couple("Cat", "Dan")
        code = await proposed(cat)
        await here.until(SATURDAY - timedelta(days=2))
        await arrives(here, code, "Dr Moss")
        assert "as your therapist since 5 March 2026" in (await links(dan))[1]
        assert "as your therapist since 2 March 2026" in (await links(cat))[1]
