"""Words for the page that weigh much: the way to people first, and nothing goes on by a slip."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.story.test_page import page_of, preview
from tests.story.test_release import shared
from tests.story.test_therapist import joined
from tests.town import SATURDAY, Resident, town

HEAVY = "Some nights I want to die"
ADDED = ("add-understand", "add-question", "add-session")


async def own_page(who: Resident) -> str:
    await who.says("/week")
    return page_of(who)


@pytest.mark.parametrize("add", ADDED)
async def test_what_is_typed_for_the_page_meets_the_way_to_people_and_stays_off_until_its_writer_says(
    add: str,
) -> None:
    async with town() as here:
        ann, _ = await preview(here)
        await ann.taps(add)
        await ann.says(HEAVY)
        assert ann.shows("heavy-page")
        assert ann.offers("keyboard-help", "calm-offer", "heavy-page-on", "heavy-page-off")
        assert HEAVY not in await own_page(ann), "unanswered, it stays off"
        await ann.taps("page-lines", f"○ {HEAVY[:21]}…", "heavy-page-on")
        assert HEAVY in page_of(ann)
        assert ann.shows("page-changed-lines")


async def test_it_can_be_left_off_and_a_tap_on_it_asks_again() -> None:
    async with town() as here:
        ann, _ = await preview(here, "When you are late I shake")
        await ann.taps("soften")
        await ann.says(HEAVY)
        await ann.taps("heavy-page-off")
        assert HEAVY not in page_of(ann)
        await ann.taps(f"○ {HEAVY[:21]}…")
        assert ann.shows("heavy-page")
        await ann.taps("heavy-page-off")
        assert HEAVY not in page_of(ann)


async def test_what_one_kept_for_oneself_never_waits_on_the_page_to_be_tapped() -> None:
    async with town() as here:
        ann, _ = await preview(here, "When you are late I shake", HEAVY)
        await ann.taps("page-lines")
        assert ann.offers("○ When you are late I s…")
        assert not [label for label in ann.labels if HEAVY[:10] in label]
        await ann.says("/notes")
        await ann.taps("turn-on") if not ann.shows(HEAVY) else None
        assert ann.shows(HEAVY), "it is kept"


@pytest.mark.parametrize(
    ("answer", "stands"), [("heavy-page-on", True), ("heavy-page-off", False), ("", False)]
)
async def test_a_line_for_the_session_written_before_the_page_opens_waits_only_after_a_yes(
    answer: str, stands: bool
) -> None:
    async with town() as here:
        ann, _, _ = await joined(here)
        await ann.says("/therapist")
        await ann.taps("bring")
        await ann.says(HEAVY)
        assert ann.shows("heavy-page") and ann.offers("keyboard-help")
        if answer:
            await ann.taps(answer)
            assert ann.shows("bring-kept" if stands else "kept")
        await here.until(SATURDAY)
        assert (HEAVY in await own_page(ann)) is stands


async def test_a_line_for_the_session_is_looked_at_while_the_page_is_open_too() -> None:
    async with town() as here:
        ann, _, _ = await joined(here)
        await here.until(SATURDAY)
        await ann.says("/therapist")
        await ann.taps("bring")
        await ann.says(HEAVY)
        assert ann.shows("heavy-page")
        assert HEAVY not in await own_page(ann)
        await ann.says("/therapist")
        await ann.taps("bring")
        await ann.says("Why do you never let it rest?")
        assert ann.shows("hint-fear-hurt", "Why do you never let it rest?")


@pytest.mark.parametrize(("answer", "stands"), [("heavy-page-on", True), ("heavy-page-off", False)])
async def test_a_line_said_back_meets_the_same_look(answer: str, stands: bool) -> None:
    async with town() as here:
        _, ben = await shared(here)
        await ben.reads()
        await ben.taps("say-back")
        await ben.says(HEAVY)
        assert ben.shows("heavy-page")
        await ben.taps(answer)
        assert ben.shows("say-back-kept" if stands else "kept")
        await here.until(SATURDAY + timedelta(weeks=1))
        assert (HEAVY in await own_page(ben)) is stands


@pytest.mark.parametrize("add", ADDED)
@pytest.mark.parametrize("words", ["Why do you never let it rest?", "But you never talk to me"])
async def test_blame_meets_another_way_in_every_line_that_is_typed(add: str, words: str) -> None:
    async with town() as here:
        ann, _ = await preview(here)
        await ann.taps(add)
        await ann.says(words)
        assert ann.shows("hint-fear-hurt")
        assert words in page_of(ann), "it never blocks"


async def test_who_broke_trust_meets_it_in_a_question_too() -> None:
    async with town() as here:
        _, ben = await preview(here)
        await ben.reads()
        await ben.taps("add-question")
        await ben.says("Why do you never let it rest?")
        assert ben.shows("hint-fear")


async def test_a_line_kept_for_the_session_meets_another_way_at_once() -> None:
    async with town() as here:
        ann, _, _ = await joined(here)
        await ann.says("/therapist")
        await ann.taps("bring")
        await ann.says("You never talk to me")
        assert ann.shows("bring-kept", "hint-fear-hurt")


async def edited(who: Resident, words: str = HEAVY) -> None:
    """Change what was typed last."""
    await who.edits(next(bubble.id for bubble in reversed(who.person.phone) if bubble.mine), words)


async def test_a_note_that_is_edited_until_it_weighs_much_meets_the_way_to_people() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A long day")
        await edited(ann)
        assert ann.shows("heavy-words") and not ann.shows("kept-note")
        assert ann.offers("keyboard-help", "calm-offer", "not-keep")
        for again in (f"{HEAVY} and sleep", "A longer day"):
            await edited(ann, again)
            assert ann.shows("heavy-words", "edit-taken"), "the way stays, and the words are as they read now"
            await ann.waits(seconds=20)
        await ann.says("/notes")
        assert ann.shows("A longer day")


async def test_a_fear_that_is_edited_until_it_weighs_much_is_the_last_thing_that_evening() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        await ann.taps("practice-fear")
        await ann.says("A door that closes")
        await edited(ann)
        assert ann.shows("heavy-words") and ann.offers("keyboard-help", "calm-offer", "enough")
        assert not ann.offers("go-on")


async def test_words_beside_a_question_and_on_a_grief_page_are_met_so_too_and_both_stay_open() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt")
        await ann.waits(days=1)
        await ann.says("/today")
        await ann.says("so tired")
        await edited(ann)
        assert ann.shows("heavy-words") and ann.offers("keyboard-help", "not-together")
        await ann.taps("7")
        await ann.says("/practice")
        await ann.taps("practice-grief", "grief-begin")
        await ann.says("The coat")
        await edited(ann)
        assert ann.shows("heavy-words") and ann.offers("keyboard-help", "calm-offer", "grief-stop")
        await ann.says("It is still on the hook")
        assert ann.shows("grief-kept")


@pytest.mark.parametrize(("answer", "stands"), [("heavy-page-on", True), ("", False)])
async def test_a_line_for_the_session_edited_until_it_weighs_much_is_asked_about_too(
    answer: str, stands: bool
) -> None:
    async with town() as here:
        ann, _, _ = await joined(here)
        await ann.says("/therapist")
        await ann.taps("bring")
        await ann.says("A long week")
        await edited(ann)
        assert ann.shows("heavy-page") and ann.offers("keyboard-help", "heavy-page-off")
        await (ann.taps(answer) if answer else ann.says("/today"))
        await here.until(SATURDAY)
        assert (HEAVY in await own_page(ann)) is stands
