"""Who can read what, clearing the chat, and deleting everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.cards import Card
from bot.domain.people import Person, telegram_locator
from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town


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


async def cleared(who: Resident) -> list[tuple[str, list[str]]]:
    """Clear the chat; return everything that is then to be seen."""
    await who.says("/clear")
    return [(bubble.words, bubble.labels) for bubble in who.person.phone]


async def test_what_clear_leaves_does_not_depend_on_what_was_answered() -> None:
    async with town() as here:
        left: list[object] = []
        for name, answers in (
            ("Ann", ("0", "skip")),
            ("Bea", ("10", "My own words")),
            ("Cat", ("not-together", "I want to die")),
            ("Dee", ("skip", "/week", "/notes", "/history", "/safety", "/calm", "/privacy", "/export")),
        ):
            who = await here.settled(name)
            here.clock.turn(here.clock.now().replace(day=3 + len(left), hour=12))
            await here.settle()
            await who.says("/today")
            for each in answers:
                if each in ("0", "10", "not-together", "skip"):
                    await who.taps(*([each] if who.offers(each) else []))
                else:
                    await who.says(each)
            left.append(await cleared(who))
            assert who.typed == []
        assert all(each == left[0] for each in left)


async def test_what_is_too_old_to_be_deleted_says_nothing_after_clear() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        await ann.says("/notes")
        await ann.exports()
        kept = {bubble.id for bubble in ann.person.phone}
        here.clock.turn(here.clock.now() + timedelta(days=3))  # the bot was away
        await ann.says("/clear")
        left = [bubble for bubble in ann.person.phone if bubble.id in kept and not bubble.mine]
        assert {"photo", "text"} == {bubble.kind for bubble in left}
        neutral = shapes()["neutral"], shapes()["standing"]
        assert all(any(text.fullmatch(bubble.words) for text in neutral) for bubble in left)


async def test_clear_takes_what_could_not_be_taken_away_before() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        await ann.says("/notes")
        last = ann.person.phone[-1].id
        async with here.store.begin() as tx:
            owner, id = await tx.locate(Person, telegram_locator(ann.person.id)) or ("", "")
            mine = tx.of(owner)
            for card in await mine.all(Card):
                if card.message == last:  # its clearing was given up, after many attempts
                    await mine.drop(Card, card.id)
            person = await mine.get(Person, id)
            assert person is not None
            await mine.put(replace(person, uncleared=(last,)))
        await ann.says("/clear")
        assert last not in {bubble.id for bubble in ann.person.phone}
        async with here.store.begin() as tx:
            person = await tx.of(owner).get(Person, id)
            assert person is not None
            assert person.uncleared == ()


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
