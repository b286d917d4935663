"""Asking by the link that a therapist hands out, beside all else of a link, against the short reference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from bot.domain.people import Person
from tests.worlds.care_rules import COUPLE, OTHER, coming_t1
from tests.worlds.own import own
from tests.worlds.people import ANN, BEN, TESS, codes_of, offered
from tests.worlds.test_care_machine import HAPPENED, MAY_LOOK_FOR_LINKS, SETTINGS, CareMachine, ready
from tests.worlds.world import World, run

MINUTE = timedelta(minutes=1)

FAR = ("digits", "asked", "joined", "handed", "joined")
"""How far a couple has come by that link when the story begins."""

partner = st.sampled_from(COUPLE)


@cache
def handing() -> World:
    """Return a world with a couple, and a therapist whose couples have all ended, and who agreed long ago."""
    world = ready().fork()

    async def agreed() -> None:
        async with world.store.begin() as tx:
            rows = tx.of(own(world, TESS).id)
            (tess,) = await rows.all(Person)
            await rows.put(replace(tess, terms_at=tess.at))

    run(agreed())
    return world


class AskingMachine(CareMachine):
    """A couple and a therapist who hands out a link, over months."""

    def __init__(self) -> None:
        super().__init__()
        self.world = handing().fork()
        self.codes: list[str] = []

    # ------------------------------------------------------------------ the link that is handed out

    @initialize(by=partner, far=st.sampled_from(FAR))
    def begins(self, by: int, far: str) -> None:
        self.tess_hands_out("")
        if far == "handed":
            return
        self.asks(by)
        if far in ("digits", "joined"):
            self.says_to_the_question(OTHER[by], "yes")
        if far == "joined":
            self.both_answer(by)

    @rule(how=st.sampled_from(["", "", "new", "end"]))
    def tess_hands_out(self, how: str) -> None:
        """Tess looks at her link; there is one from then on, until she makes another one or ends it."""
        if TESS in self.deleted:
            return
        self.doing(TESS, "/therapist", "tap care-hand")
        code = codes_of(self.world.phones[TESS])[-1]
        assert code == (self.expected.handed or code), "it is the same until it ends"
        if how:
            self.doing(TESS, f"tap care-hand-{how}", f"tap care-hand-{how} yes")
        new = codes_of(self.world.phones[TESS])[-1]
        assert (new == code) == (how != "new")
        self.codes += [each for each in (code, new) if each not in self.codes]
        self.expected.handed = "" if how == "end" else new

    @rule(who=partner, which=st.sampled_from([0, 0, 0, 1]))
    def follows(self, who: int, which: int) -> None:
        """Open the therapist's link, the last one or one before."""
        if not (self.codes and self.expected.linked[who] and self.dead < MAY_LOOK_FOR_LINKS):
            return
        code = self.codes[-1 - which % len(self.codes)]
        self.doing(who, f"say /start {code}")
        stands = code == self.expected.handed
        assert offered(self.world, who, "came-drop") == stands, "it opens for anybody, while it stands"
        self.dead += not stands
        self.expected.came_by[who] = code if stands else self.expected.came_by[who]

    @rule(who=partner)
    def lets_the_link_go(self, who: int) -> None:
        if self.expected.shown(who)[0] == "nothing" and self.expected.came_by[who]:
            self.doing(who, "/therapist", "tap came-drop")
            self.expected.came_by[who] = ""

    # ------------------------------------------------------------------ asking

    @rule(who=partner)
    def asks(self, who: int) -> None:
        """Ask for the therapist whose link one opened, where that is a choice."""
        if not self.expected.came_by[who]:
            self.follows(who, 0)
        if self.expected.can_ask(who):
            self.doing(who, "/therapist", "tap care-ask")
            self.expected.asks_for(who)

    @rule(who=partner)
    def takes_back(self, who: int) -> None:
        asking = self.expected.asking(who)
        if self.expected.shown(who)[0] == "asked for" and asking:
            self.doing(who, "/therapist", "tap care-ask-back")
            asking.seats[who] = "back"

    @rule(who=partner, answer=st.sampled_from(["yes", "yes", "yes", "no", "later"]))
    def says_to_the_question(self, who: int, answer: str) -> None:
        asking = self.expected.asking(who)
        if self.expected.shown(who)[0] != "question" or asking is None:
            return
        self.doing(who, "/therapist")
        both = self.expected.digits(who)[1] is not None
        assert offered(self.world, who, "therapist digits") == both, "older digits are one tap away"
        self.doing(who, f"tap care-asked {answer}")
        if answer == "yes":
            brings = self.expected.says_yes_too(who, asking)
            assert offered(self.world, who, "digits yes") == brings, (
                "digits, where both want it and it stands"
            )
            self.is_listed()
        elif answer == "no":
            del asking.seats[who]
        else:
            asking.seats[who] = "later"

    @rule(who=partner)
    def asks_and_is_answered(self, who: int) -> None:
        self.asks(who)
        self.says_to_the_question(OTHER[who], "yes")

    @rule(early=st.booleans())
    def a_question_runs_out(self, early: bool) -> None:
        """The last minutes of a question come, or are over."""
        open_now = [ask.until for ask in self.expected.asks if self.expected.now < ask.until]
        if open_now:
            self.goes_to(max(self.world.clock.now, open_now[0] - early * 5 * MINUTE))

    def may_end(self) -> bool:
        return bool(self.expected.asks or self.expected.told["client-asked"])


