"""Our words now: cards that each answers alone, and what both read of them from T1 on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.checkin import Entry, Kind
from bot.domain.ourwords import Answer, Said, standing, yeses
from bot.domain.people import Half, Person
from bot.domain.say import Button, Fade, Line, Refusal, Say, Word, button, line, say, turns
from bot.services.crossings import closes_next, half_of, writer
from bot.services.day.asked import done, new_entry, room
from bot.services.day.checkins import ask
from bot.services.day.practices import part
from bot.services.day.today import ending
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

LEAF = 6
ENDS = [button("back", "our-words"), button("close", "enough")]


@part(Kind.WORDS)
async def begin(person: Person, world: World) -> Say:
    """One card; that touch can rest, and what becomes of an answer, is said with the first."""
    first = not any(each.kind is Kind.WORDS for each in await world.mine.all(Entry))
    prompt = await ask(person, world, Kind.WORDS)
    rows = [[button("skip", "skip", Kind.WORDS)], [await _list(world)]]
    return _card(prompt.item, rows, *(await _rules(world) if first else []))


async def _rules(world: World) -> list[Line]:
    half = await half_of(world.mine)
    how = line("words-how", closes=await closes_next(half, world)) if half else line("words-how-alone")
    return [line("words-rest"), how]


def _card(item: str, more: Sequence[Sequence[Button]], *above: Line) -> Say:
    answers = [button(f"answer-{answer}", "word", f"{item}~{answer}") for answer in Answer]
    return say(*above, line("words-card", what=Word(f"item-{item}")), rows=[answers, *more], fades=Fade.READ)


@action("word")
async def answer(request: Request, world: World) -> Reply:
    """Answer a card. What is said afterwards is the same for every answer."""
    item, _, said = request.argument.partition("~")
    if said not in set(Answer) or item not in _cards(world):
        raise Refusal("moved-on")
    await room(world)
    await _put(request.person, item, Answer(said), world)
    await done(request.person, world, Kind.WORDS, item)
    return [await _saved(world)]


async def _put(person: Person, item: str, said: Answer, world: World) -> None:
    await world.mine.put(new_entry(person, world, Kind.WORDS, item=item, marks=(said,)))


async def _saved(world: World) -> Say:
    half = await half_of(world.mine)
    kept = line("words-saved", closes=await closes_next(half, world)) if half else line("words-saved-alone")
    return say(kept, rows=[[await _list(world)], *ending()], fades=Fade.SAVED)


async def _list(world: World) -> Button:
    """Return the way on from one card: to what both say yes to, or, alone, to every card."""
    if await half_of(world.mine):
        return button("words-ours", "our-words")
    return button("words-every", "words-all")


def _cards(world: World) -> list[str]:
    return [item.id for item in world.facts.library.items if item.kind == Kind.WORDS]


# ---------------------------------------------------------------------- every card, and none of the answers


@action("words-all")
async def every_card(request: Request, world: World) -> Reply:
    """Every card by its short name, to be answered anew. Which answer stands is never shown."""
    there = _cards(world)
    leaves = [there[start : start + LEAF] for start in range(0, len(there), LEAF)]
    leaf = int(request.argument) % len(leaves) if request.argument.lstrip("-").isdecimal() else 0
    rows = [[button(f"short-{item}", "words-pick", item)] for item in leaves[leaf]]
    turning = turns("words-all", (leaf - 1) % len(leaves), (leaf + 1) % len(leaves))
    ends = ENDS if await half_of(world.mine) else [button("back", "practice"), button("close", "enough")]
    return [say("words-all", rows=[*rows, turning, ends], fades=Fade.READ)]


@action("words-pick")
async def pick(request: Request, world: World) -> Reply:
    """One card that was chosen."""
    if request.argument not in _cards(world):
        raise Refusal("moved-on")
    return [_card(request.argument, [[button("back", "words-all")]])]


@action("words-none")
async def none(request: Request, world: World) -> Reply:
    """Take back every yes that stands."""
    entries = [each for each in await world.mine.all(Entry) if each.kind is Kind.WORDS]
    said = [Said(each.item, each.marks[0], each.at) for each in entries]
    for item in yeses(said, request.person.at, world.now):
        await _put(request.person, item, Answer.NOT_NOW, world)
    return [await _saved(world)]


# ---------------------------------------------------------------------- what both read


@action("our-words")
async def ours(request: Request, world: World) -> Reply:
    """What both say yes to for now."""
    half = await half_of(world.mine)
    if half is None:
        rows = [[button("words-every", "words-all")], [button("close", "enough")]]
        return [say("words-alone", rows=rows, fades=Fade.READ)]
    return [await _ours(request.person, half, world)]


@behind(22)
async def changed(person: Person, world: World) -> Say | None:
    """What T1 changed about the words of both."""
    half = await half_of(world.mine)
    if half is None or half.words.seen:
        return None
    await world.mine.put(replace(half, words=replace(half.words, seen=True)))
    return await _ours(person, half, world, line("words-changed"))


async def _ours(person: Person, half: Half, world: World, *above: Line) -> Say:
    write = writer(world.words, person)
    shown = [write(line("words-each", what=Word(f"item-{item}"))) for item in standing(half.words, world.now)]
    body = [line("words-ours-now"), line("page-quoted", text="\n".join(shown))] if shown else []
    return say(
        *above,
        *(body or [line("words-nothing")]),
        line("words-for-now", closes=await closes_next(half, world)),
        rows=[
            [button("words-another", "practise", Kind.WORDS), button("words-every", "words-all")],
            [button("words-take-back", "words-none")],
            [button("close", "enough")],
        ],
        fades=Fade.READ,
    )
