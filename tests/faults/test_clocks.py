"""The clock on the wall set back and forth, as NTP and sleeping machines do; leases go by the steady one.

SEED repeats a run; the long form is the run "clocks" of `make faults`.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain.checkin import Entry, Kind
from bot.domain.people import Person
from bot.domain.rhythm import diary_day, zone_of
from bot.services.ports import QueueName
from tests.faults.runs import NEVER, Figures, Share, run
from tests.faults.street import Street, street
from tests.town import Resident, shapes

SEED = os.environ.get("SEED") or secrets.token_hex(4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (-HOUR, HOUR, -timedelta(minutes=1), timedelta(seconds=90), DAY)
ZONES = {"Ann": "London", "Ben": "New York", "Cleo": "Tokyo"}


def knocks(here: Street, who: Resident, since: int) -> Counter[date]:
    """Return how many knocks came on each day of this person, by the clock on the wall of then."""
    days: Counter[date] = Counter()
    for call in here.telegram.calls[since:]:
        mine = call.method == "sendMessage" and call.chat_id == who.person.id
        if mine and shapes()["knock"].fullmatch(str(call.params["text"])):
            days[diary_day(call.at, zone_of(_zone(who), None))] += 1
    return days


def _zone(who: Resident) -> str:
    return {"London": "Europe/London", "New York": "America/New_York", "Tokyo": "Asia/Tokyo"}[
        ZONES[who.person.name]
    ]


async def days_of_jumps(seed: str, days: int, folder: Path | None = None) -> Counter[str]:
    """Live some days on which the clock jumps several times, and some on which it does not any more."""
    chance, found = Random(seed), Counter[str]()
    async with street(seed=seed, folder=folder) as here:
        people = [await here.settled(name, "hurt", city) for name, city in ZONES.items()]
        for who in people:
            await _no_reminders(here, who)
        known, furthest, wrote = len(here.telegram.calls), here.clock.now(), Counter[str]()
        for number in range(days * 3):
            who = chance.choice(people)
            if chance.random() < 0.6:
                await _to_a_knock(here, who, timedelta(minutes=chance.randint(1, 50)))
            words = f"{who.person.name} wrote {number}"
            await who.person.says(words)
            wrote[words] += 1
            await _stored(here)  # and not handled yet
            ahead = await _jumps(here, chance, found)
            furthest = max(furthest, here.clock.now())
            if ahead:  # someone notices, and sets it right
                await here.passes(seconds=chance.choice((1, 600, 3 * 3600)))
                furthest = max(furthest, here.clock.now())
                here.jump(-ahead)
                await here.settle()
            await here.passes(hours=chance.randint(1, 5))
            furthest = max(furthest, here.clock.now())
        await here.until(furthest + 4 * DAY)
        for who in people:
            await _count(here, who, known, furthest, found)
            kept = [each for each in await here.documents(who.person.id) if isinstance(each, Entry)]
            mine = Counter(each.words for each in kept if each.kind is Kind.NOTE)
            wanted = Counter({each: 1 for each in wrote if each.startswith(f"{who.person.name} ")})
            found["lost"] += sum((wanted - mine).values())
            found["doubled"] += sum((mine - wanted).values())
        found["troubles"] += len(here.troubles)
    return found


async def _to_a_knock(here: Street, who: Resident, more: timedelta) -> None:
    """Let time pass until shortly after this person's next knock."""
    (person,) = [each for each in await here.documents(who.person.id) if isinstance(each, Person)]
    async with here.store.begin() as tx:
        coming = await tx.of(person.id).planned("knock", "day")
    if coming:
        await here.until(max(coming, here.clock.now()) + more)


async def _stored(here: Street) -> None:
    """Take in what Telegram has; its own clock is right, and it forgets nothing too early."""
    for letter in here.letters.waiting():
        await here.intakes[0].take(letter.as_json())
        here.letters.forget(letter)


async def _no_reminders(here: Street, who: Resident) -> None:
    """Let each knock come once."""
    (person,) = [each for each in await here.documents(who.person.id) if isinstance(each, Person)]
    async with here.store.begin() as tx:
        await tx.of(person.id).put(replace(person, reminder=False))


async def _jumps(here: Street, chance: Random, found: Counter[str]) -> timedelta:
    """Set the clock to another time while rows are held; return by how much it has to be set right later."""
    held = await here.store.claim(QueueName.DUE, here.clock.now(), 10)
    span = chance.choice(JUMPS)
    here.jump(span)
    found["jumps"] += 1
    again = await here.store.claim(QueueName.DUE, here.clock.now(), 1000)
    lanes = {row.lane for row in held}
    found["wrong"] += sum(row.lane in lanes for row in again)  # a lease that a jump has broken
    await here.store.give_back([*held, *again])
    await here.settle()
    return span if span >= HOUR else timedelta(0)


async def _count(here: Street, who: Resident, since: int, furthest: datetime, found: Counter[str]) -> None:
    came = knocks(here, who, since)
    found["knocks"] += sum(came.values())
    found["doubled"] += sum(many - 1 for many in came.values())
    first = diary_day(furthest, zone_of(_zone(who), None)) + DAY
    found["lost"] += sum(came[first + number * DAY] == 0 for number in (0, 1, 2))


async def test_a_clock_that_jumps_breaks_no_lease_forgets_nothing_and_knocks_once_a_day_at_most(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = await days_of_jumps(SEED, 7)
    with capsys.disabled():
        print(f"\n  clocks (seed {SEED}): {dict(found)}")
    assert found["jumps"] > 5
    assert not any(found[what] for what in (*NEVER, "troubles")), found


async def test_a_lease_ends_by_the_steady_clock_alone(tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        async with street(folder=folder) as here:
            ann = await here.settled("Ann")
            await ann.person.says("a note")
            await _stored(here)
            (row,) = await here.store.claim(QueueName.INBOX, here.clock.now(), 1)
            for span in (DAY, -DAY, -HOUR, HOUR):
                here.jump(span)
                assert await here.store.claim(QueueName.INBOX, here.clock.now(), 1) == []
            here.steady.now += 61
            (again,) = await here.store.claim(QueueName.INBOX, here.clock.now(), 1)
            assert (again.id, again.fence > row.fence) == (row.id, True)


@run("clocks")
async def clocks(share: Share) -> Figures:
    """Ten days of jumps after ten days of jumps: most in memory, some on SQLite."""
    figures: Figures = Counter()
    number = 0
    while share.left() > 0:
        folder = share.folder / str(number) if number % 10 == 9 else None
        if folder:
            folder.mkdir()
        found = await days_of_jumps(f"{share.seed} {number}", 2 if folder else 10, folder)
        if any(found[what] for what in NEVER):
            print(f"  clocks: {share.seed} {number}: {dict(found)}", flush=True)
        figures.update(found)
        number += 1
    return figures
