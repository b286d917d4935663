"""One's own page: its exact words, what a yes binds to, and how it turns plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page import (
    Audience,
    LineKind,
    PageLine,
    WeekPage,
    binding,
    body,
    changed,
    chosen,
    held,
    leaves,
    made_plain,
    released_value,
    side,
    units,
)
from bot.domain.say import Line

CLOSES = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)


def write(line: Line) -> str:
    return f"{line.key}: {line.values.get('words', '')}"


lines = st.lists(
    st.builds(
        PageLine,
        id=st.text("abc", min_size=1, max_size=3),
        kind=st.sampled_from(LineKind),
        words=st.one_of(st.text(max_size=20), st.sampled_from(["5", "10", "²"])),
        on=st.booleans(),
        role=st.sampled_from(["", "hurt"]),
    ),
    max_size=4,
).map(tuple)

pages = st.builds(
    WeekPage,
    id=st.just("p"),
    owner=st.just("ann"),
    at=st.just(CLOSES),
    week=st.just("2026-03-08"),
    half=st.just("h"),
    closes=st.just(CLOSES),
    lines=lines,
    plain=st.booleans(),
)
yeses = st.sampled_from([Audience.PARTNER, Audience.BOTH])


def said(page: WeekPage, choice: Audience) -> WeekPage:
    return chosen(page, choice, body(page, write), ["ben", "tess"][: 1 + (choice is Audience.BOTH)])


def stands(page: WeekPage) -> bool:
    return side(page, body(page, write)).yes


@given(pages, yeses)
def test_a_yes_stands_while_the_page_stays_as_it_was(page: WeekPage, choice: Audience) -> None:
    assert stands(said(page, choice))


@given(pages, yeses, lines)
def test_any_change_of_the_page_falls_back_to_keeping_it(
    page: WeekPage, choice: Audience, new: object
) -> None:
    after = changed(said(page, choice), new)  # type: ignore[arg-type]
    assert not stands(after) and after.choice is Audience.KEEP and after.recipients == ()


@given(pages, yeses, lines)
def test_a_yes_to_other_bytes_never_counts(
    page: WeekPage, choice: Audience, new: tuple[PageLine, ...]
) -> None:
    sneaked = replace(said(page, choice), lines=new)
    assert stands(sneaked) == (body(sneaked, write) == body(page, write))


@given(pages, yeses)
def test_keeping_it_is_stored_as_if_nothing_had_been_chosen(page: WeekPage, choice: Audience) -> None:
    assert said(said(page, choice), Audience.KEEP) == page


@given(pages, yeses)
def test_a_hold_turns_the_page_plain_and_keeps_the_choice(page: WeekPage, choice: Audience) -> None:
    after = held(said(page, choice), write)
    assert stands(after) and after.choice is choice and body(after, write) == write(Line("page-plain"))
    assert after == held(after, write)


@given(pages)
def test_a_hold_makes_no_yes(page: WeekPage) -> None:
    assert not stands(held(page, write))


@given(pages, yeses)
def test_a_page_with_a_hold_is_the_plain_page_that_anyone_may_choose(
    page: WeekPage, choice: Audience
) -> None:
    by_hold, by_choice = said(held(page, write), choice), said(made_plain(page), choice)
    assert by_hold == by_choice and released_value(by_hold) is None


@given(pages)
def test_a_released_number_is_one_that_the_page_says(page: WeekPage) -> None:
    value = released_value(page)
    assert value is None or f": {value}" in body(page, write)


@given(st.text(max_size=9), st.lists(st.text(max_size=9), max_size=3), st.text(max_size=9))
def test_a_binding_says_the_same_whatever_the_order_of_recipients(
    text: str, recipients: list[str], week: str
) -> None:
    assert binding(text, recipients, week) == binding(text, recipients[::-1], week)


@given(st.text(max_size=400), st.integers(2, 60))
def test_leaves_fit_and_lose_nothing_but_the_space_between_them(text: str, size: int) -> None:
    found = leaves(text, size)
    assert all(units(leaf) <= size for leaf in found)
    assert "".join("".join(found).split()) == "".join(text.split())
