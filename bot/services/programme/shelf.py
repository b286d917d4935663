"""A short shelf of things to read, each with what it is and where it may not fit."""

from __future__ import annotations

from bot.domain.say import Fade, button, line, say, turns
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

SHELF = ("basson", "cycle", "perel", "apsats", "kolk")


@action("shelf")
async def shelf(request: Request, world: World) -> Reply:
    """One thing to read, and the way to the next."""
    given = request.argument
    at = SHELF.index(given) if given in SHELF else 0
    before, after = SHELF[at - 1], SHELF[(at + 1) % len(SHELF)]
    rows = [
        turns("shelf", before, after),
        [button("back", "practice"), button("close", "enough")],
    ]
    return [say(line(f"shelf-{SHELF[at]}"), rows=rows, fades=Fade.READ)]
