"""Check-ins: a rating each day, and now and then one small thing more. All of it stays with its writer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.checkin import Entry, Event, Kind, Prompt, State
from bot.domain.library import Item, choose, fresh_of
from bot.domain.people import Person, Role
from bot.domain.say import Fade, Line, Refusal, Say, button, line, raw, say, side_by_side
from bot.services.arriving.start import resume
from bot.services.crossings import half_of
from bot.services.day.asked import answered, new_entry, new_prompt, of_today, open_of_today, open_prompt, room
from bot.services.day.practices import part
from bot.services.day.stages import stage_of
from bot.services.day.today import after, plan_knock
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.page.hints import WAYS, defends, heavier, own_or_defend, points_to_help, weighs
from bot.services.ports import World

LOW = 3
LOW_WORDS = (
    "kept-low",
    "kept-low-help",
    "kept-low-carry",
    "kept-low-now",
    "kept-low-feet",
    "kept-low-said",
)
"""What is said to a low rating: the first to the first, then each of the others before one comes again."""
SHAPED = {Kind.FEAR: "fear-shape", Kind.TURN: "turn-shape"}
"""Where a tapped beginning is put into words: the shape that is offered for them."""
FLOOR = "feet"
"""The one ease that a line about staying has in it already."""
MET = ("heavy-words", "heavy-page")
"""What words were met with already that weigh much."""
STAYS = tuple(f"stay{number}" for number in range(1, 7))
"""Lines about staying with what one owned, one after another; counted by none, for words can be deleted."""


async def ask(person: Person, world: World, kind: Kind) -> Prompt:
    """Return today's prompt of a kind: the one that is open, or a new one nobody has seen lately."""
    there = await open_of_today(person, world, kind)
    if there:
        return there
    role = person.role or Role.UNSAID
    stage = await stage_of(person, world)
    item = choose(world.facts.library, kind, role, stage, person.used, world.chance)
    prompt = await new_prompt(person, world, kind, item.id)
    await _seen(item.id, world)
    return prompt


async def _seen(name: str, world: World) -> None:
    """Keep that an item or a wording came, so that others come before it comes again."""
    me = await world.me()
    await world.mine.put(replace(me, used=(*(each for each in me.used if each != name), name)))


def rating_screen(prompt: Prompt) -> Say:
    """Return the rating: eleven numbers, *Not together*, *Skip*."""
    numbers = [button("number", "rate", str(n), n=n) for n in range(11)]
    rest = [button("not-together", "rate", "x"), button("skip", "skip", Kind.SAFETY)]
    return say(
        line(f"item-{prompt.item}"),
        rows=[numbers[:6], numbers[6:], rest],
        awaits="rate",
        about=prompt.id,
    )


@behind(30)
async def rating(person: Person, world: World) -> Say | None:
    """The day's rating, once a day."""
    asked = [p for p in await of_today(person, world) if p.kind is Kind.SAFETY]
    if is_therapist_only(person) or any(p.state is not State.OPEN for p in asked):
        return None
    return rating_screen(await ask(person, world, Kind.SAFETY))


def is_therapist_only(person: Person) -> bool:
    """Whether somebody came as a therapist, and has not begun for themselves; that begins with its hour."""
    return person.terms_at is not None and person.started is None and not person.set_up_on


async def has_more_today(person: Person, world: World) -> bool:
    """Whether nothing more is asked today: one small thing was answered or skipped, or the rating was low."""
    return await did_more_today(person, world) or await is_low_today(person, world)


async def did_more_today(person: Person, world: World) -> bool:
    """Whether one small thing beside the rating was answered or skipped today."""
    asked = await of_today(person, world)
    return any(each.kind is not Kind.SAFETY and each.state is not State.OPEN for each in asked)


async def is_low_today(person: Person, world: World) -> bool:
    """Whether today's rating was low."""
    today = cards.today_of(person, world.now).isoformat()
    entries = await world.mine.all(Entry, since=world.now - timedelta(days=2))
    ratings = [e.value for e in entries if e.day == today and e.kind is Kind.SAFETY and e.value is not None]
    return any(value <= LOW for value in ratings)


@part(Kind.FEAR)
async def fear(person: Person, world: World) -> Say:
    """Name one fear."""
    return prompt_screen(await ask(person, world, Kind.FEAR), world)


@part(Kind.OWN)
async def own(person: Person, world: World) -> Say:
    """One's own part: what I did, what it did to you, what I will do."""
    return prompt_screen(await ask(person, world, Kind.OWN), world)


def prompt_screen(prompt: Prompt, world: World) -> Say:
    """Return what an item of the library asks: beginnings to tap, where it has some, or words alone."""
    item = world.facts.library[prompt.item]
    openers = [button(f"item-{item.id}-opener-{n}", "opener", f"{n}") for n in range(1, item.openers + 1)]
    return say(
        line(f"item-{item.id}"),
        line("type-or-tap" if openers else "type-it"),
        rows=[*side_by_side(openers), [button("skip", "skip", prompt.kind)]],
        awaits="keep-words",
        about=prompt.id,
    )


