"""What Sunday brings: both pages, or one sentence that is the same in every other case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town


async def shared(
    here: Town, first: str = "Late, no word", second: str = "I lied"
) -> tuple[Resident, Resident]:
    """Return a couple whose pages went out, both still behind the knock."""
    ann, ben = await here.couple()
    await here.until(SATURDAY)
    for who, words in ((ann, first), (ben, second)):
        await who.reads()
        await who.taps("add-understand")
        await who.says(words)
        await who.taps("choose-partner")
    await here.until(SUNDAY)
    return ann, ben


def quotes(who: Resident) -> list[str]:
    """Return the pages that the newest message quotes."""
    bubble = next(each for each in reversed(who.person.phone) if not each.mine)
    raw = bubble.words.encode("utf-16-le")
    return [
        raw[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le")
        for each in bubble.entities
        if each.type == "blockquote"
    ]


async def test_both_yeses_bring_both_pages_byte_for_byte_as_previewed() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        pages = []
        for who, words in ((ann, "<i>late</i> & “quoted”\n\nnew line"), (ben, "a   😀 page")):
            await who.reads()
            await who.taps("add-question")
            await who.says(words)
            pages += quotes(who)
            await who.taps("choose-partner")
        await here.until(SUNDAY)
        await ann.reads()
        await ben.reads()
        assert ann.shows("joint-intro")
        assert quotes(ann) == pages
        assert quotes(ben) == pages[::-1]
        assert all(bubble.protected for bubble in ann.person.phone if "late" in bubble.words)


async def test_a_page_is_never_pushed() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        assert not ann.shows("I lied")
        assert not ben.shows("Late, no word")
        assert (ann.knocks, ben.knocks) == (1, 1)


async def test_one_yes_alone_brings_both_the_same_sentence() -> None:
    screens = set()
    for yes in ("first", "second", "neither"):
        async with town() as here:
            ann, ben = await here.couple()
            await here.week(*{"first": [ann], "second": [ben], "neither": []}[yes])
            for who in (ann, ben):
                await who.reads()
                assert who.shows("week-private")
                assert not who.shows("Ann", "Ben")
                screens.add(who.last)
    assert len(screens) == 1


async def test_the_choice_can_be_changed_until_sunday() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        await ann.shares()
        await ben.shares()
        await ann.says("/week")
        await ann.taps("choose-keep")
        await here.until(SUNDAY - timedelta(seconds=1))
        await ann.shares()
        await here.until(SUNDAY)
        await ben.reads()
        assert ben.shows("joint-intro")


async def test_a_no_in_the_last_second_is_a_no() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        await ann.shares()
        await ben.shares()
        await here.until(SUNDAY - timedelta(seconds=1))
        await ann.says("/week")
        await ann.taps("choose-keep")
        await here.until(SUNDAY)
        await ben.reads()
        assert ben.shows("week-private")


async def test_the_picture_ends_and_the_pages_come_back() -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await ann.reads()
        await ann.taps("joint-picture")
        assert ann.person.phone[-1].kind == "photo"
        assert ann.shows("picture-joint-caption")
        await ann.taps("back")
        assert ann.shows("joint-intro")
        assert all(bubble.kind == "text" for bubble in ann.person.phone)
        await ann.taps("joint-picture", "put-away")
        assert all(bubble.kind == "text" for bubble in ann.person.phone)


async def test_what_is_said_back_is_a_line_of_the_next_page() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await ben.reads()
        await ben.taps("say-back")
        await ben.says("You were back in that week. I heard it.")
        assert ben.shows("say-back-kept")
        before = ann.person.phone
        assert ann.person.phone == before
        await here.until(SATURDAY + timedelta(days=7))
        await ben.says("/week")
        assert ben.shows("You were back in that week")
        await ben.taps("choose-partner")
        await ann.shares()
        await here.until(SUNDAY + timedelta(days=7))
        await ann.reads()
        assert ann.shows("You were back in that week")


async def test_saying_back_can_be_left_by_going_back() -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await ann.reads()
        before = ann.last
        await ann.taps("say-back", "say-back-read")
        assert ann.last == before


async def test_copies_run_out_after_twelve_weeks() -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await here.until(SUNDAY + timedelta(weeks=12, seconds=-1))
        await ann.says("/week")
        assert ann.offers("week-of")
        await here.until(SUNDAY + timedelta(weeks=12))
        await ann.taps("week-of")
        assert not ann.shows("I lied")
        await ann.says("/week")
        assert not ann.offers("week-of")


async def test_nothing_goes_out_twice_and_no_yes_stands_for_the_next_week() -> None:
    async with town() as here:
        ann, _ben = await shared(here)
        await ann.reads()
        await ann.taps("put-away")
        await ann.says("/today")
        assert not ann.shows("joint-intro")
        await here.until(SUNDAY + timedelta(days=7))
        await ann.reads()
        assert ann.shows("week-private")
        await ann.says("/week")
        assert len([each for each in ann.labels if shapes()["week-of"].fullmatch(each)]) == 1


async def test_a_sunday_that_was_missed_moves_by_a_day_with_choices_open() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        await ann.shares()
        here.clock.turn(SUNDAY + timedelta(minutes=11))  # the machine was down
        await here.settle()
        await ben.shares()
        assert ben.shows("choice-saved", "Monday, 16:00")
        await here.until(SUNDAY + timedelta(days=1))
        await ben.reads()
        assert ben.shows("joint-intro")


async def test_a_person_in_another_zone_reads_their_own_times() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        ben = await here.settled("Ben", "broke", "New York")
        await ann.link(ben)
        await ben.says("/week")
        assert ben.shows("week-next", "Saturday, 05:00")
        await here.until(SATURDAY)
        assert (ann.knocks, ben.knocks) == (1, 0)  # five in the morning is quiet
        await here.until(SATURDAY + timedelta(hours=2))
        assert ben.knocks == 1
        await ben.reads()
        assert ben.shows("page-until", "12:00")  # the clocks of New York change that night


async def test_a_week_in_which_clocks_change_keeps_its_local_hours() -> None:
    async with town(start=datetime(2026, 3, 23, 20, 0, tzinfo=UTC)) as here:
        ann, _ = await here.couple()
        await here.until(datetime(2026, 3, 28, 10, 0, tzinfo=UTC))
        await ann.reads()
        assert ann.shows("page-until", "Sunday, 16:00")
        await ann.taps("close")
        await here.until(datetime(2026, 3, 29, 14, 59, tzinfo=UTC))
        assert ann.knocks == 0
        await here.until(datetime(2026, 3, 29, 15, 0, tzinfo=UTC))
        assert ann.knocks == 1
        await ann.reads()
        assert ann.shows("week-private")


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_a_shared_week_is_the_same_on_a_database(kind: str, tmp_path: Path) -> None:
    async with town(tmp_path if kind == "sqlite" else None) as here:
        ann, ben = await shared(here)
        await ann.reads()
        await ben.reads()
        assert ann.shows("I lied", "Late, no word")
        assert ben.shows("I lied", "Late, no word")
        await here.until(SUNDAY + timedelta(days=1))
        assert not ann.shows("I lied")


async def test_a_yes_that_comes_after_sunday_at_four_is_no_yes_and_a_no_still_counts() -> None:
    for choice in ("choose-partner", "choose-keep"):
        async with town() as here:
            ann, ben = await here.couple()
            await here.until(SATURDAY)
            for who in (ann, ben):
                await who.reads()
            await ben.taps("choose-partner")
            if choice == "choose-keep":
                await ann.taps("choose-partner")
                await ann.says("/week")
            await here.until(SUNDAY - timedelta(seconds=1))
            await ann.says("/week")
            here.clock.turn(SUNDAY + timedelta(seconds=30))  # nothing was handled since
            await ann.taps(choice)
            await here.passes(minutes=1)
            await ben.reads()
            assert ben.shows("week-private")
