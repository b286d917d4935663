"""A small town to test in: the real bot over real HTTP, a local Telegram, and a clock to turn."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from fluent.syntax import ast

from bot import wiring
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from bot.adapters.memory import MemoryStore
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.transport import connect
from bot.adapters.words import FluentWords
from bot.engine import Engine
from bot.services.flow.static import Static
from bot.services.ports import Store
from bot.simulator import Clock, LocalTelegram, Person
from tests.words.texts import MESSAGES, Folder

TOKEN = "123456789:" + "A" * 35
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # a Monday
SATURDAY = datetime(2026, 3, 7, 10, 0, tzinfo=UTC)  # T0 of a couple in London
SUNDAY = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)  # T1
MASTER = base64.b64encode(hashlib.sha256(b"tests").digest()).decode()

WORDS = FluentWords()


class Shapes(Folder):
    """The texts as patterns: whatever is filled in may be anything."""

    def read(self, node: object, chosen: dict[int, ast.Variant]) -> str:
        """Return a text with a mark for each thing that is filled in."""
        if isinstance(node, ast.VariableReference | ast.FunctionReference | ast.SelectExpression):
            return "\0"
        return super().read(node, chosen)


@cache
def shapes() -> dict[str, re.Pattern[str]]:
    """Return how each English text looks on a phone, by its key."""
    return {
        text.key: re.compile(".*?".join(map(re.escape, text.readings[0].split("\0"))), re.DOTALL)
        for text in Shapes(MESSAGES / "en").texts()
    }


def label_on(person: Person, wanted: str) -> str:
    """Return what stands on the newest button with this text on a phone; a literal label is itself."""
    if wanted not in shapes():
        return wanted
    labels = [label for bubble in person.phone for label in bubble.labels]
    found = [each for each in (*person.keyboard, *labels) if shapes()[wanted].fullmatch(each)]
    return found[-1] if found else wanted


RENDERER = TypstRenderer()


class Town:
    """The bot, its Telegram, and the people who use it."""

    def __init__(self, telegram: LocalTelegram, store: Store, engine: Engine, username: str) -> None:
        self.telegram, self.store, self.engine, self.username = telegram, store, engine, username
        self.clock = telegram.clock
        self.troubles: list[tuple[str, str]] = []

    async def settle(self) -> None:
        """Wait until Telegram and the bot have nothing left to do at this instant."""
        while True:
            await self.telegram.quiet()
            await self.engine.settle()
            if not self.telegram.pending(TOKEN):
                return

    async def until(self, instant: datetime) -> None:
        """Turn the clock, stopping at everything that comes due on the way."""
        while (due := await self.store.next_due()) is not None and due <= instant:
            if due > self.clock.now():
                self.clock.turn(due)
            await self.settle()
        if instant > self.clock.now():
            self.clock.turn(instant)
        await self.settle()

    async def passes(self, **span: float) -> None:
        """Let some time pass."""
        await self.until(self.clock.now() + timedelta(**span))

    def someone(self, name: str) -> Resident:
        """Return a new person who has not pressed Start yet."""
        return Resident(self, self.telegram.person(name, language="en"))

    async def settled(self, name: str, role: str = "", zone: str = "") -> Resident:
        """Return a person whose first evening is over, with a first rating of 5."""
        who = self.someone(name)
        await who.opens()
        for label in ("begin", "agree", name, "hour-now", "5", "enough-tonight"):
            await who.taps(label)
        if role or zone:
            await who.sets(role, zone)
        return who

    async def week(self, *yes: Resident, opens: datetime = SATURDAY) -> None:
        """Let a week pass in which these people share their page with their partner."""
        await self.until(opens + timedelta(hours=1))
        for who in yes:
            await who.shares()
        await self.until(opens + timedelta(hours=30))

    async def couple(self, first: str = "Ann", second: str = "Ben") -> tuple[Resident, Resident]:
        """Return two linked people (hurt, broke trust), both in London."""
        ann = await self.settled(first, "hurt", "London")
        ben = await self.settled(second, "broke", "London")
        await ann.link(ben)
        return ann, ben


class Resident:
    """A person with their phone; after each thing they do, everything settles."""

    def __init__(self, town: Town, person: Person) -> None:
        self.town, self.person = town, person

    @property
    def phone(self) -> list[str]:
        """What the visible messages say, from the bot alone."""
        return [bubble.words for bubble in self.person.phone if not bubble.mine]

    @property
    def last(self) -> str:
        """What the last message of the bot says."""
        return self.phone[-1]

    @property
    def screen(self) -> str:
        """The chat, drawn."""
        return self.person.screen()

    @property
    def labels(self) -> list[str]:
        """Every inline button that can be tapped now."""
        return [label for bubble in self.person.phone for label in bubble.labels]

    async def opens(self, payload: str = "") -> None:
        """Press Start, or follow a link."""
        await self.person.starts(payload)
        await self.town.settle()

    async def says(self, text: str) -> None:
        """Type words."""
        await self.person.says(text)
        await self.town.settle()

    async def taps(self, *labels: str) -> None:
        """Tap buttons, one after another: each by the key of its text, or by what stands on it."""
        for each in labels:
            if each.startswith("practice-") and not self.offers(each) and self.offers("practice-more"):
                await self.taps("practice-more")  # it stands on the second leaf
            if not self.offers(each):
                await self._to_the_page(each)
            await self.person.taps(self.label(each))
            await self.town.settle()

    async def _to_the_page(self, wanted: str) -> None:
        """Go from one's own page to what goes on it, or back, where that is the way to a button."""
        if wanted.startswith(("add-", "soften", "switch-", "○", "✓")) and self.offers("page-lines"):
            await self.taps("page-lines")
        elif wanted.startswith("choose-") and self.offers("page-again"):
            await self.taps("page-again")

    def label(self, wanted: str) -> str:
        """Return what stands on the newest button with this text; a literal label is itself."""
        return label_on(self.person, wanted)

    def offers(self, *wanted: str) -> bool:
        """Whether there is a button for each of these, by the keys of their texts or by label."""
        return all(self.label(each) in self.labels for each in wanted)

    async def edits(self, message: int, text: str) -> None:
        """Change words that were sent before."""
        await self.person.says_edited(message, text)
        await self.town.settle()

    async def sends(self, what: str) -> None:
        """Send something that is no words: voice, sticker, photo, document."""
        await getattr(self.person, f"sends_{what}")(*([b"%PDF"] if what == "document" else []))
        await self.town.settle()

    async def begins(self, *labels: str) -> None:
        """Press Start for the first time, and tap on."""
        await self.opens()
        await self.taps(*(labels or ("begin", "agree")))

    async def waits(self, **span: float) -> None:
        """Let some time pass."""
        await self.town.passes(**span)

    def shows(self, *wanted: str) -> bool:
        """Whether messages of the bot carry each of these: texts by their keys, or literal words."""
        return all(
            any(shapes()[each].search(text) if each in shapes() else each in text for text in self.phone)
            for each in wanted
        )

    @property
    def typed(self) -> list[str]:
        """What this person typed and the chat still shows."""
        return [bubble.words for bubble in self.person.phone if bubble.mine]

    @property
    def residue(self) -> list[str]:
        """Everything in the chat but the message that carries the standing buttons."""
        standing = shapes()["standing"]
        return [bubble.words for bubble in self.person.phone if not standing.fullmatch(bubble.words)]

    def keeps_only(self, day: str) -> bool:
        """Whether nothing is left in the chat but the one line of this day."""
        line = shapes()["day-line"]
        return len(self.residue) == 1 and bool(line.fullmatch(self.residue[0])) and day in self.residue[0]

    @property
    def knocks(self) -> int:
        """How many knocks are to be seen."""
        return sum(bool(shapes()["knock"].fullmatch(text)) for text in self.phone)

    async def reads(self) -> None:
        """Open the knock, and read past what both may know."""
        await self.taps("knock-open")
        await self.past_notices()

    async def past_notices(self) -> None:
        """Read past what both may know."""
        while self.offers("fine") and any(self.shows(key) for key in shapes() if key.startswith("notice-")):
            await self.taps("fine")

    async def rates(self, number: int) -> None:
        """Give today's rating at one's own initiative, and skip the rest."""
        await self.says("/today")
        await self.past_notices()
        if self.offers("not-together"):
            await self.taps(str(number))
        if self.offers("go-on"):
            await self.taps("go-on")
        await self.taps(*(each for each in ("skip", "later", "invite-alone") if self.offers(each)))

    async def shares(self, both: bool = False) -> None:
        """Share this week's page with the partner, or with both the partner and a therapist."""
        await self.says("/week")
        await self.taps("choose-both" if both else "choose-partner")

    @property
    def files(self) -> dict[str, bytes]:
        """The files in the chat, by the ends of their names."""
        found = [bubble for bubble in self.person.phone if bubble.document and bubble.file_name]
        return {str(each.file_name).rpartition(".")[2]: each.document or b"" for each in found}

    async def exports(self) -> tuple[dict[str, Any], str]:
        """Take one's data along; return both files, the one for programs as it is read."""
        await self.says("/export")
        await self.taps("export-make")
        return json.loads(self.files["json"]), self.files["html"].decode()

    async def sets(self, role: str = "", city: str = "") -> None:
        """Set role and place, under Settings."""
        if role:
            await self.says("/settings")
            await self.taps("set-role", f"role-{role}")
        if city:
            await self.says("/settings")
            await self.taps("set-zone")
            await self.says(city)
            found = next(label for label in self.labels if label.startswith(city))
            await self.taps(found)

    async def screens(self, *answers: str) -> None:
        """Answer the private safety questions (four, by default the safe way)."""
        await self.taps("yes", *(answers or ("yes", "no", "no", "no")))
        if self.offers("go-on"):
            await self.taps("go-on")

    async def invites(self) -> str:
        """Make an invitation, and return what its link carries."""
        await self.says("/invite")
        await self.taps("invite-again" if self.offers("invite-again") else "invite-make")
        return self.last.split("?start=")[1].split()[0]

    async def link(self, other: Resident) -> None:
        """Invite, confirm, agree: the whole way for both."""
        code = await self.invites()
        await other.opens(code)
        await self.says("/today")
        await self.taps("confirm-yes", "month-unsure")
        await self.screens()
        await self.taps("link-agree")
        await other.says("/today")
        await other.screens()
        await other.taps("link-agree")


