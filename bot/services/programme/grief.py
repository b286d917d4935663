"""The grief and rage page: free writing that nobody else reads, with calming before and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.cards import Card
from bot.domain.checkin import Entry, Event, Kind, Prompt, State
from bot.domain.page import LONGEST, LineKind, is_early
from bot.domain.people import Person
from bot.domain.say import Button, Fade, Line, Refusal, Say, button, line, raw, say
from bot.services.crossings import half_of
from bot.services.day.asked import answered, new_entry, new_prompt, of_today, room
from bot.services.day.checkins import ask
from bot.services.day.practices import part
from bot.services.day.today import after, ending
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, tick
from bot.services.page.hints import WAYS, points_to_help, softer
from bot.services.ports import World

WRITE_FOR = timedelta(minutes=20)
"""After this it is said once, kindly, that it is time to stop; nothing is cut off."""
LEFT_FOR = timedelta(hours=1)
"""How long a page that was left stays open."""
STOP, REST, LEFT = "grief-stop", "grief-rest", "grief-left"
WRITING = "grief-words"
EASE = "ease-feet"


@part(Kind.GRIEF)
async def begin(person: Person, world: World) -> Say:
    """The page opens with something for the body; what it may be about is there to be seen."""
    prompt = await ask(person, world, Kind.GRIEF)
    return say(
        "grief-before",
        rows=[
            [button("grief-begin", "grief-write", prompt.id)],
            [raw("grief-calm", "calm"), button("skip", "skip", Kind.GRIEF)],
        ],
        awaits=WRITING,
        about=prompt.id,
    )


@action("grief-write")
async def write(request: Request, world: World) -> Reply:
    """Begin to write, or go on."""
    prompt = await _page(request.argument, world)
    if prompt.state is State.OPEN:
        await _starts(world)
        return [_writing(prompt, world, line("grief-how"))]
    await _hush(request, world)
    return [await _open_page(prompt, world)]


@action("pour")
async def pour(request: Request, world: World) -> Reply:
    """Pour it out, straight from Calm: the same page for everyone, with nothing asked."""
    asked = [each for each in await of_today(request.person, world) if each.kind is Kind.GRIEF]
    prompt = next((each for each in asked if not each.item), None)
    prompt = prompt or await new_prompt(request.person, world, Kind.GRIEF)
    await _starts(world)
    return [_writing(prompt, world, line("pour-how"))]


async def _starts(world: World) -> None:
    await world.mine.plan(STOP, "", world.now + WRITE_FOR)
    await world.mine.plan(LEFT, "", world.now + LEFT_FOR)


def _writing(prompt: Prompt, world: World, *lines: Line, rows: tuple[tuple[Button, ...], ...] = ()) -> Say:
    """Return the open page: the one way out of it is always the same."""
    about = [line(f"item-{prompt.item}")] if prompt.item else []
    stop = button("grief-stop", "grief-end", prompt.id)
    return say(
        *about,
        *lines,
        rows=rows or [[stop], [raw("calm-offer", "calm"), raw("keyboard-help", "help")]],
        awaits=WRITING,
        about=prompt.id,
    )


async def _open_page(prompt: Prompt, world: World) -> Say:
    """Return the page as it stands between two messages, whatever the last of them said."""
    return _writing(prompt, world, line("grief-over" if await _is_over(world) else "grief-open"))


async def _is_over(world: World) -> bool:
    return await world.mine.planned(STOP, "") is None


async def _page(id: str, world: World) -> Prompt:
    prompt = await world.mine.get(Prompt, id)
    if prompt is None or prompt.kind is not Kind.GRIEF:
        raise Refusal("moved-on")
    return prompt


@action("grief-words")
async def words(request: Request, world: World) -> Reply:
    """Keep one message of the page. The one before goes from the chat, this one a little later."""
    prompt = await _page(request.about, world)
    await room(world)
    entry = new_entry(request.person, world, prompt, words=request.argument)
    await world.mine.put(entry)
    if prompt.state is not State.ANSWERED:
        await answered(prompt, world)
        if await _is_over(world):
            await world.mine.plan(STOP, "", world.now + WRITE_FOR)
    await _hush(request, world)
    await world.mine.plan(LEFT, "", world.now + LEFT_FOR)
    if request.card and request.person.clear_seconds:
        soon = world.now + timedelta(seconds=request.person.clear_seconds)
        await world.mine.plan(REST, request.card.id, soon)
    fixes = f"edit-words {entry.id}"
    if points_to_help(request.argument, request.person, world.facts):
        on = button("grief-go-on", "grief-write", prompt.id), button("grief-stop", "grief-end", prompt.id)
        rows = WAYS, on
        return [replace(_writing(prompt, world, rows=rows), lines=(line("heavy-words"),), fixes=fixes)]
    kept = line("grief-kept-over" if await _is_over(world) else "grief-kept")
    return [replace(_writing(prompt, world), lines=(kept,), fixes=fixes)]


async def _hush(request: Request, world: World) -> None:
    """Take what was typed before out of the chat, unless its writer wants it to stay."""
    if request.card and request.person.clear_seconds:
        await _wipe(request.card, world)


async def _wipe(card: Card, world: World) -> Card:
    if card.typed:
        await world.mine.post("delete", card.id, card.typed)
        card = replace(card, typed=())
        await world.mine.put(card)
    return card


async def _written(world: World, card: str = "") -> tuple[Card, Prompt] | None:
    """Return the card on which a page is open (this one, if it is named), and the page."""
    live = await cards.live(world.mine)
    if live is None or live.screen.awaits != WRITING or (card and live.id != card):
        return None
    prompt = await world.mine.get(Prompt, live.screen.about)
    return (live, prompt) if prompt else None


@tick("grief-rest")
async def rest(due: Due, world: World) -> None:
    """A while after a message: it leaves the chat, and the page looks as it always does in between."""
    found = await _written(world, due.ref)
    if found:
        card, prompt = found
        await _show(due.person, await _wipe(card, world), await _open_page(prompt, world), world)


@tick("grief-stop")
async def stop(due: Due, world: World) -> None:
    """Twenty minutes are over: that is said, and the page stays open for who wants to end a thought."""
    found = await _written(world)
    if found:
        card, prompt = found
        await _show(due.person, card, _writing(prompt, world, line("grief-over")), world)


async def _show(person: Person, card: Card, screen: Say, world: World) -> None:
    screen = replace(screen, fixes=card.screen.fixes if card.typed else "")
    await cards.show(person, world, screen, card)


@tick("grief-left")
async def left(due: Due, world: World) -> None:
    """A page at which nothing was written for an hour closes by itself."""
    found = await _written(world)
    if found:
        await cards.tidy(found[0], world.mine, world.now)


@action("grief-end")
async def end(request: Request, world: World) -> Reply:
    """Close the page: something for the body, and the question whether one line is to be seen."""
    prompt = await _page(request.argument, world)
    await world.mine.unplan(STOP, "")
    await world.mine.unplan(LEFT, "")
    await _hush(request, world)
    if prompt.state is not State.ANSWERED:
        await world.mine.put(prompt.after(Event.SKIP) or prompt)
        return [await after(await world.me(), world, line("skipped"))]
    item = world.facts.library[prompt.item] if prompt.item else None
    rows = [[raw("calm-offer", "calm"), button("enough", "enough")]]
    lines = [line("grief-after"), line((item and item.ease_key) or EASE)]
    half = await half_of(world.mine)
    if half and not is_early(half.at, world.now):
        lines.append(line("grief-line-ask"))
        rows.insert(0, [button("grief-line", "grief-line")])
    return [say(*lines, rows=rows, fades=Fade.READ)]


# ---------------------------------------------------------------------- one line to be seen


@action("grief-line")
async def one_line(request: Request, world: World) -> Reply:
    """Write one line anew for the page; the value is the line that it replaces, if it does."""
    rows = [[button("not-now", "enough")]]
    return [say("grief-line-how", rows=rows, awaits="grief-seen", about=request.argument or "-")]


@action("grief-seen")
async def seen(request: Request, world: World) -> Reply:
    """Keep the line for the next page, switched off; where a rule sees a hard start, offer another way."""
    said = " ".join(request.argument.split())
    if len(said) > LONGEST:
        raise Refusal("too-long-line", longest=LONGEST)
    await room(world)
    entry = await world.mine.get(Entry, request.about)
    if entry is None or entry.kind is not Kind.SEEN:
        entry = new_entry(request.person, world, Kind.SEEN)
    await world.mine.put(replace(entry, words=said))
    fixes = f"edit-words {entry.id}"
    if points_to_help(said, request.person, world.facts):
        rows = [WAYS, [button("enough", "enough")]]
        return [say("heavy-words", rows=rows, fades=Fade.SAVED, fixes=fixes)]
    hint = softer(said, LineKind.SEEN, request.person, world.facts)
    rows = [[button("grief-line-anew", "grief-line", entry.id)], *ending(calm=True)]
    lines = [line("grief-line-kept"), *([line(hint)] if hint else [])]
    return [say(*lines, rows=rows, fades=Fade.SAVED, fixes=fixes)]
