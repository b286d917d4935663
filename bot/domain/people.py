"""People and what ties them: one row each for one's own side, never a shared one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain.ourwords import NO_WORDS, OurWords
from bot.domain.rhythm import WEEKEND, Times
from bot.domain.stages import Said, Stage
from bot.domain.standstill import Dance, Sheet
from bot.domain.terms import KEPT, Wish
from bot.domain.touch import FLOOR, Choice, Told


@dataclass(frozen=True, kw_only=True)
class Doc:
    """A row: its random id, the person it belongs to, and its instant (what it is sorted by)."""

    id: str
    owner: str
    at: datetime

    @property
    def locator(self) -> str:
        """What it can be found by without its owner, stored only as a keyed hash; empty for none."""
        return ""


class Role(StrEnum):
    """Where a person stands; wording and rating follow it."""

    HURT = "hurt"
    BROKE = "broke"
    BOTH = "both"
    UNSAID = "unsaid"


@dataclass(frozen=True, kw_only=True)
class Person(Doc):
    """One person's own everything: settings, consent, counters. `owner` is `id`."""

    chat: int
    language: str = "en"
    name: str = ""
    consent_version: int = 0
    consent_at: datetime | None = None
    role: Role | None = None
    country: str = ""
    zone: str = ""  # an IANA name; until it is known, `offset` minutes east of UTC serve
    offset: int | None = None
    knock_minute: int | None = None  # local minutes after midnight; None: "I'll come myself"
    knock_until: int | None = None  # the end of a window in which a moment is drawn each day
    knocked_at: datetime | None = None  # the last knock of a day
    knocked_on: str = ""  # the day that it belonged to, in the zone of then
    quiet_from: int = 22 * 60
    quiet_to: int = 7 * 60
    fear_days: tuple[int, ...] = (1, 3, 5)  # Monday is 0
    stage: Stage = Stage.STEADY  # where someone without a partner is; a couple's lies in the halves
    tiny: bool = False  # the day's rating alone
    left_out: tuple[str, ...] = ()  # parts of the programme that never come by themselves
    touch_floor: int = FLOOR  # below which rating one's own choice of a step is a rest
    reminder: bool = True
    clear_seconds: int = 60  # 0: never
    keep_weeks: int = 26  # how long one's own answers are kept
    started: datetime | None = None  # the first rating: set-up is whole from here
    resting: bool = False
    rest_until: datetime | None = None
    rested_at: datetime | None = None  # when the last rest ended
    blocked: bool = False
    uncleared: tuple[int, ...] = ()  # messages to be cleared once they are back
    asked: tuple[str, ...] = ()  # set-up questions already put, answered or not
    set_up_on: str = ""  # the local day on which the last of them was put
    used: tuple[str, ...] = ()  # library items and wordings seen, oldest first
    held_since: datetime | None = None
    plain_since: datetime | None = None  # the plain page was chosen for every week, until it is changed
    screened_at: datetime | None = None
    screen_on: str = ""  # the day that was drawn for the private questions of this month
    screened_on: str = ""  # the day on which they were put last
    plain_week: str = ""  # the week for which the plain page was chosen beforehand
    guesses: int = 0
    guessed_since: datetime | None = None
    parked: str = ""  # an invitation code that waits for the first evening to end
    parked_until: datetime | None = None
    talks_off: bool = False  # no knock of one's own for what both agreed on
    therapist_day: int | None = None  # a therapist's weekly hour: Monday is 0
    therapist_minute: int = 9 * 60
    terms_at: datetime | None = None  # a therapist's agreement to the terms
    caseload_at: datetime | None = None  # a therapist's last weekly hour: what came later waits
    caseload_seen: bool = True
    caseload_since: datetime | None = None  # the hour before it, where the therapist was away in between
    away_until: datetime | None = None  # a therapist's leave: until then no weekly hour comes
    policy: str = ""  # what a therapist says to couples about what one of them tells them alone
    came_by: str = ""  # the code of a therapist's own link that this person opened

    @property
    def locator(self) -> str:
        """A person is found by their Telegram id."""
        return telegram_locator(self.chat)


def telegram_locator(chat: int) -> str:
    """Return what a person with this Telegram id is found by."""
    return f"telegram:{chat}"


@dataclass(frozen=True, kw_only=True)
class Half(Doc):
    """One's own side of a link to a partner. Leaving removes only this."""

    other: str  # the partner's person id
    other_half: str
    link: str
    name: str  # the name that the other gave
    zone: str  # the couple's own zone, for the week's two instants
    found_out: str  # month of discovery as "2026-05"; empty: not sure
    closed_weeks: int = 0  # ordinary closed weeks in a row
    alone_asked: str = ""  # the day on which it was last asked whether to go on alone
    told_from: datetime | None = None  # the other has left, and chose to say so from here on
    times: Times = WEEKEND
    keep: int = KEPT  # weeks for which a page that went out stays with its reader
    begins: datetime | None = None  # T0 of the first week by these times; none opens before
    stage: Stage = Stage.STEADY  # where the two are in the programme
    words: OurWords = NO_WORDS  # what both say yes to for now
    touch: Choice | None = None  # one's own choice for an evening, sealed until its minute
    evening: Told | None = None  # what both were told of the last one
    sheet: Sheet | None = None  # one's own yes to a map of the standstill, sealed until T1
    dance: Dance | None = None  # the map that came of two
    step: Said | None = None  # what this one would change about that, sealed until T1
    wishes: tuple[Wish, ...] = ()  # what this one would change about all that, sealed until T1
    ritual: str = ""  # when they have agreed on the honesty ritual, as a wish carries it; empty: never
    talk: str = ""  # and on the weekly talk
    leads: bool = False  # which of the two speaks first, as agreed with that


