"""Words for the page that weigh much: the way to people first, and nothing goes on by a slip."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services import flow
from bot.services.flow.turn import NO_WORDS
from tests.story.test_page import page_of, preview
from tests.story.test_release import shared
from tests.story.test_therapist import arrives, joined, proposed
from tests.town import SATURDAY, Resident, town

HEAVY = "Some nights I want to die"
LOOKED_AT = {
    "rate", "keep-words", "page-words", "bring-words", "grief-seen", "say-back-w", "care-policy-words",
}  # fmt: skip
"""What waits for words, and looks at them itself."""

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


@pytest.mark.parametrize("kept", ["care-policy-on", "enough", "not-keep"])
async def test_what_a_therapist_types_for_couples_meets_it_and_no_couple_reads_it_before_a_yes(
    kept: str,
) -> None:
    async with town() as here:
        ann, _ = await here.couple()
        low = await arrives(here, await proposed(ann))
        await low.taps("care-policy")
        await low.says(HEAVY)
        assert low.shows("heavy-words", "care-policy-heavy") and low.offers("keyboard-help", "calm-offer")
        await ann.says("/therapist")
        assert ann.shows("care-digits", "care-policy-none") and not ann.shows(HEAVY)
        await low.taps(kept)
        await ann.says("/therapist")
        assert ann.shows(HEAVY) is (kept == "care-policy-on")
        await low.says("/notes")
        assert low.shows(HEAVY) is (kept == "enough"), "what couples read is no note any more"


async def test_where_a_name_or_a_place_is_asked_for_it_is_met_and_becomes_neither() -> None:
    async with town() as here:
        ann, _, low = await joined(here)
        for who, doors in (
            (low, ("client-manage", "client-rename")),
            (ann, ("set-name",)),
            (ann, ("set-zone",)),
        ):
            await who.says("/therapist" if who is low else "/settings")
            await who.taps(*doors)
            await who.says(HEAVY)
            assert who.shows("heavy-words"), doors
            assert who.offers("keyboard-help", "calm-offer", "not-keep")
        await low.says("/therapist")
        assert low.shows("Ann & Ben")
        await ann.says("/notes")
        assert ann.shows(HEAVY)


async def test_on_the_first_evening_the_name_is_still_asked_for_below_it() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.taps("begin", "agree")
        await ann.says(HEAVY)
        assert ann.shows("heavy-words", "name") and ann.offers("keyboard-help")
        await ann.says("Ann")
        assert ann.shows("hour")


def test_wherever_something_is_typed_somebody_looks_at_what_weighs_much() -> None:
    sources = Path(flow.__file__).parents[1].rglob("*.py")
    waiting = {
        name
        for each in sources
        for name in re.findall(r'awaits="([a-z-]+)"', each.read_text(encoding="utf-8"))
    }
    assert waiting - {*NO_WORDS} == LOOKED_AT
    assert waiting >= {*NO_WORDS}


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
