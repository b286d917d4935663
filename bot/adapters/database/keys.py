"""Keys: one for each person, one for each day, one to find people by; wrapped, in a database of their own."""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Dialect, bindparam, delete, null, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.database.shelf import Key, Place, Unopened, new_key
from bot.adapters.database.sql import SQLITE, Database, Prepared, among, several
from bot.adapters.database.tables import keys as table

LOOKUP = "lookup"
DAYS_KEPT = 3
CACHED = 20_000


class BadMasterKey(ValueError):
    """A master key is not 32 bytes in base64, or opens nothing here."""


class Keyring:
    """The operator's master keys, apart by commas or lines: the first wraps, all open."""

    def __init__(self, text: str) -> None:
        self._masters = [Key(self._secret(each)) for each in re.split(r"[\s,]+", text) if each]
        if not self._masters:
            raise BadMasterKey("There is no master key. Make one with: evenkeel keys new")

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

    def wrap(self, name: str, key: Key) -> bytes:
        """Return a key, wrapped by the first master."""
        return self._masters[0].seal(key.secret, Place(table.name, name, ""))

    def unwrap(self, name: str, wrapped: bytes) -> Key:
        """Return a key that one of the masters wrapped."""
        for master in self._masters:
            try:
                return Key(master.open(wrapped, Place(table.name, name, "")))
            except Unopened:
                continue
        raise BadMasterKey("None of the master keys opens the keys in this key store.")

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
        self.all = built(pick)
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


def _person(owner: str) -> str:
    return f"person:{owner}"


def _day(day: date) -> str:
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

    def hash(self, locator: str) -> str:
        """Return the keyed hash that something is found by."""
        digest = hmac.digest(self._lookup, locator.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    async def person(self, owner: str) -> Key | None:
        """Return a person's key. To be asked for only once the person's row was read."""
        return await self._get(_person(owner))

    async def people(self, owners: Iterable[str]) -> dict[str, Key]:
        """Return the keys of those who have one."""
        names = {_person(owner): owner for owner in owners}
        known = {owner: self._cache[name] for name, owner in names.items() if name in self._cache}
        missing = [name for name, owner in names.items() if owner not in known]
        if missing:
            found = await self.database.fetch(
                self._run.some, {"names": several(self.database.dialect, missing)}
            )
            for name, wrapped in found:
                if key := self._keep(name, wrapped):
                    known[names[name]] = key
        return known

    async def create(self, owner: str) -> Key | None:
        """Make a person's key, if there is none; None if it was destroyed. To be done before their row."""
        self._cache.pop(_person(owner), None)  # it was for a row that is gone
        return await self._ensure(_person(owner))

    async def day(self, day: date) -> Key | None:
        """Return the key of a day, made when it is first asked for; None once it was destroyed."""
        if day < self._clock().date() - timedelta(days=DAYS_KEPT):
            return None
        return await self._ensure(_day(day))

    async def shred(self, owner: str) -> None:
        """Destroy a person's key for good; a tombstone stays."""
        name = _person(owner)
        self._cache.pop(name, None)
        async with self.database.transaction() as link:
            await link.write([(self._run.shred, {"name": name, "at": self._clock()})])

    async def sweep(self, now: datetime) -> None:
        """Destroy the keys of days that are over for long."""
        before = _day(now.date() - timedelta(days=DAYS_KEPT))
        for name in [name for name in self._cache if name.startswith("day:") and name < before]:
            del self._cache[name]
        async with self.database.transaction() as link:
            await link.write([(self._run.forget, {"like": "day:%", "before": before})])

    async def shredded(self) -> list[str]:
        """Return the people whose keys were destroyed."""
        found = await self.database.fetch(self._run.all, {})
        return [name.removeprefix("person:") for name, wrapped in found if wrapped is None]

    async def rewrap(self) -> int:
        """Wrap every key by the first master; return how many were wrapped by another."""
        found = await self.database.fetch(self._run.all, {})
        stale = [(name, old) for name, old in found if old and not self._ring.current(name, old)]
        async with self.database.transaction() as link:
            for name, old in stale:
                wrapped = self._ring.wrap(name, self._ring.unwrap(name, old))
                await link.write([(self._run.rewrap, {"of": name, "old": old, "wrapped": wrapped})])
        return len(stale)

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
        return await self._get(name)  # another process may have been first, and a tombstone stays

    def _keep(self, name: str, wrapped: bytes | None) -> Key | None:
        if wrapped is None:
            return None
        if len(self._cache) >= CACHED:
            del self._cache[next(iter(self._cache))]
        key = self._cache[name] = self._ring.unwrap(name, wrapped)
        return key
