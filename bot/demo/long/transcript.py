"""A long story as it is read: both phones in the order of time, what was tapped and typed, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import groupby

from bot.demo.long.cast import ALOUD, CAPTION, CHAPTER, HUSH, TOLD
from bot.demo.people import Sight
from bot.demo.texts import LONDON, plain, sentences, text
from bot.simulator import Bubble

SCREENS = ("bot", "asks")
"""What stands on a screen; the question of the day is never cut."""
APART = timedelta(minutes=20)
"""After so long a pause somebody takes up the phone anew."""
LONG = 100
"""So long a paragraph is cut where it was read before."""
SAME = 30
"""So many first letters tell that a screen is the one before it, changed."""
MENUS = ("today-done", "more-title", "practice-title", "settings-title")
"""Screens that only lead on: the buttons tapped there are told as one path."""
OPENS = ("knock-open", "keyboard-today")
ENDS = ("enough", "close", "go-on", "fine")
"""Buttons that end a screen or lead to the next thing, and so tell nothing."""
PATH = " › "
TALKS = ("talk-title-ritual", "talk-title-talk")
FIXED = (
    "page-lines",
    "page-again",
    "soften",
    "add-understand",
    "add-question",
    "add-session",
    "choose-plain",
    "page-plain-always",
    "close",
)
"""Buttons that stand on every page of a week; after the first week they are not told again."""


@dataclass(frozen=True)
class Said:
    """One thing on a phone: the bot's screen, a tap, typed words, what was said aloud, or what is left."""

    what: str
    words: str
    buttons: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    """The buttons that came into their place, on the same screen."""


@dataclass
class Scene:
    """One person with their phone for a while."""

    name: str
    at: datetime
    said: list[Said] = field(default_factory=list)

    @property
    def clock(self) -> str:
        """When it began, by the clock on the wall."""
        return f"{self.at.astimezone(LONDON):%H:%M}"


@dataclass
class Day:
    """A day, its caption, its scenes, and who gave only a number."""

    day: date
    caption: str = ""
    scenes: list[Scene] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


@dataclass
class Chapter:
    """A week."""

    title: str
    days: list[Day] = field(default_factory=list)


def chapters(sights: Iterable[Sight]) -> list[Chapter]:
    """Return the whole story, week by week."""
    found: list[Chapter] = []
    for day, together in groupby(_heard(sights), key=lambda each: each.at.astimezone(LONDON).date()):
        told = list(together)
        for each in told:
            if each.bubble.kind == CHAPTER:
                found.append(Chapter(each.bubble.text))
        found[-1].days.append(_day(day, told))
    _pages_shortened(found)
    _turns_shortened(found)
    _known_cut(found)
    _readers_left_out(found)
    return found


def _heard(sights: Iterable[Sight]) -> Iterator[Sight]:
    """Yield what is shown; while somebody's phone is hushed, one sentence tells what they do there."""
    hushed: set[str] = set()
    for each in sights:
        if each.bubble.kind == HUSH:
            hushed ^= {each.name}
        elif each.name not in hushed or each.bubble.kind == TOLD:
            yield each


def _day(day: date, sights: Sequence[Sight]) -> Day:
    found = Day(day, "".join(each.bubble.text for each in sights if each.bubble.kind == CAPTION))
    knocked = {each.name for each in sights if _knock(each.bubble)}
    touched: set[str] = set()
    for who, together in _sittings([each for each in sights if each.bubble.kind not in (CAPTION, CHAPTER)]):
        if any(each.bubble.mine for each in together):
            touched.add(who)
        if not who:
            found.scenes.append(
                Scene(together[0].name, together[0].at, [Said(ALOUD, together[0].bubble.text)])
            )
            continue
        number = _number_alone(together)
        if number:
            found.numbers.append((who, number))
            continue
        began = next((each.at for each in together if each.bubble.mine), together[0].at)
        scene = Scene(who, began, list(_plainly(_together(list(_told(together))))))
        before = found.scenes[-1] if found.scenes else None
        if before and before.name == who and _goes_on(before, scene):
            before.said += scene.said
        elif any(each.what != "left" for each in scene.said):
            found.scenes.append(scene)
    found.closed = sorted(knocked - touched)
    return found


