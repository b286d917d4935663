"""Desks as a host may set them: one with a story, two worlds and what stays hidden, and a small town's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.simulator import Control, LocalTelegram, OwnDesk
from tests.town import Town

BUBBLE: dict[str, Any] = {
    "mine": False, "kind": "text", "entities": [], "buttons": [], "data": [], "styles": [], "urls": [],
    "copies": [], "photo_sha256": None, "file_name": None, "caption": "", "protected": False, "edited": False,
    "spoiler": False, "deleted": False, "reply_to": None, "sender": "Evenkeel", "reactions": [],
    "file_size": 0, "width": 0, "height": 0, "above": False, "forwarded": "", "has_file": False,
}  # fmt: skip


def frame(at: str, *texts: str) -> dict[str, Any]:
    bubbles = [BUBBLE | {"id": number, "text": text, "at": at} for number, text in enumerate(texts, 1)]
    return {"at": at, "bubbles": bubbles, "keyboard": [["Today", "Calm"]]}


KNOCK, PRIVATE, PAGE = "Your moment for today.", "This week stays with each of you.", "Your page, and theirs."
FIRST = [frame("2026-03-05T20:30:00+00:00", KNOCK), frame("2026-03-06T20:30:00+00:00", KNOCK, KNOCK)]
WORLDS: dict[str, Any] = {
    "left": {"title": "Ben answers", "frames": [*FIRST, frame("2026-03-08T16:00:00+00:00", PAGE)]},
    "right": {"title": "Ben is silent", "frames": [*FIRST, frame("2026-03-08T16:00:00+00:00", PRIVATE)]},
    "same_until": 2,
    "differs": "both had said yes, and the page went out.",
    "bytes": [412, 824, 512],
}


class Hosted(OwnDesk):
    """Press anything: it is written down."""

    def __init__(self, telegram: LocalTelegram) -> None:
        super().__init__(telegram)
        self.pressed: list[str] = []
        self.story: str | None = None

    async def turn(self, to: datetime) -> None:
        self.telegram.clock.turn(to)

    def controls(self) -> Sequence[Control]:
        return [
            *super().controls(),
            Control("next-knock", "To the next knock", "clock", "Until the bot writes."),
            Control("first", "A first evening", "stories", "Five taps."),
            Control("stop", "Stop here", "stories", enabled=self.story is not None),
            Control("hidden", "What stays hidden", "views", "Who wrote what."),
            Control("worlds", "Two worlds", "views", "One week, twice."),
        ]

    async def press(self, name: str) -> None:
        self.pressed.append(name)
        if name in ("first", "stop"):
            self.story = "first" if name == "first" else None
            self.telegram.desk_changed()
        elif name not in ("hidden", "worlds", "next-knock"):
            await super().press(name)

    def state(self) -> Mapping[str, Any]:
        caption = "Ann begins, alone." if self.story else ""
        people = sorted(self.telegram.people, reverse=True)
        zones = dict(zip(people, ("Europe/London", "Asia/Tokyo"), strict=False))
        return {"story": self.story, "caption": caption, "zones": zones, "people": people}

    def page(self, name: str) -> Mapping[str, Any]:
        items = [
            {"text": "The keys on the table.", "kind": "private"},
            {"text": PAGE, "kind": "released"},
            {"text": KNOCK, "kind": "neutral"},
        ]
        columns = [
            {"person": one.id, "name": one.name, "items": items} for one in self.telegram.people.values()
        ]
        views: dict[str, dict[str, Any]] = {"hidden": {"columns": columns}, "worlds": WORLDS}
        return views.get(name, {})


class TownDesk(OwnDesk):
    """The clock stops at everything that comes due on the way."""

    def __init__(self, here: Town) -> None:
        super().__init__(here.telegram)
        self.here = here

    async def turn(self, to: datetime) -> None:
        await self.here.until(to)

    def state(self) -> Mapping[str, Any]:
        return {"zones": dict.fromkeys(self.here.telegram.people, "Europe/London")}
