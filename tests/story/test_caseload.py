"""What a therapist sets once for all couples, and what a couple may bring before the session."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people import Client, Person, telegram_locator
from bot.services.therapy.therapist import A_LEAF, SIDE_BY_SIDE
from tests.story.test_session_page import WEEK, week
from tests.story.test_therapist import WEDNESDAY, arrives, joined, proposed
from tests.town import SATURDAY, Resident, Town, town

RULE = "I keep no secrets. What one tells me alone, I ask them to say in the next session."


async def test_a_couple_reads_what_the_therapist_says_about_secrets_before_their_yes() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        low = await arrives(here, await proposed(ann))
        await ann.says("/therapist")
        assert ann.shows("care-digits", "care-policy-none")
        await low.taps("care-policy")
        await low.says(RULE)
        assert low.shows("saved")
        for who in (ann, ben):
            await who.says("/therapist")
            assert who.shows("care-digits", "care-policy-says", RULE)
            await who.taps("digits-yes")
        await low.says("/therapist")
        await low.taps("care-policy")
        assert low.shows(RULE)
        await low.says("I keep all secrets.")
        await ann.says("/therapist")
        assert ann.shows("care-status", RULE)  # what they said yes to stands
        assert not ann.shows("I keep all secrets.")


async def test_pages_wait_for_a_therapist_who_is_away_and_come_together() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.says("/therapist")
        await low.taps("away", "2 weeks")
        assert low.shows("away-until")
        before = ann.screen
        await low.says("/therapist")
        assert ann.screen == before
        for n in (1, 2):
            await week(here, ann, ben, n)
            await here.until(WEDNESDAY + n * WEEK - timedelta(minutes=1))
            assert low.knocks == 0
        await here.until(WEDNESDAY + 2 * WEEK + timedelta(minutes=1))
        await low.says("/today")
        await low.past_notices()
        await low.taps("caseload-open")
        assert low.shows("(2)", "(1)")
        assert not low.shows("(0)")
        await week(here, ann, ben, 3)
        await here.until(WEDNESDAY + 3 * WEEK)
        await low.says("/therapist")
        await low.taps("caseload-open")
        assert low.shows("(3)")
        assert not low.shows("(2)")


async def test_a_weekly_knock_that_nobody_opened_leaves_nothing_in_the_chat() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await here.until(WEDNESDAY - timedelta(minutes=1))
        before = low.phone
        await here.until(WEDNESDAY + timedelta(minutes=1))
        assert low.knocks == 1
        await here.until(WEDNESDAY + timedelta(days=2))
        assert low.phone == before


async def test_what_came_before_a_leave_stays_to_be_read_in_it() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("away", "2 weeks")
        assert low.shows("away-until", "Ann & Ben: a page.")
        await low.taps("away", "away-end")
        assert low.shows("Ann & Ben: a page.")
        await low.taps("caseload-open")
        assert low.shows("(0)")


async def test_a_couple_that_links_while_their_therapist_is_away_knocks_at_nobody_on_leave() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        low = await arrives(here, await proposed(ann))
        await low.says("/therapist")
        await low.taps("away", "2 weeks")
        for who in (ann, ben):
            await who.says("/therapist")
            await who.taps("digits-yes")
        assert low.knocks == 0
        await low.says("/today")
        assert low.shows("notice-client-joined")


async def test_a_therapist_whose_couples_are_gone_reaches_the_link_to_hand_out() -> None:
    async with town() as here:
        *_, low = await joined(here)
        await low.says("/leave")
        assert low.shows("leave-therapist")
        await low.says("/therapist")
        await low.taps("client-manage", "client-end", "client-end-yes")
        await low.says("/therapist")
        assert low.shows("caseload-title")
        assert low.offers("care-hand")


async def test_a_therapist_with_a_partner_of_their_own_reaches_the_couples_they_work_with() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        eve, low = await here.couple("Eve", "Low")
        await low.opens(await proposed(ann))
        await low.taps("agree")
        await low.says("/therapist")
        assert low.shows("care-what")
        await low.taps("caseload-own")
        assert low.shows("caseload-title", "Ann & Ben")
        await eve.says("/therapist")
        assert not eve.offers("caseload-own")


async def test_a_therapist_can_be_back_earlier() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await low.says("/therapist")
        await low.taps("away", "8 weeks")
        await week(here, ann, ben)
        await low.says("/therapist")
        await low.taps("away-end")
        assert not low.shows("away-until") and not low.offers("away-end")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("caseload-page")


async def test_what_one_would_like_to_bring_waits_for_the_page_of_the_week() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await ann.says("/therapist")
        await ann.taps("bring")
        assert ann.shows("write-session", "bring-next")
        await ann.says("Why the silence at dinner?")
        assert ann.shows("bring-kept")
        await here.until(SATURDAY)
        await ann.says("/week")
        assert ann.shows("For our session: Why the silence at dinner?")
        await ann.says("/therapist")
        await ann.taps("bring")
        assert ann.shows("bring-now")
        await ann.says("And the car.")
        assert ann.shows("Why the silence at dinner?", "For our session: And the car.")
        for who in (ann, ben):
            await who.shares(both=True)
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("caseload-open")
        assert low.shows("session-brings", "Why the silence at dinner?", "And the car.")


async def test_the_next_couple_is_handed_a_link_that_tells_nobody_and_reads_the_rule_at_once() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await low.says("/therapist")
        await low.taps("care-hand")
        assert low.shows("care-hand-link", f"https://t.me/{here.username}")
        await low.taps("back", "care-policy")
        await low.says(RULE)
        before = low.screen
        cat, dan = await here.couple("Cat", "Dan")
        assert low.screen == before
        await cat.says("/therapist")
        assert cat.offers("care-propose")
        assert not cat.offers("bring")
        await low.opens(await proposed(cat))
        for who in (cat, dan):
            await who.says("/therapist")
            assert who.shows("care-policy-says", RULE)


async def many(here: Town, low: Resident, label: str = "A") -> None:
    """Put fifty-nine couples more into a caseload of one."""
    async with here.store.begin() as tx:
        owner, _ = await tx.locate(Person, telegram_locator(low.person.id)) or ("", "")
        rows = tx.of(owner)
        (known,) = await rows.all(Client)
        for n in range(59):
            await rows.put(replace(known, id=f"{n:022d}", proposal=f"other {n}", label=f"{label}{n:02d}"))


async def test_couples_with_a_page_come_first_in_a_long_list() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await many(here, low)
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("60 couples")
        labels = [each for each in low.labels if each.startswith(("Open", "About"))]
        assert labels[:3] == ["Open Ann & Ben", "About Ann & Ben", "About A00"]
        assert len(labels) == A_LEAF + 1
        seen = set(labels)
        for _ in range(60 // A_LEAF - 1):
            await low.taps("turn-on")
            assert not low.offers("away")  # what is for all couples stands on the first leaf alone
            seen |= {each for each in low.labels if each.startswith("About")}
        assert len(seen) == 61


async def test_back_leads_to_where_a_couple_stands_in_a_long_list_and_an_end_is_asked_for_first() -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await many(here, low)
        await low.says("/therapist")
        await low.taps("turn-on", "turn-on")
        label = next(each for each in low.labels if each.startswith("About"))
        await low.taps(label, "back")
        assert low.offers(label)
        await low.taps(label, "client-rename")
        await low.says("Z, who come last")
        assert low.offers("About Z, who come last")
        await low.taps("About Z, who come last", "client-end")
        assert low.shows("client-end-ask", "Z, who come last")
        await low.taps("back", "client-end", "client-end-yes")
        assert low.shows("59 couples")
        assert not low.shows("Z, who come last")


@pytest.mark.parametrize(("letters", "in_a_row"), [(SIDE_BY_SIDE, 2), (SIDE_BY_SIDE + 1, 1)])
async def test_two_couples_share_a_row_only_where_both_names_can_be_read(letters: int, in_a_row: int) -> None:
    async with town() as here:
        _, _, low = await joined(here)
        await many(here, low, "A" * (letters - 2))
        await low.says("/therapist")
        rows = [row for bubble in low.person.phone for row in bubble.buttons if row[0].startswith("About")]
        assert [len(row) for row in rows] == [in_a_row] * (A_LEAF // in_a_row)
