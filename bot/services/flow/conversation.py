"""Two ways in (an update, a due instant), one way out: the outbox. One request, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.cards import Card
from bot.domain.people import Half, Person, telegram_locator
from bot.domain.say import Refusal, line
from bot.services.flow.actions import TICKS, Due
from bot.services.flow.incoming import Incoming, Sort, Unreadable
from bot.services.flow.turn import Turn
from bot.services.ports import (
    GIVE_UP_AFTER,
    SHRED,
    Chance,
    Collision,
    Facts,
    NotYet,
    QueueName,
    Row,
    Store,
    Transaction,
    Unopened,
    Words,
    World,
    backoff,
)

MOMENT = timedelta(seconds=1)
BATCH = 32
DUE_BATCH = 100
OWN = frozenset({"knock", "remind", "expire", "clear", "retention", "copy-expires", "page-expires"})
"""What time does to many in the same minute, and each time to one person's own rows alone."""

Read = Callable[[Mapping[str, object]], Incoming | None]
Tell = Callable[[str, str], None]
"""Reports trouble: (what, kind), never content."""


@dataclass
class Conversation:
    """Turns updates and due instants into state and outgoing messages."""

    store: Store
    chances: Callable[[int], Chance]
    words: Words
    facts: Facts
    read: Read
    clock: Callable[[], datetime]
    trouble: Tell = lambda what, kind: None
    _left: list[Row] = field(default_factory=list)

    async def claim(self, limit: int = BATCH) -> list[Row]:
        """Claim updates that wait, one of each lane."""
        await self._give_back()
        return await self.store.claim(QueueName.INBOX, self.clock(), limit)

    async def handle(self, row: Row) -> None:
        """Handle a claimed update."""
        await self._safely(row, self._handle)

    async def drain(self) -> int:
        """Handle updates that wait, one of each lane; return how many there were."""
        rows = await self.claim()
        for row in rows:
            await self.handle(row)
        return len(rows)

    async def beat(self) -> int:
        """Handle due instants that have come; return how many there were."""
        await self._give_back()
        rows = await self.store.claim(QueueName.DUE, self.clock(), DUE_BATCH)
        first = [row for row in rows if row.kind in OWN and not row.attempts]
        done = await self._together(first) if len(first) > 1 else set()
        for row in rows:
            if row.id not in done:
                await self._safely(row, self._tick)
        return len(rows)

    async def _together(self, rows: Sequence[Row]) -> set[int]:
        """Do many rows in one transaction; return the ids of those that are done with."""
        try:
            async with self.store.begin() as tx:
                held = await tx.hold([row.lane for row in rows])
                rows = [row for row in rows if row.lane in held]
                ours = await tx.finish_all(rows)
                await tx.read_ahead([row.lane for row in rows], Card, Half)
                for row in rows:
                    if row.id in ours:
                        await self._run_tick(row, tx)
        except Exception:  # nothing of it stays: each alone, and what is wrong is told of the one it is
            return set()
        return {row.id for row in rows}

    async def _safely(self, row: Row, run: Callable[[Row, Transaction, Refusal | None], object]) -> None:
        """Do one row. What goes wrong with it, or with the store, never reaches the next one."""
        try:
            await self._settle(row, run)
        except ConnectionError as error:  # not even put off: it need not wait until its lease is over
            self.trouble(type(error).__name__, row.kind)
            self._left.append(row)
        except Exception as error:  # it comes again when its lease is over
            self.trouble(type(error).__name__, row.kind)

    async def _give_back(self) -> None:
        """Let go of what a database that was away left in our hands; whoever took it since then keeps it."""
        if self._left:
            rows = list(self._left)
            await self.store.give_back(rows)
            self._left = [row for row in self._left if row not in rows]

    async def _settle(self, row: Row, run: Callable[[Row, Transaction, Refusal | None], object]) -> None:
        refusal: Refusal | None = None
        for _ in range(6):
            try:
                async with self.store.begin() as tx:
                    if row.attempts >= GIVE_UP_AFTER and row.kind != SHRED:
                        self.trouble("gave up", row.kind)
                        await tx.quarantine(row)
                    elif await tx.enter(row):
                        await run(row, tx, refusal)  # type: ignore[misc]
                return
            except Collision:
                continue
            except Refusal as said:  # nothing of what led to it stays; the sentence is a new transaction
                refusal = said
            except NotYet:
                async with self.store.begin() as tx:
                    await tx.delay(row, self.clock() + MOMENT, counted=False)
                return
            except Unreadable:
                self.trouble(f"unreadable update {row.ref}", row.queue)
                async with self.store.begin() as tx:
                    await tx.quarantine(row)
                return
            except Unopened as error:  # what is kept of them was changed or moved: no try mends that
                self.trouble(type(error).__name__, row.kind)
                async with self.store.begin() as tx:
                    if await tx.quarantine(row) and row.queue is QueueName.INBOX:
                        await self._say_so(row, tx)
                return
            except ConnectionError as error:  # nothing is wrong with the row, so that it is no attempt
                self.trouble(type(error).__name__, row.kind)
                async with self.store.begin() as tx:
                    await tx.delay(row, self.clock() + backoff(row.attempts), counted=False)
                return
            except Exception as error:
                self.trouble(type(error).__name__, row.kind)
                break
        async with self.store.begin() as tx:
            await tx.delay(row, self.clock() + backoff(row.attempts))

    async def _say_so(self, row: Row, tx: Transaction) -> None:
        """Tell whoever waits for an answer that what they asked for cannot be opened."""
        came = self.read(row.payload)
        if came and came.sort not in (Sort.MEMBER, Sort.GROUP) and not _nobody_speaks(came):
            await tx.tell("tell", came.chat, came.language or "en", line("cannot-open"))

    # ------------------------------------------------------------------ due instants

    async def _tick(self, row: Row, tx: Transaction, refusal: Refusal | None) -> None:
        if row.kind == SHRED:
            await self.store.shred(row.ref)
            return
        await tx.lock(row.lane)
        if not refusal:
            await self._run_tick(row, tx)

    async def _run_tick(self, row: Row, tx: Transaction) -> None:
        person = await tx.of(row.lane).get(Person, row.lane)
        run = TICKS.get(row.kind)
        if person and run:
            await run(Due(person, row.kind, row.ref, row.at), self._world(tx, person))

    def _world(self, tx: Transaction, person: Person) -> World:
        return World(
            now=self.clock(),
            chance=self.chances(person.chat),
            mine=tx.of(person.id),
            across=tx,
            words=self.words,
            facts=self.facts,
        )

    # ------------------------------------------------------------------ updates

    async def _handle(self, row: Row, tx: Transaction, refusal: Refusal | None) -> None:
        tx.hurry()
        came = self.read(row.payload)
        if came is None or _nobody_speaks(came):
            return
        if came.sort is Sort.GROUP:
            await tx.tell("leave", came.chat, came.language or "en", line("only-in-private"))
            return
        found = await tx.locate(Person, telegram_locator(came.chat))
        if found is None and came.sort is Sort.MEMBER:
            return
        chance = self.chances(came.chat)
        owner = found[0] if found else chance.token()
        await tx.lock(owner)
        person = await tx.of(owner).get(Person, owner)
        if person is None and found:  # they deleted everything while this waited: whoever writes now is new
            raise Collision
        if person is None:
            person = Person(
                id=owner, owner=owner, at=self.clock(), chat=came.chat, language=came.language or "en"
            )
            await tx.of(owner).put(person)
            await tx.of(owner).plan("unconsented", "", self.clock() + timedelta(hours=49))
        world = self._world(tx, person)
        await Turn(came, person, world, row.at).take(refusal)


def _nobody_speaks(came: Incoming) -> bool:
    """Whether nobody waits for an answer: Telegram's own notes, other bots, a group that shut us out."""
    if came.sort is Sort.GROUP:
        return came.text in ("left", "kicked")
    return came.sort is Sort.OTHER and came.text in ("service", "bot")
