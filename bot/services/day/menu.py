"""More: everything beside the day, for somebody linked, somebody alone, and a therapist."""

from __future__ import annotations

from bot.domain.say import Button, Fade, Refusal, button, raw, say
from bot.services.arriving.start import hour_rows
from bot.services.crossings import half_of
from bot.services.day.checkins import is_therapist_only
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.reading import shared_copies
from bot.services.ports import World

Menu = tuple[tuple[str, ...], ...]

LINKED: Menu = (
    ("week", "history", "notes"),
    ("practice", "invite", "therapist"),
    ("rest", "settings", "safety"),
    ("privacy", "clear", "leave"),
)
ALONE: Menu = (
    ("history", "notes"),
    ("practice", "invite", "therapist"),
    ("rest", "settings", "safety"),
    ("privacy", "clear"),
)
PAST: Menu = (("pages",),)
"""Where pages went out before somebody was alone: they are still to be read."""
THERAPIST: Menu = (
    ("caseload",),
    ("care-hours", "away"),
    ("care-policy",),
    ("notes", "settings"),
    ("privacy", "clear"),
)
RESTING: Menu = (("rest",),)
"""Where a therapist took a rest by its command: the way to end it."""
SAME = {
    "caseload": ("caseload-own", "therapist"),
    "care-hours": ("care-hour-change", "care-hours"),
    "away": ("away", "away"),
    "care-policy": ("care-policy", "care-policy"),
    "pages": ("menu-pages", "week"),
}
"""The label and the action of what is called otherwise than *menu-…*."""


@action("more", "more")
async def more(request: Request, world: World) -> Reply:
    """Everything else, in one place: nothing that needs two for somebody alone, no day for a therapist."""
    person = request.person
    linked, works = await half_of(world.mine) is not None, is_therapist_only(person)
    rows: list[list[Button]] = []
    if works and not linked:
        rows += _rows(THERAPIST + (RESTING if person.resting else ()))
        rows += [[raw("keyboard-help", "help"), raw("calm-offer", "calm")]]
    else:
        past = () if linked or not await shared_copies(world) else PAST
        rows += _rows(LINKED if linked else past + ALONE)
    if works:
        rows += [[button("for-me", "for-me")]]
    rows += [[button("back", "today"), button("close", "enough")]]
    return [say("more-title", rows=rows, fades=Fade.READ)]


def _rows(menu: Menu) -> list[list[Button]]:
    return [[button(*SAME.get(name, (f"menu-{name}", name))) for name in row] for row in menu]


@action("for-me")
async def for_me(request: Request, world: World) -> Reply:
    """Begin for oneself, who came as a therapist: from here on the first evening is anybody's."""
    if not is_therapist_only(request.person):
        raise Refusal("moved-on")
    return [say("for-me-begins", "hour", rows=hour_rows())]
