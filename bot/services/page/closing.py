"""The two instants of a week: a page opens, and what both chose by then is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.checkin import Entry, Prompt
from bot.domain.page import WeekPage
from bot.domain.people import Half, Notice
from bot.domain.rhythm import Week, week_by_key, zone_of
from bot.domain.safety import stands_plain
from bot.services import crossings
from bot.services.crossings import half_of
from bot.services.day.today import KNOCK_WINDOW, preview_knock, week_knock
from bot.services.flow.actions import Due, tick
from bot.services.page.page_lines import drawn_lines, session_lines
from bot.services.ports import World
from bot.services.programme.touch import plan_evening

LONGEST_WEEK = timedelta(days=11)
"""Longer than from any T0 to the next, also where the times changed in between."""


@tick("preview")
async def preview(due: Due, world: World) -> None:
    """T0: freeze what the page draws on, and knock."""
    half = await half_of(world.mine)
    if half is None:
        return
    person, week = due.person, week_by_key(due.ref, zone_of(half.zone), half.times)
    if world.now >= week.closes:
        return
    since = await _frozen(half, week, world)
    entries = [each for each in await world.mine.all(Entry, since=since) if each.at < week.opens]
    lines = drawn_lines(entries, person, world)
    if await crossings.joined_care(half, world.mine, world.now):
        prompts = [each for each in await world.mine.all(Prompt, since=since) if each.at < week.opens]
        lines += session_lines(person, half, week.key, entries, prompts, world)
    page = WeekPage(
        id=world.chance.token(),
        owner=person.id,
        at=week.opens,
        week=week.key,
        half=half.id,
        closes=week.closes,
        lines=tuple(lines),
        plain=stands_plain(person) or person.plain_week == week.key,
    )
    await world.mine.put(page)
    await crossings.plan_week(half, world.mine, week.closes)
    if world.now - due.at < KNOCK_WINDOW:
        await preview_knock(person, page.closes, world)


async def _frozen(half: Half, week: Week, world: World) -> datetime:
    """Return since when answers belong to this week: T0 of the one before, or a week ago without it."""
    before = [page.at for page in await world.mine.all(WeekPage) if page.half == half.id]
    last = max(before, default=week.opens - LONGEST_WEEK)
    return last if week.opens - LONGEST_WEEK < last < week.opens else week.opens - timedelta(days=7)


@tick("release")
async def at_release(due: Due, world: World) -> None:
    """T1: decide, and knock the same knock in every case."""
    half = await half_of(world.mine)
    if half is None:
        return
    page = await _page(world, due.ref)
    if page and not page.decided:
        page = await crossings.decide(due.person, half, page, world)
        if not page.decided:
            return
        half = await half_of(world.mine) or half  # what was released may have changed it
    closes = page.closes if page else due.at
    half = await crossings.settle_terms(due.person, half, closes, world)
    half = await crossings.settle_stage(due.person, half, closes, world)
    half = await crossings.settle_map(due.person, half, closes, world)
    half = await crossings.settle_words(due.person, half, due.ref, closes, world)
    released = page is not None and page.released
    half = replace(half, closed_weeks=0 if released else half.closed_weeks + 1)
    await world.mine.put(half)
    await crossings.plan_week(half, world.mine, world.now)
    await plan_evening(half, world)
    await _ordinary_news(half, world)
    if world.now - due.at < KNOCK_WINDOW or page is not None:
        await week_knock(due.person, world)


async def _ordinary_news(half: Half, world: World) -> None:
    """What the other chose to have said at T1: that they left, or that a therapist link ended."""
    if half.told_from:
        await _notice(world, "left", half)
        await world.mine.put(replace(half, told_from=None))
    await crossings.say_ended(world)
    await crossings.renew(half, world)


async def _notice(world: World, key: str, half: Half) -> None:
    notice = Notice(
        id=world.chance.token(),
        owner=half.owner,
        at=world.now,
        key=key,
        about=half.id,
        values={"name": half.name},
    )
    await world.mine.put(notice)


async def _page(world: World, key: str) -> WeekPage | None:
    return next((page for page in await world.mine.all(WeekPage) if page.week == key), None)
