"""What the Bot API says of itself: the parameters of methods and fields of types, read from bot-api.json.

The data is slimmed by `slim.py` from the machine-readable Bot API of the aiogram project (MIT, see LICENSE).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Schema:
    version: str
    methods: dict[str, dict[str, Field]]
    types: dict[str, dict[str, Field]]
    unions: dict[str, list[str]]

    def method_called(self, name: str) -> str | None:
        """Telegram does not look at the case of a method's name."""
        return _spellings().get(name.lower())


def _fields(slimmed: dict[str, str]) -> dict[str, Field]:
    return {
        name.rstrip("?"): Field(name.rstrip("?"), kind, not name.endswith("?"))
        for name, kind in slimmed.items()
    }


@cache
def schema() -> Schema:
    raw = json.loads(Path(__file__).with_name("bot-api.json").read_text(encoding="utf-8"))
    return Schema(
        raw["version"],
        {name: _fields(slimmed) for name, slimmed in raw["methods"].items()},
        {name: _fields(slimmed) for name, slimmed in raw["types"].items()},
        raw["unions"],
    )


@cache
def _spellings() -> dict[str, str]:
    return {name.lower(): name for name in schema().methods}
