"""Three weekends, and the evenings between: one page goes out, one is kept, one is never opened."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from bot.demo.first_days import EXCUSE, LATE, TABLE, WORK, owns
from bot.demo.people import Resident
from bot.demo.story import Story
from bot.demo.texts import plain, text
from bot.domain.say import line

FLOOR = "I am not keeping score. I am trying to find the floor."
BEAR = "Is it truly over? I want to ask it where I can bear the answer."
BY_SIX = "Late and no word, and you're back in that week. I'll text by six."
FORGOT = "That you find something I have not told you, because I forgot it."
KITCHEN = "A hand on my back in the kitchen. I froze before I knew it was yours."
HOURS = "The same pictures again. You sleep, and I count the hours."
DISHES = "You asked me something and I went to do the dishes. I heard you."
STAYED = "You stayed in the room last night. I noticed that."


async def evenings(story: Story, ana: int | None, jon: int | None, **words: str) -> None:
    """An ordinary evening on both phones; neither shows anything of the other."""
    if ana is not None:
        await story.at("20:35")
        await story.people["Ana"].evening(ana, fear=words.get("fear", ""))
    if jon is not None:
        await story.at("21:06")
        await story.people["Jon"].evening(jon, fear=words.get("his", ""))


async def opens_page(who: Resident, other: str, rating: int) -> None:
    """Open one's own page, behind the knock and the day's rating."""
    await who.taps("knock-open")
    if ("rate", "x") in who.offered():
        await who.rates(rating)
    who.reads("page-preview", name=other)


async def lines_of(who: Resident) -> None:
    """Go to what can stand on one's page, unless it is there already."""
    if ("page-lines", "") in who.offered():
        await who.taps("page-lines")


def line_of(who: Resident, words: str) -> str:
    """Return the id of the page's line that begins with these words."""
    offered = who.offered().items()
    found = [value for (action, value), label in offered if action == "switch" and words[:18] in label]
    who.story.expect(len(found) == 1, f"{who.name}'s page should have one line “{words}”.")
    return found[0]


async def puts_on(who: Resident, words: str) -> None:
    """Switch a line of the page on."""
    who.story.expect(words not in plain(" ".join(who.phone)), "A line was on before its writer said so.")
    await lines_of(who)
    await who.picks("switch", line_of(who, words))
    who.reads_words(words)


async def rewords(who: Resident, words: str, anew: str) -> None:
    """Write a line anew for the page."""
    await lines_of(who)
    await who.picks("soften", line_of(who, words))
    await who.says(anew)


async def chooses(who: Resident, choice: str, **names: str) -> str:
    """Choose; return the screen that follows, which is to be the same for every choice."""
    if ("choose", choice) not in who.offered():
        await who.taps("page-again")  # from what goes on the page, back to it
    await who.taps(line(f"choose-{choice}", **names))
    after = who.last.words
    await who.story.passes(seconds=61)
    who.keeps_only_the_day()
    return after


async def stays_private(story: Story, *people: Resident, by: str = "knock-open") -> None:
    """Hold that each reads the one constant sentence, and nothing of anybody's page."""
    for who in people:
        await who.taps(by)
        story.expect(
            who.last.words == text("week-private"), f"{who.name} should read the constant sentence alone."
        )


# ---------------------------------------------------------------------- week 1


async def pages_shared(story: Story) -> None:
    """Each looks at their own page. Ana changes a line, is asked anew, and chooses both."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("10:20")
    await opens_page(ana, "Jon", 4)
    ana.reads("page-line-rating-hurt", words="4")
    story.expect(TABLE not in plain(" ".join(ana.phone)), "A line was on before its writer said so.")
    await puts_on(ana, LATE)
    await ana.taps("add-understand")
    await ana.says(FLOOR)
    first = await chooses(ana, "partner", name="Jon")
    await story.at("10:40")
    await ana.more("menu-week", "page-lines", "add-session")
    await ana.says(BEAR)
    ana.reads("page-changed-lines")
    second = await chooses(ana, "both", name="Jon", therapist="Dr Low")
    await story.at("11:15")
    await opens_page(jon, "Ana", 6)
    jon.reads("page-line-rating-broke", words="6")
    await rewords(jon, WORK, f"{WORK} {EXCUSE}")
    jon.reads("owns-ask", part=EXCUSE)
    await jon.taps("owns-out")
    jon.reads_not("owns-ask", part=EXCUSE)
    third = await chooses(jon, "both", name="Ana", therapist="Dr Low")
    story.expect(first == second == third, "A screen after a choice showed which choice it was.")
    await evenings(story, 4, 6)


async def summary(story: Story) -> None:
    """At four both phones are knocked at: two pages, word for word, each one's line apart."""
    ana, jon, low = story.people["Ana"], story.people["Jon"], story.people["Dr Low"]
    await story.at("15:59")
    for who in (ana, jon):
        story.expect(not story.days_with(who.name, "joint-intro"), "The summary went out before its hour.")
    for words in (LATE, FLOOR, BEAR):
        story.shares(words, jon)
    story.shares(WORK, ana)
    await story.at("16:04")
    for who, other, theirs in ((ana, "Jon", (WORK,)), (jon, "Ana", (LATE, FLOOR, BEAR))):
        await who.taps("knock-open")
        who.reads("joint-intro")
        for words in theirs:
            who.reads_words(words)
        story.expect(other in " ".join(who.phone), f"{who.name}'s summary names nobody.")
    story.remember(
        "Both said yes",
        "Two pages, and each reads the same words. Dr Low’s phone knows nothing yet.",
        ana,
        jon,
        low,
    )
    for who in (ana, jon):
        await who.taps("joint-picture")
        story.expect(who.last.photo is not None, f"{who.name} should see the picture of the shared week.")
        await who.taps("back")
    await jon.taps("say-back")
    await jon.says(BY_SIX)
    jon.reads("say-back-kept")
    await jon.answers(6)
    await ana.taps("put-away")
    await story.passes(seconds=61)
    ana.keeps_only_the_day()
    jon.keeps_only_the_day()
    await evenings(story, 5, None)


