"""What came before a ready story: a link that both agreed to, and a therapist known by six digits."""

from __future__ import annotations

from bot.demo.first_days import begins, invites, safely, settles
from bot.demo.people import Resident
from bot.demo.story import Story
from bot.domain.say import line


async def linked(story: Story, *answers: str) -> None:
    """Ana and Jon begin and link, all in one evening; Ana gives these answers to the private questions."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await begins(ana, "hour-evening", 4)
    await settles(ana, "hurt", "GB")
    code = await invites(ana)
    await begins(jon, "hour-evening", 6, code)
    await jon.taps("enough-tonight", "keyboard-today")
    with story.reaches(ana):
        await jon.taps("parked-open")
    await ana.taps("knock-open", "confirm-yes")
    with story.reaches(jon):
        await ana.taps("month-unsure")
    await safely(ana, *answers)
    if answers:
        await ana.taps("fine")
    await ana.taps("link-agree")
    await jon.taps("knock-open")
    await safely(jon)
    with story.reaches(ana):
        await jon.taps("link-agree")
    await jon.answers(6)
    await ana.taps("knock-open")
    await ana.answers(4)
    await settles(jon, "broke")


async def with_low(story: Story) -> None:
    """Ana proposes Dr Low, and both confirm the six digits that stand on three phones."""
    ana, jon, low = (story.people[name] for name in ("Ana", "Jon", "Dr Low"))
    await ana.more("menu-therapist", "care-propose")
    await low.opens(ana.link())
    await low.taps("begin", "agree", line("name-telegram", name="Dr Low"))
    with story.reaches(ana, jon):
        await low.taps("agree")
    await low.picks("care-day", "0")
    await low.picks("care-hour", "009")
    if any(action == "zone-hour" for action, _ in low.offered()):
        await low.types("London")
        await low.picks("zone", "Europe/London")
    for who in (ana, jon):
        others = [each for each in (ana, jon, low) if each is not who]
        with story.reaches(*others):
            await who.taps("knock-open", "digits-yes")
    for who in (ana, low):
        await past_notices(who)
    await story.passes(seconds=61)


async def past_notices(who: Resident) -> None:
    """Read what both may know, behind the knock."""
    await who.taps("knock-open")
    while ("noticed", "") in who.offered():
        await who.picks("noticed")
