"""One update of one person, from what came in to what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.domain.say import Fade, Line, Refusal, Say, button, line, say
from bot.services.flow import cards
from bot.services.flow.actions import ACTIONS, COMMANDS, Action, Request
from bot.services.flow.incoming import Incoming, Sort
from bot.services.flow.static import calm_screen, help_screen, standing
from bot.services.page.hints import points_to_help
from bot.services.ports import World

STATIC_FOR = timedelta(minutes=10)
SENTENCE = "sentence"
"""What a screen is about that says one kind sentence and nothing else."""
LEADS = {"hold": "safety", "pour": "pour"}
"""What the same few buttons of Help and Calm lead to."""
HOME = "home"
"""Marks a message that shows the help lines of the person's own country."""

NO_WORDS = (
    "name", "client-name", "zone-city", "together-city", "clock-typed", "window-typed", "keep",
    "together-keep", "heard-rate",
)  # fmt: skip
"""What waits for a name, a place, an hour or a number: there, words that weigh much become a note."""

WITHOUT_NAME = ("name", "name-tg", "note-free", "safety", "enough")
"""What can be done between the consent and a name, beside what needs neither."""


@dataclass
class Turn:
    """What one person just did, and the answer to it."""

    came: Incoming
    person: Person
    world: World
    at: datetime
    leaves: bool = False
    """Whether what was typed stays in the chat, since it is kept nowhere else."""

    async def take(self, refusal: Refusal | None) -> None:
        """Do it; or say what refuses it, if that is known from a first try."""
        if self.came.sort is Sort.MEMBER:
            await self._is_here(self.came.text != "blocked")
            return
        await self._is_here(True)  # whatever Telegram says of it
        live = await cards.live(self.world.mine)
        if refusal:
            self.leaves = refusal.line.key.startswith("slower-")
            await self._note(refusal.line, live)
        elif self.came.answered:
            await self._static()
        elif self.came.sort is Sort.TAP:
            await self._tap(live)
        elif self.came.sort is Sort.COMMAND:
            await self._command(live)
        elif self.came.sort is Sort.WORDS:
            await self._words(live)
        elif self.came.sort is Sort.EDITED:
            await self._edited(live)
        else:
            await self._note(line("cannot-read"), live)
        if self.came.slower:
            await self._slower()

    async def _slower(self) -> None:
        """Ask once to go slower: what comes next is not taken for a while, and stays in the chat."""
        if await self.world.mine.get(Person, self.person.id) is None:  # they deleted everything
            return
        live, words = await cards.live(self.world.mine), line(f"slower-{self.came.slower}")
        if live:
            await self.world.mine.put(replace(live, note=words))
            await self.world.mine.post("show", live.id)
        else:
            await cards.show(self.person, self.world, _sentence(words))

    async def _is_here(self, here: bool) -> None:
        """Note whether they can be written to; what could not be cleared while they were away goes now."""
        if here is not self.person.blocked:
            return
        uncleared = self.person.uncleared
        self.person = replace(self.person, blocked=not here, uncleared=() if here else uncleared)
        await self.world.mine.put(self.person)
        if not here:
            return
        if uncleared:
            await self.world.mine.post("wipe", "", uncleared)
        for card in await self.world.mine.all(Card):
            if card.message:  # what it showed when they went may be over by now
                await self.world.mine.post("show", card.id)

    def _mine_typed(self) -> tuple[int, ...]:
        leaves = self.leaves or self.came.sort in (Sort.TAP, Sort.EDITED)
        return () if leaves or not self.came.message else (self.came.message,)

    async def _run(self, known: Action, argument: str, card: Card | None, about: str = "") -> None:
        nameless = not self.person.name and known.name not in WITHOUT_NAME
        if not known.before_consent and (not self.person.consent_at or nameless):
            known, argument, card, about = ACTIONS["start"], "", None, ""
        request = Request(self.person, known.name, argument, self.at, card, about, self.came.name)
        reply = await known.run(request, self.world)
        person = await self.world.mine.get(Person, self.person.id)
        if person is None:  # they deleted everything
            return
        self.person = person
        card = await self.world.mine.get(Card, card.id) if card else None
        if reply:
            typed = self._mine_typed() if about else ()
            shown = await cards.show(person, self.world, reply[0], card, typed=typed)
            await self.world.mine.put(replace(shown, turn=str(*typed) if reply[0].fixes else ""))
        elif card:
            if about:
                card = replace(card, typed=(*card.typed, *self._mine_typed()))
            await cards.tidy(card, self.world.mine, self.world.now)

    async def _tap(self, live: Card | None) -> None:
        name, _, rest = self.came.data.partition(".")
        ref, _, value = rest.partition(".")
        held = await self.world.mine.all(Card)
        if name in ("calm", "help") or self.came.data == "hide":  # intake was to answer, and could not
            await self._static()
            return
        here = next((each for each in held if self.came.message and each.message == self.came.message), None)
        if self.came.data in LEADS:  # out of Help and Calm, to something that is ordinary
            if here and here.state is CardState.STATIC:
                await cards.put_away(here, self.world.mine)
            await self._run(ACTIONS[LEADS[self.came.data]], "", None)
            return
        card = next((card for card in held if ref and card.ref == ref), None)
        if card and card.message is None and self.came.message:  # sent, but we died before writing it down
            card = replace(card, message=self.came.message)
            await self.world.mine.put(card)
        elif card and self.came.message and card.message != self.came.message:
            await self.world.mine.post("wipe", "", [self.came.message])  # the same knock, sent twice
        known = ACTIONS.get(name)
        if card and known and (name, value) in _offered(card.screen):
            await self._run(known, value, card)
        elif here:  # an older screen of a message that is still there: show what it says now
            await self.world.mine.post("show", here.id)
        else:
            await self._moved_on()

    async def _moved_on(self) -> None:
        if self.came.message:
            await self.world.mine.post("wipe", "", [self.came.message])
        await self._note(line("moved-on"), await cards.live(self.world.mine))

    async def _command(self, live: Card | None) -> None:
        if self.came.message:
            await self.world.mine.post("delete", "", [self.came.message])
        known = COMMANDS.get(self.came.command)
        if self.came.command in ("calm", "help"):
            await self._static()
        elif known:
            await self._run(known, self.came.text, None)
        else:
            await self._note(line("command-unknown"), live)

    async def _words(self, live: Card | None) -> None:
        spoken = standing(self.world.words, self.came.text)
        if spoken in ("calm", "help"):
            await self._static()
        elif spoken:
            if self.came.message:
                await self.world.mine.post("delete", "", [self.came.message])
            await self._run(COMMANDS[spoken], "", None)
        elif not self.came.text.strip():
            await self._note(line("empty-words"), live)
        elif live and live.screen.awaits:
            await self._answer(live)
        else:
            await self._run(ACTIONS["note-free"], self.came.text, live, "-")

    async def _answer(self, live: Card) -> None:
        """What was typed answers what is open, or is met as a note."""
        waiting, about = live.screen.awaits, live.screen.about or "-"
        if waiting in NO_WORDS and points_to_help(self.came.text, self.person, self.world.facts):
            waiting, about = "note-free", "-"
        await self._run(ACTIONS[waiting], self.came.text, live, about)

    async def _edited(self, live: Card | None) -> None:
        sent = self.came.message
        if not self.came.text.strip():
            await self._note(line("empty-words"), live)
        elif live and live.screen.fixes and live.turn == str(sent):
            name, _, about = live.screen.fixes.partition(" ")
            request = Request(self.person, name, self.came.text, self.at, live, about)
            reply = await ACTIONS[name].run(request, self.world)
            if reply:  # it reads as an answer now
                await cards.show(await self.world.me(), self.world, reply[0], live)
            else:
                await self._renote(line("edit-taken"), live)
        elif live and live.screen.awaits and live.note and live.typed and live.typed[-1] == sent:
            await self._answer(live)  # what was sent could not be taken; as it reads now it is the answer
        else:
            await self._note(line("edit-too-late"), live)

    async def _static(self) -> None:
        """Calm and Help: remember the message in which intake answered, or answer where it could not.

        The card says what its message shows, so that nothing that was there before can come back.
        """
        data = self._static_data()
        if self.came.sort is not Sort.TAP and self.came.message:
            await self.world.mine.post("delete", "", [self.came.message])
        held = await self.world.mine.all(Card)
        place = self.came.answered or (self.came.message if self.came.sort is Sort.TAP else None)
        card = next((each for each in held if place and each.message == place), None)
        if data == "hide":
            await self._hidden(card)
            return
        for other in held:
            if other.state is CardState.STATIC and (card is None or other.id != card.id):
                await cards.put_away(other, self.world.mine)
        # from one's own country *Other countries* leads on to all of them
        home = bool(self.person.country) and data == "help" and not (card and card.turn == HOME)
        data = f"help.{self.person.country}" if home else data
        screen = (
            calm_screen(data) if data.startswith("calm") else help_screen(data, self.world.facts.countries)
        )
        if card is None and self.came.answered is None:
            card = await cards.show(self.person, self.world, screen)
        # On a card of the day it goes back to the day's line; on a message of its own it goes away whole.
        state = CardState.OPEN if card and card.day else CardState.STATIC
        card = card or self._own_message(screen)
        if card.typed:  # what was written before does not wait beside it
            await self.world.mine.post("delete", card.id, card.typed)
        turn = HOME if home else ""
        await self.world.mine.put(
            replace(card, state=state, ref="", screen=screen, note=None, typed=(), turn=turn)
        )
        if home or self.came.answered is None:
            await self.world.mine.post("show", card.id)
        await self.world.mine.plan("clear", card.id, self.world.now + STATIC_FOR)

    def _static_data(self) -> str:
        if self.came.sort is Sort.TAP:
            return self.came.data
        return self.came.command or standing(self.world.words, self.came.text) or "help"

    def _own_message(self, screen: Say) -> Card:
        return Card(
            id=self.world.chance.token(),
            owner=self.person.id,
            at=self.world.now,
            state=CardState.STATIC,
            ref="",
            screen=screen,
            message=self.came.answered,
        )

    async def _hidden(self, card: Card | None) -> None:
        gone = replace(card, message=None) if card and self.came.answered else card
        if gone and gone.day:  # the day keeps its line, hidden or not
            await cards.tidy(gone, self.world.mine, self.world.now)
        elif gone:
            await cards.put_away(gone, self.world.mine)
        if not self.person.consent_at:  # nothing else is there yet to go on from
            await self._run(ACTIONS["start"], "", None)

    async def _note(self, words: Line, live: Card | None) -> None:
        """Say one kind sentence above what is on the screen; nothing else changes."""
        if not self.person.consent_at and live is None:
            await self._run(ACTIONS["start"], "", None)
        elif live is None or live.screen.about == SENTENCE:
            await cards.show(self.person, self.world, _sentence(words), live, typed=self._mine_typed())
        else:
            await self._renote(words, live)

    async def _renote(self, words: Line, live: Card) -> None:
        card = await self.world.mine.get(Card, live.id) or live
        card = replace(card, note=words, typed=(*card.typed, *self._mine_typed()))
        await self.world.mine.put(card)
        await self.world.mine.post("show", card.id)
        await cards.fade_typed(card, self.person, self.world)


def _sentence(words: Line) -> Say:
    return say(words, rows=[[button("keyboard-today", "today")]], about=SENTENCE, fades=Fade.SAVED)


def _offered(screen: Say) -> set[tuple[str, str]]:
    return {(each.action, each.value) for row in screen.rows for each in row if not (each.raw or each.url)}
