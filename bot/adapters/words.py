"""Key and values and language into words, from the Fluent texts in `messages/`."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.types import FluentType
from fluent.syntax import ast

import bot
from bot.domain.rhythm import zone_of
from bot.domain.say import Line, Value, Word

ORIGINAL = "en"
KEYBOARD = ("keyboard-today", "keyboard-calm", "keyboard-break", "keyboard-help")
MARKUP = re.compile(r"</?(?:b|i|code|blockquote)>")

# Its limit of 2,500 characters a value guards against texts of strangers; ours are our own, values are not.
resolver.MAX_PART_LENGTH = sys.maxsize


parsed = cache(FluentResource)
"""Texts taken apart; nobody changes them, so whoever reads the same file again shares them."""


class WordsError(Exception):
    """A text cannot be put into words; the message names the key and the language, never a value."""

    def __init__(self, key: str, language: str, why: str) -> None:
        super().__init__(f"{key} ({language}): {why}")


def find_messages() -> Path:
    """Return the folder of the texts: beside the package, or inside it where it was installed."""
    package = Path(bot.__file__).parent
    beside = package.parent / "messages"
    return beside if (beside / ORIGINAL).is_dir() else package / "_shipped" / "messages"


class Moment(FluentType):
    """A day or a local time; a text says by CLOCK, WEEKDAY, DAY, MONTH or DATE which part of it is meant."""

    def __init__(self, value: date) -> None:
        self.value = value


class Language:
    """The texts of one language."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.locale = _locale(folder.name)
        self.bundle = FluentBundle([str(self.locale)], functions=self._functions(), use_isolating=False)
        self.keys: set[str] = set()
        self.added: dict[str, str] = {}  # texts of an operator, as they are
        for path in sorted(folder.rglob("*.ftl")):
            self._add(path)

    def _add(self, path: Path) -> None:
        resource = parsed(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise WordsError(
                    (entry.content or "").strip().partition("\n")[0], self.name, f"{path.name} has an error"
                )
            if isinstance(entry, ast.Message):
                if entry.id.name in self.keys:
                    raise WordsError(entry.id.name, self.name, "there are two of it")
                self.keys.add(entry.id.name)
        self.bundle.add_resource(resource)

    def _functions(self) -> dict[str, Callable[[Any], Any]]:
        def clock(moment: object) -> str:
            if not isinstance(moment, Moment) or not isinstance(moment.value, datetime):
                raise TypeError("CLOCK needs an instant")
            return format_time(moment.value, "HH:mm", locale=self.locale)

        def weekday(moment: Moment) -> str:
            return format_date(moment.value, "EEEE", self.locale)

        def day(moment: Moment) -> str:
            return format_skeleton("MMMMd", moment.value, None, locale=self.locale)

        def month(moment: Moment) -> str:
            return format_skeleton("yMMMM", moment.value, None, locale=self.locale)

        def whole(moment: Moment) -> str:
            return format_date(moment.value, "long", self.locale)

        return {"CLOCK": clock, "WEEKDAY": weekday, "DAY": day, "MONTH": month, "DATE": whole}

    def add(self, texts: Mapping[str, str]) -> None:
        """Add texts into which nothing is filled; they are data, and no Fluent."""
        if twice := sorted(self.keys & texts.keys()):
            raise WordsError(twice[0], self.name, "there are two of it")
        self.added |= {key: html.escape(text, quote=False) for key, text in texts.items()}
        self.keys |= texts.keys()

    def format(self, key: str, values: dict[str, object]) -> str:
        """Return the text of a key, every error raised."""
        if key in self.added:
            return self.added[key]
        pattern = self.bundle.get_message(key).value
        if pattern is None:
            raise WordsError(key, self.name, "it has no text")
        try:
            text, errors = self.bundle.format_pattern(pattern, values)
        except NotImplementedError:
            raise WordsError(key, self.name, "a date needs CLOCK, WEEKDAY, DAY, MONTH or DATE") from None
        if errors:
            raise WordsError(key, self.name, "; ".join(dict.fromkeys(map(str, errors)))) from None
        return str(text)


def _locale(language: str) -> Locale:
    # What is written as English here is written as in Britain: 21 November, not November 21.
    for name in ("en_GB" if language == ORIGINAL else language.replace("-", "_"), "en_GB"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    raise WordsError("", language, "no such locale")


class FluentWords:
    """The texts of all languages; a key that a language lacks is said in English."""

    def __init__(
        self, folder: Path | None = None, added: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        folder = folder or find_messages()
        found = [Language(each) for each in sorted(folder.iterdir()) if each.is_dir()]
        self._languages = {each.name.lower(): each for each in found}
        if ORIGINAL not in self._languages:
            raise WordsError("", ORIGINAL, "there are no texts")
        for name, texts in (added or {}).items():
            if name.lower() not in self._languages:
                raise WordsError("", name, "there is no such language")
            self._languages[name.lower()].add(texts)
        self._fixed: dict[tuple[str, str], tuple[str, str]] = {}
        self._spoken = {
            _bare(each.format(key, {})): key for each in found for key in KEYBOARD if key in each.keys
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """The names of all languages that have texts."""
        return tuple(each.name for each in self._languages.values())

    def write(self, line: Line, language: str, zone: str) -> str:
        """Return a line as plain text (its values as they are); instants in the zone."""
        if not line.values:
            return self._always(line.key, language)[1]
        return _plain(self._format(line, language, zone))

    def show(self, line: Line, language: str, zone: str) -> str:
        """Return a line as Telegram HTML (its values escaped); instants in the zone."""
        if not line.values:
            return self._always(line.key, language)[0]
        return self._format(line, language, zone).strip()

    def spoken(self, text: str) -> str:
        """Return the key of the standing button with this label, in any language; else an empty text."""
        return self._spoken.get(_bare(text), "")

    def _always(self, key: str, tag: str) -> tuple[str, str]:
        """Return a text into which nothing is filled, as HTML and plain: made once for each language."""
        language = self._language(key, tag)
        made = self._fixed.get((language.name, key))
        if made is None:
            text = language.format(key, {})
            made = self._fixed[language.name, key] = (text.strip(), _plain(text))
        return made

    def _format(self, line: Line, language: str, zone: str) -> str:
        spoken = self._language(line.key, language)
        place = zone_of(zone)
        values = {name: self._value(value, language, place) for name, value in line.values.items()}
        return spoken.format(line.key, values)

    def _language(self, key: str, tag: str) -> Language:
        tag = tag.lower().replace("_", "-")
        for name in (tag, tag.partition("-")[0], ORIGINAL):
            language = self._languages.get(name)
            if language is not None and key in language.keys:
                return language
        raise WordsError(key, tag, "there is no such text")

    def _value(self, value: Value, language: str, zone: tzinfo) -> object:
        match value:
            case str():
                return html.escape(value, quote=False)
            case Word(key):
                return self._language(key, language).format(key, {})
            case datetime():
                if value.tzinfo is None:
                    raise TypeError("an instant has a zone")
                return Moment(value.astimezone(zone))
            case date():
                return Moment(value)
        return value


def _plain(text: str) -> str:
    return html.unescape(MARKUP.sub("", text)).strip()


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()
