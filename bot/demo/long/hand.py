"""How somebody lives with the bot for weeks: what the phone shows decides what they do, not the day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.demo.long.glance import Glance
from bot.demo.long.voices import Voice
from bot.demo.texts import plain, text

MOST = 60  # more taps than one sitting ever has
SCREENS = 6  # more things put away, one after another, than one day ever has
EXCUSE = "+"
"""Before words that come after one's own answer, whatever that is."""
SKIP, NOTHING = "skip", ""


@dataclass
class Hand(Glance):
    """Somebody with a phone and a voice."""

    voice: Voice
    hour: str = "20:36"
    """When they look at their phone of an evening."""
    last: dict[str, date] = field(default_factory=dict)
    """When they last did a part."""
    habits: dict[str, Any] = field(default_factory=dict)
    """What they answer whenever it is asked."""
    page: str = ""
    """The page of the week as they chose it, or nothing."""

    def __post_init__(self) -> None:
        self._does: dict[str, Any] = {}
        self._rating: int | str | None = None
        self._more = self._over = False
        self.rated = False
        """Whether this sitting came to the day's rating."""

    # ------------------------------------------------------------------ a sitting

    async def sits_down(self, rating: int | str | None = None, on: bool = False, **does: Any) -> None:
        """Open what waits, rate, perhaps do the one small thing more (`on`), and put the phone down.

        `rating` is a number, "x" for not together, "s" to skip, nothing to leave the question alone. `does`
        says what is answered to a part, by its name; else one's voice does, or it is skipped.
        """
        self._wants(rating, on, does)
        for _ in range(SCREENS):
            await self._opens()
            await self._goes_through()
            if rating is None or self.rated or self._over:
                break
        await self.leaves()

    async def takes_up(self, kind: str, /, within: int = 0, **does: Any) -> None:
        """Begin a part of one's own accord, unless it was done within so many days."""
        since = self.last.get(kind)
        if within and since and (self.who.story.day - since).days <= within:
            return
        await self._begins(kind)
        self._wants(None, False, does)
        await self._goes_through()
        await self.leaves()

    async def goes_on(self, rating: int | str | None) -> None:
        """Go on from the screen that is there, up to a quiet end."""
        self._wants(rating, False, {})
        await self._goes_through()

    async def answers_card(self, card: str) -> None:
        """Answer one card of the words now that was chosen."""
        await self._begins("words")
        await self.picks("our-words")
        await self.picks("words-all")
        for _ in range(SCREENS):
            if self.can("words-pick", f"words-{card}"):
                break
            await self.who.taps("turn-on")
        await self.who.picks("words-pick", f"words-{card}")
        await self.picks("word", f"words-{card}~{self.voice.cards[card]}")
        await self._ends()
        await self.leaves()

    async def _begins(self, kind: str) -> None:
        """Begin a part, on whichever leaf of the practices it stands."""
        await self.who.types("/practice")
        if not self.can("practise", kind):
            await self.who.picks("practice", "more")
        await self.who.picks("practise", kind)

    async def practises(self, *keys: str) -> None:
        """Go to the practices, and on from there."""
        await self.who.types("/practice")
        await self.who.taps(*keys)

    async def goes(self, *keys: str) -> None:
        """Go to everything else, past what waits today, and on from there."""
        await self.who.taps("keyboard-today")
        for _ in range(MOST):
            offered = self.who.offered()
            if ("more", "") in offered:
                await self.who.picks("more")
                break
            if ("rate", "x") in offered or not await self._passes():
                await self.who.types("/more")
                break
        await self.who.taps(*keys)

    async def _passes(self) -> bool:
        """Read on past a notice; false where something is asked."""
        for action in ("noticed", "go-on-today"):
            if self.has(action):
                await self.picks(action)
                return True
        return False

    # ------------------------------------------------------------------ one's own page

    async def chooses(self, choice: str, puts: int = 0, **adds: str) -> None:
        """Look at one's page behind the knock, put on some lines, write some more, and choose.

        Without a choice it is only looked at, and put away.
        """
        self._wants(None, False, {"page": True})
        await self._opens()
        await self._goes_through()
        self.who.story.expect(self.has("choose"), f"{self.who.name} should see a page.")
        if puts or adds or choice == "both":
            await self._lines_and_back(puts, adds, choice == "both")
        self.page = self.shown if choice not in (NOTHING, "keep") else NOTHING
        await (self.picks("choose", choice) if choice else self._ends())
        await self.leaves()

    async def _lines_and_back(self, puts: int, adds: dict[str, str], therapist: bool) -> None:
        """Put lines on the page and write some more, on the screen that is for it; then back to the page."""
        if not self.has("page-lines"):  # the plain page has none
            return
        await self.picks("page-lines")
        for value in self._lines(puts, therapist):
            await self.picks("switch", value)
        for kind, words in adds.items():
            if self.can("add-line", kind):  # a question may have taken the place already
                await self.picks("add-line", kind)
                await self.who.says(words)
        await self.picks("week")

    def _lines(self, most: int, therapist: bool) -> list[str]:
        """Return the lines that are off and go on: the newest of one's own words, and for a therapist all."""
        off = text("switch-off", what="").strip()
        offered = self.who.offered()
        found = {
            value: label for (each, value), label in offered.items() if each == "switch" and off in label
        }
        own = [value for value, label in found.items() if self._typed(label.removeprefix(off))]
        return [*own[-most:][:most], *(each for each in found if therapist and each not in own)]

    def _typed(self, label: str) -> bool:
        """Whether a line of the page begins as something that they wrote."""
        begins = plain(label).rstrip("…")
        mine = [each.words for each in self.who.story.secrets if each.owner == self.who.name]
        return any(each.startswith(begins) or begins.startswith(each) for each in mine)

    async def leaves(self) -> None:
        """Put the phone down: a minute later only the day's line is left."""
        await self.who.story.passes(seconds=61)
        self.who.keeps_only_the_day()

    async def _opens(self) -> None:
        await self.who.taps("knock-open" if text("knock") in self.who.phone else "keyboard-today")

    def _wants(self, rating: int | str | None, on: bool, does: dict[str, Any]) -> None:
        self._rating, self._does = rating, self.habits | does
        self._more, self.rated, self._over = not on, False, False

    async def _goes_through(self) -> None:
        """Do one thing after another while there is one to do."""
        for _ in range(MOST):
            step = self._next()
            if step is None:
                return
            await step()
        self.who.story.expect(False, f"{self.who.name}'s evening came to no end.")

    def _next(self) -> Callable[[], Awaitable[None]] | None:
        """Return what this screen asks of them."""
        if not self.who.last.labels or (self.has("choose") and self._does.get("page")):
            return None
        if self.has("rate") and self._rating is None:
            return None
        for action, step in self._steps().items():
            if self.has(action):
                return step
        if self.kind:
            return self._part
        if self.has("open") and not (self._more and (self.rated or self._rating is None)):
            return self._goes_on
        return self._ends if self.has("enough") else None

    def _steps(self) -> dict[str, Callable[[], Awaitable[None]]]:
        return {
            "rate": self._rates,
            "owns-out": self._owns,
            "noticed": lambda: self.picks("noticed"),
            "go-on-today": lambda: self.picks("go-on-today"),
            "digits": lambda: self.picks("digits", "later"),
            "go-on": lambda: self.picks("go-on", "stay"),
            "screen": self._screens,
            "sort": self._sorts,
            "sort-to": lambda: self.picks("sort-to", self._does.get("place", "k")),
            "smaller": self._makes_smaller,
            "grief-end": self._pours,
            "grief-line": self._line,
            "just-note": lambda: self.picks("just-note"),
            "parting": self._parting,
            "say-back": self._reads_week,
            "set-skip": lambda: self.picks("set-skip"),
        }

    # ------------------------------------------------------------------ the day

    async def _rates(self) -> None:
        self.rated = True
        if self._rating == "x":
            await self.who.picks("rate", "x")
        elif isinstance(self._rating, int):
            await self.who.rates(self._rating)
        else:
            await self.who.picks("skip", "safety")
        if self._does.get("feels") and self.has("feelings"):
            await self.picks("feelings")
            for feeling in self._does["feels"]:
                await self.picks("feelings", feeling)

    async def _goes_on(self) -> None:
        if self.rated:
            self._more = True
        await self.picks("open")

    async def _ends(self) -> None:
        self._over = self._over or self.has("more")  # nothing else waits today
        await self.picks("enough")

    async def _makes_smaller(self) -> None:
        self._more, self.last["smaller"] = True, self.who.story.day
        await self.picks("smaller", self.habits.get("smaller", "no"))

    async def _screens(self) -> None:
        """The private questions: nothing is amiss."""
        there = self.values("screen")
        begins = next((value for value in there if len(value) == 1), "")
        wanted = begins or next(value for value in there if value.endswith("ynnn"[len(there[0]) - 2]))
        await self.picks("screen", wanted)

    # ------------------------------------------------------------------ a part

    async def _part(self) -> None:
        kind, known = self.kind, getattr(self, f"_{self.kind}", None)
        self._more = True
        wanted = self._does.get(kind)
        if wanted == SKIP:
            await self.who.picks("skip", kind)
            return
        before = self.shown
        await (known or self._tells)()
        if self.kind == kind and self.shown == before:  # there was nothing to say
            await self.who.picks("skip", kind)
        else:
            self.last[kind] = self.who.story.day

    async def _tells(self) -> None:
        """Answer in words; where one has none, by the first beginning that is offered, if there is one."""
        words = self.voice.answer(self.shown)
        wanted = self._does.get(self.kind) or NOTHING
        if wanted.startswith(EXCUSE):
            words = f"{words} {wanted[1:]}" if words else wanted[1:]
        elif wanted:
            words = wanted
        if words:
            await self.who.says(words)
        elif self.has("opener"):
            await self.picks("opener")

    async def _owns(self) -> None:
        await self.picks(f"owns-{self._does.get('owns', 'out')}")

    async def _grief(self) -> None:
        if self.has("grief-write"):
            await self.picks("grief-write")

    async def _pours(self) -> None:
        """Write on the page while there is something to say, and then stop."""
        words = self.voice.answer(self.shown) or self._does.get("pours", NOTHING)
        if words and not self._does.get("poured"):
            self._does["poured"] = True
            await self.who.says(words)
        else:
            await self.picks("grief-end")

    async def _line(self) -> None:
        seen = self._does.pop("seen", NOTHING)
        if seen:
            await self.picks("grief-line")
            await self.who.says(seen)
        else:
            await self._ends()

    async def _truth(self) -> None:
        wanted = self._does.get("truth") or "yyy"
        for number in range(len(wanted)):
            await self.who.picks("truth", wanted[: number + 1])

    async def _stage(self) -> None:
        if self._does.get("stage"):
            await self.picks("stage", self._does["stage"])

    async def _parting(self) -> None:
        leaf = self._does.pop("leaf", NOTHING)
        await (self.picks("parting", leaf) if leaf else self._ends())

    async def _words(self) -> None:
        item = self.values("word")[0].partition("~")[0]
        answer = self.voice.cards.get(item.removeprefix("words-"))
        if answer:
            await self.picks("word", f"{item}~{answer}")

    async def _play(self) -> None:
        words = self._does.get("play") or self.voice.answer(self.shown)
        await (self.who.says(words) if words else self.picks("play-keep"))

    async def _cycle(self) -> None:
        given = self._does.get("cycle")
        if given:
            for number in range(len(given)):
                await self.who.picks("cycle", given[: number + 1])
            if self._does.get("wheel"):
                await self.picks("wheel")

    async def _dance(self) -> None:
        moves = self._does.get("dance")
        if moves:
            for move in moves:
                await self.picks("dance", move)
            await self.picks("dance-yes" if self.has("dance-yes") else "dance-keep")

    async def _touch(self) -> None:
        step = self._does.get("touch")
        if step is not None:
            await self.picks("touch", str(step))

    async def _sorts(self) -> None:
        await self.picks("sort", self._does.get("sorts", "u"))

    # ------------------------------------------------------------------ the week

    async def _reads_week(self) -> None:
        """Two pages: say one line back, or how heard one feels, and put them away."""
        for key in ("picture", "back", "heard"):
            wanted = self._does.pop(key, None)
            if wanted is None:
                continue
            if key == "picture":
                await self.picks("joint-picture")
                await self.picks("shared")
            elif key == "back":
                await self.picks("say-back")
                self._does["witness"] = wanted
                return
            elif self.has("heard"):
                await self.picks("heard")
                await self.picks("heard-rate", str(wanted))
                return
        await self.picks("enough")
