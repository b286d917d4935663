"""Keys: one for each person, one for each day, one to find people by; wrapped, in a database of their own."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, Integer, bindparam, delete, literal_column, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.database.shelf import Key, Place, new_key
from bot.adapters.database.sql import SQLITE, Database, Prepared, Unreachable, among, several
from bot.adapters.database.tables import keys as table
from bot.services.ports import Collision, Unopened

LOOKUP = "lookup"
DAYS_KEPT = 3
CACHED = 20_000
AT_ONCE = 200  # keys that are wrapped anew in one transaction: nobody waits for long


class BadMasterKey(ValueError):
    """A master key is not 32 bytes in base64, or opens nothing here."""


class UnknownMaster(BadMasterKey, Unreachable):
    """None of the master keys opens a key. Nothing is lost by that: whatever needs it waits."""


class Keyring:
    """The operator's master keys, apart by commas or lines: the first wraps, all open.

    Where they come from a file, it is read again when it has changed, so that a running process knows the
    new master key before it meets what that one wrapped.
    """

    def __init__(self, text: str, file: Path | None = None) -> None:
        self._masters = self._read(text)
        self._file = file
        self._stamp: object = None  # of the file as it was last read

    @classmethod
    def _read(cls, text: str) -> Sequence[Key]:
        masters = [Key(cls._secret(each)) for each in re.split(r"[\s,]+", text) if each]
        if not masters:
            raise BadMasterKey("There is no master key. Make one with: evenkeel keys new")
        return masters

    @staticmethod
    def _secret(text: str) -> bytes:
        try:  # both alphabets of base64 are in use
            secret = base64.b64decode(text.translate({ord("+"): "-", ord("/"): "_"}), b"-_", validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if len(secret) != 32:
            raise BadMasterKey("A master key is 32 bytes in base64; several stand apart by commas or lines.")
        return secret

    @staticmethod
    def new() -> str:
        """Return a new master key, as it is written in the operator's file."""
        return base64.urlsafe_b64encode(new_key().secret).decode()

    @property
    def size(self) -> int:
        """How many master keys there are."""
        return len(self._masters)

    def look(self) -> bool:
        """Read the file again, if it is another than before; return whether it was."""
        if self._file is None:
            return False
        try:
            now = self._file.stat()
            stamp = (now.st_ino, now.st_mtime_ns, now.st_size)
            if stamp == self._stamp:
                return False
            self._masters = self._read(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # what was read before still holds
            return False
        self._stamp = stamp
        return True

    def wrap(self, name: str, key: Key) -> bytes:
        """Return a key, wrapped by the first master."""
        self.look()
        return self._masters[0].seal(key.secret, Place(table.name, name, ""))

    def unwrap(self, name: str, wrapped: bytes) -> Key:
        """Return a key that one of the masters wrapped. Raises UnknownMaster."""
        while True:
            for master in self._masters:
                try:
                    return Key(master.open(wrapped, Place(table.name, name, "")))
                except Unopened:
                    continue
            if not self.look():
                raise UnknownMaster("None of the master keys opens the keys in this key store.")

    def current(self, name: str, wrapped: bytes) -> bool:
        """Return whether the first master wrapped this."""
        try:
            self._masters[0].open(wrapped, Place(table.name, name, ""))
        except Unopened:
            return False
        return True


class _Statements:
    """Built once for each database."""

    def __init__(self, dialect: Dialect) -> None:
        def built(statement: Any) -> Prepared:
            return Prepared(statement, dialect)

        name: Any = bindparam("name")
        wrapped: Any = bindparam("wrapped")
        at: Any = bindparam("at")
        insert = (sqlite if dialect is SQLITE else postgresql).insert
        pick = select(table.c.name, table.c.wrapped)
        self.get = built(pick.where(table.c.name == name))
        self.some = built(pick.where(among(dialect, table.c.name, "names")))
        self.all = built(pick.order_by(table.c.name))
        one, none = literal_column("1", Integer), literal_column("0", Integer)
        self.any = built(select(table.c.name).limit(one).offset(none))
        self.add = built(insert(table).values(name=name, at=at, wrapped=wrapped).on_conflict_do_nothing())
        grave = insert(table).values(name=name, at=at, wrapped=null())
        self.shred = built(
            grave.on_conflict_do_update(
                index_elements=[table.c.name], set_={"wrapped": null(), "at": grave.excluded.at}
            )
        )
        # only what is still as it was read: a key that was destroyed meanwhile stays so
        again = update(table).where(table.c.name == bindparam("of"), table.c.wrapped == bindparam("old"))
        self.rewrap = built(again.values(wrapped=wrapped))
        self.forget = built(
            delete(table).where(table.c.name.like(bindparam("like")), table.c.name < bindparam("before"))
        )


def key_of_person(owner: str) -> str:
    """Return what a person's key is called in the key store."""
    return f"person:{owner}"


def key_of_day(day: date) -> str:
    """Return what the key of a day is called in the key store."""
    return f"day:{day.isoformat()}"


class Keys:
    """The key store."""

    def __init__(self, database: Database, ring: Keyring, clock: Callable[[], datetime]) -> None:
        self.database = database
        self._ring = ring
        self._clock = clock
        self._run = _Statements(database.dialect)
        self._cache: dict[str, Key] = {}
        self._lookup = b""

    async def start(self) -> None:
        """Read, or at the very first start make, the key that people are found by."""
        key = await self._ensure(LOOKUP)
        assert key is not None, "nobody destroys the lookup key"  # noqa: S101
        self._lookup = key.secret

    async def any(self) -> bool:
        """Return whether there are any keys, destroyed ones included."""
        return bool(await self.database.fetch(self._run.any, {}))

    def hash(self, locator: str) -> str:
        """Return the keyed hash that something is found by."""
        digest = hmac.digest(self._lookup, locator.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    async def person(self, owner: str) -> Key | None:
        """Return a person's key. To be asked for only once the person's row was read."""
        return await self._get(key_of_person(owner))

    async def people(self, owners: Iterable[str]) -> tuple[dict[str, Key], set[str]]:
        """Return the keys of those who have one, and those whose key none of the masters opens."""
        names = {key_of_person(owner): owner for owner in owners}
        known = {owner: self._cache[name] for name, owner in names.items() if name in self._cache}
        shut: set[str] = set()
        missing = [name for name, owner in names.items() if owner not in known]
        if missing:
            found = await self.database.fetch(
                self._run.some, {"names": several(self.database.dialect, missing)}
            )
            for name, wrapped in found:
                try:
                    if key := self._keep(name, wrapped):
                        known[names[name]] = key
                except UnknownMaster:
                    shut.add(names[name])
        return known, shut

    async def create(self, owner: str) -> Key | None:
        """Make a person's key, if there is none; None if it was destroyed. To be done before their row."""
        self._cache.pop(key_of_person(owner), None)  # it was for a row that is gone
        return await self._ensure(key_of_person(owner))

    async def day(self, day: date) -> Key | None:
        """Return the key of a day, made when it is first asked for; None once it was destroyed."""
        if day < self._clock().date() - timedelta(days=DAYS_KEPT):
            return None
        return await self._ensure(key_of_day(day))

    async def shred(self, owner: str) -> None:
        """Destroy a person's key for good; a tombstone stays."""
        name = key_of_person(owner)
        self._cache.pop(name, None)
        async with self.database.transaction() as link:
            await link.write([(self._run.shred, {"name": name, "at": self._clock()})])

    async def sweep(self, now: datetime) -> None:
        """Destroy the keys of days that are over for long."""
        before = key_of_day(now.date() - timedelta(days=DAYS_KEPT))
        for name in [name for name in self._cache if name.startswith("day:") and name < before]:
            del self._cache[name]
        async with self.database.transaction() as link:
            await link.write([(self._run.forget, {"like": "day:%", "before": before})])

    async def shredded(self) -> list[str]:
        """Return the people whose keys were destroyed."""
        found = await self.database.fetch(self._run.all, {})
        return [name.removeprefix("person:") for name, wrapped in found if wrapped is None]

    async def wrapped(self) -> list[tuple[str, bytes]]:
        """Return every key that is not destroyed, by its name, as it lies there."""
        return [(name, each) for name, each in await self.database.fetch(self._run.all, {}) if each]

    async def stale(self) -> list[tuple[str, bytes]]:
        """Return the keys that another master wrapped than the first."""
        self._ring.look()
        return [(name, each) for name, each in await self.wrapped() if not self._ring.current(name, each)]

    async def rewrap(self) -> int:
        """Wrap every key by the first master; return how many were wrapped by another.

        It may be cut off anywhere and begun again, and others may work on the keys meanwhile. Raises
        UnknownMaster once every key is done that one of the masters opens, if there are others.
        """
        done = 0
        shut: set[str] = set()
        while left := [each for each in await self.stale() if each[0] not in shut]:
            for start in range(0, len(left), AT_ONCE):
                done += await self._rewrap(left[start : start + AT_ONCE], shut)
        if shut:
            raise UnknownMaster(f"None of the master keys opens {len(shut)} of the keys in this key store.")
        return done

    async def _rewrap(self, stale: Sequence[tuple[str, bytes]], shut: set[str]) -> int:
        writes = []
        for name, old in stale:
            try:
                wrapped = self._ring.wrap(name, self._ring.unwrap(name, old))
            except UnknownMaster:
                shut.add(name)
                continue
            writes.append((self._run.rewrap, {"of": name, "old": old, "wrapped": wrapped}))
        if writes:
            with contextlib.suppress(Collision):  # somebody else was at it: they come again
                async with self.database.transaction() as link:
                    await link.write(writes)
                return len(writes)
        return 0

    async def _get(self, name: str) -> Key | None:
        if key := self._cache.get(name):
            return key
        for _, wrapped in await self.database.fetch(self._run.get, {"name": name}):
            return self._keep(name, wrapped)
        return None

    async def _ensure(self, name: str) -> Key | None:
        if key := await self._get(name):
            return key
        wrapped = self._ring.wrap(name, new_key())
        async with self.database.transaction() as link:
            await link.write([(self._run.add, {"name": name, "at": self._clock(), "wrapped": wrapped})])
        self._ring.look()
        if not self._ring.current(name, wrapped):  # a rotation began, and may have been here before this was
            await self._rewrap([(name, wrapped)], set())
        return await self._get(name)  # another process may have been first, and a tombstone stays

    def _keep(self, name: str, wrapped: bytes | None) -> Key | None:
        if wrapped is None:
            return None
        if len(self._cache) >= CACHED:
            del self._cache[next(iter(self._cache))]
        key = self._cache[name] = self._ring.unwrap(name, wrapped)
        return key
