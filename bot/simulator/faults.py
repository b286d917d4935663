"""Faults on demand: what goes wrong, for which method and chat, and how often."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.simulator.chance import Random

T = TypeVar("T")


class Kind(StrEnum):
    TOO_MANY = "429"
    BLOCKED = "403"
    BROKEN = "500"
    BAD_GATEWAY = "502"
    HANG_BEFORE = "hang before"
    HANG_AFTER = "hang after"
    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    REPEAT = "repeat updates"
    SHUFFLE = "shuffle updates"


ON_DELIVERY = {Kind.REPEAT, Kind.SHUFFLE}
DESCRIPTIONS = {
    Kind.BLOCKED: "Forbidden: bot was blocked by the user",
    Kind.BROKEN: "Internal Server Error",
}


@dataclass
class Fault:
    kind: Kind
    method: str | None = None
    chat: int | None = None
    times: int = 1
    retry_after: int = 1
    copies: int = 2
    description: str = ""

    def fits(self, method: str, chat: int | str | None) -> bool:
        right_method = self.method is None or self.method.lower() == method.lower()
        return self.times > 0 and right_method and self.chat in (None, chat)


class Faults:
    """Faults wait here for a call they fit, the oldest first. `hang` ends with the caller or the server."""

    def __init__(self, seed: int = 0) -> None:
        self._waiting: list[Fault] = []
        self._chance = Random(seed)

    def add(
        self,
        kind: Kind | str,
        *,
        method: str | None = None,
        chat: object = None,
        times: int = 1,
        retry_after: int = 1,
        copies: int = 2,
        description: str = "",
    ) -> Fault:
        """`chat` is a number, or a person or group. Without a method every call but getUpdates is meant."""
        number = chat if isinstance(chat, int) else getattr(chat, "id", None)
        fault = Fault(Kind(kind), method, number, times, retry_after, copies, description)
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        self._waiting.clear()

    def strike(self, method: str, chat: int | str | None) -> Fault | None:
        for fault in self._waiting:
            spares_polling = fault.method is None and method == "getUpdates"
            if fault.kind not in ON_DELIVERY and fault.fits(method, chat) and not spares_polling:
                return self._spend(fault)
        return None

    def delivered(self, updates: list[T]) -> list[T]:
        """A batch of updates as it arrives: perhaps in disorder, perhaps each several times."""
        if not updates:
            return updates
        copies = self.copies()
        return self.shuffled([update for update in updates for _ in range(copies)])

    def copies(self) -> int:
        """How often what is delivered now arrives."""
        fault = self._on_delivery(Kind.REPEAT)
        return fault.copies if fault else 1

    def shuffled(self, updates: list[T]) -> list[T]:
        return self._chance.sample(updates, len(updates)) if self._on_delivery(Kind.SHUFFLE) else updates

    def _on_delivery(self, kind: Kind) -> Fault | None:
        fault = next((one for one in self._waiting if one.kind is kind), None)
        return self._spend(fault) if fault else None

    def _spend(self, fault: Fault) -> Fault:
        fault.times -= 1
        if fault.times <= 0:
            self._waiting.remove(fault)
        return fault
