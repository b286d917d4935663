"""What services need from the outside: one transaction, chance, words, a sender, a renderer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.domain.helplines import Country
from bot.domain.library import Library
from bot.domain.people import Doc, Person
from bot.domain.say import Line, Picture

D = TypeVar("D", bound=Doc)

AHEAD = timedelta(hours=1)
"""What answers somebody goes before what time brought, unless that has waited for so much longer."""
T = TypeVar("T")

GIVE_UP_AFTER = 8
"""Attempts at a row before it is set aside, and its lane goes on."""

SHRED = "shred"
"""The one kind of row that is never given up: of somebody who deleted everything, it destroys the key."""


def backoff(attempts: int) -> timedelta:
    """Return how long to wait before the next attempt: 2 s, 4 s, … up to 10 minutes."""
    return timedelta(seconds=min(2.0 ** min(attempts + 1, 10), 600.0))


class Collision(Exception):
    """Two transactions met; doing the whole of this one again is right."""


class Vanished(Exception):
    """Something was to be kept for a person who has no row, or none any more."""


class Unopened(Exception):
    """A cell was changed, moved to another place, or sealed with another key."""


class NotYet(Exception):
    """What time was to do has to wait a moment for something else; its instant stays as it is."""


class Chance(Protocol):
    """A stream of chance of one person; drawing from it moves nobody else's."""

    def token(self) -> str:
        """Return 96 random bits as 16 characters of `[A-Za-z0-9_-]`."""
        ...

    def code(self) -> str:
        """Return 128 random bits as 22 characters of `[A-Za-z0-9_-]`."""
        ...

    def digits(self) -> str:
        """Return six random digits."""
        ...

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        ...


class QueueName(StrEnum):
    """The three tables of one shape."""

    INBOX = "inbox"
    DUE = "due"
    OUTBOX = "outbox"


@dataclass(frozen=True)
class Row:
    """A claimed row of a queue. Later writes for it hold only while `fence` is still the row's."""

    queue: QueueName
    id: int
    lane: str  # outbox, due: the person's id; inbox: the keyed hash of the Telegram id
    kind: str
    ref: str
    at: datetime
    attempts: int = 0  # earlier claims that ended in nothing
    fence: int = 0
    payload: Mapping[str, object] = field(default_factory=dict)


def messages_of(payload: Mapping[str, object]) -> list[int]:
    """Return the messages that a row of the outbox names."""
    found = payload.get("messages", ())
    return [int(each) for each in found] if isinstance(found, list | tuple) else []


class Mine(Protocol):
    """The rows of one person inside one transaction."""

    owner: str

    async def get(self, kind: type[D], id: str) -> D | None:
        """Return the row of this kind and id, if this person has it."""
        ...

    async def all(self, kind: type[D], since: datetime | None = None) -> list[D]:
        """Return this person's rows of a kind, by (at, id); those at or after `since`, if given."""
        ...

    async def put(self, doc: Doc) -> None:
        """Insert the row, or replace the one of the same kind and id. `doc.owner` is this person.

        Raises Vanished if this person has no row of their own.
        """
        ...

    async def drop(self, kind: type[Doc], id: str) -> None:
        """Delete the row, if it is there."""
        ...

    async def shed(self, kind: type[Doc], until: datetime) -> datetime | None:
        """Delete this person's rows of a kind that are of this instant or older, whatever is in them.

        Returns the instant of the oldest that is left, if any is.
        """
        ...

    async def plan(self, kind: str, ref: str, at: datetime) -> None:
        """Make `kind` due for this person at an instant; one row per (person, kind, ref), moved if there."""
        ...

    async def unplan(self, kind: str, ref: str) -> None:
        """Take a due instant back, if it is there."""
        ...

    async def planned(self, kind: str, ref: str) -> datetime | None:
        """Return when it is due, if it is planned."""
        ...

    async def post(self, kind: str, card: str = "", messages: Sequence[int] = ()) -> None:
        """Queue something to be sent to this person once the transaction is committed.

        `kind` is "show" (bring the card's message to what the card says), "wipe" (edit those messages to
        the neutral line, then delete them) or "delete" (the person's own messages: just delete them).
        """
        ...

    async def forget(
        self, last_words: Line | None, chat: int, language: str, messages: Sequence[int]
    ) -> None:
        """Delete every row of this person, plan the shredding of their key, and queue a farewell.

        The farewell takes `messages` away, and what waited to be cleared or deleted already, and says one
        line (none: nothing is sent); it waits under the key of the day.
        """
        ...


