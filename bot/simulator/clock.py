"""The simulator's clock: it stands still until it is turned, or runs along with real time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class Clock:
    """Every moment Telegram writes down or compares comes from here; waiting itself is done in real time."""

    def __init__(self, start: datetime = START, *, runs: bool = False) -> None:
        self._base = self._aware(start)
        self._runs, self._speed = runs, 1.0
        self._since = time.monotonic()
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def real(cls) -> "Clock":
        return cls(datetime.fromtimestamp(time.time(), UTC), runs=True)  # noqa: TID251 - the one real clock

    def now(self) -> datetime:
        if not self._runs:
            return self._base
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def run(self, speed: float = 1.0) -> None:
        """From now on it runs along with real time, or so many times as fast."""
        self.stand()
        self._runs, self._speed = True, speed

    @property
    def runs(self) -> bool:
        return self._runs

    def stand(self) -> None:
        """From now on it stands until it is turned."""
        self._base, self._runs = self.now(), False
        self.turn(self._base)

    def turn(self, to: datetime, *, backwards: bool = False) -> datetime:
        to = self._aware(to)
        if to < self.now() and not backwards:
            raise ValueError(
                f"the clock shows {self.now().isoformat()} and is not turned back to {to.isoformat()}"
            )
        self._base = to
        self._since = time.monotonic()
        for listener in self._listeners:
            listener()
        return to

    def turn_by(self, delta: timedelta, *, backwards: bool = False) -> datetime:
        return self.turn(self.now() + delta, backwards=backwards)

    def when_turned(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    @staticmethod
    def _aware(moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
        return moment.astimezone(UTC)