OFTEN = settings(SETTINGS, max_examples=14)


@pytest.mark.timeout(300)
def test_asking_by_a_therapist_s_link_goes_as_the_rules_say(capsys: pytest.CaptureFixture[str]) -> None:
    HAPPENED.clear()
    run_state_machine_as_test(AskingMachine, settings=OFTEN)
    with capsys.disabled():
        print(f"\nasking by a therapist's link: {dict(HAPPENED)}")
    assert HAPPENED["client-asked"] >= 4


Steps = tuple[Callable[[AskingMachine], None], ...]

SELDOM: dict[str, tuple[str, Steps]] = {
    "nobody answers, until its last minute and after it": (
        "asked",
        (lambda here: here.a_question_runs_out(True), lambda here: here.a_question_runs_out(False)),
    ),
    "a yes in its last minute": (
        "asked",
        (lambda here: here.a_question_runs_out(True), lambda here: here.says_to_the_question(BEN, "yes")),
    ),
    "taken back, a yes to it, and the other asks": (
        "asked",
        (
            lambda here: here.takes_back(ANN),
            lambda here: here.says_to_the_question(BEN, "yes"),
            lambda here: here.asks(BEN),
            lambda here: here.says_to_the_question(ANN, "yes"),
            lambda here: here.both_answer(ANN),
        ),
    ),
    "a no, and the other asks meanwhile": (
        "asked",
        (
            lambda here: here.says_to_the_question(BEN, "no"),
            lambda here: here.asks(BEN),
            lambda here: here.says_to_the_question(ANN, "later"),
            lambda here: here.takes_back(BEN),
            lambda here: here.says_to_the_question(ANN, "yes"),
            lambda here: here.weeks_pass(2),
        ),
    ),
    "the link is another one by the time of the yes": (
        "asked",
        (
            lambda here: here.tess_hands_out("new"),
            lambda here: here.says_to_the_question(BEN, "yes"),
            lambda here: here.asks(BEN),
        ),
    ),
    "the digits are never compared": (
        "digits",
        (lambda here: here.weeks_pass(2), lambda here: here.weeks_pass(2)),
    ),
    "a link of one's own is opened while one asks": (
        "handed",
        (
            lambda here: here.proposes(ANN),
            lambda here: here.asks(ANN),
            lambda here: here.opens(ANN, 0),
            lambda here: here.answers(BEN, "yes"),
            lambda here: here.says_to_the_question(BEN, "yes"),
            lambda here: here.opens(ANN, 0),
            lambda here: here.both_answer(ANN),
        ),
    ),
    "the older digits are confirmed, and the question is gone": (
        "handed",
        (
            lambda here: here.proposes(ANN),
            lambda here: here.asks(BEN),
            lambda here: here.opens(ANN, 0),
            lambda here: here.both_answer(ANN),
            lambda here: here.says_to_the_question(ANN, "yes"),
        ),
    ),
    "an end, and a question behind it until the week closes": (
        "joined",
        (
            lambda here: here.ends(ANN),
            lambda here: here.asks(ANN),
            lambda here: here.goes_to(coming_t1(here.expected.now) - MINUTE),
            lambda here: here.goes_to(coming_t1(here.expected.now)),
            lambda here: here.says_to_the_question(BEN, "yes"),
            lambda here: here.both_answer(BEN),
            lambda here: here.both_choose_both(),
        ),
    ),
    "both end it, each alone, and one has asked meanwhile": (
        "joined",
        (
            lambda here: here.ends(ANN),
            lambda here: here.asks(ANN),
            lambda here: here.ends(BEN),
            lambda here: here.asks(BEN),
            lambda here: here.goes_to(coming_t1(here.expected.now) - MINUTE),
            lambda here: here.goes_to(coming_t1(here.expected.now)),
            lambda here: here.says_to_the_question(BEN, "yes"),
        ),
    ),
    "both end it, each alone, and a next one follows a link": (
        "joined",
        (
            lambda here: here.ends(ANN),
            lambda here: here.proposes(ANN),
            lambda here: here.opens(ANN, 0),
            lambda here: here.ends(BEN),
            lambda here: here.goes_to(coming_t1(here.expected.now) - MINUTE),
            lambda here: here.goes_to(coming_t1(here.expected.now)),
            lambda here: here.both_answer(ANN),
        ),
    ),
    "the therapist ends it while the digits stand, and is asked again": (
        "digits",
        (
            lambda here: here.tess_ends(),
            lambda here: here.both_answer(ANN),
            lambda here: here.weeks_pass(2),
            lambda here: here.weeks_pass(2),
            lambda here: here.asks_and_is_answered(BEN),
        ),
    ),
    "whoever asked is gone": (
        "asked",
        (lambda here: here.leaves(ANN, "quiet"), lambda here: here.says_to_the_question(BEN, "yes")),
    ),
}


@pytest.mark.parametrize("what", SELDOM)
def test_what_seldom_happens_to_a_question_goes_as_the_rules_say(what: str) -> None:
    AskingMachine().goes(*SELDOM[what])