# ---------------------------------------------------------------------- week 2


async def dr_low_reads(story: Story) -> None:
    """At nine Dr Low reads the page that both chose."""
    ana, jon, low = story.people["Ana"], story.people["Jon"], story.people["Dr Low"]
    await story.at("08:59")
    story.expect(not story.knocks(low, story.day), "Dr Low was knocked at before the weekly hour.")
    for words in (LATE, FLOOR, BEAR, WORK):
        story.shares(words, low)
    await story.at("09:06")
    await low.taps("knock-open")
    low.reads("caseload-page", label="Ana & Jon")
    await low.taps(line("caseload-open", couple="Ana & Jon"))
    for words in (LATE, FLOOR, BEAR, WORK):
        low.reads_words(words)
    low.reads("client-footer")
    story.remember(
        "Monday, nine o’clock",
        "Dr Low reads what both chose to bring. At home, nothing is left to see.",
        ana,
        jon,
        low,
    )
    await low.taps("joint-picture")
    story.expect(low.last.photo is not None, "Dr Low should see the picture of the shared week.")
    await low.taps("put-away")
    await evenings(story, 4, 6)


async def ordinary_tuesday(story: Story) -> None:
    """An ordinary Tuesday. Both phones end it with the same line."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await evenings(story, 4, 7, fear=KITCHEN, his=FORGOT)
    story.expect(ana.phone[-1] == jon.phone[-1], "The two phones ended the day with different lines.")


async def bad_night(story: Story) -> None:
    """Twenty to three: Calm, then Help. Jon's phone stays dark."""
    ana = story.people["Ana"]
    await story.at("02:40")
    dark = story.versions()["Jon"]
    await ana.taps("keyboard-calm", "calm-button-picture")
    ana.reads("calm-picture-1")
    await ana.taps("calm-button-another")
    ana.reads("calm-picture-2")
    await ana.taps("calm-button-done", "calm-button-same")
    ana.reads("calm-picture-same")
    await ana.says(HOURS)
    ana.reads("kept-note")
    await ana.taps("keyboard-help")
    ana.reads_words("116 123")
    await ana.taps("help-button-hide")
    await story.passes(minutes=11)
    ana.keeps_only_the_day()
    story.expect(story.versions()["Jon"] == dark, "Jon's phone lit up in Ana's night.")
    await evenings(story, 2, 6)


async def quarrel(story: Story) -> None:
    """Ten past ten, mid-quarrel: Jon calls a break. Ana makes it longer, without a reason."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await evenings(story, 3, 5)
    await story.at("22:10")
    with story.reaches(ana):
        await jon.taps("keyboard-break", line("minutes", minutes=30))
    jon.reads("pause-own", until=story.moment("22:40"), name="Ana")
    ana.reads("pause-theirs", until=story.moment("22:40"))
    await story.at("22:31")
    with story.reaches(jon):
        await ana.taps("pause-longer", line("minutes", minutes=45))
    jon.reads("pause-theirs", until=story.moment("23:16"))
    await story.at("22:45")
    for who in (ana, jon):
        who.reads_not("pause-over", until=story.moment("22:40"))
    await story.at("23:17")
    for who in (ana, jon):
        who.reads("pause-over", until=story.moment("23:16"))


async def next_day(story: Story) -> None:
    """The morning after, the break is gone from both phones."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("12:00")
    for who in (ana, jon):
        who.reads_not("pause-over", until=story.moment("23:16"))
    await evenings(story, 3, 6)
    knocks = [at.astimezone(UTC) for at in story.knocks(ana, story.day)]
    story.expect(f"{knocks[-1]:%H:%M}" == "20:30", "Before the clocks change, Ana's knock is at 20:30 UTC.")
    await owns(jon, DISHES)
    await jon.more("menu-settings", "set-hour")
    jon.reads("now", what="21:00")
    await jon.taps("hour-window")
    await jon.picks("hour", "1080~1260")
    jon.window, jon.window_from = ("18:00", "21:00"), date(2026, 3, 28)
    await jon.answers(None)
    await story.passes(seconds=61)
    jon.keeps_only_the_day()