@action("rate")
async def rate(request: Request, world: World) -> Reply:
    """Keep a rating: 0 to 10, or *Not together*."""
    prompt = await open_prompt(request, world, Kind.SAFETY)
    apart = request.argument == "x"
    if not apart and _are_words(request.argument):
        return await _words_beside(prompt, request, world)
    value = None if apart else number(request.argument)
    entry = new_entry(request.person, world, prompt, value=value, apart=apart)
    await world.mine.put(entry)
    await answered(prompt, world)
    low = value is not None and value <= LOW
    first = request.person.started is None
    kept = [line("kept-first" if first else "kept")] + ([await _low_words(world)] if low else [])
    person = await _first_evening(world)
    if first:
        return [
            say(
                *kept,
                rows=[[raw("calm-offer", "calm"), button("enough-tonight", "enough")]],
                fades=Fade.SAVED,
                fixes=f"edit-rating {entry.id}",
            )
        ]
    end = await after(person, world, *kept, fixes=f"edit-rating {entry.id}")
    calm = (raw("calm-offer", "calm"),) if low else ()
    return [replace(end, rows=((*calm, button("feelings", "feelings")), *end.rows))]


async def _low_words(world: World) -> Line:
    """Return what is said to a low rating; the first time nothing that speaks of another one."""
    used = (await world.me()).used
    name = fresh_of(LOW_WORDS, used, world.chance) if LOW_WORDS[0] in used else LOW_WORDS[0]
    await _seen(name, world)
    return line(name)


def _are_words(given: str) -> bool:
    """Whether something typed where a number was asked for says more than a number that does not fit."""
    return re.fullmatch(r"[\d\s.,:/+-]*", given) is None


async def _words_beside(prompt: Prompt, request: Request, world: World) -> Reply:
    """Words typed to a question about a number become a note, so that they can go; the question stays.

    It stays whatever they were: what is left on the screen a minute later must not tell.
    """
    note = await keep_note(request, world)
    heavy = points_to_help(request.argument, request.person, world.facts)
    said = line("heavy-words" if heavy else "kept-note-number")
    return [_beside(rating_screen(prompt), said, note)]


def _beside(screen: Say, said: Line, note: Entry) -> Say:
    """Put what is said of a note above a question that stays. It goes with the words that were typed."""
    return replace(
        screen,
        lines=(said, *screen.lines),
        rows=(WAYS, *screen.rows),
        awaits=screen.awaits or "note-free",
        fixes=f"{'edit-unrated' if screen.awaits == 'rate' else 'edit-words'} {note.id}",
    )


def number(given: str) -> int:
    """Return a rating as it was tapped or typed. Refuses what is none."""
    given = given.strip()
    if not (given.isascii() and given.isdigit() and len(given) <= 2 and int(given) <= 10):
        raise Refusal("a-number-please")
    return int(given)


@action("edit-rating")
async def edit_rating(request: Request, world: World) -> Reply:
    """A number just sent was edited in the chat: what is kept follows."""
    entry, value = await world.mine.get(Entry, request.about), number(request.argument)
    if entry:
        await world.mine.put(replace(entry, value=value))
    return []


@action("edit-unrated")
async def edit_unrated(request: Request, world: World) -> Reply:
    """Words typed beside a rating were edited in the chat: a number answers after all, words stay a note."""
    if _are_words(request.argument):
        return await edit_words(request, world)
    reply = await rate(replace(request, about=request.card.screen.about if request.card else ""), world)
    await world.mine.drop(Entry, request.about)
    return reply


async def _first_evening(world: World) -> Person:
    """The first rating ends the first evening: from here on the knock comes by itself."""
    person = await world.me()
    if person.started:
        return person
    person = replace(person, started=world.now)
    await world.mine.put(person)
    await plan_knock(person, world)
    await cards.standing(person, world)
    return person


@action("opener")
async def opener(request: Request, world: World) -> Reply:
    """A beginning was tapped: put it into words, or just note it. Where nothing is shaped, it is kept."""
    prompt = await open_prompt(request, world, None)
    if prompt.kind not in SHAPED or _says_none(prompt, request.argument, world):
        return await just_note(request, world)
    return [
        say(
            line(f"item-{prompt.item}-opener-{request.argument}"),
            SHAPED[prompt.kind],
            rows=[[button("just-note", "just-note", request.argument), button("skip", "skip", prompt.kind)]],
            awaits="keep-words",
            about=f"{prompt.id} {request.argument}",
        )
    ]


def _says_none(prompt: Prompt, opener: str, world: World) -> bool:
    """Whether this is the last beginning of turning away: that there was nothing, or it is not known."""
    return prompt.kind is Kind.TURN and opener == str(world.facts.library[prompt.item].openers)


