"""One's own page: seen alone from Saturday on, changed freely, and bound to a choice only as it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.library import Library
from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town

MORNING = timedelta(hours=14)  # after the knock of the evening before


async def wrote(here: Town, who: Resident, *words: str) -> None:
    """Name fears, as a practice, before the page freezes."""
    for each in words:
        await here.passes(seconds=5)
        await who.says("/practice")
        await who.taps("practice-fear")
        await who.says(each)


async def preview(here: Town, *words: str) -> tuple[Resident, Resident]:
    """Return a couple at T0; the first wrote these fears, and has her page before her."""
    ann, ben = await here.couple()
    for _ in range(4):
        await here.passes(days=1)
        await ann.rates(6)
    await wrote(here, ann, *words)
    await here.until(SATURDAY)
    await ann.reads()
    return ann, ben


def page_of(who: Resident) -> str:
    """Return the page as the preview shows it: what stands between two fixed sentences."""
    parts = who.last.split("\n\n")
    known = shapes()
    first = next(n for n, part in enumerate(parts) if known["page-preview"].fullmatch(part)) + 1
    ends = ("page-until", "page-until-plain", "page-lines-how")
    last = next(n for n, part in enumerate(parts) if any(known[end].fullmatch(part) for end in ends))
    return "\n\n".join(parts[first:last])


async def test_the_page_opens_on_saturday_at_ten_behind_the_ordinary_knock() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY - timedelta(seconds=1))
        assert (ann.knocks, ben.knocks) == (0, 0)
        await here.until(SATURDAY)
        assert (ann.knocks, ben.knocks) == (1, 1)
        await ann.reads()
        assert ann.shows("page-preview", "Ben")
        assert page_of(ann) == shapes()["page-plain"].pattern.replace("\\", "")


async def test_the_first_two_pages_say_that_it_is_early_and_a_later_one_does_not() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for week in range(3):
            await here.until(SATURDAY + timedelta(weeks=week))
            for who in (ann, ben):
                await who.says("/week")
                assert who.shows("page-preview")
                assert who.shows("page-early") is (week < 2)


async def test_what_answers_an_item_that_never_goes_on_a_page_is_no_line_of_it() -> None:
    async with town() as here:
        facts = here.engine.conversation.facts
        never = Library(tuple(replace(each, may_go_on_page=False) for each in facts.library.items))
        here.engine.conversation.facts = replace(facts, library=never)
        ann, _ = await preview(here, "Supper alone")
        assert page_of(ann) == shapes()["page-plain"].pattern.replace("\\", "")
        await ann.taps("page-lines")
        assert not any("Supper alone" in each for each in ann.labels)


async def test_before_it_opens_the_week_says_when_it_will() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/week")
        assert ann.shows("week-next", "Saturday, 10:00", "Sunday, 16:00")
        await ann.taps("back")
        assert ann.shows("more-title")


async def test_the_rating_line_is_the_median_alone_from_three_ratings_up() -> None:
    # the first evening's rating, before there was a role, was to another question
    for numbers, expected in (((6, 8), ""), ((2, 9, 4), "4"), ((2, 9, 4, 8), "6")):
        async with town() as here:
            ann, _ = await here.couple()
            for number in numbers:
                await here.passes(days=1)
                await ann.rates(number)
            await here.until(SATURDAY)
            await ann.reads()
            assert re.findall(r" (\d+) ", page_of(ann)) == [*filter(None, [expected])]


async def test_in_the_week_of_another_role_a_page_has_the_middle_of_that_role_s_ratings_or_none() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for day in range(4):  # from Tuesday to Friday
            await here.passes(days=1)
            for who, changes in ((ann, 3), (ben, 1)):
                if day == changes:
                    await who.sets("both")
                await who.rates(2 if day >= changes else 9)
        await here.until(SATURDAY)
        for who in (ann, ben):
            await who.says("/week")
            await who.taps("page-lines")
        assert not any(shapes()["switch-rating"].search(label) for label in ann.labels), "one is too few"
        assert " 2 " in page_of(ben), "three of now, and not the nine of before"


async def test_a_page_and_its_choice_fit_a_phone_however_many_lines_there_are() -> None:
    async with town() as here:
        ann, _ = await preview(here, *(f"fear number {n}" for n in range(12)))
        rows = ann.person.phone[-1].data
        assert len(rows) <= 8
        assert ann.offers("choose-keep", "choose-partner", "choose-plain")
        await ann.taps("page-lines")
        assert ann.shows("page-lines-how")
        assert len(ann.person.phone[-1].data) > len(rows)
        await ann.taps("page-again")
        assert ann.offers("choose-keep")


async def test_lines_can_be_put_on_and_taken_off() -> None:
    async with town() as here:
        ann, _ = await preview(here, "When you are late I am back in that week")
        assert "late" not in page_of(ann)  # what was written is off until its writer says so
        await ann.taps("○ When you are late I a…")
        assert "What scared me: When you are late I am back in that week" in page_of(ann)
        await ann.taps("✓ When you are late I a…")
        assert "late" not in page_of(ann)
        rating = next(label for label in ann.labels if shapes()["switch-rating"].search(label))
        before = page_of(ann)
        await ann.taps(rating)
        assert page_of(ann) != before


async def test_other_words_for_the_page_leave_the_private_entry_alone() -> None:
    async with town() as here:
        ann, _ = await preview(here, "You always lie")
        await ann.taps("soften")
        assert ann.shows("soften-ask", "You always lie")
        await ann.says("When I don't know where you are, I feel sick")
        assert "When I don't know where you are" in page_of(ann)
        await ann.says("/notes")
        assert ann.shows("You always lie")


async def test_other_words_can_be_left_by_going_back() -> None:
    async with town() as here:
        ann, _ = await preview(here, "You always lie")
        await ann.taps("page-lines")
        before = ann.last
        await ann.taps("soften", "back")
        assert ann.last == before


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ("add-understand", "That I still listen for the phone"),
        ("add-question", "What do you need on Mondays?"),
        ("add-session", "How do we tell the family?"),
    ],
)
async def test_three_lines_can_always_be_added(add: str, words: str) -> None:
    async with town() as here:
        ann, _ = await preview(here)
        await ann.taps(add)
        await ann.says(words)
        assert words in page_of(ann)
        assert not ann.offers(add)
        await ann.waits(minutes=11)
        assert ann.typed == []


async def test_a_hard_start_is_shown_another_way_and_never_blocked() -> None:
    async with town() as here:
        ann, ben = await preview(here)
        await ben.reads()
        await ann.taps("add-understand")
        await ann.says("You always lie to me")
        assert ann.shows("hint-fear-hurt")
        assert "You always lie to me" in page_of(ann)
        await ben.taps("add-understand")
        await ben.says("I only did it because I was lonely")
        assert ben.shows("owns-ask")
        await ben.taps("owns-leave", "soften")
        await ben.says("I lied to you for a year. I own that.")
        assert not ben.shows("owns-ask")


async def test_a_fear_meets_another_way_only_where_it_is_put_on_the_page() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/practice")
        await ann.taps("practice-fear")
        await ann.says("You never listen")
        assert ann.shows("kept-words") and not ann.shows("hint-fear-hurt")
        await here.until(SATURDAY)
        await ann.says("/week")
        assert not ann.shows("hint-fear-hurt")
        await ann.taps("○ You never listen")
        assert ann.shows("hint-fear-hurt")


async def test_a_line_has_room_for_five_hundred_characters() -> None:
    async with town() as here:
        ann, _ = await preview(here)
        await ann.taps("add-understand")
        await ann.says("x" * 501)
        assert ann.shows("too-long-line")
        await ann.says("y" * 500)
        assert "y" * 500 in page_of(ann)


async def test_a_page_that_is_longer_than_a_message_turns() -> None:
    async with town() as here:
        ann, _ = await preview(here, *(f"{n} {'word ' * 95}" for n in range(9)))
        await ann.taps("page-lines")
        for n in range(9):
            label = next(each for each in ann.labels if each.startswith(f"○ {n} word"))
            await ann.taps(label)
        assert all(len(text) < 4096 for text in ann.phone)
        for way in ("page-lines-how", "page-until"):  # on either screen, and each stays itself
            assert ann.offers("turn-on")
            seen = set()
            for _ in range(6):
                seen |= {n for n in range(9) if f"{n} word" in page_of(ann)}
                await ann.taps("turn-on")
                assert ann.shows(way)
            assert seen == set(range(9))
            if way == "page-lines-how":
                await ann.taps("page-again")


async def test_a_week_of_very_many_words_still_fits_on_a_screen() -> None:
    async with town() as here:
        ann, _ = await preview(here, *(f"fear number {n}" for n in range(45)))
        assert ann.shows("page-preview")
        await ann.taps("page-lines")
        assert len(ann.labels) < 100


async def test_the_screen_after_a_choice_is_the_same_for_each() -> None:
    async with town() as here:
        ann, _ = await preview(here)
        screens = []
        for choice in ("choose-keep", "choose-partner", "choose-keep"):
            await ann.taps(choice)
            screens.append(ann.screen)
            await ann.taps("page-again")
            screens.append(ann.screen)
        assert len(set(screens)) == 2
        await ann.taps("choose-partner")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Saturday")


async def test_an_edit_after_a_yes_takes_it_back_and_says_so() -> None:
    async with town() as here:
        ann, ben = await preview(here)
        await ann.taps("choose-partner", "page-again", "add-question")
        await ann.says("Are we all right?")
        assert ann.shows("page-changed-lines")
        await ann.taps("page-again")
        assert ann.shows("page-hidden")  # what was chosen stands nowhere, and that is said
        assert ann.offers("choose-partner")
        await ben.shares()
        await here.until(SUNDAY)
        await ben.reads()
        assert ben.shows("week-private")


async def test_the_plain_page_is_one_tap_and_takes_a_yes_back_too() -> None:
    async with town() as here:
        ann, _ = await preview(here, "When you are late")
        await ann.taps("choose-partner", "page-again", "choose-plain")
        assert ann.shows("page-changed")
        assert ann.shows("page-until-plain")
        assert not ann.offers("choose-plain")
        assert "late" not in ann.screen
        await ann.taps("choose-partner")


async def test_the_plain_page_can_be_chosen_before_the_week_opens() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/week")
        await ann.taps("page-plain-before")
        assert ann.shows("plain-chosen")
        await here.passes(days=1)
        await wrote(here, ann, "When you are late")
        await here.until(SATURDAY)
        await ann.reads()
        assert not ann.offers("page-lines")
        assert ann.shows("page-until-plain")


async def test_what_is_written_after_saturday_belongs_to_the_next_page() -> None:
    async with town() as here:
        ann, _ = await preview(here)
        await wrote(here, ann, "A fear of Saturday night")
        await ann.says("/week")
        await ann.taps("page-lines")
        assert not ann.offers("soften")
        await here.until(SATURDAY + timedelta(days=7))
        await ann.says("/week")
        await ann.taps("page-lines")
        assert ann.offers("soften")


async def test_after_sunday_the_page_is_closed_with_a_sentence() -> None:
    async with town() as here:
        ann, _ = await preview(here)
        stale = ann.person.phone[-1]
        data = stale.data[-2][0]
        assert data
        await here.until(SUNDAY)
        await ann.person.taps_data(stale.id, data)
        await here.settle()
        assert not ann.shows("choice-saved")
        await ann.says("/week")
        assert ann.shows("week-next")


async def test_a_hold_after_the_yes_keeps_the_choice_and_makes_the_page_plain() -> None:
    async with town() as here:
        ann, ben = await preview(here, "When you are late")
        await ann.taps("○ When you are late", "choose-partner")
        await ann.says("/safety")
        await ann.taps("hold-set")
        assert ann.shows("hold-told-page")
        await ben.shares()
        await here.until(SUNDAY)
        await ben.reads()
        assert ben.shows("joint-intro")
        assert not ben.shows("late")
