"""The table of what may pass, worked out beside the bot: from each one's own rows and own doing alone.

Where two runs differ, they are compared up to the first instant at which these values do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Entry, Kind
from bot.domain.page import Audience, Copy, LineKind, WeekPage
from bot.domain.people import (
    Care,
    CareState,
    Guest,
    InviteState,
    mark_of,
)
from bot.domain.repair import Pause
from bot.domain.rhythm import zone_of
from bot.domain.stages import Stage, touch_from
from bot.services.ports import QueueName
from tests.worlds.own import Own, own, says_yes, text_of
from tests.worlds.people import ANN, BEN, NAMES, SOL, TESS, Input
from tests.worlds.world import World

EVER = datetime.min.replace(tzinfo=UTC)
OF_PAGES = ("times", "zone", "keep")
"""Of what two set together: when their week's page comes, and how long it stays."""
DAY, WEEK, MONTH = timedelta(days=1), timedelta(weeks=1), timedelta(weeks=4)


class Passed(NamedTuple):
    """A value that may pass to the observer, and the instant from which it may be seen."""

    at: datetime
    what: str
    value: str


@dataclass
class Table:
    """Follows one run for one observer."""

    world: World
    observer: int
    passed: list[Passed] = field(default_factory=list)
    shared: int = 0  # releases, to anybody
    unread: list[tuple[str, str]] = field(default_factory=list)  # what shows at the therapist's next hour
    _seen: tuple[int, dict[int, Own]] = (-1, {})

    def fork(self, world: World) -> Table:
        """Return a copy that follows another run from here on."""
        return Table(world, self.observer, list(self.passed), self.shared, list(self.unread))

    def add(self, what: str, value: object, at: datetime | None = None) -> None:
        """Write down that something may be seen from now on, or from a later instant."""
        self.passed.append(Passed(at or self.world.clock.now, what, str(value)))

    def look(self) -> dict[int, Own]:
        """Return what everybody has."""
        commits = self.world.memory.commits
        if self._seen[0] != commits:
            self._seen = commits, {chat: own(self.world, chat) for chat in NAMES}
        return self._seen[1]

    # ------------------------------------------------------------------ at T1

    async def before(self, due: datetime) -> None:
        """Work out what T1 brings, right before it comes; and what a therapist's hour does."""
        if self.unread and due in self._planned(TESS, "caseload"):
            for what, value in self.unread:
                self.add(what, value, due)
            self.unread.clear()
        ann, ben = own(self.world, ANN), own(self.world, BEN)
        if not (ann.half and ben.half and ann.half.link == ben.half.link and ann.person and ben.person):
            return
        if due in self._all_closes() and self.observer != SOL:
            self._agreed(ann, ben, due)
        if self.observer in (ANN, BEN):  # a therapist sees of these what stands on a page for them
            self._for_two(ann, ben, due)
        first, second = self._page(ann, due), self._page(ben, due)
        if not (first and second):
            return
        texts = text_of(first, ann.person), text_of(second, ben.person)
        if not (says_yes(first, texts[0]) and says_yes(second, texts[1])):
            return
        self.shared += 1
        both = first.choice is Audience.BOTH and second.choice is Audience.BOTH
        named = [self._joined(side, page, due) for side, page in ((ann, first), (ben, second))]
        clinical = both and named[0] and named[0] == named[1]
        people = ann.person.name, ben.person.name, *_numbers(first), *_numbers(second)
        if self.observer in (ANN, BEN) or clinical:
            self.add("joint summary", (*texts, *people, clinical), due)

    def _agreed(self, ann: Own, ben: Own, due: datetime) -> None:
        """What both wish to go on, or to be otherwise; of this a therapist sees when pages come and go."""
        for care in ann.cares:
            theirs = ben.care(care.proposal)
            if theirs and care.renew and theirs.renew and not theirs.ends:
                self.add("therapist renewed", care.proposal, due)
        theirs_too = ben.half.wishes if ben.half else ()
        for wish in ann.half.wishes if ann.half else ():
            alike = replace(wish, at=due)
            same = [each for each in theirs_too if replace(each, at=due) == alike and each.at < due]
            if wish.at < due and same and (self.observer != TESS or wish.topic in OF_PAGES):
                self.add("set together", (wish.topic, wish.value), due)

    def _for_two(self, ann: Own, ben: Own, due: datetime) -> None:
        """What the two read of each other, and nobody else."""
        if due in self._minutes():
            self._touch(ann, ben, due)
        if due not in self._all_closes():
            return
        self._words(ann, ben, due)
        stage = _stage(ann, ben, due)
        if stage:
            self.add("stage", stage, due)
        sheets = [_sheet(side, due) for side in (ann, ben)]
        if all(sheets):
            self.add("map", sheets, due)

    def _words(self, ann: Own, ben: Own, due: datetime) -> None:
        """The cards to which both say yes, and which of these yeses are both new since they were shown."""
        shown = {each.item: each.at for side in (ann, ben) if side.half for each in side.half.words.items}
        one, two = (self._yeses(side, due) for side in (ann, ben))
        both = [
            (
                item,
                min(one[item], two[item]) >= shown.get(item, EVER),
                due - min(one[item], two[item]) <= MONTH,
            )
            for item in sorted(one.keys() & two.keys())
        ]
        if both or shown:
            self.add("words now", both, due)

    def _yeses(self, side: Own, due: datetime) -> dict[str, datetime]:
        entries = sorted(self.world.docs(Entry, side.id), key=lambda each: each.at)
        since = side.half.at if side.half else due
        last = {each.item: each for each in entries if each.kind is Kind.WORDS and since <= each.at < due}
        plain = side.person is None or side.person.held_since or side.person.plain_since
        return {} if plain else {item: each.at for item, each in last.items() if each.marks == ("yes",)}

    def _touch(self, ann: Own, ben: Own, due: datetime) -> None:
        """The lower of the two choices."""
        self.add("touch", min(self._step(side, due) for side in (ann, ben)), due)

    def _step(self, side: Own, due: datetime) -> int:
        person, choice = side.person, side.half.touch if side.half else None
        if person is None or choice is None or not due - WEEK <= choice.at < due:
            return 0
        entries = sorted(self.world.docs(Entry, side.id), key=lambda each: each.at)
        then = (due - 2 * DAY).astimezone(zone_of(person.zone, person.offset))
        four = then.replace(hour=4, minute=0)  # where the person's own day before that evening begins
        since = four if four > then else four + DAY
        rated = [each for each in entries if each.kind is Kind.SAFETY and since <= each.at < due]
        value = rated[-1].value if rated else None
        unsafe = value is None or value < person.touch_floor or person.held_since or person.plain_since
        return 0 if unsafe else choice.step

    def _minutes(self) -> list[datetime]:
        """Return the set minutes of the touch ladder that are still to come."""
        return [*self._planned(ANN, "touch"), *self._planned(BEN, "touch")]

    def _page(self, side: Own, due: datetime) -> WeekPage | None:
        pages = self.world.docs(WeekPage, side.id)
        return next((page for page in pages if page.closes == due and not page.decided), None)

    def _joined(self, side: Own, page: WeekPage, now: datetime) -> str:
        for care in side.cares:
            if care.state is CareState.JOINED and now < care.expires and care.therapist in page.recipients:
                return care.therapist
        return ""

    # ------------------------------------------------------------------ after somebody did something

    def after(self, who: int, given: Input, was: dict[int, Own]) -> None:
        """Write down what passes by something that somebody just did."""
        now = self.look()
        self._therapist(who, given, was, now)
        if who == self.observer:
            half = now[who].half
            if half and not was[who].half:
                self.add("linked", half.name)
            self._followed(given, was)
        elif who in (ANN, BEN):
            self._partner(who, given, was, now)

    def _partner(self, who: int, given: Input, was: dict[int, Own], now: dict[int, Own]) -> None:
        mine, theirs, later = was[self.observer], was[who], now[who]
        if self.observer == TESS:
            self._seen_by_therapist(who, was, now)
            return
        linked = bool(mine.half and theirs.half and mine.half.link == theirs.half.link)
        if linked and later.half is None:
            self._left(given, theirs, mine.half.name if mine.half else "")
        if linked and later.half and _ids(later.pauses) - _ids(theirs.pauses):
            self.add("break", later.pauses[0].until)
        taken = given.text.rpartition(".")[2] if given.text.startswith("take-back-go.") else ""
        if self._lie_with(mine, theirs, taken) and self._says(later, "taken-back"):
            self.add("take-back", taken)
        for care in later.cares:
            if linked and care.code and care.mine and not theirs.care(care.proposal):
                self.add("therapist proposed", care.name, self._behind_an_end(mine))
        for seat in later.guests:
            if seat.host == mine.id and seat.id not in _ids(theirs.guests):
                self.add("redeemed", later.person and later.person.name)
        for invitation in later.invitations:
            old = next((each for each in theirs.invitations if each.id == invitation.id), None)
            confirmed = invitation.state is InviteState.CONFIRMED and invitation.guest == mine.id
            if confirmed and old and old.state is not InviteState.CONFIRMED:
                self.add("confirmed", (invitation.found_out, later.person and later.person.zone))
        if later.half and later.half.other == mine.id and theirs.half is None:
            self.add("linked", later.person and later.person.name)

    @staticmethod
    def _lie_with(mine: Own, theirs: Own, id: str) -> bool:
        """Whether what the other has by this id lies with the observer, too: a stranger has nothing of it."""
        copies = [each.twins for each in theirs.copies if each.id == id]
        receipts = [each.twins for each in theirs.receipts if each.id == id]
        twins = {twin.split()[1] for each in (*copies, *receipts) for twin in each}
        return not twins.isdisjoint(_ids(mine.copies))

    def _followed(self, given: Input, was: dict[int, Own]) -> None:
        """The observer follows an invitation: whether it stands, and the name its maker gave.

        One that waits for the end of a first evening shows nothing of it until it is opened.
        """
        person = was[self.observer].person
        opens = bool(person and person.consent_at and person.name and given.text.startswith("/start "))
        code = _code(given, was[self.observer]) if opens or given.text.startswith("parked.") else ""
        for side in (each for chat, each in was.items() if chat != self.observer and code):
            for each in side.invitations:
                stands = each.state is InviteState.OPEN and self.world.clock.now < each.expires
                if each.mark == mark_of(code) and stands and side.person and not side.half:
                    self.add("invitation followed", side.person.name)

    def _left(self, given: Input, theirs: Own, known: str) -> None:
        if given.text.startswith("leave-go.") and given.text.endswith(".now"):
            self.add("left", theirs.person and theirs.person.name)
        if given.text.startswith("leave-go.") and given.text.endswith((".now", ".sunday")):
            self.add("left", known, self._closes())  # by the name that the observer knows

    def _closes(self) -> datetime:
        """Return the observer's next T1."""
        return min(self._planned(self.observer), default=self.world.clock.now)

    def _all_closes(self) -> list[datetime]:
        return [*self._planned(ANN), *self._planned(BEN)]

    def _planned(self, who: int, kind: str = "release") -> list[datetime]:
        lane = self.world.memory.queues[QueueName.DUE].lanes.get(own(self.world, who).id, {})
        return [each.row.at for each in lane.values() if each.row.kind == kind]

    def _says(self, side: Own, key: str) -> bool:
        cards = self.world.docs(Card, side.id)
        return any(card.state is CardState.OPEN and card.screen.lines[0].key == key for card in cards)

    # ------------------------------------------------------------------ the therapist

    def _therapist(self, who: int, given: Input, was: dict[int, Own], now: dict[int, Own]) -> None:
        tried = self._tried(who, given, was)
        if tried:
            self.add("proposal opened", tried, self._behind_an_end(was[self.observer]))
        if self.observer != SOL and given.text.startswith("care-asked.") and given.text.endswith(".yes"):
            self._asked_by_both(was[who], was[BEN if who == ANN else ANN], was[TESS])
        of_three = (*now[ANN].cares, *now[BEN].cares) if self.observer != SOL else ()
        for proposal in {care.proposal for care in of_three}:
            if _confirmed(now, proposal) and not _confirmed(was, proposal):
                self.add("therapist joined", proposal)
        if self.observer == TESS:
            return
        policies = [side.person.policy if side.person else "" for side in (was[TESS], now[TESS])]
        if policies[0] != policies[1]:
            self.add("a therapist on secrets", policies[1])
        links = [[each.code for each in side.handed] for side in (was[TESS], now[TESS])]
        if links[0] != links[1]:
            self.add("a therapist's link", links[1])
        watching = now[self.observer]
        for care in watching.cares:
            if care.state is not CareState.JOINED:
                continue
            partner_ended = who not in (self.observer, TESS) and given.text.startswith("care-end-go.")
            if partner_ended and was[who].care(care.proposal) and not now[who].care(care.proposal):
                self.add("therapist ended", care.proposal, self._closes())
            if who == TESS and _clients(was[TESS], care) and not _clients(now[TESS], care):
                self.add("therapist ended", care.proposal, self._closes())

    def _behind_an_end(self, watching: Own) -> datetime | None:
        """Return when one may read of a next therapist: at T1, where the other ended what one has."""
        stands = any(care.state is CareState.JOINED for care in watching.cares)
        return self._closes() if stands else None

    def _asked_by_both(self, yes: Own, asked: Own, therapist: Own) -> None:
        """The second of two says yes to ask for a therapist by the link that this one hands out still."""
        for seat in yes.cares:
            theirs = asked.care(seat.proposal)
            if not (seat.code and not seat.mine and theirs and theirs.mine and yes.half and asked.half):
                continue
            stands = theirs.state is CareState.PROPOSED and self.world.clock.now < theirs.expires
            hands_out = seat.code in {each.code for each in therapist.handed}
            if stands and hands_out and yes.half.link == asked.half.link:
                names = f"{asked.person and asked.person.name} & {asked.half.name}"
                self.add("therapist asked by both", (seat.proposal, names))

    def _tried(self, who: int, given: Input, was: dict[int, Own]) -> str:
        """Return what opening a couple's link shows the observer, by the proposer's own side alone."""
        code, person = _code(given, was[who]), was[who].person
        opens = given.text.startswith("terms.") or bool(person and person.terms_at)
        if not code or not (opens or self.observer == who):
            return ""
        for chat in (ANN, BEN):
            side = was[chat]
            stands = [care for care in side.cares if care.mine and care.mark == mark_of(code)]
            if stands and not stands[0].therapist and side.half and self.world.clock.now < stands[0].expires:
                names = f"{side.person and side.person.name} & {side.half.name}"
                others = [own(self.world, chat).clients for chat in (who,)]
                digits = [each.digits for each in others[0] if each.proposal == stands[0].proposal]
                said = person.policy if person else ""
                until = stands[0].expires if self.observer == who else ""  # parked so long
                return f"{names} {digits} {until} {said}"
        return "nothing" if self.observer == who and who in (TESS, SOL) else ""

    def _seen_by_therapist(self, who: int, was: dict[int, Own], now: dict[int, Own]) -> None:
        therapist = was[TESS].person
        for copy in was[TESS].copies:
            ended = was[who].care(copy.source) and not now[who].care(copy.source)
            gone = copy.id not in _ids(now[TESS].copies)
            left_out = [each for each in now[TESS].copies if each.id == copy.id and each.taken]
            if left_out and not copy.taken and self._says(now[who], "taken-back"):
                self.add("page left out of later ones", copy.week)
            if ended or (gone and not copy.opened and self._says(now[who], "taken-back")):
                what, hour = "page taken from the therapist", therapist and therapist.caseload_at
                if hour and copy.at <= hour:
                    self.add(what, copy.week)
                else:  # they could not read it yet, and miss nothing before their hour
                    self.unread.append((what, copy.week))


