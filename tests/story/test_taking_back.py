"""Taking a page back: asked once, honest about what it can do, and seen on the other's own phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.story.test_release import shared
from tests.story.test_therapist import WEDNESDAY, joined, page
from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town

MINUTE = timedelta(minutes=1)


async def takes_back(who: Resident) -> None:
    """Take one's page of the last week back, from wherever one is."""
    await who.says("/week")
    await who.taps("week-of", "take-back", "take-back-yes")
    assert who.shows("taken-back")


def gone(who: Resident) -> bool:
    """Whether nothing on this phone holds the page any more."""
    return not any("Late, no word" in bubble.words for bubble in who.person.phone)


async def test_taking_back_asks_once_and_says_what_it_cannot_do() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ann.reads()
        before = ben.screen
        await ann.taps("take-back")
        assert ann.shows("take-back-ask", "They may have read it by now, and I can't undo that")
        assert not ann.shows("take-back-care")
        assert ben.screen == before
        await ann.taps("back")
        assert ann.shows("joint-intro")
        await ann.taps("take-back", "put-away")
        assert ben.screen == before


async def test_a_page_that_was_opened_goes_from_the_other_phone() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        assert ben.shows("Late, no word")
        await takes_back(ann)
        assert gone(ben)
        assert not ben.shows("neutral"), "young enough to be deleted"
        await ben.says("/week")
        assert not ben.offers("week-of")
        await ann.says("/week")
        await ann.taps("week-of")
        assert ann.shows("I lied")  # the reader's copy stays


async def test_a_page_that_was_not_opened_yet_goes_and_whose_own_is_still_out_there_reads_so() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await takes_back(ann)
        await ben.reads()
        assert gone(ben)
        assert ben.shows("week-taken", "week-taken-yours", "Ann")
        assert not ben.shows("week-private"), "a page went out: Ann has it"
        await ben.taps("take-back", "take-back-yes")
        assert ben.shows("taken-back")
        await ann.says("/week")
        assert not ann.offers("week-of") and not ann.offers("take-back")


@pytest.mark.parametrize("read", [True, False])
async def test_who_is_first_to_take_back_does_not_keep_the_other_from_it(read: bool) -> None:
    async with town() as here:
        ann, ben = await shared(here)
        if read:
            await ben.reads()
        await takes_back(ann)
        await ben.says("/week")
        await ben.taps("take-back")
        assert ben.shows("take-back-too", "Ann")
        await ben.taps("take-back-yes")
        assert ben.shows("taken-back")
        await ann.says("/week")
        assert not ann.offers("week-of"), "no page of the week is with anybody"
        await ben.says("/week")
        assert not ben.offers("take-back"), "once is enough"


async def test_after_two_days_the_second_is_not_offered_it_either() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await takes_back(ann)
        await ben.says("/week")
        await ben.taps("take-back")
        here.clock.turn(SUNDAY + timedelta(hours=48))
        await ben.taps("take-back-yes")
        assert not ben.shows("taken-back")
        await ben.says("/week")
        assert not ben.offers("take-back")
        await ben.says("/today")
        assert ben.shows("week-taken-yours") and not ben.offers("take-back")


async def test_who_took_back_first_and_lost_the_other_page_is_offered_nothing_more() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await takes_back(ann)
        await ben.says("/week")
        await ben.taps("take-back", "take-back-yes")
        await ann.says("/today")
        assert ann.shows("week-taken") and not ann.shows("week-taken-yours")
        assert not ann.offers("take-back")


async def test_a_picture_of_the_weeks_goes_too() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ben.taps("joint-picture")
        assert ben.person.phone[-1].kind == "photo"
        await takes_back(ann)
        assert all(bubble.kind == "text" for bubble in ben.person.phone)
        assert not ben.shows("picture-joint-caption")


async def test_a_message_too_old_to_be_deleted_turns_neutral() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ann.reads()
        await ann.taps("take-back")
        here.clock.turn(SUNDAY + timedelta(hours=47, minutes=55))  # the bot was away
        here.telegram.faults.add("500", chat=ben.person, times=12)
        await ann.taps("take-back-yes")
        assert ann.shows("taken-back")
        assert not gone(ben), "Telegram takes nothing for a while"
        await here.passes(minutes=20)
        assert gone(ben)
        assert ben.shows("neutral")


async def test_who_blocked_the_bot_keeps_the_message_until_they_are_back() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        ben.person.blocks()
        await here.settle()
        await takes_back(ann)
        assert not gone(ben), "nobody can reach into a chat that shut the bot out"
        ben.person.unblocks()
        await here.settle()
        assert gone(ben)
        await ben.says("/week")
        assert not ben.offers("week-of")


async def test_who_deleted_everything_makes_no_difference_to_who_takes_back() -> None:
    screens = set()
    for deletes in (True, False):
        async with town() as here:
            ann, ben = await shared(here)
            if deletes:
                await ben.says("/delete")
                await ben.taps("delete-yes")
            await takes_back(ann)
            screens.add(ann.screen)
    assert len(screens) == 1


@pytest.mark.parametrize("hours", [48, 24 * 7])
async def test_after_two_days_taking_back_is_refused_honestly(hours: int) -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await here.until(SUNDAY + timedelta(hours=48) - MINUTE)
        await ann.says("/week")
        await ann.taps("week-of")
        assert ann.offers("take-back")
        await ann.taps("take-back")
        here.clock.turn(SUNDAY + timedelta(hours=hours))
        await ann.taps("take-back-yes")
        assert not ann.shows("taken-back")
        await ann.says("/week")
        await ann.taps("week-of")
        assert not ann.offers("take-back")
        await ben.says("/week")
        await ben.taps("week-of")
        assert ben.shows("Late, no word")


