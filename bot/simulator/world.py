"""Everybody and everything in this Telegram: people, bots, chats and the messages in them."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.chance import Random
from bot.simulator.clock import Clock
from bot.simulator.media import Files
from bot.simulator.posts import Post
from bot.simulator.queue import TAP_KEPT, Queue
from bot.simulator.refusal import UNAUTHORIZED, Refused

TOKEN = re.compile(r"(\d{5,15}):[A-Za-z0-9_-]{30,}")
Key = tuple[int, int]


@dataclass(eq=False)
class Account:
    """A person or a bot, as others see them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    deleted: bool = False

    def as_json(self) -> dict[str, Any]:
        named = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return named | {key: value for key, value in optional.items() if value}


@dataclass
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    error: str = ""
    error_at: datetime | None = None


@dataclass(eq=False)
class Bot(Account):
    token: str = ""
    queue: Queue = field(kw_only=True)
    launched_at: datetime = field(kw_only=True)
    out_until: datetime | None = None
    webhook: Webhook | None = None
    reads_all: bool = False
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menus: dict[int, dict[str, Any]] = field(default_factory=dict)
    rights: dict[bool, dict[str, Any]] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)


@dataclass
class Tap:
    """A callback query until it is answered or too old."""

    id: str
    at: datetime
    account: Account
    chat: Chat
    answer: dict[str, Any] | None = None

    def alive(self, now: datetime) -> bool:
        return self.answer is None and now - self.at < TAP_KEPT


@dataclass(eq=False)
class Chat:
    id: int
    type: str
    title: str = ""
    person: Account | None = None
    members: dict[int, tuple[Account, str]] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    posts: dict[int, Post] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: Post | None = None
    keyboard_used: bool = False
    chronicle: list[Post] = field(default_factory=list)
    actions: list[tuple[datetime, str]] = field(default_factory=list)
    version: int = 0
    last_id: int = 0

    @property
    def private(self) -> bool:
        return self.type == "private"

    def as_json(self, viewer: Account) -> dict[str, Any]:
        if self.person is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        names = self.person.as_json()
        kept = ("first_name", "last_name", "username")
        return {"id": self.id, "type": self.type} | {key: names[key] for key in kept if key in names}

    def present(self) -> int:
        """How many are in a group now, the bot among them; nobody in a private chat."""
        return sum(status not in ("left", "kicked") for _, status in self.members.values())

    def visible(self) -> list[Post]:
        return [post for _, post in sorted(self.posts.items()) if not post.deleted]