def _pages_shortened(found: Sequence[Chapter]) -> None:
    """Leave out of later pages what stands on each of them."""
    fixed = {text(key) for key in FIXED}
    for scene in (scene for chapter in found[1:] for day in chapter.days for scene in day.scenes):
        scene.said = [
            replace(each, buttons=tuple(label for label in each.buttons if label not in fixed))
            if text("choose-keep") in each.buttons
            else each
            for each in scene.said
        ]


def _known_cut(found: Sequence[Chapter]) -> None:
    """Cut what the bot has said before, word for word, after its first sentence; people's words never."""
    known: set[str] = set()
    scenes = [scene for chapter in found for day in chapter.days for scene in day.scenes]
    typed = {part for scene in scenes for each in scene.said if each.what == "typed" for part in _parts(each)}
    for scene in scenes:
        for number, each in enumerate(scene.said):
            if each.what == "bot":
                scene.said[number] = replace(each, words=_cut(each.words, known, typed))


def _parts(said: Said) -> Sequence[str]:
    return sentences(said.words)


def _turns_shortened(found: Sequence[Chapter]) -> None:
    """Leave out of the turns of a talk what stands above and below each of them."""
    for day in (day for chapter in found for day in chapter.days):
        begun: set[tuple[str, str]] = set()
        for scene in day.scenes:
            for number, each in enumerate(scene.said):
                title = next((t for t in map(text, TALKS) if each.words.startswith(plain(t))), "")
                if title and (scene.name, title) in begun:
                    scene.said[number] = Said("bot", each.words.partition("\n\n")[2])
                elif title:
                    begun.add((scene.name, title))


def _cut(words: str, known: set[str], typed: set[str]) -> str:
    shown = []
    for part in words.split("\n\n"):
        first = re.match(r".+?[.?](?= )|.+?:(?= )", part, re.DOTALL)
        if first and len(part) > LONG and part in known and not any(each in plain(part) for each in typed):
            shown.append(f"{first[0]} …")
        else:
            shown.append(part)
        known.add(part)
    return "\n\n".join(shown)


def _readers_left_out(found: Sequence[Chapter]) -> None:
    """Leave out the closed knocks of those who never give a number: they come when they like."""
    days = [day for chapter in found for day in chapter.days]
    rate = {name for day in days for name, _ in day.numbers}
    for day in days:
        day.closed = [name for name in day.closed if name in rate]


def _goes_on(before: Scene, scene: Scene) -> bool:
    """Whether somebody still has the phone in hand: only another phone was knocked at in between."""
    return before.said[-1].what not in (ALOUD, "left") and scene.at - before.at < APART


def _sittings(sights: Sequence[Sight]) -> Iterator[tuple[str, list[Sight]]]:
    """Yield what belongs together: one person's, without long pauses and without another's in between."""
    open_: dict[str, list[Sight]] = {}
    order: list[tuple[str, list[Sight]]] = []
    last = ""
    for each in sights:
        if _unseen(each.bubble):
            continue
        if each.bubble.kind == ALOUD:  # it stands between the phones
            order.append(("", [each]))
            last = ""
            continue
        going = open_.get(each.name)
        again = going is not None and each.at - going[-1].at < APART
        cleared = going is not None and _left(each.bubble)
        if going is not None and again and (last == each.name or cleared):
            going.append(each)
        else:
            open_[each.name] = [each]
            order.append((each.name, open_[each.name]))
        last = last if cleared else each.name
    yield from order


def _unseen(bubble: Bubble) -> bool:
    nothing = {text(key) for key in ("standing", "neutral", "one-moment")}
    return bubble.deleted or bubble.words in nothing or bubble.kind == "service"


def _knock(bubble: Bubble) -> bool:
    return not bubble.mine and bubble.words == text("knock")


def _left(bubble: Bubble) -> bool:
    """Whether this is the one line that a day leaves."""
    return not bubble.mine and bubble.words in _day_lines()


@cache
def _day_lines() -> frozenset[str]:
    days = (date(2026, 3, 2) + timedelta(days=number) for number in range(7))
    return frozenset(text("day-line", day=day) for day in days)


def _number_alone(sights: Sequence[Sight]) -> str:
    """Return the number of an evening on which nothing but a number was given."""
    taps = [each.bubble.words for each in sights if each.bubble.mine]
    numbers = [each for each in taps if each.isdigit() or each == text("not-together")]
    rest = set(taps) - set(numbers) - {text(key) for key in (*OPENS, "enough", "close", "go-on")}
    return numbers[0] if len(numbers) == 1 and not rest else ""


