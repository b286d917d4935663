"""A therapist with sixty couples, and what they do with them by hand between two sessions."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pypdf
from playwright.async_api import Locator, expect

from bot.domain.page import Copy
from bot.domain.people import Client, Person, telegram_locator
from bot.services.therapy.therapist import A_LEAF
from tests.browser.hands import Hands, hands_of
from tests.browser.visitor import Visitor
from tests.story.test_session_page import WEEK, week
from tests.story.test_therapist import WEDNESDAY, joined
from tests.town import Town

MANY, WITH_A_PAGE, WEEKS = 60, 8, 3
NUMBERS = ((3, 6), (4, 6), (2, 7))
"""What went out week by week, without an evening of its own for each number."""

LEAVES = -(-MANY // A_LEAF)


async def sixty(here: Town, visitor: Visitor) -> Hands:
    """Open a caseload: a couple with three weeks that went out, and others that were made after it."""
    ann, ben, low = await joined(here)
    async with here.store.begin() as tx:
        owner, _ = await tx.locate(Person, telegram_locator(low.person.id)) or ("", "")
        (known,) = await tx.of(owner).all(Client)
        for n in range(MANY - 1):
            other = replace(
                known, id=f"couple {n}", proposal=f"other {n}", label=f"Couple {n:02d}", partners=("", "")
            )
            await tx.of(owner).put(other)
    for n in range(WEEKS):
        await week(here, ann, ben, n)
    async with here.store.begin() as tx:
        rows = tx.of(owner)
        for copy, values in zip(sorted(await rows.all(Copy), key=lambda each: each.at), NUMBERS, strict=True):
            await rows.put(replace(copy, values=values))
            for n in range(WITH_A_PAGE - 1):
                names = (f"Cora {n}", f"Don {n}")
                await rows.put(replace(copy, id=f"{copy.id} {n}", source=f"other {n}", names=names, twins=()))
    await here.until(WEDNESDAY + (WEEKS - 1) * WEEK + timedelta(minutes=1))
    await visitor.opens()
    return hands_of(visitor, low)


async def stands_in_nobody_s_way(low: Hands, what: str) -> None:
    """Look at what is there now, by axe and in a picture."""
    await low.looks(what)
    assert await low.visitor.violations() == [], what


def buttons(low: Hands, begins: str) -> Locator:
    """Return the couples' buttons that begin so."""
    return low.phone.locator(".key:visible").filter(has_text=begins)


async def turns_the_leaves(low: Hands) -> None:
    """Open the knock, and go through the whole list once, round to where it began."""
    await low.taps("knock-open")
    await expect(low.bubble(f"{MANY} couples")).to_be_visible()
    await expect(buttons(low, "Open ")).to_have_count(WITH_A_PAGE)
    await stands_in_nobody_s_way(low, "sixty")
    for leaf in range(1, LEAVES):
        await low.taps("turn-on")
        await expect(buttons(low, "Open ")).to_have_count(0)
        listed = A_LEAF if (leaf + 1) * A_LEAF <= MANY else MANY % A_LEAF
        await expect(buttons(low, "About Couple ")).to_have_count(listed)
        if leaf == LEAVES - 1:
            await stands_in_nobody_s_way(low, "sixty-last")
    await expect(low.bubble("Couple 58: nothing this week.")).to_be_visible()


async def renames(low: Hands) -> None:
    """Call the couple on the last leaf by another name, and come back to where it stands now."""
    await low.taps("About Couple 58", "client-rename")
    await stands_in_nobody_s_way(low, "rename")
    await low.says("Thursday, three o'clock")
    await expect(low.bubble("Thursday, three o'clock: nothing this week.")).to_be_visible()
    await low.taps("About Thursday, three o'clock", "back")
    await expect(low.bubble("Thursday, three o'clock: nothing this week.")).to_be_visible()
    await low.taps("turn-on")
    await expect(buttons(low, "Open Couple 00")).to_be_visible()


async def ends(low: Hands) -> None:
    """End the link with a couple, which is asked for first."""
    await low.taps("About Couple 00", "client-end")
    await stands_in_nobody_s_way(low, "end-ask")
    await low.taps("client-end-yes")
    await expect(low.bubble(f"{MANY - 1} couples")).to_be_visible()


async def reads(low: Hands) -> None:
    """Read the week's page, all since the first one, the picture, and both kinds of PDF."""
    await low.taps("Open Ann & Ben")
    await expect(low.bubble("Is it over? (2)")).to_be_visible()
    await stands_in_nobody_s_way(low, "page")
    await low.taps("joint-picture")
    await stands_in_nobody_s_way(low, "picture")
    await low.taps("back", "session-since")
    await stands_in_nobody_s_way(low, "since-ask")
    await low.taps("8 March")
    for n in range(WEEKS):
        await expect(low.bubble(f"Is it over? ({n})")).to_be_visible()
    await stands_in_nobody_s_way(low, "since")
    await low.taps("session-paper")
    assert len(await sheets(low)) == 1
    await low.taps("export-away", "back", "back", "About Ann & Ben", "record")
    assert [f"({n})" in text for n, text in enumerate(await sheets(low))] == [True] * WEEKS
    await stands_in_nobody_s_way(low, "record")
    await low.taps("export-away")
    await low.says("/therapist")


async def sheets(low: Hands) -> list[str]:
    """Return the sides of the newest file in the chat, as somebody gets it who opens it there."""
    link = low.phone.locator("a.file").last
    await expect(link).to_be_visible()
    answer = await low.visitor.page.request.get(str(await link.evaluate("(one) => one.href")))
    return [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(await answer.body())).pages]


async def leaves_for_a_while(low: Hands) -> None:
    """Go on leave."""
    await low.says("/therapist")
    await low.taps("away")
    await stands_in_nobody_s_way(low, "away")
    await low.taps("2 weeks")
    await expect(low.bubble("You are away until")).to_be_visible()


async def whole(here: Town, visitor: Visitor) -> None:
    """Everything, from the knock to the leave."""
    low = await sixty(here, visitor)
    for part in (turns_the_leaves, renames, reads, ends, leaves_for_a_while):
        await part(low)
