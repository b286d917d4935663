"""What an update says, stripped to what the conversation needs; whoever sends junk gets nothing broken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.services.flow.incoming import Incoming, Sort, Unreadable

LIMIT = 4096  # UTF-16 units, Telegram's own limit
WIDEST = 2**63  # what a column of a database holds
LATEST = 2**33  # the date of no message is later

COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]+)?(?:\s+(.*))?", re.DOTALL)

# The first that is there names the message: an animation is also a document, a venue also a location.
KINDS = (
    "voice", "video_note", "audio", "animation", "photo", "video", "sticker", "document", "contact", "venue",
    "location", "poll", "dice", "game", "story", "paid_media", "checklist", "invoice",
)  # fmt: skip

OF_OTHERS = {"forward_origin", "via_bot"}
"""Where a message has one of these, its words are not the sender's own."""

MEMBER = {
    ChatMember.BANNED: "blocked",
    ChatMember.LEFT: "blocked",
    ChatMember.MEMBER: "back",
}


def read(payload: Mapping[str, object]) -> Incoming:
    """Return what came in. Raises Unreadable, which never says more than the update's id."""
    raw, answered, slower = (payload.get(name) for name in ("update", "answered", "slower"))
    incoming = at_once(raw)
    if incoming is None:
        update = parse(raw)
        incoming = understand(update) if update is not None else None
    if incoming is None:
        raise Unreadable(f"update {identity(raw)}")
    if isinstance(answered, int):
        incoming = replace(incoming, answered=answered)
    return replace(incoming, slower=slower) if isinstance(slower, str) else incoming


class Someone(NamedTuple):
    """Who did something, as far as it matters here; the library's own users will do as well."""

    id: int
    first_name: str
    language_code: str | None


def at_once(raw: object) -> Incoming | None:
    """Return what a plain tap or plain words say; None for whatever is not exactly as usual.

    These are nearly all that comes, and for each the library makes objects that nobody looks at.
    """
    if not isinstance(raw, dict) or len(raw) != 2 or "update_id" not in raw:
        return None
    match raw:
        case {"callback_query": {"from": dict(who), "data": str(data), "message": dict(tapped_on)}}:
            someone, number = usual(who, tapped_on)
            if someone is not None:
                return person(someone, Sort.TAP, message=number, data=clean(data))
        case {"message": dict(new)}:
            text = new.get("text")
            someone, number = usual(new.get("from"), new)
            if someone is not None and isinstance(text, str) and not OF_OTHERS & new.keys():
                return said(someone, number, text)
    return None


def usual(who: object, message: object) -> tuple[Someone | None, int]:
    """Return who a person is and their message's number, if all of it is as it always is."""
    match message:
        case {"message_id": int(number), "date": int(date), "chat": {"id": int(), "type": Chat.PRIVATE}}:
            pass
        case _:
            return None, 0
    match who:
        case {"id": int(id), "is_bot": False, "first_name": str(name), **rest}:
            language = rest.get("language_code")
        case _:
            return None, 0
    plain = not isinstance(id, bool) and not isinstance(number, bool) and 0 <= date < LATEST
    if not plain or not (abs(id) < WIDEST and abs(number) < WIDEST):
        return None, 0
    return (Someone(id, name, language), number) if isinstance(language, str | None) else (None, 0)


def parse(raw: object) -> Update | None:
    """Return the update as the library reads it, or None; its errors quote what they stumbled over."""
    try:
        return Update.de_json(raw, None) if isinstance(raw, dict) else None
    except Exception:  # anything at all may be in there
        return None


def understand(update: Update) -> Incoming | None:
    """Return what this update says; None for what cannot be understood."""
    try:
        if update.callback_query is not None:
            return tapped(update.callback_query)
        if update.my_chat_member is not None:
            return membership(update.my_chat_member)
        if update.message is not None:
            return wrote(update.message)
        if update.edited_message is not None:
            return edited(update.edited_message)
        post = update.channel_post or update.edited_channel_post
        return group(post.chat) if post is not None else None
    except (AttributeError, TypeError, ValueError):  # a field of a type that it never has
        return None