def _told(sights: Sequence[Sight]) -> Iterator[Said]:
    """Yield what is worth reading of one sitting."""
    menus, opens = {plain(text(key)) for key in MENUS}, {text(key) for key in OPENS}
    path: list[str] = []
    tapped = ""
    held: Said | None = None  # a screen that may yet be shown again, changed
    for number, each in enumerate(sights):
        bubble = each.bubble
        if bubble.mine:
            label = bubble.words
            if bubble.kind != "tap" and label == tapped:  # a standing button sends its words
                continue
            tapped = label
            if bubble.kind == "text" and label.startswith("/"):  # a command is a button that is typed
                path += [] if label == "/more" and path else [label.split()[0]]
                if _leads_on(sights[number + 1 :], menus):
                    continue
                label = path.pop()
            if bubble.kind == "tap" and (label in opens or _leads_on(sights[number + 1 :], menus)):
                path += [] if label in opens else [label]
                continue
            if held:
                yield held
                held = None
            if bubble.kind == "tap" or label.startswith("/"):
                yield Said("tap", PATH.join([*path, label]))
            else:
                yield Said(bubble.kind if bubble.kind in (ALOUD, TOLD) else "typed", label)
            path = []
        elif _left(bubble):
            if held:
                yield held
            held = Said("left", bubble.words)
        elif not _knock(bubble) and plain(bubble.words) not in menus:
            screen = Said("bot", _pictured(bubble), tuple(bubble.labels))
            if held and held.words[:SAME] != screen.words[:SAME] and not _at_once(sights, number):
                yield held
            held = screen
    if held:
        yield held


def _at_once(sights: Sequence[Sight], number: int) -> bool:
    """Whether a screen only took the place of the one before it, in the same moment."""
    each, before = sights[number], sights[number - 1]
    return number > 0 and each.bubble.id == before.bubble.id and each.at == before.at


def _together(said: Sequence[Said]) -> list[Said]:
    """Put taps together that left the words of a screen as they were: marks that are set, leaves turned."""
    found: list[Said] = []
    for each in said:
        if len(found) > 1 and each.what == "bot" and found[-1].what == "tap" and _same(found[-2], each):
            found[-2] = replace(found[-2], shows=each.buttons)
        elif len(found) > 1 and each.what == found[-1].what == "tap" and found[-2].shows:
            found[-1] = replace(found[-1], words=f"{found[-1].words}] [{each.words}")
        else:
            found.append(each)
    return found


def _same(before: Said, after: Said) -> bool:
    return before.what == "bot" and before.words == after.words and len(after.buttons) > 2


def _fewer(labels: tuple[str, ...], ends: set[str]) -> tuple[str, ...]:
    """Return the buttons that are worth reading: none where all of them only end a screen."""
    return () if set(labels) <= ends | {text("feelings")} else labels


def _plainly(said: Sequence[Said]) -> Iterator[Said]:
    """Yield a sitting without what is the same each time: ends of screens, and what is said to a number."""
    ends, same = {text(key) for key in ENDS}, {plain(text(key)) for key in ("kept", "all-now")}
    last = max((number for number, each in enumerate(said) if each.what != "left"), default=0)
    for number, each in enumerate(said):
        before = said[number - 1] if number else each
        if each.what == "tap" and (set(each.words.split(PATH)) <= ends or (number and _asks_number(before))):
            if not set(each.words.split(PATH)) <= ends:
                yield Said("number", each.words)
        elif each.what == "left" and number < last:
            continue
        elif _asks_number(each):
            yield Said("asks", each.words)
        elif plain(each.words) not in same:
            yield replace(each, buttons=_fewer(each.buttons, ends))


def _asks_number(said: Said) -> bool:
    """Whether this is the question of the day, with eleven numbers below it."""
    return text("not-together") in said.buttons and sum(map(str.isdigit, said.buttons)) == 11


def _leads_on(later: Sequence[Sight], menus: set[str]) -> bool:
    """Whether a tap only led to a menu."""
    shown = next((each.bubble for each in later if not _left(each.bubble)), None)
    return shown is not None and not shown.mine and plain(shown.words) in menus


def _pictured(bubble: Bubble) -> str:
    return f"[a picture]\n{bubble.words}" if bubble.photo else bubble.words
