"""One request to one method: who asks, with what, and in which world."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.reader import Upload
from bot.simulator.refusal import Refused, bad, forbidden
from bot.simulator.world import Bot, Chat, World

Reply = Any
Handler = Callable[["Ask"], Reply]
METHODS: dict[str, Handler] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    def keep(handler: Handler) -> Handler:
        METHODS[name] = handler
        return handler

    return keep


@dataclass
class Ask:
    world: World
    bot: Bot
    method: str
    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.values.get(name, otherwise)

    def flag(self, name: str) -> bool:
        return bool(self.values.get(name, False))

    def number(self, name: str, otherwise: int, low: int, high: int) -> int:
        """Telegram does not refuse such numbers, it bends them into their range."""
        return int(min(max(self.values.get(name, otherwise), low), high))

    def chat(self, name: str = "chat_id", *, write: bool = False) -> Chat:
        """The chat that is meant, as far as this bot may know and reach it."""
        wanted = self.values.get(name, "")
        if wanted == "":
            raise bad(f"{name} is empty")
        chat = self._known(wanted)
        if chat is None:
            raise self._unreachable(wanted)
        self.check_access(chat, write=write)
        return chat

    def _known(self, wanted: int | str) -> Chat | None:
        if isinstance(wanted, str):
            # Only channels and public groups are found by name; there are none here.
            return None
        if wanted < 0:
            group = self.world.groups.get(wanted)
            return group if group and self.bot.id in group.members else None
        chat = self.world.private.get((id(self.bot), wanted))
        return chat if chat and chat.started else None

    def _unreachable(self, wanted: int | str) -> Refused:
        """Who was met in a group is known, but must write first; everybody else is unheard of."""
        groups = (group for group in self.world.groups.values() if self.bot.id in group.members)
        if isinstance(wanted, int) and wanted > 0 and any(wanted in group.members for group in groups):
            return forbidden("bot can't initiate conversation with a user")
        return bad("chat not found")

    def check_access(self, chat: Chat, *, write: bool) -> None:
        if chat.person is not None:
            if write and chat.person.deleted:
                raise forbidden("user is deactivated")
            return
        status = chat.members[self.bot.id][1]
        if status == "kicked" and write:
            raise forbidden("bot was kicked from the group chat")
        if status == "left" and write:
            raise forbidden("bot is not a member of the group chat")

    def check_heard(self, chat: Chat) -> None:
        """What Telegram's servers find last: a person who wants to hear nothing."""
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
