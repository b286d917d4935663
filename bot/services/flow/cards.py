"""What is on a person's screen: one live card, one knock, one line that remains of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.cards import Card, CardState, derived
from bot.domain.people import Person
from bot.domain.rhythm import diary_day, end_of_day, out_of_quiet, zone_of
from bot.domain.say import Button, Fade, Line, Say, button, line, raw, say
from bot.services.flow.actions import Due, tick
from bot.services.ports import Mine, World

READ_FOR = timedelta(minutes=10)
LINE_FOR = timedelta(hours=36)
"""How long a day's line may stay at most."""
OLDEST = timedelta(hours=46)
"""How old the message of a day's line may get: two hours later Telegram would no longer let it be deleted."""
FILE_FOR = timedelta(hours=1)
"""How long a file of one's own data stays in the chat, if it is not taken away before."""
REMIND_AFTER = timedelta(hours=2)
SAID_BESIDE = ("kept-note", "kept-note-number", "heavy-words")
"""Said above a question to which words were typed that do not answer it: they are a note now."""


def today_of(person: Person, now: datetime) -> date:
    """Return the day this person is in; their days run from four in the morning."""
    return diary_day(now, zone_of(person.zone, person.offset))


async def live(mine: Mine) -> Card | None:
    """Return the one screen that is open, if there is one."""
    return next((card for card in await mine.all(Card) if card.state is CardState.OPEN), None)


async def show(
    person: Person,
    world: World,
    screen: Say,
    card: Card | None = None,
    note: Line | None = None,
    typed: Sequence[int] = (),
) -> Card:
    """Put a screen on this card, or on a new one; every other live card goes."""
    ref = world.chance.token()
    day = today_of(person, world.now).isoformat()
    if card is None:
        card = Card(
            id=world.chance.token(),
            owner=person.id,
            at=world.now,
            state=CardState.OPEN,
            ref=ref,
            screen=screen,
            day=day,
        )
    shown = replace(
        card, state=CardState.OPEN, ref=ref, screen=screen, note=note, day=day, typed=(*card.typed, *typed)
    )
    for other in await world.mine.all(Card):
        if other.id != shown.id and other.state in (CardState.OPEN, CardState.KNOCK):
            await put_away(other, world.mine)
    await world.mine.put(shown)
    await world.mine.post("show", shown.id)
    await _fade(shown, person, world)
    if person.started or person.terms_at:  # before that, what is open is the first evening itself
        await _expires(person, world, day)
    return shown


async def _expires(person: Person, world: World, day: str) -> None:
    """Plan the end of a day: each day has its own, so that none is forgotten when it comes late."""
    at = end_of_day(world.now, zone_of(person.zone, person.offset))
    await world.mine.plan("expire", day, at)


async def _fade(card: Card, person: Person, world: World) -> None:
    if card.screen.fades is Fade.READ:
        await world.mine.plan("clear", card.id, world.now + READ_FOR)
    elif card.screen.fades is Fade.SOON:
        await world.mine.plan(
            "clear", card.id, world.now + timedelta(seconds=min(person.clear_seconds or 60, 60))
        )
    elif card.screen.fades is Fade.SAVED and person.clear_seconds:
        await world.mine.plan("clear", card.id, world.now + timedelta(seconds=person.clear_seconds))
    else:
        await world.mine.unplan("clear", card.id)
        await fade_typed(card, person, world)


async def fade_typed(card: Card, person: Person, world: World) -> None:
    """Let what was typed beside a question that stays open go as soon as any other typed words do."""
    if card.typed and _stays_open(card) and person.clear_seconds:
        await world.mine.plan("clear", card.id, world.now + timedelta(seconds=person.clear_seconds))


def _stays_open(card: Card) -> bool:
    return card.state is CardState.OPEN and card.screen.fades is Fade.STAYS and bool(card.screen.awaits)


async def put_away(card: Card, mine: Mine) -> None:
    """Take a card and the words typed to it out of the chat."""
    messages = [card.message] if card.message else []
    if messages:
        await mine.post("wipe", card.id, messages)
    if card.typed:
        await mine.post("delete", card.id, card.typed)
    await mine.unplan("clear", card.id)
    await mine.drop(Card, card.id)


async def tidy(card: Card, mine: Mine, now: datetime) -> None:
    """Clear a card: it becomes the day's one line, the same whatever was answered; older lines go."""
    if card.media or card.state in (CardState.FIXED, CardState.STATIC, CardState.FILE):
        await put_away(card, mine)
        return
    for other in await mine.all(Card):
        if other.state is CardState.KEPT and other.id != card.id:
            await put_away(other, mine)
    if card.typed:
        await mine.post("delete", card.id, card.typed)
    kept = say(
        line("day-line", day=date.fromisoformat(card.day)),
        rows=[[raw("keyboard-help", "help")]],
    )
    await mine.put(replace(card, state=CardState.KEPT, screen=kept, note=None, typed=()))
    await mine.plan("clear", card.id, min(now + LINE_FOR, max(now, card.at + OLDEST)))
    await mine.post("show", card.id)


