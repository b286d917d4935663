"""Every call a bot made, in order, as it was understood and as it was answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.simulator.reader import Upload


@dataclass(frozen=True)
class Call:
    at: datetime
    bot: str
    chat_id: int | str | None
    method: str
    params: dict[str, Any]
    result: Any = None
    error: str | None = None
    fault: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(),
            "bot": self.bot,
            "chat_id": self.chat_id,
            "method": self.method,
            "params": self.params,
            "result": self.result,
            "error": self.error,
            "fault": self.fault,
        }


def normalised(values: dict[str, Any], files: dict[str, Upload]) -> dict[str, Any]:
    """Parameters with their defaults left out, and each file as its name, size and SHA-256."""

    def plain(value: Any) -> Any:
        if isinstance(value, Upload):
            return {"file": value.name, "size": len(value.data), "sha256": value.sha256}
        if isinstance(value, str) and value.startswith("attach://") and value[9:] in files:
            return plain(files[value[9:]])
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [plain(inner) for inner in value]
        return value

    return {name: plain(value) for name, value in sorted(values.items())}
