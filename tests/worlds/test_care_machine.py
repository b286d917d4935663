"""The link to a therapist against a short reference: taken up, confirmed, renewed, ended, run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime, timedelta
from functools import cache
from typing import Self

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.domain.page import Receipt
from bot.domain.people import Notice
from tests.worlds.bases import Beginning, Part, base
from tests.worlds.care_rules import COUPLE, OTHER, Rules, coming_t1, still_to_say
from tests.worlds.own import own
from tests.worlds.people import ANN, BEN, ONWARD, TESS, act, codes_of, offered
from tests.worlds.world import World, run

HAPPENED: Counter[str] = Counter()

partner = st.sampled_from(COUPLE)

NEWS = ("left", "care-joined", "care-renewed", "care-ended", "client-joined", "client-asked")
FINDS = (
    ("digits no", "waiting"), ("digits yes", "digits"), ("care-end", "joined"),
    ("care-ask-back", "asked for"), ("care-asked yes", "question"),
)  # fmt: skip
"""By which button it is known what a partner finds under *Therapist*."""
FAR = ("joined", "joined", "opened", "sent", "")
"""How far a link has come already when the story begins."""

MAY_LOOK_FOR_LINKS = 4
"""Times that a dead link is tried: after five of them anybody is slowed."""


@cache
def ready() -> World:
    """Return a world with a couple, and a therapist who has come that far but follows no link yet."""
    by_themselves = Part("hurt", hour="myself"), Part("broke", hour="myself")  # no knock each day for months
    world = run(base(Beginning("rated", *by_themselves)))
    run(act(world, TESS, "/start", "tap begin", "tap agree", "tap name-tg"))
    return world


class CareMachine(RuleBasedStateMachine):
    """A couple and a therapist, over months."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.world = ready().fork()
        self.expected = Rules(self.world.clock.now)
        self.dead = 0
        self.deleted: set[int] = set()
        self.sent = 0

    def doing(self, who: int, *doings: str) -> None:
        closes = coming_t1(self.expected.now)
        if closes - self.expected.now < timedelta(minutes=1):
            self.goes_to(closes)
        run(act(self.world, who, *doings))
        self.expected.now = self.world.clock.now

    # ------------------------------------------------------------------ proposed and taken up

    @initialize(by=partner, far=st.sampled_from(FAR))
    def begins(self, by: int, far: str) -> None:
        if far:
            self.proposes(by)
        if far in ("opened", "joined"):
            self.opens(by, 0)
        if far == "joined":
            self.answers(BEN, "yes")
            self.answers(ANN, "yes")

    @rule(who=partner)
    def proposes(self, who: int) -> None:
        self.doing(who, "/therapist")
        expected = self.expected.shown(who)[0] == "nothing"
        assert offered(self.world, who, "care-make") == expected, "a link is made where none is known"
        if expected:
            self.doing(who, "tap care-make")
            self.expected.proposes(who, codes_of(self.world.phones[who])[-1])

    @rule(who=partner, which=st.integers(0, 2))
    def opens(self, who: int, which: int) -> None:
        """Tess follows a link that this partner made, the last one or one before."""
        codes = [link.code for link in self.expected.links if link.by == who and link.code]
        if not (codes and TESS not in self.deleted and self.dead < MAY_LOOK_FOR_LINKS):
            return
        code = codes[-1 - which % len(codes)]
        self.doing(TESS, f"say /start {code}")
        if offered(self.world, TESS, "terms"):
            self.doing(TESS, "tap terms")
        opened = self.expected.opens(code)
        self.dead += not opened
        assert offered(self.world, TESS, "care-day") == opened, "a link opens once, while it stands"
        self.is_listed()

    def is_listed(self) -> None:
        """Keep by which name the therapist's list has what came into it."""
        known = {link.client for link in self.expected.links}
        new = [each.id for each in own(self.world, TESS).clients if each.id not in known]
        for link, client in zip(
            (each for each in self.expected.clients() if not each.client), new, strict=True
        ):
            link.client = client

    @rule(who=partner, answer=st.sampled_from(["yes", "yes", "yes", "no", "later"]))
    def answers(self, who: int, answer: str) -> None:
        self.doing(who, "/therapist")
        (first, _), (shown, link) = self.expected.shown(who), self.expected.digits(who)
        if link is None or shown not in (("digits", "waiting") if answer == "no" else ("digits",)):
            return
        if first == "question":
            self.doing(who, "tap therapist digits")
        elif first == "joined":
            return
        self.doing(who, f"tap digits {answer}")
        if answer == "yes":
            self.expected.says_yes(who, link)
        elif answer == "no":
            del link.seats[who]
        else:
            link.seats[who] = "later"

    @rule(who=partner)
    def both_answer(self, who: int) -> None:
        for each in (who, OTHER[who]):
            self.answers(each, "yes")

    # ------------------------------------------------------------------ ended

    def goes(self, far: str, steps: Iterable[Callable[[Self], None]]) -> None:
        """Begin that far and do these steps, and look after each of them."""
        self.begins(ANN, far)
        self.holds()
        for each in steps:
            each(self)
            self.holds()

    def may_end(self) -> bool:
        """Whether enough has happened for an end of nearly everything to be worth a story."""
        return bool(self.expected.told["care-joined"])

    @rule(who=partner)
    def ends(self, who: int) -> None:
        shown, link = self.expected.shown(who)
        if shown == "joined" and link:
            self.doing(who, "/therapist", "tap care-end", "tap care-end-go")
            self.expected.ends(who, link)

    @rule()
    def tess_ends(self) -> None:
        soon = self.expected.now + timedelta(minutes=1)  # what runs out while she taps is not hers to end
        found = [each for each in own(self.world, TESS).clients if each.expires > soon]
        if TESS in self.deleted or not found:
            return
        client = found[0]
        self.doing(TESS, "/therapist", "tap client-more " + client.id, "tap client-end", "tap client-end")
        self.expected.therapist_ends(
            next(each for each in self.expected.clients() if each.client == client.id)
        )

    @rule()
    def tess_deletes_everything(self) -> None:
        if TESS in self.deleted or not self.may_end():
            return
        self.doing(TESS, "/delete", "tap delete-yes")
        self.deleted.add(TESS)
        self.expected.news[TESS], self.expected.handed = [], ""
        for link in self.expected.clients():
            self.expected.therapist_ends(link)

    @rule(who=partner, way=st.sampled_from(["quiet", "now", "sunday", "delete"]))
    def leaves(self, who: int, way: str) -> None:
        if not (self.expected.linked[who] and self.may_end()):
            return
        go = ("/delete", "tap delete-yes") if way == "delete" else ("/leave", f"tap leave-go {way}")
        self.doing(who, *go)
        self.expected.leaves(who, way)
        if way == "delete":
            self.expected.news[who] = []
            self.deleted.add(who)

    # ------------------------------------------------------------------ time

    @rule(who=partner, answer=st.sampled_from(["yes", "yes", "no"]))
    def wants_it_to_go_on(self, who: int, answer: str) -> None:
        link = self.expected.shown(who)[1]
        self.doing(who, "/therapist")
        assert offered(self.world, who, "care-again") == self.expected.is_asked(who), "asked two weeks before"
        if link and self.expected.is_asked(who):
            self.doing(who, "tap care-again", f"tap care-renew {answer}")
            (link.wants.add if answer == "yes" else link.wants.discard)(who)

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.goes_to(self.world.clock.now + timedelta(hours=hours))

    @rule(weeks=st.sampled_from([1, 2, 11]))
    def weeks_pass(self, weeks: int) -> None:
        self.goes_to(self.world.clock.now + timedelta(weeks=weeks))

    @rule()
    def both_want_it_to_go_on(self) -> None:
        """The last two weeks of the link come."""
        if not any(self.expected.can_send(who) for who in COUPLE):
            return
        (link, *_) = [link for link in self.expected.links if "joined" in link.seats.values()]
        self.goes_to(max(self.world.clock.now, link.until - timedelta(days=10)))
        for who in COUPLE:
            self.wants_it_to_go_on(who, "yes")

    @rule()
    def both_choose_both(self) -> None:
        """Sunday afternoon: whoever is linked shares, with the therapist where that is offered."""
        closes = coming_t1(self.world.clock.now + timedelta(minutes=10))
        self.goes_to(closes - timedelta(minutes=10))
        chose = []
        for who in COUPLE:
            if self.expected.linked[who]:
                self.doing(who, "/week")
                both = self.expected.can_send(who) is not None
                assert offered(self.world, who, "choose both") == both, "both is a choice while it is linked"
                self.doing(who, f"tap choose {'both' if both else 'partner'}")
                chose.append(both)
        self.goes_to(closes, both=chose == [True, True])

    @rule(who=st.sampled_from([ANN, BEN, TESS]))
    def reads_the_news(self, who: int) -> None:
        if who in self.deleted:
            return
        self.doing(who, "/today")
        for _ in range(6):
            way = next((way for way in ONWARD if offered(self.world, who, way)), "")
            if not way:
                break
            before = self.waiting(who)
            self.doing(who, f"tap {way}")
            read = next((each for each in before if before.count(each) > self.waiting(who).count(each)), "")
            if way == "noticed" and read:
                self.expected.reads(who, read)
                if read == "left" and self.expected.linked[who]:
                    self.expected.leaves(who, "quiet")

    def goes_to(self, instant: datetime, both: bool = False) -> None:
        """Let time pass, and with it each T1 on the way."""
        while (closes := coming_t1(self.expected.now)) <= instant:
            self.passes(closes)
            self.sent += self.expected.t1(both and closes == instant)
        self.passes(instant)

    def passes(self, instant: datetime) -> None:
        run(self.world.until(instant))
        self.expected.now = instant

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def holds(self) -> None:
        self.each_partner_finds_what_the_rules_say()
        self.the_therapist_has_what_the_rules_say()
        self.each_is_told_what_the_rules_say()

    def then(self, here: World) -> Rules:
        """Return the rules at the instant at which somebody looked: some seconds later."""
        rules = copy(self.expected)
        rules.now = here.clock.now
        return rules

    def teardown(self) -> None:
        HAPPENED.update(self.expected.told, **{"pages to a therapist": self.sent})

    def waiting(self, who: int) -> list[str]:
        """Return what waits behind somebody's knock, in its order."""
        notices = sorted(self.world.docs(Notice, own(self.world, who).id), key=lambda each: each.at)
        return still_to_say([each.key for each in notices if each.key in NEWS])

    def each_partner_finds_what_the_rules_say(self) -> None:
        for who in COUPLE:
            if who in self.deleted:
                continue
            here = self.world.fork()
            run(act(here, who, "/therapist"))
            found = "nothing" if offered(here, who, "care-make") else "alone"
            for button, name in FINDS:
                found = name if offered(here, who, button) else found
            there, then = (self.expected.links, self.expected.asks), self.then(here)
            assert found == then.shown(who)[0], f"{who} finds {found}: {there}"
            assert offered(here, who, "care-ask") == then.can_ask(who), f"{who} can ask: {there}"
            assert len(own(self.world, who).cares) == self.expected.rows(who), f"kept of {who}: {there}"

    def the_therapist_has_what_the_rules_say(self) -> None:
        if TESS in self.deleted:
            return
        side = own(self.world, TESS)
        stands = [each for each in side.clients if each.joined]
        assert len(side.clients) == len(self.expected.clients()), f"in the list: {self.expected.links}"
        assert len(stands) == sum(link.reads for link in self.expected.clients())
        assert len(side.copies) == self.expected.pages(), f"pages with the therapist: {self.expected.links}"
        here = self.world.fork()
        run(act(here, TESS, "/therapist"))
        shown = sum(each.data.startswith("client-more.") for each in here.phones[TESS].buttons())
        assert shown == len(self.then(here).clients())

    def each_is_told_what_the_rules_say(self) -> None:
        for who in (ANN, BEN, TESS):
            assert self.waiting(who) == self.expected.waiting(who), f"news of {who}"
        for who in COUPLE:
            receipts = self.world.docs(Receipt, own(self.world, who).id)
            named = sum("Tess" in each.recipients for each in receipts)
            if who not in self.deleted:
                assert named == self.sent, "a receipt names who got the page"


