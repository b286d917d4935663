"""Pictures to look at in tests: what they are drawn from, and their pixels."""

from __future__ import annotations

import io
import json
import re
import struct
from typing import Any

from PIL import Image

from bot.adapters.pictures import renderer
from bot.adapters.pictures.renderer import TypstRenderer
from bot.domain.say import Picture

OWN: dict[str, Any] = {
    "title": "Your own weeks",
    "points": [["2026-11-01", 4], ["2026-11-02", 4], ["2026-11-04", 4], ["2026-11-05", 9]],
    "from": "2026-11-01",
    "to": "2026-11-05",
    "low": "not at all",
    "high": "fully",
    "alt": "Four ratings",
    "parts": [
        {"from": "2026-11-01", "to": "2026-11-02", "low": 4, "high": 4, "median": 4, "label": "at first: 4"},
        {"from": "2026-11-04", "to": "2026-11-05", "low": 4, "high": 9, "median": 6.5, "label": "lately: 6½"},
    ],
    "note": "Shaded: half",
}
WEEKS = ["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-29"]
ANA: dict[str, Any] = {"name": "Ana", "what": "Safe near them", "values": [4, None, 5, 6]}
JON: dict[str, Any] = {"name": "Jon", "what": "Safe to be honest", "values": [6, 7, 2.5, 0]}
DATA: dict[str, dict[str, Any]] = {
    "own-line": OWN,
    "joint": {"title": "Your shared weeks", "weeks": WEEKS, "panels": [ANA, JON], "alt": "Two lines, apart"},
    "therapist": {
        "title": "Ana & Jon",
        "subtitle": "Week up to 22 November",
        "weeks": WEEKS,
        "panels": [ANA, JON],
        "footer": "Chosen by both.\nNot an assessment.",
        "alt": "Two strips",
    },
    "wheel": {
        "title": "My week",
        "note": "From 0 to 4",
        "spokes": [
            {"name": name, "value": value, "none": "none"}
            for name, value in (("Safe", 3), ("Dared", None), ("There", 2), ("Warm", 4), ("Close", 0))
        ],
        "alt": "Five fields",
    },
    "dance": {
        "title": "When fear comes up",
        "panels": [ANA | {"what": "I check · I ask and ask · I get loud"}, JON],
        "alt": "Two lists",
    },
    "neutral": {"text": "This picture is put away.", "alt": "Still water"},
}
TEMPLATES = sorted(DATA)
TEAL, BROWN = (0x1F, 0x6A, 0x75), (0x8A, 0x5A, 0x12)
RENDERER = TypstRenderer(kept=2)


def of(template: str, **changed: object) -> Picture:
    return Picture(template, json.dumps(DATA[template] | changed))


async def draw(picture: Picture, language: str = "en") -> bytes:
    return await RENDERER.draw(picture, language)


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


Pixel = tuple[int, int, int]


def pixels(png: bytes) -> list[list[Pixel]]:
    """Return the colours of a picture, row by row."""
    with Image.open(io.BytesIO(png)) as picture:
        colours: list[Any] = [*picture.convert("RGB").get_flattened_data()]
        width = picture.width
    return [colours[start : start + width] for start in range(0, len(colours), width)]


def near(pixel: Pixel, colour: Pixel) -> bool:
    """Whether a pixel has this colour, or a lighter tone of it, rather than paper, ink or a quiet line."""
    strength = [(253 - seen) / (253 - full) for seen, full in zip(pixel, colour, strict=True)]
    return min(strength) > 0.45 and max(strength) - min(strength) < 0.2


def in_colour(rows: list[list[Pixel]], colour: Pixel) -> list[tuple[int, int]]:
    return [(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if near(pixel, colour)]


def look() -> dict[str, list[Pixel]]:
    """The colours of look.typ by name."""
    text = (renderer.TEMPLATES / "look.typ").read_text(encoding="utf-8")
    return {
        name: [(int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in codes]
        for name, value in re.findall(r"^#let (\w+) = (.*)$", text, re.MULTILINE)
        if (codes := re.findall(r'rgb\("#(\w{6})"\)', value))
    }
