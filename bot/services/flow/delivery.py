"""From the outbox to Telegram: load what a card says now, render it, and send it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.domain.say import Fade, Line, Say, line
from bot.services.crossings import writer
from bot.services.day.today import KNOCK_WINDOW
from bot.services.flow.cards import today_of
from bot.services.flow.clearing import Clearing
from bot.services.flow.outcomes import Outcomes, alone
from bot.services.flow.screens import render
from bot.services.own.belongings import gather
from bot.services.own.export import write
from bot.services.ports import (
    Fate,
    File,
    Outcome,
    QueueName,
    Renderer,
    Row,
    Screen,
    Sender,
    Store,
    Unopened,
    Words,
    messages_of,
)
from bot.services.therapy.session import named, printed

IN_TIME = 30.0  # seconds after the claim in which a call may begin; the lease lasts for 60
AT_ONCE = 10  # messages that one row takes away; more become a row of their own
DONE = Outcome(Fate.SENT)

Loaded = tuple[Person | None, Card | None]


@dataclass
class _Try:
    """One claim of one row: since when, on the steady clock, and whether something new may have gone out."""

    began: float
    sent: bool = False


@dataclass
class Delivery:
    """Sends what transactions have queued; per chat in order, and each content at most once."""

    store: Store
    sender: Sender
    words: Words
    renderer: Renderer
    clock: Callable[[], datetime]
    trouble: Callable[[str, str], None] = lambda what, kind: None
    steady: Callable[[], float] = lambda: 0.0
    together: Callable[[Any], Any] = alone
    """How several that ask at the same time are answered together."""
    _tries: dict[tuple[int, int], _Try] = field(default_factory=dict)
    _cut_off: list[tuple[Row, bool]] = field(default_factory=list)
    _left: list[tuple[Row, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Ask for what is done for many."""
        self._load: Callable[[Row], Awaitable[Loaded]] = self.together(self._load_all)
        self.outcomes = Outcomes(self.store, self.clock, self._tell, self.together)

    def _tell(self, what: str, kind: str) -> None:
        """Tell of trouble whoever is to hear of it by now."""
        self.trouble(what, kind)

    async def claim(self, limit: int = 32) -> list[Row]:
        """Claim what can go out now: one row of each chat."""
        await self._let_go()
        began = self.steady()
        rows = await self.store.claim(QueueName.OUTBOX, self.clock(), limit)
        self._tries |= {(row.id, row.fence): _Try(began) for row in rows}
        return rows

    def _in_time(self, row: Row) -> bool:
        """Whether a call may still begin: a late one could bring back what is cleared by then."""
        return self.steady() - self._try(row).began < IN_TIME

    def _try(self, row: Row) -> _Try:
        return self._tries.setdefault((row.id, row.fence), _Try(self.steady()))

    async def drain(self) -> int:
        """Send what waits, one of each chat; return how many there were."""
        rows = await self.claim()
        for row in rows:
            await self.deliver(row)
        return len(rows)

    async def deliver(self, row: Row) -> None:
        """Send one row and settle it. Trouble with one row never reaches another."""
        try:
            if self._in_time(row):
                await self._deliver(row)
            else:
                await self.store.give_back([row])
        except ConnectionError as error:  # the database is away: nothing is wrong with the row
            self.trouble(type(error).__name__, row.kind)
            self._left.append((row, self._try(row).sent))
        except Unopened as error:  # what is kept of them was changed or moved: no try mends that
            self.trouble(type(error).__name__, row.kind)
            async with self.store.begin() as tx:
                await tx.quarantine(row)
        except Exception as error:
            self.trouble(type(error).__name__, row.kind)
            await self.outcomes.put_off(row, counted=True)
        except BaseException:  # the process stops, and waits no longer
            self._cut_off.append((row, self._try(row).sent))
            raise
        finally:
            self._tries.pop((row.id, row.fence), None)

    async def hand_back(self) -> None:
        """Give back what was cut off, so that another process need not wait for the end of its lease."""
        cut_off, self._cut_off = self._cut_off, []
        await self.store.give_back([row for row, sent in cut_off if not sent])
        for row, sent in cut_off:
            if sent:  # it may be there
                await self.outcomes.put_off(row, counted=True)

    async def _let_go(self) -> None:
        """Put off what a database that was away left in our hands; whoever took it since then keeps it."""
        for left in list(self._left):
            await self.outcomes.put_off(left[0], counted=left[1])
            self._left = [each for each in self._left if each is not left]

    async def _deliver(self, row: Row) -> None:
        if row.kind in ("tell", "leave", "farewell"):
            await self._address(row)
            return
        person, card = await self._load(row)
        if person is None:
            await self.outcomes.finish(row)
        elif person.blocked:
            await self.outcomes.settle(row, Outcome(Fate.BLOCKED))
        elif row.kind == "show":
            await self._show(row, person, card)
        elif row.kind == "wipe":
            await self._wipe(row, person)
        else:
            await self.outcomes.settle(row, await self.sender.delete(person.chat, messages_of(row.payload)))

    async def _load_all(self, rows: Sequence[Row]) -> list[Loaded]:
        """Return what people and cards say now."""
        async with self.store.begin() as tx:
            if len(rows) > 1:
                await tx.read_ahead([row.lane for row in rows], Card)
            return [
                (
                    await tx.of(row.lane).get(Person, row.lane),
                    await tx.of(row.lane).get(Card, str(row.payload.get("card", ""))),
                )
                for row in rows
            ]

    # ------------------------------------------------------------------ the three kinds

    async def _show(self, row: Row, person: Person, card: Card | None) -> None:
        if card is None:
            await self.outcomes.finish(row)
        elif card.message is None:
            await self._send(row, person, card)
        elif card.media and not (card.screen.picture or card.screen.file):
            await self._instead(row, card)
        else:
            screen = await self.render(person, card, card.screen)
            outcome = await self.sender.edit(person.chat, card.message, screen, card.media)
            here_to_stay = card.state in (CardState.OPEN, CardState.KNOCK)
            if outcome.fate is Fate.GONE and (
                here_to_stay or (card.state is CardState.FILE and not card.media)
            ):
                await self._anew(row, card)
            else:
                became = outcome.fate is Fate.SENT and (screen.picture or screen.file) is not None
                await self.outcomes.settle(
                    row, outcome, card if became and not card.media else None, media=True
                )

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        late = card.state is CardState.KNOCK and self.clock() - card.at >= KNOCK_WINDOW
        over = card.state is CardState.KEPT and card.day != today_of(person, self.clock()).isoformat()
        if late or over:  # its hour or its day is over, and nobody ever saw it
            await self._drop(row, card)
            return
        first = card.screen
        if card.screen.fades is Fade.READ or card.screen.picture or card.screen.file:
            first = Say((line("one-moment"),))  # content only ever comes as an edit of something recorded
        harmless = card.state is not CardState.OPEN or first is not card.screen
        if row.attempts and not harmless:  # it may be there: the next tap shows the current state
            await self.outcomes.finish(row)
            return
        screen = await self.render(person, card, first)
        self._try(row).sent = True
        outcome = await self.sender.send(person.chat, screen)
        if outcome.fate is Fate.UNSURE and not harmless:
            await self.outcomes.finish(row)
            return
        await self.outcomes.settle(row, outcome, card, again=first is not card.screen)

    async def _drop(self, row: Row, card: Card) -> None:
        async with self.store.begin() as tx:
            await tx.lock(row.lane)
            if await tx.finish(row):
                await tx.of(row.lane).drop(Card, card.id)

    async def _instead(self, row: Row, card: Card) -> None:
        """A picture cannot turn back into text: take it away, and send the text in its place."""
        await self._anew(row, card, wipe=card.message)

    async def _anew(self, row: Row, card: Card, wipe: int | None = None) -> None:
        async with self.store.begin() as tx:
            await tx.lock(row.lane)
            if not await tx.finish(row):
                return
            mine = tx.of(row.lane)
            now_card = await mine.get(Card, card.id)
            if wipe:
                await mine.post("wipe", "", [wipe])
            if now_card:
                tx.hurry()
                await mine.put(replace(now_card, message=None, media=False))
                await mine.post("show", card.id)

    async def _wipe(self, row: Row, person: Person) -> None:
        messages = messages_of(row.payload)
        if len(messages) <= AT_ONCE:
            await self.outcomes.settle(row, await self._clear(row, person.chat, person.language, messages))
            return
        async with self.store.begin() as tx:
            if await tx.finish(row):
                for start in range(0, len(messages), AT_ONCE):
                    await tx.of(row.lane).post("wipe", "", messages[start : start + AT_ONCE])

    async def _clear(self, row: Row, chat: int, language: str, messages: Sequence[int]) -> Outcome:
        clearing = Clearing(self.sender, self.words, self.renderer, lambda: self._in_time(row))
        return await clearing.clear(chat, language, messages)

    async def _address(self, row: Row) -> None:
        """Say one line to a chat that belongs to nobody here (any more), and clear what somebody left."""
        chat, said = int(str(row.payload["chat"])), row.payload["line"]
        language = str(row.payload.get("language", "en"))
        if isinstance(said, Line) and not row.attempts:  # after that it may be there
            outcome = await self.sender.send(chat, Screen(self.words.show(said, language, ""), protect=False))
            if outcome.fate is Fate.LATER:
                await self.outcomes.settle(row, outcome)
                return
        if row.kind == "leave":
            await self.sender.leave(chat)
        left = messages_of(row.payload)
        outcome = await self._clear(row, chat, language, left) if left else DONE
        if outcome.fate in (Fate.LATER, Fate.UNSURE):
            await self.outcomes.put_off(row, counted=True)
        else:
            await self.outcomes.finish(row)

    # ------------------------------------------------------------------ how it looks

    async def render(self, person: Person, card: Card, shown: Say) -> Screen:
        """Put a screen into this person's words, zone and pictures; a file is made of what is kept now."""
        file = await self._file(person, card, shown.file) if shown.file else None
        return await render(self.words, self.renderer, person, card, shown, file)

    async def _file(self, person: Person, card: Card, form: str) -> File:
        async with self.store.begin() as tx:
            mine = await gather(tx.of(person.id), card.at)
        sheets = printed(form, mine.copies, writer(self.words, person))
        if sheets is None:
            return write(mine, form, self.words)
        name = named(form, mine.day, mine.clients)
        return File(name, await self.renderer.print(sheets, person.language))
