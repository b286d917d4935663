"""How fast a bot may send: about one message a second to a chat, thirty a second to all."""

from collections.abc import Callable
from math import ceil

from bot.simulator.refusal import too_many

SENDING = ("send", "forward", "copy", "edit")


class Bucket:
    def __init__(self, size: float, rate: float) -> None:
        self.size, self.rate = size, rate
        self.level, self.at = size, 0.0

    def wait(self, now: float) -> float:
        """Seconds until there is room for one more; nothing is taken yet."""
        self.level = min(self.size, self.level + max(0.0, now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate

    def take(self) -> None:
        self.level -= 1


class Pace:
    """Small bursts pass, as in Telegram; a refused call takes no room."""

    def __init__(self, seconds: Callable[[], float], burst: int = 3) -> None:
        self._seconds = seconds
        self._burst = burst
        self._all: dict[int, Bucket] = {}
        self._chats: dict[tuple[int, int | str], Bucket] = {}

    def check(self, bot: int, method: str, chat: int | str | None) -> None:
        if not method.startswith(SENDING) or method == "sendChatAction" or chat is None:
            return
        now = self._seconds()
        buckets = [
            self._all.setdefault(bot, Bucket(30, 30)),
            self._chats.setdefault((bot, chat), Bucket(self._burst, 1)),
        ]
        wait = max(bucket.wait(now) for bucket in buckets)
        if wait > 0:
            raise too_many(ceil(wait))
        for bucket in buckets:
            bucket.take()
