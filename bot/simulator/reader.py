"""Reads a request as strictly as can be: GET or POST, query, form, multipart or JSON, against the schema.

Stricter than Telegram in one thing: parameters and fields it does not know are refused, not passed over.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.simulator.refusal import Refused, bad
from bot.simulator.schema import Field, schema
from bot.simulator.shapes import Misshapen, argument_boolean, fit, is_plain

# What Telegram says when these are left out; everything else is 'Parameter "x" is required'.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "Message text is empty",
    "user_id": "Invalid user_id specified",
    "message_ids": "Message identifiers are not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
    "action": "Wrong parameter action in request",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    ("deleteMessage", "chat_id"): "Chat identifier is not specified",
    ("deleteMessage", "message_id"): "Message identifier is not specified",
    ("forwardMessage", "message_id"): "message to forward not found",
    ("copyMessage", "message_id"): "message to copy not found",
    ("pinChatMessage", "message_id"): "message to pin not found",
    ("setMessageReaction", "message_id"): "message to react not found",
} | {
    (f"send{name}", parameter): f"There is no {words} in the request"
    for name, parameter, words in (
        ("Photo", "photo", "photo"),
        ("Document", "document", "document"),
        ("Voice", "voice", "voice"),
        ("Audio", "audio", "audio"),
        ("Video", "video", "video"),
        ("VideoNote", "video_note", "video note"),
        ("Sticker", "sticker", "sticker"),
        ("Animation", "animation", "animation"),
    )
}
# Telegram parses every kind of keyboard first, and then says that it expected an inline one.
ANY_MARKUP = "InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply"
JSON_NAMES = {
    "reply_markup": "reply keyboard markup",
    "reply_parameters": "reply parameters",
    "link_preview_options": "link preview options",
    "scope": "BotCommandScope",
    "menu_button": "menu button",
    "rights": "ChatAdministratorRights",
    "reaction": "reaction types",
}


@dataclass(frozen=True)
class Upload:
    name: str
    mime: str | None
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Arguments:
    """What one request brought: its parameters as the schema wants them, and its files by name."""

    values: dict[str, Any]
    files: dict[str, Upload]


async def arguments_of(request: web.Request) -> dict[str, Any]:
    """Everything a request says, before it is looked at."""
    raw: dict[str, Any] = dict(request.query)
    if request.method != "POST":
        return raw
    if request.content_type == "application/json":
        body = await request.read()
        if body.strip():
            parsed = _json(body.decode("utf-8", "replace"))
            if not isinstance(parsed, dict):
                raise bad("Object expected")
            raw |= parsed
    elif request.content_type == "multipart/form-data":
        raw |= await _multipart(request)
    elif request.content_type == "application/x-www-form-urlencoded":
        raw |= dict(await request.post())
    return raw


async def _multipart(request: web.Request) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            raise bad("can't parse multipart/form-data")
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            raw[part.name] = data.decode("utf-8", "replace")
        else:
            raw[part.name] = Upload(part.filename, part.headers.get("Content-Type"), data)
    return raw


def _json(text: str) -> Any:
    def no_constant(name: str) -> None:
        raise ValueError(name)

    try:
        return json.loads(text, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise bad("Can't parse JSON object") from None


def read(method: str, raw: dict[str, Any]) -> Arguments:
    """Every parameter checked against what the schema says of the method."""
    known = schema().methods[method]
    files = {name: value for name, value in raw.items() if isinstance(value, Upload)}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            if name in files and f"attach://{name}" in json.dumps(_texts(raw)):
                continue
            raise bad(f'unknown parameter "{name[:64]}"')
        parameter = known[name]
        if value == "" and parameter.kind != "String":
            continue
        values[name] = _argument(parameter, value)
    for parameter in known.values():
        if parameter.required and parameter.name not in values:
            raise missing(method, parameter.name)
    return Arguments(values, files)


def missing(method: str, name: str) -> Refused:
    spoken = MISSING.get((method, name)) or MISSING.get(name) or f'Parameter "{name}" is required'
    return bad(spoken)


def _texts(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if not isinstance(value, Upload)}


def _argument(parameter: Field, value: Any) -> Any:
    name, kind = parameter.name, parameter.kind
    if isinstance(value, Upload):
        if not kind.startswith("InputFile"):
            raise bad(f'Parameter "{name}" can\'t be a file')
        return value
    if not is_plain(kind) and isinstance(value, str):
        try:
            value = _json(value)
        except Refused:
            raise bad(f"Can't parse {JSON_NAMES.get(name, name)} JSON object") from None
    try:
        if kind in ("Boolean", "True"):
            return argument_boolean(value, name)
        if name == "reply_markup" and not isinstance(value, dict):
            raise Misshapen("Object expected as reply markup")
        return fit(value, ANY_MARKUP if name == "reply_markup" else kind, name)
    except Misshapen as wrong:
        raise bad(str(wrong).replace(f'Field "{name}"', f'Parameter "{name}"', 1)) from None
    except RecursionError:
        raise bad("Too big object depth") from None
