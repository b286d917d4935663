"""The honesty ritual and the weekly talk: agreed by both, guided by turns, and nobody is told anything."""

from __future__ import annotations

from datetime import timedelta

from tests.story.test_together import opens
from tests.town import SATURDAY, SUNDAY, Resident, Town, town

SEVEN = SUNDAY + timedelta(days=1, hours=3)  # the Monday after T1
MINUTE = timedelta(minutes=1)
MONDAYS = ("together-ritual", "Mon", "together-hour-next", "19:00")


async def agreed(here: Town, *taps: str) -> tuple[Resident, Resident]:
    """Return a couple that wished for the same talk before T1, and has read that it is set."""
    ann, ben = await here.couple()
    for who in (ann, ben):
        await opens(who, *(taps or MONDAYS))
        assert who.shows("together-saved", "Sunday, 16:00")
    await here.until(SUNDAY + timedelta(hours=1))
    for who in (ann, ben):
        await who.reads()
        if who.offers("close"):
            await who.taps("close")
    return ann, ben


async def test_an_hour_that_both_wished_for_is_set_at_t1_and_can_be_read() -> None:
    async with town() as here:
        ann, ben = await agreed(here, "together-ritual", "Mon", "Thu", "together-hour-next", "19:00")
        for who in (ann, ben):
            await opens(who)
            assert who.shows("together-now-ritual", "Mon and Thu at 19:00")
            await who.says("/practice")
            await who.taps("talks-menu")
            assert who.shows("talks-next-ritual", "Monday, 19:00", "talks-none-talk")


async def test_the_wish_of_one_alone_changes_nothing() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await opens(ann, *MONDAYS)
        await opens(ann)
        assert ann.shows("together-wish-ritual", "Mon at 19:00")
        await here.until(SEVEN + timedelta(hours=1))
        await ann.says("/practice")
        await ann.taps("talks-menu")
        assert ann.shows("talks-none-ritual")
        await ben.says("/practice")
        await ben.taps("talks-menu")
        assert ben.shows("talks-none-ritual")


async def test_at_the_hour_both_are_knocked_at_alike_and_guided_by_turns() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await here.until(SEVEN - MINUTE)
        assert (ann.knocks, ben.knocks) == (0, 0), "that day has no other knock before it"
        await here.until(SEVEN)
        assert (ann.knocks, ben.knocks) == (1, 1)
        await ann.taps("knock-open")
        await ben.taps("knock-open")
        assert ann.shows("talk-both-open-ritual", "Ben")
        assert ben.shows("talk-both-open-ritual", "Ann")
        spoke = []
        for at in range(60, 60 + 2 * (90 + 60 + 90 + 90 + 90), 30):
            await here.until(SEVEN + timedelta(seconds=at))
            assert ann.shows("talk-mine") is not ben.shows("talk-mine"), "one speaks, the other listens"
            assert ann.shows("talk-listens") is ben.shows("talk-mine")
            spoke.append(ann.shows("talk-mine"))
        assert sum(spoke) * 2 == len(spoke)
        await here.until(SEVEN + timedelta(minutes=15))
        assert ann.shows("talk-close")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
        await here.until(SEVEN + timedelta(hours=2))
        assert (ann.knocks, ben.knocks) == (0, 0), "nor one after it"


async def test_a_screen_that_shows_something_else_is_left_alone_and_the_talk_is_found_again() -> None:
    async with town() as here:
        ann, _ = await agreed(here)
        await here.until(SEVEN)
        await ann.taps("knock-open", "talk-break")
        before = ann.last
        await here.until(SEVEN + 4 * MINUTE)
        assert ann.last == before
        await ann.says("/today")
        assert ann.shows("talk-title-ritual")


async def test_who_puts_it_away_sees_no_more_of_it_and_nobody_is_told() -> None:
    async def bens_screens(away: bool) -> list[str]:
        async with town() as here:
            ann, ben = await agreed(here)
            await here.until(SEVEN)
            await ben.taps("knock-open")
            if away:
                await ann.taps("knock-open", "talk-away")
                await ann.says("/today")
                assert not ann.shows("talk-title-ritual")
            seen = []
            for minute in range(17):
                await here.until(SEVEN + minute * MINUTE)
                seen.append(ben.screen)
            return seen

    assert await bens_screens(True) == await bens_screens(False)


async def test_who_wants_no_knocks_for_it_gets_none_and_has_the_ordinary_one() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await ann.says("/practice")
        await ann.taps("talks-menu", "talks-off")
        assert ann.shows("talks-are-off")
        await ann.taps("close")
        await here.until(SEVEN)
        assert (ann.knocks, ben.knocks) == (0, 1)
        await here.until(SEVEN + timedelta(hours=2))
        assert ann.knocks == 1


