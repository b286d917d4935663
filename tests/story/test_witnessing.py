"""Witnessing: a line said back stands on one's own next page; how heard that felt is its reader's alone."""

from __future__ import annotations

from datetime import timedelta

from tests.story.test_release import shared
from tests.story.test_stages import READY, both_ready
from tests.town import SATURDAY, Resident, Town, town

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


async def said_back(here: Town) -> tuple[Resident, Resident]:
    """Return a couple in whose second week Ben's page says a line of Ann's back."""
    ann, ben = await shared(here)
    await ben.reads()
    await ben.taps("say-back")
    await ben.says("Each late evening is that week again")
    assert ben.shows("say-back-kept")
    await here.week(ann, ben, opens=SATURDAY + WEEK)
    await ann.reads()
    return ann, ben


async def test_a_line_said_back_stands_on_the_next_page_and_its_reader_rates_it_alone() -> None:
    async with town() as here:
        ann, ben = await said_back(here)
        assert ann.shows("What I heard on your page: Each late evening")
        await ann.taps("heard")
        assert ann.shows("heard-ask")
        assert not ann.shows("heard-before")
        await ann.taps("7")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Sunday"), "nothing remains of the number"
        await ben.reads()
        assert ben.shows("joint-intro")
        assert not ben.offers("heard"), "nothing of his was said back"
        await ann.says("/week")
        await ann.taps("Week to 15 March", "heard")
        assert ann.shows("heard-before", "7")
        await ann.says("lots")
        assert ann.shows("a-number-please")
        await ann.says("3")
        files = await ann.exports()
        assert [each["rating"] for each in files[0]["ratings_and_words"] if each["kind"] == "heard"] == [7, 3]
        assert "heard" not in str((await ben.exports())[0]["ratings_and_words"])


async def test_how_heard_someone_felt_is_no_rating_of_the_week() -> None:
    async with town() as here:
        ann, _ = await said_back(here)
        for n in ("1", "1", "1"):
            await ann.says("/week")
            await ann.taps("Week to 15 March", "heard", n)
        await here.until(SATURDAY + 2 * WEEK)
        await ann.reads()
        assert not ann.shows("page-line-rating-hurt")


async def test_from_being_heard_on_a_day_or_the_menu_asks_for_a_line() -> None:
    async with town() as here:
        couple = await here.couple()
        ben = couple[1]
        await ben.says("/practice")
        assert not ben.offers("practice-witness")
        for week, stage in enumerate(("steady", "name")):
            await both_ready(here, week, READY[stage], couple=couple)
        await ben.says("/practice")
        await ben.taps("practice-witness")
        assert ben.shows("say-back-ask")
        assert not ben.offers("say-back-read"), "no page was shared yet: a line said out loud will do"
        await ben.says("x" * 501)
        assert ben.shows("too-long-line")
        await ben.says("You said the evenings are worst")
        await here.until(SATURDAY + 2 * WEEK)
        await ben.says("/week")
        assert ben.shows("You said the evenings are worst"), "it stands on his own next page"


async def test_what_is_asked_about_a_page_goes_when_it_is_taken_back() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ann.reads()
        await ben.reads()
        await ben.taps("say-back")
        await ann.taps("take-back", "take-back-yes")
        assert not ben.shows("say-back-ask")


async def test_a_skip_is_fine_and_nothing_is_kept() -> None:
    async with town() as here:
        _, ben = await shared(here)
        await ben.reads()
        await ben.taps("say-back", "skip")
        assert ben.shows("skipped")
        await ben.says("/notes")
        assert not ben.shows("note-sayback")
