"""The catalogue of prompts: whole, kind in its words, and never repeating itself early."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Message
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.library import ROLES, STAGES, Item, Library, LibraryError, PoolEmptyError, choose

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "messages" / "en"
LIBRARY = Library.parse(tomllib.loads((ROOT / "messages" / "library.toml").read_text("utf-8")))

FORBIDDEN_PHRASES = ("move on", "let go", "get over", "trust again", "both sides", "you should", "they will")
# What happened has the person's own word; who they are is theirs to say.
FORBIDDEN_WORDS = {
    "victim",
    "cheater",
    "forgive",
    "forgiven",
    "forgiveness",
    "home",
    "sex",
    "sexual",
    "he",
    "she",
}
FORBIDDEN_WORDS |= {
    "him",
    "her",
    "his",
    "hers",
    "husband",
    "wife",
    "spouse",
    "marriage",
    "married",
    "children",
}


def read(*files: str) -> dict[str, str]:
    """Every text of these files, by key, with nothing filled in."""
    texts: dict[str, str] = {}
    for name in files:
        resource = FluentResource((WORDS / name).read_text("utf-8"))
        bundle = FluentBundle(["en"], use_isolating=False)
        bundle.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, Message) and entry.value is not None:
                assert entry.id.name not in texts, f"{entry.id.name} stands twice"
                texts[entry.id.name] = say(bundle, entry.id.name, {"round": "1"})
    return texts


def say(bundle: FluentBundle, key: str, values: Mapping[str, str]) -> str:
    """One text, filled in; a missing value is an error."""
    pattern = bundle.get_message(key).value
    assert pattern is not None, key
    text, errors = bundle.format_pattern(pattern, dict(values))
    assert not errors, (key, errors)
    assert isinstance(text, str), key
    return text


SPOKEN = ("ritual", "appreciate")
"""Said aloud at a turn of a talk, which has an end of its own."""
KINDS = (
    "safety", "fear", "own", "grief", "question", "truth", "turn", "words", "cycle", "play", "touch",
    "ritual", "appreciate",
    "witness", "dance", "choose",
)  # fmt: skip
WRITTEN = read(*(f"library/{kind}.ftl" for kind in (*KINDS, "ease")))
ALONE = {key: text for key, text in WRITTEN.items() if key.startswith("alone-")}
TEXTS = {key: text for key, text in WRITTEN.items() if key not in ALONE}


class Syllables(Mapping[str, list[list[str]]]):
    """Counts syllables by rule in the shape of the dictionary that textstat would fetch from the network."""

    def __getitem__(self, word: str) -> list[list[str]]:
        word = word.lower().strip("'’\"")
        count = len(re.findall(r"[aeiouy]+", word)) + len(re.findall(r"[aeiouy]ing", word))
        count -= len(re.findall(r"(some|every)[^o]", word))
        if count > 1 and re.search(r"([^aeiouyl]e|[aeiouy]le|[^aeiouytd]ed|[^aeiouyscxzgl]es)$", word):
            count -= 1
        return [["X1"] * max(count, 1)]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def grade(text: str) -> float:
    """The Flesch–Kincaid grade of a text."""
    import textstat  # takes a second: only who grades pays
    from textstat.backend.counts import _count_syllables

    with patch.object(_count_syllables, "get_cmudict", return_value=Syllables()):
        return float(textstat.flesch_kincaid_grade(text))


def of_kind(kind: str) -> list[Item]:
    return [item for item in LIBRARY.items if item.kind == kind]


def forbidden_in(text: str) -> list[str]:
    low = text.lower()
    words = set(re.findall(r"[a-z']+", low))
    return sorted(FORBIDDEN_WORDS & words) + [phrase for phrase in FORBIDDEN_PHRASES if phrase in low]


def test_the_catalogue_has_the_numbers_the_programme_asks_for() -> None:
    assert len(of_kind("fear")) == 30
    assert len(of_kind("own")) == 24
    assert len(LIBRARY.pool("grief", "hurt", "steady")) == 14
    assert len(LIBRARY.pool("question", "hurt", "steady")) == 12
    assert all(len(LIBRARY.pool("turn", role, "steady")) >= 8 for role in ROLES)
    assert len(of_kind("words")) == 30
    assert len(of_kind("cycle")) == 5
    assert len(of_kind("play")) == 12
    assert len(of_kind("touch")) == 10
    assert [len(of_kind(f"touch-{step}")) for step in range(1, 11)] == [3] * 10
    assert len(of_kind("ritual")) >= 16
    assert len(of_kind("appreciate")) == 12
    assert len(of_kind("witness")) == len(of_kind("dance")) == 12
    assert len(of_kind("choose")) == 10
    for role in ROLES:
        assert len(LIBRARY.pool("safety", role, "steady")) == 6
    assert sum(item.roles == frozenset(ROLES) for item in of_kind("fear")) == 15


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_always_finds_a_rating_and_a_fear(role: str, stage: str) -> None:
    assert len(LIBRARY.pool("safety", role, stage)) == 6
    assert len(LIBRARY.pool("fear", role, stage)) >= 15


@pytest.mark.parametrize("role", ROLES)
def test_only_someone_who_broke_trust_is_asked_to_own_it(role: str) -> None:
    assert bool(LIBRARY.pool("own", role, "steady")) is (role in {"broke", "both"})


@pytest.mark.parametrize("role", ROLES)
def test_grief_and_questions_are_for_who_was_hurt(role: str) -> None:
    hurt = role in {"hurt", "both"}
    assert bool(LIBRARY.pool("grief", role, "steady")) is hurt
    assert bool(LIBRARY.pool("question", role, "steady")) is hurt


def test_what_is_one_s_own_alone_can_never_go_on_a_page() -> None:
    assert not any(item.may_go_on_page for kind in ("grief", "truth", "turn") for item in of_kind(kind))


def test_a_rating_asks_one_role_only_so_that_its_numbers_stay_comparable() -> None:
    assert all(len(item.roles) == 1 for item in of_kind("safety"))
    assert all("0 is not at all, 10 is fully." in TEXTS[item.key] for item in of_kind("safety"))


def test_every_item_has_its_words_and_every_word_its_item() -> None:
    wanted = {key for item in LIBRARY.items for key in (item.key, *item.opener_keys)}
    wanted |= {item.ease_key for item in LIBRARY.items if item.ease_key}
    assert wanted == TEXTS.keys()


def test_every_invitation_to_play_has_words_for_someone_alone() -> None:
    assert {f"alone-{item.id}" for item in of_kind("play")} == ALONE.keys()
    assert {key: grade(text) for key, text in ALONE.items() if grade(text) > 6} == {}
    assert {key: forbidden_in(text) for key, text in ALONE.items() if forbidden_in(text)} == {}


def test_no_touch_is_named_before_its_stage_and_none_goes_on_a_page() -> None:
    for item in LIBRARY.items:
        if item.kind.partition("-")[0] == "touch":
            assert item.stages == {"touch", "choose"}
            assert not item.may_go_on_page


def test_from_the_seventh_step_on_every_idea_says_that_clothes_stay_on_or_how_it_ends() -> None:
    for step in (7, 8, 10):
        for item in of_kind(f"touch-{step}"):
            assert re.search(r"[Cc]loth|near shoulder", TEXTS[item.key]), item.id


def test_heavy_items_end_with_something_for_the_next_five_minutes() -> None:
    light = {"safety", "truth", *SPOKEN, "words", "cycle", "play", "touch", "dance"}
    assert all(item.ease_key in TEXTS for item in LIBRARY.items if item.kind.partition("-")[0] not in light)


def test_fears_have_short_openers_to_tap() -> None:
    for item in of_kind("fear"):
        assert item.openers in {3, 4}, item.id
        assert all(len(TEXTS[key]) <= 24 for key in item.opener_keys), item.id


def test_every_item_rests_on_a_source_that_is_written_down() -> None:
    sources = set(re.findall(r"^## `([a-z0-9-]+)`$", (ROOT / "docs" / "sources.md").read_text("utf-8"), re.M))
    for item in LIBRARY.items:
        assert sources.issuperset(item.rests_on), item.id


@pytest.mark.parametrize("kind", [*KINDS, "ease"])
def test_an_eleven_year_old_can_read_it(kind: str) -> None:
    grades = {
        key: grade(text)
        for key, text in TEXTS.items()
        if key.startswith((f"item-{kind}-", f"{kind}-")) and "-opener-" not in key
    }
    assert {key: found for key, found in grades.items() if found > 8} == {}
    assert fmean(grades.values()) <= 6


def test_no_text_hurries_blames_guesses_or_shouts() -> None:
    assert {key: forbidden_in(text) for key, text in TEXTS.items() if forbidden_in(text)} == {}
    assert [key for key, text in TEXTS.items() if "!" in text or "<" in text] == []


def test_every_prompt_fits_on_a_phone() -> None:
    assert {key: len(text) for key, text in TEXTS.items() if len(text) > 280} == {}


def test_no_two_items_say_the_same() -> None:
    prompts = [TEXTS[item.key] for item in LIBRARY.items]
    assert len(set(prompts)) == len(prompts)


# Choosing


@given(seed=st.integers(0, 2**32), role=st.sampled_from(ROLES), kind=st.sampled_from(KINDS))
def test_nothing_repeats_until_the_pool_is_used_up(seed: int, role: str, kind: str) -> None:
    pool = LIBRARY.pool(kind, role, "name")
    chance, used = random.Random(seed), list[str]()
    for _ in pool:
        used.append(choose(LIBRARY, kind, role, "name", used, chance).id)
    assert sorted(used) == sorted(item.id for item in pool)
    for _ in pool:
        oldest = min(pool, key=lambda item: len(used) - used[::-1].index(item.id))
        chosen = choose(LIBRARY, kind, role, "name", used, chance)
        assert chosen == oldest
        used.append(chosen.id)


@given(used=st.lists(st.sampled_from([item.id for item in LIBRARY.items] + ["gone"])), draw=st.floats(0, 1))
def test_a_choice_always_fits_whatever_was_used_before(used: list[str], draw: float) -> None:
    class Fixed:
        def random(self) -> float:
            return draw

    for role in ROLES:
        chosen = choose(LIBRARY, "fear", role, "touch", used, Fixed())
        assert chosen.fits("fear", role, "touch")


def test_an_empty_pool_is_said_plainly() -> None:
    with pytest.raises(PoolEmptyError, match="own for hurt"):
        choose(LIBRARY, "own", "hurt", "steady", (), random.Random(1))


# Reading the catalogue

GOOD: dict[str, object] = {
    "id": "fear-x",
    "kind": "fear",
    "roles": ["hurt"],
    "stages": "all",
    "rests_on": ["a-2001"],
    "page": "may",
}


def test_a_good_entry_is_read() -> None:
    item = Library.parse({"item": [{**GOOD, "openers": 2, "ease": "feet"}]})["fear-x"]
    assert item.stages == frozenset(STAGES)
    assert item.opener_keys == ("item-fear-x-opener-1", "item-fear-x-opener-2")
    assert item.ease_key == "ease-feet"
    assert item.may_go_on_page


@pytest.mark.parametrize(
    "change",
    [
        {"roles": ["nobody"]},
        {"roles": []},
        {"roles": ["hurt", "hurt"]},
        {"stages": ["later"]},
        {"stages": "always"},
        {"rests_on": []},
        {"page": "yes"},
        {"page": True},
        {"kind": ""},
        {"openers": 5},
        {"openers": True},
        {"ease": 1},
        {"colour": "red"},
        {"id": "Fear-x"},
    ],
)
def test_a_bad_entry_is_refused_by_name(change: dict[str, object]) -> None:
    with pytest.raises(LibraryError, match=r"(?i)fear-x: "):
        Library.parse({"item": [GOOD | change]})


@pytest.mark.parametrize("field", sorted(GOOD.keys() - {"id"}))
def test_a_missing_field_is_refused_by_name(field: str) -> None:
    entry = {key: value for key, value in GOOD.items() if key != field}
    with pytest.raises(LibraryError, match=f"fear-x: {field} missing"):
        Library.parse({"item": [entry]})


def test_an_id_stands_once() -> None:
    with pytest.raises(LibraryError, match="fear-x"):
        Library.parse({"item": [GOOD, GOOD]})


@pytest.mark.parametrize(
    "toml", [{"items": []}, {"item": {}}, {"item": ["fear-x"]}, {"item": [{"kind": "fear"}]}]
)
def test_a_catalogue_of_another_shape_is_refused(toml: dict[str, object]) -> None:
    with pytest.raises(LibraryError):
        Library.parse(toml)


# Help with words


@pytest.mark.parametrize("file", ["fear", "own"])
def test_word_lists_hold_plain_lower_case_phrases_once_each(file: str) -> None:
    lines = (WORDS / "hints" / f"{file}.txt").read_text("utf-8").splitlines()
    phrases = [line for line in lines if line and not line.startswith("#")]
    assert len(set(phrases)) == len(phrases)
    assert all(phrase == phrase.strip().lower() and "’" not in phrase for phrase in phrases)


def test_word_lists_hold_what_the_programme_names() -> None:
    fear = (WORDS / "hints" / "fear.txt").read_text("utf-8").splitlines()
    own = (WORDS / "hints" / "own.txt").read_text("utf-8").splitlines()
    assert {"you always", "you never", "you made me"}.issubset(fear)
    assert {
        "but you",
        "only",
        "at least",
        "if i hurt you",
        "if you felt",
        "it was just",
        "mistakes were made",
        "i already said",
        "what about you",
        "you're too sensitive",
    }.issubset(own)