async def test_in_the_first_stages_the_one_who_was_hurt_is_asked_for_nothing_good() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await here.until(SEVEN)
        await ann.taps("knock-open")
        await ben.taps("knock-open")
        seen = {"Ann": "", "Ben": ""}
        for at in range(60 + 180, 60 + 180 + 120, 60):  # the turns for something good
            await here.until(SEVEN + timedelta(seconds=at))
            for who, name in ((ann, "Ann"), (ben, "Ben")):
                if who.shows("talk-mine"):
                    seen[name] = who.last
                else:
                    assert who.shows("talk-theirs-any"), "and who listens can't tell"
        assert "You don't have to find anything good." in seen["Ann"]
        assert seen["Ben"]
        assert "anything good" not in seen["Ben"]


async def test_a_held_person_sees_what_anyone_sees() -> None:
    async def screens(held: bool) -> list[str]:
        async with town() as here:
            ann, _ = await agreed(here)
            if held:
                await ann.says("/safety")
                await ann.taps("hold-set")
                await ann.waits(minutes=2)
            await here.until(SEVEN)
            await ann.taps("knock-open")
            seen = []
            for minute in range(17):
                await here.until(SEVEN + minute * MINUTE)
                seen.append(ann.last)
            return seen

    assert await screens(True) == await screens(False)


async def test_the_weekly_talk_takes_less_than_an_hour_and_leads_to_the_pages_for_a_question() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await opens(who, "together-talk", "Sun", "18:00")
        await here.week(ann, ben)
        for who in (ann, ben):
            await who.reads()
        six = SUNDAY + timedelta(hours=2)
        await here.until(six)
        await ann.taps("knock-open")
        assert ann.shows("talk-both-open-talk")
        await here.until(six + 9 * MINUTE)
        assert ann.shows("talk-theirs-question") or ann.shows("talk-mine-question")
        await ann.taps("talk-page")
        assert ann.shows("joint-intro")
        await ann.says("/today")
        await here.until(six + 50 * MINUTE)
        assert ann.shows("talk-close")
        await here.until(six + timedelta(days=7) + MINUTE)
        await ann.taps("knock-open")
        assert ann.shows("talk-title-talk"), "and again the week after"


async def test_it_ends_when_both_want_no_more_of_it() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        for who in (ann, ben):
            await opens(who, "together-ritual", "together-never")
            assert who.shows("together-saved")
        await here.until(SUNDAY + timedelta(days=7, hours=1))
        for who in (ann, ben):
            await who.says("/practice")
            await who.taps("talks-menu")
            assert who.shows("talks-none-ritual")


async def test_who_has_left_is_not_knocked_at_and_the_other_goes_on_as_before() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await ben.says("/leave")
        await ben.taps("leave-quiet")
        await here.until(SEVEN)
        assert (ann.knocks, ben.knocks) == (1, 0)
        await ann.taps("knock-open")
        assert ann.shows("talk-title-ritual")


async def test_alone_there_is_nothing_to_agree_on() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        assert ann.offers("shelf-menu") and not ann.offers("talks-menu")


async def test_a_talk_that_was_missed_since_the_bot_was_away_gives_its_day_the_ordinary_knock() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await hour(ann, "morning")
        await here.until(SEVEN - timedelta(hours=1))
        assert (ann.knocks, ben.knocks) == (0, 0), "the morning's knock made way for the talk"
        here.clock.turn(SEVEN + timedelta(minutes=30))
        await here.settle()
        assert (ann.knocks, ben.knocks) == (1, 0), "a late one, and one whose hour is still to come"
        await here.until(SEVEN + timedelta(hours=1))
        assert (ann.knocks, ben.knocks) == (1, 1)
        await ann.taps("knock-open")
        assert ann.offers("not-together") and not ann.shows("talk-title-ritual")
        await ann.taps("5")
        await here.until(SEVEN + timedelta(hours=8))
        assert (ann.knocks, ben.knocks) == (0, 1), "and no other, but ben's reminder"
        await ann.says("/practice")
        await ann.taps("talks-menu")
        assert ann.shows("talks-next-ritual")


async def hour(who: Resident, name: str) -> None:
    """Choose another hour for the day's knock."""
    await who.says("/settings")
    await who.taps("set-hour", f"hour-{name}")
    assert who.shows("saved")


