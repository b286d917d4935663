"""People put on file in bulk, past the program: real ones that it can open, and strangers."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from bot.adapters.database.codec import codec
from bot.adapters.database.keys import Keyring
from bot.adapters.database.shelf import Place, new_key
from bot.adapters.database.tables import EPOCH, MICROSECOND
from bot.domain.people import Person, telegram_locator
from tests.town import MASTER

ZONE = "Europe/London"
PERSON = ("owner", "id", "at", "locator", "sealed")
DUE = ("lane", "kind", "ref", "at", "ready", "state", "fence", "attempts")
KEY = ("name", "at", "wrapped")
ENTRY = ("owner", "id", "at", "sealed")
CHUNK = 50_000
FAR = 1000  # days, later than anything that is measured
Rows = Iterable[Sequence[Any]]


class Shelves:
    """The tables of one bot, reached with the bare drivers."""

    def __init__(self, url: str, keys_url: str, lane: Callable[[str], str], at: datetime) -> None:
        self.url, self._keys_url, self._lane, self._at = url, keys_url, lane, at
        self._data: Any = None
        self._keys: Any = None
        self._strangers = 0

    @property
    def lite(self) -> bool:
        """Whether this is SQLite."""
        return self.url.startswith("sqlite")

    async def open(self) -> None:
        """Connect."""
        if not self.lite:
            self._data, self._keys = (
                await asyncpg.connect(self.url),
                await asyncpg.connect(self._keys_url),
            )

    async def close(self) -> None:
        """Let go."""
        if not self.lite:
            await self._data.close()
            await self._keys.close()

    def instant(self, at: datetime) -> Any:
        """Return an instant as this database keeps it."""
        return (at - EPOCH) // MICROSECOND if self.lite else at

    async def run(self, statement: str, *values: Any) -> list[Any]:
        """Run one statement on the data, committed; its values are $1, $2 …"""
        if not self.lite:
            return list(await self._data.fetch(statement, *values))
        for number in range(len(values), 0, -1):
            statement = statement.replace(f"${number}", f"?{number}")
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)) as base:
            found = base.execute(statement, values).fetchall()
            base.commit()
            return found

    async def forget(self, *tables: str) -> None:
        """Empty tables."""
        for table in tables:
            await self.run(f"DELETE FROM {table}")

    async def people(self, chats: Iterable[int], knock: bool = True) -> None:
        """Put people on file whom the program can open, each with a knock planned that is days away."""
        ring, persons, keys, due = Keyring(MASTER), [], [], []
        for chat in chats:
            owner = owner_of(chat)
            doc = Person(
                id=owner, owner=owner, at=self._at, chat=chat, name="P", consent_at=self._at,
                started=self._at, zone=ZONE, knock_minute=20 * 60, asked=("role", "place", "hour"),
                screened_at=self._at,
            )  # fmt: skip
            key = new_key()
            sealed = key.seal(codec(Person).dump(doc), Place("person", owner, owner))
            at = self.instant(self._at)
            persons.append((owner, owner, at, self._lane(telegram_locator(chat)), sealed))
            name = f"person:{owner}"
            keys.append((name, at, ring.wrap(name, key)))
            if knock:
                due.append(self._planned(owner, FAR))
        await self._put(keys, persons, due)

    async def strangers(self, many: int) -> None:
        """Put so many more on file; their rows are as long as everyone's, but nobody can open them."""
        if many <= 0:
            return
        sealed, wrapped = os.urandom(1060), os.urandom(280)
        for start in range(self._strangers, self._strangers + many, CHUNK):
            names = [f"s{number:015d}" for number in range(start, min(start + CHUNK, self._strangers + many))]
            at = self.instant(self._at)
            await self._put(
                [(f"person:{name}", at, wrapped) for name in names],
                ((name, name, at, os.urandom(20).hex(), sealed) for name in names),
                (self._planned(name, FAR + number % 7) for number, name in enumerate(names)),
            )
        self._strangers += many
        await self.run("ANALYZE")

    async def entries(self, chats: Sequence[int], instants: Sequence[datetime]) -> None:
        """Give each of these people an entry at each of these instants; nobody can open what is in it."""
        sealed = os.urandom(320)
        for start in range(0, len(instants), part := max(1, CHUNK // max(1, len(chats)))):
            rows = (
                (owner_of(chat), os.urandom(8).hex(), self.instant(at), sealed)
                for at in instants[start : start + part]
                for chat in chats
            )
            await self._fill(self._data, self.url, "entry", ENTRY, rows)

    async def plans(self, chats: Iterable[int], kind: str, at: datetime) -> None:
        """Have something come due for each of these people at this instant."""
        when = self.instant(at)
        rows = ((owner_of(chat), kind, "", when, when, "waiting", 0, 0) for chat in chats)
        await self._fill(self._data, self.url, "due", DUE, rows)

    def _planned(self, owner: str, days: int) -> Sequence[Any]:
        at = self.instant(self._at + timedelta(days=days))
        return (owner, "knock", "day", at, at, "waiting", 0, 0)

    async def _put(self, keys: Rows, persons: Rows, due: Rows) -> None:
        await self._fill(self._keys, self._keys_url, "wrapped_key", KEY, keys)
        await self._fill(self._data, self.url, "person", PERSON, persons)
        await self._fill(self._data, self.url, "due", DUE, due)

    async def _fill(self, link: Any, url: str, table: str, columns: Sequence[str], rows: Rows) -> None:
        if not self.lite:
            await link.copy_records_to_table(table, records=rows, columns=columns)
            return
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as base:
            base.execute("PRAGMA synchronous = OFF")
            places = ", ".join("?" * len(columns))
            base.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
            base.commit()

    async def due_again(self, chats: Sequence[int], at: datetime) -> None:
        """Have these people's knocks come due at this instant, and nothing of anybody else's."""
        owners = [owner_of(chat) for chat in chats]
        among = "IN (SELECT value FROM json_each($2))" if self.lite else "= ANY($2)"
        await self.run("DELETE FROM due WHERE kind <> 'knock'")
        later = self.instant(self._at + timedelta(days=FAR))
        put_off = "UPDATE due SET at = $1, ready = $1 WHERE state = 'waiting' AND ready <= $2"
        await self.run(put_off, later, self.instant(at))
        await self.run(
            "UPDATE due SET at = $1, ready = $1, state = 'waiting', lease_until = NULL, attempts = 0 "
            f"WHERE lane {among}",
            self.instant(at),
            json.dumps(owners) if self.lite else owners,
        )
        await self.forget("card", "outbox", "inbox", "prompt", "entry")


def owner_of(chat: int) -> str:
    """Return whom a chat belongs to."""
    return f"p{chat:015d}"
