"""What a person was asked today, and what they kept as an answer."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.checkin import Entry, Event, Kind, Prompt, State
from bot.domain.people import Person
from bot.domain.quotas import KEPT_A_DAY
from bot.domain.say import Refusal
from bot.services.flow import cards
from bot.services.flow.actions import Request
from bot.services.ports import World


async def of_today(person: Person, world: World) -> list[Prompt]:
    """Return what this person was asked today. What the library no longer has is over, unless answered."""
    day = _today(person, world)
    prompts = [p for p in await world.mine.all(Prompt, since=world.now - timedelta(days=2)) if p.day == day]
    return [p for p in prompts if p.state is not State.OPEN or not p.item or p.item in world.facts.library]


async def open_of_today(person: Person, world: World, kind: Kind) -> Prompt | None:
    """Return what is open today of a kind."""
    asked = await of_today(person, world)
    return next((each for each in asked if each.kind is kind and each.state is State.OPEN), None)


async def put_prompt(person: Person, world: World, kind: Kind, item: str = "") -> Prompt:
    """Return today's prompt of a kind: the one that is open, or a new one. Not every part has an item."""
    there = await open_of_today(person, world, kind)
    return there or await new_prompt(person, world, kind, item)


async def new_prompt(
    person: Person, world: World, kind: Kind, item: str = "", state: State = State.OPEN
) -> Prompt:
    """Put something that is asked today, whatever was asked before."""
    prompt = Prompt(
        id=world.chance.token(), owner=person.id, at=world.now, kind=kind, item=item,
        day=_today(person, world), state=state,
    )  # fmt: skip
    await world.mine.put(prompt)
    return prompt


async def done(
    person: Person, world: World, kind: Kind, item: str | None = None, event: Event = Event.ANSWER
) -> None:
    """Mark what is open today of a kind, or of one item of it, as answered; whatever the answer was."""
    for prompt in await of_today(person, world):
        after = prompt.after(event) if prompt.kind is kind and item in (None, prompt.item) else None
        if after:
            await world.mine.put(after)


async def answered(prompt: Prompt, world: World) -> None:
    """Mark what was asked as answered."""
    done = prompt.after(Event.ANSWER)
    if done is None:
        raise Refusal("moved-on")
    await world.mine.put(done)


async def open_prompt(request: Request, world: World, kind: Kind | None) -> Prompt:
    """Return what this answers: today's open prompt of a kind, or the one that the screen was about."""
    about = request.about or (request.card.screen.about if request.card else "")
    for prompt in await of_today(request.person, world):
        if prompt.state is State.OPEN and (
            prompt.kind is kind or (kind is None and about.startswith(prompt.id))
        ):
            return prompt
    raise Refusal("moved-on")


async def room(world: World) -> None:
    """Refuse what is more than anybody writes in a day; it stays in the chat."""
    entries = await world.mine.all(Entry, since=world.now - timedelta(days=1))
    if len(entries) >= KEPT_A_DAY:
        raise Refusal("slower-day")


def new_entry(
    person: Person,
    world: World,
    what: Kind | Prompt,
    *,
    words: str = "",
    value: int | None = None,
    apart: bool = False,
    marks: tuple[str, ...] = (),
    item: str = "",
) -> Entry:
    """Return what answers a prompt, on its day; or something of a kind that nobody asked for, of today."""
    kind, day = (what.kind, what.day) if isinstance(what, Prompt) else (what, _today(person, world))
    return Entry(
        id=world.chance.token(), owner=person.id, at=world.now, kind=kind,
        item=what.item if isinstance(what, Prompt) else item, day=day,
        value=value, apart=apart, words=words.strip(), marks=marks,
    )  # fmt: skip


def _today(person: Person, world: World) -> str:
    return cards.today_of(person, world.now).isoformat()
