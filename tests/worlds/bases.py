"""Where histories begin: real flows from the first evening on, played once and forked ever after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.adapters.telegram.outbound import TelegramSender
from bot.domain.people import Half, Person, telegram_locator
from bot.domain.rhythm import zone_of
from bot.domain.stages import Stage
from bot.domain.touch import next_evening
from bot.services.arriving.setup import ASKED
from bot.services.ports import Store
from tests.worlds.people import ANN, BEN, GROUPS, NAMES, TESS, act, offered, reach
from tests.worlds.phones import BriefSender, Phone
from tests.worlds.world import MONDAY, Chances, Clock, World


@dataclass(frozen=True)
class Part:
    """What a partner did before the history begins that the other must not see."""

    role: str = "hurt"
    safe: tuple[str, ...] = ("y", "n", "n", "n")
    ratings: tuple[int, ...] = (4, 6, 7)
    language: str = "en"
    hour: str = "now"


@dataclass(frozen=True)
class Beginning:
    """What is behind the couple: kind of base, and each one's part in it."""

    kind: str = "rated"
    ann: Part = Part("hurt")
    ben: Part = Part("broke")


KINDS = (
    "rated", "care", "shared", "closed", "care-shared", "alone", "proposed", "renewal", "touch", "talking",
    "handed",
)  # fmt: skip
"""Linked; with a therapist; a week released just now; two weeks closed; with a therapist and released; not
linked; a therapist proposed; a therapist's link about to run out; linked, and the touch ladder open; two
talks agreed on, the first of them within the hour; linked; a therapist hands out a link."""

LONG_KINDS = (*KINDS, "long-shared", "heard-shared", "settled", "care-again", "care-offered", "talk-page")
"""Also: a week released so long ago that it is about to expire; a map of the standstill that stands, and a
second week released, in which each said a line of the other's back; two weeks closed, with the questions of
the first days behind both; with a therapist, whom some leave for another; the same when both have kept that
therapist's link for a week, and what is asked first is behind them, so that the therapist is offered once
more; a talk agreed on for the day on which the page opens. Most of these beginnings take long to play."""

TALKS = {
    "talking": (("ritual", ("0", "01", "012", "012h", "012h19")), ("talk", ("6h", "6h19"))),
    "talk-page": (("talk", ("5h", "5h14")),),
}
"""What both wish for before the first T1, tap by tap."""

BEGUN = {
    "rated": timedelta(days=3, hours=2),
    "care": timedelta(days=3, hours=2),
    "proposed": timedelta(days=3, hours=2),
    "handed": timedelta(days=3, hours=2),
    "touch": timedelta(days=3, hours=2),
    "shared": timedelta(days=5, hours=22),
    "care-shared": timedelta(days=5, hours=22),
    "talking": timedelta(days=5, hours=22),
    "talk-page": timedelta(days=5, hours=22),
    "care-again": timedelta(days=3, hours=2),
    "care-offered": timedelta(days=8, hours=2),
    "closed": timedelta(days=17),
    "settled": timedelta(days=17),
    "alone": timedelta(hours=1),
    "renewal": timedelta(days=87, hours=2),
    "long-shared": timedelta(days=87, hours=2),
    "heard-shared": timedelta(days=12, hours=22),
}
"""How long after the first Monday evening the history begins."""

PLAYED: dict[Beginning, World] = {}


async def base(beginning: Beginning) -> World:
    """Return a world of one's own in which this has happened."""
    if beginning not in PLAYED:
        PLAYED[beginning] = await play(new_world(beginning), beginning)
    return PLAYED[beginning].fork()


def new_world(
    beginning: Beginning,
    clock: Clock | None = None,
    store: Store | None = None,
    sends: type[TelegramSender] = BriefSender,
) -> World:
    """Return a world in which nothing has happened."""
    phones = {chat: Phone(chat, name) for chat, name in (NAMES | GROUPS).items()}
    phones[ANN].language, phones[BEN].language = beginning.ann.language, beginning.ben.language
    return World(phones, clock or Clock(), Chances("worlds"), store, sends)


async def play(world: World, beginning: Beginning) -> World:
    """Play it, everybody at instants of their own, so that what one does never moves the other."""
    await settle_in(world, ANN, beginning.ann)
    await after(world, minutes=5)
    await settle_in(world, BEN, beginning.ben)
    if beginning.kind == "alone":
        await after(world, hours=1)
        return world
    await link(world, beginning)
    care = beginning.kind.startswith("care") or beginning.kind == "renewal"
    if care or beginning.kind == "proposed":
        await propose(world)
    if care:
        await join_therapist(world)
    if beginning.kind == "handed":
        await hand(world)
    await rate_days(world, beginning)
    if beginning.kind == "care-offered":
        await keep_link(world)
    if beginning.kind in ("settled", "care-offered"):
        await set_up(world)
    if beginning.kind == "touch":
        await enter(world, Stage.TOUCH)
    if beginning.kind in TALKS:
        await agree_to_talk(world, TALKS[beginning.kind])
    if beginning.kind == "heard-shared":
        await hear(world)
    elif beginning.kind.endswith("shared"):
        await share_week(world, "both" if care else "partner")
    await world.until(MONDAY + BEGUN[beginning.kind])
    return world


async def after(world: World, **span: float) -> None:
    """Let it be so long after the first Monday evening."""
    assert world.clock.now <= MONDAY + timedelta(**span)
    await world.until(MONDAY + timedelta(**span))


async def settle_in(world: World, who: int, part: Part) -> None:
    """Play a first evening."""
    await act(world, who, "/start", "tap begin", "tap agree", "tap name-tg", f"tap hour {part.hour}")
    await act(world, who, "tap rate 5", "tap enough")
    await act(world, who, "/settings", "tap set role", f"tap role {part.role}")
    await act(world, who, "/settings", "tap set zone", "say London", "tap zone Europe/London")


