"""Calm and Help as fixed screens: the same for everyone, with no database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import calm, helplines
from bot.domain.helplines import Country
from bot.domain.say import Button, Line, Say
from bot.services.ports import Screen, Words


def calm_screen(data: str) -> Say:
    """Return the screen of Calm behind this data."""
    found = calm.screen(data)
    rows = tuple(
        tuple(Button(Line(each.label_key), each.data, raw=True) for each in row) for row in found.buttons
    )
    return Say((Line(found.key, {"round": found.round} if found.round else {}),), rows)


def help_screen(data: str, countries: Mapping[str, Country]) -> Say:
    """Return the screen of Help behind this data."""
    found = helplines.screen(data, countries)
    rows = tuple(
        tuple(Button(Line(each.label_key, dict(each.values)), each.data, raw=True) for each in row)
        for row in found.buttons
    )
    return Say(tuple(Line(part.key, dict(part.values)) for part in found.parts), rows)


def standing(words: Words, text: str) -> str:
    """Return what the standing button with this label asks for: today, calm, break or help; else nothing."""
    return words.spoken(text).removeprefix("keyboard-")


@dataclass
class Static:
    """What can be said without a database, in the language that Telegram reports."""

    words: Words
    countries: Mapping[str, Country]

    def spoken(self, text: str) -> str:
        """Return "calm" or "help" for the label of that standing button, else an empty text."""
        found = standing(self.words, text)
        return found if found in ("calm", "help") else ""

    def named(self, text: str) -> str:
        """Return what the standing button with this label asks for; else an empty text."""
        return standing(self.words, text)

    def screen(self, data: str, language: str) -> Screen | None:
        """Return the screen behind static data, in words."""
        if data == "hide":
            return Screen(self.words.show(Line("neutral"), language, ""))
        said = calm_screen(data) if data.partition(".")[0] == "calm" else help_screen(data, self.countries)
        return Screen(
            text="\n\n".join(self.words.show(each, language, "") for each in said.lines),
            rows=tuple(
                tuple((self.words.write(each.label, language, ""), each.action) for each in row)
                for row in said.rows
            ),
        )
