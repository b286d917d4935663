"""The link that a therapist hands to couples: who came by it can ask for them, and nobody learns who did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people import Care, Handed, Notice, Person, telegram_locator
from tests.story.test_therapist import WEDNESDAY, arrives, digits, proposed
from tests.town import Resident, Town, shapes, town


async def hands(low: Resident) -> str:
    """Return what the therapist's own link carries."""
    await low.says("/today")
    await low.taps("care-hand")
    code = low.last.split("?start=")[1].split()[0]
    await low.taps("close")
    return code


async def therapist(here: Town) -> tuple[Resident, str]:
    """Return a therapist who agreed to the terms long ago, and what their own link carries."""
    low = here.someone("Dr Low")
    await low.begins("begin", "agree", "Dr Low")
    owner = await owner_of(here, low)
    async with here.store.begin() as tx:
        rows = tx.of(owner)
        (person,) = await rows.all(Person)
        await rows.put(replace(person, terms_at=here.clock.now()))
    return low, await hands(low)


async def owner_of(here: Town, who: Resident) -> str:
    async with here.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who.person.id))
        return found[0] if found else ""


async def came(here: Town, code: str) -> tuple[Resident, Resident]:
    """Return another couple, of whom the first opened the link."""
    cat, dan = await here.couple("Cat", "Dan")
    await cat.opens(code)
    await cat.taps("came-keep")
    return cat, dan


async def asks(cat: Resident) -> None:
    await cat.says("/therapist")
    await cat.taps("care-ask")


async def waiting(dan: Resident) -> None:
    """Read on until the partner's question comes."""
    await dan.says("/today")
    await dan.past_notices()


def clients(low: Resident) -> list[str]:
    return [each for each in low.labels if shapes()["client-manage"].fullmatch(each)]


async def test_who_came_by_the_link_asks_with_one_tap_and_the_digits_come_once_both_want_it() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await here.couple("Cat", "Dan")
        await cat.opens(code)
        assert cat.shows("came-by", "came-by-linked", "came-by-unseen", "Dr Low")
        await cat.taps("menu-therapist", "care-ask")
        assert cat.shows("care-asked-for", "Dr Low", "Dan")
        await waiting(dan)
        assert dan.shows("care-asked", "Cat", "Dr Low")
        await dan.taps("care-asked-yes")
        assert dan.shows("care-digits", "care-policy-none")
        await low.taps("knock-open")
        assert low.shows("notice-client-asked", "Cat & Dan")
        owners = [await owner_of(here, who) for who in (cat, dan)]
        async with here.store.begin() as tx:
            assert [each.code for owner in owners for each in await tx.of(owner).all(Care)] == ["", ""]
        await cat.reads()
        assert digits(cat) == digits(dan) == digits(low) != ""
        await low.taps("fine")
        await low.says("/therapist")
        assert low.shows("caseload-digits", "Cat & Dan")
        await low.taps("About Cat & Dan")
        assert low.shows("client-digits")
        assert digits(cat) == digits(low)
        for who in (cat, dan):
            await who.says("/therapist")
            await who.taps("digits-yes")
        assert dan.shows("notice-care-joined", "Dr Low")
        for _ in range(2):
            await low.says("/therapist")
            assert not low.shows("caseload-digits")
            await low.taps("About Cat & Dan")
            assert not low.shows("client-digits")  # nor once it ended: that would tell of it
            if dan.offers("fine"):
                await dan.taps("fine")
            await dan.says("/therapist")
            if dan.offers("care-end"):
                await dan.taps("care-end", "care-end-yes")


async def test_the_therapist_s_chat_is_the_same_until_both_said_yes() -> None:
    async with town() as here:
        low, code = await therapist(here)
        await low.waits(hours=1)
        before, calls = low.screen, low.knocks
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        await dan.taps("care-asked-no")
        assert dan.shows("care-asked-not")
        await dan.says("/therapist")
        assert not dan.shows("care-asked")
        assert (low.screen, low.knocks) == (before, calls)
        await low.says("/today")
        assert low.shows("No couples")
        assert await hands(low) == code