def _code(given: Input, side: Own) -> str:
    """Return the code that this may follow: given now, or waiting since before."""
    now = given.text.removeprefix("/start ") if given.text.startswith("/start ") else ""
    return now or (side.person.parked if side.person else "")


def _ids(docs: Iterable[Pause | Guest | Copy]) -> set[str]:
    return {each.id for each in docs}


def _stage(one: Own, two: Own, due: datetime) -> str | None:
    """Return the stage that two people come to at T1, if it is another one than before."""
    steps = [_step(side, due) for side in (one, two)]
    half = one.half
    if half is None:
        return None
    order = list(Stage)
    at = order.index(half.stage)
    if "steady" in steps:
        at = 0
    elif "back" in steps:
        at = max(0, at - 1)
    elif steps == ["ready", "ready"] and order[at + 1 :]:
        linked = half.at.astimezone(zone_of(half.zone)).date()
        early = due.astimezone(zone_of(half.zone)).date() < touch_from(half.found_out, linked)
        at += 0 if early and order[at + 1] is Stage.TOUCH else 1
    return None if order[at] is half.stage else str(order[at])


def _sheet(side: Own, due: datetime) -> tuple[str, ...]:
    """Return what one side said yes to for the map, unless their pages are plain."""
    sheet = side.half.sheet if side.half else None
    plain = side.person and (side.person.held_since or side.person.plain_since)
    return () if sheet is None or sheet.at >= due or plain else sheet.moves


