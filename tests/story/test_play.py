"""Play: an invitation for two or for one, kept as an idea, told of in words, or left."""

from __future__ import annotations

from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.stages import Stage
from tests.story.shelves import at_stage, rows
from tests.town import Resident, shapes, town


async def plays(who: Resident) -> Prompt:
    """Ask for an invitation, at one's own initiative."""
    await who.says("/practice")
    await who.taps("practice-play")
    assert who.shows("play-how")
    there = await rows(who, Prompt)
    return next(each for each in there if each.kind is Kind.PLAY and each.state is State.OPEN)


async def test_an_invitation_for_two_is_kept_as_an_idea_and_found_among_the_notes() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await at_stage(Stage.WITNESS, ann, ben)
        prompt = await plays(ann)
        assert ann.shows(f"item-{prompt.item}")
        await ann.taps("play-keep")
        assert ann.shows("kept-note")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        (entry,) = [each for each in await rows(ann, Entry) if each.kind is Kind.PLAY]
        assert shapes()[f"item-{prompt.item}"].fullmatch(entry.words)
        await ann.says("/notes")
        assert ann.shows("note-play", entry.words)


async def test_someone_alone_gets_wording_for_one() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.WITNESS, ann)
        prompt = await plays(ann)
        assert ann.shows(f"alone-{prompt.item}")
        await ann.taps("play-keep")
        (entry,) = [each for each in await rows(ann, Entry) if each.kind is Kind.PLAY]
        assert shapes()[f"alone-{prompt.item}"].fullmatch(entry.words)


async def test_how_it_went_can_be_told_and_mended_and_what_is_no_text_is_not_kept() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.WITNESS, ann)
        await plays(ann)
        await ann.sends("voice")
        assert ann.shows("cannot-read", "play-how")
        await ann.says("We laughed about the soup")
        typed = next(bubble.id for bubble in reversed(ann.person.phone) if bubble.mine)
        await ann.edits(typed, "We laughed")
        (entry,) = [each for each in await rows(ann, Entry) if each.kind is Kind.PLAY]
        assert entry.words == "We laughed"


async def test_an_invitation_can_be_skipped_and_the_next_is_another() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.CHOOSE, ann)
        seen = []
        for _ in range(12):
            seen.append((await plays(ann)).item)
            await ann.taps("skip")
            assert ann.shows("skipped")
        assert len(set(seen)) == 12
        assert {each.state for each in await rows(ann, Prompt) if each.kind is Kind.PLAY} == {State.SKIPPED}


async def test_nobody_is_invited_to_play_in_the_first_two_stages() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for stage in (Stage.STEADY, Stage.NAME):
            await at_stage(stage, ann, ben)
            await ann.says("/practice")
            assert ann.shows("practice-title")
            assert not ann.offers("practice-play")
