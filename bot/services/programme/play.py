"""Play: small invitations to be curious, together or alone."""

from __future__ import annotations

from bot.domain.checkin import Kind
from bot.domain.people import Person
from bot.domain.say import Line, Say, button, line, say
from bot.services.crossings import half_of, writer
from bot.services.day.asked import open_prompt
from bot.services.day.checkins import ask, keep
from bot.services.day.practices import part
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World


async def _invitation(item: str, world: World) -> Line:
    """Return the words of an invitation: for two, or for someone alone."""
    return line(f"item-{item}" if await half_of(world.mine) else f"alone-{item}")


@part(Kind.PLAY)
async def play(person: Person, world: World) -> Say:
    """One invitation: to be kept, answered in words, or left."""
    prompt = await ask(person, world, Kind.PLAY)
    return say(
        await _invitation(prompt.item, world),
        line("play-how"),
        rows=[[button("play-keep", "play-keep"), button("skip", "skip", Kind.PLAY)]],
        awaits="keep-words",
        about=prompt.id,
    )


@action("play-keep")
async def keep_invitation(request: Request, world: World) -> Reply:
    """Keep an invitation among one's own notes, to come back to it."""
    prompt = await open_prompt(request, world, Kind.PLAY)
    words = writer(world.words, request.person)(await _invitation(prompt.item, world))
    return await keep(request, world, prompt, words)
