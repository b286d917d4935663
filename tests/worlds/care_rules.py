"""The link to a therapist as the rules say it: the short reference that the bot is compared with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.worlds.people import ANN, BEN, TESS

COUPLE = (ANN, BEN)
OTHER = {ANN: BEN, BEN: ANN}
LONDON = ZoneInfo("Europe/London")
PROPOSED, JOINED, ASKED_BEFORE = timedelta(days=7), timedelta(days=90), timedelta(days=14)
KEPT = timedelta(weeks=12)
ASKED, COMPARED = timedelta(days=6), timedelta(days=21)
"""How long after T1 a question by a therapist's own link stands, and how long the digits that come of it."""
OPENED = timedelta(days=13)
"""How long after T1 digits stand that come by a couple's own link."""


def coming_t1(now: datetime) -> datetime:
    """Return the next Sunday, four o'clock, in London."""
    day = now.astimezone(LONDON)
    sunday = day.replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=(6 - day.weekday()) % 7)
    coming = sunday if sunday > day else sunday + timedelta(days=7)
    return coming.astimezone(UTC)  # from here on hours are counted, whatever clocks do meanwhile


def still_to_say(news: list[str]) -> list[str]:
    """Return what is left to say: not that somebody is linked whose end is to be said after it."""
    return [
        each
        for number, each in enumerate(news)
        if not (each == "care-joined" and "care-ended" in news[number:])
    ]


@dataclass
class Link:
    """One proposal and what became of it."""

    by: int
    code: str
    until: datetime
    seats: dict[int, str]  # where each partner stands: sent, asked, later, yes, joined; absent: not at all
    listed: bool = False  # the therapist has the couple in their list
    reads: bool = False  # and may read what both choose to send
    over: set[int] = field(default_factory=set)  # who reads at T1 that it was ended
    wants: set[int] = field(default_factory=set)  # who wants it to go on after its 90 days
    pages: list[datetime] = field(default_factory=list)  # until when each page stays with the therapist
    asked: bool = False  # it came by the therapist's own link
    client: str = ""  # by which name the therapist's list has it
    hidden: set[int] = field(default_factory=set)  # from whom it is hidden until T1

    def closed(self) -> None:
        """Take everything from the therapist but the couple's line in their list."""
        self.reads, self.pages = False, []


@dataclass
class Ask:
    """A question by a therapist's own link, and what became of it."""

    by: int
    code: str
    until: datetime
    seats: dict[
        int, str
    ]  # where each stands: asks, back, and the other: asked, later, yes; absent: not at all
    hidden: set[int] = field(default_factory=set)  # from whom it is hidden until T1


