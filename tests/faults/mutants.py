"""Updates as Telegram never sends them: built from the Bot API's own schema, then broken in a few places."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bot.simulator.schema import schema

CANARY = "Kanarienvogel"
"""In every text: whatever is logged must not hold it."""

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
FLAGS = {"Boolean", "True", "False"}
DEEPEST = 4
ODD: tuple[Callable[[Random], Any], ...] = (
    lambda chance: None,
    lambda chance: chance.random() < 0.5,
    lambda chance: chance.choice((0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 10**40)),
    lambda chance: chance.choice((0.5, -0.0, 1e308, float("inf"), float("nan"))),
    lambda chance: "",
    lambda chance: f"{CANARY} \ud83d \udc00 half",
    lambda chance: f"{CANARY}\0\u202e\u2066\ufeff\u0000 marks",
    lambda chance: (
        f"/{chance.choice(('start', 'today', 'delete', 'leave', 'help', 'CALM', 'weeks'))} {CANARY}"
    ),
    lambda chance: f"{CANARY} " * chance.choice((1, 400, 9_000)),
    lambda chance: "\U0001f9e1" * chance.choice((1, 2_048, 2_049)) + CANARY,
    lambda chance: {"{" + CANARY: CANARY},
    lambda chance: [],
    lambda chance: [CANARY] * 3,
    lambda chance: nested(chance.choice((5, 60, 400))),
)


def nested(depth: int) -> Any:
    """Return lists and objects in one another."""
    made: Any = CANARY
    for level in range(depth):
        made = [made] if level % 2 else {"text": made}
    return made


class Mutants:
    """Updates without end, all from one stream of chance."""

    def __init__(
        self, chance: Random, people: list[int], buttons: Callable[[int], list[tuple[int, str]]]
    ) -> None:
        self._chance, self._people, self._buttons = chance, people, buttons

    def make(self, number: int) -> tuple[int, Any]:
        """Return the person whom an update seems to come from, and the update as JSON brings it."""
        chance = self._chance
        who = chance.choice(self._people)
        usual = chance.random() < 0.8
        name = chance.choice(
            KINDS if usual else [each for each in schema().types["Update"] if each != "update_id"]
        )
        update = {"update_id": number, name: self._typed(schema().types["Update"][name].kind, 0)}
        if chance.random() < 0.85:
            self._address(update[name], who)
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            self._break(update)
        if chance.random() < 0.97:  # without an id it is not even stored
            update["update_id"] = number
        return who, json.loads(json.dumps(update))

    # ------------------------------------------------------------------ as the schema says

    def _typed(self, kind: str, depth: int) -> Any:
        chance = self._chance
        if kind.startswith("Array of "):
            many = chance.randint(0, 2) if depth < DEEPEST else 0
            return [self._typed(kind.removeprefix("Array of "), depth + 1) for _ in range(many)]
        if " or " in kind:
            return self._typed(chance.choice(kind.split(" or ")), depth)
        if kind in schema().unions:
            return self._typed(chance.choice(schema().unions[kind]), depth)
        if kind in schema().types:
            return self._object(kind, depth)
        if kind == "Integer":
            return chance.choice((1, 7, chance.randrange(10**9)))
        if kind in FLAGS:
            return True
        return 1.5 if kind == "Float" else f"{CANARY} {chance.randrange(100)}"

    def _object(self, kind: str, depth: int) -> dict[str, Any]:
        likely = (0.12, 0.1, 0.05, 0.02, 0.0, 0.0)[min(depth, 5)]
        return {
            name: self._typed(field.kind, depth + 1)
            for name, field in schema().types[kind].items()
            if (field.required and depth < 8) or self._chance.random() < likely
        }

    def _address(self, event: Any, who: int) -> None:
        """Let it come from somebody in their private chat, as most do."""
        if not isinstance(event, dict):
            return
        chance, chat = self._chance, {"id": who, "type": "private", "first_name": CANARY}
        somebody = {"id": who, "is_bot": False, "first_name": CANARY, "language_code": "en"}
        event["from"] = somebody
        if "message_id" in event:
            event |= {"chat": chat, "message_id": chance.randrange(1, 10**6)}
            if chance.random() < 0.7:
                event["text"] = chance.choice(
                    (
                        f"{CANARY} wrote",
                        "7",
                        "/today",
                        "/week",
                        "/settings",
                        "/notes",
                        "/leave",
                        "/delete",
                        "/help",
                    )
                )
        elif "chat_instance" in event:
            message, data = chance.choice(self._buttons(who) or [(1, "open.x")])
            event |= {
                "data": data if chance.random() < 0.8 else data[:-1],
                "message": {"message_id": message, "date": 1, "chat": chat},
            }
        elif "new_chat_member" in event:
            status = chance.choice(("member", "kicked", "left", "restricted", CANARY))
            event |= {"chat": chat, "new_chat_member": {"status": status, "user": somebody, "until_date": 0}}

    # ------------------------------------------------------------------ and broken

    def _break(self, update: dict[str, Any]) -> None:
        chance = self._chance
        places = list(_places(update))
        holder, key = chance.choice(places[2:] or places)  # what lies on top is all too easily unreadable
        match chance.randrange(5):
            case 0:
                if isinstance(holder, dict):
                    del holder[key]
            case 1:
                if isinstance(holder, dict):
                    holder[f"{CANARY}_{chance.randrange(9)}"] = chance.choice(ODD)(chance)
            case 2:
                holder[key] = [holder[key]]
            case _:
                holder[key] = chance.choice(ODD)(chance)


def _places(found: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a tree that can hold something else."""
    for key in list(found) if isinstance(found, dict) else range(len(found)):
        yield found, key
        if isinstance(found[key], dict | list) and depth < 12:
            yield from _places(found[key], depth + 1)
