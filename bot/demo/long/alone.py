"""Mara, who does this alone: twelve weeks, her own stages, a step back, and a choice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.demo.first_days import begins as first_evening
from bot.demo.first_days import settles
from bot.demo.long.cast import ALOUD, Cast, Week, let_in, showed
from bot.demo.long.hand import Hand
from bot.demo.story import Story
from bot.domain.say import line
from bot.domain.stages import Stage

START = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
MARA = "Mara"

COAT = "I'm angry at his coat on its hook. It hangs there as if it had done nothing."
FAIR = "I am tired of being fair. I am so very tired of being fair."
SISTER = "I told my sister. She said: and how are you. Nobody had asked me that."
SNAP = "He has packed a bag for his brother's. He said it's to give me room. I didn't ask for room."
DECIDED = "I part. I tell him on Saturday, in daylight, and my sister knows."
TOLD_HIM = "I told him. It took one sentence. He asked for the porridge recipe, and then he cried."


def begins(story: Story) -> Cast:
    """Let Mara in."""
    cast = let_in(story, "alone", Mara="20:36")
    cast.hands[MARA].habits["smaller"] = "yes"
    return cast


def _mara(cast: Cast) -> Hand:
    return cast.hands[MARA]


async def _evening(cast: Cast, on: bool = False, **does: Any) -> Hand:
    """Sit down at the hour of the knock with this evening's number; return whose hand it is."""
    return await cast.sits(MARA, cast.rating(MARA), on, **does)


# ---------------------------------------------------------------------- weeks 1 to 3


async def mara_begins(cast: Cast) -> None:
    """A first evening."""
    who = _mara(cast).who
    await cast.story.at("21:05")
    await first_evening(who, "hour-evening", 3)
    await who.picks("enough")
    await _mara(cast).leaves()
    cast.sat.add(MARA)


async def settled(cast: Cast) -> None:
    """Where she stands and lives; and a link to a partner, which she does not make."""
    mara = await _evening(cast, True)
    with cast.quietly(MARA, "Under Settings Mara says that she was hurt, and in which place her clock is."):
        await settles(mara.who, "hurt", "GB")
    await mara.goes("menu-invite")
    await mara.picks("enough")
    await mara.leaves()


async def page_of_two(cast: Cast) -> None:
    """The shared page needs two."""
    mara = await _evening(cast)
    await mara.who.types("/week")
    await mara.picks("enough")
    await mara.leaves()


async def grief(cast: Cast) -> None:
    """A page for the coat."""
    mara = await _evening(cast)
    await mara.takes_up("grief", pours=COAT)


async def cannot_sleep(cast: Cast) -> None:
    """Another way, and another."""
    await cast.story.at("01:50")
    who = _mara(cast).who
    await who.taps("keyboard-calm", "calm-button-sleep", "calm-button-another", "calm-button-done")
    await who.taps("calm-button-less", "calm-button-hide")
    await cast.story.passes(minutes=11)


async def asks(cast: Cast) -> None:
    """A question for her own list."""
    mara = await _evening(cast)
    await mara.takes_up("question", within=1)


async def sorts(cast: Cast) -> None:
    """A night has passed over it."""
    await _evening(cast, True, sorts="p", place="k")


async def ready(cast: Cast) -> None:
    """Alone, a stage is one's own to say."""
    mara = await _evening(cast)
    await mara.takes_up("stage", stage="ready")


# ---------------------------------------------------------------------- weeks 4 to 7


async def card(cast: Cast) -> None:
    """A card on what is all right for now, for herself."""
    mara = await _evening(cast)
    await mara.takes_up("words")


async def dance(cast: Cast) -> None:
    """What she does when fear comes up."""
    mara = await _evening(cast)
    await mara.takes_up("dance", dance=("quiet", "busy", "light"))


async def quarrel(cast: Cast) -> None:
    """A break is a time on the clock, and a sentence to say."""
    who = _mara(cast).who
    await cast.story.at("22:12")
    await who.taps("keyboard-calm", "calm-button-speak", "calm-button-done", "calm-button-same")
    await who.taps("keyboard-break", line("minutes", minutes=20))
    cast.tells(ALOUD, "I need a break. I'll be back in twenty minutes.", MARA)
    await cast.story.at("22:40")


async def turns(cast: Cast) -> None:
    """What she turned from, and what she guarded."""
    mara = await _evening(cast)
    await mara.takes_up("turn", within=2)


async def heard(cast: Cast) -> None:
    """Being heard, alone, is to find somebody who can hear it."""
    mara = await _evening(cast)
    await mara.who.says(SISTER)
    await mara.picks("enough")
    await mara.leaves()
    await mara.takes_up("stage", stage="ready")


async def cycle(cast: Cast) -> None:
    """Five points, and one of them is none."""
    mara = await _evening(cast, feels=("numb", "lonely"))
    await mara.takes_up("cycle", cycle="12x00", wheel=True)


async def plays(cast: Cast) -> None:
    """Something small, with nobody in it but herself."""
    mara = await _evening(cast)
    await mara.takes_up("play")


