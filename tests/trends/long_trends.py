"""The long form: years in which nothing changes, and changes of one, two and three points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product
from random import Random
from statistics import median

from bot.domain.trends import Change
from tests.trends.lives import CHANGED, Life, medians, own_looks, ratings, released_looks, seen_after
from tests.trends.runs import Figures, Share, run

YEAR, TWELVE, LATER, MOST = 52, 12, 40, 0.05
LEVELS, SWINGS, CARRIED = (1.5, 5.0, 8.5), (1.0, 1.5, 2.0), (0.0, 0.3, 0.5)
FADING = {"answers": 0.95, "later": 0.4}
"""Besides the steady 79 of 100: somebody who answers less and less."""

STUBBORN = 0.7
"""Told, and not counted: where so much of a day goes into the next, waves look like changes."""

Look = Callable[[Life, int, Random, float, int], list[Change]]


def look_own(life: Life, weeks: int, chance: Random, change: float, since: int) -> list[Change]:
    """Return what somebody's own answers say to them, week by week."""
    return own_looks(ratings(life, weeks, chance, change, since), weeks)


def look_released(kept: int) -> Look:
    """Return the same for pages, where so many weeks are kept."""

    def look(life: Life, weeks: int, chance: Random, change: float, since: int) -> list[Change]:
        given = ratings(life, weeks, chance, change, since)
        out = medians(life, given, weeks, chance)
        return released_looks(out, weeks, kept)

    return look


Mixes = dict[tuple[float, float], Counter[str]]
"""Years and errors by level and swing, where half of a day goes into the next."""


def nothing_changes(look: Look, share: Share, part: float) -> tuple[dict[float, Counter[str]], Mixes]:
    """Live years without a change, as long as `part` of the budget lasts; count looks and errors by carry."""
    by_carry: dict[float, Counter[str]] = {carry: Counter() for carry in (*CARRIED, STUBBORN)}
    mixes: Mixes = {mix: Counter() for mix in product(LEVELS, SWINGS)}
    until, number = share.left() * (1 - part), 0
    while number == 0 or share.left() > until:
        chance = Random(f"{share.seed} nothing {number}")
        for level, swing, carry in product(LEVELS, SWINGS, (*CARRIED, STUBBORN)):
            life = Life(level, swing, carry, **(FADING if number % 2 else {}))
            looks = look(life, YEAR, chance, 0, 0)
            said = [kind for kind in looks if kind is not Change.TOO_FEW]
            told = [kind in CHANGED for kind in looks]
            by_carry[carry].update(
                years=1, erred=any(told), early=any(told[:TWELVE]), looks=len(said), wrong=sum(told)
            )
            if carry == max(CARRIED):
                mixes[level, swing].update(years=1, erred=any(told))
        number += 1
    return by_carry, mixes


def something_changes(look: Look, share: Share) -> dict[tuple[int, float], list[int | None]]:
    """Live changes after twelve weeks, up or down by turns, as long as there is time."""
    found: dict[tuple[int, float], list[int | None]] = {}
    number = 0
    while number == 0 or share.left() > 0:
        chance, up = Random(f"{share.seed} change {number}"), number % 2 == 0
        for points, swing in product((1, 2, 3), (1.0, 1.5, 2.0)):
            change = points if up else -points
            looks = look(Life(5 - change / 2, swing), TWELVE + LATER, chance, change, TWELVE)
            seen = seen_after(looks, TWELVE, Change.HIGHER if up else Change.LOWER)
            found.setdefault((points, swing), []).append(seen)
        number += 1
    return found


def told(
    name: str, by_carry: dict[float, Counter[str]], delays: dict[tuple[int, float], list[int | None]]
) -> str:
    """Return all of it as lines."""
    lines = [
        f"{name}, carry {carry}: of {each['years']} years it erred in {each['erred'] / each['years']:.1%}, "
        f"of their first twelve weeks in {each['early'] / each['years']:.1%}, "
        f"of looks in {each['wrong'] / max(1, each['looks']):.2%}"
        for carry, each in by_carry.items()
    ]
    for (points, swing), seen in delays.items():
        weeks = median(LATER + 1 if each is None else each for each in seen)
        soon = sum(each is not None and each <= TWELVE for each in seen) / len(seen)
        when = f"{weeks:.0f} weeks" if weeks <= LATER else f"over {LATER} weeks"
        lines.append(
            f"{name}, {points} points at a swing of {swing}: seen after {when} (median), "
            f"within twelve in {soon:.0%} of {len(seen)}"
        )
    return "\n".join(lines)


async def play(name: str, look: Look, share: Share) -> Figures:
    """Live, tell, and count what is too much."""
    by_carry, mixes = nothing_changes(look, share, 0.75)
    print(told(name, by_carry, something_changes(look, share)), flush=True)
    for (level, swing), each in mixes.items():
        print(
            f"{name}, carry {max(CARRIED)}, swings of {swing} round {level}: "
            f"of {each['years']} years it erred in {each['erred'] / each['years']:.1%}",
            flush=True,
        )
    by_swing: dict[float, Counter[str]] = {swing: Counter() for swing in SWINGS}
    for (_, swing), each in mixes.items():
        by_swing[swing].update(each)
    rates = [*(by_carry[carry] for carry in CARRIED), *by_swing.values()]
    above = sum(each["erred"] > MOST * each["years"] for each in rates)
    whole: Counter[str] = sum((by_carry[carry] for carry in CARRIED), Counter())
    return Counter(
        {
            "rates above 5 in 100": above,
            f"{name} years": whole["years"],
            f"{name} years in which it erred": whole["erred"],
            f"{name} first twelve weeks in which it erred": whole["early"],
        }
    )


@run("own")
async def own_answers(share: Share) -> Figures:
    """One's own answers, all of them."""
    return await play("own", look_own, share)


@run("pages")
async def pages(share: Share) -> Figures:
    """Released weeks, of which twelve are kept."""
    return await play("pages", look_released(12), share)


@run("kept")
async def kept(share: Share) -> Figures:
    """Released weeks that are kept for a year."""
    return await play("kept", look_released(52), share)