async def link(world: World, beginning: Beginning) -> None:
    """Link Ann (who invites) and Ben."""
    await after(world, minutes=10)
    await act(world, ANN, "/invite", "tap invite-make")
    await after(world, minutes=15)
    await act(world, BEN, "code 11")
    await after(world, minutes=20)
    await reach(world, ANN, "confirm yes")
    await act(world, ANN, "tap month unsure")
    await agree(world, ANN, beginning.ann, 30)
    await after(world, minutes=40)
    await agree(world, BEN, beginning.ben, 60)


async def agree(world: World, who: int, part: Part, minute: int) -> None:
    """Answer the private questions, and agree to the linking page at a minute."""
    await reach(world, who, "screen l")
    for n in range(4):
        await act(world, who, f"tap screen l{''.join(part.safe[: n + 1])}")
    await reach(world, who, "link-agree", MONDAY + timedelta(minutes=minute))


async def rate_days(world: World, beginning: Beginning) -> None:
    """Let both rate on the days after."""
    for day in range(3):
        for who, part in ((ANN, beginning.ann), (BEN, beginning.ben)):
            await after(world, days=day + 1, minutes=-20 if who == ANN else 40)
            if day < len(part.ratings):
                await reach(world, who, f"rate {part.ratings[day]}")


async def enter(world: World, stage: Stage) -> None:
    """Let the two be in a stage that takes months to reach, as if both had been ready for it."""
    for who in (ANN, BEN):
        async with world.store.begin() as tx:
            owner, _ = await tx.locate(Person, telegram_locator(who)) or ("", "")
            mine = tx.of(owner)
            for half in await mine.all(Half):
                await mine.put(replace(half, stage=stage))
                await mine.plan("touch", "", next_evening(world.clock.now, zone_of(half.zone)).at)


async def set_up(world: World) -> None:
    """Let the questions of the first days lie behind both, so that a day's small thing comes at once."""
    for who in (ANN, BEN):
        async with world.store.begin() as tx:
            owner, _ = await tx.locate(Person, telegram_locator(who)) or ("", "")
            for person in await tx.of(owner).all(Person):
                await tx.of(owner).put(replace(person, asked=tuple(name for name, *_ in ASKED)))


async def propose(world: World) -> None:
    """Let Ann propose a therapist, and Tess begin."""
    await after(world, hours=14)
    await act(world, ANN, "/therapist", "tap care-make")
    await act(world, TESS, "/start", "tap begin", "tap agree", "tap name-tg")


async def join_therapist(world: World) -> None:
    """Let Tess follow the link, and both confirm the digits."""
    await act(world, TESS, "code 11", "tap terms")
    await act(world, TESS, "tap care-day 2", "tap care-hour 209", "tap zone-hour 12", "tap zone-offset")
    await after(world, hours=14, minutes=10)
    await reach(world, ANN, "digits yes")
    await after(world, hours=14, minutes=20)
    await reach(world, BEN, "digits yes", MONDAY + timedelta(hours=14, minutes=25))


async def hand(world: World) -> None:
    """Let Tess, whose couples have all ended, hand out a link."""
    await after(world, hours=14)
    await act(world, TESS, "/start", "tap begin", "tap agree", "tap name-tg")
    async with world.store.begin() as tx:
        owner, _ = await tx.locate(Person, telegram_locator(TESS)) or ("", "")
        for person in await tx.of(owner).all(Person):
            await tx.of(owner).put(replace(person, terms_at=person.at))
    await act(world, TESS, "/today", "tap care-hand")


async def keep_link(world: World) -> None:
    """Let Tess hand out a link, and both keep it."""
    await after(world, days=3, hours=1, minutes=10)
    await act(world, TESS, "/today", "tap care-hand")
    for who, minutes in ((ANN, 20), (BEN, 30)):
        await after(world, days=3, hours=1, minutes=minutes)
        await act(world, who, f"code {TESS}", "tap enough")


async def agree_to_talk(world: World, wished: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    """Let both wish for these talks, before T1."""
    for who, minutes in ((ANN, 10), (BEN, 20)):
        await after(world, days=3, hours=1, minutes=minutes)
        for sort, steps in wished:
            await act(world, who, "/settings", "tap together", f"tap together-{sort}")
            await act(world, who, *(f"tap together-{sort} {step}" for step in steps))
    for who, minutes in ((ANN, 10), (BEN, 20)):  # they read at T1 that it is set
        await after(world, days=5, hours=20, minutes=minutes)
        await act(world, who, "tap open", "tap noticed", "tap go-on-today")


async def share_week(world: World, audience: str, day: int = 5) -> None:
    """Share a week, until two hours after it was released."""
    for who, hours in ((ANN, -6), (BEN, -5)):
        await after(world, days=day, hours=hours)
        await act(world, who, "/week", f"tap choose {audience}")
    await after(world, days=day, hours=22)


async def hear(world: World) -> None:
    """Let both say yes to a map, share a week, say a line of it back, and share the next week with that."""
    await enter(world, Stage.NAME)
    for who, minutes in ((ANN, 10), (BEN, 20)):
        await after(world, days=3, hours=1, minutes=minutes)
        await act(world, who, "/practice")
        if not offered(world, who, "practise dance"):  # it stands on the next leaf
            await act(world, who, "tap practice")
        await act(world, who, "tap practise dance", "tap dance", "tap dance-yes")
    await share_week(world, "partner")
    for who, minutes in ((ANN, 10), (BEN, 20)):
        await after(world, days=6, minutes=minutes)
        await act(world, who, "/week", "tap shared", "tap say-back", "say Late, and no word from anyone.")
    await share_week(world, "partner", day=12)
