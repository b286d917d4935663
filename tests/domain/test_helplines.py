"""Help: every country begins with its emergency number, and no fact is invented."""

from __future__ import annotations

import copy
import re
import tomllib
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.helplines import KINDS, HelplinesError, HelpScreen, merge, parse, screen
from tests.domain.test_library import forbidden_in, say

ROOT = Path(__file__).resolve().parents[2]
TOML = tomllib.loads((ROOT / "messages" / "help.toml").read_text("utf-8"))
COUNTRIES = parse(TOML)
RESOURCE = FluentResource((ROOT / "messages" / "en" / "help.ftl").read_text("utf-8"))
BUNDLE = FluentBundle(["en"], use_isolating=False)
BUNDLE.add_resource(RESOURCE)
EVERY_SCREEN = ["help", *(f"help.{code}" for code in COUNTRIES), "help.XX"]


def words(shown: HelpScreen) -> str:
    return "\n\n".join(say(BUNDLE, part.key, part.values) for part in shown.parts)


def data_on(shown: HelpScreen) -> list[str]:
    return [button.data for row in shown.buttons for button in row]


def test_every_country_of_the_programme_is_there() -> None:
    assert set(COUNTRIES) == {"US", "CA", "GB", "IE", "DE", "AT", "CH", "ES", "FR", "BR", "PT", "AU", "NZ"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_emergency_line_comes_first_then_crisis_then_violence_then_text(code: str) -> None:
    kinds = [line.kind for line in COUNTRIES[code].lines]
    assert kinds[0] == "emergency"
    assert kinds == sorted(kinds, key=KINDS.index)
    assert set(kinds) >= {"emergency", "crisis", "violence"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_each_kind_of_help_one_of_them_without_a_voice(code: str) -> None:
    assert {line.kind for line in COUNTRIES[code].lines} == {"emergency", "crisis", "violence", "text"}


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_line_says_whom_it_serves_when_at_what_cost_and_what_it_leaves_behind(code: str) -> None:
    shown = screen(f"help.{code}", COUNTRIES)
    said = [say(BUNDLE, part.key, part.values) for part in shown.parts if part.key == "help-line"]
    assert len(said) == len(COUNTRIES[code].lines)
    for text in said:
        assert re.search(
            r"Any hour\.|Open |Not at every hour\.|Hours: see there\.|Hours not known here\.", text
        )
        assert re.search(r"Free|May not be free\.", text), text
        assert re.search(r"call list\.|among your messages\.|browser's history\.", text), text


@pytest.mark.parametrize("code", COUNTRIES)
def test_only_a_line_that_is_a_site_sends_anyone_to_its_site(code: str) -> None:
    for line in COUNTRIES[code].lines:
        assert line.hours != "site" or re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", line.number), line.id


def test_the_month_of_the_check_is_said_once_where_it_is_one_and_else_beside_each_line() -> None:
    shown = words(screen("help.GB", COUNTRIES))
    month = COUNTRIES["GB"].emergency.checked
    assert shown.count("hecked") == 1
    assert f"All of it was checked in {month}." in shown
    anew = parse(merge(TOML, {"GB": {"line": {"crisis": {"checked": "2027-02"}}}}))
    mixed = words(screen("help.GB", anew))
    assert "116 123" in mixed and "Checked 2027-02." in mixed
    assert mixed.count(f"Checked {month}.") == len(anew["GB"].lines) - 1
    assert "All of it" not in mixed
    one = {"kind": "emergency", "number": "112", "serves": "danger", "hours": "always"}
    facts = {"name": "Nederland", "line": {"emergency": {**one, "cost": "free", "trace": "call"}}}
    unseen = words(screen("help.NL", parse(merge(TOML, {"NL": facts}))))
    assert "Not checked yet." in unseen and "All of it" not in unseen


@pytest.mark.parametrize("data", EVERY_SCREEN)
def test_every_page_ends_by_saying_that_nobody_watches(data: str) -> None:
    shown = screen(data, COUNTRIES)
    assert words(shown).endswith("This is a notebook. Nobody watches it.")
    assert len(words(shown)) <= 1500


@pytest.mark.parametrize("data", EVERY_SCREEN)
def test_every_page_can_be_hidden_and_has_the_quiet_setting(data: str) -> None:
    shown = screen(data, COUNTRIES)
    assert data_on(shown)[-2:] == ["hold", "hide"]
    assert all(1 <= len(row) <= 3 for row in shown.buttons)
    assert all(len(button.data) <= 64 and button.data.isascii() for row in shown.buttons for button in row)


@pytest.mark.parametrize("data", EVERY_SCREEN)
def test_no_label_alarms_someone_who_glances(data: str) -> None:
    for row in screen(data, COUNTRIES).buttons:
        for button in row:
            label = say(BUNDLE, button.label_key, button.values).lower()
            assert not re.search(r"safe|danger|abuse|violen|afraid|emergency|hold", label), label


def test_the_first_page_leads_to_every_country_and_elsewhere() -> None:
    assert data_on(screen("help", COUNTRIES))[:-2] == EVERY_SCREEN[1:]


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_first_page_has_every_emergency_number_in_short(code: str) -> None:
    numbers = COUNTRIES[code].emergency.number.split(", ")
    assert any(number in words(screen("help", COUNTRIES)) for number in numbers)


@given(st.text() | st.sampled_from(["help.gb", "help.ZZ", "help.GB.x", "help."]))
def test_an_unknown_button_leads_to_the_first_page(data: str) -> None:
    if data not in EVERY_SCREEN:
        assert screen(data, COUNTRIES) == screen("help", COUNTRIES)


def test_every_text_is_used_and_quiet() -> None:
    used = {part.key for data in EVERY_SCREEN for part in screen(data, COUNTRIES).parts}
    used |= {
        button.label_key for data in EVERY_SCREEN for row in screen(data, COUNTRIES).buttons for button in row
    }
    assert used == {entry.id.name for entry in RESOURCE.body if isinstance(entry, Message)}
    for data in EVERY_SCREEN:
        text = words(screen(data, COUNTRIES))
        assert "!" not in text
        assert not forbidden_in(text)


def test_every_word_of_the_facts_is_known_to_the_texts() -> None:
    known = set(re.findall(r"\[([a-z-]+)\]", (ROOT / "messages" / "en" / "help.ftl").read_text("utf-8")))
    for country in COUNTRIES.values():
        for line in country.lines:
            assert {line.serves, line.cost, line.trace} <= known, (country.code, line.id)
            of_every_day = re.fullmatch(r"\d{1,2}:\d\d–\d{1,2}:\d\d", line.hours)
            assert line.hours in known or of_every_day, (country.code, line.id)


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_number_that_was_checked_stands_among_the_sources_with_its_country(code: str) -> None:
    pages = (ROOT / "docs" / "sources.md").read_text("utf-8").partition("# Help lines")[2]
    rows = [row for row in pages.splitlines() if re.match(rf"\| [A-Z, ]*\b{code}\b", row)]
    for line in COUNTRIES[code].lines:
        for number in line.number.split(", ") if line.checked != "unknown" else ():
            assert any(number in row for row in rows), (code, line.id, number)


# An operator's own file


def test_an_operators_file_changes_adds_and_drops() -> None:
    ours = {
        "GB": {"line": {"crisis": {"number": "0000"}, "text": {"drop": True}}},
        "NL": {
            "name": "Nederland",
            "line": {
                "emergency": {
                    "kind": "emergency",
                    "number": "112",
                    "serves": "danger",
                    "hours": "always",
                    "cost": "free",
                    "trace": "call",
                }
            },
        },
        "FR": {"drop": True},
    }
    before = copy.deepcopy(TOML)
    merged = parse(merge(TOML, ours))
    assert before == TOML
    lines = {line.id: line for line in merged["GB"].lines}
    assert lines["crisis"].number == "0000"
    assert lines["crisis"].name == "Samaritans"
    assert "text" not in lines
    assert "FR" not in merged
    shown = screen("help.NL", merged)
    assert words(shown).startswith("Nederland")


def test_an_operators_plain_facts_are_shown_as_they_are() -> None:
    merged = parse(merge(TOML, {"GB": {"line": {"crisis": {"hours": "9:00–23:00", "cost": "5p"}}}}))
    assert "Open 9:00–23:00. 5p." in words(screen("help.GB", merged))


def test_a_file_laid_over_may_not_take_the_emergency_number_away() -> None:
    with pytest.raises(HelplinesError, match="GB: an emergency line is missing"):
        parse(merge(TOML, {"GB": {"line": {"emergency": {"drop": True}}}}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gb": {"name": "x"}}, "gb: a country is two capital letters"),
        ({"XX": {"name": "x"}}, "XX: a country is two capital letters"),
        ({"GB": 1}, "GB: a country is a table"),
        ({"GB": {"colour": "red"}}, "GB: colour not known"),
        ({"GB": {"name": ""}}, "GB: the name is missing"),
        ({"GB": {"line": 1}}, "GB: line is a table of lines"),
        ({"GB": {"line": {"crisis": 1}}}, r"GB\.crisis: a line is a table"),
        ({"GB": {"line": {"crisis": {"kind": "fun"}}}}, r"GB\.crisis: kind is one of"),
        ({"GB": {"line": {"crisis": {"number": 116}}}}, r"GB\.crisis: number is a word"),
        ({"GB": {"line": {"crisis": {"tone": "x"}}}}, r"GB\.crisis: tone not known"),
        (
            {"GB": {"line": {"new": {"kind": "crisis"}}}},
            r"GB\.new: cost, hours, number, serves, trace missing",
        ),
    ],
)
def test_a_wrong_file_is_refused_by_country_and_line(change: dict[str, object], said: str) -> None:
    with pytest.raises(HelplinesError, match=said):
        parse(merge(TOML, change))
