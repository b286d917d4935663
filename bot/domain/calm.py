"""Calm: a walk of still screens whose whole state lies in the button, so that it needs no memory."""

from dataclasses import dataclass

# How many exercises each branch has; their words are calm-<branch>-1, calm-<branch>-2 …
BRANCHES = {"racing": 4, "picture": 4, "sleep": 4, "speak": 4}
FEELINGS = ("less", "same", "more")
BREATHS = {"racing": 1, "sleep": 1, "speak": 4}
"""The exercise of a branch that can be paced: the same message is edited with each breath."""
IN, OUT, ROUNDS = 4, 6, 6
"""Seconds to breathe in and out, and how often: one minute, the out-breath always longer."""


@dataclass(frozen=True, slots=True)
class CalmButton:
    label_key: str
    data: str


Row = tuple[CalmButton, ...]


@dataclass(frozen=True, slots=True)
class CalmScreen:
    key: str
    buttons: tuple[Row, ...]
    round: int = 0  # the breath of a paced exercise, from 1 on


@dataclass(frozen=True, slots=True)
class Beat:
    """One edit of a paced breath: what the message shows from then on, and for how many seconds."""

    data: str
    seconds: int


PEOPLE = CalmButton("calm-button-people", "help")
POUR = CalmButton("calm-button-pour", "pour")  # an ordinary action, the same for everyone
HIDE = CalmButton("calm-button-hide", "hide")


_ROUNDS = range(1, ROUNDS + 1)
_BEATS = frozenset(f"{what}{n}" for what in ("in", "out") for n in _ROUNDS)


def screen(data: str) -> CalmScreen:
    """The screen behind a button; anything unknown is the first screen."""
    match data.split("."):
        case ["calm", branch, step] if branch in BRANCHES:
            if step in _exercises(branch):
                return _exercise(branch, int(step))
            if branch in BREATHS and (step == "breath" or step in _BEATS):
                return _breath(branch, step)
            if step == "after":
                return _after(branch)
            if step in FEELINGS:
                return _ending(branch, step)
            if step == "sit":
                return _sit(branch)
    return _root()


def _root() -> CalmScreen:
    return CalmScreen(
        "calm-root",
        tuple((CalmButton(f"calm-button-{branch}", f"calm.{branch}.1"),) for branch in BRANCHES),
    )


def _exercise(branch: str, number: int) -> CalmScreen:
    another = number % BRANCHES[branch] + 1
    ends = (
        CalmButton("calm-button-done", f"calm.{branch}.after"),
        CalmButton("calm-button-another", f"calm.{branch}.{another}"),
    )
    along = ((CalmButton("calm-button-along", f"calm.{branch}.breath"),),)
    return CalmScreen(f"calm-{branch}-{number}", (*(along if BREATHS.get(branch) == number else ()), ends))


def beats(data: str) -> tuple[Beat, ...]:
    """Return what a message shows, beat by beat, after a tap on *Breathe with me*; nothing for other data.

    It begins and ends without a breath: time to sit, and then the question whether it is less.
    """
    match data.split("."):
        case ["calm", branch, "breath"] if branch in BREATHS:
            turns = [(f"{what}{n}", IN if what == "in" else OUT) for n in _ROUNDS for what in ("in", "out")]
            said = [Beat(f"calm.{branch}.{step}", seconds) for step, seconds in turns]
            return (Beat(data, IN), *said, Beat(f"calm.{branch}.after", 0))
    return ()


def _breath(branch: str, step: str) -> CalmScreen:
    stop = ((CalmButton("calm-button-stop", f"calm.{branch}.after"),),)
    if step == "breath":
        return CalmScreen("calm-breath", stop)
    return CalmScreen("calm-breath-in" if step.startswith("in") else "calm-breath-out", stop, int(step[-1]))


def _after(branch: str) -> CalmScreen:
    answers = tuple(CalmButton(f"calm-button-{feeling}", f"calm.{branch}.{feeling}") for feeling in FEELINGS)
    return CalmScreen("calm-after", (answers,))


def _ending(branch: str, feeling: str) -> CalmScreen:
    key = f"calm-{branch}-{feeling}"
    if feeling == "less":
        return CalmScreen(key, ((HIDE,),))
    sit = CalmButton("calm-button-sit", f"calm.{branch}.sit")
    return CalmScreen(key, ((PEOPLE,), (POUR, sit)))


def _sit(branch: str) -> CalmScreen:
    return CalmScreen(f"calm-{branch}-sit", ((PEOPLE,), (CalmButton("calm-button-else", "calm"), HIDE)))


def _exercises(branch: str) -> frozenset[str]:
    return frozenset(str(number) for number in range(1, BRANCHES[branch] + 1))
