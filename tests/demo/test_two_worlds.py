"""The same week twice: Ana's phone is the same to the byte, until both had said yes."""

from __future__ import annotations

from bot.demo.texts import plain, text
from bot.demo.worlds import WEEK, TwoWorlds, compared, played


async def test_ana_s_phone_is_the_same_in_both_worlds_until_she_opens_what_both_released() -> None:
    answering, silent = await played(), await played(silent="Jon")
    view = compared(answering, silent)
    assert len(answering) == len(silent) == len(WEEK)
    assert view["same_until"] == len(WEEK) - 1
    assert view["sha256"][0][:-1] == view["sha256"][1][:-1]
    last = [
        " ".join(plain(bubble["text"]) for bubble in frames[-1]["bubbles"]) for frames in (answering, silent)
    ]
    assert plain(text("joint-intro")) in last[0] and plain(text("week-private")) in last[1]
    assert sum(who == "Jon" for _, who, _ in WEEK) >= 6


async def test_the_two_worlds_are_played_once_when_they_are_first_asked_for() -> None:
    told = []
    worlds = TwoWorlds(lambda: told.append(True))
    assert worlds.data() == {}
    playing = worlds._playing
    assert worlds.data() == {} and worlds._playing is playing
    await worlds.end()
    assert told == []