@action("just-note")
async def just_note(request: Request, world: World) -> Reply:
    """Keep the tapped beginning as it is."""
    prompt = await open_prompt(request, world, None)
    item = world.facts.library[prompt.item]
    if request.argument not in {str(n) for n in range(1, item.openers + 1)}:
        raise Refusal("moved-on")
    words = world.words.write(
        line(f"item-{item.id}-opener-{request.argument}"), request.person.language, request.person.zone
    )
    return await keep(request, world, prompt, words)


@action("keep-words")
async def keep_words(request: Request, world: World) -> Reply:
    """Keep typed words for a fear or for one's own part."""
    prompt = await open_prompt(request, world, None)
    return await keep(request, world, prompt, request.argument)


async def keep(request: Request, world: World, prompt: Prompt, words: str) -> Reply:
    """Keep words as the answer to what was asked, and end it quietly."""
    await room(world)
    entry = new_entry(request.person, world, prompt, words=words)
    await world.mine.put(entry)
    await answered(prompt, world)
    item = world.facts.library[prompt.item]
    fixes = f"edit-words {entry.id}"
    if points_to_help(words, request.person, world.facts):  # nothing more is asked after words like these
        rows = [WAYS, [button("enough", "enough")]]
        return [say("heavy-words", rows=rows, fades=Fade.SAVED, fixes=fixes)]
    part = defends(entry.words, request.person, world.facts) if entry.kind is Kind.OWN else ""
    if part:
        return [own_or_defend(part, f"entry {entry.id}", "kept-own", fixes=fixes)]
    kept = await kept_own(item.id, world) if entry.kind is Kind.OWN else [await _kept(item, world)]
    if item.ease and entry.kind is not Kind.OWN:
        kept.append(line(f"ease-{item.ease}"))
    return [await after(await world.me(), world, *kept, fixes=fixes)]


async def _kept(item: Item, world: World) -> Line:
    """Return what is said of words that are kept: that they may go on a page, only where there is one."""
    if not item.may_go_on_page:
        return line("kept-note")
    return line("kept-words" if await half_of(world.mine) else "kept")


async def kept_own(item: str, world: World) -> list[Line]:
    """Return what is said to a line of one's own: it is kept, and one line about staying with it."""
    last = {name: when for when, name in enumerate((await world.me()).used)}
    stays = min(STAYS, key=lambda name: last.get(name, -1))  # no chance: they come in their order
    await _seen(stays, world)
    ease = world.facts.library[item].ease if item in world.facts.library else None
    after_it = [line(f"ease-{ease}")] if ease and ease != FLOOR else []
    kept = "kept-words" if await half_of(world.mine) else "kept-own"
    return [line(kept), line("own-stay", which=STAYS.index(stays) + 1), *after_it]


@action("edit-words")
async def edit_words(request: Request, world: World) -> Reply:
    """Words just sent were edited in the chat: what is kept follows. What weighs much now is met as ever."""
    entry, words = await world.mine.get(Entry, request.about), request.argument.strip()
    if entry is None:
        return []
    await world.mine.put(replace(entry, words=words))
    screen = request.card.screen if request.card else None
    if screen is None or screen.lines[0].key in MET or not points_to_help(words, request.person, world.facts):
        return []
    for_the_page = entry.kind in (Kind.BRING, Kind.SAYBACK)
    return [weighs(f"entry {entry.id}", screen.fixes) if for_the_page else heavier(screen)]


@action("note-free")
async def free_note(request: Request, world: World) -> Reply:
    """Words that nobody asked for are kept as a note: nothing that someone typed is lost.

    No list knows every way to say that help is needed: the way to people stands under each.
    """
    entry = await keep_note(request, world)
    heavy = points_to_help(request.argument, request.person, world.facts)
    if request.person.started is None and request.person.terms_at is None:
        waits = await resume(request.person, world, request.called)
        return [_beside(each, line("heavy-words" if heavy else "kept-note"), entry) for each in waits]
    rows = [WAYS, [button("not-keep", "drop-note", entry.id), button("enough", "enough")]]
    fixes = f"edit-words {entry.id}"
    return [say("heavy-words" if heavy else "kept-note", rows=rows, fades=Fade.SAVED, fixes=fixes)]


async def keep_note(request: Request, world: World) -> Entry:
    """Keep what was typed as a note of its writer's."""
    await room(world)
    entry = new_entry(request.person, world, Kind.NOTE, words=request.argument)
    await world.mine.put(entry)
    return entry


@action("drop-note")
async def drop_note(request: Request, world: World) -> Reply:
    """Do not keep the note after all."""
    await world.mine.drop(Entry, request.argument)
    return []


@action("skip")
async def skip(request: Request, world: World) -> Reply:
    """Skip what was asked; that is as good as an answer."""
    prompt = await open_prompt(request, world, Kind(request.argument))
    skipped = prompt.after(Event.SKIP)
    if skipped:
        await world.mine.put(skipped)
    person = await _first_evening(world) if prompt.kind is Kind.SAFETY else await world.me()
    return [await after(person, world, line("skipped"))]
