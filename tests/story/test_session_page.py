"""The page for a session in three chats: one before the yes, the same for all after it, and on paper."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf

from tests.story.test_therapist import WEDNESDAY, joined, page
from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town

WEEK = timedelta(weeks=1)
PLAIN = "I am here. I have no more to say this week."


async def week(here: Town, ann: Resident, ben: Resident, n: int = 0, choice: str = "choose-both") -> None:
    """Let week `n` go to the therapist: each brings one line."""
    await here.until(SATURDAY + n * WEEK)
    await page(ann, f"Is it over? ({n})", choice)
    await page(ben, f"How do I answer? ({n})", choice)
    await here.until(SUNDAY + n * WEEK)
    for each in (ann, ben):
        await each.says("/today")
        await each.past_notices()


async def read(who: Resident) -> str:
    """Return the page as it stands in this chat, without what is said around it."""
    whole = next(text for text in who.phone if shapes()["client-footer"].search(text))
    return whole[whole.index("Week to") :]


async def on_paper(who: Resident) -> bytes:
    await who.taps("session-paper")
    found = who.files["pdf"]
    await who.taps("export-away")
    return found


def file_name(who: Resident) -> str:
    (name,) = [str(each.file_name) for each in who.person.phone if each.document]
    return name


async def shared(who: Resident) -> None:
    """Open the newest page as the therapist has it."""
    await who.says("/therapist")
    await who.taps(who.labels[who.labels.index("8 March")])


async def test_all_three_read_the_same_page_to_the_byte() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("caseload-open")
        theirs, sheet = await read(low), await on_paper(low)
        assert theirs.index("Is it over?") != theirs.index("How do I answer?")
        for who in (ann, ben):
            await shared(who)
            assert await read(who) == theirs
            assert await on_paper(who) == sheet
        assert pypdf.PdfReader(io.BytesIO(sheet)).pages[0].extract_text().count("Is it over?") == 1


async def test_before_the_yes_one_reads_one_s_own_part_alone() -> None:
    async with town() as here:
        ann, ben, _ = await joined(here)
        await here.until(SATURDAY)
        await page(ben, "How do I answer?", "choose-both")
        await page(ann, "Is it over?", "choose-keep")
        await ann.says("/week")
        await ann.taps("session-preview")
        assert ann.shows("session-preview-head", "session-other", "Is it over?")
        assert not ann.shows("How do I answer?")
        await ann.shares()
        await here.until(SUNDAY)
        await ann.says("/today")
        assert ann.shows("How do I answer?")
        assert not ann.offers("session-shared")  # one of the two chose the partner alone
        await ann.says("/therapist")
        assert ann.shows("care-has-none")


async def test_the_couple_reads_which_pages_can_be_read_and_until_when() -> None:
    async with town() as here:
        ann, ben, _ = await joined(here)
        await week(here, ann, ben)
        await ann.says("/therapist")
        assert ann.shows("care-status", "care-has", "8 March, until 31 May", "care-never")


async def test_a_page_that_was_taken_back_is_no_longer_part_of_any_page() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await week(here, ann, ben)
        await ann.says("/week")
        await ann.taps("8 March" if ann.offers("8 March") else next(x for x in ann.labels if "8 March" in x))
        await ann.taps("take-back", "take-back-yes")
        for who in (ann, ben):
            await who.says("/therapist")
            assert who.shows("care-has-none")
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("caseload-nothing")
        await week(here, ann, ben, 1)
        await here.until(WEDNESDAY + WEEK)
        await low.reads()
        await low.taps("caseload-open")
        assert not low.offers("session-since")  # of one week alone there is nothing to choose from


async def test_since_a_week_puts_all_that_both_sent_on_one_page_and_the_record_has_a_side_for_each() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await low.says("/therapist")
        await low.taps("client-manage", "record")
        assert low.shows("record-none")
        for n in range(3):
            await week(here, ann, ben, n)
        await here.until(WEDNESDAY + 2 * WEEK)
        await low.reads()
        await low.taps("caseload-open")
        assert low.shows("(2)")
        assert not low.shows("(1)")
        await low.taps("session-since", "15 March")
        assert low.shows("Is it over? (2)", "Is it over? (1)")
        assert not low.shows("(0)")
        text = pypdf.PdfReader(io.BytesIO(await on_paper(low))).pages[0].extract_text()
        assert ["(0)" in text, "(1)" in text, "(2)" in text] == [False, True, True]
        await here.until(WEDNESDAY + 3 * WEEK)
        await low.says("/therapist")
        assert low.shows("caseload-nothing")
        await low.taps("client-manage", "session-since", "8 March")
        assert low.shows("Is it over? (0)")  # a week without a page still opens those before it
        await low.says("/therapist")
        await low.taps("client-manage", "record")
        assert low.shows("session-file-made")
        reader = pypdf.PdfReader(io.BytesIO(low.files["pdf"]))
        assert [f"({n})" in each.extract_text() for n, each in enumerate(reader.pages)] == [True] * 3
        await low.waits(minutes=61)
        assert not low.files


async def test_a_therapist_calls_a_couple_what_they_like_and_nobody_else_reads_it() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await low.says("/therapist")
        await low.taps("client-manage", "client-rename")
        await low.says("Tuesday's two")
        assert low.shows("Tuesday's two")
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.reads()
        assert low.shows("Tuesday's two")  # a name on a page does not undo it
        await low.taps("caseload-open")
        assert "Tuesday's two" not in pypdf.PdfReader(io.BytesIO(await on_paper(low))).pages[0].extract_text()
        await shared(ann)
        assert not ann.shows("Tuesday's two")
        await low.says("/therapist")
        await low.taps("client-manage", "client-rename", "client-own-names")
        assert low.shows("Ann & Ben")
        assert not low.shows("Tuesday's two")


async def test_a_therapist_s_file_is_called_by_their_own_name_for_the_couple_and_never_theirs() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await week(here, ann, ben)
        await here.until(WEDNESDAY)
        await low.reads()
        names = []
        for called in ("", "Müller / Di, 2", "Вторник", "A" * 60):
            await low.says("/therapist")
            if called:
                await low.taps("client-manage", "client-rename")
                await low.says(called)
            await low.taps("client-manage", "record")
            names.append(file_name(low))
            await low.waits(hours=2)  # the file is gone by then
        own = re.fullmatch("evenkeel-2026-03-11-([0-9a-f]{6}).pdf", names[0])
        assert own
        labels = [each.removeprefix("evenkeel-2026-03-11-").partition(own[1])[0] for each in names]
        assert labels == ["", "Muller-Di-2-", "", "A" * 40 + "-"]
        await shared(ann)
        await ann.taps("session-paper")
        assert file_name(ann) == "evenkeel-2026-03-11.pdf"


async def test_what_two_did_and_where_they_are_goes_only_where_its_writer_put_it_on() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await here.until(SATURDAY)
        for who in (ann, ben):
            await who.says("/week")
            await who.taps("page-lines")
            assert who.offers("○ steady ground")
            if who is ann:
                await who.taps("○ steady ground")
            await who.taps("choose-both")
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("caseload-open")
        assert low.shows("Where we are: steady ground", PLAIN)
        assert not low.shows("session-both-at")  # one of the two alone says so


async def test_a_long_page_turns_and_loses_nothing() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await here.until(SATURDAY)
        for who in (ann, ben):
            for kind in ("add-understand", "add-question", "add-session"):
                await who.says("/week")
                await who.taps(kind)
                await who.says(f"{kind} of {who.person.name} " + "word " * 90)
            await who.taps("choose-both")
        await here.until(WEDNESDAY)
        await low.reads()
        await low.taps("caseload-open")
        first = await read(low) if low.shows("Week to") else low.last
        await low.taps("turn-on")
        both = first + low.last
        for name in ("Ann", "Ben"):
            for kind in ("add-understand", "add-question", "add-session"):
                assert f"{kind} of {name}" in both
