"""Mia and Lou: she is not safe with him. Her page is the plain page, and nothing shows that it has to be."""

from __future__ import annotations

from bot.demo.first_days import begins, invites, safely, settles
from bot.demo.people import Resident
from bot.demo.story import Story
from bot.demo.texts import plain, text
from bot.demo.weeks import chooses, opens_page, puts_on

KEY = "I weigh every word before the key turns in the door."
PHONE = "I kept a second phone. You asked what was wrong with you."


async def two_more(story: Story) -> None:
    """Mia and Lou link. Alone with her phone, Mia says that she is afraid."""
    await story.at("18:00")
    mia, lou = Resident(story, "Mia"), Resident(story, "Lou")
    await begins(mia, "hour-myself", 4)
    await settles(mia, "hurt")
    code = await invites(mia)
    await story.at("18:30")
    await begins(lou, "hour-myself", 7, code)
    await lou.taps("enough-tonight", "keyboard-today")
    with story.reaches(mia):
        await lou.taps("parked-open")
    story.called(mia)
    await mia.taps("knock-open", "confirm-yes")
    with story.reaches(lou):
        await mia.taps("month-unsure")
    story.called(lou)
    await safely(mia, "no", "yes", "no", "no")
    mia.reads("hold-told")
    await mia.taps("fine", "link-agree")
    await lou.taps("knock-open")
    await safely(lou)
    with story.reaches(mia):
        await lou.taps("link-agree")
    story.called(mia)
    mia.weeks_from = lou.weeks_from = story.day
    await mia.taps("knock-open")
    await mia.answers(4)
    mia.reads_not("hold-told")
    await mia.more("menu-practice", "practice-fear")
    await mia.says(KEY)
    await lou.answers(7)
    await settles(lou, "broke")
    await lou.more("menu-practice", "practice-own")
    await lou.says(PHONE)
    await story.passes(seconds=61)
    for who in (mia, lou):
        who.keeps_only_the_day()


async def held_page(story: Story) -> None:
    """Mia's page is the plain page, and Share stands under it as under any other."""
    mia, lou = story.people["Mia"], story.people["Lou"]
    await story.at("10:03")
    await opens_page(mia, "Lou", 4)
    mia.reads("page-plain")
    story.expect(KEY not in plain(" ".join(mia.phone)), "A held page showed what Mia had written.")
    hers = await chooses(mia, "partner", name="Lou")
    await opens_page(lou, "Mia", 7)
    await puts_on(lou, PHONE)
    his = await chooses(lou, "partner", name="Mia")
    story.expect(hers == his, "Someone beside Mia could tell her screen from any other after a choice.")


async def held_summary(story: Story) -> None:
    """Both shared. Lou reads one plain line that anyone may choose."""
    mia, lou = story.people["Mia"], story.people["Lou"]
    await story.at("15:59")
    story.shares(PHONE, mia)
    await story.at("16:02")
    await lou.taps("knock-open")
    lou.reads("joint-intro")
    lou.reads("page-plain")
    await mia.taps("knock-open")
    mia.reads("joint-intro")
    mia.reads_words(PHONE)
    for who in (mia, lou):
        await who.taps("put-away")
    told = plain(text("hold-told"))
    seen = {each.name for each in story.sights if told in plain(each.bubble.words)}
    story.expect(seen == {"Mia"}, f"That Mia is held was told on the phones of {', '.join(sorted(seen))}.")
