"""From the outbox to Telegram: load what a card says now, render, send, and write down what came of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.domain.say import Button, Fade, Line, Picture, Say, line
from bot.services.ports import (
    Collision,
    Fate,
    Outcome,
    QueueName,
    Renderer,
    Row,
    Screen,
    Sender,
    Store,
    Transaction,
    Words,
)

GIVE_UP_AFTER = 8
STANDING = (("keyboard-today", "keyboard-calm", "keyboard-break", "keyboard-help"),)

After = Callable[[Transaction], object]


@dataclass
class Delivery:
    """Sends what transactions have queued; per chat in order, and each content at most once."""

    store: Store
    sender: Sender
    words: Words
    renderer: Renderer
    clock: Callable[[], datetime]
    trouble: Callable[[str, str], None] = lambda what, kind: None

    async def claim(self, limit: int = 32) -> list[Row]:
        """Claim what can go out now: one row of each chat."""
        return await self.store.claim(QueueName.OUTBOX, self.clock(), limit)

    async def drain(self) -> int:
        """Send what waits, one of each chat; return how many there were."""
        rows = await self.claim()
        for row in rows:
            await self.deliver(row)
        return len(rows)

    async def deliver(self, row: Row) -> None:
        """Send one row and settle it. Trouble with one row never reaches another."""
        try:
            await self._deliver(row)
        except Exception as error:
            self.trouble(type(error).__name__, row.kind)
            await self._settle(row, Outcome(Fate.UNSURE))

    async def _deliver(self, row: Row) -> None:
        if row.kind in ("tell", "leave", "farewell"):
            await self._address(row)
            return
        async with self.store.begin() as tx:
            person = await tx.of(row.lane).get(Person, row.lane)
            card = await tx.of(row.lane).get(Card, str(row.payload.get("card", "")))
        if person is None or person.blocked:
            await self._finish(row)
        elif row.kind == "show":
            await self._show(row, person, card)
        elif row.kind == "wipe":
            await self._wipe(row, person)
        else:
            await self._settle(row, await self.sender.delete(person.chat, _messages(row)))

    # ------------------------------------------------------------------ the three kinds

    async def _show(self, row: Row, person: Person, card: Card | None) -> None:
        if card is None:
            await self._finish(row)
        elif card.message is None:
            await self._send(row, person, card)
        elif card.media and card.screen.picture is None:
            await self._instead(row, card)
        else:
            screen = await self.render(person, card, card.screen)
            outcome = await self.sender.edit(person.chat, card.message, screen, card.media)
            if outcome.fate is Fate.GONE and card.state in (CardState.OPEN, CardState.KNOCK):
                await self._anew(row, card)
            else:
                became = outcome.fate is Fate.SENT and screen.picture is not None
                await self._settle(row, outcome, card if became and not card.media else None, media=True)

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        harmless = card.state is not CardState.OPEN
        if row.attempts and not harmless:  # it may be there: the next tap shows the current state
            await self._finish(row)
            return
        first = card.screen
        if card.screen.fades is Fade.READ or card.screen.picture:
            first = Say((line("one-moment"),))  # content only ever comes as an edit of something recorded
        screen = await self.render(person, card, first)
        outcome = await self.sender.send(person.chat, screen)
        if outcome.fate is Fate.UNSURE and not harmless:
            await self._finish(row)
            return
        await self._settle(row, outcome, card, again=first is not card.screen)

    async def _instead(self, row: Row, card: Card) -> None:
        """A picture cannot turn back into text: take it away, and send the text in its place."""
        await self._anew(row, card, wipe=card.message)

    async def _anew(self, row: Row, card: Card, wipe: int | None = None) -> None:
        async with self.store.begin() as tx:
            if not await tx.finish(row):
                return
            mine = tx.of(row.lane)
            now_card = await mine.get(Card, card.id)
            if wipe:
                await mine.post("wipe", "", [wipe])
            if now_card:
                await mine.put(replace(now_card, message=None, media=False))
                await mine.post("show", card.id)

    async def _wipe(self, row: Row, person: Person) -> None:
        neutral = Screen(self.words.show(line("neutral"), person.language, ""))
        for message in _messages(row):
            outcome = await self.sender.edit(person.chat, message, neutral, False)
            if outcome.fate in (Fate.LATER, Fate.UNSURE):
                await self._settle(row, outcome)
                return
        await self._settle(row, await self.sender.delete(person.chat, _messages(row)))

    async def _address(self, row: Row) -> None:
        """Say one line to a chat that belongs to nobody here (any more)."""
        chat = int(str(row.payload["chat"]))
        said = row.payload["line"]
        assert isinstance(said, Line)  # noqa: S101
        language = str(row.payload.get("language", "en"))
        if row.kind == "farewell" and _messages(row):
            await self.sender.delete(chat, _messages(row))
        outcome = Outcome(Fate.SENT)
        if not row.attempts:
            outcome = await self.sender.send(chat, Screen(self.words.show(said, language, ""), protect=False))
        if row.kind == "leave" and outcome.fate is not Fate.LATER:
            await self.sender.leave(chat)
        if outcome.fate is Fate.LATER:
            await self._settle(row, outcome)
        else:
            await self._finish(row)

    # ------------------------------------------------------------------ how it looks

    async def render(self, person: Person, card: Card, shown: Say) -> Screen:
        """Put a screen into this person's words, zone and pictures."""
        zone = person.zone or _offset(person.offset)
        lines = ([card.note] if card.note else []) + list(shown.lines)
        text = "\n\n".join(self.words.show(each, person.language, zone) for each in lines)
        rows = tuple(
            tuple(
                (self.words.write(each.label, person.language, zone), _data(each, card.ref)) for each in row
            )
            for row in shown.rows
        )
        picture = await self._draw(shown.picture, person.language)
        keyboard = STANDING if card.keyboard else ()
        return Screen(
            text=text,
            rows=rows,
            picture=picture,
            keyboard=tuple(
                tuple(self.words.write(line(key), person.language, zone) for key in row) for row in keyboard
            ),
            protect=card.protect,
        )

    async def _draw(self, picture: Picture | None, language: str) -> bytes | None:
        return await self.renderer.draw(picture, language) if picture else None

    # ------------------------------------------------------------------ what came of it

    async def _finish(self, row: Row) -> None:
        async with self.store.begin() as tx:
            await tx.finish(row)

    async def _settle(
        self, row: Row, outcome: Outcome, card: Card | None = None, media: bool = False, again: bool = False
    ) -> None:
        for _ in range(6):
            try:
                async with self.store.begin() as tx:
                    await self._settled(tx, row, outcome, card, media, again)
                return
            except Collision:
                continue

    async def _settled(
        self, tx: Transaction, row: Row, outcome: Outcome, card: Card | None, media: bool, again: bool
    ) -> None:
        if outcome.fate in (Fate.LATER, Fate.UNSURE):
            if row.attempts + 1 >= GIVE_UP_AFTER and outcome.fate is Fate.UNSURE:
                self.trouble("gave up", row.kind)
                await tx.quarantine(row)
            else:
                wait = outcome.after if outcome.fate is Fate.LATER else min(2.0 ** (row.attempts + 1), 600.0)
                await tx.delay(
                    row, self.clock() + timedelta(seconds=wait), counted=outcome.fate is Fate.UNSURE
                )
            return
        if outcome.fate is Fate.REFUSED:
            self.trouble("refused", row.kind)
            await tx.quarantine(row)
            return
        await tx.lock(row.lane)
        ours = await tx.finish(row)
        mine = tx.of(row.lane)
        if outcome.fate is Fate.BLOCKED:
            person = await mine.get(Person, row.lane)
            if person:
                await mine.put(dataclasses.replace(person, blocked=True))
        if card is None:
            return
        now_card = await mine.get(Card, card.id)
        sent = outcome.message
        if sent and (now_card is None or (not ours and now_card.message not in (None, sent))):
            await mine.post("wipe", "", [sent])  # it went while its card was put away
        elif now_card:
            await mine.put(replace(now_card, message=sent or now_card.message, media=media or now_card.media))
            if again:
                await mine.post("show", card.id)


def _messages(row: Row) -> Sequence[int]:
    found = row.payload.get("messages", ())
    return [int(each) for each in found] if isinstance(found, list | tuple) else []


def _data(each: Button, ref: str) -> str:
    if each.url:
        return each.url
    if each.raw:
        return each.action
    return f"{each.action}.{ref}.{each.value}" if each.value else f"{each.action}.{ref}"


def _offset(minutes: int | None) -> str:
    if minutes is None:
        return ""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