async def he_goes(cast: Cast) -> None:
    """He packs a bag. A hard night, with people at the end of it."""
    mara = await _evening(cast)
    await cast.story.at("23:20")
    await mara.who.taps("keyboard-calm", "calm-button-picture", "calm-button-done", "calm-button-more")
    await mara.who.taps("calm-button-pour")
    await mara.who.says(SNAP)
    await mara.picks("grief-end")
    await mara.picks("enough")
    await mara.leaves()
    await mara.who.taps("keyboard-help", "help-button-hide")
    await cast.story.passes(minutes=11)


async def back_to_steady(cast: Cast) -> None:
    """Back to steady ground, on the evening on which it is so."""
    mara = await _evening(cast)
    await mara.takes_up("stage", stage="steady")


async def rests(cast: Cast) -> None:
    """Three days at her sister's, without a knock."""
    mara = await _evening(cast)
    await mara.goes("menu-rest")
    await mara.who.taps(line("rest-days", days=3))
    await mara.leaves()


async def shelf(cast: Cast) -> None:
    """Two things to read, and where they may not fit."""
    mara = await _evening(cast)
    await mara.practises("shelf-menu")
    await mara.who.taps("turn-on", "turn-on")
    await mara.picks("enough")
    await mara.leaves()


# ---------------------------------------------------------------------- weeks 8 to 12


async def fuller(cast: Cast) -> None:
    """More than the rating again, if it had been made smaller; and what comes this week."""
    mara = await _evening(cast)
    await mara.practises("plan")
    if mara.has("plan-tiny") and "smaller" in mara.last:
        await mara.picks("plan-tiny")
    await mara.picks("enough")
    await mara.leaves()


async def grief_again(cast: Cast) -> None:
    """A second page."""
    mara = await _evening(cast)
    await mara.takes_up("grief", pours=FAIR)


async def parting(cast: Cast) -> None:
    """Thinking of parting: a small page, and nothing of it is kept."""
    mara = await _evening(cast)
    await mara.takes_up("stage", stage="parting", leaf="safe")
    await mara.takes_up("stage", stage="parting", leaf="care")


async def chooses(cast: Cast) -> None:
    """One question of the last stage; and where things stand, which may stay as it is."""
    mara = await _evening(cast)
    await mara.takes_up("choose")
    if cast.week == len(WEEKS) - 1:
        await mara.takes_up("stage", stage="enough")


async def line_so_far(cast: Cast) -> None:
    """Her own line, and her own words."""
    mara = await _evening(cast)
    await mara.goes("menu-history")
    await mara.picks("enough")
    await mara.leaves()
    await mara.goes("menu-notes")
    await mara.picks("enough")
    await mara.leaves()


async def decides(cast: Cast) -> None:
    """Nobody asked; she types it."""
    mara = await _evening(cast)
    await mara.who.says(DECIDED)
    await mara.picks("enough")
    await mara.leaves()


async def after_it(cast: Cast) -> None:
    """The last evening of these weeks."""
    mara = await _evening(cast)
    await mara.who.says(TOLD_HIM)
    await mara.picks("enough")
    await mara.leaves()


WEEKS = (
    Week({MARA: "- 4 4+ . 3 4 4"}, {0: mara_begins, 1: settled, 6: page_of_two}),
    Week({MARA: "4 3+ 3 . 3+ 4 4"}, {2: grief, 4: cannot_sleep}),
    Week({MARA: "4+ 4 4 5 . 4 5"}, {1: asks, 2: sorts, 6: ready}),
    Week({MARA: "4+ 4 3 4 4 . 4"}, {1: card, 2: dance, 4: turns}, {3: quarrel}),
    Week({MARA: "5 4+ 5 4 . 5 5"}, {2: heard, 3: cycle, 6: plays}),
    Week({MARA: "4 4+ 1 2 . . ."}, {2: he_goes, 3: back_to_steady}),
    Week({MARA: ". . . 4+ 4+ . 3"}, {6: shelf}),
    Week({MARA: "4 5+ 5 . 4 5 5"}, {0: fuller, 2: grief_again, 6: ready}),
    Week({MARA: "5+ . 5 6 5 . ."}, {3: ready, 4: rests}),
    Week({MARA: "6 5+ 5 . 6 6 6"}, {4: ready, 5: plays, 6: card}),
    Week({MARA: "6 5 5+ 6 5 . 6"}, {1: parting, 3: ready, 6: chooses}),
    Week({MARA: "6 7 6 7 . - 8"}, {1: chooses, 2: line_so_far, 3: decides, 6: after_it}),
)
"""Twelve weeks from the second of March."""


KINDS = (
    "fear", "grief", "question", "turn", "words", "play", "cycle", "dance", "choose", "stage", "smaller",
)  # fmt: skip
TEXTS = (
    *(f"own-at-{stage}" for stage in Stage),
    "week-alone", "calm-sleep-2", "calm-sleep-less", "calm-speak-1", "calm-picture-more", "pour-how",
    "question-does", "play-how", "parting", "apart-safe", "apart-care", "shelf-perel", "rest-how",
    "history-caption", "kept-note",
)  # fmt: skip
"""What stands on her phone somewhere in these weeks."""


def ends(cast: Cast) -> None:
    """Hold the story to what it is to show: every part that needs nobody else."""
    showed(cast, KINDS, TEXTS)
