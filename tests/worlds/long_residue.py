"""What remains of an answer: anywhere in a life, a minute after any of several answers the chat is one."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import count
from random import Random

from bot.services.flow.cards import today_of
from tests.worlds.bases import KINDS
from tests.worlds.histories import family
from tests.worlds.lives import Run
from tests.worlds.people import ANN, BEN, NAMES, Step, work_out
from tests.worlds.runs import Figures, Share, run
from tests.worlds.world import World

RATINGS = tuple((f"tap rate {n}",) for n in range(11))
WORDS = (
    ("say one",), ("say i want to die",), ("say I told the truth today, and it was hard",),
    ("say " + "so " * 900,),
)  # fmt: skip
SAID = tuple(
    tuple(f"tap screen s{said[: n + 1]}" for n in range(4)) for said in ("ynnn", "nyyn", "ssss", "nnny")
)

SCENES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "a rating": (("/today",), RATINGS),
    "a rating or none": (("/today",), (*RATINGS[:2], ("say 7",), ("tap rate x",), ("tap skip",))),
    "words, or a number that does not fit": (("/today",), (*WORDS, ("say 77",))),
    "words on a fear": (("/practice", "tap practise fear"), WORDS),
    "words on one's own part": (("/practice", "tap practise own"), WORDS),
    "a note": (("/privacy",), WORDS),
    "a question": (("/practice", "tap practise question"), WORDS),
    "turning away": (("/practice", "tap practise turn"), WORDS),
    "what helps": (
        ("/practice", "tap practise truth"),
        tuple(tuple(f"tap truth {said[: n + 1]}" for n in range(3)) for said in ("yyy", "nnn", "rrr", "ynr")),
    ),
    "a word for it": (
        ("/today", "tap rate 4", "tap feelings"),
        (("tap feelings sad",), ("tap feelings calm", "tap feelings numb"), ("tap feelings mixed",)),
    ),
    "a grief page": (("/practice", "tap practise grief", "tap grief-write"), WORDS),
    "a note and its edit": (("/privacy",), (WORDS[0], (*WORDS[0], "edit three whole words"))),
    "a safety question": (("/safety", "tap screen s"), SAID),
    "a choice": (("/week",), tuple((f"tap choose {each}",) for each in ("keep", "partner", "both"))),
}
"""Where an answer is asked for, how one gets there, and several answers to it."""


LOOKS = timedelta(minutes=2)
"""How long it takes to answer and to look."""


class Remains(AssertionError):
    """A minute later one can see what was answered."""


def step(who: int, doing: str) -> Step:
    """Return what someone does, three seconds later."""
    kind, _, what = doing.partition(" ")
    return Step(3, who, "command", doing) if doing.startswith("/") else Step(3, who, kind, what)


async def done(world: World, who: int, doings: tuple[str, ...]) -> bool:
    """Do these, where they can be done."""
    for doing in doings:
        await world.passes(seconds=3)
        given = work_out(step(who, doing), world)
        if given is None:
            return False
        await world.feed(given.raw(world, world.phones[who]))
    return True


async def looked_at(world: World, who: int, scene: str, found: Counter[str]) -> None:
    """Compare what is in sight a minute after each answer. Raises Remains."""
    way, answers = SCENES[scene]
    there = world.fork()
    if not await done(there, who, way):
        return
    seen = {}
    for answer in answers:
        here = there.fork()
        if await done(here, who, answer):
            await here.until(there.clock.now.replace(microsecond=0))
            await here.passes(seconds=61 + 3 * (max(map(len, answers)) - len(answer)))
            seen[answer] = here.phones[who].visible()
    if len(seen) < 2:
        return
    found["moments"] += 1
    found["answers"] += len(seen)
    first, *others = seen
    for other in others:
        if seen[first] != seen[other]:
            raise Remains(
                f"{NAMES[who]} at {world.clock.now:%a %d %H:%M:%S}, {scene}:\n"
                f"after {first}:\n  {seen[first]}\nafter {other}:\n  {seen[other]}"
            )


async def life(name: str, found: Counter[str]) -> None:
    """Look at some moments of one history."""
    pair = family(name, (ANN, BEN), KINDS, 1)[0]
    lot, who = Random(name), pair.observer
    run_ = await Run.of(pair.one, who)
    steps = pair.one.steps()
    looks = set(lot.sample(range(len(steps)), min(4, len(steps))))
    for number, each in enumerate(steps):
        await run_.take(each)
        phone = run_.world.phones[who]
        person = run_.table.look()[who].person
        if not person or today_of(person, run_.world.clock.now) != today_of(
            person, run_.world.clock.now + LOOKS
        ):
            continue  # the day ends at four, and what remains of it is another line then
        if number in looks and person.name and person.clear_seconds == 60 and not phone.blocked:
            for scene in SCENES:
                try:
                    await looked_at(run_.world, who, scene, found)
                except Remains as remains:
                    told = "\n".join(
                        f"  {when:%a %d %H:%M:%S} {step} {given.text}" for when, step, given in run_.told
                    )
                    raise Remains(f"{name}:\n{told}\n{remains}") from None


@run("residue")
async def residue(share: Share) -> Figures:
    """Look at life after life until the time is over."""
    found: Counter[str] = Counter()
    for number in count():
        if share.left() < 0:
            break
        await life(f"{share.seed} {number}", found)
    return Figures({"left behind": 0}) | found
