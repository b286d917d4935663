"""How a card looks: its screen in a person's words, zone and pictures."""

from __future__ import annotations

from bot.domain.cards import Card
from bot.domain.people import Person
from bot.domain.say import Button, Say, line
from bot.services.ports import File, Renderer, Screen, Words

STANDING = (("keyboard-today", "keyboard-calm", "keyboard-break", "keyboard-help"),)


async def render(
    words: Words, renderer: Renderer, person: Person, card: Card, shown: Say, file: File | None = None
) -> Screen:
    """Put a screen into this person's words, zone and pictures; a file that goes along is made already."""
    zone = place_of(person)
    lines = ([card.note] if card.note else []) + list(shown.lines)
    text = "\n\n".join(words.show(each, person.language, zone) for each in lines)
    rows = tuple(
        tuple((words.write(each.label, person.language, zone), _data(each, card.ref)) for each in row)
        for row in shown.rows
    )
    picture = await renderer.draw(shown.picture, person.language) if shown.picture else None
    keyboard = STANDING if card.keyboard else ()
    return Screen(
        text=text,
        rows=rows,
        picture=picture,
        keyboard=tuple(
            tuple(words.write(line(key), person.language, zone) for key in row) for row in keyboard
        ),
        protect=card.protect,
        file=file,
    )


def _data(each: Button, ref: str) -> str:
    if each.url:
        return each.url
    if each.raw:
        return each.action
    return f"{each.action}.{ref}.{each.value}" if each.value else f"{each.action}.{ref}"


def place_of(person: Person) -> str:
    """Return by which clock this person reads times: their zone, else their offset, else UTC."""
    minutes = person.offset
    if person.zone or minutes is None:
        return person.zone
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
