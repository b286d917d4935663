"""Linking two people: an invitation, a name confirmed, one page that both agree to."""

from __future__ import annotations

import pytest

from tests.town import Resident, Town, shapes, town


async def two(here: Town) -> tuple[Resident, Resident]:
    return await here.settled("Ann", "hurt", "London"), await here.settled("Ben", "broke", "London")


async def refused(who: Resident, code: str) -> str:
    """Open a link, and return the one answer that every dead link gets."""
    await who.opens(code)
    return who.last


async def test_two_people_link_step_by_step() -> None:
    async with town() as here:
        ann, ben = await two(here)
        code = await ann.invites()
        await ben.opens(code)
        assert ben.shows("guest-waits", "Ann")
        await ann.reads()
        assert ann.shows("confirm", "Ben")
        await ann.taps("confirm-yes")
        assert ann.shows("month-ask")
        await ann.taps("January 2026")
        await ann.screens()
        own = ann.last
        await ann.taps("link-agree")
        assert ann.shows("link-waits")
        await ben.reads()
        await ben.screens()
        assert ben.last.replace("Ann", "Ben") == own  # the same words, but for the name
        assert "January 2026" in own
        await ben.taps("link-agree")
        assert ben.shows("linked", "Ann")
        await ann.reads()
        for who, other in ((ann, "Ben"), (ben, "Ann")):
            await who.says("/invite")
            assert who.shows("invite-linked", other)


async def test_a_link_that_is_out_is_found_again_and_can_be_taken_back() -> None:
    async with town() as here:
        ann, ben = await two(here)
        await ann.says("/invite")
        assert ann.shows("invite-what")
        code = await ann.invites()
        await ann.waits(hours=1)
        await ann.says("/invite")
        assert ann.shows("invite-out")
        out = ann.last
        await ben.opens(code)
        await ann.says("/invite")
        assert ann.last == out  # what became of it is told behind a knock alone
        await ann.taps("invite-withdraw")
        await ann.says("/invite")
        assert ann.shows("invite-what")
        assert not ann.shows("invite-out")


async def test_whoever_comes_by_a_link_reads_at_once_that_it_waits() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        code = await ann.invites()
        ben, cleo = here.someone("Ben"), here.someone("Cleo")
        await ben.opens(code)
        assert ben.shows("intro", "intro-link")
        await ben.taps("begin", "agree", "Ben", "hour-now", "5", "enough-tonight")
        await ben.says("/today")
        assert ben.shows("parked")
        await cleo.opens()
        assert not cleo.shows("intro-link")


@pytest.mark.parametrize("month", ["month-earlier", "month-unsure", "March 2026"])
async def test_the_month_of_discovery_stands_on_the_page_of_both(month: str) -> None:
    async with town() as here:
        ann, ben = await two(here)
        await ben.opens(await ann.invites())
        await ann.taps("knock-open", "confirm-yes", month)
        await ann.screens()
        await ben.taps("knock-open")
        await ben.screens()
        key = {"month-earlier": "linking-month-earlier", "month-unsure": "linking-month-unsure"}
        assert ann.shows(key.get(month, "linking-month"))
        assert ben.shows(key.get(month, "linking-month"))


async def test_the_link_can_be_sent_on_although_the_message_is_protected() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.invites()
        bubble = ann.person.phone[-1]
        assert bubble.protected
        assert ann.offers("invite-send")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")  # and it does not stay on the phone


async def test_wrong_used_withdrawn_and_expired_links_read_alike() -> None:
    async with town() as here:
        ann, ben = await two(here)
        cleo = await here.settled("Cleo")
        answers = {await refused(ben, "nothing-of-the-kind")}
        withdrawn = await ann.invites()
        await ann.taps("invite-withdraw")
        answers.add(await refused(ben, withdrawn))
        expired = await ann.invites()
        await ann.waits(hours=48)
        answers.add(await refused(ben, expired))
        replaced, used = await ann.invites(), await ann.invites()
        answers.add(await refused(ben, replaced))
        await ben.opens(used)
        answers.add(await refused(cleo, used))
        assert len(answers) == 1
        assert shapes()["code-unknown"].search(answers.pop())


async def test_one_s_own_link_says_whom_it_is_meant_for() -> None:
    async with town() as here:
        ann, ben = await two(here)
        code = await ann.invites()
        await ann.opens(code)
        assert ann.shows("invite-own")
        await ben.opens(code)  # and it still works
        assert ben.shows("guest-waits")


async def test_wrong_codes_slow_down_their_sender_and_nobody_else() -> None:
    async with town() as here:
        ann, ben = await two(here)
        code = await ann.invites()
        cleo = await here.settled("Cleo")
        for n in range(5):
            await cleo.opens(f"guess-{n}")
        await cleo.opens(code)  # even the right one, for an hour
        assert cleo.shows("code-unknown")
        await ben.opens(code)
        assert ben.shows("guest-waits")
        await ann.taps("knock-open", "confirm-no", "invite-again")
        again = ann.last.split("?start=")[1].split()[0]
        await cleo.waits(hours=1)
        await cleo.opens(again)
        assert cleo.shows("guest-waits")