def tapped(query: CallbackQuery) -> Incoming:
    """Read a tap on a button."""
    who = query.from_user
    message = query.message
    if message is not None and message.chat.type != Chat.PRIVATE:
        return group(message.chat)
    number = None if message is None else whole(message.message_id)
    if who.is_bot:
        return person(who, Sort.OTHER, message=number, text="bot")
    if query.data is None:
        return person(who, Sort.OTHER, message=number, text="game")
    return person(who, Sort.TAP, message=number, data=clean(query.data))


def membership(change: ChatMemberUpdated) -> Incoming:
    """Read that the bot was blocked, or let back in, or moved about in a group."""
    status = change.new_chat_member.status
    if change.chat.type != Chat.PRIVATE:
        return group(change.chat, clean(str(status)))
    if status in MEMBER:
        return person(change.from_user, Sort.MEMBER, text=MEMBER[status])
    return person(change.from_user, Sort.OTHER, text="membership")


def wrote(message: Message) -> Incoming:
    """Read a new message."""
    if message.chat.type != Chat.PRIVATE:
        return group(message.chat)
    who, number = sender(message), whole(message.message_id)
    if who.is_bot:
        return person(who, Sort.OTHER, message=number, text="bot")
    if message.forward_origin is not None or message.via_bot is not None:  # somebody else's words
        return person(who, Sort.OTHER, message=number, text="forward")
    if message.text is None:
        return person(who, Sort.OTHER, message=number, text=kind(message))
    return said(who, number, message.text)


def said(who: User | Someone, number: int, text: str) -> Incoming:
    """Read the words of a new message."""
    text = clean(text)
    if not text.strip():
        return person(who, Sort.OTHER, message=number, text="empty")
    if units(text) > LIMIT:
        return person(who, Sort.OTHER, message=number, text="long")
    command = COMMAND.fullmatch(text)
    if command is None:
        return person(who, Sort.WORDS, message=number, text=text)
    name, rest = command[1].lower(), (command[2] or "").strip()
    return person(who, Sort.COMMAND, message=number, command=name, text=rest)


def edited(message: Message) -> Incoming:
    """Read a message as it is after an edit; what was words may have a picture above it by now."""
    if message.chat.type != Chat.PRIVATE:
        return group(message.chat)
    who, number = sender(message), whole(message.message_id)
    if who.is_bot:
        return person(who, Sort.OTHER, message=number, text="bot")
    if message.text is None and message.caption is None:
        return person(who, Sort.OTHER, message=number, text=kind(message))
    text = clean(message.text or message.caption or "")
    if units(text) > LIMIT:
        return person(who, Sort.OTHER, message=number, text="long")
    return person(who, Sort.EDITED, message=number, text=text)


def sender(message: Message) -> User:
    """Return who wrote in a private chat: the chat is them."""
    if message.from_user is not None:
        return message.from_user
    return User(message.chat.id, message.chat.first_name or "", is_bot=False)


def kind(message: Message) -> str:
    """Return what a message without words is; "service" for what Telegram itself says in a chat."""
    return next((name for name in KINDS if getattr(message, name, None)), "service")


def person(
    who: User | Someone,
    sort: Sort,
    *,
    message: int | None = None,
    command: str = "",
    text: str = "",
    data: str = "",
) -> Incoming:
    """Return something that one person did in their private chat."""
    return Incoming(
        sort,
        chat=whole(who.id),
        name=clean(who.first_name or "").strip(),
        language=clean(who.language_code or ""),
        command=command,
        text=text,
        data=data,
        message=message,
    )


def group(chat: Chat, text: str = "") -> Incoming:
    """Return that something happened outside of private chats; only my own membership says what."""
    return Incoming(Sort.GROUP, chat=whole(chat.id), text=text)


def clean(text: str) -> str:
    """Return text that any database and any encoding takes: no halves of characters, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def whole(value: object) -> int:
    """Return an id, if it is one."""
    if isinstance(value, bool) or not isinstance(value, int) or not -WIDEST <= value < WIDEST:
        raise TypeError("not an id")
    return value


def identity(raw: object) -> str:
    """Return an update's id for the log, and nothing else of it."""
    number = raw.get("update_id") if isinstance(raw, Mapping) else None
    return str(number) if isinstance(number, int) and abs(number) < WIDEST else "without an id"
