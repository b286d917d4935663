"""One bot's updates until they are acknowledged: numbered, kept for a day, taps for 150 seconds."""

import asyncio
import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.simulator.chance import Random
from bot.simulator.clock import Clock

KEPT = timedelta(hours=24)
TAP_KEPT = timedelta(seconds=150)
QUIET_WEEK = timedelta(days=7)
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Update:
    id: int
    kind: str
    body: Any
    at: datetime
    until: datetime

    def as_json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(frozen=True)
class RawUpdate(Update):
    """An update put in as it is, however malformed."""

    def as_json(self) -> dict[str, Any]:
        return dict(self.body)


class Queue:
    def __init__(self, clock: Clock, first_id: int, chance: Random) -> None:
        self._clock = clock
        self._next = first_id
        self._chance = chance
        self._last_at: datetime | None = None
        self._updates: dict[int, Update] = {}
        self._first_to_go: datetime | None = None
        self._changed = asyncio.Event()
        self.allowed: list[str] = []
        self.restarts_after_quiet_week = True

    def put(self, kind: str, body: Any) -> Update | None:
        """Queues an update, unless the bot did not ask for this kind."""
        if (kind not in self.allowed) if self.allowed else (kind in NOT_BY_DEFAULT):
            return None
        now = self._clock.now()
        kept = TAP_KEPT if kind == "callback_query" else KEPT
        return self._add(Update(self._number(now), kind, copy.deepcopy(body), now, now + kept))

    def inject(self, raw: dict[str, Any]) -> Update:
        now = self._clock.now()
        number = raw.get("update_id")
        if not isinstance(number, int):
            number = self._number(now)
            raw = {"update_id": number, **raw}
        self._next = max(self._next, number + 1)
        return self._add(RawUpdate(number, "raw", copy.deepcopy(raw), now, now + KEPT))

    def _add(self, update: Update) -> Update:
        self._updates[id(update)] = update
        self._first_to_go = min(self._first_to_go or update.until, update.until)
        self.wake()
        return update

    def _number(self, now: datetime) -> int:
        """After a quiet week Telegram begins anew anywhere, perhaps lower."""
        if self.restarts_after_quiet_week and self._last_at and now - self._last_at >= QUIET_WEEK:
            self.restart_ids(self._chance.randrange(10**6, 2 * 10**9))
        self._last_at = now
        self._next += 1
        return self._next - 1

    def restart_ids(self, at: int) -> None:
        self._next = at

    def waiting(self) -> list[Update]:
        now = self._clock.now()
        if self._first_to_go and self._first_to_go <= now:
            self._keep([update for update in self._updates.values() if update.until > now])
        return list(self._updates.values())

    def _keep(self, updates: list[Update]) -> None:
        self._updates = {id(update): update for update in updates}
        self._first_to_go = min((update.until for update in updates), default=None)

    def holds(self, update: Update) -> bool:
        return id(update) in self._updates

    def take(self, offset: int, limit: int) -> list[Update]:
        """What getUpdates gives, after forgetting everything before the offset.

        An offset far ahead of the last number is not believed, as in Telegram: the head is given again.
        """
        waiting = self.waiting()
        if offset < 0:
            waiting = waiting[offset:]
        elif 0 < offset <= self._next + 10:
            place = next((at for at, update in enumerate(waiting) if update.id >= offset), len(waiting))
            waiting = waiting[place:]
        if len(waiting) != len(self._updates):
            self._keep(waiting)
            self.wake()
        return waiting[:limit]

    def forget(self, update: Update) -> None:
        self._updates.pop(id(update), None)
        self.wake()

    def clear(self) -> None:
        self._updates = {}
        self.wake()

    def wake(self) -> None:
        """Lets everything that waits for a change look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self) -> None:
        await self._changed.wait()