@asynccontextmanager
async def town(
    data: Path | None = None, start: datetime = START, databases: tuple[str, str] | None = None
) -> AsyncIterator[Town]:
    """Open a town: in memory, on SQLite in a folder, or on databases of its own (data, keys)."""
    telegram = LocalTelegram(clock=Clock(start))
    await telegram.start()
    bot = connect(TOKEN, telegram.url)
    await bot.initialize()
    store: Store
    if data or databases:
        url, keys_url = databases or (f"sqlite:///{data}/evenkeel.db", f"sqlite:///{data}/keys.db")
        store = await open_store(
            url=url,
            keys_url=keys_url,
            master=Keyring(MASTER),
            clock=telegram.clock.now,
            migrate=True,
        )
    else:
        store = MemoryStore(telegram.clock.now)
    sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, interval=0.0))
    facts = wiring.load_facts(bot.username)
    engine = wiring.engine(store, sender, RENDERER, facts, telegram.clock.now, wiring.seeded("town"), WORDS)
    here = Town(telegram, store, engine, bot.username)

    def trouble(what: str, kind: str) -> None:
        here.troubles.append((what, kind))

    engine.conversation.trouble = engine.delivery.trouble = trouble
    intake = Intake(
        bot, store, sender, Static(WORDS, facts.countries), clock=telegram.clock.now, on_stored=engine.wake
    )
    polling = asyncio.create_task(Polling(bot, intake).run())
    try:
        yield here
        assert here.troubles == []
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await intake.close()
        await bot.shutdown()
        await telegram.stop()
        close = getattr(store, "close", None)
        if close:
            await close()
