"""Scenes: a world that is prepared once, and what a few people do in it while the bot dies."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.services.ports import Fate, Outcome
from tests.faults.stage import Stage
from tests.town import SATURDAY, SUNDAY

Act = Callable[[Stage], Awaitable[None]]
LATE, TORN = "Late, and no word from him", "I lied about the car again"


@dataclass(frozen=True)
class Scene:
    """A prepared world, and what happens in it."""

    name: str
    prepare: Act
    play: Act


SCENES: dict[str, Scene] = {}


def scene(prepare: Act) -> Callable[[Act], Act]:
    """Register what happens after a preparation."""

    def register(play: Act) -> Act:
        name = play.__name__.replace("_", " ")
        SCENES[name] = Scene(name, prepare, play)
        return play

    return register


# ---------------------------------------------------------------------- prepared worlds


async def empty_town(here: Stage) -> None:
    """An empty town; somebody has never pressed Start."""
    here.someone("Ann")


async def nobody(here: Stage) -> None:
    """An empty town; somebody has read the first screen."""
    ann = here.someone("Ann")
    await ann.opens()


async def alone(here: Stage) -> None:
    """One person, five minutes before the knock of their second evening."""
    await here.settled("Ann", "hurt", "London")
    await here.passes(hours=23, minutes=55)


async def pair(here: Stage) -> None:
    """A couple, five minutes before the knock of their second evening."""
    await here.couple()
    await here.passes(hours=23, minutes=55)


async def answering(here: Stage) -> None:
    """One person who looks at the question of the evening."""
    await alone(here)
    await here.passes(minutes=10)
    await here.people["Ann"].reads()


async def answered(here: Stage) -> None:
    """One person whose words were kept a moment ago."""
    await answering(here)
    await here.people["Ann"].taps("7", "go-on")
    await here.people["Ann"].says(LATE)


async def invited(here: Stage) -> None:
    """Two who do not know each other here yet, and an invitation."""
    ann = await here.settled("Ann", "hurt", "London")
    await here.settled("Ben", "broke", "London")
    here.notes["code"] = await ann.invites()


async def nearly_linked(here: Stage) -> None:
    """Two of whom one has agreed, the other reads the page."""
    await invited(here)
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ben.opens(here.notes["code"])
    await ann.says("/today")
    await ann.taps("confirm-yes", "month-unsure")
    await ann.screens()
    await ann.taps("link-agree")
    await ben.says("/today")
    await ben.screens()


async def preview(here: Stage) -> None:
    """A couple on Saturday, five minutes before their previews."""
    await here.couple()
    await here.until(SATURDAY - timedelta(minutes=5))


async def chosen(here: Stage) -> None:
    """A couple who both wrote a line and share it, five minutes before the release."""
    await here.couple()
    await here.until(SATURDAY)
    for name, words in (("Ann", LATE), ("Ben", TORN)):
        who = here.people[name]
        await who.reads()
        await who.taps("add-understand")
        await who.says(words)
        await who.taps("choose-partner")
    await here.until(SUNDAY - timedelta(minutes=5))


async def released(here: Stage) -> None:
    """A couple whose pages went out a moment ago, both behind the knock."""
    await chosen(here)
    await here.until(SUNDAY)


async def opened(here: Stage) -> None:
    """A couple who both read the two pages just now."""
    await released(here)
    for who in here.people.values():
        await who.reads()


# ---------------------------------------------------------------------- what happens


@scene(nobody)
async def a_first_evening(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.taps("begin", "agree", "Ann", "hour-now")


@scene(empty_town)
async def a_first_word(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.opens()
    await ann.taps("begin")


@scene(answered)
async def a_note(here: Stage) -> None:
    await here.people["Ann"].says(TORN)


@scene(alone)
async def a_knock_and_its_reminder(here: Stage) -> None:
    ann = here.people["Ann"]
    await here.passes(minutes=10)
    await ann.has_knock()
    await here.passes(hours=1, minutes=58)
    await ann.has_knock()
    await here.passes(hours=8)


@scene(pair)
async def a_knock_and_the_next_day_s(here: Stage) -> None:
    await here.passes(minutes=10)
    for who in here.people.values():
        await who.has_knock()
    await here.passes(days=1)
    for who in here.people.values():
        await who.has_knock()


@scene(alone)
async def a_rating_and_words(here: Stage) -> None:
    ann = here.people["Ann"]
    await here.passes(minutes=10)
    await ann.reads_knock()
    await ann.taps("7", "go-on")
    await ann.says(LATE)


@scene(answered)
async def words_are_found_again_and_cleared(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.says("/notes")
    await ann.sees(LATE)
    await here.passes(minutes=11)


@scene(answered)
async def an_evening_is_cleared_and_the_day_ends(here: Stage) -> None:
    await here.passes(minutes=2)
    await here.passes(hours=9)


@scene(answering)
async def two_things_at_once(here: Stage) -> None:
    ann = here.people["Ann"]
    async with here.together():
        await ann.taps("7")
        await ann.says(LATE)
        await ann.says("/notes")
    await ann.sees(LATE)


@scene(answering)
async def a_database_that_is_away_for_a_moment(here: Stage) -> None:
    ann = here.people["Ann"]
    here.stumbles(1)
    async with here.together():
        await ann.taps("7")
        await ann.says(LATE)
    await here.passes(seconds=10)
    await ann.says("/notes")
    await ann.sees(LATE)


@scene(invited)
async def an_invitation_is_followed(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ben.opens(here.notes["code"])
    await ann.says("/today")
    await ann.taps("confirm-yes", "month-unsure")


@scene(nearly_linked)
async def the_second_one_agrees(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ben.taps("link-agree")
    await ann.says("/week")
    await ann.sees("week-next")


@scene(preview)
async def a_preview_and_a_choice(here: Stage) -> None:
    ann = here.people["Ann"]
    await here.passes(minutes=10)
    await ann.reads_knock()
    await ann.taps("add-understand")
    await ann.says(LATE)
    await ann.taps("choose-partner")


@scene(chosen)
async def a_release_to_both(here: Stage) -> None:
    await here.until(SUNDAY)
    for who in here.people.values():
        await who.reads_knock()
        await who.sees(LATE, TORN, way="/week|week-of")


@scene(released)
async def a_page_is_taken_back(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ben.reads_knock()
    await ann.reads_knock()
    await ann.taps("take-back", "take-back-yes")
    ben.sees_nothing_of(LATE)


@scene(opened)
async def a_picture_comes_and_goes(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.taps("joint-picture")
    await ann.taps("back")
    await ann.sees(LATE, TORN, way="/week|week-of")


@scene(pair)
async def a_break_and_its_return(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.taps("keyboard-break", "20 min")
    await here.passes(minutes=21)


@scene(opened)
async def everything_is_cleared(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.says("/clear")
    ann.sees_nothing_of(LATE, TORN)


@scene(opened)
async def somebody_takes_their_data_along(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.says("/export")
    await ann.taps("export-make")
    ann.holds_files_with(LATE, TORN)


@scene(opened)
async def what_was_taken_along_is_taken_away(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.says("/export")
    await ann.taps("export-make", "export-away")
    await here.passes(minutes=1)
    ann.holds_no_file()


@scene(pair)
async def somebody_leaves_and_says_so(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ann.says("/leave")
    await ann.taps("leave-now")
    await ben.taps("knock-open")
    await ben.sees("notice-left")


@scene(opened)
async def somebody_deletes_everything(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ann.says("/delete")
    await ann.taps("delete-yes")
    await here.passes(minutes=1)
    ann.sees_nothing_of(LATE, TORN)
    await ben.says("/week")
    await ben.taps("week-of")
    await ben.sees(LATE)


@scene(pair)
async def a_day_without_the_bot(here: Stage) -> None:
    here.jumps(here.now + timedelta(hours=26))
    await here.settle()
    await here.passes(minutes=1)
    for who in here.people.values():
        await who.has_knock()
    await here.passes(minutes=10)


@scene(answered)
async def four_days_without_the_bot(here: Stage) -> None:
    ann = here.people["Ann"]
    here.jumps(here.now + timedelta(days=4))
    here.sweeps()
    await ann.says(TORN)
    await ann.says("/notes")
    await ann.sees(TORN)


@scene(pair)
async def one_is_held_up_and_the_other_blocks(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    here.phones.troubles[ann.person.id] = [Outcome(Fate.LATER, after=7.0)]
    here.phones.troubles[ben.person.id] = [Outcome(Fate.BLOCKED)]
    await here.passes(minutes=10)
    await ann.has_knock()
    ben.handset.blocks(False)
    await here.settle()
    await ben.says("/today")


@scene(alone)
async def nobody_knows_whether_it_arrived(here: Stage) -> None:
    ann = here.people["Ann"]
    here.phones.troubles[ann.person.id] = [Outcome(Fate.UNSURE)]
    await here.passes(minutes=10)
    await ann.reads_knock()
    here.phones.troubles[ann.person.id] = [Outcome(Fate.UNSURE)]
    await ann.taps("7")
    await here.passes(minutes=1)