async def test_a_stranger_who_opened_the_link_learns_nothing_of_a_no() -> None:
    async with town() as here:
        ann, ben = await two(here)
        await ben.opens(await ann.invites())
        await ben.taps("enough")
        before = ben.phone
        await ann.taps("knock-open", "confirm-no")
        assert ann.shows("confirm-not")
        assert ann.offers("invite-again")
        await ben.waits(days=3)
        assert not any(shapes()["confirm"].search(text) for text in ben.phone)
        await ben.rates(6)
        await ben.waits(seconds=61)
        assert len(ben.residue) == len([each for each in before if not shapes()["standing"].search(each)])


async def test_a_third_person_is_turned_away_with_the_ordinary_answer() -> None:
    async with town() as here:
        ann, ben = await two(here)
        code = await ann.invites()
        await ben.opens(code)
        cleo = await here.settled("Cleo")
        await cleo.opens(code)
        assert cleo.shows("code-unknown")
        await ann.taps("knock-open")
        assert ann.shows("confirm", "Ben")


async def test_someone_who_is_linked_already_keeps_the_link_they_have() -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        cleo = await here.settled("Cleo")
        code = await cleo.invites()
        await ann.opens(code)
        assert ann.shows("invite-have")
        dan = await here.settled("Dan")
        await dan.opens(code)  # which used nothing up
        assert dan.shows("guest-waits", "Cleo")


async def test_later_and_not_now_put_the_page_off_and_lose_nothing() -> None:
    async with town() as here:
        ann, ben = await two(here)
        await ben.opens(await ann.invites())
        await ann.taps("knock-open", "confirm-yes", "month-unsure", "later")
        await ann.taps("keyboard-today")
        await ann.screens()
        await ann.taps("not-now")
        await ann.taps("keyboard-today", "link-agree")
        await ben.taps("knock-open", "later")
        await ben.taps("keyboard-today")
        await ben.screens()
        await ben.taps("link-agree")
        assert ben.shows("linked")


async def test_a_hold_before_agreeing_is_told_once_and_changes_nothing_for_the_other() -> None:
    phones = []
    for unsafe in (False, True):
        async with town() as here:
            ann, ben = await two(here)
            await ben.opens(await ann.invites())
            await ann.taps("knock-open", "confirm-yes", "month-unsure")
            await ann.screens()
            await ann.taps("link-agree")
            await ben.taps("knock-open")
            await ben.screens(*(("no", "yes", "yes", "no") if unsafe else ()))
            if unsafe:
                assert ben.shows("hold-told", "hold-told-link")
                await ben.taps("fine")
            await ben.taps("link-agree")
            await here.passes(days=1)
            await ben.says("/today")
            assert not ben.shows("hold-told")
            phones.append(ann.person.screen())
    assert phones[0] == phones[1]


async def test_a_link_that_is_opened_before_the_first_evening_waits_for_its_end() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        code = await ann.invites()
        ben = here.someone("Ben")
        await ben.opens(code)
        await ben.taps("begin", "agree", "Ben", "hour-now", "6", "enough-tonight", "keyboard-today")
        assert ben.shows("parked")
        await ben.taps("parked-open")
        assert ben.shows("guest-waits", "Ann")


async def test_a_parked_link_can_be_let_go_and_runs_out_by_itself() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for later in (False, True):
            code = await ann.invites()
            ben = here.someone("Ben")
            await ben.opens(code)
            await ben.taps("begin", "agree", "Ben", "hour-now", "6", "enough-tonight")
            if later:
                await here.passes(hours=48)
            await ben.taps("keyboard-today")
            assert ben.shows("parked") is not later
            if not later:
                await ben.taps("not-now")
                await ben.taps("keyboard-today")
                assert not ben.shows("parked")


async def test_the_files_of_who_opened_a_link_do_not_tell_when_it_was_made() -> None:
    found = []
    for hours in (1, 5):
        async with town() as here:
            ann, ben = await two(here)
            await ann.waits(hours=6 - hours)
            code = await ann.invites()
            await ann.waits(hours=hours)
            await ben.opens(code)
            whole, _ = await ben.exports()
            found.append(whole["links"]["opened_invitations"])
    assert found[0] == found[1] and found[0]


@pytest.mark.parametrize("hours", [47, 49])
async def test_two_have_two_days_for_the_linking_page_from_when_it_opens(hours: int) -> None:
    async with town() as here:
        ann, ben = await two(here)
        code = await ann.invites()
        await ann.waits(hours=40)
        await ben.opens(code)
        await ann.says("/today")
        await ann.taps("confirm-yes", "month-unsure")
        await ann.screens()
        await ann.taps("link-agree")
        await ann.waits(hours=hours)
        await ben.says("/today")
        if hours < 48:
            await ben.screens()
            await ben.taps("link-agree")
        assert ben.shows("linked") == (hours < 48)
