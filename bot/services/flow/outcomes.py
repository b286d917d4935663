"""What came of a request to Telegram: written down once, by whoever still holds its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.cards import Card
from bot.domain.people import Person
from bot.services.ports import (
    GIVE_UP_AFTER,
    Collision,
    Fate,
    Outcome,
    Row,
    Store,
    Transaction,
    backoff,
    messages_of,
)

OLDEST = timedelta(hours=24)
AWAY = 3  # calls in a row, of whichever chats, that nobody answered: then Telegram itself is away


@dataclass(frozen=True)
class Sent:
    """What came of a request, and what is to be written down of it."""

    row: Row
    outcome: Outcome
    card: Card | None = None
    media: bool = False
    again: bool = False


def alone(many: Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]) -> Callable[[Any], Awaitable[Any]]:
    """Return how one asks for what is done for many, where nobody else asks."""

    async def one(asked: Any) -> Any:
        return (await many([asked]))[0]

    return one


@dataclass
class Outcomes:
    """Writes down what came of what was sent, and tries again what nobody answered."""

    store: Store
    clock: Callable[[], datetime]
    trouble: Callable[[str, str], None]
    together: Callable[[Any], Any] = alone
    """How several that ask at the same time are answered together."""
    _unanswered: int = 0

    def __post_init__(self) -> None:
        """Ask for what is done for many."""
        self._record: Callable[[Sent], Awaitable[bool]] = self.together(self.record_all)

    async def finish(self, row: Row) -> None:
        """Nothing more is to be done for this row."""
        async with self.store.begin() as tx:
            await tx.finish(row)

    async def put_off(self, row: Row, counted: bool) -> None:
        """Try it later; after too many tries that count, set it aside."""
        async with self.store.begin() as tx:
            if counted and row.attempts + 1 >= GIVE_UP_AFTER:
                self.trouble("gave up", row.kind)
                await self._keep_in_mind(tx, row)
                await tx.quarantine(row)
            else:
                await tx.delay(row, self.clock() + backoff(row.attempts), counted=counted)

    async def _keep_in_mind(self, tx: Transaction, row: Row) -> None:
        """Keep the ids of what is still to be cleared until the person is heard of again."""
        if row.kind not in ("wipe", "delete"):
            return
        await tx.lock(row.lane)
        person = await tx.of(row.lane).get(Person, row.lane)
        if person:
            uncleared = (*person.uncleared, *messages_of(row.payload))
            await tx.of(row.lane).put(replace(person, uncleared=uncleared))

    async def settle(
        self,
        row: Row,
        outcome: Outcome,
        card: Card | None = None,
        *,
        media: bool = False,
        again: bool = False,
    ) -> None:
        """Write down what came of it: a picture or file is there now (`media`), or it is shown `again`."""
        if outcome.fate is Fate.UNSURE:
            await self._unsure(row)
            return
        self._unanswered = 0
        sent = Sent(row, outcome, card, media, again)
        if outcome.fate in (Fate.SENT, Fate.GONE) and await self._record(sent):
            return
        for _ in range(6):
            try:
                async with self.store.begin() as tx:
                    if outcome.fate is Fate.LATER:
                        until = self.clock() + timedelta(seconds=outcome.after)
                        await tx.delay(row, until, counted=False)
                    elif outcome.fate is Fate.REFUSED:
                        self.trouble("refused", row.kind)
                        await tx.quarantine(row)
                    elif outcome.fate is Fate.BLOCKED:
                        await self._blocked(tx, row)
                    else:
                        await self.done(tx, sent)
                return
            except Collision:
                continue

    async def _unsure(self, row: Row) -> None:
        """Try again, at longer and longer intervals; while Telegram itself is away, for as long as a day."""
        self._unanswered += 1
        if self._unanswered <= AWAY or self.clock() - row.at >= OLDEST:
            await self.put_off(row, counted=True)
            return
        async with self.store.begin() as tx:
            await tx.delay(row, self.clock() + backoff(min(self._unanswered, 5)), counted=False)

    async def _blocked(self, tx: Transaction, row: Row) -> None:
        """Their lane rests: what a card says waits in the card, what is to be cleared is kept in mind."""
        await tx.lock(row.lane)
        person = await tx.of(row.lane).get(Person, row.lane)
        if await tx.finish(row) and person:
            kept = () if row.kind == "show" else messages_of(row.payload)
            await tx.of(row.lane).put(replace(person, blocked=True, uncleared=(*person.uncleared, *kept)))

    async def record_all(self, all_sent: Sequence[Sent]) -> list[bool]:
        """Write down what came of many in one transaction; False for each that is to be done alone."""
        if len(all_sent) == 1:
            return [False]
        lanes = Counter(sent.row.lane for sent in all_sent)
        async with self.store.begin() as tx:
            held = await tx.hold([lane for lane, often in lanes.items() if often == 1])
            here = [sent for sent in all_sent if sent.row.lane in held]
            ours = await tx.finish_all([sent.row for sent in here])
            await tx.read_ahead([sent.row.lane for sent in here if sent.card], Card)
            for sent in here:
                await self._keep(tx, sent, sent.row.id in ours)
        return [sent.row.lane in held for sent in all_sent]

    async def done(self, tx: Transaction, sent: Sent) -> None:
        """Write down what came of one request."""
        await tx.lock(sent.row.lane)
        await self._keep(tx, sent, await tx.finish(sent.row))

    async def _keep(self, tx: Transaction, sent: Sent, ours: bool) -> None:
        """Write down what came of one request; `ours` says that its row was still ours to finish."""
        if sent.card is None:
            return
        mine, new = tx.of(sent.row.lane), sent.outcome.message
        card = await mine.get(Card, sent.card.id)
        if new and (card is None or (not ours and card.message not in (None, new))):
            await mine.post("wipe", "", [new])  # it went while its card was put away
        elif card:
            await mine.put(replace(card, message=new or card.message, media=sent.media or card.media))
            if sent.again:
                tx.hurry()
                await mine.post("show", card.id)