def knock_screen() -> Say:
    """Return the one neutral knock: the same words whatever lies behind it."""
    return say("knock", rows=[[button("knock-open", "open"), button("knock-later", "later")]])


async def knock(person: Person, world: World, remind: bool = True) -> None:
    """Knock, unless the person rests; a knock that was not opened makes room for this one.

    In quiet hours nothing knocks: it waits for their end.
    """
    if person.resting or person.blocked:
        return
    at, day = awake(person, world.now), today_of(person, world.now).isoformat()
    if at > world.now:
        await world.mine.plan("knock", "quiet", at)
        return
    for other in await world.mine.all(Card):
        if other.state is CardState.KNOCK:
            await put_away(other, world.mine)
    card = Card(
        id=world.chance.token(),
        owner=person.id,
        at=world.now,
        state=CardState.KNOCK,
        ref=world.chance.token(),
        screen=knock_screen(),
        day=day,
    )
    await world.mine.put(card)
    await world.mine.post("show", card.id)
    await _expires(person, world, day)
    again = world.now + REMIND_AFTER
    if remind and person.reminder and again == awake(person, again):
        await world.mine.plan("remind", "day", again)


def awake(person: Person, at: datetime) -> datetime:
    """Return the instant itself, or the end of this person's quiet hours that it falls into."""
    if not person.zone and person.offset is None:  # nobody knows yet when it is quiet for them
        return at
    return out_of_quiet(at, person.quiet_from, person.quiet_to, zone_of(person.zone, person.offset))


async def fixed(
    mine: Mine, now: datetime, day: str, what: str, words: Line, rows: Sequence[Sequence[Button]]
) -> None:
    """Push one fixed line (a break, a return). Its ids are derived, so that they tell nothing."""
    id = derived(mine.owner, what, now)
    for other in await mine.all(Card):
        if other.state is CardState.FIXED and other.turn == what:
            await put_away(other, mine)
    card = Card(
        id=id,
        owner=mine.owner,
        at=now,
        state=CardState.FIXED,
        ref=derived(id, "ref"),
        screen=say(words, rows=rows),
        day=day,
        turn=what,
    )
    await mine.put(card)
    await mine.post("show", id)
    await mine.plan("clear", id, now + timedelta(hours=12))


async def files(world: World) -> list[Card]:
    """Return the files that are in the chat, or on their way."""
    return [card for card in await world.mine.all(Card) if card.state is CardState.FILE]


async def give(file: Say, world: World) -> None:
    """Put a file into the chat, beside the live screen. It can be saved: nothing is protected about it."""
    card = Card(
        id=world.chance.token(),
        owner=world.mine.owner,
        at=world.now,
        state=CardState.FILE,
        ref=world.chance.token(),
        screen=file,
        protect=False,
    )
    await world.mine.put(card)
    await world.mine.post("show", card.id)
    await world.mine.plan("clear", card.id, world.now + FILE_FOR)


async def standing(person: Person, world: World) -> None:
    """Send the standing message that carries the four buttons; an older one goes."""
    for other in await world.mine.all(Card):
        if other.keyboard:
            await put_away(other, world.mine)
    card = Card(
        id=world.chance.token(),
        owner=person.id,
        at=world.now,
        state=CardState.FIXED,
        ref=world.chance.token(),
        screen=say("standing"),
        keyboard=True,
        protect=False,
        turn="standing",
    )
    await world.mine.put(card)
    await world.mine.post("show", card.id)


@tick("clear")
async def clear(due: Due, world: World) -> None:
    """Clear a card whose time is over."""
    card = await world.mine.get(Card, due.ref)
    if card and card.state is CardState.KEPT:
        await put_away(card, world.mine)
    elif card and _stays_open(card):
        await _only_the_question(card, world.mine)
    elif card:
        await tidy(card, world.mine, world.now)


async def _only_the_question(card: Card, mine: Mine) -> None:
    """Take what was typed beside a question out of the chat, with what was said about it."""
    if card.typed:
        await mine.post("delete", card.id, card.typed)
    asks = replace(
        card.screen,
        lines=tuple(each for each in card.screen.lines if each.key not in SAID_BESIDE),
        rows=tuple(row for row in card.screen.rows if not all(each.raw for each in row)),
        fixes="",
    )
    await mine.put(replace(card, screen=asks, note=None, typed=()))
    await mine.post("show", card.id)


@tick("remind")
async def remind(due: Due, world: World) -> None:
    """Knock once more, if the knock was not opened."""
    in_time = world.now - due.at < REMIND_AFTER
    if in_time and any(card.state is CardState.KNOCK for card in await world.mine.all(Card)):
        await knock(due.person, world, remind=False)
