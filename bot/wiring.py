"""Joins all parts. The only file that knows them all, reads the clock and draws chance."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import secrets
import time
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from bot.adapters.database.keys import BadMasterKey, Keyring
from bot.adapters.database.schema import Outdated
from bot.adapters.database.store import DatabaseStore, NoKeys, SecondProcess, WrongAddress, open_store
from bot.adapters.grouped import together
from bot.adapters.sidebyside import SideBySide
from bot.adapters.telegram.inbound import read
from bot.adapters.words import ORIGINAL, FluentWords, WordsError, find_messages
from bot.domain import helplines, own_items
from bot.domain.library import Library, LibraryError
from bot.domain.own_items import OwnItems
from bot.services import contents
from bot.services.conversation import Conversation
from bot.services.delivery import Delivery
from bot.services.ports import Chance, Facts, QueueName, Renderer, Row, Sender, Store
from bot.settings import SettingError, Settings, sentence

AT_ONCE = 32  # updates, of as many people
CHANNELS, MOST_CHANNELS = 32, 120
HOUR = 3600.0
UNCLEARED = timedelta(hours=36)
"""How long something may wait to be cleared untold: after 48 hours Telegram lets nothing be deleted."""
FEATURES = contents.FEATURES  # importing them is what makes them known
log = structlog.get_logger("evenkeel")

Clock = Callable[[], datetime]


def clock() -> datetime:
    """Return the time. Nothing else in the program reads it."""
    return datetime.now(UTC)


class Random:
    """Chance from the system's own source."""

    def token(self) -> str:
        """Return 96 random bits."""
        return secrets.token_urlsafe(12)

    def code(self) -> str:
        """Return 128 random bits."""
        return secrets.token_urlsafe(16)

    def digits(self) -> str:
        """Return six random digits."""
        return f"{secrets.randbelow(1_000_000):06d}"

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return secrets.randbits(53) / 2**53


class Seeded:
    """Chance that a seed repeats, a stream a chat: for the demonstration and for tests."""

    def __init__(self, seed: str, chat: int) -> None:
        self._name, self._drawn = f"{seed}:{chat}", 0

    def _draw(self) -> bytes:
        self._drawn += 1
        return sha256(f"{self._name}:{self._drawn}".encode()).digest()

    def token(self) -> str:
        """Return 16 characters."""
        return base64.urlsafe_b64encode(self._draw()[:12]).decode()

    def code(self) -> str:
        """Return 22 characters."""
        return base64.urlsafe_b64encode(self._draw()[:16]).decode().rstrip("=")

    def digits(self) -> str:
        """Return six digits."""
        return f"{int.from_bytes(self._draw()[:8]) % 1_000_000:06d}"

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return int.from_bytes(self._draw()[:6]) / 2**48


def seeded(seed: str) -> Callable[[int], Chance]:
    """Return one stream for each chat, all from one seed."""
    streams: dict[int, Seeded] = {}
    return lambda chat: streams.setdefault(chat, Seeded(seed, chat))


# ---------------------------------------------------------------------- what is read once


def load_words(items_file: Path | None = None) -> tuple[FluentWords, OwnItems]:
    """Read all texts, and an operator's own items. Raises SettingError, which names the item."""
    if items_file is None:
        return FluentWords(), OwnItems()
    try:
        toml = tomllib.loads(items_file.read_text(encoding="utf-8"))
        own = own_items.parse(toml, _shipped(find_messages()), ORIGINAL)
        return FluentWords(added=own.texts), own
    except (LibraryError, WordsError) as error:
        raise SettingError(sentence("items_file", f"cannot be used ({error})")) from None
    except (OSError, ValueError):
        raise SettingError(sentence("items_file", "cannot be read as TOML")) from None


@cache
def _shipped(folder: Path) -> Library:
    return Library.parse(tomllib.loads((folder / "library.toml").read_text(encoding="utf-8")))


def load_facts(username: str, help_file: Path | None = None, own: OwnItems | None = None) -> Facts:
    """Read everything of `messages/` that is not a text, and add what an operator has of their own."""
    folder = find_messages()
    library = own_items.added(_shipped(folder), own or OwnItems())
    lines = _help_lines(folder)
    if help_file:
        lines = helplines.merge(lines, tomllib.loads(help_file.read_text(encoding="utf-8")))
    hints = _hints(folder)
    heavy = {language: phrases for (language, name), phrases in hints.items() if name == "heavy"}
    return Facts(username, library, helplines.parse(lines), heavy, hints)


