"""Every sealed cell of a database, opened to count it: what a backup is worth, and what a thief has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from bot.adapters.database.keys import Keyring, UnknownMaster, key_of_day, key_of_person
from bot.adapters.database.letters import UNDER_DAY
from bot.adapters.database.shelf import Key, Place
from bot.adapters.database.tables import queues, shelves
from bot.services.ports import Unopened

AT_ONCE = 500


@dataclass
class Cells:
    """How many cells there are, by what becomes of an attempt to open them."""

    opened: int = 0
    over: int = 0
    """Their key was destroyed: of someone who left, or of a day that is past."""
    keyless: int = 0
    """The key store knows nothing of their key."""
    shut: Counter[str] = field(default_factory=Counter)
    """By table, what does not open with its own key: it was changed, moved, or the master key is missing."""

    def total(self) -> int:
        """Return how many cells there are."""
        return self.opened + self.over + self.keyless + self.shut.total()


def open_every_cell(connection: Connection, wrapped: Mapping[str, bytes | None], ring: Keyring) -> Cells:
    """Try to open every cell of a database by these keys (wrapped, by their names; None: destroyed).

    What was set aside because it does not open is not tried again.
    """
    found, keys = Cells(), dict[str, Key | None]()
    for name, sealed, place in _cells(connection):
        if name not in keys:
            keys[name] = _unwrapped(ring, name, wrapped.get(name))
        key = keys[name]
        if wrapped.get(name) is None:
            day = name.startswith("day:")  # these go without leaving a tombstone
            if day or name in wrapped:
                found.over += 1
            else:
                found.keyless += 1
        elif key is not None and _opens(key, sealed, place):
            found.opened += 1
        else:
            found.shut[place.table] += 1
    return found


def _unwrapped(ring: Keyring, name: str, wrapped: bytes | None) -> Key | None:
    try:
        return ring.unwrap(name, wrapped) if wrapped else None
    except UnknownMaster:
        return None


def _opens(key: Key, sealed: bytes, place: Place) -> bool:
    try:
        key.open(sealed, place)
    except Unopened:
        return False
    return True


def _cells(connection: Connection) -> Iterator[tuple[str, bytes, Place]]:
    """Give the name of its key, the cell, and its place."""
    for name, table in shelves.items():
        shelf = table.c
        for owner, id, sealed in _rows(connection, select(shelf.owner, shelf.id, shelf.sealed)):
            yield key_of_person(owner), sealed, Place(name, id, owner)
    for name, table in queues.items():
        queue = table.c
        asked = select(queue.lane, queue.kind, queue.ref, queue.at, queue.sealed)
        waits = asked.where(queue.sealed.is_not(None), queue.state == "waiting")
        for lane, kind, ref, at, sealed in _rows(connection, waits):
            key = key_of_day(at.date()) if kind in UNDER_DAY else key_of_person(lane)
            yield key, sealed, Place(name, ref, lane)


def _rows(connection: Connection, asked: Any) -> Any:
    return connection.execution_options(yield_per=AT_ONCE).execute(asked)
