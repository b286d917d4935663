"""Stories of two: a week that both share, one that is kept, a break, a hold, and leaving quietly."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.first_days import LATE, WORK
from bot.demo.held import KEY, PHONE
from bot.demo.stories.before import linked, with_low
from bot.demo.story import Story
from bot.demo.telling import ANA, JON, LOW, Act, Step, Tale, at, passes, quickly, step
from bot.demo.weeks import BY_SIX, DISHES, KITCHEN
from bot.domain.say import line

THURSDAY = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)


def _friday(fear: str, own: str) -> tuple[Step, ...]:
    """Return an evening on which Ana writes what scared her, and Jon what he did."""
    return (
        step("friday-knock", at("20:31", days=1)),
        step("friday-ana", ANA.taps("knock-open"), ANA.answers(4)),
        step("friday-fear", ANA.more("menu-practice", "practice-fear"), ANA.says(fear)),
        step("friday-jon", JON.taps("knock-open"), JON.answers(6)),
        step("friday-own", JON.more("menu-practice", "practice-own"), JON.says(own)),
        step("friday-gone", passes(seconds=61), ANA.is_left_with_the_day(), JON.is_left_with_the_day()),
    )


SHARED = Tale(
    "week-shared",
    (
        quickly("before-linked", linked),
        quickly("before-low", with_low),
        *_friday(LATE, WORK),
        step("shared-saturday", at("10:03", days=1), ANA.opens_page("Jon", 4)),
        step("shared-line", ANA.puts_on(LATE)),
        step("shared-yes", ANA.chooses("both", name="Jon", therapist="Dr Low")),
        step("shared-jon", JON.opens_page("Ana", 6), JON.puts_on(WORK)),
        step("shared-jon-yes", JON.chooses("both", name="Ana", therapist="Dr Low")),
        step("shared-waits", at("15:59", days=1), ANA.may_read(WORK), JON.may_read(LATE)),
        step("shared-knock", at("16:02")),
        step(
            "shared-release",
            ANA.taps("knock-open"),
            JON.taps("knock-open"),
            ANA.reads("joint-intro"),
            ANA.reads_words(WORK),
            JON.reads_words(LATE),
        ),
        step("shared-back", JON.taps("say-back"), JON.says(BY_SIX), JON.reads("say-back-kept")),
        step("shared-low-knock", at("08:59", days=1), LOW.may_read(LATE, WORK), at("09:03")),
        step(
            "shared-low",
            LOW.taps("knock-open", line("caseload-open", couple="Ana & Jon")),
            LOW.reads_words(LATE),
            LOW.reads_words(WORK),
        ),
        step("shared-end"),
    ),
    THURSDAY,
)

KEPT = Tale(
    "week-kept",
    (
        quickly("before-linked", linked),
        *_friday(KITCHEN, DISHES),
        step("kept-saturday", at("10:03", days=1), ANA.opens_page("Jon", 4), ANA.puts_on(KITCHEN)),
        step("kept-yes", ANA.chooses("partner", name="Jon")),
        step("kept-jon", JON.opens_page("Ana", 6), JON.puts_on(DISHES)),
        step("kept-no", JON.chooses("keep")),
        step("kept-alike"),
        step("kept-sunday", at("16:02", days=1)),
        step(
            "kept-sentence",
            ANA.taps("knock-open"),
            JON.taps("knock-open"),
            ANA.reads("week-private"),
            JON.reads("week-private"),
        ),
        step("kept-end"),
    ),
    THURSDAY,
)


def _thursday(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return THURSDAY.replace(hour=hour, minute=minute)


BREAK = Tale(
    "break",
    (
        quickly("before-linked", linked),
        step("break-quarrel", at("20:50"), JON.taps("keyboard-break")),
        step("break-both", JON.taps(line("minutes", minutes=30), reaches=[ANA])),
        step(
            "break-words",
            JON.reads("pause-own", until=_thursday("21:20"), name="Ana"),
            ANA.reads("pause-theirs", until=_thursday("21:20")),
        ),
        step("break-longer", at("21:11"), ANA.taps("pause-longer")),
        step("break-longer-both", ANA.taps(line("minutes", minutes=45), reaches=[JON])),
        step("break-nothing", at("21:25"), ANA.reads_not("pause-over", until=_thursday("21:20"))),
        step(
            "break-over",
            at("21:57"),
            ANA.reads("pause-over", until=_thursday("21:56")),
            JON.reads("pause-over", until=_thursday("21:56")),
        ),
        step("break-end"),
    ),
    THURSDAY,
)


async def _afraid(story: Story) -> None:
    await linked(story, "no", "yes", "no", "no")


HOLD = Tale(
    "hold",
    (
        quickly("hold-before", _afraid),
        *_friday(KEY, PHONE),
        step("hold-saturday", at("10:03", days=1), ANA.opens_page("Jon", 4), ANA.reads("page-plain")),
        step("hold-share", ANA.chooses("partner", name="Jon")),
        step("hold-jon", JON.opens_page("Ana", 6), JON.puts_on(PHONE)),
        step("hold-jon-yes", JON.chooses("partner", name="Ana")),
        step("hold-sunday", at("16:02", days=1), ANA.may_read(PHONE)),
        step("hold-plain", JON.taps("knock-open"), JON.reads("joint-intro"), JON.reads("page-plain")),
        step("hold-hers", ANA.taps("knock-open"), ANA.reads_words(PHONE)),
        step("hold-end"),
    ),
    THURSDAY,
)


def _nothing_of(who: str) -> Act:
    async def act(story: Story) -> None:
        story.people[who].reads_not("notice-left", name="Ana")
        story.people[who].reads_not("week-alone")

    return act


LEAVING = Tale(
    "leaving",
    (
        quickly("before-linked", linked),
        *_friday(KITCHEN, DISHES),
        step("leaving-leave", ANA.more("menu-leave"), ANA.taps("leave-quiet"), ANA.reads("left-done")),
        step("leaving-dark", passes(minutes=2), _nothing_of("Jon")),
        step("leaving-saturday", at("10:03", days=1), JON.opens_page("Ana", 6), JON.puts_on(DISHES)),
        step("leaving-share", JON.chooses("partner", name="Ana")),
        step("leaving-sunday", at("16:02", days=1), JON.taps("knock-open"), JON.reads("week-private")),
        step("leaving-end", _nothing_of("Jon")),
    ),
    THURSDAY,
)
