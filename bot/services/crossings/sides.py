"""Both sides of a link: who is there, what they may be told, and ids that tell nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.cards import Card, derived
from bot.domain.page import Copy, WeekPage, Write
from bot.domain.people import (
    Care,
    CareState,
    Half,
    Notice,
    Person,
)
from bot.domain.terms import coming_week
from bot.services.flow import cards
from bot.services.ports import Mine, Words, World


@dataclass
class Derived:
    """A stream of ids for what one person's doing puts into another's chat; it moves neither's chance."""

    owner: str
    what: str
    now: datetime
    drawn: int = 0

    def token(self) -> str:
        """Return the next 16 characters."""
        self.drawn += 1
        return derived(self.owner, self.what, self.now.isoformat(), self.drawn)

    def code(self) -> str:
        """Never drawn: codes belong to the one who asks for them."""
        raise NotImplementedError

    def digits(self) -> str:
        """Never drawn: digits belong to the one who asks for them."""
        raise NotImplementedError

    def random(self) -> float:
        """Return a fixed number: nothing is left to chance in another's chat."""
        return 0.0


@dataclass(frozen=True)
class Other:
    """The other side of a link: their person, their rows, their half."""

    person: Person
    mine: Mine
    half: Half


def beside(world: World, person: Person, what: str) -> World:
    """Return the world as seen from another person's rows, with derived ids."""
    return replace(world, mine=world.across.of(person.id), chance=Derived(person.id, what, world.now))


def at_work(person: Person, now: datetime) -> bool:
    """Whether this person is no therapist on leave."""
    return person.away_until is None or now >= person.away_until


async def notify(world: World, owner: str, what: str, about: str = "", **values: str) -> None:
    """Put a notice behind another person's knock, and knock: something that both may know has happened.

    At a therapist on leave nothing knocks; they read it when they come by.
    """
    await world.across.lock(owner)
    person = await world.across.of(owner).get(Person, owner)
    if person is None:
        return
    there = beside(world, person, what)
    await there.mine.put(
        Notice(id=there.chance.token(), owner=owner, at=world.now, key=what, about=about, values=dict(values))
    )
    if at_work(person, world.now) or not what.startswith("client-"):
        await cards.knock(person, there)


def writer(words: Words, person: Person) -> Write:
    """Return how this person's page is put into words: in their own language, always the same."""
    return lambda each: words.write(each, person.language, "")


async def half_of(mine: Mine) -> Half | None:
    """Return one's own half, if one is linked."""
    return next(iter(await mine.all(Half)), None)


async def closes_next(half: Half, world: World) -> datetime:
    """Return one's own next T1."""
    open_now = [page.closes for page in await world.mine.all(WeekPage) if not page.decided]
    return min(open_now) if open_now else coming_week(half, world.now).closes


async def partner(half: Half, world: World) -> Other | None:
    """Return the other side, if their half still stands. What comes of it must not show whether it does."""
    await world.across.lock(half.other)
    theirs = world.across.of(half.other)
    person, their_half = await theirs.get(Person, half.other), await theirs.get(Half, half.other_half)
    if person is None or their_half is None or their_half.link != half.link:
        return None
    return Other(person, theirs, their_half)


async def joined_care(half: Half, rows: Mine, now: datetime) -> Care | None:
    """Return the side of a joined therapist link that stands now."""
    for care in await rows.all(Care):
        if care.half == half.id and care.state is CareState.JOINED and now < care.expires:
            return care
    return None


async def remove(rows: Mine, copy_id: str) -> None:
    """Drop a copy, and take it from the chat with every file that can carry it.

    No file carries what its therapist has not opened: one that went would tell of a page that they never saw.
    """
    copy = await rows.get(Copy, copy_id)
    if copy is None:
        return
    await rows.drop(Copy, copy_id)
    await rows.unplan("copy-expires", copy_id)
    carried = copy.opened or not copy.clinical
    for card in await rows.all(Card):
        if card.screen.about == f"copy {copy_id}" or (card.screen.file and carried):
            await cards.put_away(card, rows)