def _step(side: Own, due: datetime) -> str:
    """Return what one side said of the stage and may count: no *ready* while their pages are plain."""
    said = side.half.step if side.half else None
    plain = side.person and (side.person.held_since or side.person.plain_since)
    if said is None or said.at >= due or (plain and said.step == "ready"):
        return ""
    return str(said.step)


def _numbers(page: WeekPage) -> tuple[str, ...]:
    """Return what goes out as numbers: the median, and what a wheel and a head are drawn from."""
    lines = [each for each in page.lines if each.on and not page.plain]
    medians = [each.words for each in lines if each.kind is LineKind.RATING]
    return (*medians[:1], *(mark for each in lines for mark in each.marks))


def _confirmed(sides: dict[int, Own], proposal: str) -> bool:
    states = [care.state for chat in (ANN, BEN) if (care := sides[chat].care(proposal))]
    return len(states) == 2 and all(state in (CareState.CONFIRMED, CareState.JOINED) for state in states)


def _clients(side: Own, care: Care) -> bool:
    return any(client.proposal == care.proposal for client in side.clients)


def first_difference(one: list[Passed], two: list[Passed]) -> datetime | None:
    """Return the first instant at which what may pass differs between two runs."""
    left, right = sorted(one), sorted(two)
    for mine, theirs in zip(left, right, strict=False):
        if mine != theirs:
            return min(mine.at, theirs.at)
    longer = left[len(right) :] or right[len(left) :]
    return longer[0].at if longer else None
