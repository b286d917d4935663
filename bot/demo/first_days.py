"""The first days: two first evenings, a link that both agree to, and a therapist known by six digits."""

from __future__ import annotations

import re
from datetime import date

from bot.demo.people import Resident
from bot.demo.story import Story
from bot.domain.say import line

LATE = "When you're late and don't write, I'm back in that week. A text would help."
TABLE = "Your phone lay face down at dinner. I ate and tasted nothing."
WRONG_WORD = "That I say one wrong thing and she goes quiet for days."
WORK = "I said I was at work. You stopped trusting your own eyes."
EXCUSE = "I only did it to protect you."


async def begins(who: Resident, hour: str, rating: int, payload: str = "") -> None:
    """A first evening: five taps to something useful."""
    await who.opens(payload)
    await who.taps("begin", "agree", line("name-telegram", name=who.name), hour)
    if ("clock", "evening-21") in who.offered():
        await who.picks("clock", "evening-21")
    await who.rates(rating)
    who.reads("kept-first")


async def settles(who: Resident, role: str, country: str = "") -> None:
    """Say where one stands and which city one lives in, under Settings."""
    await who.more("menu-settings", "set-role", f"role-{role}")
    await who.answers(None)
    await who.more("menu-settings", "set-zone")
    await who.types("London")
    await who.picks("zone", "Europe/London")
    await who.answers(None)
    if country:
        await who.more("menu-settings", "set-country", f"country-{country}")
        await who.answers(None)
    await who.story.passes(seconds=61)
    who.keeps_only_the_day()


async def safely(who: Resident, *answers: str) -> None:
    """Answer the private questions, alone; by default nothing is amiss."""
    who.reads("good-moment")
    await who.taps("yes", *(answers or ("yes", "no", "no", "no")))
    if not answers:
        await who.taps("go-on")


async def invites(who: Resident) -> str:
    """Make the link to send to one's partner."""
    await who.more("menu-invite", "invite-make")
    return who.link()


async def owns(who: Resident, words: str) -> None:
    """Say one's own part, of one's own accord."""
    await who.more("menu-practice", "practice-own")
    await who.says(words)
    if EXCUSE in words:
        who.reads("owns-ask", part=EXCUSE)
        await who.taps("owns-leave")
    who.reads("kept-words")
    await who.story.passes(seconds=61)
    who.keeps_only_the_day()


# ---------------------------------------------------------------------- day by day


async def ana_begins(story: Story) -> None:
    """Ana begins, alone."""
    ana = story.people["Ana"]
    await story.at("21:05")
    await begins(ana, "hour-evening", 2)
    ana.wish, ana.since = "20:30", date(2026, 3, 17)
    ana.reads("kept-low")
    await ana.picks("calm")
    await ana.taps("calm-button-racing")
    ana.reads("calm-racing-1")
    await ana.taps("calm-button-done", "calm-button-less")
    ana.reads("calm-racing-less")
    await story.passes(minutes=11)
    ana.keeps_only_the_day()


async def jon_is_asked(story: Story) -> None:
    """Ana names a fear, and sends Jon a link."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("20:34")
    await ana.evening(4, fear=LATE)
    await settles(ana, "hurt", "GB")
    await story.at("20:50")
    code = await invites(ana)
    await story.at("21:02")
    ana.reads("day-line", day=story.diary_day)
    await begins(jon, "hour-now", 6, code)
    jon.wish, jon.since = "21:00", date(2026, 3, 18)
    await settles(jon, "broke")


async def linked(story: Story) -> None:
    """Both read one page of rules, alone, and agree to it."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("20:33")
    await ana.evening(3)
    await story.at("21:04")
    await jon.taps("knock-open")
    with story.reaches(ana):
        await jon.taps("parked-open")
    story.called(ana)
    await ana.taps("knock-open")
    ana.reads("confirm", name="Jon")
    await ana.taps("confirm-yes")
    with story.reaches(jon):
        await ana.taps(line("month", month=date(2026, 2, 1)))
    story.called(jon)
    await safely(ana)
    ana.reads("linking-honest")
    await ana.taps("link-agree")
    ana.reads("link-waits")
    await jon.taps("knock-open")
    await safely(jon)
    jon.reads("linking-month", month=date(2026, 2, 1))
    with story.reaches(ana):
        await jon.taps("link-agree")
    story.called(ana)
    await jon.taps("keyboard-today")
    await jon.answers(6)
    await ana.taps("knock-open")
    ana.reads("notice-linked", name="Jon")
    await ana.answers(None)
    ana.weeks_from = jon.weeks_from = story.day
    await story.passes(seconds=61)
    ana.keeps_only_the_day()


async def dr_low_is_asked(story: Story) -> None:
    """Ana proposes Dr Low; three phones show the same six digits."""
    ana, jon, low = story.people["Ana"], story.people["Jon"], story.people["Dr Low"]
    await story.at("12:30")
    await ana.taps("keyboard-today")
    await ana.answers(4, fear=TABLE)
    await ana.more("menu-therapist", "care-propose")
    code = ana.link()
    await story.at("13:10")
    await low.opens(code)
    await low.taps("begin", "agree", line("name-telegram", name="Dr Low"))
    low.reads("terms")
    with story.reaches(ana, jon):
        await low.taps("agree")
    story.called(ana, jon)
    await low.picks("care-day", "0")
    await low.picks("care-hour", "009")
    low.appointment = (0, "09:00")
    if any(action == "zone-hour" for action, _ in low.offered()):
        await low.types("London")
        await low.picks("zone", "Europe/London")
    await story.at("20:31")
    await ana.taps("knock-open")
    ana.reads("care-digits", name="Dr Low", digits=digits(low))
    await ana.taps("digits-later")
    await story.at("21:01")
    await jon.taps("knock-open")
    jon.reads("care-digits", name="Dr Low", digits=digits(low))
    await jon.taps("digits-later")
    await jon.answers(7, fear=WRONG_WORD)
    await story.passes(seconds=61)
    jon.keeps_only_the_day()


def digits(low: Resident) -> str:
    """Return the six digits that Dr Low's phone has shown."""
    shown = [found[0] for each in low.person.history if (found := re.search(r"\b\d{3} \d{3}\b", each.words))]
    low.story.expect(bool(shown), "Dr Low's phone showed no six digits.")
    return shown[-1]


async def session(story: Story) -> None:
    """In the session Dr Low reads six digits aloud. In the evening Jon owns one thing."""
    ana, jon, low = story.people["Ana"], story.people["Jon"], story.people["Dr Low"]
    await story.at("17:20")
    await ana.taps("keyboard-today")
    await ana.answers(4)
    await ana.more("menu-therapist", "digits-yes")
    ana.reads("care-waits")
    low.reads_not("notice-client-joined")
    await jon.taps("keyboard-today")
    await jon.answers(6)
    await jon.more("menu-therapist")
    with story.reaches(ana, low):
        await jon.taps("digits-yes")
    jon.reads("notice-care-joined", name="Dr Low")
    story.called(ana, low)
    await low.taps("knock-open")
    low.reads("notice-client-joined")
    await low.taps("fine")
    await story.at("20:36")
    await ana.taps("knock-open")
    ana.reads("notice-care-joined", name="Dr Low")
    await ana.answers(None)
    await story.passes(seconds=61)
    ana.keeps_only_the_day()
    await story.at("21:03")
    await owns(jon, f"{WORK} {EXCUSE}")
