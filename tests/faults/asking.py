"""Scenes with a therapist: their hour, and a question behind an end that the other reads of at T1."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.faults.scenarios import LATE, SCENES, TORN, scene
from tests.faults.stage import Stage
from tests.town import SATURDAY, SUNDAY

__all__ = ["SCENES"]
WEDNESDAY = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


async def linked(here: Stage) -> None:
    """A couple and their therapist, who is read on Wednesdays at nine."""
    await here.couple()
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ann.says("/therapist")
    await ann.taps("care-propose")
    low = here.someone("Dr Low")
    await low.opens(ann.last.split("?start=")[1].split()[0])
    await low.taps("begin", "agree", "Dr Low", "agree", "Wed", "09:00")
    await low.says("London")
    await low.taps(next(label for label in low.labels if "London" in label))
    for who in (ann, ben):
        await who.says("/therapist")
        await who.taps("digits-yes")
    for who in (ann, ben, low):
        await who.says("/today")
        await who.past_notices()


async def with_therapist(here: Stage) -> None:
    """A couple and their therapist, who is to read the page of the week in five minutes."""
    await linked(here)
    await here.until(SATURDAY)
    for name, words in (("Ann", LATE), ("Ben", TORN)):
        who = here.people[name]
        await who.says("/week")
        await who.taps("add-session")
        await who.says(words)
        await who.taps("choose-both")
    await here.until(WEDNESDAY - timedelta(minutes=5))


async def with_their_link(here: Stage) -> None:
    """A couple five minutes before T1, of whom one keeps the link that their therapist hands out."""
    await linked(here)
    ann, low = here.people["Ann"], here.people["Dr Low"]
    await low.says("/today")
    await low.taps("care-hand")
    code = low.last.split("?start=")[1].split()[0]
    await low.taps("close")
    await ann.opens(code)
    await ann.taps("came-keep")
    await here.until(SUNDAY - timedelta(minutes=5))


async def asked_behind_an_end(here: Stage) -> None:
    """The same a moment after T1: before it one ended the link, and asked for the therapist again."""
    await with_their_link(here)
    await ends_and_asks(here)
    await here.until(SUNDAY)
    ben = here.people["Ben"]
    await ben.says("/today")
    await ben.past_notices()
    await ben.says("/therapist")


async def ends_and_asks(here: Stage) -> None:
    ann = here.people["Ann"]
    await ann.says("/therapist")
    await ann.taps("care-end", "care-end-yes")
    await ann.says("/therapist")
    await ann.taps("care-ask")


@scene(with_therapist)
async def a_therapist_s_hour(here: Stage) -> None:
    low = here.people["Dr Low"]
    await here.until(WEDNESDAY)
    await low.reads_knock()
    await low.taps("caseload-open")
    await low.sees(LATE, TORN)


@scene(with_their_link)
async def an_end_and_a_question_until_the_week_closes(here: Stage) -> None:
    await ends_and_asks(here)
    await here.until(SUNDAY)


@scene(asked_behind_an_end)
async def a_question_behind_an_end_is_answered(here: Stage) -> None:
    ann, ben = here.people["Ann"], here.people["Ben"]
    await ben.taps("care-asked-yes", "digits-yes")
    await ann.says("/therapist")
    await ann.taps("digits-yes")