class InviteState(StrEnum):
    """The life of an invitation."""

    OPEN = "open"
    REDEEMED = "redeemed"  # someone opened it; the inviter has not confirmed them yet
    CONFIRMED = "confirmed"  # the inviter said: it is them
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Invitation(Doc):
    """An invitation, kept by its maker. Of its code only a hash is kept."""

    mark: str  # SHA-256 of the code
    expires: datetime
    state: InviteState = InviteState.OPEN
    guest: str = ""  # the person id of who opened it
    guest_name: str = ""
    found_out: str = ""
    agreed: bool = False  # the inviter agreed to the linking page

    @property
    def locator(self) -> str:
        """An invitation is found by its code."""
        return f"invitation:{self.mark}"


def mark_of(code: str) -> str:
    """Return the hash that is kept of a code."""
    return sha256(code.encode()).hexdigest()


def invitation_locator(code: str) -> str:
    """Return what the invitation with this code is found by."""
    return f"invitation:{mark_of(code)}"


@dataclass(frozen=True, kw_only=True)
class Guest(Doc):
    """An invitation that one has opened: one's own side of it."""

    host: str
    invitation: str
    host_name: str
    expires: datetime
    agreed: bool = False
    confirmed: bool = False  # the inviter confirmed; the linking page can be read
    found_out: str = ""
    zone: str = ""


class CareState(StrEnum):
    """One partner's side of a therapist link."""

    PROPOSED = "proposed"
    LATER = "later"  # seen and put off: it waits under *Therapist*
    BACK = "back"  # who asked for this therapist took that back
    CONFIRMED = "confirmed"  # this partner said yes to the digits
    JOINED = "joined"


@dataclass(frozen=True, kw_only=True)
class Care(Doc):
    """One's own side of a link to a therapist."""

    half: str
    proposal: str  # shared by both partners' sides
    mark: str  # SHA-256 of the code in the link made for the therapist; empty: by the therapist's own
    mine: bool  # this person proposed
    state: CareState = CareState.PROPOSED
    expires: datetime  # of the proposal; once joined, the day of renewal
    therapist: str = ""  # person id, once the link was opened
    name: str = ""
    digits: str = ""
    ends: datetime | None = None  # the other side or the therapist ended it: said at the next T1
    renew: bool = False  # this partner wants it to go on after its 90 days; decided at T1
    asked: bool = False  # and has been asked
    policy: str = ""  # what the therapist says about what one of the two tells them alone
    code: str = ""  # of the therapist's own link, where the two ask by that, and make none of theirs
    waits: bool = False  # the other brought it about while one's own link stood: it shows from T1 on

    @property
    def locator(self) -> str:
        """The proposer's side is found by the code in the link that they made for the therapist."""
        return f"care:{self.mark}" if self.mine and self.mark else ""


def care_locator(code: str) -> str:
    """Return what the therapist proposal with this code is found by."""
    return f"care:{mark_of(code)}"


@dataclass(frozen=True, kw_only=True)
class Handed(Doc):
    """The link that a therapist hands to couples: it opens for any number, until they renew or end it."""

    code: str

    @property
    def locator(self) -> str:
        """A link is found by its code."""
        return handed_locator(self.code)


def handed_locator(code: str) -> str:
    """Return what the link with this code that a therapist hands out is found by."""
    return f"handed:{mark_of(code)}"


COMPARED_WITHIN = timedelta(days=21)
"""How long digits stand, about: they are said aloud in a session, and none may go on when they come."""

RENEWED_FOR = timedelta(days=90)
"""How long a link to a therapist stands until both renew it: longer than any digits."""


@dataclass(frozen=True, kw_only=True)
class Client(Doc):
    """A therapist's own side of a link to a couple."""

    proposal: str
    partners: tuple[str, str]
    label: str
    digits: str
    joined: bool = False
    expires: datetime
    renamed: str = ""  # what the therapist calls them; nobody else ever reads it

    @property
    def called(self) -> str:
        """What the couple is called in the therapist's own list."""
        return self.renamed or self.label

    @property
    def waits(self) -> bool:
        """Whether the digits are to be compared yet: never again once they were, whatever became of it."""
        return not self.joined and self.expires - self.at < RENEWED_FOR

    @property
    def read_aloud(self) -> str:
        """The digits as they are read aloud."""
        return f"{self.digits[:3]} {self.digits[3:]}"


@dataclass(frozen=True, kw_only=True)
class Notice(Doc):
    """Something that waits for a person behind their next knock; `key` names which, by rule."""

    key: str
    about: str = ""
    values: dict[str, str] = field(default_factory=dict)
