"""Does it own, or defend? Asked of one's own line by rule: out, as it is, or tomorrow; never in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.page import LineKind
from bot.domain.people import Person, Role
from bot.domain.say import line
from bot.services.day.checkins import STAYS
from bot.services.page.hints import OWN, list_of
from tests.story.test_page import page_of, preview
from tests.town import SATURDAY, WORDS, Resident, Town, town

LIED = "I said I was at work."
EXCUSE = "I only did it to protect you."


async def owns(who: Resident, words: str) -> None:
    """Write a line of one's own, as a practice."""
    await who.says("/practice")
    await who.taps("practice-own")
    await who.says(words)


async def broke(here: Town) -> Resident:
    return await here.settled("Ben", "broke", "London")


async def notes(who: Resident) -> str:
    await who.says("/notes")
    return who.last


async def test_a_line_that_owns_is_kept_with_one_line_about_staying() -> None:
    async with town() as here:
        ben = await broke(here)
        seen = set()
        for _ in range(3):
            await owns(ben, LIED)
            assert ben.shows("kept-own", "own-stay") and not ben.shows("kept-words")
            assert not ben.shows("owns-ask")
            seen.add(ben.last)
            await ben.taps("enough")
        assert len(seen) == 3, "not the same each time"


async def test_the_lines_about_staying_go_on_where_the_words_are_deleted_each_time() -> None:
    async with town() as here:
        ben = await broke(here)
        said = []
        for _ in STAYS:
            await owns(ben, LIED)
            said.append(ben.last)
            await notes(ben)
            await ben.taps("note-drop")
            assert LIED not in await notes(ben)
        lines = [WORDS.write(line("own-stay", which=n), "en", "") for n in range(1, len(STAYS) + 1)]
        assert all(any(each in text for text in said) for each in lines), "each before one comes again"


async def test_what_may_defend_is_shown_and_can_be_taken_out() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        assert ben.shows("kept-own", "owns-ask", EXCUSE)
        assert LIED not in ben.last
        await ben.taps("owns-out")
        assert ben.shows("owns-taken", "own-stay")
        assert LIED in await notes(ben)
        assert EXCUSE not in ben.last


async def test_one_after_another_is_asked_about_and_the_last_may_leave_nothing() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"At least I told you. {EXCUSE}")
        assert ben.shows("At least I told you.")
        await ben.taps("owns-out")
        assert ben.shows("owns-ask", EXCUSE)
        await ben.taps("owns-out")
        assert ben.shows("owns-nothing")
        assert ben.offers("owns-anew")
        await ben.says("/notes")
        assert ben.shows("notes-none")


async def test_it_can_stay_as_it_is() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        await ben.taps("owns-leave")
        assert ben.shows("kept-own", "own-stay") and not ben.shows("kept-words")
        assert EXCUSE in await notes(ben)


async def test_it_never_blocks_what_nobody_answers_is_kept_and_clears_like_any_answer() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        await ben.waits(seconds=61)
        assert ben.keeps_only("Monday")
        assert EXCUSE in await notes(ben)


async def test_mended_words_are_what_is_looked_at() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        message = next(bubble.id for bubble in ben.person.phone if bubble.mine)
        await ben.edits(message, f"{LIED} But you were cold. I will call.")
        await ben.taps("owns-out")
        assert f"{LIED} I will call." in await notes(ben)


@pytest.mark.parametrize(("answer", "stays"), [("owns-out", False), ("owns-leave", True)])
async def test_tomorrow_it_waits_behind_the_knock_and_is_the_one_thing_of_that_day(
    answer: str, stays: bool
) -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        await ben.taps("owns-later")
        assert ben.shows("owns-put-off")
        await ben.taps("enough")
        await ben.says("/today")
        assert not ben.shows("owns-ask"), "not today"
        await here.passes(days=1)
        await ben.taps("knock-open", "7", "go-on")
        assert ben.shows("owns-again", "owns-ask", EXCUSE)
        await ben.taps(answer, "go-on")
        assert not ben.offers("skip"), "nothing more is asked today"
        assert (EXCUSE in await notes(ben)) is stays
        await here.passes(days=1)
        await ben.rates(6)
        assert not ben.shows("owns-ask"), "once is enough"


