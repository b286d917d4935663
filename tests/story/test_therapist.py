"""A therapist: asked in by one, known by six digits read aloud, joined by both, and told nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town

WEDNESDAY = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def digits(who: Resident) -> str:
    """Return the six digits that stand on this phone."""
    found = [match for text in who.phone if (match := re.search(r"\b(\d{3} \d{3})\b", text))]
    return found[-1].group() if found else ""


async def proposed(who: Resident) -> str:
    """Make a link for a therapist, and return what it carries."""
    await who.says("/therapist")
    await who.taps("care-propose")
    return who.last.split("?start=")[1].split()[0]


async def arrives(here: Town, code: str, name: str = "Dr Low") -> Resident:
    """Return a therapist who followed the link, agreed, and set Wednesday at nine."""
    low = here.someone(name)
    await low.opens(code)
    await low.taps("begin", "agree", name, "agree")
    return low


async def joined(here: Town) -> tuple[Resident, Resident, Resident]:
    """Return a couple and their therapist, linked."""
    ann, ben = await here.couple()
    low = await arrives(here, await proposed(ann))
    await low.taps("Wed", "09:00")
    await low.says("London")
    await low.taps(next(label for label in low.labels if "London" in label))
    for who in (ann, ben):
        await who.says("/therapist")
        await who.taps("digits-yes")
    for each in (ann, ben, low):
        await each.says("/today")
        await each.past_notices()
    return ann, ben, low


async def page(who: Resident, words: str, choice: str) -> None:
    await who.says("/week")
    await who.taps("add-session")
    await who.says(words)
    await who.taps(choice)


async def test_a_therapist_is_spoken_to_as_one_from_the_start() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        low = here.someone("Dr Low")
        await low.opens(await proposed(ann))
        assert low.shows("intro-therapist")
        await low.taps("begin")
        assert low.shows("consent-therapist")
        await low.taps("agree")
        assert low.shows("name-therapist")
        await low.taps("Dr Low")
        assert low.shows("terms")
        await low.taps("agree")
        assert low.shows("therapist-digits", "Ann & Ben")
        assert not low.shows("hour")


async def test_the_digits_are_the_same_on_three_phones_and_both_confirm() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        low = await arrives(here, await proposed(ann))
        for who in (ann, ben):
            await who.reads()
            assert who.shows("care-digits", "Dr Low")
        assert digits(ann) == digits(ben) == digits(low) != ""
        await ann.taps("digits-yes")
        assert ann.shows("care-waits")
        await ann.says("/therapist")
        assert ann.shows("care-waiting")
        await ben.taps("digits-yes")
        assert ben.shows("notice-care-joined")
        await ann.reads()
        await ann.says("/therapist")
        assert ann.shows("care-status", "Dr Low")


async def test_digits_of_a_couple_whose_week_ends_in_more_than_a_week_are_in_the_therapist_s_list() -> None:
    async with town() as here:
        await here.until(SATURDAY + timedelta(minutes=30))  # the page of this week has opened without them
        ann, _ = await here.couple()
        low = await arrives(here, await proposed(ann))
        await low.says("/therapist")
        assert low.shows("caseload-digits")


async def test_not_now_puts_the_digits_off() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await arrives(here, await proposed(ann))
        await ben.reads()
        await ben.taps("digits-later")
        assert ben.shows("care-later")
        await ben.says("/today")
        assert not ben.shows("care-digits")
        await ben.says("/therapist")
        assert ben.shows("care-digits")


async def test_a_stranger_who_opened_the_link_is_refused_and_a_new_link_is_made() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        eve = await arrives(here, await proposed(ann), "Eve")
        await ann.reads()
        await ann.taps("digits-no")
        assert ann.shows("care-not")
        await arrives(here, await proposed(ann))
        for who in (ann, ben):
            await who.says("/today")
            await who.past_notices()
            while who.shows("Eve") and who.offers("digits-no"):
                await who.taps("digits-no")
            await who.says("/therapist")
            assert who.shows("care-digits", "Dr Low")
            await who.taps("digits-yes")
        assert ben.shows("notice-care-joined", "Dr Low")
        await here.until(SATURDAY)
        for who in (ann, ben):
            await page(who, "How do we talk?", "choose-both")
        await here.until(WEDNESDAY)
        await eve.says("/today")
        assert not eve.shows("How do we talk?")
        assert not any(shapes()["caseload-open"].fullmatch(label) for label in eve.labels)


async def test_a_no_of_one_shows_nothing_to_the_other() -> None:
    screens = []
    for answer in ("", "digits-no", "digits-later"):
        async with town() as here:
            ann, ben = await here.couple()
            await arrives(here, await proposed(ann))
            await ann.reads()
            await ann.taps("digits-yes")
            if answer:
                await ben.reads()
                await ben.taps(answer)
            await ann.says("/therapist")
            screens.append(ann.screen)
            await here.until(SUNDAY + timedelta(hours=5))
            await ann.says("/therapist")
            screens.append(ann.screen)
    assert screens[:2] == screens[2:4] == screens[4:]


async def test_a_proposal_that_nobody_takes_up_runs_out_in_silence() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        code = await proposed(ann)
        await here.passes(days=7)
        low = here.someone("Dr Low")
        await low.opens(code)
        assert low.shows("intro")
        await ann.says("/therapist")
        assert ann.shows("care-what")


async def test_a_couple_that_chose_it_is_read_at_the_therapist_s_own_hour() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await here.until(SATURDAY)
        await page(ann, "How do we talk?", "choose-both")
        await page(ben, "How do I answer?", "choose-both")
        await here.until(SUNDAY)
        await low.says("/today")
        assert not low.shows("How do we talk?")
        await here.until(WEDNESDAY)
        assert low.knocks == 1
        await low.reads()
        assert low.shows("caseload-title", "caseload-page", "Ann & Ben")
        await low.taps("caseload-open")
        assert low.shows("How do we talk?", "How do I answer?", "client-footer")
        assert low.person.phone[-1].protected
        await low.taps("joint-picture")
        assert low.person.phone[-1].kind == "photo"
        await low.taps("back", "back", "close")
        await low.waits(minutes=11)
        assert not low.shows("How do we talk?")
        await ann.says("/today")
        assert ann.shows("How do I answer?")  # and both read the same copy


@pytest.mark.parametrize(
    "choices",
    [
        ("choose-both", "choose-partner"),
        ("choose-partner", "choose-both"),
        ("choose-both", "choose-keep"),
        ("choose-partner", "choose-partner"),
        ("choose-keep", "choose-keep"),
    ],
)
async def test_every_other_week_reads_nothing_this_week(choices: tuple[str, str]) -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await here.until(SATURDAY)
        await page(ann, "How do we talk?", choices[0])
        await page(ben, "How do I answer?", choices[1])
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("caseload-nothing", "Ann & Ben")
        assert not low.offers("caseload-open")
        await ann.says("/today")
        assert ann.shows("week-private" if "choose-keep" in choices else "joint-intro")


@pytest.mark.parametrize("who", ["partner", "therapist"])
async def test_an_ended_link_is_told_to_the_others_on_sunday(who: str) -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        if who == "partner":
            await ben.says("/therapist")
            await ben.taps("care-end", "care-end-yes")
            assert ben.shows("care-over")
        else:
            await low.says("/therapist")
            await low.taps("client-manage", "client-end", "client-end-yes")
            assert low.shows("caseload-title")
        await here.until(SATURDAY)
        for each in (ann, ben):
            await each.shares(both=each is ann)
        assert not ann.shows("notice-care-ended")
        await here.until(SUNDAY)
        await ann.taps("knock-open")
        assert ann.shows("notice-care-ended", "Dr Low")
        await ann.taps("fine")
        await here.until(WEDNESDAY)
        await low.says("/today")
        await low.past_notices()
        assert not low.offers("caseload-open")
        await ann.says("/therapist")
        assert ann.shows("care-what")


async def test_a_third_person_finds_the_used_link_dead() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        code = await proposed(ann)
        await arrives(here, code)
        eve = await here.settled("Eve")
        await eve.opens(code)
        assert eve.shows("code-unknown")


async def test_a_partner_can_not_be_their_own_therapist() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        code = await proposed(ann)
        await ann.opens(code)
        assert ann.shows("invite-own")
        await ben.opens(code)
        assert ben.shows("code-unknown") or ben.shows("invite-have")


async def test_a_therapist_can_say_not_now_and_come_back() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        code = await proposed(ann)
        low = here.someone("Dr Low")
        await low.opens(code)
        await low.taps("begin", "agree", "Dr Low", "not-now")
        assert low.shows("terms-later")
        await low.taps("go-on", "agree")
        assert low.shows("therapist-digits")


async def test_a_therapist_of_nobody_is_told_so() -> None:
    async with town() as here:
        _ann, _ben, low = await joined(here)
        await low.says("/therapist")
        await low.taps("client-manage", "client-end", "client-end-yes")
        await low.says("/today")
        assert low.shows("No couples")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("No couples")


async def test_a_therapist_who_is_also_hurt_at_home_has_both() -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        low = await here.settled("Dr Low", "hurt", "London")
        await low.opens(await proposed(ann))
        await low.taps("agree")
        assert low.shows("therapist-digits")
        await low.taps("Wed", "09:00")
        await low.waits(days=1)
        await low.says("/today")
        assert low.offers("not-together")
        await low.says("/therapist")
        assert low.shows("caseload-title")


async def test_what_is_over_before_it_was_read_is_said_as_it_is_now() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await arrives(here, await proposed(ann))
        for who in (ann, ben):
            await who.says("/therapist")
            await who.taps("digits-yes")
        await ben.says("/therapist")
        await ben.taps("care-end", "care-end-yes")
        await here.until(SUNDAY)
        await ann.taps("knock-open")
        while not ann.shows("notice-care-ended"):
            assert not ann.shows("notice-care-joined")
            await ann.taps("fine")


OF_A_DAY = (
    "menu-practice", "menu-rest", "menu-history", "menu-week", "menu-invite", "menu-safety", "menu-leave",
)  # fmt: skip


async def test_who_is_a_therapist_alone_finds_their_work_under_more_and_no_day_of_their_own() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await low.says("/more")
        assert low.offers("menu-notes", "menu-privacy", "menu-clear", "keyboard-help", "calm-offer")
        assert not [each for each in OF_A_DAY if low.offers(each)]
        for door, behind in {
            "caseload-own": "caseload-nothing", "care-hour-change": "care-day-ask", "away": "away-ask",
            "care-policy": "care-policy-ask",
        }.items():  # fmt: skip
            await low.says("/more")
            await low.taps(door)
            assert low.shows(behind)
        await low.says("/more")
        await low.taps("menu-settings")
        assert low.offers("set-name", "set-zone", "set-clearing")
        assert not [each for each in ("set-hour", "set-role", "set-days") if low.offers(each)]


async def test_a_rest_that_a_therapist_took_can_be_ended_where_it_says() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await low.says("/rest")
        await low.taps("rest-open")
        assert low.shows("rest-begun")
        await low.says("/more")
        await low.taps("menu-rest", "rest-end")
        await low.says("/more")
        assert not low.offers("menu-rest")


async def test_a_therapist_begins_for_themselves_by_one_door_and_then_has_what_anybody_has() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await low.says("/today")
        assert low.shows("caseload-nothing"), "no rating is asked of a therapist"
        await low.says("/more")
        await low.taps("for-me")
        assert low.shows("for-me-begins", "hour")
        await low.taps("hour-evening")
        await low.taps("6")
        assert low.shows("kept-first")
        await low.says("/more")
        assert low.offers("menu-practice", "menu-rest", "menu-history", "menu-therapist")
        assert not low.offers("for-me")
        await low.taps("menu-therapist")
        assert low.shows("caseload-nothing")
        await low.waits(days=1, hours=1)
        await low.taps("knock-open")
        assert low.offers("not-together")


async def test_a_therapist_who_typed_a_worry_meets_what_anybody_meets() -> None:
    async with town() as here:
        ann, _, low = await joined(here)
        for worry in ("I am worried about those two", "Some nights I want to die"):
            seen = []
            for who in (ann, low):
                await who.says(worry)
                assert who.offers("keyboard-help", "calm-offer", "not-keep")
                seen.append(who.last)
                await who.taps("enough")
            assert seen[0] == seen[1]
