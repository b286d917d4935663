"""What one person has, read from their rows alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from bot.domain.page import Audience, Copy, PageLine, Receipt, WeekPage
from bot.domain.people import Care, Client, Guest, Half, Handed, Invitation, Person, telegram_locator
from bot.domain.repair import Pause
from bot.domain.say import Line
from tests.worlds.world import World, words

KINDS = (Half, Pause, Guest, Invitation, Care, Client, Copy, Handed, Receipt)


@dataclass
class Own:
    """What one person has, before or after they did something."""

    person: Person | None
    halves: list[Half] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    cares: list[Care] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.person.id if self.person else ""

    @property
    def half(self) -> Half | None:
        return self.halves[0] if self.halves else None

    def care(self, proposal: str) -> Care | None:
        return next((each for each in self.cares if each.proposal == proposal), None)


def own(world: World, chat: int) -> Own:
    """Return what the person with this chat has now."""
    store = world.memory
    found = store.located.get((Person, telegram_locator(chat)))
    if found is None:
        return Own(None)
    shelves = [store.docs.get(kind, {}).get(found[0], {}) for kind in (Person, *KINDS)]
    (person,), *others = [[*shelf.values()] for shelf in shelves]
    return Own(person, *others)  # type: ignore[arg-type]


def text_of(page: WeekPage, person: Person) -> str:
    """Return the exact words of a page."""
    lines = [] if page.plain else [each for each in page.lines if each.on and each.words]
    said = [Line(_key(each), {"words": each.words}) for each in lines] or [Line("page-plain")]
    return "\n\n".join(words().write(each, person.language, "") for each in said)


def _key(each: PageLine) -> str:
    return "-".join(["page-line", each.kind, *([each.role] if each.role else [])])


def says_yes(page: WeekPage, text: str) -> bool:
    """Whether a yes to exactly these words stands."""
    whole = "\x1f".join([text, "1", *sorted(page.recipients), page.week])
    return page.choice is not Audience.KEEP and page.said == sha256(whole.encode()).hexdigest()
