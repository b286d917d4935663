"""What happens to Ana and Jon besides their evenings, one scene a function, in the order of the weeks."""

from __future__ import annotations

from datetime import date

from bot.demo.first_days import invites
from bot.demo.long.cast import ALOUD, Cast
from bot.demo.long.weekend import LOW, accepts, confirm, link, proposes, reads, settled, starts, talk, wishes
from bot.domain.say import line
from bot.domain.talks import Sort

FOUND_OUT = date(2026, 1, 1)
"""The month in which it came out: touch waits three whole months from its end."""
HER_SETTINGS = "Under Settings Ana says that she was hurt, and in which place her clock is."
HIS_SETTINGS = "Under Settings Jon says that he broke trust, and in which place his clock is."

NIGHT = "The same pictures again. You sleep, and I count the hours."
EXCUSE = "At least I try."
EGG = "All day I am polite to the man who did this. I carry it about like an egg."
FINE = "They asked if I am fine. I said yes, twice. The second yes was louder."
EGG_LINE = "I am polite all day. Please don't take that for being well."
STEPPED_BACK = "In February, after he had sworn it was over. I asked him that very week. I asked him."
AGAIN = "In February I said no once more, and it was not true."


# ---------------------------------------------------------------------- weeks 1 and 2: two chats


async def ana_begins(cast: Cast) -> None:
    """A first evening: a number, and one minute to ease the body."""
    ana = cast.hands["Ana"].who
    await cast.story.at("21:05")
    await starts(ana, "hour-evening", 2)
    await ana.taps("keyboard-calm", "calm-button-racing")
    await ana.taps("calm-button-done", "calm-button-less")
    await cast.story.passes(minutes=11)
    ana.keeps_only_the_day()
    cast.sat.add("Ana")


async def jon_is_asked(cast: Cast) -> None:
    """Ana sends Jon a link."""
    ana, jon = cast.hands["Ana"].who, cast.hands["Jon"].who
    await settled(cast, "Ana", "hurt", HER_SETTINGS)
    code = await invites(ana)
    await cast.story.passes(seconds=61)
    await cast.story.at("21:02")
    await starts(jon, "hour-now", 6, code)
    cast.sat.add("Jon")


async def linked(cast: Cast) -> None:
    """Both read one page of rules, and agree."""
    ana, jon = await cast.sits("Ana", 3, at="20:35"), cast.hands["Jon"]
    await cast.story.at("21:04")
    await link(cast, "", FOUND_OUT)
    await jon.goes_on(6)
    await ana.goes_on(None)
    await settled(cast, "Jon", "broke", HIS_SETTINGS)
    cast.sat |= {"Ana", "Jon"}


async def bad_night(cast: Cast) -> None:
    """Twenty to three: a picture, the same, and a page to pour it out on."""
    ana = cast.hands["Ana"].who
    await cast.story.at("02:40")
    await ana.taps("keyboard-calm", "calm-button-picture", "calm-button-another", "calm-button-done")
    await ana.taps("calm-button-same", "calm-button-pour")
    await ana.says(NIGHT)
    await ana.picks("grief-end", cast.hands["Ana"].values("grief-end")[0])
    await ana.picks("enough")
    await cast.hands["Ana"].leaves()


async def quarrel(cast: Cast) -> None:
    """Mid-quarrel Jon nearly says it, and calls a break. Ana makes it longer."""
    story, ana, jon = cast.story, cast.hands["Ana"].who, cast.hands["Jon"].who
    await story.at("22:09")
    await jon.taps("keyboard-calm", "calm-button-speak", "calm-button-done", "calm-button-same")
    with story.reaches(ana):
        await jon.taps("keyboard-break", line("minutes", minutes=30))
    cast.tells(ALOUD, "I need a break. I'll be back at twenty to eleven, if it feels safe.", "Jon")
    await story.at("22:31")
    with story.reaches(jon):
        await ana.taps("pause-longer", line("minutes", minutes=45))
    await story.at("23:17")


async def low_is_asked(cast: Cast) -> None:
    """Ana proposes the therapist whom both know."""
    await cast.story.at("12:30")
    code = await proposes(cast)
    await cast.story.at("13:10")
    await accepts(cast, cast.story.people[LOW], code)
    await cast.story.passes(minutes=11)


async def session(cast: Cast) -> None:
    """Six digits, read aloud in the session."""
    await cast.story.at("17:20")
    await confirm(cast, cast.story.people[LOW])
    await cast.story.passes(minutes=11)