async def test_who_comes_much_later_is_not_asked_any_more() -> None:
    async with town() as here:
        ben = await broke(here)
        await owns(ben, f"{LIED} {EXCUSE}")
        await ben.taps("owns-later", "enough")
        await here.passes(days=5)
        await ben.says("/today")
        await ben.taps("7", "go-on")
        assert not ben.shows("owns-ask")


async def own_page(here: Town, *words: str) -> Resident:
    """Return who broke trust, having written this for the page at T0."""
    _, ben = await preview(here)
    await ben.reads()
    await ben.taps("add-understand")
    await ben.says(" ".join(words))
    return ben


async def test_on_the_page_the_part_that_defends_can_be_taken_out() -> None:
    async with town() as here:
        ben = await own_page(here, LIED, EXCUSE)
        assert ben.shows("owns-ask", EXCUSE)
        await ben.taps("owns-out")
        assert ben.shows("owns-taken")
        assert LIED in page_of(ben)
        assert EXCUSE not in page_of(ben)


async def test_a_line_that_was_left_is_asked_about_again_only_where_it_is_changed_for_the_page() -> None:
    async with town() as here:
        _, ben = await here.couple()
        await owns(ben, f"{LIED} {EXCUSE}")
        await ben.taps("owns-leave", "enough")
        await here.until(SATURDAY)
        await ben.says("/week")
        await ben.taps("page-lines")
        await ben.taps(next(label for label in ben.labels if label.startswith("○ I said")))
        assert LIED in page_of(ben) and not ben.shows("owns-ask")
        await ben.taps("soften")
        await ben.says(f"I was not at work. {EXCUSE}")
        assert ben.shows("owns-ask", EXCUSE)


async def test_on_the_page_a_line_of_nothing_else_goes_whole() -> None:
    async with town() as here:
        ben = await own_page(here, EXCUSE)
        await ben.taps("owns-out")
        assert ben.offers("add-understand")
        assert EXCUSE not in page_of(ben)


async def test_on_the_page_it_can_stay_and_a_yes_begins_anew() -> None:
    async with town() as here:
        ben = await own_page(here, LIED, EXCUSE)
        await ben.taps("owns-leave")
        assert EXCUSE in page_of(ben)
        assert ben.shows("page-changed-lines")


async def test_on_the_page_tomorrow_means_off_until_it_is_asked_again() -> None:
    async with town() as here:
        ben = await own_page(here, LIED, EXCUSE)
        await ben.taps("owns-later")
        assert ben.shows("owns-off", "Sunday, 16:00")
        assert EXCUSE not in page_of(ben)
        await here.until(SATURDAY + timedelta(hours=22))
        await ben.says("/today")
        await ben.taps("7", "go-on")
        assert ben.shows("owns-again", EXCUSE)
        await ben.taps("owns-out")
        assert ben.shows("owns-taken")
        await ben.says("/week")
        await ben.taps("page-lines")
        assert ben.offers(f"○ {LIED}")


async def test_an_old_screen_about_a_line_that_is_gone_says_so() -> None:
    async with town() as here:
        ben = await own_page(here, LIED, EXCUSE)
        await here.until(SATURDAY + timedelta(hours=30))
        assert not ben.offers("owns-out"), "what T1 brought took its place"


@pytest.mark.parametrize("kind", LineKind)
def test_no_line_of_who_was_hurt_is_asked_whether_it_owns_or_defends(kind: LineKind) -> None:
    hurt = Person(id="a", owner="a", at=SATURDAY, chat=1, role=Role.HURT)
    assert list_of(kind, hurt) != OWN
    assert list_of(LineKind.SAYBACK, replace(hurt, role=Role.BROKE)) == OWN


async def test_after_a_line_of_ones_own_the_floor_is_named_once() -> None:
    async with town() as here:
        ben = await broke(here)
        eases = set()
        for _ in range(7):
            await owns(ben, LIED)
            assert not ben.shows("ease-feet")
            eases |= {
                key for key in ("ease-breath", "ease-water", "ease-walk", "ease-hands") if ben.shows(key)
            }
            await ben.taps("enough")
        assert eases, "any other ease still follows"
