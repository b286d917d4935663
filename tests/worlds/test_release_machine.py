"""The release of a week against a short reference: choices, edits, holds, leaving, lateness, take-back."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.page import Copy
from tests.worlds.bases import Beginning, base
from tests.worlds.own import own
from tests.worlds.people import ANN, BEN, TESS, act, offered
from tests.worlds.world import MONDAY, World, run

OPENS = MONDAY + timedelta(days=4, hours=14)  # Saturday, ten o'clock
CLOSES = MONDAY + timedelta(days=5, hours=20)  # Sunday, four o'clock
LATE = timedelta(minutes=10)
OTHER = {ANN: BEN, BEN: ANN}

COUNTED: Counter[str] = Counter()

couple = st.sampled_from([ANN, BEN])
FIRST = st.sampled_from(["both", "both", "both", "both", "partner", "keep"])


@dataclass
class Side:
    """What one partner has, as the rules say."""

    linked: bool = True
    care: bool = True
    plain: bool = False
    yes: str = ""  # keep is no yes
    words: str = ""  # what the preview showed when the yes was said


@cache
def opened() -> World:
    """Return a world in which the week's pages have just been previewed."""
    world = run(base(Beginning("care")))
    run(world.until(OPENS + timedelta(hours=1)))
    return world


class ReleaseMachine(RuleBasedStateMachine):
    """Two partners, one week."""

    world: World

    @initialize(first=FIRST, second=FIRST)
    def begins(self, first: str, second: str) -> None:
        self.typed_before = 0
        self.sides = {ANN: Side(), BEN: Side()}
        self.closes = CLOSES
        self.decided = False
        self.readers: dict[int, tuple[str, str]] = {}
        self.world = opened().fork()
        self.typed_before = sum(len(self.world.phones[who].typed) for who in (ANN, BEN))
        for who, audience in ((ANN, first), (BEN, second)):
            self.says(who, audience)

    # ------------------------------------------------------------------ what the partners do

    def open(self, who: int) -> bool:
        return self.sides[who].linked and not self.decided and self.world.clock.now < self.closes

    @rule(who=couple, audience=st.sampled_from(["keep", "partner", "both"]))
    def chooses(self, who: int, audience: str) -> None:
        self.says(who, audience)

    @rule(who=couple, audience=st.sampled_from(["partner", "both"]))
    def says_yes(self, who: int, audience: str) -> None:
        self.says(who, audience)

    @rule(audience=st.sampled_from(["partner", "both"]))
    @precondition(lambda self: not self.decided)
    def both_say_yes_just_before_t1(self, audience: str) -> None:
        run(self.world.until(max(self.world.clock.now, self.closes - timedelta(minutes=5))))
        for who in (ANN, BEN):
            self.says(who, audience)
        self.t1_comes_on_time()

    def says(self, who: int, audience: str) -> None:
        side = self.sides[who]
        run(act(self.world, who, "/week"))
        wanted = f"choose {audience}"
        assert offered(self.world, who, wanted) == (self.open(who) and (audience != "both" or side.care)), (
            "a choice is offered exactly while the page is open"
        )
        if offered(self.world, who, wanted):
            shown = self.world.phones[who].bubbles[self.world.phones[who].buttons()[0].message].text
            run(act(self.world, who, f"tap {wanted}"))
            side.yes = "" if audience == "keep" else audience
            side.words = shown

    def looks_at_lines(self, who: int) -> None:
        """Go to what can stand on one's page, where it is open and not plain."""
        run(act(self.world, who, "/week"))
        if offered(self.world, who, "page-lines"):
            run(act(self.world, who, "tap page-lines"))

    @rule(who=couple, words=st.sampled_from(["one", "two & <three>"]))
    def writes(self, who: int, words: str) -> None:
        self.looks_at_lines(who)
        if offered(self.world, who, "add-line"):
            run(act(self.world, who, "tap add-line", f"say {words}"))
            self.sides[who].yes = ""

    @rule(who=couple)
    def switches(self, who: int) -> None:
        self.looks_at_lines(who)
        if offered(self.world, who, "switch"):
            run(act(self.world, who, "tap switch"))
            self.sides[who].yes = ""

    @rule(who=couple)
    def goes_plain(self, who: int) -> None:
        run(act(self.world, who, "/week"))
        if offered(self.world, who, "plain"):
            run(act(self.world, who, "tap plain"))
            self.sides[who].yes, self.sides[who].plain = "", True

    @rule(who=couple)
    def sets_a_hold(self, who: int) -> None:
        run(act(self.world, who, "/safety", "tap hold-set"))
        if self.open(who):
            self.sides[who].plain = True  # and the choice stays

    @rule(who=couple, way=st.sampled_from(["quiet", "now", "sunday"]))
    @precondition(lambda self: self.steps_taken() > 5)
    def leaves(self, who: int, way: str) -> None:
        run(act(self.world, who, "/leave"))
        assert offered(self.world, who, "leave-go") == self.sides[who].linked
        if offered(self.world, who, "leave-go"):
            run(act(self.world, who, f"tap leave-go {way}"))
            self.sides[who].linked = self.sides[who].care = False
            self.readers.pop(TESS, None)  # who left is read by no therapist any more
            self.sides[who].yes = ""

    @rule(who=couple)
    @precondition(lambda self: self.steps_taken() > 3)
    def ends_the_therapist(self, who: int) -> None:
        run(act(self.world, who, "/therapist"))
        if offered(self.world, who, "care-end"):
            run(act(self.world, who, "tap care-end", "tap care-end-go"))
            self.sides[who].care = False
            self.readers.pop(TESS, None)

    @rule(who=couple)
    @precondition(lambda self: self.decided)
    def takes_back(self, who: int) -> None:
        run(act(self.world, who, "/week"))
        if offered(self.world, who, "shared"):
            run(act(self.world, who, "tap shared"))
            in_time = self.world.clock.now - self.closes < timedelta(hours=48)
            assert offered(self.world, who, "take-back") == in_time, f"{who}: in time is {in_time}"
            if in_time:
                run(act(self.world, who, "tap take-back", "tap take-back-go"))
                self.readers.pop(OTHER[who], None)
                self.readers.pop(TESS, None)
                COUNTED["taken back"] += 1

    # ------------------------------------------------------------------ time

    def steps_taken(self) -> int:
        return sum(len(self.world.phones[who].typed) for who in (ANN, BEN)) - self.typed_before

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.goes_to(hours=hours)

    @rule(late=st.sampled_from([0, 5, 10, 11, 90]))
    @precondition(lambda self: not self.decided)
    def t1_comes(self, late: int) -> None:
        """T1, with the bot away for so many minutes."""
        run(self.world.until(self.closes - timedelta(seconds=1)))
        self.world.clock.now = self.closes + timedelta(minutes=late)
        self.comes_due()
        run(self.world.until(self.world.clock.now))

    def goes_to(self, hours: int) -> None:
        instant = self.world.clock.now + timedelta(hours=hours)
        if not self.decided and instant >= self.closes:
            self.t1_comes_on_time()
        run(self.world.until(max(instant, self.world.clock.now)))

    def t1_comes_on_time(self) -> None:
        run(self.world.until(self.closes - timedelta(seconds=1)))
        self.world.clock.now = self.closes
        self.comes_due()
        run(self.world.until(self.closes))

    def comes_due(self) -> None:
        """Decide by the rules: two yeses that stand, in time; else nothing, or a day later."""
        if self.world.clock.now - self.closes > LATE:
            self.closes += timedelta(hours=24)
            return
        self.decided = True
        COUNTED["T1"] += 1
        ann, ben = self.sides[ANN], self.sides[BEN]
        if ann.linked and ben.linked and ann.yes and ben.yes:
            pages = {who: self.words_of(who) for who in (ANN, BEN)}
            self.readers = {ANN: (pages[ANN], pages[BEN]), BEN: (pages[BEN], pages[ANN])}
            if ann.yes == ben.yes == "both" and ann.care and ben.care:
                self.readers[TESS] = (pages[ANN], pages[BEN])
            COUNTED.update({"released": 1, "to a therapist": TESS in self.readers})

    def words_of(self, who: int) -> str:
        side = self.sides[who]
        return "I am here. I have no more to say this week." if side.plain else side.words

    def teardown(self) -> None:
        """Whatever was done, T1 comes."""
        if hasattr(self, "sides") and not self.decided:
            self.t1_comes_on_time()
            self.what_went_out_is_what_both_said_yes_to()

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def what_went_out_is_what_both_said_yes_to(self) -> None:
        for who in (ANN, BEN, TESS):
            copies: list[Copy] = own(self.world, who).copies
            assert len(copies) == (who in self.readers), f"{who} has {len(copies)}: {self.sides}"
            for page, shown in zip(copies[0].pages if copies else (), self.readers.get(who, ()), strict=True):
                assert html.escape(page, quote=False) in shown, "byte for byte as it was previewed"


SETTINGS = settings(
    max_examples=120,
    stateful_step_count=10,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_what_goes_out_is_what_the_rules_say(capsys: pytest.CaptureFixture[str]) -> None:
    COUNTED.clear()
    run_state_machine_as_test(ReleaseMachine, settings=SETTINGS)
    with capsys.disabled():
        print(f"\nthe release machine: {dict(COUNTED)}")
    assert COUNTED["released"] >= 25 and COUNTED["to a therapist"] >= 3 and COUNTED["taken back"] >= 1
