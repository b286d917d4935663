"""One transaction: each row read is opened once; what is written goes out together at the end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from bot.adapters.database.codec import codec
from bot.adapters.database.letters import FAREWELL, Address, open_row, seal_letter
from bot.adapters.database.own import Own
from bot.adapters.database.shelf import Key, Place
from bot.adapters.database.sql import Link, Write, several
from bot.adapters.database.statements import ShelfStatements
from bot.adapters.database.tools import Tools, table_of
from bot.domain.cards import Card
from bot.domain.people import Doc, Person, telegram_locator
from bot.domain.say import Line
from bot.services.ports import AHEAD, SHRED, QueueName, Row, Unopened, Vanished, messages_of

D = TypeVar("D", bound=Doc)
Name = tuple[type[Doc], str, str]  # kind, owner, id
Shelf = tuple[type[Doc], str]  # kind, owner


class Records:
    """Everything that happens for one request."""

    def __init__(self, link: Link, tools: Tools) -> None:
        self.link = link
        self.tools = tools
        self.seen: dict[Shelf, dict[str, Doc | None]] = {}
        self.whole: set[Shelf] = set()  # of these every row is in `seen`, or in `ahead`
        self.locked: set[str] = set()
        self.puts: dict[Name, Doc] = {}
        self.drops: dict[Name, None] = {}
        # Due instants and letters wait for the very end: `finish` must still find the row that was claimed.
        self.plans: dict[tuple[str, str, str], datetime | None] = {}
        self.letters: list[dict[str, object]] = []
        self.ahead_by = timedelta(0)
        self.gone: dict[str, None] = {}
        self._keys: dict[str, Key] = {}  # of those whose own row was read or made in here
        self.ahead: dict[Shelf, dict[str, bytes]] = {}  # what was read and not asked for yet, still sealed

    def of(self, owner: str) -> Own:
        """Return the rows of one person."""
        return Own(owner, self)

    async def lock(self, owner: str) -> None:
        """Hold this person's rows until the end, against other transactions that also ask."""
        if owner not in self.locked:
            await self.link.lock(owner)
            self._locked(owner)

    def _locked(self, owner: str) -> None:
        """What was read before the lock may have changed while it was waited for."""
        self.locked.add(owner)
        for shelf in [shelf for shelf in self.seen if shelf[1] == owner]:
            kept = {
                id: doc
                for id, doc in self.seen[shelf].items()
                if (*shelf, id) in self.puts or (*shelf, id) in self.drops
            }
            self.seen[shelf] = kept
        for known in [shelf for shelf in self.whole if shelf[1] == owner]:
            self.whole.discard(known)
            self.ahead.pop(known, None)

    async def enter(self, row: Row) -> bool:
        """Finish a claimed row with its person locked, as far as it is known whose it is."""
        owner = self.tools.owners.get(row.lane) if row.queue is QueueName.INBOX else row.lane
        enter = self.tools.statements.queues[row.queue].enter
        if owner is None or enter is None:
            return await self.finish(row)
        await self.lock(owner)  # first, since a statement sees what was there before it began to wait
        found: dict[str, dict[str, bytes]] = {"done": {}, "person": {}, "card": {}}
        values = {"of": row.id, "token": row.fence, "owner": owner}
        for what, id, sealed in await self.link.fetch(enter, values):
            found[what][id] = sealed
        self._is_whole(Person, owner, found["person"])
        self._is_whole(Card, owner, found["card"])
        await self.key(owner)  # opens their own row
        return bool(found["done"])

    def _is_whole(self, kind: type[Doc], owner: str, rows: dict[str, bytes]) -> None:
        """Every row of a kind that someone has was read."""
        self.whole.add((kind, owner))
        self.ahead[kind, owner] = rows

    async def hold(self, owners: Sequence[str]) -> set[str]:
        """Hold the rows of those whom no other transaction holds; return who they are."""
        held = await self.link.hold(owners)
        for owner in held - self.locked:
            self._locked(owner)
        return held

    async def read_ahead(self, owners: Sequence[str], *kinds: type[Doc]) -> None:
        """Read people's own rows and all their rows of these kinds in few questions.

        They stay sealed until they are asked for.
        """
        these = {"owners": several(self.tools.keys.database.dialect, owners)}
        for kind in cast("tuple[type[Doc], ...]", (Person, *kinds)):
            rows: dict[str, dict[str, bytes]] = {owner: {} for owner in owners}
            for owner, id, sealed in await self.link.fetch(self.shelf(kind).of_many, these):
                rows[owner][id] = sealed
            for owner in owners:
                self._is_whole(kind, owner, rows[owner])
        await self.tools.keys.people([owner for owner in owners if self.ahead[Person, owner]])

    def hurry(self) -> None:
        """Let what is queued in here go before what time brought."""
        self.ahead_by = AHEAD

    async def locate(self, kind: type[D], locator: str) -> tuple[str, str] | None:
        """Return (owner, id) of the row that is found by this locator."""
        for (of, owner), docs in self.seen.items():
            if of is kind:
                for id, doc in docs.items():
                    if doc is not None and doc.locator == locator:
                        return owner, id
        if any(name[0] is kind for name in (*self.puts, *self.drops)):
            await self.write_rows()
        lane = self.tools.keys.hash(locator)
        for owner, id in await self.link.fetch(self.shelf(kind).locate, {"locator": lane}):
            if kind is Person:
                self.tools.remember(lane, owner)
            return owner, id
        return None

    async def finish(self, row: Row) -> bool:
        """Mark a claimed row done, its content wiped; False if the claim is no longer ours."""
        return await self._settle("finish", row)

    async def finish_all(self, rows: Sequence[Row]) -> set[int]:
        """Mark claimed rows of one queue done; return the ids of those whose claim was ours still."""
        if not rows:
            return set()
        prepared = self.tools.statements.queues[rows[0].queue].finish
        each = [{"of": row.id, "token": row.fence} for row in rows]
        return {id for (id,) in await self.link.fetch_each(prepared, each)}

    async def delay(self, row: Row, until: datetime, counted: bool = True) -> bool:
        """Give the row back, to be claimed again not before `until`; an attempt, unless not `counted`."""
        return await self._settle("delay" if counted else "wait", row, until)

    async def quarantine(self, row: Row) -> bool:
        """Set the row aside for good; its lane goes on."""
        return await self._settle("aside", row)

    async def _settle(self, how: str, row: Row, until: datetime | None = None) -> bool:
        prepared = getattr(self.tools.statements.queues[row.queue], how)
        return bool(await self.link.fetch(prepared, {"of": row.id, "token": row.fence, "until": until}))

    async def undrained(self, before: datetime, chats: Sequence[int]) -> bool:
        """Return whether an update of one of these chats, received before this instant, still waits."""
        lanes = [self.tools.keys.hash(telegram_locator(chat)) for chat in chats]
        inbox = self.tools.statements.queues[QueueName.INBOX]
        values = {"before": before, "lanes": several(self.tools.keys.database.dialect, lanes)}
        return bool(await self.link.fetch(inbox.undrained, values))

    async def tell(self, kind: str, chat: int, language: str, line: Line) -> None:
        """Queue one line to a chat that belongs to nobody here, under the key of the day."""
        lane = self.tools.keys.hash(telegram_locator(chat))
        await self._address(lane, kind, Address(chat, language, line))

    async def _address(self, lane: str, kind: str, address: Address) -> None:
        now = self.tools.clock()
        key = await self.tools.keys.day(now.date())
        assert key is not None, "today's key is there"  # noqa: S101
        self.letters.append(seal_letter(key, lane, kind, now, address, now - self.ahead_by))

    def shelf(self, kind: type[Doc]) -> ShelfStatements:
        """Return the statements for documents of this kind."""
        return self.tools.statements.shelves[table_of(kind)]

    async def open(self, kind: type[D], owner: str, id: str, sealed: bytes) -> D | None:
        """Return the document in a cell that was just read; None if its key was destroyed."""
        # a key may be known here for long: whether its person is still there, only their own row tells
        key = await (self.tools.keys.person(owner) if kind is Person else self.key(owner))
        found = None
        if key is not None:
            found = codec(kind).load(key.open(sealed, Place(table_of(kind), id, owner)))
            if kind is Person:
                self._keys[owner] = key
        self.shelved(kind, owner)[id] = found
        return found

    def shelved(self, kind: type[Doc], owner: str) -> dict[str, Doc | None]:
        """Return the rows of a kind that were seen in this transaction, those that are not there as None."""
        return self.seen.setdefault((kind, owner), {})

    async def key(self, owner: str) -> Key | None:
        """Return the key of someone whose own row is there, read now or before in this transaction."""
        if owner not in self._keys:
            await self.of(owner).get(Person, owner)
        return self._keys.get(owner)

    async def admit(self, owner: str) -> None:
        """See to it that someone has a key before their row is written."""
        if await self.key(owner) is None:
            key = await self.tools.keys.create(owner)
            if key is None:
                raise Vanished(owner)
            self._keys[owner] = key

    async def write_rows(self) -> None:
        """Write the documents that were put and dropped so far."""
        await self._write([], [])

    async def write_all(self) -> None:
        """Write everything, for the commit."""
        due, outbox = (
            self.tools.statements.queues[QueueName.DUE],
            self.tools.statements.queues[QueueName.OUTBOX],
        )
        drops: list[Write] = [
            (queue.drop_lane, {"owner": owner}) for owner in self.gone for queue in (due, outbox)
        ]
        puts: list[Write] = []
        for (owner, kind, ref), at in self.plans.items():
            if at is None:
                puts.append((due.unplan, {"owner": owner, "kind": kind, "ref": ref}))
            else:
                puts.append((due.put, {"lane": owner, "kind": kind, "ref": ref, "at": at, "sealed": None}))
        puts += [(outbox.put, letter) for letter in self.letters]
        await self._write(drops, puts)

    async def _write(self, drops: list[Write], puts: list[Write]) -> None:
        for kind, owner, id in self.drops:
            drops.append((self.shelf(kind).drop, {"owner": owner, "id": id}))
        rows = [self._row(doc) for doc in self.puts.values()]
        unique = bool(self.gone) or any(doc.locator for doc in self.puts.values())
        self.drops.clear()
        self.puts.clear()
        if drops and unique:  # what is put may take the place of what is dropped
            await self.link.write(drops)
            drops = []
        if drops or rows or puts:
            await self.link.write(drops + rows + puts)

    async def shed(self, kind: type[Doc], owner: str, until: datetime) -> datetime | None:
        """Delete rows unopened, by their instants alone; what was seen of them is not there any more."""
        await self.write_rows()
        shelf, seen = self.shelf(kind), self.shelved(kind, owner)
        await self.link.write([(shelf.shed, {"owner": owner, "until": until})])
        seen.update({id: None for id, doc in seen.items() if doc and doc.at <= until})
        self.ahead.pop((kind, owner), None)
        self.whole.discard((kind, owner))
        [(oldest,)] = await self.link.fetch(shelf.oldest, {"owner": owner})
        return cast("datetime | None", oldest)

    def _row(self, doc: Doc) -> Write:
        kind = type(doc)
        sealed = self._keys[doc.owner].seal(codec(kind).dump(doc), Place(table_of(kind), doc.id, doc.owner))
        locator = self.tools.keys.hash(doc.locator) if doc.locator else None
        values = {"owner": doc.owner, "id": doc.id, "at": doc.at, "locator": locator, "sealed": sealed}
        return self.shelf(kind).put, values

    async def forget(self, owner: str, farewell: Address) -> None:
        """Delete every row of someone, plan the shredding of their key, and queue their farewell."""
        await self.write_rows()
        left = await self._left(owner)
        more = tuple(each for each in left if each not in farewell.messages)
        farewell = replace(farewell, messages=(*farewell.messages, *more))
        await self.link.write(
            [(shelf.drop_all, {"owner": owner}) for shelf in self.tools.statements.shelves.values()]
        )
        for shelf, docs in self.seen.items():
            if shelf[1] == owner:
                docs.update(dict.fromkeys(docs))
        self.ahead = {shelf: rows for shelf, rows in self.ahead.items() if shelf[1] != owner}
        self.plans = {name: at for name, at in self.plans.items() if name[0] != owner}
        self.letters = [letter for letter in self.letters if letter["lane"] != owner]
        self._keys.pop(owner, None)
        self.tools.owners.pop(self.tools.keys.hash(telegram_locator(farewell.chat)), None)
        self.gone[owner] = None
        self.plans[owner, SHRED, owner] = self.tools.clock()
        await self._address(owner, FAREWELL, farewell)

    async def _left(self, owner: str) -> list[int]:
        """Return the messages of someone that still wait to be cleared, each once."""
        key = await self.key(owner)
        found = await self.link.fetch(self.tools.statements.queues[QueueName.OUTBOX].left, {"owner": owner})
        waiting: list[tuple[Any, ...]] = [tuple(row[1:]) for row in found]
        names = ("kind", "ref", "at", "sealed")
        waiting += [tuple(each[name] for name in names) for each in self.letters if each["lane"] == owner]
        messages: dict[int, None] = {}
        for kind, ref, at, sealed in waiting:
            if key and kind in ("wipe", "delete") and sealed:
                row = Row(QueueName.OUTBOX, 0, owner, kind, ref, at)
                with suppress(Unopened):  # a row that was changed must not keep anybody here
                    messages |= dict.fromkeys(messages_of(open_row(key, row, sealed)))
        return list(messages)
