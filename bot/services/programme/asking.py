"""Questions: one's own private list. Each waits a night; then its writer sees what an answer would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.checkin import Entry, Event, Kind
from bot.domain.page import leaves
from bot.domain.people import Person
from bot.domain.say import Fade, Refusal, Say, button, line, say, side_by_side, turns
from bot.services.crossings import half_of
from bot.services.day.asked import done, new_prompt, of_today
from bot.services.day.checkins import ask, prompt_screen
from bot.services.day.planning import has_room
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

DOES = {"u": "understand", "p": "pictures", "n": "unsure"}
"""What an answer would do; the first mark of a question that was sorted."""
PLACES = {"p": "page", "s": "session", "k": "keep", "r": "rest"}
"""What becomes of it; the second mark."""
SHARED = ("page", "session")
SKIPPED = "skipped"
ASKED = "asked-"
"""Marks a question that was put forward on a day: skipped or left, it is not again, and stays in the list."""


@part(Kind.QUESTION)
async def begin(person: Person, world: World) -> Say:
    """One question more, with beginnings to tap; the list of them is always there."""
    screen = prompt_screen(await ask(person, world, Kind.QUESTION), world)
    first, *rest = screen.lines
    rows = (*screen.rows, (button("questions", "questions"),))
    return replace(screen, lines=(first, *rest, line("question-night")), rows=rows)


def is_sorted(entry: Entry) -> bool:
    """Whether its writer has said what an answer would do."""
    return entry.marks[:1] != () and entry.marks[0] in DOES.values()


def _slept(entry: Entry, today: date) -> bool:
    return entry.day < today.isoformat()


@behind(55)
async def one_that_slept(person: Person, world: World) -> Say | None:
    """A question over which a night has passed, as the day's one small thing: the oldest, once each."""
    today = cards.today_of(person, world.now)
    mark = f"{ASKED}{today.isoformat()}"
    entries = [each for each in await world.mine.all(Entry) if each.kind is Kind.QUESTION]
    if not entries or not await has_room(person, world):
        return None
    prompt = next((each for each in await of_today(person, world) if each.kind is Kind.SORTING), None)
    if prompt:
        again = [each for each in entries if each.marks == (mark,)]
        return _sorting(again[0]) if again else None
    waiting = [each for each in entries if not each.marks]  # none of today's: that was the day's small thing
    if not waiting:
        return None
    entry = replace(waiting[0], marks=(mark,))
    await world.mine.put(entry)
    await new_prompt(person, world, Kind.SORTING)
    return _sorting(entry)


def _sorting(entry: Entry) -> Say:
    """Ask what an answer would do, with the question in its writer's words."""
    return say(
        line("question-slept", day=date.fromisoformat(entry.day)),
        line("page-quoted", text=leaves(entry.words)[0]),
        "question-does",
        rows=[
            *([button(f"question-does-{name}", "sort", short)] for short, name in DOES.items()),
            [button("skip", "sort", SKIPPED)],
        ],
        fades=Fade.READ,
        about=entry.id,
    )


async def _entry(request: Request, world: World, id: str = "") -> Entry:
    about = id or (request.card.screen.about if request.card else "")
    entry = await world.mine.get(Entry, about)
    if entry is None or entry.kind is not Kind.QUESTION:
        raise Refusal("moved-on")
    return entry


@action("sort")
async def sort(request: Request, world: World) -> Reply:
    """Keep what an answer would do, and ask what becomes of the question. The screen says nothing of it."""
    entry = await _entry(request, world)
    if request.argument not in (*DOES, SKIPPED):
        raise Refusal("moved-on")
    skipped = request.argument == SKIPPED
    event = Event.SKIP if skipped else Event.ANSWER
    await done(request.person, world, Kind.SORTING, event=event)
    if skipped:
        return [await after(await world.me(), world, line("skipped"))]
    await world.mine.put(replace(entry, marks=(DOES[request.argument],)))
    shared = await _may_be_shared(entry, world)
    each = [
        button(f"question-to-{name}", "sort-to", short)
        for short, name in PLACES.items()
        if shared or name not in SHARED
    ]
    lines = ["question-where", *(["question-session-open"] if shared else [])]
    return [say(*lines, rows=side_by_side(each), fades=Fade.READ, about=entry.id)]


async def _may_be_shared(entry: Entry, world: World) -> bool:
    """Whether this question may go where somebody else reads it."""
    return await half_of(world.mine) is not None and entry.item not in world.facts.library.off_page()


@action("sort-to")
async def sort_to(request: Request, world: World) -> Reply:
    """Keep what becomes of it. For a page it belongs to now: the next one takes it."""
    entry = await _entry(request, world)
    place = PLACES.get(request.argument, "")
    if not place or not is_sorted(entry) or (place in SHARED and not await _may_be_shared(entry, world)):
        raise Refusal("moved-on")
    at = world.now if place in SHARED else entry.at
    await world.mine.put(replace(entry, marks=(entry.marks[0], place), at=at))
    saved = "question-saved" if await half_of(world.mine) else "question-saved-alone"
    return [await after(await world.me(), world, line(saved))]


# ---------------------------------------------------------------------- the list


@action("questions")
async def questions(request: Request, world: World) -> Reply:
    """One's own questions, the newest first, one at a time."""
    kept = [each for each in reversed(await world.mine.all(Entry)) if each.kind is Kind.QUESTION]
    ends = [button("back", "practice"), button("put-away", "enough")]
    if not kept:
        return [say("questions-none", rows=[ends], fades=Fade.READ)]
    at = int(request.argument) if request.argument.isdecimal() else 0
    at = max(0, min(at, len(kept) - 1))
    entry, today = kept[at], cards.today_of(request.person, world.now)
    turn = turns("questions", (at - 1) % len(kept), (at + 1) % len(kept))
    return [
        say(
            line("question-of", day=date.fromisoformat(entry.day)),
            line("page-quoted", text=leaves(entry.words)[0]),
            line(f"question-is-{_state(entry, today)}"),
            rows=[
                turn if len(kept) > 1 else [],
                [button("question-decide", "sort-open", entry.id)] if _slept(entry, today) else [],
                [button("note-drop", "question-drop", entry.id)],
                ends,
            ],
            fades=Fade.READ,
        )
    ]


def _state(entry: Entry, today: date) -> str:
    if is_sorted(entry) and len(entry.marks) > 1:
        return entry.marks[1]
    return "open" if _slept(entry, today) else "waits"


@action("sort-open")
async def sort_again(request: Request, world: World) -> Reply:
    """Sort one question of the list, or sort it anew; never on the day on which it came."""
    entry = await _entry(request, world, request.argument)
    if not _slept(entry, cards.today_of(request.person, world.now)):
        raise Refusal("moved-on")
    return [_sorting(entry)]


@action("question-drop")
async def drop(request: Request, world: World) -> Reply:
    """Delete one question for good."""
    entry = await _entry(request, world, request.argument)
    await world.mine.drop(Entry, entry.id)
    return await questions(replace(request, argument=""), world)
