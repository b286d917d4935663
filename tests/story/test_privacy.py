"""Who can read what, clearing the chat, and deleting everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.town import SATURDAY, SUNDAY, Resident, Town, town


async def test_privacy_says_who_reads_what_and_leads_on() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/privacy")
        assert ann.shows("privacy-short", "privacy-long")
        await ann.taps("back")
        assert ann.shows("more-title")
        await ann.taps("menu-privacy", "close")
        assert ann.keeps_only("Monday")


async def test_clear_takes_everything_out_of_the_chat_but_the_four_buttons() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("A word of mine")
        await ann.taps("keyboard-break", "20 min", "keyboard-help")
        await ann.says("/clear")
        assert ann.shows("cleared")
        assert len(ann.residue) == 1
        assert len(ann.person.keyboard) == 4
        await ann.taps("close")
        await ann.waits(minutes=2)
        assert len(ann.residue) == 1
        await ann.says("/notes")
        assert ann.shows("A word of mine")  # what is kept stays kept


async def test_delete_asks_once_and_keep_it_keeps_it() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        await ann.says("/privacy")
        await ann.taps("delete")
        assert ann.shows("delete-ask")
        await ann.taps("delete-no")
        await ann.says("/notes")
        assert ann.shows("A word of mine")


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_after_delete_nothing_is_left_and_start_begins_anew(kind: str, tmp_path: Path) -> None:
    async with town(tmp_path if kind == "sqlite" else None) as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        await ann.says("/delete")
        await ann.taps("delete-yes")
        assert ann.shows("deleted")
        assert len(ann.person.phone) == 1  # the farewell alone
        await ann.waits(days=4)
        assert ann.knocks == 0
        assert len(ann.person.phone) == 1
        await ann.opens()
        assert ann.shows("intro")
        await ann.taps("begin", "agree", "Ann", "hour-now", "5", "enough-tonight")
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_the_standing_buttons_of_someone_who_deleted_everything_begin_anew() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/delete")
        await ann.taps("delete-yes")
        await ann.says("Today")
        assert ann.shows("intro")


async def seen_by_ben(here: Town, deleted: bool) -> list[str]:
    ann, ben = await here.couple()
    await here.until(SATURDAY.replace(day=5))
    if deleted:
        await ann.says("/delete")
        await ann.taps("delete-yes")
    seen: list[str] = []

    async def look(who: Resident) -> None:
        for command in ("/invite", "/week", "/therapist", "/leave", "/break", "/today"):
            await who.says(command)
            seen.append(who.screen)

    await look(ben)
    for instant in (SATURDAY, SUNDAY):
        await here.until(instant)
        await ben.taps("knock-open")
        await look(ben)
    return seen


async def test_the_partner_sees_no_difference() -> None:
    async with town() as here:
        stayed = await seen_by_ben(here, False)
    async with town() as here:
        gone = await seen_by_ben(here, True)
    assert gone == stayed


async def test_a_shared_page_stays_with_its_reader_and_both_were_told() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        await ann.says("/week")
        await ann.taps("add-understand")
        await ann.says("That I still listen for the phone")
        await ann.taps("choose-partner")
        await ben.shares()
        await here.until(SUNDAY)
        await ann.says("/delete")
        assert ann.shows("delete-ask")
        await ann.taps("delete-yes")
        await ben.reads()
        assert ben.shows("That I still listen for the phone")
