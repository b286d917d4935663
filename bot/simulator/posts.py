"""A message in a chat, and how a bot sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.simulator.media import StoredFile
from bot.simulator.words import Entity

if TYPE_CHECKING:
    from bot.simulator.world import Account, Bot, Chat

CAPTIONED = {"photo", "document", "voice", "audio", "video", "animation"}
FILED = CAPTIONED | {"sticker", "video_note"}
# What editMessageText and editMessageMedia may turn into something else.
EDITABLE = {"text", "photo", "document", "audio", "video", "animation"}


@dataclass
class Post:
    id: int
    chat: Chat
    sender: Account
    at: datetime
    kind: str = "text"
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    body: Any = None
    file: StoredFile | None = None
    markup: dict[str, Any] | None = None
    reply_to: Post | None = None
    quote: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    protected: bool = False
    spoiler: bool = False
    above: bool = False
    origin: dict[str, Any] | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def by_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def inline(self) -> list[list[dict[str, Any]]]:
        rows: list[list[dict[str, Any]]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    def content(self) -> tuple[Any, ...]:
        """What must change for an edit to be an edit."""
        rows = self.inline or None
        return self.kind, self.text, self.entities, self.file, rows, self.spoiler, self.above

    def as_json(self, viewer: Bot, *, with_reply: bool = True) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(viewer),
            "date": int(self.at.timestamp()),
        }
        if self.edited_at:
            message["edit_date"] = int(self.edited_at.timestamp())
        if self.origin:
            message["forward_origin"] = self.origin
        if self.reply_to and with_reply and not self.reply_to.deleted:
            message["reply_to_message"] = self.reply_to.as_json(viewer, with_reply=False)
            message |= {"quote": self.quote} if self.quote else {}
        if self.protected:
            message["has_protected_content"] = True
        message |= self.extra | self._content_json()
        if self.inline:
            message["reply_markup"] = {"inline_keyboard": self.inline}
        return message

    def _content_json(self) -> dict[str, Any]:
        if self.kind == "text":
            return {"text": self.text} | ({"entities": self.entities} if self.entities else {})
        if self.kind == "service":
            return dict(self.body)
        content: dict[str, Any] = {self.kind: self.body}
        if self.kind == "animation":
            content["document"] = self.file.short() if self.file else self.body
        if self.text:
            content["caption"] = self.text
        if self.text and self.entities:
            content["caption_entities"] = self.entities
        if self.spoiler:
            content["has_media_spoiler"] = True
        if self.above:
            content["show_caption_above_media"] = True
        return content