async def jon_keeps(story: Story) -> None:
    """Ana would share. Jon looks at his page and keeps it. Their screens read the same."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("10:25")
    await opens_page(ana, "Jon", 4)
    await puts_on(ana, KITCHEN)
    yes = await chooses(ana, "partner", name="Jon")
    await story.at("12:10")
    await opens_page(jon, "Ana", 6)
    jon.reads_words(BY_SIX)
    await puts_on(jon, DISHES)
    no = await chooses(jon, "keep")
    story.expect(yes == no, "A screen after a choice showed which choice it was.")
    await evenings(story, 4, 6)


async def clocks_change(story: Story) -> None:
    """The clocks have gone forward. At four, by the new time, both read one constant sentence."""
    ana, jon, low = story.people["Ana"], story.people["Jon"], story.people["Dr Low"]
    await story.at("16:04")
    await stays_private(story, ana, jon)
    story.remember(
        "Jon kept his page",
        "The same sentence on both phones. Nobody learns whose page was kept, or why.",
        ana,
        jon,
        low,
    )
    for who in (ana, jon):
        await who.taps("fine")
        await who.answers(None)


# ---------------------------------------------------------------------- week 3


async def ana_rests(story: Story) -> None:
    """Dr Low reads “nothing this week”. Ana rests for three days; nobody is told."""
    ana = story.people["Ana"]
    await story.at("09:10")
    await reads_nothing(story)
    await evenings(story, 4, None)
    hours = [f"{at.astimezone(UTC):%H:%M}" for at in story.knocks(ana, story.day)]
    told = " and ".join(hours) or "never"
    story.expect(hours == ["19:30"], f"After the clocks changed, Ana's knock at 19:30 UTC came {told}.")
    await story.at("20:50")
    await ana.more("menu-rest", line("rest-days", days=3))
    ana.reads("rest-begun-until", until=story.now + timedelta(days=3))
    ana.rest = (date(2026, 3, 31), date(2026, 4, 2))
    await story.passes(seconds=61)
    ana.keeps_only_the_day()


async def reads_nothing(story: Story) -> None:
    """The therapist's weekly hour in a week in which no page was sent."""
    low = story.people["Dr Low"]
    await low.taps("knock-open")
    low.reads("caseload-nothing", label="Ana & Jon")
    low.reads_not("caseload-page", label="Ana & Jon")
    opens = any(action == "client" for action, _ in low.offered())
    story.expect(not opens, "Dr Low could open a page in a week without one.")
    await low.taps("close")


async def quiet_day(story: Story) -> None:
    """Ana's phone is silent. Jon's is knocked at, and stays closed."""
    await story.at("23:58")
    story.expect(not story.knocks(story.people["Ana"], story.day), "Ana rested, and was knocked at.")


async def ana_is_back(story: Story) -> None:
    """The rest is over, and the knock is back at its hour."""
    await evenings(story, 5, None)


async def jon_is_silent(story: Story) -> None:
    """Ana would share. Jon never opens his page."""
    ana = story.people["Ana"]
    await story.at("10:15")
    await opens_page(ana, "Jon", 4)
    await ana.taps("page-lines", "add-understand")
    await ana.says(STAYED)
    await chooses(ana, "partner", name="Jon")
    await evenings(story, 5, None)


async def silence(story: Story) -> None:
    """The same constant sentence, whatever its cause."""
    ana = story.people["Ana"]
    await story.at("16:06")
    await stays_private(story, ana)
    await ana.taps("fine")
    await ana.answers(5)
    await story.at("20:32")
    await ana.more("menu-history")
    story.expect(ana.last.photo is not None, "Ana should see her own line as a picture.")
    await ana.taps("put-away")


async def last_morning(story: Story) -> None:
    """Dr Low: nothing this week. Jon is back, and reads what Ana read."""
    ana, jon = story.people["Ana"], story.people["Jon"]
    await story.at("09:05")
    await reads_nothing(story)
    await story.at("10:30")
    await stays_private(story, jon, by="keyboard-today")
    await jon.taps("fine")
    await jon.answers(5)
    await story.passes(seconds=61)
    jon.keeps_only_the_day()
    for who in (ana, jon):
        await who.more("menu-week")
        weeks = sum(action == "shared" for action, _ in who.offered())
        story.expect(weeks == 1, f"{who.name} should find one shared week, and finds {weeks}.")
        await who.taps("close")
