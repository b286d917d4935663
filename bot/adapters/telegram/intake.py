"""Where updates come in: Calm and Help are answered at once, everything is stored, then acknowledged."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.adapters.telegram.breathing import Breathing, Shown, Sleep
from bot.adapters.telegram.counting import counted
from bot.adapters.telegram.inbound import COMMAND, clean
from bot.adapters.telegram.reading import at, chat_of, number_at, storable, text_at, update_id
from bot.domain.calm import beats
from bot.domain.quotas import DAY, FILES, HOUR, MINUTE, TOLD, Quotas, Verdict
from bot.services.ports import Fate, Screen, Sender

# Named in every request: left out, it would mean "as before", whatever that was.
UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

STATIC = ("calm", "help")
HIDE = "hide"
SPANS = {MINUTE: "minute", HOUR: "hour", DAY: "day"}
REMEMBERED = 1024  # answers kept in mind, so that what comes again is not answered again

log = structlog.get_logger("telegram")


class Inbox(Protocol):
    """The part of `Store` that intake needs."""

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update and commit; False if its id is known."""
        ...


class Static(Protocol):
    """What can be said without a database: fixed words, by language."""

    def spoken(self, text: str) -> str:
        """Return "calm" or "help" for a standing button's label in any language, else an empty text."""
        ...

    def named(self, text: str) -> str:
        """Return what the standing button with this label asks for, in any language; else an empty text."""
        ...

    def screen(self, data: str, language: str) -> Screen | None:
        """Return the screen behind static data; for "hide" the neutral line, if there is one."""
        ...


class Junk(Exception):
    """Something came in that has no id, so that it can be neither stored nor acknowledged."""


@dataclass(frozen=True)
class Ask:
    """Someone wants a static screen."""

    data: str
    chat: int
    language: str
    message: int | None = None  # the tapped one; None: they wrote, or tapped what can no longer be edited
    media: bool = False
    query: str = ""