@cache
def _help_lines(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "help.toml").read_text(encoding="utf-8"))


@cache
def _hints(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    files = sorted(folder.glob("*/hints/*.txt"))
    return {(path.parent.parent.name, path.stem): _phrases(path) for path in files}


def _phrases(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(each.strip().casefold() for each in lines if each.strip() and not each.startswith("#"))


def master_key(settings: Settings) -> tuple[Keyring, Path | None]:
    """Return the keyring, and the file that was made for it on a first start."""
    given, file, made = settings.master_key.get_secret_value(), settings.master_key_file, None
    if not given and file:
        if not file.exists():
            _make_key(file)
            made = file
        given = file.read_text(encoding="utf-8")
    return Keyring(given, file), made


def keyring(settings: Settings) -> Keyring:
    """Return the master keys that are there; none is made."""
    given, file = settings.master_key.get_secret_value(), settings.master_key_file
    if not given and not (file and file.exists()):
        raise SettingError(sentence("master_key", "is missing"))
    return Keyring(given or file.read_text(encoding="utf-8"), file)  # type: ignore[union-attr]


def _make_key(path: Path) -> None:
    """Write a new key so that it is there whole and for good, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(Keyring.new() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):  # another start was quicker: its key is the key
        os.link(draft, path)
    draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


async def open_databases(settings: Settings, clock: Clock = clock) -> tuple[DatabaseStore, Path | None]:
    """Open both, migrated; return also the file that was made for a master key.

    Raises SettingError, or another error that is one sentence, where whoever runs this can mend it.
    """
    try:
        ring, made = master_key(settings)
    except OSError:
        raise SettingError(sentence("data_dir", "names no folder that can be written to")) from None
    except BadMasterKey:
        raise SettingError(sentence("master_key", "is not what it should be")) from None
    with opening(made):
        store = await open_store(
            url=settings.data_url, keys_url=settings.key_store_url, master=ring, clock=clock, migrate=True
        )
    return store, made


@contextlib.contextmanager
def opening(made: Path | None = None) -> Iterator[None]:
    """Turn what goes wrong while databases are opened into one sentence, whose place is `__main__`."""
    try:
        yield
    except (SettingError, SecondProcess, WrongAddress, NoKeys, Outdated):
        raise
    except BadMasterKey:
        if made:  # the one that belongs here lies elsewhere, and must find its place free
            made.unlink()
        raise SettingError(sentence("master_key", "opens none of the keys that are here")) from None
    except Exception as error:  # each driver has errors of its own, and their words may show addresses
        raise SettingError(
            f"The databases cannot be opened ({type(error).__name__}): "
            "check EVENKEEL_DATABASE_URL, EVENKEEL_KEYS_URL and EVENKEEL_DATA_DIR."
        ) from None


# ---------------------------------------------------------------------- the engine


@dataclass
class Engine:
    """The bot at work: what came in, what time does, what goes out."""

    store: Store
    conversation: Conversation
    delivery: Delivery
    came: asyncio.Event = field(default_factory=asyncio.Event)
    posted: asyncio.Event = field(default_factory=asyncio.Event)
    resting: Callable[[], float] = field(default=lambda: 0.0)
    """For how many seconds nothing may be sent to anybody."""
    stopping: bool = False
    channels: int = CHANNELS
    """How many requests to Telegram are under way at most."""
    _sending: set[asyncio.Task[None]] = field(default_factory=set)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _alarmed: float = float("-inf")

    def __post_init__(self) -> None:
        self.handling = SideBySide(self._claim_updates, self._handle, AT_ONCE, self._not_handled)

    def wake(self) -> None:
        """Something is to be done."""
        self.came.set()
        self.posted.set()
        self.handling.wake()

    async def drain(self) -> int:
        """Handle all that came in, people side by side."""
        return await self.handling.all()

    async def _claim_updates(self, room: int) -> list[Row]:
        return await self.conversation.claim(room)

    async def _handle(self, row: Row) -> None:
        await self.conversation.handle(row)
        self.posted.set()

    @staticmethod
    def _not_handled(error: BaseException) -> None:
        log.warning("an update was not handled", error=type(error).__name__)

    async def deliver(self) -> int:
        """Send all that can go out now, chats side by side; a slow one holds nobody else up."""
        done = 0
        while True:
            self.posted.clear()
            async with self._claiming:  # two that claim at once would claim too much
                room = 0 if self.stopping or self.resting() else self.channels - len(self._sending)
                # by the handful, not one by one; whatever ends, ends the wait
                claims = room > self.channels // 4 or (room and not self._sending)
                rows = await self.delivery.claim(room) if claims else []
                for row in rows:
                    self._send(row)
            done += len(rows)
            if not self._sending:
                return done
            if not rows or len(rows) < room:
                await self._waits(self.posted)

    def _send(self, row: Row) -> None:
        task = asyncio.create_task(self.delivery.deliver(row))
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.posted.set()
        error = None if task.cancelled() else task.exception()
        if error:  # its row could not even be settled; it comes again when its lease is over
            log.warning("a delivery failed", error=type(error).__name__)

    async def _waits(self, wanted: asyncio.Event) -> None:
        """Wait until there may be something to do, for a second at most: a row that waits may be ready."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await wanted.wait()
        await asyncio.sleep(0)  # what ends in the same moment makes room together

    async def beat(self) -> None:
        """Do what has come due, after what came in before it."""
        await self.handling.until(self.conversation.clock())
        while await self.conversation.beat():
            self.posted.set()
        self.wake()

    async def settle(self) -> None:
        """Work until nothing more can be done at this instant."""
        while await self.drain() + await self.conversation.beat() + await self.deliver():
            pass

    async def finish(self) -> None:
        """Bring what was taken to its end.

        Time decides nothing any more: what was sent before an instant may not have come in here.
        """
        while await self.drain() + await self.deliver():
            pass

    async def work(self) -> None:
        """Handle and send until told to stop, each woken by what there is to do, neither held up."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._keep_on(self.drain, self.came))
            both.create_task(self._keep_on(self.deliver, self.posted))

    async def _keep_on(self, step: Callable[[], Awaitable[int]], wanted: asyncio.Event) -> None:
        while not self.stopping:
            wanted.clear()
            try:
                if await step():
                    continue
            except Exception as error:  # a database that is away comes back
                log.warning("work failed", error=type(error).__name__)
            await self._waits(wanted)

    async def stop(self, patience: float) -> None:
        """Take up nothing new, let what is under way come to its end, and give back what does not."""
        self.stopping = True
        self.wake()
        cut_off = await self.handling.stop(patience)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience), self._claiming:
                pass  # what was being claimed has begun now, too
        sending = list(self._sending)
        if sending:
            await asyncio.wait(sending, timeout=patience)
        for task in sending:
            task.cancel()
        try:
            async with asyncio.timeout(patience):
                await asyncio.gather(*sending, return_exceptions=True)
                await self.store.give_back(cut_off)
                await self.delivery.hand_back()
        except Exception as error:  # their leases end by themselves
            log.warning("what was cut off waits for its lease", error=type(error).__name__)

    async def uncleared(self) -> float:
        """Return for how many seconds the oldest of what is to be cleared waits.

        If that is too long, the log says so, once an hour.
        """
        oldest = await self.store.oldest_uncleared()
        waits = (self.conversation.clock() - oldest).total_seconds() if oldest else 0.0
        if waits >= UNCLEARED.total_seconds() and self.delivery.steady() - self._alarmed >= HOUR:
            self._alarmed = self.delivery.steady()
            log.error("what is to be cleared still waits", seconds=int(waits))
        return max(0.0, waits)

    async def answers(self) -> bool:
        """Whether the database answers."""
        await self.store.waiting(QueueName.DUE, self.conversation.clock())
        return True


def channels(rate: float) -> int:
    """Return how many requests are to be under way at most for so many a second: each may take 120 ms."""
    return min(MOST_CHANNELS, max(CHANNELS, round(rate * 0.12)))


def engine(
    store: Store,
    sender: Sender,
    renderer: Renderer,
    facts: Facts,
    clock: Clock = clock,
    chances: Callable[[int], Chance] = lambda chat: Random(),
    words: FluentWords | None = None,
) -> Engine:
    """Put the pieces together."""
    words = words or FluentWords()

    def trouble(what: str, kind: str) -> None:
        log.warning("trouble", error=what, kind=kind)

    talk = Conversation(store, chances, words, facts, read, clock, trouble)
    post = Delivery(store, sender, words, renderer, clock, trouble, time.monotonic, together)
    return Engine(store, talk, post)
