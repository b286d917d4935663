"""One transaction in memory: what a request does, put beside the store until it is committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from bot.adapters.memory.lanes import Queue, Waiting
from bot.domain.people import Doc, Person, telegram_locator
from bot.domain.say import Line
from bot.services.ports import AHEAD, SHRED, Collision, QueueName, Row, Vanished, messages_of

if TYPE_CHECKING:
    from bot.adapters.memory.store import MemoryStore

D = TypeVar("D", bound=Doc)
Name = tuple[type[Doc], str, str]  # kind, owner, id


@dataclass
class Transaction:
    """What one request does, put beside the store until it is committed."""

    store: MemoryStore
    docs: dict[Name, Doc | None] = field(default_factory=dict)
    plans: dict[tuple[str, str, str], datetime | None] = field(default_factory=dict)
    letters: list[tuple[str, str, Mapping[str, object]]] = field(default_factory=list)  # lane, kind, payload
    ahead_by: timedelta = timedelta(0)
    settled: dict[tuple[QueueName, int], Waiting | None] = field(default_factory=dict)
    aside: list[tuple[QueueName, int]] = field(default_factory=list)
    gone: dict[str, None] = field(default_factory=dict)

    def of(self, owner: str) -> Own:
        """Return the rows of one person."""
        return Own(owner, self)

    def hurry(self) -> None:
        """Let what is queued in here go before what time brought."""
        self.ahead_by = AHEAD

    async def lock(self, owner: str) -> None:
        """Nothing to hold: there is one transaction at a time."""

    async def hold(self, owners: Sequence[str]) -> set[str]:
        """Return them all: there is one transaction at a time."""
        return set(owners)

    async def read_ahead(self, owners: Sequence[str], *kinds: type[Doc]) -> None:
        """Nothing to read: everything is here."""

    async def locate(self, kind: type[D], locator: str) -> tuple[str, str] | None:
        """Return (owner, id) of the row that is found by this locator."""
        for (each, owner, id), doc in self.docs.items():
            if doc is not None and each is kind and doc.locator == locator:
                return owner, id
        found = self.store.located.get((kind, locator))
        if found is None or found[0] in self.gone:
            return None
        changed = (kind, *found)
        return None if changed in self.docs else found

    def _ours(self, row: Row) -> Waiting | None:
        name = (row.queue, row.id)
        held = self.settled[name] if name in self.settled else self.store.queues[row.queue].rows.get(row.id)
        return held if held and held.row.fence == row.fence and name not in self.aside else None

    async def enter(self, row: Row) -> bool:
        """Finish a claimed row; False if the claim is no longer ours."""
        return await self.finish(row)

    async def finish(self, row: Row) -> bool:
        """Mark a claimed row done, its content wiped; False if the claim is no longer ours."""
        held = self._ours(row)
        if held:
            self.settled[row.queue, row.id] = None
        return held is not None

    async def finish_all(self, rows: Sequence[Row]) -> set[int]:
        """Mark claimed rows of one queue done; return the ids of those whose claim was ours still."""
        return {row.id for row in rows if await self.finish(row)}

    async def delay(self, row: Row, until: datetime, counted: bool = True) -> bool:
        """Give the row back, to be claimed again not before `until`; an attempt, unless not `counted`."""
        held = self._ours(row)
        if held:
            back = replace(held.row, attempts=held.row.attempts - (not counted))
            self.settled[row.queue, row.id] = replace(held, row=back, ready=until, leased=None)
        return held is not None

    async def quarantine(self, row: Row) -> bool:
        """Set the row aside for good; its lane goes on."""
        held = self._ours(row)
        if held:
            self.aside.append((row.queue, row.id))
        return held is not None

    async def undrained(self, before: datetime, chats: Sequence[int]) -> bool:
        """Return whether an update of one of these chats, received before this instant, still waits."""
        inbox = self.store.queues[QueueName.INBOX]
        return any(
            each.row.at < before and self._ours(each.row) is not None
            for chat in chats
            for each in inbox.lanes.get(self.store.lane(telegram_locator(chat)), {}).values()
        )

    async def tell(self, kind: str, chat: int, language: str, line: Line) -> None:
        """Queue one line to a chat that belongs to nobody here."""
        payload = {"chat": chat, "language": language, "line": line, "messages": []}
        self.letters.append((self.store.lane(telegram_locator(chat)), kind, payload))

    def commit(self) -> None:
        """Put everything into the store, or nothing."""
        self._check_locators()
        self.store.commits += 1
        due, outbox = self.store.queues[QueueName.DUE], self.store.queues[QueueName.OUTBOX]
        for (queue, id), waiting in self.settled.items():
            if waiting is None:
                self.store.queues[queue].remove(id)
            else:
                self.store.queues[queue].set(waiting)
        for queue, id in self.aside:
            self.store.queues[queue].remove(id, forever=False)
        for owner in self.gone:
            due.remove_lane(owner)
            outbox.remove_lane(owner)
        for name, doc in self.docs.items():
            self._keep(name, doc)
        for (owner, what, ref), at in self.plans.items():
            self._plan(due, owner, what, ref, at)
        for lane, what, payload in self.letters:
            outbox.add(lane, what, "", self.store.clock(), payload, self.ahead_by)

    def _check_locators(self) -> None:
        taken: dict[tuple[type[Doc], str], tuple[str, str]] = {}
        for (kind, owner, id), doc in self.docs.items():
            if doc is None or not doc.locator:
                continue
            by = (kind, doc.locator)
            held = taken.get(by) or self.store.located.get(by)
            if held and held != (owner, id) and not (by not in taken and (kind, *held) in self.docs):
                raise Collision
            taken[by] = (owner, id)

    def _keep(self, name: Name, doc: Doc | None) -> None:
        kind, owner, id = name
        shelf = self.store.docs.setdefault(kind, {})
        old = shelf.get(owner, {}).get(id)
        if old is not None and old.locator and self.store.located.get((kind, old.locator)) == (owner, id):
            del self.store.located[kind, old.locator]
        if doc is not None:
            shelf.setdefault(owner, {})[id] = doc
            if doc.locator:
                self.store.located[kind, doc.locator] = (owner, id)
        elif old is not None:
            del shelf[owner][id]
            if not shelf[owner]:
                del shelf[owner]

    @staticmethod
    def _plan(due: Queue, owner: str, kind: str, ref: str, at: datetime | None) -> None:
        id = due.named.get((owner, kind, ref))
        if at is None:
            if id is not None:
                due.remove(id)
        elif id is None:
            due.add(owner, kind, ref, at, {})
        else:
            held = due.rows.get(id) or due.aside.pop(id)
            # whoever holds it, holds it no longer
            row = replace(held.row, at=at, fence=held.row.fence + 1, attempts=0)
            due.set(Waiting(row, at))


@dataclass(slots=True)
class Own:
    """The rows of one person inside one transaction."""

    owner: str
    transaction: Transaction

    async def get(self, kind: type[D], id: str) -> D | None:
        """Return the row of this kind and id, if this person has it."""
        return self._get(kind, id)

    def _get(self, kind: type[D], id: str) -> D | None:
        name = (kind, self.owner, id)
        if name in self.transaction.docs:
            return cast("D | None", self.transaction.docs[name])
        if self.owner in self.transaction.gone or self.owner in self.transaction.store.shredded:
            return None
        held = self.transaction.store.docs.get(kind, {}).get(self.owner, {}).get(id)
        return cast("D | None", held)

    async def all(self, kind: type[D], since: datetime | None = None) -> list[D]:
        """Return this person's rows of a kind, by (at, id); those at or after `since`, if given."""
        store = self.transaction.store
        here = self.owner not in self.transaction.gone and self.owner not in store.shredded
        found: dict[str, Doc | None] = {}
        if here:
            found.update(store.docs.get(kind, {}).get(self.owner, {}))
        for (each, owner, id), doc in self.transaction.docs.items():
            if each is kind and owner == self.owner:
                found[id] = doc
        docs = [doc for doc in found.values() if doc is not None and (since is None or doc.at >= since)]
        docs.sort(key=lambda doc: (doc.at, doc.id))
        return cast("list[D]", docs)

    async def put(self, doc: Doc) -> None:
        """Insert the row, or replace the one of the same kind and id. `doc.owner` is this person."""
        if doc.owner != self.owner:
            raise ValueError("a row is written through its owner")
        if isinstance(doc, Person):
            if self.owner in self.transaction.store.shredded:
                raise Vanished(self.owner)
        elif self._get(Person, self.owner) is None:
            raise Vanished(self.owner)
        self.transaction.docs[type(doc), doc.owner, doc.id] = doc

    async def drop(self, kind: type[Doc], id: str) -> None:
        """Delete the row, if it is there."""
        self.transaction.docs[kind, self.owner, id] = None

    async def shed(self, kind: type[Doc], until: datetime) -> datetime | None:
        """Delete rows of a kind that are of this instant or older; return the oldest instant that is left."""
        docs = await self.all(kind)
        for doc in docs:
            if doc.at <= until:
                await self.drop(kind, doc.id)
        return min((doc.at for doc in docs if doc.at > until), default=None)

    async def plan(self, kind: str, ref: str, at: datetime) -> None:
        """Make `kind` due for this person at an instant; one row per (person, kind, ref), moved if there."""
        if self.owner not in self.transaction.gone:
            self.transaction.plans[self.owner, kind, ref] = at

    async def unplan(self, kind: str, ref: str) -> None:
        """Take a due instant back, if it is there."""
        if self.owner not in self.transaction.gone:
            self.transaction.plans[self.owner, kind, ref] = None

    async def planned(self, kind: str, ref: str) -> datetime | None:
        """Return when it is due, if it is planned."""
        name = (self.owner, kind, ref)
        if name in self.transaction.plans:
            return self.transaction.plans[name]
        if self.owner in self.transaction.gone:
            return None
        due = self.transaction.store.queues[QueueName.DUE]
        held = due.rows.get(due.named.get(name, 0))
        settled = self.transaction.settled.get((QueueName.DUE, held.row.id), held) if held else None
        return settled.row.at if settled else None

    async def post(self, kind: str, card: str = "", messages: Sequence[int] = ()) -> None:
        """Queue something to be sent to this person once the transaction is committed."""
        if self._get(Person, self.owner) is not None:  # nobody there, nobody to send to
            payload = {"card": card, "messages": list(messages)}
            self.transaction.letters.append((self.owner, kind, payload))

    async def forget(
        self, last_words: Line | None, chat: int, language: str, messages: Sequence[int]
    ) -> None:
        """Delete every row of this person, plan the shredding of their key, and queue a farewell."""
        transaction, owner = self.transaction, self.owner
        for name in [name for name in transaction.docs if name[1] == owner]:
            transaction.docs[name] = None
        for kind, shelf in transaction.store.docs.items():
            for id in shelf.get(owner, {}):
                transaction.docs[kind, owner, id] = None
        transaction.plans = {name: at for name, at in transaction.plans.items() if name[0] != owner}
        outbox = transaction.store.queues[QueueName.OUTBOX]
        held = [
            each.row for each in (*outbox.rows.values(), *outbox.aside.values()) if each.row.lane == owner
        ]
        waiting = [(row.kind, row.payload) for row in sorted(held, key=lambda row: row.id)]
        waiting += [(kind, payload) for lane, kind, payload in transaction.letters if lane == owner]
        left = [each for kind, load in waiting if kind in ("wipe", "delete") for each in messages_of(load)]
        messages = (*messages, *(each for each in dict.fromkeys(left) if each not in messages))
        transaction.letters = [letter for letter in transaction.letters if letter[0] != owner]
        transaction.gone[owner] = None
        transaction.plans[owner, SHRED, owner] = transaction.store.clock()
        payload = {"chat": chat, "language": language, "line": last_words, "messages": list(messages)}
        transaction.letters.append((owner, "farewell", payload))
