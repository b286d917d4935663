"""One chat per person, at the level of Bot API calls: what was asked, when, and what can be seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl

from telegram import (
    Chat,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest, Forbidden
from telegram.request import RequestData

from bot.adapters.telegram.outbound import TelegramSender, is_media
from bot.services.ports import Screen

ENCODED = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode
NO_PREVIEW = {"parse_mode": "HTML", "link_preview_options": "LinkPreviewOptions(is_disabled=True)"}
DELETABLE = timedelta(hours=48)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

Rows = tuple[tuple[tuple[str, str], ...], ...]


class Call(NamedTuple):
    """One call of the Bot API about one chat, and what was answered."""

    at: datetime
    method: str
    given: str  # the parameters as JSON
    file: str  # the digest of what was uploaded
    answer: str

    def __str__(self) -> str:
        file = f" +file {self.file[:8]}" if self.file else ""
        given = json.loads(self.given)
        for usual in ("link_preview_options", "parse_mode", "protect_content"):
            given.pop(usual, None)
        shown = " ".join(f"{name}={value!r}" for name, value in reversed(given.items()))
        return f"{self.at:%a %d %H:%M:%S} {self.method} {shown}{file} -> {self.answer}"


class Seen(NamedTuple):
    """A button that can be tapped, or could be once."""

    message: int
    label: str
    data: str


@dataclass(frozen=True)
class Bubble:
    """A message in a chat."""

    text: str
    sent: datetime
    rows: Rows = ()
    media: bool = False
    mine: bool = False  # typed by the person


@dataclass
class Phone:
    """What one person holds in their hand."""

    chat: int
    name: str
    language: str = "en"
    bubbles: dict[int, Bubble] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    ever: list[Seen] = field(default_factory=list)  # every button that was ever there
    typed: list[int] = field(default_factory=list)
    blocked: bool = False
    counted: int = 0
    updates: int = 0

    def fork(self) -> Phone:
        """Return a copy that goes its own way."""
        return replace(
            self, bubbles=dict(self.bubbles), calls=[*self.calls], ever=[*self.ever], typed=[*self.typed]
        )

    def number(self) -> int:
        """Return the next message id of this chat."""
        self.counted += 1
        return self.counted

    def buttons(self) -> list[Seen]:
        """Return what can be tapped, the newest message first."""
        return [
            Seen(message, label, data)
            for message in sorted(self.bubbles, reverse=True)
            for row in self.bubbles[message].rows
            for label, data in row
        ]

    def show(self, message: int, bubble: Bubble) -> None:
        """Put a message on the screen."""
        self.bubbles[message] = bubble
        self.ever += [Seen(message, label, data) for row in bubble.rows for label, data in row]

    def visible(self) -> list[tuple[str, tuple[str, ...], bool]]:
        """Return what someone sees who picks the phone up: texts and labels, no ids."""
        return [
            (bubble.text, tuple(label for row in bubble.rows for label, _ in row), bubble.media)
            for _, bubble in sorted(self.bubbles.items())
        ]


class Lines:
    """The part of `telegram.Bot` that is used; it remembers every call, and answers like Telegram."""

    base_url = "lines"

    def __init__(self, phones: Mapping[int, Phone], clock: Callable[[], datetime]) -> None:
        self._phones, self._clock = phones, clock

    @property
    def request(self) -> Lines:
        """What takes requests: these lines themselves."""
        return self

    async def post(self, url: str, data: RequestData) -> object:
        """Take a request for a text as it goes over the wire."""
        given = dict(parse_qsl(data.url_encoded_parameters(), strict_parsing=True))
        assert (given.pop("parse_mode"), json.loads(given.pop("link_preview_options"))) == (
            "HTML",
            {"is_disabled": True},
        )
        markup = json.loads(given.pop("reply_markup", "{}"))
        rows = tuple(
            tuple((each["text"], each.get("callback_data") or each["url"]) for each in row)
            for row in markup.get("inline_keyboard", ())
        )
        keyboard = tuple(tuple(each["text"] for each in row) for row in markup.get("keyboard", ()))
        protect = given.pop("protect_content", "true") == "true"
        screen = Screen(given.pop("text"), rows, keyboard=keyboard, protect=protect)
        chat, paid = int(given.pop("chat_id")), given.pop("allow_paid_broadcast", "None")
        if url == "lines/sendMessage":
            sent = self.say(chat, screen, paid)
            assert not given
            return {"message_id": sent}
        assert url == "lines/editMessageText"
        self.amend(chat, int(given.pop("message_id")), screen)
        assert not given
        return True

    def _call(self, chat: int, method: str, given: Mapping[str, object], file: str = "") -> Phone:
        phone = self._phones[chat]
        answer = "Forbidden" if phone.blocked and method != "answerCallbackQuery" else "ok"
        text = ENCODED(given)
        phone.calls.append(Call(self._clock(), method, text, file, answer))
        if answer != "ok":
            raise Forbidden("Forbidden: bot was blocked by the user")
        return phone

    def _fail(self, phone: Phone, why: str) -> None:
        phone.calls[-1] = phone.calls[-1]._replace(answer=why)
        raise BadRequest(why)

    def _sent(self, phone: Phone, bubble: Bubble) -> Message:
        message = phone.number()
        phone.show(message, bubble)
        return Message(message, EPOCH, Chat(phone.chat, "private"))

    def say(self, chat: int, screen: Screen, paid: str) -> int:
        """Do as sendMessage does, with none of the library's objects; return the message."""
        markup: object = {"keyboard": screen.keyboard} if screen.keyboard else screen.rows or None
        more = {"protect_content": screen.protect, "allow_paid_broadcast": paid, "markup": markup}
        phone = self._call(chat, "sendMessage", {"text": screen.text, **NO_PREVIEW, **more})
        message = phone.number()
        phone.show(message, Bubble(screen.text, self._clock(), screen.rows))
        return message

    def amend(self, chat: int, message: int, screen: Screen) -> None:
        """Do as editMessageText does, with none of the library's objects."""
        given = {"message_id": message, "text": screen.text, **NO_PREVIEW, "markup": screen.rows or None}
        self._edited(chat, message, "editMessageText", given, screen.rows)

    async def send_photo(self, chat_id: int, photo: bytes, **more: Any) -> Message:
        rows, given = _markup(more.pop("reply_markup"))
        phone = self._call(chat_id, "sendPhoto", {**_plain(more), "markup": given}, _digest(photo))
        return self._sent(phone, Bubble(more["caption"], self._clock(), rows, media=True))

    def _edit(self, chat: int, message: int, method: str, given: dict[str, Any], file: str = "") -> object:
        rows, markup = _markup(given.pop("reply_markup"))
        given = {"message_id": message, **_plain(given), "markup": markup}
        return self._edited(chat, message, method, given, rows, file)

    def _edited(
        self, chat: int, message: int, method: str, given: dict[str, Any], rows: Rows, file: str = ""
    ) -> object:
        phone = self._call(chat, method, given, file)
        old = phone.bubbles.get(message)
        if old is None:
            self._fail(phone, "Message to edit not found")
        elif old.mine:
            self._fail(phone, "Message can't be edited")
        elif method == "editMessageText" and old.media:
            self._fail(phone, "There is no text in the message to edit")
        elif method == "editMessageCaption" and not old.media:
            self._fail(phone, "There is no caption in the message to edit")
        else:
            text = given.get("text", given.get("caption", ""))
            new = Bubble(text, old.sent, rows, old.media or bool(file))
            if new == old and not file:
                self._fail(phone, "Message is not modified")
            phone.show(message, new)
        return True

    async def edit_message_caption(self, chat_id: int, message_id: int, **more: Any) -> object:
        return self._edit(chat_id, message_id, "editMessageCaption", more)

    async def edit_message_media(
        self, media: InputMediaPhoto | InputMediaDocument, chat_id: int, message_id: int, **more: Any
    ) -> object:
        assert isinstance(media.media, InputFile)
        content = media.media.input_file_content
        given = {"type": media.type, "name": media.media.filename, "caption": media.caption, **more}
        file = _digest(content if isinstance(content, bytes) else content.read())
        return self._edit(chat_id, message_id, "editMessageMedia", given, file)

    async def delete_message(self, chat_id: int, message_id: int) -> bool:
        phone = self._call(chat_id, "deleteMessage", {"message_id": message_id})
        if message_id not in phone.bubbles:
            self._fail(phone, "Message to delete not found")
        if self._clock() - phone.bubbles[message_id].sent > DELETABLE:
            self._fail(phone, "Message can't be deleted for everyone")
        del phone.bubbles[message_id]
        return True

    async def delete_messages(self, chat_id: int, message_ids: Sequence[int]) -> bool:
        phone = self._call(chat_id, "deleteMessages", {"message_ids": list(message_ids)})
        there = [phone.bubbles[each] for each in message_ids if each in phone.bubbles]
        if any(self._clock() - bubble.sent > DELETABLE for bubble in there):
            self._fail(phone, "Message can't be deleted for everyone")
        for each in message_ids:
            phone.bubbles.pop(each, None)
        return True

    async def answer_callback_query(self, query: str) -> bool:
        self._call(int(query.partition("-")[0]), "answerCallbackQuery", {"id": query})
        return True

    async def leave_chat(self, chat_id: int) -> bool:
        self._call(chat_id, "leaveChat", {})
        return True


class BriefSender(TelegramSender):
    """Hands text on as it is: a third of a pair's time goes into objects of the library that nobody reads.

    The calls are the same, which a test holds against the sender as it is.
    """

    async def _send_text(self, chat: int, screen: Screen) -> Message | int:
        return cast("Lines", self._bot).say(chat, screen, str(self._paid))

    async def _edit(self, chat: int, message: int, screen: Screen, media: bool) -> object:
        if media or is_media(screen):
            return await super()._edit(chat, message, screen, media)
        cast("Lines", self._bot).amend(chat, message, screen)
        return True


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _plain(given: Mapping[str, Any]) -> dict[str, object]:
    return {name: value if isinstance(value, bool | int) else str(value) for name, value in given.items()}


def _markup(given: object) -> tuple[Rows, object]:
    if isinstance(given, InlineKeyboardMarkup):
        rows = tuple(
            tuple((each.text, str(each.callback_data or each.url)) for each in row)
            for row in given.inline_keyboard
        )
        return rows, rows
    if isinstance(given, ReplyKeyboardMarkup):
        return (), {"keyboard": [[each.text for each in row] for row in given.keyboard]}
    assert given is None
    return (), None
