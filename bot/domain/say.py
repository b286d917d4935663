"""What to say, as text keys and values; how it looks and sounds is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Word:
    """A value that is itself a text key, put into words in the reader's language."""

    key: str


Value = str | int | Word | datetime | date
"""What a text may be filled with. A datetime is aware, and shown in the reader's own zone."""


@dataclass(frozen=True)
class Line:
    """One text of `messages/`, by key, with its values."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Button:
    """A button: the line on it, the action it starts, and the argument of that action.

    `raw` buttons carry `action` as their whole data: they belong to no card and work without a database.
    A `url` makes the button a link instead.
    """

    label: Line
    action: str = ""
    value: str = ""
    raw: bool = False
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture to draw: its template and the plain data (JSON) it is drawn from."""

    template: str
    data: str


class Fade(StrEnum):
    """When a screen clears itself."""

    STAYS = "stays"
    SAVED = "saved"  # an answer was saved: after the person's own clearing time (60 s unless changed)
    SOON = "soon"  # said once, and never left standing: like an answer, but after a minute at the latest
    READ = "read"  # something private is on show: after ten idle minutes


@dataclass(frozen=True)
class Say:
    """One screen: its lines as paragraphs, its buttons, and what happens to it next.

    `awaits` names the action that takes the person's next typed words, with `about` as its context.
    """

    lines: tuple[Line, ...]
    rows: Rows = ()
    awaits: str = ""
    about: str = ""
    picture: Picture | None = None
    fades: Fade = Fade.STAYS
    fixes: str = ""  # the action that takes an edit of the words just sent, and its context
    file: str = ""  # the form of a file that is made when this is sent ("html" or "json"); kept nowhere


class Refusal(Exception):
    """Something cannot be done; its one line says so kindly, and nothing changed."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.line = Line(key, values)


def line(key: str, **values: Value) -> Line:
    """Return the line with this key and these values."""
    return Line(key, values)


def button(label: str, action: str, value: str = "", **values: Value) -> Button:
    """Return a button labelled by the text `label`, which starts `action` with `value`."""
    return Button(Line(label, values), action, value)


def side_by_side(buttons: Sequence[Button], in_a_row: int = 2) -> list[list[Button]]:
    """Return buttons in rows of so many."""
    return [list(buttons[start : start + in_a_row]) for start in range(0, len(buttons), in_a_row)]


def turns(action: str, back: str | int, on: str | int) -> list[Button]:
    """Return the two buttons that turn leaves: one back, one on."""
    return [button("turn-back", action, str(back)), button("turn-on", action, str(on))]


def raw(label: str, data: str) -> Button:
    """Return a button whose data is the same for everyone (Calm, Help, hide)."""
    return Button(Line(label), data, raw=True)


def say(
    *lines: str | Line,
    rows: Sequence[Sequence[Button]] = (),
    awaits: str = "",
    about: str = "",
    picture: Picture | None = None,
    fades: Fade = Fade.STAYS,
    fixes: str = "",
    file: str = "",
    **values: Value,
) -> Say:
    """Return a screen; `values` fill every line that is given by its key alone."""
    whole = tuple(Line(each, values) if isinstance(each, str) else each for each in lines)
    return Say(whole, tuple(tuple(row) for row in rows if row), awaits, about, picture, fades, fixes, file)
