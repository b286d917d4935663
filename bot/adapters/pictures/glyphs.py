"""What the shipped fonts can show; what they lack becomes one plain box, and control characters go."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "▢"
LONGEST = 280  # a picture stays a picture, whatever a name or a title is
LONGEST_WORD = 18  # longer ones may break anywhere

_JOINERS = "\u200c\u200d"
_SEQUENCE = re.compile(  # an emoji of several characters is one picture to its reader, so it is one box
    "(?:[\U0001f1e6-\U0001f1ff]{2})"
    "|(?:.[\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]+(?:\u200d.[\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
    "|(?:[\U0001f000-\U0001faff\u2600-\u27bf](?:\u200d.[\ufe0f\U0001f3fb-\U0001f3ff]*)+)",
    re.DOTALL,
)

_FORM = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")  # how a picture is to look: its colour, or a skin's


@cache
def covered() -> frozenset[int]:
    """Return every character that some shipped font can show."""
    return frozenset().union(*(_characters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))


def _characters(font: bytes) -> set[int]:
    """Read the characters out of a font's `cmap` table (OpenType formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    found = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in found if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    known: set[int] = set()
    for number in range(subtables):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 4:
            known |= _format_4(font, at)
        elif kind == 12:
            groups = struct.unpack_from(">I", font, at + 12)[0]
            for first, last, _ in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups]):
                known.update(range(first, last + 1))
    return known - {0xFFFF}


def _format_4(font: bytes, at: int) -> set[int]:
    twice = struct.unpack_from(">H", font, at + 6)[0]
    lasts = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    return {
        character for first, last in zip(firsts, lasts, strict=True) for character in range(first, last + 1)
    }


def showable(text: str, longest: int = LONGEST) -> str:
    """Return a text of one line that the shipped fonts can show, of so many characters at most."""
    text = _SEQUENCE.sub(_sequence, text[: 4 * longest])
    shown = "".join(map(_character, unicodedata.normalize("NFC", text)))
    shown = " ".join(shown.split())
    if len(shown) > longest:
        shown = shown[: longest - 1].rstrip() + "…"
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", lambda part: part[0] + "\u200b", shown)


def _sequence(found: re.Match[str]) -> str:
    bare = _FORM.sub("", found[0])
    return bare if len(bare) == 1 else BOX


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cf" and character not in _JOINERS:
        return ""
    return character if ord(character) in covered() else BOX
