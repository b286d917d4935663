"""What a message is made of: words within their limits, and files from an upload or by their id."""

import re
from typing import Any

from bot.simulator.media import MEGABYTE, SPOKEN, StoredFile, measures
from bot.simulator.methods.ask import Ask
from bot.simulator.reader import Upload
from bot.simulator.refusal import bad
from bot.simulator.words import Words, formatted, units

TEXT = 4096
CAPTION = 1024


def text_of(ask: Ask) -> Words:
    if not ask.get("text"):
        raise bad("Message text is empty")
    return acquainted(ask, formatted(ask.get("text"), ask.get("parse_mode"), ask.get("entities")))


def caption_of(ask: Ask, values: dict[str, Any]) -> Words:
    caption = values.get("caption", "")
    found = formatted(caption, values.get("parse_mode"), values.get("caption_entities"), empty=True)
    return acquainted(ask, found)


def acquainted(ask: Ask, words: Words) -> Words:
    """Mentions carry the whole account; one of somebody unknown is plain words."""
    text, kept = words[0], []
    for entity in words[1]:
        if "user" in entity:
            account = ask.world.people.get(entity["user"]["id"])
            if account is None:
                continue
            entity = entity | {"user": account.as_json()}  # noqa: PLW2901 - the same one, in full
        kept.append(entity)
    return text, kept


def check_text(words: Words) -> None:
    if units(words[0]) > TEXT:
        raise bad("Message is too long")


def check_caption(words: Words) -> None:
    if units(words[0]) > CAPTION:
        raise bad("Message caption is too long")


def file_of(ask: Ask, given: Upload | str, kind: str, lacking: str) -> StoredFile:
    """The file that is meant by an upload, `attach://` or a file id. Nothing is fetched from the web."""
    if isinstance(given, str) and given.startswith("attach://"):
        upload = ask.files.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad(lacking)
        given = upload
    if isinstance(given, Upload):
        return _uploaded(ask, given, kind)
    if not given:
        raise bad(lacking)
    if re.match(r"https?://", given, re.IGNORECASE):
        raise bad("failed to get HTTP URL content")
    stored = ask.world.files.get(given)
    if stored is None:
        raise bad("Wrong file identifier/HTTP URL specified")
    if stored.kind != kind and kind not in ("document",):
        raise bad(f"Can't use file of type {SPOKEN[stored.kind]} as {SPOKEN[kind]}")
    return stored


def _uploaded(ask: Ask, upload: Upload, kind: str) -> StoredFile:
    size = len(upload.data)
    if not size:
        raise bad("file must be non-empty")
    if kind == "photo":
        if size > 10 * MEGABYTE:
            raise bad(
                f"File of size {size} bytes is too big for a photo; the maximum size is {10 * MEGABYTE} bytes"
            )
        _check_photo(upload.data)
    if size > 50 * MEGABYTE:
        raise bad("file is too big")
    return ask.world.files.keep(kind, upload.data, upload.name, upload.mime)


def _check_photo(data: bytes) -> None:
    measured = measures(data)
    if measured is None:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = measured
    if width < 1 or height < 1 or width + height > 10_000 or max(measured) > 20 * min(measured):
        raise bad("PHOTO_INVALID_DIMENSIONS")
