from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.words import FluentWords, WordsError, find_messages
from bot.domain.say import Line, Word, line
from bot.services.ports import Words

SUNDAY = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

ENGLISH = """
keyboard-today = Today
keyboard-calm = Calm
keyboard-break = Break
keyboard-help = Help
said = <b>{ $name }</b> said: { $text }
until = Until { WEEKDAY($at) } { CLOCK($at) }, { DAY($at) }, { MONTH($at) }
bare = Until { $at }
shouted = { SHOUT($name) }
lost = { nowhere }
days = { $n ->
        [one] One day
       *[other] { $n } days
    }
padded = { $text }
role = You are { $role ->
        [hurt] hurt
       *[other] here
    }
amp = Ana &amp; Jon
-brand = Evenkeel
about = This is { -brand }. { said }
"""
FRENCH = """
keyboard-today = Aujourd’hui
until = Jusqu’à { WEEKDAY($at) } { CLOCK($at) }, { DAY($at) }, { MONTH($at) }
"""


@pytest.fixture
def words(tmp_path: Path) -> FluentWords:
    for language, texts in {"en": ENGLISH, "fr": FRENCH, "xx": "amp = Xx\n"}.items():
        (tmp_path / language / "deep").mkdir(parents=True)
        (tmp_path / language / "deep" / "texts.ftl").write_text(texts, encoding="utf-8")
    (tmp_path / "library.toml").write_text("")
    return FluentWords(tmp_path)


def test_it_is_what_services_need() -> None:
    port: Words = FluentWords()
    assert port.write(Line("knock"), "en", "") == "Your moment for today."


def test_values_are_escaped_once_where_they_are_shown_and_not_where_they_are_written(words: Words) -> None:
    said = line("said", name="Ana & <i>", text="1 < 2 &amp; !")
    assert words.show(said, "en", "") == "<b>Ana &amp; &lt;i&gt;</b> said: 1 &lt; 2 &amp;amp; !"
    assert words.write(said, "en", "") == "Ana & <i> said: 1 < 2 &amp; !"
    assert words.write(line("amp"), "en", "") == "Ana & Jon"


def test_instants_are_shown_in_the_readers_zone_and_language(words: Words) -> None:
    until = line("until", at=SUNDAY)
    assert words.show(until, "en", "Europe/Berlin") == "Until Sunday 16:00, 22 November, November 2026"
    assert words.show(until, "en", "") == "Until Sunday 15:00, 22 November, November 2026"
    assert words.show(until, "en", "+10:30") == "Until Monday 01:30, 23 November, November 2026"
    assert words.show(until, "fr", "Europe/Paris") == "Jusqu’à dimanche 16:00, 22 novembre, novembre 2026"


def test_a_day_has_no_clock_and_no_zone(words: Words, tmp_path: Path) -> None:
    with pytest.raises(WordsError, match="until"):
        words.show(line("until", at=date(2026, 11, 22)), "en", "")
    (tmp_path / "en" / "more.ftl").write_text("on = { WEEKDAY($day) }, { DAY($day) }")
    more = FluentWords(tmp_path)
    assert more.show(line("on", day=date(2026, 11, 22)), "en", "Pacific/Apia") == "Sunday, 22 November"


@pytest.mark.parametrize("tag", ["fr", "FR", "fr-CA", "fr_CA"])
def test_a_regional_tag_finds_its_language(words: Words, tag: str) -> None:
    assert words.show(line("keyboard-today"), tag, "") == "Aujourd’hui"


@pytest.mark.parametrize("tag", ["", "de", "fr", "../en", "🙂", "xx"])
def test_what_a_language_lacks_is_said_in_english(words: Words, tag: str) -> None:
    assert words.show(line("days", n=2), tag, "") == "2 days"


def test_a_language_of_one_text_needs_no_code(words: Words) -> None:
    assert words.show(line("amp"), "xx", "") == "Xx"
    assert words.show(line("until", at=SUNDAY), "xx", "").startswith("Until Sunday")


def test_a_value_may_be_a_text_itself(words: Words) -> None:
    assert words.show(line("padded", text=Word("amp")), "en", "") == "Ana &amp; Jon"
    assert words.write(line("padded", text=Word("amp")), "en", "") == "Ana & Jon"
    assert words.write(line("padded", text=Word("keyboard-today")), "fr", "") == "Aujourd’hui"


