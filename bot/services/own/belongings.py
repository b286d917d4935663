"""Everything that is one person's own, gathered from their own rows alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.checkin import Entry, Prompt
from bot.domain.page import Copy, Receipt, WeekPage
from bot.domain.people import Care, Client, Guest, Half, Handed, Invitation, Person
from bot.domain.planner import Plan
from bot.domain.repair import Pause
from bot.services.ports import Mine


@dataclass(frozen=True)
class Belongings:
    """Everything that one person takes along, as it was kept at `made`."""

    person: Person
    made: datetime
    entries: tuple[Entry, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    pages: tuple[WeekPage, ...] = ()
    copies: tuple[Copy, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    halves: tuple[Half, ...] = ()
    cares: tuple[Care, ...] = ()
    clients: tuple[Client, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    guests: tuple[Guest, ...] = ()
    pauses: tuple[Pause, ...] = ()
    plans: tuple[Plan, ...] = ()
    handed: tuple[Handed, ...] = ()

    @property
    def day(self) -> str:
        """The day of the files' names, by UTC."""
        return self.made.astimezone(UTC).date().isoformat()


async def gather(mine: Mine, at: datetime) -> Belongings:
    """Gather what is kept for this person; of what was released to them, all that had not run out at `at`.

    A therapist's page is theirs once they opened it: until then it can still be taken back. What the other
    brought about of a next therapist while this person's link stood waits for T1 here as in the chat.
    """
    person = await mine.get(Person, mine.owner)
    if person is None:
        raise LookupError("nobody is there whose rows these are")
    copies = [each for each in await mine.all(Copy) if each.expires > at]
    cares = await mine.all(Care)
    return Belongings(
        person=person,
        made=at,
        entries=tuple(await mine.all(Entry)),
        prompts=tuple(await mine.all(Prompt)),
        pages=tuple(await mine.all(WeekPage)),
        copies=tuple(each for each in copies if each.opened or not each.clinical),
        receipts=tuple(await mine.all(Receipt)),
        halves=tuple(await mine.all(Half)),
        cares=tuple(each for each in cares if not each.waits),
        clients=tuple(await mine.all(Client)),
        invitations=tuple(await mine.all(Invitation)),
        guests=tuple(await mine.all(Guest)),
        pauses=tuple(await mine.all(Pause)),
        plans=tuple(await mine.all(Plan)),
        handed=tuple(await mine.all(Handed)),
    )
