"""Screens out: each request to Telegram becomes an outcome, and nothing is ever cut to fit."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.adapters.telegram.brief import edit_text, send_text
from bot.adapters.telegram.fates import UNREACHED, TokenRefused, of_other_kind, outcome
from bot.adapters.telegram.pace import Pace
from bot.services.ports import Fate, File, Outcome, Screen

TEXT, CAPTION = 4096, 1024  # UTF-16 units, without the marks of HTML
DATA = 64  # bytes
PHOTO, FILE = 10 * 1024 * 1024, 50 * 1024 * 1024
BUTTONS_A_ROW, BUTTONS = 8, 100
AT_ONCE = 100  # messages that one request can delete

TAG = re.compile(r"<[^<>]*>")
REFUSED = Outcome(Fate.REFUSED)

# After one of these there is no point in going on with the rest.
STOPS = {Fate.LATER, Fate.UNSURE, Fate.BLOCKED}

Watch = Callable[[str, Fate], None]
"""Told of every request: what it was, what became of it."""

log = structlog.get_logger("telegram")


class TelegramSender:
    """Telegram, as far as a delivery needs it. Raises nothing; `refused` hears that a token is no good.

    `paid`: what goes out above Telegram's free pace may be paid for, in Stars; else Telegram refuses it.
    """

    def __init__(
        self,
        bot: Bot,
        pace: Pace,
        watch: Watch = lambda kind, fate: None,
        refused: Callable[[], None] = lambda: None,
        paid: bool = False,
    ) -> None:
        self._paid = paid or None  # left out unless it is so
        self._bot = bot
        self._pace = pace
        self._watch = watch
        self._refused = refused

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Send a new message."""
        flaw = unfit(screen, is_media(screen))
        if flaw:
            return self._refuse("send", flaw)
        way = self._send_text
        if is_media(screen):
            way = self._send_picture if screen.picture is not None else self._send_file
        return await self._call("send", chat, lambda: way(chat, screen))

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Bring a message to this screen; `media` says that it is a picture or a file already. Idempotent."""
        flaw = unfit(screen, media or is_media(screen))
        if flaw:
            return self._refuse("edit", flaw)
        kinds: list[bool] = []  # media or not, in the order in which it was tried
        done = await self._call("edit", chat, lambda: self._edit_either(chat, message, screen, media, kinds))
        return Outcome(Fate.SENT, message, media=kinds == [False, True]) if done.fate is Fate.SENT else done

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Delete messages. Idempotent: GONE if none of them was there to be deleted."""
        wanted = sorted(set(messages))
        fates = {Fate.SENT} if not wanted else set()
        for start in range(0, len(wanted), AT_ONCE):
            done = await self._delete_batch(chat, wanted[start : start + AT_ONCE])
            if done.fate in STOPS:
                return done
            fates.add(done.fate)
        return Outcome(worst(fates))

    async def leave(self, chat: int) -> Outcome:
        """Leave a group."""
        return await self._call("leave", chat, lambda: self._bot.leave_chat(chat))

    async def _send_text(self, chat: int, screen: Screen) -> Message | int:
        return await send_text(self._bot, chat, screen, self._paid)

    async def _send_picture(self, chat: int, screen: Screen) -> Message:
        return await self._bot.send_photo(
            chat,
            screen.picture or b"",
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen),
            protect_content=screen.protect,
            filename="picture.png",
            allow_paid_broadcast=self._paid,
        )

    async def _send_file(self, chat: int, screen: Screen) -> Message:
        file = screen.file or File("", b"")
        return await self._bot.send_document(
            chat,
            file.data,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen),
            protect_content=screen.protect,
            filename=file.name,
            disable_content_type_detection=True,
            allow_paid_broadcast=self._paid,
        )

    async def _edit_either(
        self, chat: int, message: int, screen: Screen, media: bool, kinds: list[bool]
    ) -> object:
        kinds.append(media)
        try:
            return await self._edit(chat, message, screen, media)
        except BadRequest as error:
            if not of_other_kind(error) or unfit(screen, not media):
                raise
        kinds.append(not media)
        return await self._edit(chat, message, screen, not media)

    async def _edit(self, chat: int, message: int, screen: Screen, media: bool) -> object:
        # An edit without a keyboard drops the one that is there, which is what no rows mean.
        if not is_media(screen) and not media:
            return await edit_text(self._bot, chat, message, screen)
        buttons = inline(screen) if screen.rows else None
        if is_media(screen):
            return await self._bot.edit_message_media(
                media_of(screen), chat_id=chat, message_id=message, reply_markup=buttons
            )
        return await self._bot.edit_message_caption(
            chat, message, caption=screen.text, parse_mode=ParseMode.HTML, reply_markup=buttons
        )

    async def _delete_batch(self, chat: int, messages: Sequence[int]) -> Outcome:
        if len(messages) > 1:
            done = await self._call("delete", chat, lambda: self._bot.delete_messages(chat, messages))
            if done.fate not in {Fate.GONE, Fate.REFUSED}:
                return done
        fates = set()  # one that is too old spoils its batch: the others go one by one
        for message in messages:
            done = await self._delete_one(chat, message)
            if done.fate in STOPS:
                return done
            fates.add(done.fate)
        return Outcome(worst(fates))

    async def _delete_one(self, chat: int, message: int) -> Outcome:
        return await self._call("delete", chat, lambda: self._bot.delete_message(chat, message))

    async def _call(self, kind: str, chat: int, request: Callable[[], Awaitable[object]]) -> Outcome:
        """Make one request in its turn."""
        wait = await self._pace.turn(chat, counts=kind != "delete")
        if wait > 0:
            done = Outcome(Fate.LATER, after=wait)
        else:
            done = await self._try(kind, chat, request)
        self._watch(kind, done.fate)
        return done

    async def _try(self, kind: str, chat: int, request: Callable[[], Awaitable[object]]) -> Outcome:
        try:
            answer = await request()
        except TelegramError as error:
            try:
                done = outcome(error)
            except TokenRefused:  # whatever was to be sent waits for a token that is good
                self._refused()
                return Outcome(Fate.LATER, after=UNREACHED)
            if isinstance(error, RetryAfter):
                self._pace.halt(done.after, chat)
            if done.fate is Fate.REFUSED:
                # Telegram's reasons are its own fixed words, but some quote what they refuse.
                log.error("refused by telegram", kind=reason(error))
            return done
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # It answered 200 with something that nobody can read. What needs no answer has happened, as long
            # as there was a result at all: servers other than Telegram's send thinner ones.
            if kind != "send" and error.args != ("result",):
                return Outcome(Fate.SENT)
            log.error("telegram's answer cannot be read", error=type(error).__name__)
            return Outcome(Fate.UNSURE)
        number = answer.message_id if isinstance(answer, Message) else answer
        return Outcome(Fate.SENT, number if type(number) is int else None)

    def _refuse(self, kind: str, flaw: str) -> Outcome:
        log.error("never sent: it would be refused", kind=flaw)
        self._watch(kind, Fate.REFUSED)
        return REFUSED