async def test_a_tap_that_comes_too_late_says_so() -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await here.until(SUNDAY + timedelta(hours=48) - MINUTE)
        await ann.says("/week")
        await ann.taps("week-of", "take-back")
        await here.until(SUNDAY + timedelta(hours=48))
        await ann.taps("take-back-yes")
        assert ann.shows("too-late-back")


async def sent_to_therapist(here: Town) -> tuple[Resident, Resident, Resident]:
    """Return a couple whose pages of a week go to their therapist, too."""
    ann, ben, low = await joined(here)
    await here.until(SATURDAY)
    for who, words in ((ann, "Late, no word"), (ben, "I lied")):
        await page(who, words, "choose-both")
    await here.until(SUNDAY)
    return ann, ben, low


async def test_a_therapist_who_has_not_opened_it_reads_nothing_this_week() -> None:
    async with town() as here:
        ann, _, low = await sent_to_therapist(here)
        await ann.says("/week")
        await ann.taps("week-of", "take-back")
        assert ann.shows("take-back-care")
        await ann.taps("take-back-yes")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("caseload-nothing", "Ann & Ben")
        assert not low.offers("caseload-open")


async def test_a_therapist_who_has_opened_it_goes_on_reading_as_was_said() -> None:
    async with town() as here:
        ann, ben, low = await sent_to_therapist(here)
        await low.says("/therapist")
        await low.taps("care-hour-change", "Sun", "17:00")
        await here.until(SUNDAY + timedelta(hours=2))
        await low.says("/today")
        await low.past_notices()
        await low.taps("caseload-open")
        assert low.shows("Late, no word")
        await takes_back(ann)
        assert low.shows("Late, no word")
        await ben.says("/week")
        assert not ben.offers("week-of")


@pytest.mark.parametrize("way", ["taken back", "ended"])
async def test_what_goes_before_a_therapist_opened_it_leaves_their_own_files_where_they_are(way: str) -> None:
    async with town() as here:
        ann, _, low = await sent_to_therapist(here)
        await low.exports()
        if way == "ended":
            await ann.says("/therapist")
            await ann.taps("care-end", "care-end-yes")
        else:
            await takes_back(ann)
        assert set(low.files) == {"html", "json"}


async def test_a_link_that_ends_takes_the_paper_of_what_a_therapist_had_opened_out_of_their_chat() -> None:
    async with town() as here:
        ann, _, low = await sent_to_therapist(here)
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("caseload-open", "session-paper")
        assert set(low.files) == {"pdf"}
        await ann.says("/therapist")
        await ann.taps("care-end", "care-end-yes")
        assert not low.files


async def test_the_question_before_ending_a_therapist_link_changes_nothing_yet() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await ben.says("/therapist")
        await ben.taps("care-end")
        assert ben.shows("care-end-ask", "Dr Low")
        await ben.taps("back")
        assert ben.shows("care-status")
        await here.until(SATURDAY)
        for who in (ann, ben):
            await page(who, "How do we talk?", "choose-both")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.offers("caseload-open")


async def test_the_other_is_known_by_the_name_on_the_last_page_that_went_out() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ben.says("/settings")
        await ben.taps("set-name")
        await ben.says("Benjamin")
        await here.until(SATURDAY)
        for command in ("/invite", "/week"):
            await ann.says(command)
            assert ann.shows("Ben") and not ann.shows("Benjamin"), command
        await here.week(ann, ben)
        await ann.reads()
        assert ann.shows("Benjamin")
        await ann.taps("put-away")
        await ann.says("/invite")
        assert ann.shows("invite-linked", "Benjamin")
        await ben.says("/invite")
        assert ben.shows("invite-linked", "Ann")


async def test_a_therapist_reads_the_new_name_with_the_page_that_bears_it() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await ann.says("/settings")
        await ann.taps("set-name")
        await ann.says("Anna")
        await low.says("/therapist")
        assert low.shows("Ann & Ben")
        await here.until(SATURDAY)
        for who in (ann, ben):
            await page(who, "How do we talk?", "choose-both")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("Anna & Ben")
        assert shapes()["caseload-page"].search(low.last)


@pytest.mark.parametrize("how", ["quiet", "now", "sunday"])
async def test_who_left_can_take_their_page_back_as_long_as_anybody(how: str) -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ann.says("/leave")
        await ann.taps(f"leave-{how}")
        await ann.says("/week")
        await ann.taps("week-of")
        assert ann.shows("I lied"), "a reader's copy stays theirs"
        await ann.taps("take-back")
        assert ann.shows("take-back-ask", "out of the chat with Ben")
        await ann.taps("take-back-yes")
        assert ann.shows("taken-back")
        assert gone(ben)
        await ben.says("/week")
        assert not ben.offers("week-of")


async def test_after_48_hours_who_left_is_offered_nothing_either() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ann.says("/leave")
        await ann.taps("leave-quiet")
        await ann.says("/week")
        await ann.taps("week-of")
        assert ann.offers("take-back")
        await here.until(SUNDAY + timedelta(hours=48))
        await ann.says("/week")
        await ann.taps("week-of")
        assert not ann.offers("take-back")


async def test_whose_reader_has_left_takes_back_what_they_read() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ben.says("/leave")
        await ben.taps("leave-quiet")
        await ben.says("/week")
        await ben.taps("week-of")
        assert not gone(ben)
        await takes_back(ann)
        assert gone(ben)
