"""Calm: a walk of still screens whose whole state lies in the button, so that it needs no memory."""

from dataclasses import dataclass

# How many exercises each branch has; their words are calm-<branch>-1, calm-<branch>-2 …
BRANCHES = {"racing": 4, "picture": 4, "sleep": 4, "speak": 4}
FEELINGS = ("less", "same", "more")


@dataclass(frozen=True, slots=True)
class CalmButton:
    label_key: str
    data: str


Row = tuple[CalmButton, ...]


@dataclass(frozen=True, slots=True)
class CalmScreen:
    key: str
    buttons: tuple[Row, ...]


PEOPLE = CalmButton("calm-button-people", "help")
POUR = CalmButton("calm-button-pour", "pour")  # an ordinary action, the same for everyone
HIDE = CalmButton("calm-button-hide", "hide")


def screen(data: str) -> CalmScreen:
    """The screen behind a button; anything unknown is the first screen."""
    match data.split("."):
        case ["calm", branch, step] if branch in BRANCHES:
            if step in _exercises(branch):
                return _exercise(branch, int(step))
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
    return CalmScreen(
        f"calm-{branch}-{number}",
        (
            (
                CalmButton("calm-button-done", f"calm.{branch}.after"),
                CalmButton("calm-button-another", f"calm.{branch}.{another}"),
            ),
        ),
    )


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
