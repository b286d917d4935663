"""A weekend of two people, killed at every boundary there is: nothing lost, nothing doubled.

A boundary lies before and after each commit, and before and after the effect of each request to Telegram.
The ordinary run dies once in every step of a weekend, on SQLite at every third boundary (SEED says from
which on); with BUDGET=1 there is a weekend for each boundary, on both.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.services.delivery import Delivery
from bot.services.ports import Row
from tests.faults.weekend import Friday, Weekend, until_friday

ALL = bool(os.environ.get("BUDGET"))
START = int(os.environ.get("SEED") or secrets.token_hex(2), 16)
Deaths = Iterator[Callable[[int], int]]


def never(step: int) -> int:
    """Let the bot live."""
    return 0


def one_by_one(steps: list[list[str]]) -> Deaths:
    """Die once in a weekend: at each boundary of each step in turn."""
    for number, boundaries in enumerate(steps):
        for at in range(1, len(boundaries) + 1):
            yield lambda step, number=number, at=at: at if step == number else 0  # type: ignore[misc]


def in_every_step(steps: list[list[str]], every: int = 1) -> Deaths:
    """Die once in every step of a weekend: at its first boundary, at its second, and so on."""
    longest = max(map(len, steps))
    for at in range(1 + START % every, longest + 1, every):
        yield lambda step, at=at: at  # type: ignore[misc]


async def weekends(
    friday: Friday,
    folder: Path,
    ways: Callable[[list[list[str]]], Deaths],
    delivery: type[Delivery] = Delivery,
) -> Counter[str]:
    """Live through the weekend once for each way to die, and count."""
    whole = Weekend(friday, folder / "whole", never, delivery)
    await whole.play()
    total: Counter[str] = Counter(boundaries=sum(map(len, whole.steps)))
    for number, at in enumerate(ways(whole.steps)):
        weekend = Weekend(friday, folder / str(number), at, delivery)
        found = await weekend.play()
        total["deaths"] += len(weekend.deaths)
        total["spare knocks"] += found.spare_knocks
        total["replies swallowed"] += found.unanswered
        for kind, ones in (("lost", found.lost), ("doubled", found.doubled)):
            total[kind] += len(ones)
            total.update(f"{kind}: {each}" for each in ones)
    return total


def tell(capsys: pytest.CaptureFixture[str], name: str, total: Counter[str]) -> None:
    """Print what was counted."""
    with capsys.disabled():
        print(f"\n  {name}: " + ", ".join(f"{count} {what}" for what, count in total.items() if count))


async def test_killed_at_every_boundary_in_memory_nothing_is_lost_or_doubled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    total = await weekends(await until_friday(None), tmp_path, one_by_one if ALL else in_every_step)
    tell(capsys, "in memory", total)
    assert total["deaths"] > 0.95 * total["boundaries"]
    assert (total["lost"], total["doubled"]) == (0, 0), total


async def test_killed_at_every_third_boundary_on_sqlite_nothing_is_lost_or_doubled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "friday").mkdir()
    friday = await until_friday(tmp_path / "friday")
    total = await weekends(friday, tmp_path, one_by_one if ALL else partial(in_every_step, every=3))
    tell(capsys, f"on SQLite (seed {START:x})", total)
    assert total["deaths"] > 0.25 * total["boundaries"]
    assert (total["lost"], total["doubled"]) == (0, 0), total


# ---------------------------------------------------------------------- faults that must be found


class MarksKnocksFirst(Delivery):
    """Marks a knock as sent, then sends it."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        if card.state is not CardState.KNOCK:
            await super()._send(row, person, card)
            return
        await self._finish(row)
        outcome = await self.sender.send(person.chat, await self.render(person, card, card.screen))
        async with self.store.begin() as tx:
            await tx.of(row.lane).put(replace(card, message=outcome.message))


class SendsRepliesUntilMarked(Delivery):
    """Sends a reply, then marks it as sent."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        await super()._send(replace(row, attempts=0), person, card)


class SendsContentAtOnce(Delivery):
    """Puts content into a new message, instead of into one that is recorded."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        outcome = await self.sender.send(person.chat, await self.render(person, card, card.screen))
        await self._settle(row, outcome, card)


@pytest.mark.parametrize(
    ("delivery", "kind"),
    [(MarksKnocksFirst, "lost"), (SendsRepliesUntilMarked, "doubled"), (SendsContentAtOnce, "doubled")],
)
async def test_a_delivery_that_marks_or_sends_in_the_wrong_order_is_found_out(
    tmp_path: Path, delivery: type[Delivery], kind: str
) -> None:
    total = await weekends(await until_friday(None), tmp_path, in_every_step, delivery)
    assert total[kind] > 0, total
