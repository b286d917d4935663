"""A breath that one process paces ends at the next step, once another process was told to stop."""

from __future__ import annotations

from functools import partial
from typing import cast

import pytest
from telegram import Bot

from bot.adapters.telegram.intake import Intake
from bot.services.flow.shown import shown_on
from bot.services.flow.static import Static
from tests.telegram.test_breathing import Waits
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, Input
from tests.worlds.phones import Lines
from tests.worlds.world import AtOnce, World, facts, run, words

ALONG = "calm.racing.breath"


async def breathes(stop: str) -> list[str]:
    """Let one process pace a breath, and another hear something after three steps; return what was shown."""
    world: World = await base(Beginning("alone"))
    phone, waits = world.phones[ANN], Waits()
    lines = cast(Bot, Lines(world.phones, world.clock))
    first = Intake(
        lines, world.store, world.sends(lines, AtOnce()), Static(words(), facts().countries),
        clock=world.clock, sleep=waits.sleep, shown=partial(shown_on, world.store),
    )  # fmt: skip
    await world.feed(world.wrote(phone, text="/calm"))
    message = max(phone.bubbles)
    await world.feed(Input("tap", message, "calm.racing").raw(world, phone))
    await world.feed(Input("tap", message, "calm.racing.1").raw(world, phone))
    await first.take(Input("tap", message, ALONG).raw(world, phone))
    await world.settle()
    await waits.pass_(3)
    before = len(phone.calls)
    if stop:
        await world.feed(Input("tap", message, stop).raw(world, phone))
    await waits.pass_()
    await first.close()
    return [call.given for call in phone.calls[before:] if call.method == "editMessageText"]


@pytest.mark.parametrize(("stop", "edits"), [("calm.racing.after", 1), ("calm", 1), ("", 10)])
def test_a_stop_that_came_to_another_process_ends_a_breath_at_its_next_step(stop: str, edits: int) -> None:
    shown = run(breathes(stop))
    assert len(shown) == edits, shown
