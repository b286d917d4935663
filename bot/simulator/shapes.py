"""Whether a value has the shape the schema asks for: wrong types, missing and unknown fields are refused."""

import json
import math
import re
from typing import Any

from bot.simulator.schema import Field, schema

# How Telegram's own refusals call these types.
SPOKEN = {
    "InlineKeyboardButton": "inline keyboard button",
    "KeyboardButton": "keyboard button",
    "BotCommand": "BotCommand",
    "BotCommandScope": "BotCommandScope",
    "MessageEntity": "MessageEntity",
    "MenuButton": "menu button",
    "InputMedia": "InputMedia",
    "ReactionType": "ReactionType",
    "ChatAdministratorRights": "ChatAdministratorRights",
    "InputPollOption": "InputPollOption",
}
NOT_AN_OBJECT = {
    "InlineKeyboardButton": "InlineKeyboardButton must be an Object",
    "KeyboardButton": "KeyboardButton must be a String or an Object",
    "BotCommandScope": "BotCommandScope must be an Object",
    "MenuButton": "MenuButton must be an Object",
}
INTEGER = re.compile(r"[+-]?\d{1,40}")
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
LARGEST = 2**63


class Misshapen(Exception):
    """Says, in Telegram's words, what is wrong with a value."""


def _utf8(text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise Misshapen("Strings must be encoded in UTF-8")
    return text


def _string(value: Any, name: str) -> str:
    if isinstance(value, str):
        return _utf8(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    raise Misshapen(f'Field "{name}" must be of type String')


def _integer(value: Any, name: str) -> int:
    if isinstance(value, str) and INTEGER.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Misshapen(f'Field "{name}" must be a Number')
    if not -LARGEST <= value < LARGEST:
        raise Misshapen(f'Field "{name}" must be a valid Number')
    return value


def _float(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Misshapen(f'Field "{name}" must be a Number')
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise Misshapen(f'Field "{name}" must be a Number') from None
    if not math.isfinite(number):
        raise Misshapen(f'Field "{name}" must be a valid Number')
    return number


def _boolean(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    raise Misshapen(f'Field "{name}" must be of type Boolean')


def _identifier(value: Any, name: str) -> int | str:
    if isinstance(value, str) and not INTEGER.fullmatch(value):
        return _utf8(value)
    return _integer(value, name)


def argument_boolean(value: Any, name: str) -> bool:
    """Outside of JSON everything is text, so Telegram reads truth from words there."""
    spoken = TRUTH.get(str(value).lower()) if isinstance(value, str | int) else None
    if spoken is None:
        raise Misshapen(f'Field "{name}" must be of type Boolean')
    return spoken


PLAIN = {
    "String": _string,
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "True": _boolean,
    "Integer or String": _identifier,
    "InputFile or String": _string,
    "InputFile": _string,
}


def is_plain(kind: str) -> bool:
    return kind in PLAIN or kind.startswith("=")


def fit(value: Any, kind: str, name: str) -> Any:
    """The value as its type wants it, or Misshapen."""
    if kind.startswith("="):
        if value != kind[1:]:
            raise Misshapen(f'Field "{name}" must be "{kind[1:]}"')
        return value
    if plain := PLAIN.get(kind):
        return plain(value, name)
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise Misshapen(f'Field "{name}" must be of type Array')
        inner = kind.removeprefix("Array of ")
        return [fit(item, inner, name) for item in value]
    spoken = SPOKEN.get("InputMedia" if "InputMedia" in kind else kind)
    try:
        return _fit_object(value, kind, name)
    except Misshapen as wrong:
        if spoken is None:
            raise
        raise Misshapen(f"Can't parse {spoken}: {wrong}") from None


def _fit_object(value: Any, kind: str, name: str) -> Any:
    if kind in ("KeyboardButton", "InputPollOption") and isinstance(value, str):
        return {"text": _utf8(value)}
    if kind == "RichText" and isinstance(value, str | list):
        return _utf8(value) if isinstance(value, str) else [fit(part, kind, name) for part in value]
    if not isinstance(value, dict):
        spoken = "expected an Object" if kind in SPOKEN else f'Field "{name}" must be of type Object'
        raise Misshapen(NOT_AN_OBJECT.get(kind, spoken))
    chosen = _choose(value, kind)
    known = schema().types[chosen]
    for key in value:
        if key not in known:
            raise Misshapen(f'Field "{key}" is unknown in {chosen}')
    return {field.name: fit(value[field.name], field.kind, field.name) for field in _present(value, known)}


def _present(value: dict[str, Any], known: dict[str, Field]) -> list[Field]:
    for field in known.values():
        if field.required and field.name not in value:
            raise Misshapen(f'Can\'t find field "{field.name}"')
    return [field for field in known.values() if field.name in value]


def _choose(value: dict[str, Any], kind: str) -> str:
    """Which type of several is meant: by its tag if it has one, else by the fields that are there."""
    members = schema().unions.get(kind) or re.split(r", | and | or ", kind)
    if len(members) == 1:
        return members[0]
    tagged = [member for member in members if _tags(member)]
    if len(tagged) == len(members):
        for member in members:
            if all(value.get(tag) == word for tag, word in _tags(member).items()):
                return member
        tag = next(iter(_tags(members[0])))
        if tag not in value:
            raise Misshapen(f'Can\'t find field "{tag}"')
        raise Misshapen(f'{tag} "{value[tag]}" is unsupported'[:200])

    def likeness(member: str) -> tuple[int, int]:
        known = schema().types[member]
        missing = sum(field.required and field.name not in value for field in known.values())
        return -missing, -sum(key not in known for key in value)

    return max((member for member in members if member in schema().types), key=likeness)


def _tags(member: str) -> dict[str, str]:
    fields = schema().types.get(member, {})
    return {field.name: field.kind[1:] for field in fields.values() if field.kind.startswith("=")}
