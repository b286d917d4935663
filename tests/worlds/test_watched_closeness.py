"""A hold at the cards and on the touch ladder: on no screen of either can it be told from plain pages."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, act, reach
from tests.worlds.test_watched import unnamed
from tests.worlds.watching import CHOSEN, HELD
from tests.worlds.world import MONDAY, run

CARD = (
    "/practice", "tap practice more", "tap practise words", "tap our-words", "tap words-all",
    "tap words-pick words-stop", "tap word words-stop~yes",
)  # fmt: skip


def test_a_held_person_at_the_cards_and_on_the_ladder_cannot_be_told_from_one_whose_pages_are_plain() -> None:
    minute = MONDAY + timedelta(days=8, hours=23)

    async def life(*unseen: str) -> list[object]:
        world = await base(Beginning("touch"))
        await act(world, BEN, *unseen)  # out of sight
        await world.until(MONDAY + timedelta(days=4))
        seen = {who: len(world.phones[who].calls) for who in (ANN, BEN)}
        for who in (ANN, BEN):
            await act(
                world,
                who,
                *CARD,
                "/practice",
                "tap practice more",
                "tap practise touch",
                "tap touch-floor",
                "tap touch-floor 4",
            )
        await world.until(minute - timedelta(hours=4))
        for who in (ANN, BEN):
            await reach(world, who, "rate 8")
            await act(world, who, "/practice", "tap practice more", "tap practise words", "tap our-words")
            await act(world, who, "/practice", "tap practice more", "tap practise touch", "tap touch 10")
        await world.until(minute + timedelta(minutes=5))
        for who in (ANN, BEN):
            await act(world, who, "tap open")
            rests = any("This evening rests" in text for text, _, _ in world.phones[who].visible())
            assert rests is bool(unseen)
        return [unnamed(world.phones[who].calls[seen[who] :]) for who in (ANN, BEN)]

    async def story() -> None:
        held, plain = [await life(*unseen) for unseen in (HELD, CHOSEN)]
        assert held == plain
        assert await life() != plain, "what is safe is told"

    run(story())
