"""Questions: a private list; each waits a night, and goes only where its writer puts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.library import Library
from tests.town import Resident, town

TUESDAY = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


async def asks(who: Resident, words: str = "Is it truly over?") -> Resident:
    await who.says("/practice")
    await who.taps("practice-question")
    await who.says(words)
    return who


async def evening(who: Resident, day: datetime = TUESDAY, rating: str = "6") -> Resident:
    await who.town.until(day)
    await who.taps("knock-open")
    await who.past_notices()
    await who.taps(rating, "go-on")
    return who


async def slept(who: Resident, words: str = "Is it truly over?") -> Resident:
    """Ask a question, and open it on the next day, in the list."""
    await asks(who, words)
    await who.waits(days=1)
    await who.says("/practice")
    await who.taps("practice-question", "questions", "question-decide")
    return who


@pytest.mark.parametrize(("role", "there"), [("both", True), ("broke", False)])
async def test_questions_are_for_who_was_hurt(role: str, there: bool) -> None:
    async with town() as here:
        ann = await here.settled("Ann", role)
        await ann.says("/practice")
        assert ann.offers("practice-question") is there


async def test_a_question_can_be_tapped_or_typed_and_is_kept_in_the_list() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"), "Who else knows agian?")
        assert ann.shows("kept") and not ann.shows("kept-words"), "alone, there is no page"
        await ann.edits(ann.person.phone[-1].id, "Who else knows?")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        await ann.says("/practice")
        await ann.taps("practice-question")
        assert ann.shows("question-night")
        while not any(each.endswith("?") for each in ann.labels):  # one of them has no beginnings
            await ann.taps("skip")
            await ann.says("/practice")
            await ann.taps("practice-question")
        tapped = next(each for each in ann.labels if each.endswith("?"))
        await ann.taps(tapped)
        assert ann.shows("kept") and not ann.shows("kept-words"), "alone, there is no page"
        await ann.says("/practice")
        await ann.taps("practice-question", "questions")
        assert ann.shows("question-of", tapped)
        await ann.taps("turn-on")
        assert ann.shows("Who else knows?")
        await ann.says("/notes")
        assert ann.shows("note-question")


async def test_a_question_waits_a_night() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"))
        await ann.says("/practice")
        await ann.taps("practice-question", "questions")
        assert ann.shows("question-is-waits")
        assert not ann.offers("question-decide")
        await here.until(TUESDAY)
        await ann.taps("knock-open", "6")
        await asks(ann, "Why then?")
        await ann.says("/today")
        assert not ann.shows("question-does")


async def test_the_next_day_asks_what_an_answer_would_do_once_and_nothing_else() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"))
        await evening(ann)
        assert ann.shows("question-slept", "Is it truly over?", "question-does")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Tuesday")
        await ann.says("/today")
        assert ann.shows("question-slept")  # it was only put away
        await ann.taps("question-does-understand", "question-to-keep")
        assert ann.shows("question-saved-alone")
        await ann.taps("go-on")
        assert ann.shows("today-done")
        await evening(ann, TUESDAY + DAY)
        assert not ann.shows("question-slept")


async def test_after_a_low_rating_a_question_waits_on() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"))
        await here.until(TUESDAY)
        await ann.taps("knock-open", "2")
        await ann.says("/today")
        assert not ann.shows("question-slept")
        await evening(ann, TUESDAY + 2 * DAY)
        assert ann.shows("question-slept")


async def test_a_question_that_is_skipped_or_left_is_not_put_forward_again() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"))
        await evening(ann)
        await ann.taps("skip")
        assert ann.shows("skipped")
        await evening(ann, TUESDAY + DAY)
        assert not ann.shows("question-slept")
        await asks(ann, "Why then?")
        await evening(ann, TUESDAY + 2 * DAY)
        assert ann.shows("question-slept", "Why then?")
        await evening(ann, TUESDAY + 3 * DAY)
        assert not ann.shows("question-slept")
        await ann.says("/practice")
        await ann.taps("practice-question", "questions")
        assert ann.shows("Why then?", "question-is-open")


async def test_alone_a_question_goes_on_no_page() -> None:
    async with town() as here:
        ann = await slept(await here.settled("Ann", "hurt"))
        await ann.taps("question-does-pictures")
        assert ann.shows("question-where")
        assert ann.offers("question-to-keep", "question-to-rest")
        assert not ann.offers("question-to-page") and not ann.offers("question-to-session")


async def test_a_question_to_an_item_that_never_goes_on_a_page_stays_here() -> None:
    async with town() as here:
        facts = here.engine.conversation.facts
        never = Library(tuple(replace(each, may_go_on_page=False) for each in facts.library.items))
        here.engine.conversation.facts = replace(facts, library=never)
        ann, _ = await here.couple()
        await slept(ann)
        await ann.taps("question-does-understand")
        assert ann.offers("question-to-keep", "question-to-rest")
        assert not ann.offers("question-to-page") and not ann.offers("question-to-session")
        assert not ann.shows("question-session-open")


async def lines_of_week(who: Resident) -> Resident:
    await who.town.until(SATURDAY)
    await who.says("/week")
    return who


async def test_what_is_put_on_the_page_stands_there_to_be_seen_first() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await slept(ann)
        await ann.taps("question-does-understand")
        assert ann.shows("question-session-open")
        await ann.taps("question-to-page")
        await lines_of_week(ann)
        assert ann.shows("page-line-question", "Is it truly over?")
        await ann.taps("choose-partner")
        await ben.shares()
        await here.until(SATURDAY + timedelta(hours=30))
        await ben.taps("knock-open")
        assert ben.shows("Is it truly over?")


async def test_what_is_for_the_session_stands_on_the_page_as_that() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await slept(ann)
        await ann.taps("question-does-pictures", "question-to-session")
        await lines_of_week(ann)
        assert ann.shows("page-line-session", "Is it truly over?")
        await ann.taps("✓ Is it truly over?")
        assert not ann.shows("page-line-session")


@pytest.mark.parametrize("place", ["keep", "rest"])
async def test_what_is_kept_or_rests_is_on_no_page(place: str) -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await slept(ann)
        await ann.taps("question-does-unsure", f"question-to-{place}")
        await lines_of_week(ann)
        assert not any("truly over" in each for each in (*ann.phone, *ann.labels))
        await ann.says("/practice")
        await ann.taps("practice-question", "questions")
        assert ann.shows(f"question-is-{place}")


async def test_a_question_that_is_old_by_then_goes_on_the_next_page_all_the_same() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await asks(ann)
        await here.until(SATURDAY + timedelta(days=3))
        await ann.says("/practice")
        await ann.taps("practice-question", "questions", "question-decide")
        await ann.taps("question-does-understand", "question-to-page")
        await here.until(SATURDAY + timedelta(days=7))
        await ann.says("/week")
        assert ann.shows("page-line-question")
        await here.until(SATURDAY + timedelta(days=14))
        await ann.says("/week")
        assert not ann.shows("page-line-question")


async def test_a_question_can_be_sorted_anew_and_deleted() -> None:
    async with town() as here:
        ann = await slept(await here.settled("Ann", "hurt"))
        await ann.taps("question-does-unsure", "question-to-rest")
        await ann.says("/practice")
        await ann.taps("practice-question", "questions", "question-decide", "question-does-understand")
        await ann.taps("question-to-keep")
        await ann.says("/practice")
        await ann.taps("practice-question", "questions")
        assert ann.shows("question-is-keep")
        await ann.taps("note-drop")
        assert ann.shows("questions-none")
        await ann.taps("back")
        assert ann.offers("practice-question")


async def test_a_question_that_was_deleted_meanwhile_is_not_asked_about() -> None:
    async with town() as here:
        ann = await asks(await here.settled("Ann", "hurt"))
        await evening(ann)
        await ann.says("/notes")
        await ann.taps("note-drop")
        await ann.says("/today")
        assert not ann.shows("question-slept")


async def test_a_minute_later_nothing_tells_how_a_question_was_sorted() -> None:
    seen = []
    for does, place in (("understand", "page"), ("pictures", "session"), ("unsure", "rest")):
        async with town() as here:
            ann, _ = await here.couple()
            await slept(ann)
            await ann.taps(f"question-does-{does}")
            seen.append((ann.phone, ann.labels))
            await ann.taps(f"question-to-{place}")
            await ann.waits(seconds=61)
            assert ann.keeps_only("Tuesday")
    assert seen[0] == seen[1] == seen[2]


async def test_a_question_that_weighs_much_waits_on_its_page_and_is_asked_about_before_it_goes_on() -> None:
    heavy = "Do you know I want to die?"
    async with town() as here:
        ann, _ = await here.couple()
        await slept(ann, heavy)
        await ann.taps("question-does-understand", "question-to-page")
        await lines_of_week(ann)
        assert not any(heavy in each for each in ann.phone), "it is off"
        await ann.taps(f"○ {heavy[:21].rstrip()}…")
        assert ann.shows("heavy-page")
        await ann.taps("heavy-page-on")
        assert any(heavy in each for each in ann.phone)


async def test_who_is_held_sorts_in_the_same_words() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/safety")
        await ann.taps("hold-set")
        await slept(ann)
        await ann.taps("question-does-understand")
        assert ann.offers("question-to-page", "question-to-session")
        await ann.taps("question-to-page")
        await lines_of_week(ann)
        assert ann.shows("page-plain")
        assert not ann.shows("Is it truly over?")
