"""What a couple does together: a link, a therapist, the weekend's pages, a talk at an agreed hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.demo.first_days import begins, digits, invites, safely, settles
from bot.demo.long.cast import ALOUD, ON, Cast, Scene, shared
from bot.demo.people import Resident
from bot.demo.texts import plain, text
from bot.domain import talks
from bot.domain.say import line
from bot.domain.talks import Sort

LOW = "Dr Low"


@dataclass(frozen=True)
class Page:
    """What somebody does with their page: keep, partner, both; nothing is looked at and put away."""

    choice: str = ""
    puts: int = 0
    adds: Mapping[str, str] = field(default_factory=dict)
    stage: str = ""
    """What they say of where things stand, the same morning."""


def saturday(ana: Page | None, jon: Page | None) -> Scene:
    """Return a Saturday morning: each alone with their page, or not at all."""

    async def scene(cast: Cast) -> None:
        for name, page, clock in (("Ana", ana, "10:20"), ("Jon", jon, "11:15")):
            hand = cast.hands[name]
            hand.page = ""
            if page is None:
                continue
            await cast.story.at(clock)
            await hand.chooses(page.choice, page.puts, **page.adds)
            if page.stage:
                await hand.takes_up("stage", stage=page.stage)

    return scene


def sunday(ana: Mapping[str, Any] | None = None, jon: Mapping[str, Any] | None = None) -> Scene:
    """Return a Sunday: at four both read what became of the week; each with what they do then."""

    async def scene(cast: Cast) -> None:
        story, hands = cast.story, cast.hands
        await story.at("15:59")
        if all(each.page for each in hands.values()):
            shared(cast, LOW)
        for name, clock, does in (("Ana", "16:04", ana), ("Jon", "16:21", jon)):
            code = cast.code(name)
            if code == ".":
                continue
            await story.at(clock)
            rating, on = cast.coded(code)
            await hands[name].sits_down(rating, on, **(does or {}))
            cast.sat.add(name)

    return scene


# ---------------------------------------------------------------------- a link, and a therapist


async def starts(who: Resident, hour: str, rating: int, code: str = "") -> None:
    """A first evening, up to its quiet end."""
    await begins(who, hour, rating, code)
    await who.story.passes(seconds=61)
    who.keeps_only_the_day()


async def settled(cast: Cast, name: str, role: str, words: str) -> None:
    """Say where one stands, and where one lives; told in one sentence."""
    with cast.quietly(name, words):
        await settles(cast.hands[name].who, role, "GB")


async def link(cast: Cast, code: str, month: date) -> None:
    """Both read one page of rules, alone, and agree to it; it came out in that month."""
    ana, jon = (cast.hands[name].who for name in ("Ana", "Jon"))
    await jon.taps("knock-open" if text("knock") in jon.phone else "keyboard-today")
    with cast.story.reaches(ana):
        await jon.taps("parked-open")
    await ana.taps("knock-open", "confirm-yes")
    with cast.story.reaches(jon):
        await ana.taps(line("month", month=month))
    await safely(ana)
    await ana.taps("link-agree")
    with cast.quietly("Jon", "Jon answers the same questions, alone, reads the same page, and agrees."):
        await jon.taps("knock-open")
        await safely(jon)
        with cast.story.reaches(ana):
            await jon.taps("link-agree")
    await ana.taps("knock-open")


async def proposes(cast: Cast) -> str:
    """Ana proposes their therapist; return what the link carries."""
    ana = cast.hands["Ana"]
    await ana.goes("menu-therapist")
    await ana.who.taps("care-propose")
    return ana.who.link()


async def accepts(cast: Cast, low: Resident, code: str) -> None:
    """The therapist opens the link, and both partners are knocked at."""
    people = [cast.hands[name].who for name in ("Ana", "Jon")]
    await low.opens(code)
    await low.taps("begin", "agree", line("name-telegram", name=low.name))
    with cast.story.reaches(*people):
        await low.taps("agree")
    await low.picks("care-day", "0")
    await low.picks("care-hour", "009")
    if any(action == "zone-hour" for action, _ in low.offered()):
        await low.types("London")
        await low.picks("zone", "Europe/London")


async def confirm(cast: Cast, low: Resident) -> None:
    """In the session: each says whether the six digits are those that are read aloud."""
    ana, jon = cast.hands["Ana"], cast.hands["Jon"]
    cast.tells(ALOUD, digits(low), low.name)
    for hand, others in ((ana, (jon.who, low)), (jon, (ana.who, low))):
        await hand.goes("menu-therapist")
        with cast.story.reaches(*others):
            await hand.who.taps("digits-yes")
        await hand.leaves()
    await low.taps("knock-open")
    while ("noticed", "") in low.offered() or any(each == "noticed" for each, _ in low.offered()):
        await low.picks(*next(each for each in low.offered() if each[0] == "noticed"))


async def reads(cast: Cast, low: Resident) -> None:
    """The therapist's weekly hour: what both chose to bring, or the same words as ever."""
    await cast.story.at("09:06")
    await low.taps("knock-open")
    page = next((each for each in low.offered() if each[0] == "client"), None)
    if page:
        await low.picks(*page)
        await low.taps("back")
    await low.taps("close")
    await cast.story.passes(minutes=11)


# ---------------------------------------------------------------------- talks


async def wishes(cast: Cast, name: str, sort: Sort, value: str) -> None:
    """Wish for an hour of a talk, sealed until T1."""
    hand = cast.hands[name]
    if not hand.has(f"together-{sort}"):
        await hand.practises("talks-menu")
    days, _, hour = value.partition("h")
    await hand.who.taps(f"together-{sort}")
    for number in range(len(days)):
        if hand.can(f"together-{sort}", days[: number + 1]):
            await hand.who.picks(f"together-{sort}", days[: number + 1])
    await hand.who.picks(f"together-{sort}", f"{days}h")
    await hand.who.picks(f"together-{sort}", f"{days}h{hour}")
    await hand.leaves()


async def talk(cast: Cast, sort: Sort, clock: str) -> None:
    """A talk at its hour: both are knocked at, and the turns go on by the clock; what is said is said."""
    story = cast.story
    await story.at(clock)
    start = story.town.clock.now()
    hands = [cast.hands[name] for name in ("Ana", "Jon")]
    for hand in hands:
        await hand.who.taps("knock-open")
    for turn in talks.turns(sort, start, True):
        await story.until(turn.begins + timedelta(seconds=5))
        for hand in sorted(hands, key=lambda each: plain(text("talk-answers")) in each.shown):
            words = hand.voice.spoken(hand.shown)
            if words:
                cast.tells(ALOUD, words, hand.who.name)
    for hand in hands:
        if hand.has("enough"):
            await hand.picks("enough")
        await hand.leaves()


__all__ = ["ON", "Page", "accepts", "confirm", "invites", "link", "proposes", "reads", "saturday"]
