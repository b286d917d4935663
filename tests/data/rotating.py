"""A new master key under load: rotations killed with SIGKILL again and again, and what is left afterwards."""

from __future__ import annotations

import asyncio
import base64
import os
import random
import signal
from collections import Counter
from itertools import count as numbers
from typing import Any

from sqlalchemy import insert

from bot.adapters.database import schema
from bot.adapters.database.keys import Keyring, key_of_person
from bot.adapters.database.shelf import FORMAT, Key, new_key
from bot.adapters.database.tables import keys as key_table
from tests.data.ground import Ground, cells, wrapped_keys
from tests.faults.crowd import count
from tests.town import START

SO_LONG = 0.5  # seconds within which a rotation is killed that is not waited for
TROUBLE = ("MasterKey", "Unopened", "UnknownMaster", "no master key", "does not open", "Traceback")
"""What stands in no log: nobody ever met a key or a cell that did not open."""


async def fill(here: Ground, people: int) -> None:
    """Put keys of people into the key store whom nobody meets: they have to be wrapped anew like all."""
    ring = Keyring(here.masters[0])
    names = [key_of_person(f"filler {number}") for number in range(people)]
    rows: list[dict[str, Any]] = [
        {"name": name, "at": START, "wrapped": ring.wrap(name, new_key())} for name in names
    ]
    await schema.connected(here.keys_url, lambda link: link.execute(insert(key_table), rows))


async def _people_go_on(here: Ground, figures: Counter[str], stop: asyncio.Event) -> None:
    """Everybody types, and new people come, whose keys are new."""
    for number in numbers():
        for writer in list(here.writers):
            await writer.types()
        if number % 2 == 0 and len(here.writers) < 12:
            await here.move_in(f"Guest {len(here.writers)}")
            figures["new people"] += 1
        await here.rest()
        if stop.is_set():
            return


async def rotated(here: Ground, chance: random.Random, kills: int) -> Counter[str]:
    """Rotate while people type, killed so many times in the middle; return what came of it."""
    figures, stop = Counter[str](), asyncio.Event()
    people = asyncio.create_task(_people_go_on(here, figures, stop))
    old = here.masters
    try:
        for _ in range(kills):
            began = await _wrapped_by(here, old)
            if chance.random() < 0.3:
                killed = await here.killed(SO_LONG * chance.random() ** 2, "keys", "rotate")
            else:
                killed = await _killed_at(here, old, int(began * chance.random()))
            figures["kills"] += killed
            left = await _wrapped_by(here, old)
            figures["kills in the middle"] += 0 < left < began
        code, said = await here.does("keys", "rotate")
        assert code == 0, said
        figures["rotations"] += 1
    finally:
        stop.set()
        await people
    assert len(here.masters) == len(old) + 1, "one rotation makes one key, however often it is begun anew"
    code, said = await here.does("keys", "check")
    assert code == 0, said
    return figures + await counted(here)


async def _killed_at(here: Ground, old: list[str], left: int) -> bool:
    """Begin a rotation, and kill it once no more than so many keys are left for it to wrap."""
    pid = await here.begins("keys", "rotate", log="killed")
    ended = None
    while ended is None and await _wrapped_by(here, old) > left:
        ended = await here.forks.look(pid)
    if ended is not None:
        return False
    os.kill(pid, signal.SIGKILL)
    return await here.forks.ask({"wait": pid}) == -signal.SIGKILL


async def _wrapped_by(here: Ground, masters: list[str]) -> int:
    """Return how many keys one of these wrapped: a wrapped key begins with the name of what opens it."""
    names = tuple(
        FORMAT + Key(base64.b64decode(each.replace("-", "+").replace("_", "/"))).id for each in masters
    )
    wrapped = (await wrapped_keys(here.keys_url)).values()
    return sum(bytes(each).startswith(names) for each in wrapped if each)


async def counted(here: Ground) -> Counter[str]:
    """Count, by the first master key alone, what opens, what is lost, and what stood in the log."""
    first = here.masters[0]
    every = await cells(here.url, here.keys_url, Keyring(first))
    trouble = [line for line in here.said().splitlines() if any(each in line for each in TROUBLE)]
    await here.stop()
    notes = await count(here.telegram, here.writers, here.url, here.keys_url, first)
    assert not trouble, trouble[:3]
    return Counter({
        "cells opened": every.opened,
        "cells lost": every.total() - every.opened,
        "notes": notes.typed,
        "lost": len(notes.lost),
        "doubled": len(notes.doubled),
    })  # fmt: skip