async def test_a_no_of_the_other_shows_nothing_to_who_asked() -> None:
    screens = []
    for answer in ("", "care-asked-no"):
        async with town() as here:
            _, code = await therapist(here)
            cat, dan = await came(here, code)
            await asks(cat)
            if answer:
                await waiting(dan)
                await dan.taps(answer)
            await cat.waits(hours=2)
            await cat.says("/therapist")
            screens.append(cat.screen)
            await cat.waits(days=14)
            await cat.says("/therapist")
            assert cat.offers("care-ask")
            screens.append(cat.screen)
    assert screens[:2] == screens[2:]


async def test_not_now_waits_for_the_other_under_therapist() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        await dan.taps("digits-later")
        await waiting(dan)
        assert not dan.shows("care-asked")
        await dan.says("/therapist")
        await dan.taps("care-asked-yes")
        assert dan.shows("care-digits")


async def test_a_partner_reads_nothing_of_the_other_s_link() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await here.couple("Cat", "Dan")
        await dan.waits(hours=1)
        await dan.says("/therapist")
        before = dan.screen
        await cat.opens(code)
        assert dan.screen == before
        await dan.waits(hours=1)
        await dan.says("/therapist")
        assert not dan.offers("care-ask")
        assert not dan.shows("Dr Low")


async def test_what_was_taken_back_brings_nothing_to_anybody() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await cat.taps("care-ask-back")
        assert cat.shows("care-ask-is-back")
        before = low.screen
        await waiting(dan)
        await dan.taps("care-asked-yes")
        assert dan.shows("care-asked-saved")
        assert low.screen == before
        await cat.says("/therapist")
        assert cat.shows("care-ask-is-back")
        await cat.taps("care-propose", "close")  # a link of one's own does not make room to ask again
        await cat.says("/therapist")
        assert not cat.offers("care-ask")
        await cat.waits(days=14)
        await asks(cat)
        await waiting(dan)
        await dan.taps("care-asked-yes")
        assert dan.shows("care-digits")


@pytest.mark.parametrize("way", ["care-hand-new", "care-hand-end", "delete"])
async def test_a_link_that_was_renewed_or_ended_or_whose_therapist_is_gone_offers_nothing(way: str) -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await cat.says("/therapist")
        assert cat.offers("care-ask")
        if way == "delete":
            await low.says("/delete")
            await low.taps("delete-yes")
        else:
            await low.says("/today")
            await low.taps("care-hand", way)
            assert low.shows("care-hand-sure")
            await low.taps(way)
        await cat.taps("care-ask")
        assert cat.shows("code-unknown")
        await cat.says("/therapist")
        assert cat.shows("care-what", "care-came-by-shut")
        assert not cat.offers("care-ask")
        assert not cat.shows("Dr Low")
        await cat.taps("came-drop")
        await cat.says("/therapist")
        assert not cat.offers("came-drop")
        await dan.opens(code)
        assert dan.shows("code-unknown")


async def test_a_link_that_ended_after_one_asked_is_closed_for_the_other_s_yes() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await low.says("/today")
        await low.taps("care-hand", "care-hand-end", "care-hand-end")
        assert low.shows("care-hand-over")
        await waiting(dan)
        await dan.taps("care-asked-yes")
        assert dan.shows("care-asked-saved")
        await low.says("/today")
        assert low.shows("No couples")


async def test_the_link_is_the_same_each_time_until_a_new_one_is_made_and_carries_no_name() -> None:
    async with town() as here:
        low, code = await therapist(here)
        assert await hands(low) == code
        assert len(code) == 22
        await low.says("/today")
        await low.taps("care-hand", "care-hand-new", "back")
        assert code in low.last
        await low.taps("care-hand-new", "care-hand-new")
        assert code not in low.last
        assert await hands(low) != code


async def test_a_link_waits_through_the_first_evening_and_for_the_partner() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat = here.someone("Cat")
        await cat.opens(code)
        assert cat.shows("intro")
        assert not cat.shows("Dr Low")
        await cat.taps("begin", "agree", "Cat", "hour-now", "5")
        await cat.says("/today")
        await cat.taps("parked-open")
        assert cat.shows("came-by", "came-by-alone", "Dr Low")
        await cat.taps("came-keep")
        await cat.says("/therapist")
        assert cat.shows("care-alone", "care-came-by", "Dr Low")
        assert cat.offers("invite-yes")
        assert not cat.offers("care-ask")
        dan = await here.settled("Dan", "broke", "London")
        await cat.sets("hurt", "London")
        await cat.link(dan)
        await asks(cat)
        assert cat.shows("care-asked-for")


