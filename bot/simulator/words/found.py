"""What Telegram finds in a text by itself: commands, links, mentions, hashtags, addresses."""

import re

from bot.simulator.words.units import Entity, units

PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("email", re.compile(r"(?<![\w.@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?![\w@])")),
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"«»]+\.[^\s<>\"«»]*[^\s<>\"«».,!?;:)]|t\.me/[^\s<>\"]*[\w])"
        ),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,255}")),
    ("cashtag", re.compile(r"(?<!\w)\$[A-Z]{1,8}(?!\w)")),
)
DEAF = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}


def found_entities(text: str, given: list[Entity]) -> list[Entity]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"]) for entity in given if entity["type"] in DEAF
    ]
    found: list[Entity] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = units(text[: match.start()]), units(text[: match.end()])
            if all(end <= begin or start >= stop for begin, stop in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return found
