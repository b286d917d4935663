"""What remains in a chat after an answer: one line, the same whatever was answered; and one's own past."""

from __future__ import annotations

import pytest

from tests.town import Resident, town


async def answer(who: Resident, *taps: str, words: str = "") -> None:
    await who.waits(days=1)
    await who.taps("knock-open", *taps)
    if words:
        await who.says(words)


@pytest.mark.parametrize(
    ("taps", "words"),
    [
        (("0",), ""),
        (("10",), ""),
        (("10", "go-on", "skip"), ""),
        (("not-together",), ""),
        (("skip",), ""),
        (("skip", "go-on", "skip"), ""),
        (("7", "go-on", "skip", "go-on"), ""),
        (("5", "go-on"), "A long fear, and what sets it off, and what would help. " * 20),
        (("5", "go-on"), "I want to die"),
        (("2", "calm-offer"), ""),
        (("2", "enough"), ""),
        ((), ""),
    ],
)
async def test_the_same_line_remains_whatever_was_answered(taps: tuple[str, ...], words: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await answer(ann, *taps, words=words)
        await ann.waits(minutes=10 if taps[-1:] in (("calm-offer",), ("go-on",)) else 1, seconds=1)
        if taps:
            assert ann.keeps_only("Tuesday")
            assert ann.labels == [ann.label("keyboard-help")]
        await ann.waits(hours=8)
        assert ann.keeps_only("Tuesday")


@pytest.mark.parametrize("way", [(), ("hour-evening", "/safety"), ("hour-now", "/privacy")])
async def test_of_a_note_before_the_first_rating_only_the_question_remains(way: tuple[str, ...]) -> None:
    left = []
    async with town() as here:
        for name, words in (("Ann", "He did it again"), ("Ben", "I want to die"), ("Cem", "so " * 900)):
            ann = here.someone(name)
            await ann.begins("begin", "agree", name, *way[:1])
            for command in way[1:]:
                await ann.says(command)
            await ann.says(words)
            assert ann.shows("heavy-words" if name == "Ben" else "kept-note")
            assert ann.offers("keyboard-help", "calm-offer"), "no list knows every way to ask for help"
            await ann.waits(seconds=61)
            assert ann.typed == []
            assert not ann.shows("heavy-words")
            assert not ann.shows("kept-note")
            assert len(ann.residue) == 1
            left.append(ann.labels)
    assert left[0] == left[1] == left[2] != []


async def test_a_note_before_the_first_rating_can_still_be_edited() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann")
        await ann.says("He did it agian")
        await ann.edits(ann.person.phone[-1].id, "He did it again")
        assert ann.shows("edit-taken", "hour")
        await ann.taps("hour-now", "5", "enough")
        await ann.says("/notes")
        assert ann.shows("He did it again")


async def test_older_lines_go_so_that_a_week_leaves_one() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for number in range(7):
            await ann.waits(days=1)
            await ann.rates(number + 4)
            await ann.waits(seconds=61)
        assert len(ann.residue) == 1


async def test_a_line_needs_two_days_and_then_is_a_picture() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/history")
        assert ann.shows("history-few")
        await answer(ann, "7", "enough")
        await ann.says("/history")
        bubble = ann.person.phone[-1]
        assert bubble.kind == "photo"
        assert bubble.protected
        assert ann.shows("history-caption")
        await ann.taps("back")
        assert ann.shows("more-title")
        assert all(each.kind == "text" for each in ann.person.phone)
        await ann.says("/history")
        await ann.waits(minutes=11)
        assert len(ann.residue) == 1


async def test_a_picture_can_be_put_away_at_once() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await answer(ann, "7", "enough")
        await ann.says("/history")
        await ann.taps("put-away")
        assert all(each.kind == "text" for each in ann.person.phone)


async def test_words_that_nobody_asked_for_become_a_note() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("I saw them on the stairs today")
        assert ann.shows("kept-note")
        assert ann.offers("keyboard-help", "calm-offer", "not-keep", "enough")
        await ann.edits(ann.person.phone[-2].id, "I saw her on the stairs today")
        assert ann.shows("edit-taken")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        await ann.says("/notes")
        assert ann.shows("I saw her on the stairs today")


async def test_a_note_need_not_be_kept() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("Nonsense")
        await ann.taps("not-keep")
        assert ann.keeps_only("Monday")
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_notes_turn_and_can_be_deleted_one_by_one() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for words in ("first", "second", "third"):
            await ann.says(words)
            await ann.waits(minutes=2)
        await ann.says("/notes")
        assert ann.last.endswith("third")
        await ann.taps("turn-on")
        assert ann.last.endswith("second")
        await ann.taps("turn-back", "turn-back")
        assert ann.last.endswith("first")
        await ann.taps("note-drop", "note-drop")
        assert ann.last.endswith("second")
        assert not ann.offers("turn-on")
        await ann.taps("note-drop")
        assert ann.shows("notes-none")
        await ann.taps("back", "close")


async def test_a_very_long_note_is_kept_whole_and_turns() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("<b>&" + "word " * 817 + "end")
        assert ann.shows("kept-note")
        await ann.says("/notes")
        assert "<b>&word" in ann.last
        assert len(ann.last) < 4096
        await ann.taps("turn-on")
        assert ann.last.endswith("end")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
