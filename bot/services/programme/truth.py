"""For the partner who broke trust, alone: three questions to tap. Nothing is typed, and no answer is kept."""

from __future__ import annotations

from bot.domain.checkin import Kind
from bot.domain.people import Person
from bot.domain.say import Fade, Refusal, Say, button, line, say
from bot.services.day.asked import done, put_prompt
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

QUESTIONS = ("contact", "unsaid", "health")
ANSWERS = {"y": "yes", "n": "later", "r": "closed"}


@part(Kind.TRUTH)
async def begin(person: Person, world: World) -> Say:
    """Begin with the first question; that they were asked is kept, and nothing else."""
    await put_prompt(person, world, Kind.TRUTH)
    return _question("")


def _question(answers: str) -> Say:
    """Return the question after these answers; they lie in the buttons, and nowhere else."""
    name = QUESTIONS[len(answers)]
    yes, *others = (
        button(f"truth-tap-{each}", "truth", f"{answers}{short}") for short, each in ANSWERS.items()
    )
    if name == "health":
        yes = button("truth-no-need", "truth", f"{answers}y")
    lines = [line(f"item-truth-{name}")] if answers else [line("truth-alone"), line(f"item-truth-{name}")]
    rows = [[yes, *others], [] if answers else [button("skip", "skip", Kind.TRUTH)]]
    return say(*lines, rows=rows, fades=Fade.READ)


@action("truth")
async def answer(request: Request, world: World) -> Reply:
    """Ask on; after the last one say what helps, one plain line for each answer."""
    given = request.argument
    if not given or len(given) > len(QUESTIONS) or any(each not in ANSWERS for each in given):
        raise Refusal("moved-on")
    if len(given) < len(QUESTIONS):
        return [_question(given)]
    await done(request.person, world, Kind.TRUTH)
    said = [(name, ANSWERS[each]) for name, each in zip(QUESTIONS, given, strict=True)]
    helps = [line(f"truth-{name}-{each}") for name, each in said if each != ANSWERS["r"]]
    if len(helps) < len(said):
        helps.append(line("truth-kept-back"))
    return [await after(await world.me(), world, *helps, line("ease-feet"))]
