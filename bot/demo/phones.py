"""Draws phones side by side, as several people see one moment."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from bot.adapters.pictures.glyphs import FONTS, covered
from bot.simulator import Bubble, Person

TEMPLATE = Path(__file__).with_name("phones.typ")
BOX = "▢"


@dataclass(frozen=True)
class Shot:
    """One phone at one moment: under which name, its last messages, and its standing buttons."""

    title: str
    zone: tzinfo
    bubbles: tuple[Bubble, ...]
    keyboard: tuple[str, ...]

    @classmethod
    def of(cls, person: Person, title: str, zone: tzinfo, last: int = 2) -> Shot:
        """Take one now."""
        shown = [each for each in person.phone if each.kind != "service" and "below now" not in each.words]
        return cls(title, zone, tuple(shown[-last:]), tuple(person.keyboard))


def draw(shots: Sequence[Shot], path: Path, alt: str) -> None:
    """Write one PNG with these phones."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(TEMPLATE, root)
        phones = [_phone(shot, root) for shot in shots]
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        compiler = typst.Compiler(root=folder, font_paths=fonts)
        data = json.dumps({"phones": phones, "alt": alt})
        drawn = compiler.compile(str(root / "phones.typ"), format="png", ppi=160, sys_inputs={"data": data})
    if isinstance(drawn, bytes):
        path.write_bytes(drawn)


def _phone(shot: Shot, root: Path) -> dict[str, object]:
    day = next((each.at for each in reversed(shot.bubbles) if each.at), None)
    return {
        "name": _showable(shot.title),
        "day": f"{day.astimezone(shot.zone):%A %-d %B}" if day else "",
        "bubbles": [_bubble(each, shot, root) for each in shot.bubbles],
        "keyboard": [_showable(each) for each in shot.keyboard],
    }


def _bubble(each: Bubble, shot: Shot, root: Path) -> dict[str, object]:
    photo = None
    if each.photo and each.photo_sha256:
        photo = f"{each.photo_sha256[:16]}.png"
        (root / photo).write_bytes(each.photo)
    return {
        "mine": each.mine,
        "parts": _parts(each),
        "buttons": [[_showable(label) for label in row] for row in each.buttons],
        "photo": photo,
        "time": f"{each.at.astimezone(shot.zone):%H:%M}" if each.at else "",
    }


def _parts(each: Bubble) -> list[list[dict[str, object]]]:
    """Return paragraphs of pieces, each bold or quoted as its entities say (offsets are UTF-16 units)."""
    raw = each.words.encode("utf-16-le")
    cuts = {0, len(raw) // 2}
    for entity in each.entities:
        cuts |= {entity.offset, entity.offset + entity.length}
    parts: list[list[dict[str, object]]] = [[]]
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        kinds = {e.type for e in each.entities if e.offset <= start and end <= e.offset + e.length}
        text = raw[2 * start : 2 * end].decode("utf-16-le")
        quote = "blockquote" in kinds
        for index, paragraph in enumerate([text] if quote else text.split("\n\n")):
            if index:
                parts.append([])
            if paragraph.strip():
                parts[-1].append({"text": _showable(paragraph), "bold": "bold" in kinds, "quote": quote})
    return [part for part in parts if part]


def _showable(text: str) -> str:
    known = covered()
    return "".join(each if each == "\n" or ord(each) in known else BOX for each in text)