def test_numbers_and_words_choose_among_variants(words: Words) -> None:
    assert words.show(line("days", n=1), "en", "") == "One day"
    assert words.show(line("role", role="hurt"), "en", "") == "You are hurt"
    assert words.show(line("role", role="<b>"), "en", "") == "You are here"


def test_values_that_a_text_does_not_use_do_no_harm(words: Words) -> None:
    assert words.show(line("amp", name="Ana", at=SUNDAY), "en", "") == "Ana &amp; Jon"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (line("nothing"), "no such text"),
        (line("said", name="Ana"), "text"),
        (line("about", name="Ana"), "text"),
        (line("bare", at=SUNDAY), "CLOCK"),
        (line("until", at="16:00"), "until"),
        (line("shouted", name="Ana"), "SHOUT"),
        (line("lost"), "nowhere"),
        (line("padded", text=Word("missing")), "missing"),
    ],
)
def test_what_cannot_be_said_raises_and_names_the_key_and_the_language(
    words: Words, said: Line, why: str
) -> None:
    for speak in (words.write, words.show):
        with pytest.raises(WordsError, match=why) as raised:
            speak(said, "en", "")
        assert "(en)" in str(raised.value)
        assert "Ana" not in str(raised.value)


def test_standing_buttons_are_known_in_every_language(words: Words) -> None:
    assert words.spoken(" today\n") == "keyboard-today"
    assert words.spoken("AUJOURD’HUI") == "keyboard-today"
    assert words.spoken("Break") == "keyboard-break"
    assert words.spoken("today is hard") == words.spoken("") == ""


@pytest.mark.parametrize("broken", ["said = again", "no sense", "open = { $x"])
def test_texts_that_are_wrong_are_refused_at_the_start(words: Words, tmp_path: Path, broken: str) -> None:
    (tmp_path / "en" / "broken.ftl").write_text(broken)
    with pytest.raises(WordsError):
        FluentWords(tmp_path)


def test_the_original_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(WordsError):
        FluentWords(tmp_path)


def test_the_texts_are_found() -> None:
    assert (find_messages() / "en" / "common.ftl").is_file()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> FluentWords:
    folder = tmp_path_factory.mktemp("messages")
    (folder / "en").mkdir()
    (folder / "en" / "texts.ftl").write_text(ENGLISH, encoding="utf-8")
    return FluentWords(folder)


anything = st.text(max_size=60) | st.sampled_from(
    ["🙂" * 2000, "\u202eabc", "\0\x1b[0m", "{ $x }", "\ud800", "&#33;"]
)


@given(text=anything)
def test_anything_that_people_write_is_written_as_it_is(own: FluentWords, text: str) -> None:
    assert own.write(line("padded", text=text), "en", "") == text.strip()
    assert own.write(line("said", name=text, text=text), "en", "") == f"{text} said: {text}".strip()


@given(text=anything)
def test_anything_that_people_write_is_shown_as_harmless_html(own: FluentWords, text: str) -> None:
    shown = own.show(line("padded", text=text), "en", "")
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert html.unescape(shown) == text.strip()


@given(language=st.text(max_size=20), zone=st.text(max_size=20), spoken=st.text(max_size=40))
def test_any_language_and_any_zone_may_be_asked_for(
    own: FluentWords, language: str, zone: str, spoken: str
) -> None:
    assert own.show(line("amp"), language, zone) == "Ana &amp; Jon"
    assert own.spoken(spoken) in {"", "keyboard-today", "keyboard-calm", "keyboard-break", "keyboard-help"}


def test_a_text_without_values_is_in_each_language_what_it_was_the_first_time(words: FluentWords) -> None:
    for _ in range(2):
        for tag, plain in {"fr": "Aujourd’hui", "en": "Today", "fr-CA": "Aujourd’hui", "xx": "Today"}.items():
            assert words.write(line("keyboard-today"), tag, "") == plain
            assert words.show(line("keyboard-today"), tag, "") == plain
        assert words.write(line("amp"), "en", "") == "Ana & Jon"
        assert words.show(line("amp"), "en", "") == "Ana &amp; Jon"
        assert words.write(line("amp"), "xx", "") == "Xx"


@given(languages=st.lists(st.text(max_size=8), max_size=8))
def test_what_is_kept_of_texts_does_not_grow_with_the_languages_that_people_name(
    own: FluentWords, languages: list[str]
) -> None:
    for language in languages:
        own.write(line("keyboard-help"), language, "")
    assert len(own._fixed) <= len(ENGLISH.splitlines()) * len(own.languages)
