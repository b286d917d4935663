"""For the partner who broke trust, alone: three questions to tap, and no answer that is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import SATURDAY, Resident, town

ANSWERS = ("truth-tap-yes", "truth-tap-later", "truth-tap-closed")


async def opened(who: Resident) -> Resident:
    await who.says("/practice")
    await who.taps("practice-truth")
    return who


@pytest.mark.parametrize(("role", "there"), [("unsaid", False), ("both", True)])
async def test_they_are_for_who_broke_trust(role: str, there: bool) -> None:
    async with town() as here:
        ben = await here.settled("Ben", role)
        await ben.says("/practice")
        assert ben.offers("practice-truth") is there


async def test_each_answer_leads_to_one_plain_line_of_what_helps() -> None:
    async with town() as here:
        ben = await opened(await here.settled("Ben", "broke"))
        assert ben.shows("truth-alone", "item-truth-contact")
        await ben.taps("truth-tap-yes")
        assert ben.shows("item-truth-unsaid")
        await ben.taps("truth-tap-later")
        assert ben.shows("item-truth-health")
        await ben.taps("truth-tap-closed")
        assert ben.shows("truth-contact-yes", "truth-unsaid-later", "truth-kept-back", "ease-feet")
        assert not ben.shows("truth-health-yes") and not ben.shows("truth-health-later")
        await ben.waits(seconds=61)
        assert ben.keeps_only("Monday")


async def test_no_answer_is_kept_anywhere() -> None:
    files = []
    for answer in ANSWERS:
        async with town() as here:
            ben = await opened(await here.settled("Ben", "broke"))
            await ben.taps(answer, answer, "truth-no-need" if answer == "truth-tap-yes" else answer, "enough")
            read, paper = await ben.exports()
            assert [each["kind"] for each in read["asked"]].count("truth") == 1
            files.append((read, paper))
            await ben.says("/notes")
            assert ben.shows("notes-none")
    assert files[0] == files[1] == files[2]


async def test_the_next_question_looks_the_same_whatever_was_answered() -> None:
    seen = []
    for answer in ANSWERS:
        async with town() as here:
            ben = await opened(await here.settled("Ben", "broke"))
            await ben.taps(answer)
            seen.append((ben.phone, ben.labels))
    assert seen[0] == seen[1] == seen[2]


async def test_it_can_be_skipped_or_left_and_what_is_typed_is_only_a_note() -> None:
    async with town() as here:
        ben = await opened(await here.settled("Ben", "broke"))
        await ben.taps("skip")
        assert ben.shows("skipped")
        await opened(ben)
        await ben.taps("truth-tap-yes")
        await ben.says("there is more")
        assert ben.shows("kept-note")
        await opened(ben)
        await ben.waits(minutes=11)
        assert ben.keeps_only("Monday")


async def test_nothing_of_it_comes_near_a_page() -> None:
    async with town() as here:
        _, ben = await here.couple()
        await opened(ben)
        await ben.taps("truth-tap-later", "truth-tap-later", "truth-tap-later", "enough")
        await here.until(SATURDAY + timedelta(hours=1))
        await ben.says("/week")
        assert ben.shows("page-plain")
