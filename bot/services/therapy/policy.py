"""What a therapist says to couples about secrets: asked for, read before it stands where it weighs much."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.checkin import Entry
from bot.domain.page import LONGEST
from bot.domain.say import Fade, Refusal, button, line, say
from bot.services import crossings
from bot.services.day.checkins import keep_note
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.hints import WAYS, points_to_help
from bot.services.ports import World
from bot.services.therapy.therapist import caseload_screen


@action("care-policy")
async def policy(request: Request, world: World) -> Reply:
    """Ask what the therapist says to couples about what one of the two tells them alone."""
    said = [line("page-quoted", text=request.person.policy)] if request.person.policy else []
    rows = [[button("back", "caseload"), button("close", "enough")]]
    return [say("care-policy-ask", *said, rows=rows, awaits="care-policy-words", fades=Fade.READ)]


@action("care-policy-words")
async def policy_words(request: Request, world: World) -> Reply:
    """Keep it as it was written; couples read it before they compare the digits.

    What weighs much is met first, and no couple reads it before its writer says so: it may be a rule for the
    worst day, or no rule at all.
    """
    if not points_to_help(request.argument, request.person, world.facts):
        return await _stands(request, request.argument, world)
    note = await keep_note(request, world)
    rows = [
        WAYS,
        [button("care-policy-on", "care-policy-on", note.id)],
        [button("not-keep", "drop-note", note.id), button("enough", "enough")],
    ]
    fixes = f"edit-words {note.id}"
    return [say("heavy-words", "care-policy-heavy", rows=rows, fades=Fade.SAVED, fixes=fixes)]


@action("care-policy-on")
async def put_on(request: Request, world: World) -> Reply:
    """Couples shall read it after all: then it is no note any more."""
    note = await world.mine.get(Entry, request.argument)
    if note is None:
        raise Refusal("moved-on")
    reply = await _stands(request, note.words, world)
    await world.mine.drop(Entry, note.id)
    return reply


async def _stands(request: Request, given: str, world: World) -> Reply:
    words = " ".join(given.split())
    if len(words) > LONGEST:
        raise Refusal("too-long-line", longest=LONGEST)
    person = replace(request.person, policy=words)
    await world.mine.put(person)
    await crossings.say_policy(person, world)
    screen = await caseload_screen(person, world)
    return [replace(screen, lines=(line("saved"), *screen.lines))]