class Intake:
    """Takes one raw update after another. `on_stored` is called after each commit."""

    def __init__(
        self,
        bot: Bot,
        store: Inbox,
        sender: Sender,
        static: Static,
        *,
        clock: Callable[[], datetime],
        on_stored: Callable[[], None] = lambda: None,
        quotas: Quotas | None = None,
        sleep: Sleep | None = None,
        shown: Shown | None = None,
    ) -> None:
        self.bot = bot
        self._store = store
        self._sender = sender
        self._static = static
        self._clock = clock
        self._on_stored = on_stored
        self._quotas = quotas or Quotas()
        self._breathing = Breathing(sender, sleep, shown)
        self._judged: OrderedDict[int, tuple[Verdict, str]] = OrderedDict()  # what comes again counts once
        self._answers: OrderedDict[int, asyncio.Task[int | None]] = OrderedDict()
        self._kept: OrderedDict[int, None] = (
            OrderedDict()
        )  # answers that were, or may have been, stored from here
        self._keeping = asyncio.Lock()
        self._behind: set[asyncio.Task[None]] = set()

    async def answer(self, raw: object) -> int | None:
        """Answer at once if this asks for Calm or Help, only once however often it comes; never raises.

        Returns the message with the answer in it.
        """
        number, ask = update_id(raw), self._asked(raw)
        if number is not None and number not in self._answers:
            await self._breathing.stop(chat_of(raw))
        if number is None or ask is None or self._judge(number, raw, ask)[0] is Verdict.OVER:
            return None
        if number not in self._answers:
            self._answers[number] = asyncio.create_task(self._say(ask))
            while len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        # Shielded: who waits may be cancelled, but what is half said must be remembered as said.
        return await asyncio.shield(self._answers[number])

    async def take(self, raw: object) -> None:
        """Answer what is static, then store and commit. Raises what the store raises, or Junk.

        What is more than a person's quota is neither answered nor stored: taps do nothing then, and what
        was written stays in the chat, untouched, as the last thing that was taken has told its writer.
        """
        number = update_id(raw)
        if number is None:
            raise Junk
        if number not in self._answers:  # whatever comes, nothing more is put over it
            await self._breathing.stop(chat_of(raw))
        verdict, slower = self._judge(number, raw, self._asked(raw))
        if verdict is Verdict.OVER:
            return
        answered = await self.answer(raw)
        payload: dict[str, object] = {"update": storable(raw, number), "answered": answered}
        if slower:
            payload["slower"] = slower
        if answered is None:
            await self._store.receive(number, chat_of(raw), self._clock(), payload)
        else:
            await self._keep_answer(number, raw, payload, answered)
        query = text_at(raw, "callback_query", "id")
        if query and number not in self._answers:
            self._acknowledge(query)
        self._on_stored()

    def _judge(self, number: int, raw: object, ask: Ask | None) -> tuple[Verdict, str]:
        """Return what becomes of an update, and over which span its sender is asked to go slower."""
        if number not in self._judged:
            who, kind, sent = counted(raw, ask is not None, self._static.named, self._clock())
            verdict, span = self._quotas.take(who, kind, sent)
            told = verdict is Verdict.LAST and kind in TOLD
            what = "files-" if kind in FILES.values() else ""
            self._judged[number] = verdict, what + SPANS[span] if told else ""
            while len(self._judged) > REMEMBERED:
                self._judged.popitem(last=False)
        return self._judged[number]

    async def _keep_answer(
        self, number: int, raw: object, payload: Mapping[str, object], answered: int
    ) -> None:
        """Store what was answered; where another process has answered already, take our message back."""
        async with self._keeping:  # the same update may come in twice at once: then both are ours
            tried = number in self._kept  # what failed on the way may be stored all the same
            self._kept[number] = None
            while len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
            new = await self._store.receive(number, chat_of(raw), self._clock(), payload)
        if new or tried or number_at(raw, "callback_query", "message", "message_id") == answered:
            return
        ask = self._asked(raw)
        if ask is not None:  # nobody would ever clear it
            self._aside(self._take_back(ask.chat, answered))

    async def _take_back(self, chat: int, message: int) -> None:
        await self._sender.delete(chat, [message])

    async def close(self) -> None:
        """Finish what was begun on the side."""
        await self._breathing.close()
        pending = [task for task in (*self._behind, *self._answers.values()) if not task.done()]
        await asyncio.gather(*pending, return_exceptions=True)

    def _asked(self, raw: object) -> Ask | None:
        try:
            return asked(raw, self._static.spoken)
        except Exception as error:  # words that fail must not keep an update from being stored
            log.error("static words failed", error=type(error).__name__)
            return None

    async def _say(self, ask: Ask) -> int | None:
        if ask.query:
            self._acknowledge(ask.query)
        try:
            screen = self._static.screen(ask.data, ask.language)
            if ask.data == HIDE:
                return await self._hide(ask, screen)
            shown = await self._show(ask, screen)
            if shown is not None:
                self._breathing.begin(ask.chat, shown, beats(ask.data), partial(self._drawn, ask.language))
            return shown
        except Exception as error:  # the queue will answer in its own time
            log.error("static answer failed", error=type(error).__name__)
            return None

    def _drawn(self, language: str, data: str) -> Screen | None:
        return self._static.screen(data, language)

    async def _show(self, ask: Ask, screen: Screen | None) -> int | None:
        if screen is None:
            return None
        # A picture cannot become a text in place, and its caption holds too little for these words.
        if ask.message is not None and not ask.media:
            done = await self._sender.edit(ask.chat, ask.message, screen, media=False)
            if done.fate is Fate.SENT:
                return ask.message
            if done.fate not in {Fate.GONE, Fate.REFUSED}:
                return None
        done = await self._sender.send(ask.chat, screen)
        return done.message if done.fate is Fate.SENT else None

    async def _hide(self, ask: Ask, neutral: Screen | None) -> int | None:
        if ask.message is None:
            return None
        done = await self._sender.delete(ask.chat, [ask.message])
        if done.fate is not Fate.SENT and neutral is not None:  # after two days it cannot be deleted
            done = await self._sender.edit(ask.chat, ask.message, neutral, ask.media)
        return ask.message if done.fate in {Fate.SENT, Fate.GONE} else None

    def _acknowledge(self, query: str) -> None:
        self._aside(self._end_spinner(query))

    def _aside(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _end_spinner(self, query: str) -> None:
        try:
            await self.bot.answer_callback_query(query)
        except TelegramError:
            pass  # only the little clock on the button is lost
        except (LookupError, TypeError, ValueError):
            pass


def asked(raw: object, spoken: Callable[[str], str]) -> Ask | None:
    """Return which static screen an update asks for, if it does."""
    data = text_at(raw, "callback_query", "data")
    if data and text_at(raw, "callback_query", "message", "chat", "type") == "private":
        chat = number_at(raw, "callback_query", "from", "id")
        if chat is None or (data != HIDE and data.split(".")[0] not in STATIC):
            return None
        message = at(raw, "callback_query", "message")
        return Ask(
            data,
            chat,
            language=text_at(raw, "callback_query", "from", "language_code"),
            message=number_at(message, "message_id"),
            media=at(message, "photo") is not None,
            query=text_at(raw, "callback_query", "id"),
        )
    if text_at(raw, "message", "chat", "type") != "private" or at(raw, "message", "from", "is_bot") is True:
        return None
    text, chat = text_at(raw, "message", "text"), number_at(raw, "message", "chat", "id")
    command = COMMAND.fullmatch(clean(text))
    data = command[1].lower() if command else spoken(clean(text)) if text else ""
    if data not in STATIC or chat is None:
        return None
    return Ask(data, chat, language=text_at(raw, "message", "from", "language_code"))
