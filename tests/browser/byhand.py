"""An evening and two kinds of week by hand: every tap, word and turn of the clock on the page itself."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.hands import Hands, turn_to

FRIDAY, SATURDAY, SUNDAY = "2026-03-06T23:00", "2026-03-07T10:01", "2026-03-08T16:01"
HERS, HIS, HEARD = "The drive home in silence.", "I should have rung at six.", "Silence is loud for you."


async def turned(clock: str, *hands: Hands) -> None:
    """Turn the page's clock, and wait until all that this brings has come."""
    await turn_to(hands[0].visitor.page, clock)
    for each in hands:
        await each.settle()


async def first_evening(anns: Hands) -> None:
    """From START to the four buttons below, in five taps and a number."""
    await anns.touches("START")
    await anns.looks("first")
    await anns.taps("begin", "agree", anns.name, "hour-now")
    await anns.looks("rating")
    await anns.taps("5", "enough-tonight")
    await anns.visitor.sees(anns.name, "Four buttons are below")
    await anns.taps("keyboard-today")
    await anns.looks("evening")
    keys = anns.phone.get_by_role("group", name="keyboard").get_by_role("button")
    await expect(keys).to_have_count(4)


async def to_the_page(anns: Hands, bens: Hands) -> None:
    """Two who are linked since today read so, and turn the clock to Saturday."""
    await anns.taps("knock-open", "fine")
    await turned(FRIDAY, anns, bens)
    await turned(SATURDAY, anns, bens)
    for hands, line in ((anns, HERS), (bens, HIS)):
        await hands.taps("knock-open")
        while not hands.offers("page-lines"):  # what both may know comes first
            await hands.taps("fine")
        await hands.taps("page-lines", "add-understand")
        await hands.says(line)
        await expect(hands.bubble(line)).to_be_visible()
        await hands.taps("page-again")
        await expect(hands.bubble(line)).to_be_visible()
        await hands.looks("page")


async def both_share(anns: Hands, bens: Hands) -> None:
    """Both share, and read both pages; one says a line back, the other takes theirs back."""
    await to_the_page(anns, bens)
    for hands in (anns, bens):
        await hands.taps("choose-partner")
    await turned(SUNDAY, anns, bens)
    for hands in (anns, bens):
        await hands.taps("knock-open")
        for line in (HERS, HIS):
            await expect(hands.bubble("Two pages.")).to_contain_text(line)
    await bens.looks("two-pages")
    await bens.taps("say-back")
    await bens.says(HEARD)
    await expect(bens.bubble("Kept for your next page.")).to_be_visible()
    await bens.taps("go-on")
    if not bens.offers("menu-week"):
        await bens.says("/more")
    await bens.taps("menu-week", "week-of")
    await expect(bens.bubble("Two pages.")).to_contain_text(HERS)
    await anns.taps("take-back")
    await anns.looks("take-back")
    await anns.taps("take-back-yes")
    await bens.takes_up()
    await expect(bens.visitor.bubbles(bens.name).filter(has_text=HERS)).to_have_count(0)
    await bens.looks("taken-back")


async def one_keeps(anns: Hands, bens: Hands) -> None:
    """One would share, the other keeps theirs; both read the same bubble, byte for byte."""
    await to_the_page(anns, bens)
    saved = []
    for hands, choice in ((anns, "choose-partner"), (bens, "choose-keep")):
        await hands.taps(choice)
        saved.append(await hands.bubble("Your choice is saved.").inner_html())
    assert saved[0] == saved[1]
    await bens.looks("chosen")
    await turned(SUNDAY, anns, bens)
    closed = []
    for hands, others in ((anns, HIS), (bens, HERS)):
        await hands.taps("knock-open")
        closed.append(await hands.bubble("The week that ended stays private.").inner_html())
        await expect(hands.visitor.bubbles(hands.name).filter(has_text=others)).to_have_count(0)
    await bens.looks("closed")
    assert closed[0] == closed[1]
