"""Virtual people: what anybody can do on their phone, in their private chat with a bot or in a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.simulator.media import media_object
from bot.simulator.methods.chats import member_json
from bot.simulator.phone import Bubble, bubble_of, draw, keyboard_of
from bot.simulator.pictures import DOT, OGG
from bot.simulator.polls import poll_json
from bot.simulator.posts import Post
from bot.simulator.words import plain, units
from bot.simulator.world import Account, Bot, Chat, Tap, World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True)
class Notice:
    """What a bot answered to a tap, as it flits over the phone."""

    at: datetime
    text: str
    alert: bool
    url: str
    tap: str = ""


class Place:
    """A chat as one person sees it, with everything they can do there."""

    def __init__(self, world: World, account: Account, bot: Bot, chat: Chat) -> None:
        self.world = world
        self.account = account
        self.bot = bot
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def name(self) -> str:
        return self.account.first_name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    # What is seen

    @property
    def phone(self) -> list[Bubble]:
        return [bubble_of(post, self.account) for post in self.chat.visible()]

    @property
    def offering(self) -> Bubble | None:
        """The newest bubble of somebody else that has buttons, if any has."""
        for number in sorted(self.chat.posts, reverse=True):
            post = self.chat.posts[number]
            if post.sender is not self.account and not post.deleted and any(post.inline):
                return bubble_of(post, self.account)
        return None

    @property
    def history(self) -> list[Bubble]:
        """Every bubble that ever was, each version of it, and what was deleted."""
        return [bubble_of(post, self.account) for post in self.chat.chronicle]

    @property
    def keyboard(self) -> list[str]:
        return [label for row in keyboard_of(self.chat) for label in row]

    @property
    def notices(self) -> list[Notice]:
        """The answers to this person's taps that showed something."""
        mine = [tap for tap in self.bot.taps.values() if tap.account is self.account]
        return [
            Notice(tap.at, **tap.answer, tap=tap.id)
            for tap in mine
            if tap.answer and (tap.answer["text"] or tap.answer["url"])
        ]

    def screen(self, width: int = 46, zone: tzinfo = UTC) -> str:
        title = self.bot.first_name if self.chat.private else self.chat.title
        return draw(title, self.phone, keyboard_of(self.chat), width, zone)

    def _picture(self, complaint: str) -> AssertionError:
        return AssertionError(f"{complaint}. {self.name}'s phone shows:\n{self.screen()}")

    # What is done

    def _check_can_write(self) -> None:
        if self.account.deleted:
            raise self._picture(f"{self.name}'s account is deleted")
        if self.chat.private and not self.chat.started:
            raise self._picture(f"{self.name} has not pressed START yet")
        if self.chat.blocked:
            raise self._picture(f"{self.name} has blocked the bot")

    def _send(self, **content: Any) -> int:
        self._check_can_write()
        post = self.world.post(self.chat, self.account, **content)
        self.world.tell_of(post)
        return post.id

    async def says(self, text: str, *, reply_to: int | None = None) -> int:
        """Sends words, and tells the id of the message."""
        if not text.strip() or units(text) > 4096:
            raise ValueError("a message has 1 to 4096 characters")
        answered = self.chat.posts[reply_to] if reply_to else None
        return self._send(**plain(text.strip()), reply_to=answered)

    async def says_edited(self, message_id: int, text: str) -> None:
        post = self.chat.posts[message_id]
        if post.sender is not self.account or post.kind != "text":
            raise self._picture(f"message {message_id} is not a text of {self.name}")
        self._check_can_write()
        fresh = plain(text)
        post.text, post.entities, post.edited_at = fresh["text"], fresh["entities"], self.world.clock.now()
        self.world.note(post)
        self.world.tell_of(post, "edited_message")

    async def sends_photo(self, data: bytes = DOT, caption: str | None = None) -> int:
        return self._send_file("photo", data, "photo.png", caption)

    async def sends_document(self, data: bytes, name: str = "file.txt", caption: str | None = None) -> int:
        return self._send_file("document", data, name, caption)

    async def sends_voice(self, data: bytes = OGG, seconds: int = 3) -> int:
        return self._send_file("voice", data, None, None, duration=seconds)

    async def sends_sticker(self, data: bytes = DOT) -> int:
        return self._send_file("sticker", data, None, None)

    def _send_file(self, kind: str, data: bytes, name: str | None, caption: str | None, **given: Any) -> int:
        file = self.world.files.keep(kind, data, name)
        words = plain(caption or "")
        return self._send(kind=kind, file=file, body=media_object(file, kind, given), **words)

    async def sends_location(self, latitude: float = 51.4779, longitude: float = -0.0015) -> int:
        return self._send(kind="location", body={"latitude": latitude, "longitude": longitude})

    async def sends_contact(self, name: str = "Somebody", number: str = "+442079460000") -> int:
        return self._send(kind="contact", body={"phone_number": number, "first_name": name})

    async def sends_poll(self, question: str, *options: str) -> int:
        return self._send(kind="poll", body=poll_json(self.world, question, options or ("Yes", "No")))

    async def forwards(self, text: str, sender: str = "Somebody") -> int:
        """Passes on words of somebody who keeps their account hidden."""
        date = int(self.world.clock.now().timestamp())
        origin = {"type": "hidden_user", "date": date, "sender_user_name": sender}
        return self._send(**plain(text), origin=origin)

    async def taps(self, label: str) -> None:
        """Taps the button with exactly this label, on the newest message that shows it."""
        for post in reversed(self.chat.visible()):
            for button in (button for row in post.inline for button in row):
                if button["text"] == label:
                    return await self._press(post, button)
            if post is self.chat.keyboard and label in self.keyboard:
                return await self.taps_below(label)
        raise self._picture(f"there is no button {label!r}")

    async def taps_below(self, label: str) -> None:
        """Taps a button of the keyboard below the chat, which sends its words."""
        below = self.chat.keyboard
        if below is None or label not in self.keyboard:
            raise self._picture(f"there is no button {label!r} below")
        self._check_can_write()
        self.chat.keyboard_used = bool((below.markup or {}).get("one_time_keyboard"))
        await self.says(label)

    async def _press(self, post: Post, button: dict[str, Any]) -> None:
        if "callback_data" in button:
            self._tap(post, button["callback_data"])
        elif "url" in button and isinstance(self, Person):
            await self.opens(button["url"])

    async def taps_data(self, message_id: int, data: str) -> None:
        """A tap with this data, be the button old, gone, or somebody else's."""
        self._tap(self.chat.posts.get(message_id), data, message_id)

    def _tap(self, post: Post | None, data: str, message_id: int = 0) -> None:
        self._check_can_write()
        here = self.chat.as_json(self.bot)
        if post is None or post.deleted:
            shown = {"chat": here, "message_id": post.id if post else message_id, "date": 0}
        else:
            shown = post.as_json(self.bot)
        now = self.world.clock.now()
        tap = Tap(str(self.world.chance.randrange(10**17, 10**18)), now, self.account, self.chat)
        self.bot.taps[tap.id] = tap
        body = {
            "id": tap.id,
            "from": self.account.as_json(),
            "message": shown,
            "chat_instance": str(abs(self.chat.id) * 7919),
            "data": data,
        }
        self.world.tell(self.bot, "callback_query", body)

    async def reacts(self, message_id: int, emoji: str | None) -> None:
        """Puts an emoji on a message, or takes it back; bots hear of it only if they asked to."""
        post = self.chat.posts[message_id]
        old = post.reactions.get(self.account.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        post.reactions = post.reactions | {self.account.id: new}
        self.world.touched(self.chat)
        change = {
            "chat": self.chat.as_json(self.bot),
            "message_id": message_id,
            "user": self.account.as_json(),
            "date": int(self.world.clock.now().timestamp()),
            "old_reaction": old,
            "new_reaction": new,
        }
        self.world.tell(self.bot, "message_reaction", change)


class Person(Place):
    """Somebody in their private chat with a bot."""

    def facing(self, bot: Bot) -> Person:
        """The same person in their chat with another bot."""
        return Person(self.world, self.account, bot, self.world.private_chat(bot, self.account))

    async def starts(self, payload: str = "") -> int:
        """Presses START, or opens t.me/<bot>?start=payload. Who had blocked the bot lets it in again."""
        if not PAYLOAD.fullmatch(payload):
            raise ValueError(f"{payload!r} cannot be a start parameter: 64 of A-Z a-z 0-9 _ -")
        self.chat.started = True
        if self.chat.blocked:
            self.unblocks()
        return self._send(**plain(f"/start {payload}".strip()))

    async def opens(self, link: str) -> None:
        """Opens a link; one to a bot with a start parameter presses START there."""
        parts = urlsplit(link if "://" in link else f"https://{link}")
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        if parts.scheme == "tg":
            name = query.get("domain", "")
        elif parts.hostname in ("t.me", "telegram.me"):
            name = parts.path.strip("/")
        else:
            return
        bot = self.world.bot_named(name)
        if bot is None:
            raise self._picture(f"{link} leads to no bot here")
        there = self if bot is self.bot else self.facing(bot)
        if "start" in query or not there.chat.started:
            await there.starts(query.get("start", ""))

    def blocks(self) -> None:
        self._turn(blocked=True)

    def unblocks(self) -> None:
        self._turn(blocked=False)

    def _turn(self, *, blocked: bool) -> None:
        if self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        now = self.world.clock.now()
        statuses = ("member", "kicked") if blocked else ("kicked", "member")
        before, after = (member_json(self.bot, status) for status in statuses)
        change = {
            "chat": self.chat.as_json(self.bot),
            "from": self.account.as_json(),
            "date": int(now.timestamp()),
            "old_chat_member": before,
            "new_chat_member": after,
        }
        self.world.touched(self.chat)
        self.world.tell(self.bot, "my_chat_member", change)

    def deletes_account(self) -> None:
        """Gone for everybody: bots hear nothing of it, and find out when they write."""
        self.account.deleted = True
        self.account.first_name, self.account.last_name, self.account.username = "", None, None
        self.world.touched(self.chat)


class Group:
    """A group with people in it, and the bot."""

    def __init__(self, world: World, bot: Bot, chat: Chat) -> None:
        self.world = world
        self.bot = bot
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    def seen_by(self, person: Person) -> Place:
        return Place(self.world, person.account, self.bot, self.chat)

    def seen_by_first(self) -> Place:
        """The group as its first member sees it."""
        return Place(self.world, self._owner(None), self.bot, self.chat)

    async def says(self, text: str, by: Person | None = None) -> int:
        """Somebody's words in the group: the first member's, unless another is named."""
        members = [account for account, _ in self.chat.members.values() if not account.is_bot]
        account = by.account if by else members[0]
        return await Place(self.world, account, self.bot, self.chat).says(text)

    def adds_bot(self, by: Person | None = None, status: str = "member") -> None:
        self._bot_becomes(status, by)
        joined = [self.bot.as_json()]
        self._service({"new_chat_members": joined}, by)

    def removes_bot(self, by: Person | None = None) -> None:
        self._service({"left_chat_member": self.bot.as_json()}, by)
        self._bot_becomes("kicked", by)

    def _service(self, body: dict[str, Any], by: Person | None) -> None:
        post = self.world.post(self.chat, self._owner(by), kind="service", body=body)
        self.world.tell_of(post)

    def _owner(self, by: Person | None) -> Account:
        return by.account if by else next(iter(self.chat.members.values()))[0]

    def _bot_becomes(self, status: str, by: Person | None) -> None:
        before = self.chat.members.get(self.bot.id, (self.bot, "left"))[1]
        owner = self._owner(by)
        self.chat.members[self.bot.id] = (self.bot, status)
        change = {
            "chat": self.chat.as_json(self.bot),
            "from": owner.as_json(),
            "date": int(self.world.clock.now().timestamp()),
            "old_chat_member": member_json(self.bot, before),
            "new_chat_member": member_json(self.bot, status),
        }
        self.world.tell(self.bot, "my_chat_member", change)

    @property
    def phone(self) -> list[Bubble]:
        """The chat as its first member sees it."""
        return [bubble_of(post, self._owner(None)) for post in self.chat.visible()]