async def test_the_page_that_opens_waits_for_the_knock_of_a_talk_later_on_that_day() -> None:
    async with town() as here:
        ann, ben = await agreed(here, "together-talk", "Sat", "14:00")
        await ben.says("/practice")
        await ben.taps("talks-menu", "talks-off")
        assert not ben.shows("talks-page-waits")
        await ann.says("/practice")
        await ann.taps("talks-menu")
        assert ann.shows("talks-page-waits")
        two = SATURDAY + timedelta(days=7, hours=4)
        await here.until(two - timedelta(hours=6))
        assert (ann.knocks, ben.knocks) == (0, 0)
        await here.until(two - MINUTE)
        assert (ann.knocks, ben.knocks) == (0, 1), "who wants no knock for talks has the page's"
        await here.until(two)
        assert (ann.knocks, ben.knocks) == (1, 1)
        await ann.taps("knock-open", "talk-away")
        await ann.says("/today")
        assert ann.shows("page-preview", "Ben"), "the page lies behind it"
        await here.until(two + timedelta(hours=9))
        assert ann.knocks == 0


TWO = SATURDAY + timedelta(days=7, hours=4)
SATURDAYS = ("together-talk", "Sat", "14:00")


async def test_who_switches_talks_off_while_the_page_waits_for_one_has_its_knock_at_that_hour() -> None:
    async with town() as here:
        ann, ben = await agreed(here, *SATURDAYS)
        await hour(ann, "morning")
        await here.until(TWO - timedelta(hours=2))
        assert (ann.knocks, ben.knocks) == (0, 0)
        await ann.says("/practice")
        await ann.taps("talks-menu", "talks-off", "close")
        await here.until(TWO - MINUTE)
        assert (ann.knocks, ben.knocks) == (0, 0)
        await here.until(TWO + MINUTE)
        assert (ann.knocks, ben.knocks) == (1, 1)
        await ann.taps("knock-open")
        assert ann.shows("page-preview", "Ben")
        await ann.taps("close")
        await here.until(TWO + timedelta(hours=9))
        assert ann.knocks == 0, "and no other on that day"


async def test_who_sat_through_the_talk_is_reminded_of_a_page_not_looked_at() -> None:
    async with town() as here:
        ann, ben = await agreed(here, *SATURDAYS)
        await here.until(TWO)
        for who in (ann, ben):
            await who.taps("knock-open")
        await here.until(TWO + 49 * MINUTE)
        await ben.taps("go-on")
        assert ben.shows("page-preview", "Ann")
        await here.until(TWO + 119 * MINUTE)
        assert ann.keeps_only("Saturday") and ann.knocks == 0
        await here.until(TWO + 120 * MINUTE)
        assert (ann.knocks, ben.knocks) == (1, 0), "who has looked at it is not reminded"
        await ann.taps("knock-open")
        assert ann.shows("page-preview", "Ben")


async def test_who_wants_no_reminder_or_answered_the_knock_with_later_gets_none_of_the_page() -> None:
    async with town() as here:
        ann, ben = await agreed(here, *SATURDAYS)
        await ann.says("/settings")
        await ann.taps("set-remind", "remind-off")
        await here.until(TWO)
        await ann.taps("knock-open", "talk-away")
        await here.until(TWO + MINUTE)
        await ben.taps("knock-later", "not-today")
        await here.until(TWO + timedelta(hours=9))
        assert (ann.knocks, ben.knocks) == (0, 0)


async def test_who_comes_by_themselves_gets_no_ordinary_knock_for_a_missed_talk() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        for who in (ann, ben):
            await hour(who, "myself" if who is ann else "morning")
        await here.until(SEVEN - timedelta(hours=1))
        here.clock.turn(SEVEN + timedelta(minutes=30))
        await here.settle()
        assert (ann.knocks, ben.knocks) == (0, 1)


async def test_the_knock_of_a_page_that_waited_for_a_missed_talk_comes_to_whoever_comes_by_themselves() -> (
    None
):
    async with town() as here:
        ann, _ = await agreed(here, *SATURDAYS)
        await hour(ann, "myself")
        await here.until(TWO - timedelta(hours=1))
        here.clock.turn(TWO + timedelta(minutes=30))
        await here.settle()
        assert ann.knocks == 1
        await ann.taps("knock-open")
        assert ann.shows("page-preview", "Ben")


async def test_an_earlier_hour_of_the_day_makes_way_for_the_talk() -> None:
    async with town() as here:
        ann, ben = await agreed(here)
        await hour(ann, "morning")
        await here.until(SEVEN - timedelta(hours=1))
        assert ann.knocks == 0
        await here.until(SEVEN)
        assert (ann.knocks, ben.knocks) == (1, 1)
        await here.until(SEVEN + timedelta(hours=18))
        assert ann.knocks == 1, "and the day after it comes at its hour"


async def test_a_talk_in_ones_quiet_hours_does_not_knock_at_all() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await opens(who, "together-ritual", "Mon", "together-hour-next", "08:00")
        await ann.says("/settings")
        await ann.taps("set-quiet", "quiet-late")
        await here.until(SUNDAY + timedelta(days=1, hours=-8))
        before = ann.knocks
        await here.until(SUNDAY + timedelta(hours=17))
        assert ben.knocks == 1
        assert ann.knocks == before
