"""Text as Telegram keeps it: parsed, cleaned and trimmed, with its entities in UTF-16 units."""

import re
from typing import Any

from bot.simulator.refusal import bad
from bot.simulator.words.found import found_entities
from bot.simulator.words.html import parse_html
from bot.simulator.words.markdown import parse_markdown, parse_markdown_v2
from bot.simulator.words.units import Entity, Unparsable, units

__all__ = ["Entity", "Words", "formatted", "units"]

Words = tuple[str, list[Entity]]
PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
GIVEN = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "blockquote", "expandable_blockquote", "date_time",
}  # fmt: skip
NEEDED = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
ORDER = ["expandable_blockquote", "blockquote", "pre", "code", "text_link", "bold", "italic", "underline"]
CONTROL = {number: " " for number in range(32) if chr(number) not in "\n\r"} | {0x2028: " ", 0x2029: " "}


def formatted(
    text: str, parse_mode: str | None, entities: list[Entity] | None, *, empty: bool = False
) -> Words:
    """The text and entities of a message being sent; `empty` allows nothing to be left."""
    if len(text.encode()) > 1 << 15:
        raise bad("Text is too long")
    mode = (parse_mode or "").lower()
    if text and mode and mode != "none":
        if mode not in PARSERS:
            raise bad("Unsupported parse_mode")
        try:
            text, given = PARSERS[mode](text)
        except Unparsable as wrong:
            raise bad(f"Can't parse entities: {wrong}") from None
    else:
        given = _given(text, entities or [])
    text, given = _trimmed(*_cleaned(text, given))
    if not text and not empty:
        raise bad("Text must be non-empty")
    return text, _sorted(given + found_entities(text, given))


def _given(text: str, entities: list[Entity]) -> list[Entity]:
    size = units(text)
    kept = []
    for entity in entities:
        kind, offset, length = entity["type"], entity["offset"], entity["length"]
        if kind in FOUND:
            continue
        if kind not in GIVEN:
            raise bad("Can't parse MessageEntity: Unsupported type specified")
        if kind in NEEDED and NEEDED[kind] not in entity:
            raise bad(f"Can't parse MessageEntity: Can't find field \"{NEEDED[kind]}\"")
        if offset < 0 or offset > size:
            raise bad(f"Receive an entity with incorrect offset {offset}")
        if length < 0 or offset + length > size:
            raise bad(
                f"Entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + length}"
            )
        if length:
            kept.append(dict(entity))
    return kept


def _cleaned(text: str, entities: list[Entity]) -> Words:
    text = text.translate(CONTROL)
    while (at := text.find("\r")) >= 0:
        text = text[:at] + text[at + 1 :]
        position = units(text[:at])
        entities = [_without(entity, position, 1) for entity in entities]
    return text, entities


def _without(entity: Entity, position: int, count: int) -> Entity:
    """The entity after `count` units at `position` are gone."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    start -= min(max(start - position, 0), count)
    end -= min(max(end - position, 0), count)
    return entity | {"offset": start, "length": end - start}


def _trimmed(text: str, entities: list[Entity]) -> Words:
    text = text.rstrip()
    size = units(text)
    clipped = [
        entity | {"length": min(entity["length"], size - entity["offset"])}
        for entity in entities
        if entity["offset"] < size
    ]
    leading = len(text) - len(text.lstrip())
    first = min((entity["offset"] for entity in clipped), default=leading)
    cut = min(leading, first)
    moved = [_without(entity, 0, cut) for entity in clipped]
    return text[cut:], [entity for entity in moved if entity["length"] > 0]


def _sorted(entities: list[Entity]) -> list[Entity]:
    def place(entity: Entity) -> tuple[int, int, int]:
        kind = entity["type"]
        return entity["offset"], -entity["length"], ORDER.index(kind) if kind in ORDER else len(ORDER)

    return sorted(entities, key=place)


def is_command(text: str) -> re.Match[str] | None:
    return re.match(r"/(\w{1,64})(?:@(\w+))?(?=\s|$)", text, re.ASCII)


def plain(text: str) -> dict[str, Any]:
    """What a person typed, as fields of a message."""
    entities = _sorted(found_entities(text, []))
    return {"text": text, "entities": entities}
