"""The rows of one person inside one transaction on a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

from bot.adapters.database.letters import Address, seal_letter
from bot.domain.people import Doc, Person
from bot.domain.say import Line
from bot.services.ports import QueueName, Vanished

if TYPE_CHECKING:
    from bot.adapters.database.records import Records

D = TypeVar("D", bound=Doc)


class Own:
    """The rows of one person inside one transaction."""

    def __init__(self, owner: str, records: Records) -> None:
        self.owner = owner
        self._records = records

    async def get(self, kind: type[D], id: str) -> D | None:
        """Return the row of this kind and id, if this person has it."""
        records, owner = self._records, self.owner
        seen = records.shelved(kind, owner)
        if id in seen:
            return cast("D | None", seen[id])
        if (kind, owner) in records.whole:
            sealed = records.ahead.get((kind, owner), {}).get(id)
        else:
            found = await records.link.fetch(records.shelf(kind).get, {"owner": owner, "id": id})
            sealed = found[0][0] if found else None
        if sealed is not None:
            return await records.open(kind, owner, id, sealed)
        seen[id] = None
        return None

    async def all(self, kind: type[D], since: datetime | None = None) -> list[D]:
        """Return this person's rows of a kind, by (at, id); those at or after `since`, if given."""
        records, owner = self._records, self.owner
        seen = records.shelved(kind, owner)
        if (kind, owner) in records.whole:
            rows = records.ahead.pop((kind, owner), {})
        else:
            by = {"owner": owner} | ({"since": since} if since else {})
            shelf = records.shelf(kind)
            rows = dict(await records.link.fetch(shelf.since if since else shelf.all, by))  # type: ignore[arg-type]
            if since is None:
                records.whole.add((kind, owner))
        for id, sealed in rows.items():
            if id not in seen:
                await records.open(kind, owner, id, sealed)
        docs = [doc for doc in seen.values() if doc is not None and (since is None or doc.at >= since)]
        docs.sort(key=lambda doc: (doc.at, doc.id))
        return cast("list[D]", docs)

    async def put(self, doc: Doc) -> None:
        """Insert the row, or replace the one of the same kind and id. `doc.owner` is this person."""
        if doc.owner != self.owner:
            raise ValueError("a row is written through its owner")
        if isinstance(doc, Person):
            await self._records.admit(self.owner)
        elif await self._records.key(self.owner) is None:
            raise Vanished(self.owner)
        name = (type(doc), doc.owner, doc.id)
        self._records.drops.pop(name, None)
        self._records.puts[name] = doc
        self._records.shelved(type(doc), self.owner)[doc.id] = doc

    async def drop(self, kind: type[Doc], id: str) -> None:
        """Delete the row, if it is there."""
        name = (kind, self.owner, id)
        self._records.puts.pop(name, None)
        self._records.drops[name] = None
        self._records.shelved(kind, self.owner)[id] = None

    async def shed(self, kind: type[Doc], until: datetime) -> datetime | None:
        """Delete rows of a kind that are of this instant or older; return the oldest instant that is left."""
        return await self._records.shed(kind, self.owner, until)

    async def plan(self, kind: str, ref: str, at: datetime) -> None:
        """Make `kind` due for this person at an instant; one row per (person, kind, ref), moved if there."""
        if self.owner not in self._records.gone:
            self._records.plans[self.owner, kind, ref] = at

    async def unplan(self, kind: str, ref: str) -> None:
        """Take a due instant back, if it is there."""
        if self.owner not in self._records.gone:
            self._records.plans[self.owner, kind, ref] = None

    async def planned(self, kind: str, ref: str) -> datetime | None:
        """Return when it is due, if it is planned."""
        records, name = self._records, (self.owner, kind, ref)
        if name in records.plans:
            return records.plans[name]
        if self.owner in records.gone:
            return None
        due = records.tools.statements.queues[QueueName.DUE]
        for (at,) in await records.link.fetch(due.planned, {"owner": self.owner, "kind": kind, "ref": ref}):
            return cast("datetime", at)
        return None

    async def post(self, kind: str, card: str = "", messages: Sequence[int] = ()) -> None:
        """Queue something to be sent to this person once the transaction is committed."""
        key = await self._records.key(self.owner)
        if key is not None:  # nobody there, nobody to send to
            now = self._records.tools.clock()
            self._records.letters.append(
                seal_letter(
                    key,
                    self.owner,
                    kind,
                    now,
                    {"card": card, "messages": list(messages)},
                    now - self._records.ahead_by,
                )
            )

    async def forget(
        self, last_words: Line | None, chat: int, language: str, messages: Sequence[int]
    ) -> None:
        """Delete every row of this person, plan the shredding of their key, and queue a farewell."""
        await self._records.forget(self.owner, Address(chat, language, last_words, tuple(messages)))
