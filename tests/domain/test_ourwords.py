"""What both read of their cards: two yeses, four weeks, and nothing of any other answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.crossing import words_now
from bot.domain.ourwords import YES_FOR, Answer, OurWords, Said, Shown, standing, yeses

T1 = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

instants = st.integers(1, 60).map(lambda days: T1 - days * DAY)
sides = st.dictionaries(st.sampled_from("abcd"), instants)
before = st.lists(
    st.builds(Shown, st.sampled_from("abcd"), st.integers(1, 6).map(lambda weeks: T1 - weeks * WEEK)),
    unique_by=lambda each: each.item,
).map(tuple)


@given(sides, sides, before)
def test_it_takes_two_and_both_read_the_same(
    mine: dict[str, datetime], theirs: dict[str, datetime], shown: tuple[Shown, ...]
) -> None:
    found = words_now(mine, theirs, shown, T1)
    assert found == words_now(theirs, mine, shown, T1)
    assert {each.item for each in found} <= mine.keys() & theirs.keys()


@given(sides, sides, sides, before)
def test_what_only_one_said_yes_to_changes_nothing(
    mine: dict[str, datetime],
    theirs: dict[str, datetime],
    more: dict[str, datetime],
    shown: tuple[Shown, ...],
) -> None:
    wider = {**{item: at for item, at in more.items() if item not in mine}, **theirs}
    assert words_now(mine, wider, shown, T1) == words_now(mine, theirs, shown, T1)


def test_a_yes_counts_for_four_weeks() -> None:
    for age, counts in ((YES_FOR, True), (YES_FOR + timedelta(seconds=1), False)):
        assert bool(words_now({"a": T1 - age}, {"a": T1 - DAY}, (), T1)) is counts


def test_what_is_shown_ends_four_weeks_after_it_began_and_two_new_yeses_begin_it_anew() -> None:
    since = T1 - YES_FOR
    early, late = since - DAY, T1 - DAY
    for one, two, until in ((early, early, None), (early, late, None), (late, late, T1)):
        found = words_now({"a": one}, {"a": two}, (Shown("a", since),), T1)
        assert [each.at for each in found] == ([until] if until else [])
    an_hour_early = words_now({"a": early}, {"a": early}, (Shown("a", since + timedelta(hours=1)),), T1)
    assert an_hour_early == (), "clocks that change make no week longer"
    later = since + WEEK
    assert words_now({"a": early}, {"a": late}, (Shown("a", later),), T1) == (Shown("a", later),)
    assert words_now({"a": late}, {"a": late}, (Shown("a", later),), T1) == (Shown("a", T1),)


def test_it_fades_by_itself_too() -> None:
    words = OurWords((Shown("a", T1), Shown("b", T1 + WEEK)))
    assert standing(words, T1 + YES_FOR - DAY) == ["a", "b"]
    assert standing(words, T1 + YES_FOR) == ["b"]


def test_the_last_answer_counts_and_none_from_before_the_link_or_after_t1() -> None:
    said = [
        Said("a", Answer.YES, T1 - 3 * DAY),
        Said("a", Answer.NOT_NOW, T1 - 2 * DAY),
        Said("b", Answer.NOT_NOW, T1 - 3 * DAY),
        Said("b", Answer.YES, T1 - 2 * DAY),
        Said("c", Answer.YES, T1 - 9 * DAY),
        Said("d", Answer.YES, T1 - DAY),
        Said("d", Answer.NOT_NOW, T1),
        Said("e", Answer.MAYBE, T1 - DAY),
    ]
    assert yeses(said, T1 - WEEK, T1) == {"b": T1 - 2 * DAY, "d": T1 - DAY}
