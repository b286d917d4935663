"""Calm: every screen can be reached, says something short, and ends somewhere."""

from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calm import BRANCHES, BREATHS, CalmScreen, beats, screen
from tests.domain.test_library import forbidden_in, grade, read

TEXTS = read("calm.ftl")
ELSEWHERE = {"help", "hide", "pour"}


def everything_reachable() -> dict[str, CalmScreen]:
    seen: dict[str, CalmScreen] = {}
    waiting = [""]
    while waiting:
        data = waiting.pop()
        if data in seen or data in ELSEWHERE:
            continue
        seen[data] = screen(data)
        waiting.extend(button.data for row in seen[data].buttons for button in row)
        waiting.extend(beat.data for beat in beats(data))
    return seen


SCREENS = everything_reachable()


def data_on(data: str) -> list[str]:
    return [button.data for row in screen(data).buttons for button in row]


def test_every_text_is_reached_and_every_screen_has_its_text() -> None:
    shown = {each.key for each in SCREENS.values()}
    labels = {button.label_key for each in SCREENS.values() for row in each.buttons for button in row}
    assert shown | labels == TEXTS.keys()


def test_the_first_screen_asks_what_it_is() -> None:
    assert screen("").key == screen("calm").key == "calm-root"
    assert data_on("") == [f"calm.{branch}.1" for branch in BRANCHES]


def test_each_branch_has_at_least_three_ways_of_its_own() -> None:
    assert all(count >= 3 for count in BRANCHES.values())
    assert sum(BRANCHES.values()) >= 12


@pytest.mark.parametrize("branch", BRANCHES)
def test_another_way_goes_round_all_of_them(branch: str) -> None:
    data, seen = f"calm.{branch}.1", []
    while data not in seen:
        seen.append(data)
        data = data_on(data)[-1]
    assert len(seen) == BRANCHES[branch]
    assert data == seen[0]


@pytest.mark.parametrize("branch", BRANCHES)
@pytest.mark.parametrize("feeling", ["same", "more"])
def test_no_change_is_accepted_and_leads_to_people(branch: str, feeling: str) -> None:
    assert data_on(f"calm.{branch}.{feeling}") == ["help", "pour", f"calm.{branch}.sit"]
    assert "help" in data_on(f"calm.{branch}.sit")


@pytest.mark.parametrize("branch", BRANCHES)
def test_less_ends_without_another_task(branch: str) -> None:
    assert data_on(f"calm.{branch}.less") == ["hide"]


@pytest.mark.parametrize("branch", BREATHS)
def test_a_paced_breath_takes_about_a_minute_and_its_out_breath_is_the_longer_one(branch: str) -> None:
    along = f"calm.{branch}.breath"
    assert along in data_on(f"calm.{branch}.{BREATHS[branch]}")
    found = beats(along)
    assert 60 <= sum(beat.seconds for beat in found) <= 70
    assert all(4 <= beat.seconds <= 6 for beat in found[:-1]), "slow enough for Telegram, too"
    keys = [screen(beat.data).key for beat in found]
    assert keys == ["calm-breath", *["calm-breath-in", "calm-breath-out"] * 6, "calm-after"]
    for one, two in zip(found[1:-1:2], found[2:-1:2], strict=True):
        assert one.seconds < two.seconds
        assert screen(one.data).round == screen(two.data).round


@pytest.mark.parametrize("branch", BREATHS)
def test_a_paced_breath_can_be_stopped_at_every_beat(branch: str) -> None:
    for beat in beats(f"calm.{branch}.breath")[:-1]:
        assert data_on(beat.data) == [f"calm.{branch}.after"]


@pytest.mark.parametrize(
    "data", ["calm", "calm.racing.1", "calm.picture.breath", "calm.racing.in1", "help", ""]
)
def test_nothing_else_is_paced(data: str) -> None:
    assert beats(data) == ()


def test_from_every_screen_there_is_a_way_out() -> None:
    leads_out = {data for data in SCREENS if ELSEWHERE.intersection(data_on(data))}
    while grown := {data for data in SCREENS.keys() - leads_out if leads_out.intersection(data_on(data))}:
        leads_out |= grown
    assert leads_out == SCREENS.keys()


def test_the_whole_state_fits_in_a_button() -> None:
    buttons = [button for each in SCREENS.values() for row in each.buttons for button in row]
    assert all(button.data.isascii() and len(button.data) <= 64 for button in buttons)
    assert all(button.data in ELSEWHERE or button.data.split(".")[0] == "calm" for button in buttons)


@given(st.text() | st.lists(st.sampled_from(["calm", "racing", "1", "01", "9", "after", "x"])).map(".".join))
def test_an_unknown_button_leads_to_the_first_screen(data: str) -> None:
    assert screen(data) == SCREENS.get(data, screen(""))


def test_every_step_is_short_and_quiet() -> None:
    assert {key: len(text) for key, text in TEXTS.items() if len(text) > 240} == {}
    assert {key: forbidden_in(text) for key, text in TEXTS.items() if forbidden_in(text)} == {}
    assert [key for key, text in TEXTS.items() if "!" in text or "<" in text] == []


def test_calm_never_praises_or_hurries() -> None:
    words = " ".join(TEXTS.values()).lower()
    for word in ("well done", "great", "good job", "proud", "quick", "hurry", "right away", "just relax"):
        assert word not in words


def test_it_can_be_read_in_a_bad_hour() -> None:
    grades = {key: grade(text) for key, text in TEXTS.items() if "-button-" not in key}
    assert {key: found for key, found in grades.items() if found > 8} == {}
    assert fmean(grades.values()) <= 6