def unfit(screen: Screen, as_caption: bool) -> str:
    """Return why Telegram would never take this screen, or an empty text."""
    labels = [label for row in screen.rows for label, _ in row]
    if not encodable(screen.text, *labels, *(data for row in screen.rows for _, data in row)):
        return "half a character"
    if not as_caption and not shown(screen.text).strip():
        return "no text"
    if length(screen.text) > (CAPTION if as_caption else TEXT):
        return "caption too long" if as_caption else "text too long"
    if screen.picture is not None and not 0 < len(screen.picture) <= PHOTO:
        return "picture of no use"
    if screen.file is not None and not (screen.file.name and 0 < len(screen.file.data) <= FILE):
        return "file of no use"
    if screen.rows and screen.keyboard:
        return "two keyboards"
    if len(labels) > BUTTONS or any(len(row) > BUTTONS_A_ROW for row in screen.rows):
        return "too many buttons"
    if any(not label.strip() or not fits(data) for row in screen.rows for label, data in row):
        return "button of no use"
    return ""


def is_media(screen: Screen) -> bool:
    """Return whether a screen is a picture or a file, and its words a caption."""
    return screen.picture is not None or screen.file is not None


def media_of(screen: Screen) -> InputMediaPhoto | InputMediaDocument:
    """Return what a message becomes that turns into a picture or a file."""
    if screen.file is None:
        return InputMediaPhoto(
            screen.picture or b"", caption=screen.text, parse_mode=ParseMode.HTML, filename="picture.png"
        )
    return InputMediaDocument(
        screen.file.data,
        filename=screen.file.name,
        caption=screen.text,
        parse_mode=ParseMode.HTML,
        disable_content_type_detection=True,
    )


def encodable(*texts: str) -> bool:
    """Return whether these can be sent at all: half of a surrogate pair cannot."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


def fits(data: str) -> bool:
    """Return whether a button can carry this."""
    return is_link(data) or 1 <= len(data.encode("utf-8", "replace")) <= DATA


def shown(text: str) -> str:
    """Return a text without the marks of HTML, as it is counted."""
    return html.unescape(TAG.sub("", text))


def length(text: str) -> int:
    """Return the UTF-16 units of a text as it is shown."""
    return len(shown(text).encode("utf-16-le", "surrogatepass")) // 2


def is_link(data: str) -> bool:
    """Return whether a button opens an address; data of our own never looks like one."""
    return "://" in data


def inline(screen: Screen) -> InlineKeyboardMarkup:
    """Return the buttons under a message."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(label, url=data)
                if is_link(data)
                else InlineKeyboardButton(label, callback_data=data)
                for label, data in row
            ]
            for row in screen.rows
        ]
    )


def markup(screen: Screen) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Return the buttons that a new message brings along."""
    if screen.keyboard:
        return ReplyKeyboardMarkup(screen.keyboard, resize_keyboard=True, is_persistent=True)
    return inline(screen) if screen.rows else None


def worst(fates: set[Fate]) -> Fate:
    """Return the fate of several deletions together."""
    return next(fate for fate in (Fate.REFUSED, Fate.SENT, Fate.GONE) if fate in fates)


def reason(error: TelegramError) -> str:
    """Return the fixed beginning of Telegram's reason."""
    if not isinstance(error, BadRequest):
        return type(error).__name__
    return " ".join(re.split(r"[:\"“]|\s'|\d", error.message, maxsplit=1)[0].split()[:8])
