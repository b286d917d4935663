"""What a person sees: bubbles, buttons and the keyboard below, and the whole chat drawn as text."""

import textwrap
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.simulator.posts import Post
from bot.simulator.world import Account, Chat

ENDS = "…"
PICTURES = {
    "photo": "▣ photo", "document": "▤ document", "voice": "♪ voice message", "audio": "♫ music",
    "video": "▶ video", "video_note": "◉ video message", "sticker": "☺ sticker", "animation": "▶ GIF",
    "location": "⌖ location", "contact": "☎ contact", "poll": "▥ poll", "dice": "⚂ dice", "venue": "⌖ place",
}  # fmt: skip


@dataclass(frozen=True)
class Entity:
    type: str
    offset: int
    length: int
    detail: str = ""


@dataclass(frozen=True)
class Bubble:
    """One message as it stands on a phone."""

    id: int
    mine: bool
    kind: str
    text: str
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    data: tuple[tuple[str | None, ...], ...] = ()
    styles: tuple[tuple[str | None, ...], ...] = ()
    urls: tuple[tuple[str | None, ...], ...] = ()
    copies: tuple[tuple[str | None, ...], ...] = ()
    photo: bytes | None = field(default=None, repr=False)
    photo_sha256: str | None = None
    document: bytes | None = field(default=None, repr=False)
    file_name: str | None = None
    caption: str = ""
    protected: bool = False
    edited: bool = False
    at: datetime | None = None
    spoiler: bool = False
    deleted: bool = False
    reply_to: int | None = None
    sender: str = ""
    reactions: tuple[str, ...] = ()
    file_size: int = 0
    width: int = 0
    height: int = 0
    above: bool = False
    forwarded: str = ""

    @property
    def labels(self) -> list[str]:
        return [label for row in self.buttons for label in row]

    @property
    def words(self) -> str:
        """The text, or the caption of a picture."""
        return self.text or self.caption


def bubble_of(post: Post, viewer: Account) -> Bubble:
    filed, pictured = post.file, post.kind == "photo"
    captioned = post.kind != "text"
    rows = post.inline
    return Bubble(
        id=post.id,
        mine=post.sender is viewer,
        kind=post.kind,
        text=_service(post) if post.kind == "service" else "" if captioned else post.text,
        entities=tuple(_entity(entity) for entity in post.entities),
        buttons=tuple(tuple(button["text"] for button in row) for row in rows),
        data=tuple(tuple(button.get("callback_data") for button in row) for row in rows),
        styles=tuple(tuple(button.get("style") for button in row) for row in rows),
        urls=tuple(tuple(button.get("url") for button in row) for row in rows),
        copies=tuple(tuple(button.get("copy_text", {}).get("text") for button in row) for row in rows),
        photo=filed.data if filed and pictured else None,
        photo_sha256=filed.sha256 if filed and pictured else None,
        document=filed.data if filed and not pictured else None,
        file_name=filed.name if filed else None,
        caption=post.text if captioned else "",
        protected=post.protected,
        edited=post.edited_at is not None,
        at=post.at,
        spoiler=post.spoiler or any(entity["type"] == "spoiler" for entity in post.entities),
        deleted=post.deleted,
        reply_to=post.reply_to.id if post.reply_to else None,
        sender=post.sender.first_name,
        reactions=tuple(one.get("emoji", "") for given in post.reactions.values() for one in given),
        file_size=len(filed.data) if filed else 0,
        width=filed.width if filed else 0,
        height=filed.height if filed else 0,
        above=post.above,
        forwarded=(post.origin or {}).get("sender_user_name", ""),
    )


def _entity(entity: dict[str, Any]) -> Entity:
    known = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")
    detail = " ".join(str(entity[key]) for key in known if key in entity)
    if "user" in entity:
        detail = str(entity["user"]["id"])
    return Entity(entity["type"], entity["offset"], entity["length"], detail)


def _service(post: Post) -> str:
    """What Telegram itself says in a chat."""
    name, who = next(iter(post.body), ""), post.sender.first_name
    what: Any = post.body.get(name)
    if name == "new_chat_members":
        return f"{who} added {', '.join(one['first_name'] for one in what)}"
    if name == "left_chat_member":
        return f"{who} left" if what["id"] == post.sender.id else f"{who} removed {what['first_name']}"
    return name.replace("_", " ")


def keyboard_of(chat: Chat) -> list[list[str]]:
    """The reply keyboard that is open below the chat, if any."""
    if chat.keyboard is None or chat.keyboard_used:
        return []
    rows = (chat.keyboard.markup or {}).get("keyboard", [])
    return [[button["text"] for button in row] for row in rows]


# Drawing


def width_of(text: str) -> int:
    """Columns on a screen: wide characters and emoji take two, combining ones none."""
    columns = 0
    for character in text:
        if unicodedata.combining(character) or character in "\u200d\ufe0e\ufe0f":
            continue
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


def padded(text: str, width: int) -> str:
    return text + " " * max(0, width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        spare = width - (width_of(line) - len(line) if width_of(line) > len(line) else 0)
        lines += textwrap.wrap(line, max(8, spare), drop_whitespace=True) or [""]
    return lines


def draw(
    title: str, bubbles: list[Bubble], keyboard: list[list[str]], width: int = 46, zone: tzinfo = UTC
) -> str:
    """The whole chat; times are those of the zone."""
    inner = width - 4
    body: list[str] = []
    for bubble in bubbles:
        body += [*_bubble(bubble, inner, zone), ""]
    if not bubbles:
        body = ["", "No messages here yet.".center(inner), ""]
    else:
        body.pop()
    lines = ["╭" + "─" * (width - 2) + "╮", _line(title, inner), "├" + "─" * (width - 2) + "┤"]
    lines += [_line(line, inner) for line in body]
    if keyboard:
        lines.append("├" + "─" * (width - 2) + "┤")
        lines += [_line(line, inner) for row in keyboard for line in _buttons(row, inner)]
    lines.append("╰" + "─" * (width - 2) + "╯")
    return "\n".join(lines)


def _line(text: str, inner: int) -> str:
    return f"│ {padded(text, inner)} │"


def _bubble(bubble: Bubble, inner: int, zone: tzinfo) -> list[str]:
    if bubble.kind == "service":
        return [f"· {bubble.text} ·".center(inner).rstrip()]
    reach = inner * 4 // 5 - 4
    content = (
        [f"{PICTURES[bubble.kind]}{' (hidden)' if bubble.spoiler else ''}"] if bubble.kind != "text" else []
    )
    content += wrapped(bubble.words, reach) if bubble.words else []
    foot = (bubble.at.astimezone(zone).strftime("%H:%M") if bubble.at else "") + (
        " edited" if bubble.edited else ""
    )
    size = max([width_of(line) for line in content] + [len(foot)])
    lines = ["╭" + "─" * (size + 2) + "╮"]
    lines += [f"│ {padded(line, size)} │" for line in content]
    lines.append("╰" + "─" * (size - len(foot)) + f" {foot} " + "╯" if foot else "╰" + "─" * (size + 2) + "╯")
    if bubble.mine:
        lines = [" " * (inner - width_of(line)) + line for line in lines]
    return lines + [line for row in bubble.buttons for line in _buttons(row, inner)]


def _buttons(row: list[str] | tuple[str, ...], inner: int) -> list[str]:
    """A row of buttons, in as many lines as it needs."""
    lines = [""]
    for label in row:
        button = f"[{label}]"
        if lines[-1] and width_of(lines[-1]) + 1 + width_of(button) > inner:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + button
    return [line if width_of(line) <= inner else line[: inner - 2] + ENDS + "]" for line in lines]
