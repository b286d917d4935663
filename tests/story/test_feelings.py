"""A word for it: feelings to tap beside a rating, as many as fit, for one's own eyes."""

from __future__ import annotations

import pytest

from tests.town import Resident, town


async def rated(who: Resident, answer: str) -> Resident:
    await who.waits(days=1)
    await who.taps("knock-open", answer)
    return who


@pytest.mark.parametrize("answer", ["0", "10", "not-together"])
async def test_the_way_to_a_word_is_there_whatever_was_rated(answer: str) -> None:
    async with town() as here:
        ann = await rated(await here.settled("Ann"), answer)
        assert ann.offers("feelings")
        await ann.taps("feelings")
        assert ann.shows("feelings-ask")
        assert sum(ann.offers(f"feeling-{name}") for name in ("calm", "sad", "angry", "numb", "mixed")) == 5


async def test_several_words_can_be_tapped_and_taken_back_and_are_kept_with_the_rating() -> None:
    async with town() as here:
        ann = await rated(await here.settled("Ann"), "4")
        await ann.taps("feelings", "sad", "tired", "calm", "✓ calm")
        assert ann.offers("✓ sad", "✓ tired", "calm")
        await ann.taps("enough")
        assert ann.keeps_only("Tuesday")
        read, paper = await ann.exports()
        entry = next(each for each in read["ratings_and_words"] if each["rating"] == 4)
        assert entry["marks"] == ["sad", "tired"]
        assert "sad, tired" in paper


async def test_one_s_own_line_names_the_words_that_were_given_most() -> None:
    async with town() as here:
        ann = await rated(await here.settled("Ann"), "4")
        await ann.taps("feelings", "tired", "sad", "numb", "calm", "enough")
        await rated(ann, "2")
        await ann.taps("feelings", "numb", "enough")
        await ann.says("/history")
        assert ann.shows("Words you gave most: numb, calm, sad.")


async def test_the_words_leave_the_chat_like_the_rating() -> None:
    async with town() as here:
        ann = await rated(await here.settled("Ann"), "4")
        await ann.taps("feelings", "angry")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")


async def test_what_is_typed_there_is_a_note_and_a_skipped_day_asks_for_no_word() -> None:
    async with town() as here:
        ann = await rated(await here.settled("Ann"), "4")
        await ann.taps("feelings")
        await ann.says("like glass")
        assert ann.shows("kept-note")
        await rated(ann, "skip")
        assert not ann.offers("feelings")
