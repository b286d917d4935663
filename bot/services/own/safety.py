"""The private questions, holds, and the plain page that a hold means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import page as pages
from bot.domain.page import WeekPage
from bot.domain.people import Person
from bot.domain.safety import QUESTIONS, after_answers, drawn_day, suits, unsafe, with_hold
from bot.domain.say import Button, Fade, Refusal, Say, button, raw, say
from bot.services.arriving.linking import to_confirm
from bot.services.arriving.setup import safety_screen
from bot.services.crossings import half_of, writer
from bot.services.day.checkins import did_more_today
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.own.plain import end, ended
from bot.services.ports import World

EVERY_DAY = range(7)
ANSWERS = {"y": "yes", "n": "no", "s": "skip"}


@action("safety", "safety")
async def safety(request: Request, world: World) -> Reply:
    """What a hold is; always both to set one and to end one. It never shows whether one is set."""
    page = ["safety-page"] if await half_of(world.mine) else []
    return [
        say(
            "safety-what",
            *page,
            rows=[
                [button("hold-set", "hold-set"), button("hold-end", "hold-end")],
                [button("safety-ask", "screen", "s"), raw("keyboard-help", "help")],
                [button("back", "more"), button("close", "enough")],
            ],
            fades=Fade.READ,
        )
    ]


@action("hold-set")
async def set_hold(request: Request, world: World) -> Reply:
    """Set a hold without questions."""
    await _hold(request.person, world)
    return [await _told(world, button("fine", "enough"))]


@action("hold-end")
async def end_hold(request: Request, world: World) -> Reply:
    """End a hold, and a plain page that stands, if they have lasted a week; always in the same words."""
    await end(request.person, world)
    return [ended(await half_of(world.mine) is not None)]


async def _told(world: World, on: Button, *more: str, links: bool = False) -> Say:
    """Return what a hold does: to a page of two, or to someone alone, whatever they link with later."""
    told = "hold-told-page" if await half_of(world.mine) else "hold-told"
    link = ["hold-told-link"] if links else []
    return say(told, *link, *more, rows=[[raw("keyboard-help", "help"), on]], fades=Fade.SOON)


async def _hold(person: Person, world: World) -> Person:
    person = with_hold(person, world.now)
    await world.mine.put(person)
    write = writer(world.words, person)
    for each in await world.mine.all(WeekPage):
        if not each.decided:
            await world.mine.put(pages.held(each, write))
    return person


@action("screen")
async def screen(request: Request, world: World) -> Reply:
    """Ask the private questions, one after another. The value is where it leads and the answers so far."""
    given = request.argument
    goes_on, answers = given[:1], given[1:]
    if (
        goes_on not in ("l", "s")
        or any(each not in ANSWERS for each in answers)
        or len(answers) > len(QUESTIONS)
    ):
        raise Refusal("moved-on")
    if len(answers) < len(QUESTIONS):
        return [_question(goes_on, answers)]
    given_answers = {q: ANSWERS[each] for q, each in zip(QUESTIONS, answers, strict=True)}
    person = after_answers(request.person, given_answers, world.now)
    await world.mine.put(person)
    quick = ["screened-quick"] if person.clear_seconds != request.person.clear_seconds else []
    if unsafe(given_answers):  # told after every such answer: else its absence would show a hold
        await _hold(person, world)
        return [await _told(world, button("fine", "screened", goes_on), *quick, links=goes_on == "l")]
    if goes_on == "l":  # the way on is a button here too: what stands a minute later must not tell
        rows = [[button("go-on", "screened", goes_on), button("enough", "enough")]]
        return [say("screened", *quick, rows=rows, fades=Fade.SOON)]
    return _last(*quick)


def _question(goes_on: str, answers: str) -> Say:
    name = QUESTIONS[len(answers)]
    each = [button(label, "screen", f"{goes_on}{answers}{label[0]}") for label in ("yes", "no", "skip")]
    return say(f"screen-{name}", rows=[each], fades=Fade.READ)


@action("screened")
async def screened(request: Request, world: World) -> Reply:
    """On to where the questions came from."""
    if request.argument == "l":
        shown = await to_confirm(request.person, world)
        return [shown] if shown else [await after(request.person, world)]
    return _last()


def _last(*more: str) -> Reply:
    rows = [[raw("calm-offer", "calm"), button("enough", "enough")]]
    return [say("screened", *more, rows=rows, fades=Fade.SAVED)]


# ---------------------------------------------------------------------- once a month


@behind(45)
async def monthly(person: Person, world: World) -> Say | None:
    """The private questions again, on a day that was drawn: instead of that day's other small thing.

    Who was never asked is asked over the first days. The rhythm knows nothing of any answer, nor of a hold,
    and waits for no better day: whoever is low for weeks is asked as well.
    """
    if person.started is None or not (person.screened_at or "safety" in person.asked):
        return None
    today = cards.today_of(person, world.now)
    if not person.screen_on:
        await _draw(world, today, "")
        return None
    last = date.fromisoformat(person.screened_on) if person.screened_on else None
    if today.isoformat() < person.screen_on or not suits(today, last) or await _full(person, world, today):
        return None
    await _draw(world, today, today.isoformat())
    return safety_screen()


async def _full(person: Person, world: World, today: date) -> bool:
    """Whether this day has its one thing more already, beside the rating."""
    fear = today.weekday() in person.fear_days and len(set(person.fear_days)) < len(EVERY_DAY)
    if fear or person.set_up_on == today.isoformat():
        return True
    pages = await world.mine.all(WeekPage, since=world.now - timedelta(days=7))
    if any(not page.decided or cards.today_of(person, page.closes) == today for page in pages):
        return True
    return await did_more_today(person, world)


async def _draw(world: World, today: date, put: str) -> None:
    """Draw the next day from one's own stream of chance; what was put today is all that is put today."""
    me = await world.me()
    day = drawn_day(today, me.fear_days, world.chance.random()).isoformat()
    set_up_on = put or me.set_up_on
    await world.mine.put(replace(me, screen_on=day, screened_on=put or me.screened_on, set_up_on=set_up_on))
