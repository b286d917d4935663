"""Whatever comes in: one clear, kind sentence, nothing broken, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import Resident, Town, shapes, town


async def asked(here: Town) -> Resident:
    """Return someone with the day's rating before them."""
    ann = await here.settled("Ann")
    await ann.waits(days=1)
    await ann.taps("knock-open")
    return ann


@pytest.mark.parametrize("what", ["voice", "sticker", "photo", "document"])
async def test_what_can_not_be_read_is_said_and_the_question_stays(what: str) -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.sends(what)
        assert ann.shows("cannot-read")
        assert ann.offers("not-together")
        await ann.taps("6")
        assert ann.shows("kept")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")  # and what was sent is gone, too


@pytest.mark.parametrize("what", ["voice", "sticker", "photo", "document"])
async def test_the_sentence_stands_alone_where_nothing_is_open_and_goes_by_itself(what: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for _ in range(3):
            await ann.sends(what)
        assert len([text for text in ann.phone if shapes()["cannot-read"].search(text)]) == 1
        assert ann.offers("keyboard-today")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")


async def test_two_different_sentences_do_not_pile_up() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.sends("voice")
        await ann.says("/frobnicate")
        assert ann.shows("command-unknown")
        assert not ann.shows("cannot-read")


async def test_a_forwarded_message_is_not_taken_for_one_s_own_words() -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.person.forwards("7")
        await here.settle()
        assert ann.shows("cannot-read")
        assert ann.offers("not-together")
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_an_unknown_command_says_the_way() -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.says("/frobnicate now")
        assert ann.shows("command-unknown")
        assert ann.typed == []
        await ann.taps("7")
        assert ann.shows("kept")


async def test_two_thousand_emoji_are_words_as_good_as_any() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("😀" * 2048)
        assert ann.shows("kept-note")
        await ann.says("/notes")
        assert ann.offers("turn-on")
        await ann.taps("note-drop")
        assert ann.shows("notes-none")


async def test_emoji_as_an_answer_and_as_a_line_of_a_page() -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.says("😀")
        assert ann.shows("kept-note-number")
        await ann.taps("5", "go-on")
        await ann.waits(seconds=2)
        await ann.says("👩‍❤️‍👨 <b>& \u202e")
        assert ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows("👩‍❤️‍👨 <b>&")


async def test_an_edit_after_it_was_cleared_changes_nothing_and_says_so() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("set-clearing", "clearing-0", "close")
        await ann.says("A word of mine")
        message = next(bubble.id for bubble in ann.person.phone if bubble.mine)
        await ann.taps("keyboard-today")
        await ann.person.says("another")
        await here.settle()
        if any(bubble.id == message for bubble in ann.person.phone):
            await ann.edits(message, "Something else")
            assert ann.shows("edit-too-late")
        await ann.says("/notes")
        await ann.taps("turn-on")
        assert ann.shows("A word of mine")


async def test_an_edit_of_an_older_answer_is_told_that_nothing_changed() -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.says("6")
        message = next(bubble.id for bubble in ann.person.phone if bubble.mine)
        await ann.taps("go-on")
        await ann.edits(message, "2")
        assert ann.shows("edit-too-late")
        await ann.taps("skip")


async def test_an_edit_to_nothing_is_not_taken() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        message = next(bubble.id for bubble in ann.person.phone if bubble.mine)
        await ann.edits(message, "\u200b \u00a0")
        await ann.says("/notes")
        assert not ann.shows("notes-none")


async def test_a_tap_on_a_button_of_three_weeks_ago_shows_what_is_now() -> None:
    async with town() as here:
        ann = await asked(here)
        old = ann.person.phone[-1]
        data = old.data[0][3]
        assert data
        await ann.waits(days=21)
        ann_before = len(ann.residue)
        await ann.person.taps_data(old.id, data)
        await here.settle()
        assert len(ann.residue) <= ann_before + 1
        assert not ann.shows("kept")
        await ann.rates(6)


async def test_two_taps_at_once_count_once() -> None:
    async with town() as here:
        ann = await asked(here)
        card = ann.person.phone[-1]
        first, second = card.data[0][2], card.data[1][3]
        assert first
        assert second
        await ann.person.taps_data(card.id, first)
        await ann.person.taps_data(card.id, second)
        await here.settle()
        assert ann.shows("kept-low")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")


async def test_two_words_at_once_lose_nothing() -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.person.says("6")
        await ann.person.says("and I cried in the car")
        await here.settle()
        assert ann.shows("kept-note") or ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows("and I cried in the car")


async def test_somebody_else_s_button_does_nothing() -> None:
    async with town() as here:
        ann = await asked(here)
        ben = await here.settled("Ben")
        card = ann.person.phone[-1]
        before = ann.screen
        for data in (card.data[0][2], card.data[2][0]):
            assert data
            await ben.person.taps_data(ben.person.phone[-1].id, data)
            await here.settle()
        assert ann.screen == before
        await ben.says("/notes")
        await ann.taps("7")


@pytest.mark.parametrize(
    "data",
    ["", "rate", "rate..", "x" * 64, "open.🙂", "hide", "hold", "calm.x.y.z", "help.ZZ", "delete-yes.a.b"],
)
async def test_made_up_button_data_breaks_nothing(data: str) -> None:
    async with town() as here:
        ann = await asked(here)
        await ann.person.taps_data(ann.person.phone[-1].id, data)
        await here.settle()
        await ann.rates(6)
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_in_a_group_it_says_one_line_and_leaves() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        before = ann.screen
        group = here.telegram.group("Friends", [ann.person])
        group.adds_bot()
        await here.settle()
        said = [bubble.words for bubble in group.phone if bubble.kind == "text" and not bubble.mine]
        assert len(said) == 1
        assert shapes()["only-in-private"].fullmatch(said[0])
        assert ann.screen == before


async def test_typing_while_a_button_is_asked_is_never_lost() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/leave")
        await ann.says("I don't know what I want")
        assert ann.shows("kept-note")
        await ann.says("/invite")
        assert ann.shows("invite-linked")
        await ann.says("/notes")
        assert ann.shows("I don't know what I want")


async def test_blocked_and_deleted_accounts_do_not_disturb_anybody() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        ben.person.blocks()
        await here.settle()
        await ann.taps("keyboard-break", "20 min")
        await here.passes(days=8)
        assert ann.knocks <= 1
        cleo = await here.settled("Cleo")
        cleo.person.deletes_account()
        await here.passes(days=3)
        await ben.opens()
        await ben.says("/invite")
        assert ben.shows("invite-linked")


async def test_coming_back_after_weeks_finds_today_and_no_flood() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        here.clock.turn(here.clock.now() + timedelta(days=30))  # the machine was down
        await here.settle()
        await ann.waits(hours=1)
        assert ann.knocks <= 1
        await ann.rates(7)