SETTINGS = settings(
    max_examples=12,
    stateful_step_count=8,
    derandomize=True,
    phases=(Phase.generate,),  # a dozen steps can be read; making them fewer would take minutes
    report_multiple_bugs=False,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(300)
def test_a_therapist_is_linked_just_as_long_as_the_rules_say(capsys: pytest.CaptureFixture[str]) -> None:
    HAPPENED.clear()
    run_state_machine_as_test(CareMachine, settings=SETTINGS)
    with capsys.disabled():
        print(f"\nthe link to a therapist: {dict(HAPPENED)}")
    assert HAPPENED["care-joined"] >= 4


RUNS_OUT: dict[str, tuple[str, tuple[Callable[[CareMachine], None], ...]]] = {
    "taken up, and never confirmed": (
        "opened",
        (lambda here: here.weeks_pass(2), lambda here: here.weeks_pass(1)),
    ),
    "joined, and not renewed": (
        "joined",
        (lambda here: here.both_choose_both(), lambda here: here.weeks_pass(14)),
    ),
    "renewed, and not once more": (
        "joined",
        (lambda here: here.both_want_it_to_go_on(), lambda here: here.weeks_pass(16)),
    ),
}


@pytest.mark.parametrize("what", RUNS_OUT)
def test_a_link_that_ran_out_leaves_nothing_with_the_therapist(what: str) -> None:
    here = CareMachine()
    here.goes(*RUNS_OUT[what])
    assert any(link.listed for link in here.expected.links), "it was in the list"
    assert own(here.world, TESS).clients == [] and own(here.world, TESS).copies == []


SELDOM: dict[str, tuple[str, tuple[Callable[[CareMachine], None], ...]]] = {
    "nobody follows it": ("sent", (lambda here: here.weeks_pass(1),)),
    "the therapist ends it before both have confirmed": (
        "opened",
        (
            lambda here: here.answers(BEN, "yes"),
            lambda here: here.tess_ends(),
            lambda here: here.answers(ANN, "yes"),
            lambda here: here.weeks_pass(1),
        ),
    ),
    "the therapist ends it, and both choose both": (
        "joined",
        (lambda here: here.tess_ends(), lambda here: here.both_choose_both()),
    ),
    "one end is still unread when the next link is joined": (
        "joined",
        (
            lambda here: here.ends(ANN),
            lambda here: here.weeks_pass(1),
            lambda here: here.proposes(ANN),
            lambda here: here.opens(ANN, 0),
            lambda here: here.both_answer(BEN),
            lambda here: here.reads_the_news(BEN),
        ),
    ),
}


@pytest.mark.parametrize("what", SELDOM)
def test_what_seldom_happens_to_a_link_goes_as_the_rules_say(what: str) -> None:
    CareMachine().goes(*SELDOM[what])