class Transaction(Protocol):
    """Everything that happens for one request; committed when its block ends without an error."""

    def of(self, owner: str) -> Mine:
        """Return the rows of one person."""
        ...

    async def lock(self, owner: str) -> None:
        """Hold this person's rows until the end, against other transactions that also ask."""
        ...

    async def hold(self, owners: Sequence[str]) -> set[str]:
        """Hold the rows of those whom no other transaction holds, until the end; return who they are.

        It waits for nobody, so that many can be held at once.
        """
        ...

    async def read_ahead(self, owners: Sequence[str], *kinds: type[Doc]) -> None:
        """Read people's own rows and all their rows of these kinds, in few questions.

        It changes nothing but how long it takes to get them. Hold these people before, to write.
        """
        ...

    async def locate(self, kind: type[D], locator: str) -> tuple[str, str] | None:
        """Return (owner, id) of the row that is found by this locator."""
        ...

    async def enter(self, row: Row) -> bool:
        """Finish a claimed row for the person it is about, whose rows may be held and read ahead by it.

        False if the claim is no longer ours. To be asked first of all in a transaction.
        """
        ...

    async def finish(self, row: Row) -> bool:
        """Mark a claimed row done, its content wiped; False if the claim is no longer ours."""
        ...

    async def finish_all(self, rows: Sequence[Row]) -> set[int]:
        """Mark claimed rows of one queue done; return the ids of those whose claim was ours still."""
        ...

    async def delay(self, row: Row, until: datetime, counted: bool = True) -> bool:
        """Give the row back, to be claimed again not before `until`; an attempt, unless not `counted`."""
        ...

    async def undrained(self, before: datetime, chats: Sequence[int]) -> bool:
        """Return whether an update of one of these chats, received before this instant, still waits."""
        ...

    async def tell(self, kind: str, chat: int, language: str, line: Line) -> None:
        """Queue one line to a chat that belongs to nobody here, under the key of the day.

        `kind` is "tell", or "leave" to leave that (group) chat afterwards.
        """
        ...

    def hurry(self) -> None:
        """Let what is queued in here go before what time brought: somebody is looking at their phone."""
        ...

    async def quarantine(self, row: Row) -> bool:
        """Set the row aside for good; its lane goes on."""
        ...


class Store(Protocol):
    """Transactions, and the queues outside of them."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """Begin a transaction. Raises Collision where it must be done again."""
        ...

    def lane(self, locator: str) -> str:
        """Return the keyed hash of a locator."""
        ...

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update, sealed under the key of the day, and commit; False if its id is known (72 h)."""
        ...

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim heads of lanes that are due at `now`, oldest first, for 60 s; never two of one lane."""
        ...

    async def waiting(self, queue: QueueName, now: datetime) -> int:
        """Return how many rows are due at `now`, claimed ones included."""
        ...

    async def next_due(self) -> datetime | None:
        """Return the earliest instant at which anything can be done: planned, or put off until then."""
        ...

    async def oldest_uncleared(self) -> datetime | None:
        """Return when the oldest of what still waits to be taken out of a chat was queued."""
        ...

    async def give_back(self, rows: Sequence[Row]) -> None:
        """Return claimed rows that were not begun, as if they had never been claimed."""
        ...

    async def shred(self, owner: str) -> None:
        """Destroy a person's key for good."""
        ...

    async def sweep(self, now: datetime) -> None:
        """Forget what has outlived its term: done updates, updates nobody could take, keys of past days."""
        ...


class Words(Protocol):
    """Texts of `messages/` in a language."""

    def write(self, line: Line, language: str, zone: str) -> str:
        """Return a line as plain text (its values as they are); instants in the zone."""
        ...

    def show(self, line: Line, language: str, zone: str) -> str:
        """Return a line as Telegram HTML (its values escaped); instants in the zone."""
        ...

    def spoken(self, text: str) -> str:
        """Return the key of the standing button with this label, in any language; else an empty text."""
        ...


class Renderer(Protocol):
    """Draws pictures."""

    async def draw(self, picture: Picture, language: str) -> bytes:
        """Return a PNG."""
        ...

    async def print(self, picture: Picture, language: str) -> bytes:
        """Return a PDF that a screen reader can read."""
        ...


@dataclass(frozen=True)
class File:
    """A file as it is sent."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Screen:
    """A screen as it is sent: Telegram HTML, inline buttons as (label, data or URL), a picture or a file."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    picture: bytes | None = None
    keyboard: tuple[tuple[str, ...], ...] = ()
    protect: bool = True
    file: File | None = None


class Fate(StrEnum):
    """What became of a request to Telegram."""

    SENT = "sent"
    GONE = "gone"  # the message to edit or delete is not there (any more)
    BLOCKED = "blocked"  # the person blocked the bot, or their account is gone
    LATER = "later"  # 429: not before `after` seconds
    UNSURE = "unsure"  # time-out, dropped connection or 5xx: it may have happened
    REFUSED = "refused"  # Telegram will never take this request


@dataclass(frozen=True)
class Outcome:
    """The fate of one request, and the message id where one was made.

    `media` says that a message which was to be a text is a picture or a file.
    """

    fate: Fate
    message: int | None = None
    after: float = 0.0
    media: bool = False


class Sender(Protocol):
    """Telegram, as far as a delivery needs it. None of these raises for anything Telegram answers."""

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Send a new message."""
        ...

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Bring a message to this screen; `media` says that it is a picture or a file already. Idempotent."""
        ...

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Delete messages. Idempotent."""
        ...

    async def leave(self, chat: int) -> Outcome:
        """Leave a group."""
        ...


@dataclass(frozen=True)
class Facts:
    """What is the same for everybody in this installation."""

    username: str
    library: Library
    countries: Mapping[str, Country] = field(default_factory=dict)
    hints: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Per (language, list): phrases for help with words; what they find is never stored, never counted."""


@dataclass
class World:
    """All that a service may know beside its request. One transaction, one person."""

    now: datetime
    chance: Chance
    mine: Mine
    across: Transaction  # only `services/crossings.py` may look through this; a test holds it to that
    words: Words
    facts: Facts

    async def me(self) -> Person:
        """Return the person whose request this is, as this transaction has them now."""
        person = await self.mine.get(Person, self.mine.owner)
        assert person is not None, "a request belongs to a person"  # noqa: S101
        return person
