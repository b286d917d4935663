"""Help with words: what each list finds and what only looks like it, and what is left of a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wording import NEAR, found, sentence_of, without
from bot.wiring import load_facts

FACTS = load_facts("evenkeel_bot")
WORDS = Path(__file__).resolve().parents[2] / "messages"

HITS = {
    ("en", "own"): (
        "I lied, but you were cold.",
        "It was ONLY a message.",
        "I only did it to protect you",
        "At least I told you.",
        "If I hurt you, I am sorry.",
        "I’m sorry if you felt left out",
        "It was just talk.",
        "Mistakes were made.",
        "I already said that.",
        "And what about you?",
        "You’re too sensitive.",
        "You are too sensitive.",
        "I said sorry. How many times?",
        "You made me do it",
        "You never wanted to talk",
        "calm down, it is over",
        "It just happened one night.",
        "it was a mistake",
    ),
    ("en", "fear"): (
        "You always lie to me.",
        "YOU NEVER TELL ME",
        "You made me feel small",
        "You make me sick",
        "you liar",
        "You are a coward.",
        "You’re so selfish",
        "What’s wrong with you?",
        "You don’t care",
        "that bitch",
        "You disgusting person",
    ),
}
"""What each list must find."""

NEAR_MISSES = {
    ("en", "own"): (
        "I lied to you every Tuesday.",
        "You were lonely, and I saw it.",
        "I lied at least once a week.",
        "I lied not only once.",
        "You were the only one I lied to.",
        "You never knew where I was, because I hid it.",
        "You always trusted what I said.",
        "You made me tea that night, and I lied to you.",
        "I will calm down first, then answer.",
        "Butter, youth, leastways, commonly",
        "It was not a mistake. I chose it.",
        "I said it was work. It was not.",
        "I will say I did this.",
        "When you hurt, I will stay.",
    ),
    ("en", "fear"): (
        "When you are late, I am back in that week.",
        "You are always on my mind.",
        "When you are a bit late I shake.",
        "You’re so quiet that I get scared.",
        "You made me laugh today and I was scared of it.",
        "I feel disgusting when I look in the mirror.",
        "I am scared that I am a coward.",
        "I was a fool to believe it.",
        "Nobody told me. I never knew.",
        "It would help if you made me a call at six.",
    ),
}
"""What looks like it, and must be left alone."""

CASES = [(key, words) for key, every in HITS.items() for words in every]
OTHERS = [(key, words) for key, every in NEAR_MISSES.items() for words in every]


@pytest.mark.parametrize(("key", "words"), CASES)
def test_a_hard_phrase_is_found(key: tuple[str, str], words: str) -> None:
    assert found(words, FACTS.hints[key])


@pytest.mark.parametrize(("key", "words"), OTHERS)
def test_what_only_looks_like_one_is_left_alone(key: tuple[str, str], words: str) -> None:
    span = found(words, FACTS.hints[key])
    assert span is None, words[span.first : span.end]


def test_every_language_has_its_lists_and_they_are_tried() -> None:
    languages = [folder.name for folder in WORDS.iterdir() if (folder / "hints").is_dir()]
    assert languages
    for language in languages:
        assert {
            (language, "own"),
            (language, "fear"),
        } <= FACTS.hints.keys() & HITS.keys() & NEAR_MISSES.keys()


@pytest.mark.parametrize("key", list(HITS))
def test_every_phrase_finds_itself_and_every_near_miss_is_near_one(key: tuple[str, str]) -> None:
    hits = [each for each in FACTS.hints[key] if not each.startswith(NEAR)]
    for phrase in FACTS.hints[key]:
        if phrase.startswith(NEAR):
            assert found(phrase.removeprefix(NEAR), hits), phrase
            assert not found(phrase.removeprefix(NEAR), FACTS.hints[key]), phrase
        else:
            assert found(phrase, FACTS.hints[key]), phrase


LIST = ("but you", "but i", "only", "at least", "if i hurt you")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("I said I was at work. I only did it to protect you.", "I said I was at work."),
        ("I only did it once. You cried. I heard it.", "You cried. I heard it."),
        ("I lied to you, but you were cold.", "I lied to you."),
        ("I lied to you but I was scared", "I lied to you"),
        ("I lied (but I was scared). It hurt you.", "I lied. It hurt you."),
        ("I lied, you wept, at least a little, it hurt.", "I lied, you wept."),
        ("If I hurt you, I am sorry.", ""),
        ("I lied.\nBut you pushed me.\nI will call.", "I lied.\nI will call."),
        ("I lied… only once? I will call.", "I lied… I will call."),
    ],
)
def test_what_defends_goes_and_what_owns_stays(words: str, left: str) -> None:
    span = found(words, LIST)
    assert span
    assert without(words, span) == left


def test_the_sentence_that_is_shown_is_the_one_it_stands_in() -> None:
    words = "I lied. I only did it once! You wept."
    span = found(words, LIST)
    assert span
    sentence = sentence_of(words, span)
    assert words[sentence.first : sentence.end] == "I only did it once!"


@given(
    st.lists(
        st.sampled_from(["I lied", "only", " ", ",", ".", "\n", "but I", "ö’", "…", "(", "“"]), max_size=20
    )
)
def test_taking_out_ends_whatever_was_written(parts: list[str]) -> None:
    words = "".join(parts)
    for _ in range(len(words) + 1):
        span = found(words, LIST)
        if span is None:
            return
        shorter = without(words, span)
        assert len(shorter) < len(words)
        words = shorter
    raise AssertionError("something is found for ever")
