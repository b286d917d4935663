"""Draws pictures with typst, off the event loop, the same bytes for the same data."""

from __future__ import annotations

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton

from bot.adapters.pictures.glyphs import FONTS, showable
from bot.adapters.pictures.sheets import shown
from bot.domain.say import Picture

TEMPLATES = Path(__file__).parent
PIXELS_PER_INCH = 144  # the page is 500 points wide: 1,000 pixels
MOST_LINES = 8


class PictureError(Exception):
    """A picture cannot be drawn; the message names the template, never the data."""


class TypstRenderer:
    """Templates of this folder, drawn with its fonts alone."""

    def __init__(self, kept: int = 32) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts)
        self._one_at_a_time = Lock()
        self._drawn: OrderedDict[bytes, bytes] = OrderedDict()
        self._kept = kept

    async def draw(self, picture: Picture, language: str) -> bytes:
        """Return a PNG."""
        return await self._made(picture, language, {"format": "png", "ppi": PIXELS_PER_INCH})

    async def print(self, picture: Picture, language: str) -> bytes:
        """Return a PDF that a screen reader can read (PDF/UA-1)."""
        return await self._made(picture, language, {"format": "pdf", "pdf_standards": ["ua-1"]})

    async def _made(self, picture: Picture, language: str, form: Mapping[str, Any]) -> bytes:
        asked = [picture.template, picture.data, language, form["format"]]
        key = sha256(json.dumps(asked).encode()).digest()
        if key not in self._drawn:
            self._drawn[key] = await asyncio.to_thread(self._draw, picture, language, form)
            while len(self._drawn) > self._kept:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _draw(self, picture: Picture, language: str, form: Mapping[str, Any]) -> bytes:
        template = TEMPLATES / f"{picture.template}.typ"
        if not re.fullmatch("[a-z-]+", picture.template) or not template.is_file():
            raise PictureError(f"{picture.template}: there is no such picture")
        try:
            data = json.dumps(prepared(json.loads(picture.data), language))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise PictureError(f"{picture.template}: its data cannot be read") from None
        try:
            with self._one_at_a_time:
                drawn = self._compiler.compile(str(template), sys_inputs={"data": data}, **form)
        except typst.TypstError as error:
            raise PictureError(f"{picture.template}: {error.message.partition(':')[0]}") from None
        if not isinstance(drawn, bytes):
            raise PictureError(f"{picture.template}: it has several pages")
        return drawn


def prepared(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return what a template draws from: texts that can be shown, marks on their places, days in words."""
    locale = _locale(language)
    whole: dict[str, Any] = {name: showable(value) for name, value in data.items() if isinstance(value, str)}
    whole["lang"] = locale.language
    if "footer" in data:
        whole["footer"] = [showable(line) for line in str(data["footer"]).splitlines()[:MOST_LINES]]
    if "points" in data:
        first, last = date.fromisoformat(data["from"]), date.fromisoformat(data["to"])
        values = {date.fromisoformat(day): value for day, value in data["points"]}
        days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]
        whole |= _line(days, [values.get(day) for day in days], locale)
        whole["parts"] = [shown for each in data.get("parts", []) if (shown := _part(each, first, last))]
    if "spokes" in data:
        whole["spokes"] = [_spoke(each) for each in data["spokes"]]
    if "sheets" in data:
        whole["sheets"] = [_sheet(each, locale) for each in data["sheets"]]
    for panel in data.get("panels", []):
        weeks = [date.fromisoformat(week) for week in panel.get("weeks", data.get("weeks", []))]
        texts = {name: showable(str(panel.get(name, ""))) for name in ("name", "what")}
        whole.setdefault("panels", []).append(texts | _line(weeks, panel.get("values", []), locale, step=7))
    return whole


def _sheet(each: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    """Return one side of paper: its texts as they can be shown, a line and a wheel for each of the two."""
    columns = []
    for side in each["sides"]:
        weeks = [date.fromisoformat(week) for week in side["weeks"]]
        column = {**shown(side), **_line(weeks, side["values"], locale, step=7)}
        if side["wheel"]:
            column["wheel"]["spokes"] = [_spoke(spoke) for spoke in side["wheel"]["spokes"]]
        columns.append(column)
    return {**shown(each), "sides": columns}


def _spoke(each: Mapping[str, Any]) -> dict[str, Any]:
    """Return one field of a wheel: its name, how far it reaches from 0 to 4, if it does, and its label."""
    value = each["value"]
    known = value is not None
    label = str(value) if known else str(each["none"])
    reach = min(max(float(value), 0), 4) if known else None
    return {"name": showable(str(each["name"])), "label": showable(label), "reach": reach}


def _part(each: Mapping[str, Any], first: date, last: date) -> dict[str, Any] | None:
    """Return a part of a line: where (0 to 1) it begins and ends, its middle half, its median, its label."""
    begins, ends = max(date.fromisoformat(each["from"]), first), date.fromisoformat(each["to"])
    if ends < begins or ends > last:
        return None
    span = max((last - first).days, 1)
    numbers = {name: min(max(float(each[name]), 0), 10) for name in ("low", "high", "median")}
    places = {"from": (begins - first).days / span, "to": (ends - first).days / span}
    return places | numbers | {"label": showable(str(each["label"]))}


def _line(days: list[date], values: list[float | None], locale: Locale, step: int = 1) -> dict[str, Any]:
    """Return the marks of a line as (place from 0 to 1, value, follows the one before), and its days."""
    if not days:
        return {"marks": [], "days": [], "count": 0}
    span = max((days[-1] - days[0]).days, 1)
    places = [(day - days[0]).days / span if len(days) > 1 else 0.5 for day in days]
    marks: list[tuple[float, float, bool]] = []
    before: date | None = None
    for day, place, value in zip(days, places, values, strict=False):
        if value is not None:
            follows = before is not None and (day - before).days == step
            marks.append((place, min(max(float(value), 0), 10), follows))
            before = day
    middle = min(range(len(days)), key=lambda index: abs(places[index] - 0.5))
    labelled = {0, len(days) - 1} | ({middle} if 0.25 < places[middle] < 0.75 else set())
    words = [
        (places[index], format_skeleton("MMMd", days[index], locale=locale)) for index in sorted(labelled)
    ]
    return {"marks": marks, "days": words, "count": span // step + 1}


def _locale(language: str) -> Locale:
    # What is written as English here is written as in Britain: 1 Nov, not Nov 1.
    for name in ("en_GB" if language == "en" else language.replace("-", "_"), "en_GB"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    raise PictureError("no such locale")
