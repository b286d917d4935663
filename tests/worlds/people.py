"""What people do with their phones: each step is worked out from what one's own phone shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.worlds.phones import Phone, Seen
from tests.worlds.world import Raw, World

ANN, BEN, TESS, SOL = 11, 22, 33, 44
NAMES = {ANN: "Ann", BEN: "Ben", TESS: "Tess", SOL: "Sol"}

ONWARD = ("open", "noticed", "go-on-today", "screened", "set-skip", "skip")
"""What leads on to the next thing that waits behind a knock."""

GROUPS = {-chat: f"{name}'s group" for chat, name in NAMES.items()}
HIDDEN = {ANN: (BEN, TESS), BEN: (ANN, TESS), TESS: (ANN, BEN), SOL: (ANN, BEN, TESS)}
"""Whose part is another in the second history of one who observes; a therapist's, where a couple observes,
in what is done quietly alone."""

OTHERS = {ANN: BEN, BEN: ANN, TESS: ANN, SOL: ANN}


@dataclass(frozen=True, order=True)
class Step:
    """Somebody does something: when (seconds from the beginning), who, what, and which of several.

    `do` is: say, command, tap (the button of this action, and value), any (any button in sight), onward (what
    leads on), old (what was there once), forge (a button in sight with another value), foreign (a button of
    someone else), edit, send (something without words), block, unblock, speak (set the phone to a language),
    group (write to the bot where others read), code (follow someone else's link).
    """

    at: int
    who: int
    do: str
    what: str = ""
    pick: int = 0

    def __str__(self) -> str:
        shown = f" {self.what!r}" if self.what else ""
        return f"{NAMES[self.who]:4} {self.do}{shown}" + (f" #{self.pick}" if self.pick else "")


class Input(NamedTuple):
    """What reaches the bot of a step."""

    kind: str
    message: int = 0
    text: str = ""
    label: str = ""  # what the button said

    def raw(self, world: World, phone: Phone) -> Raw:
        """Return the update."""
        if self.kind == "tap":
            return world.tapped(phone, self.message, self.text)
        if self.kind == "edit":
            return world.edited(phone, self.message, self.text)
        if self.kind in ("block", "unblock"):
            return world.turned(phone, self.kind == "block")
        if self.kind == "speak":
            phone.language = self.text
            return world.wrote(phone, text="/privacy")
        if self.kind == "group":
            return world.in_a_group(phone)
        if self.kind == "send":
            return world.wrote(phone, **SENT[self.text])
        return world.wrote(phone, text=self.text)


SENT: dict[str, dict[str, object]] = {
    "voice": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    "sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
}


def _of(buttons: list[Seen], what: str) -> list[Seen]:
    action, _, value = what.partition(" ")
    found = []
    for each in buttons:
        name, _, rest = each.data.partition(".")
        if name == action and (not value or rest.partition(".")[2].startswith(value)):
            found.append(each)
    return found


def work_out(step: Step, world: World) -> Input | None:
    """Return what this step is, as this person's phone is now; nothing where it cannot be done."""
    phone = world.phones[step.who]
    if phone.blocked and step.do != "unblock":
        return None
    match step.do:
        case "say" | "command":
            return Input("say", text=step.what)
        case "send" | "block" | "unblock" | "speak" | "group":
            return Input(step.do, text=step.what)
        case "edit":
            own = phone.typed[-1 - step.pick :][:1]
            return Input("edit", own[0], step.what) if own else None
        case "code":
            codes = codes_of(world.phones[int(step.what or OTHERS[step.who])])
            return Input("say", text=f"/start {codes[-1]}") if codes else None
    seen = _choose(step, world, phone)
    return Input("tap", seen.message, seen.data, seen.label) if seen else None


def _choose(step: Step, world: World, phone: Phone) -> Seen | None:
    sight = [each for each in phone.buttons() if "://" not in each.data]
    match step.do:
        case "tap":
            among = _of(sight, step.what)
        case "any":
            among = sight
        case "onward":
            among = next((found for way in ONWARD if (found := _of(sight, way))), [])[:1]
        case "forge":
            among = [each for each in sight if "." in each.data]
        case "foreign":
            among = world.phones[OTHERS[step.who]].ever
        case _:
            among = [each for each in phone.ever if "://" not in each.data]
    if not among:
        return None
    seen = among[step.pick % len(among)]
    if step.do == "forge":
        action, ref, *_ = seen.data.split(".")
        return seen._replace(data=f"{action}.{ref}.{step.what}")
    if step.do == "foreign":
        return seen._replace(message=max(phone.bubbles, default=1))
    return seen


def codes_of(phone: Phone) -> list[str]:
    """Return the codes of the links that this chat ever showed."""
    found = []
    for call in phone.calls:
        _, mark, rest = call.given.partition("?start=")
        if mark:
            found.append(rest[:22])
    return found


async def do(step: Step, world: World, begun: datetime) -> Input | None:
    """Let the time of a step come, and do it."""
    await world.until(begun + timedelta(seconds=step.at))
    given = work_out(step, world)
    if given:
        await world.feed(given.raw(world, world.phones[step.who]))
    return given


async def act(world: World, who: int, *doings: str) -> None:
    """Do one thing after another, three seconds apart: "/week", "tap choose partner", "say …"."""
    for each in doings:
        kind, _, what = each.partition(" ")
        step = Step(3, who, "command", each) if each.startswith("/") else Step(3, who, kind, what)
        if await do(step, world, world.clock.now) is None:
            shown = [(seen.label, seen.data) for seen in world.phones[who].buttons()]
            raise AssertionError(f"{NAMES[who]} cannot {each}: {shown}")


def offered(world: World, who: int, what: str) -> bool:
    """Whether this button is in sight."""
    return bool(_of(world.phones[who].buttons(), what))


async def reach(world: World, who: int, what: str, at: datetime | None = None) -> None:
    """Tap a button that lies somewhere behind the knock, at an instant: whatever comes first is put aside."""
    for _ in range(8):
        if offered(world, who, what):
            await world.until(at or world.clock.now)
            await act(world, who, f"tap {what}")
            return
        way = next((way for way in ONWARD if offered(world, who, way)), "")
        await act(world, who, f"tap {way}" if way else "/today")
    shown = [(seen.label, seen.data) for seen in world.phones[who].buttons()]
    raise AssertionError(f"{NAMES[who]} cannot reach {what}: {shown}")