async def test_who_opens_it_and_declines_leaves_nothing() -> None:
    async with town() as here:
        _, code = await therapist(here)
        eve = here.someone("Eve")
        await eve.opens(code)
        await eve.taps("begin", "not-now")
        await eve.waits(days=8)
        assert await owner_of(here, eve) == ""
        cat, _ = await here.couple("Cat", "Dan")
        await cat.opens(code)
        await cat.taps("came-drop")
        assert cat.shows("came-dropped")
        owner = await owner_of(here, cat)
        async with here.store.begin() as tx:
            assert [each.came_by for each in await tx.of(owner).all(Person)] == [""]
        await cat.says("/therapist")
        assert not cat.offers("care-ask")


async def test_a_therapist_can_not_be_their_partner_s() -> None:
    async with town() as here:
        low, pat = await here.couple("Dr Low", "Pat")
        owner = await owner_of(here, low)
        async with here.store.begin() as tx:
            rows = tx.of(owner)
            (person,) = await rows.all(Person)
            await rows.put(replace(person, terms_at=here.clock.now()))
            await rows.put(Handed(id="h", owner=person.id, at=person.at, code="c" * 22))
        await pat.opens("c" * 22)
        assert pat.shows("code-unknown")
        await low.opens("c" * 22)
        assert low.shows("invite-own")


async def test_who_is_away_is_not_knocked_at_and_finds_it_later() -> None:
    async with town() as here:
        low, code = await therapist(here)
        await low.says("/today")
        await low.taps("away", "2 weeks", "close")
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        await dan.taps("care-asked-yes")
        assert low.knocks == 0
        await low.says("/today")
        assert low.shows("notice-client-asked", "Cat & Dan")


async def test_digits_that_nobody_compares_go_by_themselves_with_what_was_said_of_them() -> None:
    async with town() as here:
        low, code = await therapist(here)
        cat, dan = await came(here, code)
        await asks(cat)
        await waiting(dan)
        await dan.taps("care-asked-yes")
        await here.until(WEDNESDAY + timedelta(days=22))
        await low.says("/today")
        assert low.shows("No couples")
        owners = [await owner_of(here, who) for who in (low, cat, dan)]
        async with here.store.begin() as tx:
            news = [each.key for each in await tx.of(owners[0]).all(Notice)]
            assert "client-asked" not in news
            assert [await tx.of(owner).all(Care) for owner in owners[1:]] == [[], []]


async def test_a_partner_s_own_link_for_another_therapist_goes_on_beside_it() -> None:
    async with town() as here:
        _, code = await therapist(here)
        cat, dan = await came(here, code)
        other = await proposed(cat)
        await cat.taps("close")
        await asks(cat)
        await arrives(here, other, "Dr Moss")
        await waiting(dan)
        await dan.says("/therapist")
        assert dan.shows("care-asked", "Dr Low")
        await dan.taps("care-digits-too")
        assert dan.shows("care-digits", "Dr Moss")
        await dan.taps("digits-yes")
        await cat.says("/therapist")
        await cat.taps("digits-yes")
        assert cat.shows("notice-care-joined", "Dr Moss")
        await dan.says("/today")
        await dan.past_notices()
        assert not dan.shows("care-asked")


async def test_nothing_of_it_lies_readable_on_disk_and_it_goes_along(tmp_path: Path) -> None:
    async with town(data=tmp_path) as here:
        low, code = await therapist(here)
        cat = await here.settled("Cat")
        await cat.opens(code)
        files = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
        assert files
        assert not any(code.encode() in each for each in files)
        assert (await low.exports())[0]["links"]["links_you_hand_out"][0]["code"] == code
        assert (await cat.exports())[0]["links"]["came_by_a_therapists_link"] == code
        owner = await owner_of(here, low)
        await low.says("/delete")
        await low.taps("delete-yes")
        async with here.store.begin() as tx:
            assert await tx.of(owner).all(Handed) == []