async def grief(cast: Cast) -> None:
    """Ana's own page: nothing more is asked of it."""
    ana = await cast.sits("Ana", 3)
    await ana.takes_up("grief", grief="", pours=EGG)


# ---------------------------------------------------------------------- weeks 3 to 5: it has a name


async def owns(cast: Cast) -> None:
    """Jon says his part, with an excuse at its end; does it own, or defend?"""
    jon = await cast.sits("Jon", 6)
    await jon.takes_up("own", own=f"+{EXCUSE}", owns="out")


async def truth(cast: Cast) -> None:
    """Three questions for Jon alone; to one of them he taps *Not yet*."""
    jon = await cast.sits("Jon", 4)
    await jon.takes_up("truth", truth="yny")


async def line_to_be_seen(cast: Cast) -> None:
    """Ana's own page again; and one line of it, written anew, to be seen."""
    ana = await cast.sits("Ana", 4)
    await ana.takes_up("grief", grief="", pours=FINE, seen=EGG_LINE)


async def words(cast: Cast) -> None:
    """A card for each, answered apart."""
    for name, rating in (("Ana", 4), ("Jon", 6)):
        hand = await cast.sits(name, rating)
        await hand.answers_card("rest")
        await hand.answers_card("walk")


async def fears(cast: Cast) -> None:
    """One fear of Ana's, put into words."""
    ana = await cast.sits("Ana", 4)
    await ana.takes_up("fear", within=2)


async def asks(cast: Cast) -> None:
    """A question for Ana's own list; it waits a night."""
    ana = await cast.sits("Ana", 4)
    await ana.takes_up("question")


async def sorts(cast: Cast) -> None:
    """A night has passed over the question: what would an answer do?"""
    await cast.sits("Ana", 4, True, sorts="u", place="s")


async def dance(cast: Cast) -> None:
    """What each does when fear comes up, and two yeses to one map."""
    for name, rating, moves in (("Ana", 4, ("ask", "check", "cold")), ("Jon", 6, ("explain", "away"))):
        hand = await cast.sits(name, rating)
        await hand.takes_up("dance", dance=moves)


async def want_talks(cast: Cast) -> None:
    """Both wish for the same hour, each alone."""
    for name, rating in (("Ana", 5), ("Jon", 6)):
        await cast.sits(name, rating)
        await wishes(cast, name, Sort.RITUAL, "0h19")


async def want_more(cast: Cast) -> None:
    """Ana lets herself be knocked at for talks again; both wish for the longer one."""
    for name in ("Ana", "Jon"):
        hand = await cast.sits(name, 4)
        if name == "Ana":
            await hand.practises("talks-menu", "talks-on")
        await wishes(cast, name, Sort.TALK, "3h18")


async def ritual(cast: Cast) -> None:
    """Monday: Dr Low's hour in the morning; at seven a quarter of an hour, turn by turn."""
    await low_reads(cast)
    await talk(cast, Sort.RITUAL, "19:00")


async def weekly_talk(cast: Cast) -> None:
    """Thursday at six: less than an hour, and each may bring a question."""
    await talk(cast, Sort.TALK, "18:00")


async def cycle(cast: Cast) -> None:
    """Five points of Ana's week, and her wheel."""
    ana = await cast.sits("Ana", 4, feels=("tense", "tired"))
    await ana.takes_up("cycle", cycle="21x10", wheel=True)


async def plays(cast: Cast) -> None:
    """An invitation to be curious; they do it, and each keeps a line of it."""
    for name, rating in (("Ana", 5), ("Jon", 7)):
        hand = await cast.sits(name, rating)
        await hand.takes_up("play")


# ---------------------------------------------------------------------- weeks 6 to 8: it came out


async def it_comes_out(cast: Cast) -> None:
    """In the session Jon tells the rest. Ana's night is long."""
    await cast.story.at("17:40")
    cast.tells(ALOUD, "I met her once more. In February. I told you it was over, and I met her.", "Jon")
    cast.hands["Jon"].habits["truth"] = "yyy"
    ana = await cast.sits("Ana", 0)
    await cast.story.at("23:10")
    await ana.who.taps("keyboard-calm", "calm-button-racing", "calm-button-done", "calm-button-more")
    await ana.who.taps("calm-button-pour")
    await ana.who.says(STEPPED_BACK)
    await ana.picks("grief-end")
    await ana.picks("enough")
    await ana.leaves()
    await ana.who.taps("keyboard-help")
    await ana.who.taps("help-button-hide")
    await cast.story.passes(minutes=11)
    cast.sat |= {"Ana", "Jon"}