class Rules:
    """What everybody has by now."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.links: list[Link] = []
        self.linked = {ANN: True, BEN: True}
        self.leaves_at_t1: set[int] = set()  # whose partner wished it said at T1 that they left
        self.news: dict[int, list[str]] = {ANN: [], BEN: [], TESS: []}
        self.told: Counter[str] = Counter()
        self.handed = ""  # what the therapist's own link carries, while there is one
        self.came_by = {ANN: "", BEN: ""}  # whose link each opened
        self.asks: list[Ask] = []

    # ------------------------------------------------------------------ what can be seen

    def shown(self, who: int) -> tuple[str, Link | None]:
        """Return what a partner finds under *Therapist*, and of which proposal."""
        if not self.linked[who]:
            return "alone", None
        joined = next((link for link in self.links if link.seats.get(who) == "joined"), None)
        if joined:
            return "joined", joined
        asking, (state, link) = self.asking(who), self.digits(who)
        if asking and asking.by != who:
            return "question", None
        if link:
            return state, link
        return ("asked for" if asking and asking.seats[who] == "asks" else "nothing"), None

    def digits(self, who: int) -> tuple[str, Link | None]:
        """Return the digits that a partner can say something to, where no link stands."""
        for link in self.links:
            seat = link.seats.get(who, "sent")
            if seat not in ("sent", "joined") and self.now < link.until and who not in link.hidden:
                return ("waiting" if seat == "yes" else "digits"), link
        return "nothing", None

    def asking(self, who: int) -> Ask | None:
        """Return what is open of asking: what the other asks before what one asked oneself."""
        found = [ask for ask in self.asks if self.now < ask.until and ask.seats.get(who, "yes") != "yes"]
        found = [ask for ask in found if who not in ask.hidden]
        return min(found, key=lambda ask: ask.by == who, default=None)

    def can_ask(self, who: int) -> bool:
        """Return whether a partner finds that they can ask for the therapist whose link they opened."""
        free = self.shown(who)[0] == "nothing" and not self.asking(who)
        return free and bool(self.handed) and self.came_by[who] == self.handed

    def rows(self, who: int) -> int:
        """Return how much is kept of links to a therapist: nothing of what ran out."""
        links = [
            link.seats for link in self.links if link.seats.get(who) == "joined" or self.now < link.until
        ]
        asks = [ask.seats for ask in self.asks if self.now < ask.until]
        return sum(who in seats for seats in (*links, *asks))

    def waiting(self, who: int) -> list[str]:
        """Return the news that wait: that a couple asked only while the couple is in the list."""
        listed = any(link.asked for link in self.clients())
        return [each for each in self.news[who] if listed or each != "client-asked"]

    def can_send(self, who: int) -> Link | None:
        """Return the link by which a partner can choose *both*."""
        found = [link for link in self.links if link.seats.get(who) == "joined" and self.now < link.until]
        return found[0] if found and self.linked[who] else None

    def is_asked(self, who: int) -> bool:
        """Whether a partner can say if it shall go on."""
        shown, link = self.shown(who)
        return shown == "joined" and link is not None and timedelta(0) < link.until - self.now <= ASKED_BEFORE

    def clients(self) -> list[Link]:
        """Return what stands in the therapist's list."""
        return [link for link in self.links if link.listed and self.now < link.until]

    def pages(self) -> int:
        """Return how many pages lie with the therapist."""
        return sum(self.now < until for link in self.clients() for until in link.pages)

    def still_linked(self) -> set[int]:
        """Return on whose side a link stands, or one of whose end they read at T1."""
        return {who for link in self.links for who, seat in link.seats.items() if seat == "joined"}

    # ------------------------------------------------------------------ what they do

    def proposes(self, who: int, code: str) -> None:
        """Make a link; one that nobody followed is no more."""
        for link in self.links:
            if link.by == who and link.seats.get(who) == "sent":
                del link.seats[who]
        self.links.append(Link(who, code, self.now + PROPOSED, {who: "sent"}))

    def opens(self, code: str) -> bool:
        """The therapist follows a link: it works once, for a week, while its maker is linked."""
        for link in self.links:
            stands = link.seats.get(link.by) == "sent" and self.linked[link.by] and self.now < link.until
            if link.code == code and stands:
                link.listed, link.hidden = True, self.still_linked() - {link.by}
                link.until = coming_t1(self.now) + OPENED
                link.seats = {who: "asked" for who in COUPLE if self.linked[who]}
                return True
        return False

    def says_yes(self, who: int, link: Link) -> None:
        """The digits are the same: joined once both said so, if the therapist is still there."""
        other = OTHER[who]
        link.seats[who] = "yes"
        if not (link.seats.get(other) == "yes" and self.linked[other] and link.listed):
            return
        for each in self.links:
            each.seats = {} if each is not link else dict.fromkeys(COUPLE, "joined")
            each.over.clear()
        self.asks.clear()
        link.until, link.reads = self.now + JOINED, True
        self.tell(other, "care-joined")
        self.tell(TESS, "client-joined")

    def asks_for(self, who: int) -> None:
        """Ask for the therapist whose link one opened: the other is asked, if they are there."""
        self.asks = [ask for ask in self.asks if ask.by != who]
        seats = {who: "asks"} | ({OTHER[who]: "asked"} if self.linked[OTHER[who]] else {})
        self.asks.append(
            Ask(who, self.came_by[who], coming_t1(self.now) + ASKED, seats, self.still_linked() - {who})
        )

    def says_yes_too(self, who: int, ask: Ask) -> bool:
        """The other wants it, too: digits for all three, where it is still asked and the link still works."""
        ask.seats[who] = "yes"
        if not (self.linked[ask.by] and ask.seats.get(ask.by) == "asks" and self.handed == ask.code):
            return False
        self.asks.clear()
        for link in self.links:
            link.seats = {who: seat for who, seat in link.seats.items() if seat == "joined"}
            link.listed = link.listed and link.reads
        self.links.append(
            Link(ask.by, "", self.now + COMPARED, dict.fromkeys(COUPLE, "asked"), listed=True, asked=True)
        )
        self.news[TESS] = [each for each in self.news[TESS] if each != "client-asked"]
        self.tell(TESS, "client-asked")
        return True

    def ends(self, who: int, link: Link) -> None:
        """One partner ends it: at once for the therapist, at T1 for the other."""
        del link.seats[who]
        link.closed()
        if link.seats.get(OTHER[who]) == "joined" and self.linked[OTHER[who]]:
            link.over.add(OTHER[who])

    def therapist_ends(self, link: Link) -> None:
        """The therapist ends it: nothing is left with them, and both read it at T1."""
        link.closed()
        link.listed = False
        link.over |= {who for who, seat in link.seats.items() if seat == "joined"}

    def leaves(self, who: int, way: str) -> None:
        """One partner leaves the other, and with them the therapist: said only if they wish."""
        if way == "now" and self.linked[OTHER[who]]:
            self.tell(OTHER[who], "left")
        if way == "sunday" and self.linked[OTHER[who]]:
            self.leaves_at_t1.add(OTHER[who])
        self.linked[who] = False
        self.news[who] = [each for each in self.news[who] if each != "left"]  # who leaves, too, knows enough
        self.leaves_at_t1.discard(who)
        for link in self.links:
            if link.seats.pop(who, "sent") != "sent":
                link.closed()
        for ask in self.asks:
            ask.seats.pop(who, "")

    def tell(self, who: int, what: str) -> None:
        """Put news behind somebody's knock."""
        self.news[who] = still_to_say([*self.news[who], what])
        self.told[what] += 1

    def reads(self, who: int, what: str) -> None:
        """Somebody read one of their news."""
        self.news[who].remove(what)

    # ------------------------------------------------------------------ time

    def t1(self, both_chose_both: bool) -> bool:
        """T1: what is over, and what both wish to go on. Returns whether a page goes to the therapist."""
        sent = both_chose_both and self._sends()
        for who in COUPLE:
            if who in self.leaves_at_t1:
                self.leaves_at_t1.discard(who)
                self.tell(who, "left")
        for hidden in (*(link.hidden for link in self.links), *(ask.hidden for ask in self.asks)):
            hidden -= {who for who in COUPLE if self.linked[who]}
        for link in self.links:
            for who in [who for who, seat in link.seats.items() if seat == "joined" and self.linked[who]]:
                if who in link.over or self.now >= link.until:
                    del link.seats[who]
                    link.over.discard(who)
                    self.tell(who, "care-ended")
        for link in self.links:
            if link.wants == set(COUPLE) == {who for who, seat in link.seats.items() if seat == "joined"}:
                link.until += JOINED
                link.wants = set()
                for who in COUPLE:
                    self.tell(who, "care-renewed")
        return sent

    def _sends(self) -> bool:
        link = self.can_send(ANN)
        if link is None or link is not self.can_send(BEN) or not link.reads:
            return False
        link.pages.append(self.now + KEPT)
        return True
