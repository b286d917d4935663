"""The reading shelf: a few things to read, each with where it may not fit, one after another."""

from __future__ import annotations

from bot.services.programme.shelf import SHELF
from tests.town import town


async def test_everything_on_the_shelf_is_met_once_and_then_it_begins_again() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        await ann.taps("shelf-menu")
        seen = []
        for _ in SHELF:
            seen.append(ann.last)
            await ann.taps("turn-on")
        assert ann.last == seen[0]
        assert len(set(seen)) == len(SHELF) >= 5
        assert all(len(each.split("\n\n")) == 3 for each in seen), "a name and two lines each"
        await ann.taps("turn-back")
        assert ann.last == seen[-1]
        await ann.taps("back")
        assert ann.shows("practice-title")


async def test_what_one_read_does_not_stay_on_the_screen() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        await ann.taps("shelf-menu")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