async def rests(cast: Cast) -> None:
    """Ana wants no knocks for three days; nobody is told."""
    ana = cast.hands["Ana"]
    await cast.story.at("09:15")
    await ana.goes("menu-rest")
    await ana.who.taps(line("rest-days", days=3))
    await ana.leaves()
    await ana.practises("talks-menu", "talks-off")
    await ana.picks("enough")
    await ana.leaves()


async def parting(cast: Cast) -> None:
    """Where things stand: thinking of parting is a button like the others, and then back to the start."""
    ana = await cast.sits("Ana", "x")
    await ana.takes_up("stage", stage="parting", leaf="people")
    await ana.takes_up("stage", stage="steady")


async def comes_back(cast: Cast) -> None:
    """Jon's knock stayed closed for many days. All it brings is a question, on this day or the next."""
    cast.tonight("Jon", **cast.hands["Jon"].habits)


async def turns(cast: Cast) -> None:
    """Ana looks, in private, at what she turned from."""
    ana = await cast.sits("Ana", 3)
    await ana.takes_up("turn", within=3)


async def owns_halves(cast: Cast) -> None:
    """Jon says it himself, without a knock that asks for it."""
    jon = await cast.sits("Jon", 4, "smaller" not in cast.hands["Jon"].last)
    await jon.takes_up("own", own=f"+{AGAIN}")


async def shelf(cast: Cast) -> None:
    """A night with the shelf: what can be read, and where it may not fit."""
    ana = cast.hands["Ana"]
    await cast.story.at("22:20")
    await ana.practises("shelf-menu")
    for _ in range(4):
        await ana.who.taps("turn-on")
    await ana.picks("enough")
    await ana.leaves()


async def fuller(cast: Cast) -> None:
    """Jon wants more than the rating again."""
    jon = await cast.sits("Jon", 5)
    await jon.practises("plan")
    if jon.has("plan-tiny"):
        await jon.picks("plan-tiny")
    await jon.picks("enough")
    await jon.leaves()


async def takes_back(cast: Cast) -> None:
    """Sunday night: Ana takes her page back. It may have been read, and the bot says so."""
    ana, jon = cast.hands["Ana"], cast.hands["Jon"]
    await cast.story.at("22:05")
    await ana.goes("menu-week")
    await ana.picks("shared")
    await ana.picks("take-back")
    with cast.story.reaches(jon.who):
        await ana.picks("take-back-go")
    await ana.picks("enough")
    await ana.leaves()


# ---------------------------------------------------------------------- weeks 9 to 12: closer, and a choice


async def chooses_touch(cast: Cast) -> None:
    """Tuesday: each chooses a step for the coming evening, alone. Rest is a step, too."""
    steps = {10: (2, 6), 11: (0, 3)}[cast.week]
    for name, step in zip(("Ana", "Jon"), steps, strict=True):
        hand = await cast.sits(name, cast.rating(name), True, touch=step)
        await hand.takes_up("touch", within=1, touch=step)


async def touch_evening(cast: Cast) -> None:
    """Wednesday at seven: both read the lower of the two."""
    for name, clock in (("Ana", "19:04"), ("Jon", "19:06")):
        await cast.sits(name, *cast.coded(cast.code(name)), at=clock)


async def chooses(cast: Cast) -> None:
    """Stay, part, or not yet: each alone, and each answer is whole."""
    for name in ("Ana", "Jon"):
        hand = await cast.sits(name, cast.rating(name))
        await hand.takes_up("choose")


async def line_so_far(cast: Cast) -> None:
    """Ana looks at her own line: her numbers, for her alone."""
    ana = cast.hands["Ana"]
    await cast.story.at("21:30")
    await ana.goes("menu-history")
    await ana.picks("enough")
    await ana.leaves()


async def low_reads(cast: Cast) -> None:
    """Dr Low's weekly hour."""
    await reads(cast, cast.story.people[LOW])


async def low_hands_on(cast: Cast) -> None:
    """Dr Low's weekly hour, and a link for whoever comes next."""
    low = cast.story.people[LOW]
    await reads(cast, low)
    await low.types("/therapist")
    await low.taps("care-hand", "close")


async def say_it(cast: Cast) -> None:
    """After four: what is said at the table is said aloud, and kept by nobody."""
    cast.tells(ALOUD, "I don't know yet. I'm here this week. I chose that.", "Ana")
    cast.tells(ALOUD, "That's enough for me to cook.", "Jon")
