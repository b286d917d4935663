"""Our standstill: each marks alone what fear makes them do; two yeses make one map at T1."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.story.test_stages import READY, both_ready
from tests.town import SUNDAY, Resident, Town, town

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


async def naming(here: Town) -> tuple[Resident, Resident]:
    """Return a couple at the second stage, on the evening of the first Sunday."""
    couple = await here.couple()
    await both_ready(here, 0, READY["steady"], couple=couple)
    return couple


async def marks(who: Resident, *moves: str) -> None:
    """Open the sheet and mark these."""
    await who.says("/practice")
    await who.taps("practice-dance", *(f"○ {move}" for move in moves))


async def maps(who: Resident) -> str:
    """Return what stands where the map would."""
    await who.says("/practice")
    await who.taps("practice-dance", "dance-map")
    return who.last


async def test_two_yeses_make_one_map_for_both_at_once() -> None:
    async with town() as here:
        ann, ben = await naming(here)
        await marks(ann, "I ask and ask", "I check")
        await ann.taps("dance-both")
        assert ann.shows("choice-saved")
        await marks(ben, "I go quiet")
        await ben.taps("dance-both")
        assert await maps(ann) == await maps(ben), "no map before T1"
        await here.until(SUNDAY + WEEK)
        await ann.reads()
        while not ann.shows("dance-round"):
            await ann.taps(next(each for each in ("go-on", "fine") if ann.offers(each)))
        assert ann.shows("I ask and ask · I check", "Ben: I go quiet", "dance-until")
        await ann.taps("dance-picture")
        assert ann.person.phone[-1].kind == "photo"
        await ann.taps("back")
        assert ann.shows("dance-round")
        assert "Ann: I ask and ask · I check" in await maps(ben)
        json, _ = await ann.exports()
        assert json["links"]["partner"][0]["standstill"]["theirs"] == ["quiet"]
        await here.until(SUNDAY + 13 * WEEK + HOUR)
        await maps(ann)
        assert ann.shows("dance-no-map"), "it fades"


@pytest.mark.parametrize("ben_does", ["nothing", "own", "withdrawn", "held", "plain"])
async def test_in_every_other_case_there_is_no_map_and_it_looks_the_same(ben_does: str) -> None:
    async with town() as here:
        ann, ben = await naming(here)
        await marks(ann, "I check")
        await ann.taps("dance-both")
        if ben_does != "nothing":
            await marks(ben, "I go quiet")
            await ben.taps("dance-own" if ben_does == "own" else "dance-both")
            assert ben.shows("choice-saved"), "the words are the same for every choice"
        if ben_does == "withdrawn":
            await marks(ben, "I get loud")
        if ben_does == "held":
            await ben.says("/safety")
            await ben.taps("hold-set")
        if ben_does == "plain":
            await ben.says("/week")
            await ben.taps("page-plain-always")
        await here.until(SUNDAY + WEEK + HOUR)
        for who in (ann, ben):
            await maps(who)
            assert who.shows("dance-no-map")
            assert not who.shows("dance-round")


async def test_a_yes_is_for_one_sunday_alone() -> None:
    async with town() as here:
        ann, ben = await naming(here)
        await marks(ann, "I check")
        await ann.taps("dance-both")
        await here.until(SUNDAY + WEEK + HOUR)
        await marks(ben, "I go quiet")
        await ben.taps("dance-both")
        await here.until(SUNDAY + 2 * WEEK + HOUR)
        await maps(ann)
        assert ann.shows("dance-no-map")


async def test_four_are_the_most_and_none_is_too_few_for_a_map() -> None:
    async with town() as here:
        ann, _ = await naming(here)
        await marks(ann)
        await ann.taps("dance-both")
        assert ann.shows("dance-none")
        await ann.taps("○ I check", "○ I go quiet", "○ I get loud", "○ I turn cold", "○ I keep busy")
        assert ann.shows("dance-most")
        await ann.taps("✓ I check", "○ I keep busy", "dance-own")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Sunday"), "nothing remains of what was marked"
        await marks(ann)
        assert ann.offers("✓ I keep busy", "○ I check"), "the sheet is as it was left"


async def test_somebody_alone_has_a_sheet_of_their_own() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        await ann.says("/practice")
        assert not ann.offers("practice-dance"), "not before the second stage"
        await ann.taps("practice-stage", "where-ready-steady")
        await marks(ann, "I check")
        assert not ann.offers("dance-both", "dance-map")
        await ann.taps("dance-own")
        assert ann.shows("saved")
