"""Stories of one person: a first evening, and days with nobody else."""

from __future__ import annotations

from bot.demo.first_days import LATE, begins, settles
from bot.demo.story import Story
from bot.demo.telling import ANA, Tale, at, passes, quickly, step
from bot.demo.weeks import HOURS
from bot.domain.say import line

FIRST_EVENING = Tale(
    "first-evening",
    (
        step("first-evening-alone", ANA.opens()),
        step("first-evening-start", ANA.taps("begin", "agree")),
        step(
            "first-evening-hour",
            ANA.taps(line("name-telegram", name="Ana"), "hour-evening"),
            ANA.picks("clock", "evening-21"),
        ),
        step("first-evening-two", ANA.rates(2), ANA.reads("kept-first"), ANA.reads("kept-low")),
        step("first-evening-calm", ANA.picks("calm"), ANA.taps("calm-button-racing")),
        step("first-evening-done", ANA.taps("calm-button-done", "calm-button-less")),
        step("first-evening-gone", passes(minutes=11), ANA.is_left_with_the_day()),
        step("first-evening-end"),
    ),
)


async def _begun(story: Story) -> None:
    await begins(story.people["Ana"], "hour-evening", 4)
    await settles(story.people["Ana"], "hurt", "GB")


ALONE = Tale(
    "alone",
    (
        quickly("alone-before", _begun),
        step("alone-knock", at("20:31", days=1)),
        step("alone-fear", ANA.taps("knock-open"), ANA.answers(4, fear=LATE)),
        step("alone-gone", passes(seconds=61), ANA.is_left_with_the_day()),
        step("alone-night", at("02:40", days=1), ANA.taps("keyboard-calm", "calm-button-picture")),
        step("alone-senses", ANA.taps("calm-button-another", "calm-button-done", "calm-button-same")),
        step("alone-note", ANA.says(HOURS), ANA.reads("kept-note")),
        step("alone-help", ANA.taps("keyboard-help"), ANA.reads_words("116 123")),
        step("alone-hide", ANA.taps("help-button-hide"), passes(minutes=11), ANA.is_left_with_the_day()),
        step("alone-week", at("18:00"), ANA.types("/week"), ANA.reads("week-alone")),
        step("alone-end"),
    ),
)