class World:
    def __init__(self, clock: Clock, seed: int = 0) -> None:
        self.clock = clock
        self.chance = Random(seed)
        self.files = Files()
        self.people: dict[int, Account] = {}
        self.bots: dict[str, Bot] = {}
        self.private: dict[Key, Chat] = {}
        self.groups: dict[int, Chat] = {}
        self._unclaimed: Bot | None = None
        self._watchers: list[Callable[[Chat], None]] = []
        self._bot_watchers: list[Callable[[Bot], None]] = []

    # Bots

    def bot(self, token: str) -> Bot:
        """The bot with this token; it comes into being when it is first asked for."""
        match = TOKEN.fullmatch(token)
        if not match:
            raise Refused(*UNAUTHORIZED)
        if token not in self.bots:
            bot, self._unclaimed = self._unclaimed or self._new_bot(), None
            for group in self.groups.values():
                if member := group.members.pop(bot.id, None):
                    group.members[int(match[1])] = member
            bot.token, bot.id = token, int(match[1])
            self.bots[token] = bot
        return self.bots[token]

    def first_bot(self) -> Bot:
        """The bot under test, even before it has said anything."""
        if self.bots:
            return next(iter(self.bots.values()))
        self._unclaimed = self._unclaimed or self._new_bot()
        return self._unclaimed

    def all_bots(self) -> list[Bot]:
        return [*self.bots.values(), *([self._unclaimed] if self._unclaimed else [])]

    def when_bot_appears(self, watcher: Callable[[Bot], None]) -> None:
        self._bot_watchers.append(watcher)

    def bot_named(self, username: str) -> Bot | None:
        return next(
            (bot for bot in self.all_bots() if (bot.username or "").lower() == username.lower()), None
        )

    def _new_bot(self) -> Bot:
        number = len(self.bots) + 1
        queue = Queue(self.clock, 100_000_000 * number + 1, self.chance)
        bot = Bot(
            id=9_000_000_000 + number,
            first_name="Evenkeel" if number == 1 else f"Bot {number}",
            username="evenkeel_bot" if number == 1 else f"simulated_{number}_bot",
            is_bot=True,
            queue=queue,
            launched_at=self.clock.now(),
        )
        for watcher in self._bot_watchers:
            watcher(bot)
        return bot

    # People and chats

    def newcomer(
        self, name: str, language: str | None, username: str | None, last_name: str | None
    ) -> Account:
        number = 700_000_001 + len(self.people)
        person = Account(number, name, last_name, username, language)
        self.people[number] = person
        return person

    def private_chat(self, bot: Bot, person: Account) -> Chat:
        """One room for each pair, though the bot only knows it by the person's number."""
        key = (id(bot), person.id)
        if key not in self.private:
            self.private[key] = Chat(person.id, "private", person=person)
        return self.private[key]

    def forget_everything(self) -> None:
        """Empties every chat, as if nobody had ever pressed START. Numbers go on from where they are."""
        for bot in self.all_bots():
            bot.queue.clear()
            bot.taps.clear()
        self.groups.clear()
        for chat in self.private.values():
            chat.started, chat.blocked = False, False
            chat.posts, chat.pinned, chat.chronicle, chat.actions = {}, [], [], []
            chat.keyboard, chat.keyboard_used = None, False
            self.touched(chat)

    def new_group(self, title: str, members: list[Account]) -> Chat:
        chat = Chat(-(4_000_000_001 + len(self.groups)), "group", title)
        for place, member in enumerate(members):
            chat.members[member.id] = (member, "member" if place else "creator")
        self.groups[chat.id] = chat
        return chat

    def chats_of(self, bot: Bot) -> list[Chat]:
        own = [chat for (owner, _), chat in self.private.items() if owner == id(bot)]
        return own + [chat for chat in self.groups.values() if bot.id in chat.members]

    # Messages

    def post(self, chat: Chat, sender: Account, **content: Any) -> Post:
        chat.last_id += 1
        post = Post(chat.last_id, chat, sender, self.clock.now(), **content)
        chat.posts[post.id] = post
        shown = post.markup or {}
        if "keyboard" in shown or "remove_keyboard" in shown:
            chat.keyboard = post if "keyboard" in shown else None
            chat.keyboard_used = False
        self.note(post)
        return post

    def delete(self, post: Post) -> None:
        post.deleted = True
        post.chat.pinned = [number for number in post.chat.pinned if number != post.id]
        if post.chat.keyboard is post:
            post.chat.keyboard = None
        self.note(post)

    def note(self, post: Post) -> None:
        """Writes down what a message looks like now, for those who want to see what once was."""
        post.chat.chronicle.append(copy.copy(post))
        self.touched(post.chat)

    def touched(self, chat: Chat) -> None:
        chat.version += 1
        for watcher in self._watchers:
            watcher(chat)

    def watch(self, watcher: Callable[[Chat], None]) -> Callable[[], None]:
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    # What bots hear

    def tell(self, bot: Bot, kind: str, body: dict[str, Any]) -> None:
        if bot.out_until is None:
            bot.queue.put(kind, body)

    def tell_of(self, post: Post, kind: str = "message") -> None:
        """An incoming message, to each bot that can see it."""
        for bot in self.listeners(post):
            self.tell(bot, kind, post.as_json(bot))

    def listeners(self, post: Post) -> list[Bot]:
        chat = post.chat
        known = self.all_bots()
        if chat.private:
            return [bot for bot in known if self.private.get((id(bot), chat.id)) is chat]
        return [bot for bot in known if self._hears(bot, post)]

    @staticmethod
    def _hears(bot: Bot, post: Post) -> bool:
        """In groups a bot hears only what is meant for it, unless it may read everything."""
        member = post.chat.members.get(bot.id)
        if member is None or member[1] in ("left", "kicked"):
            return False
        if bot.reads_all or member[1] == "administrator" or post.kind == "service":
            return True
        if post.reply_to and post.reply_to.sender is bot:
            return True
        name = f"@{bot.username}".lower()
        command = re.match(r"/\w+(@\w+)?", post.text)
        if command:
            return command[1] is None or command[1].lower() == name
        return name in post.text.lower()
