"""Words that weigh much: what the list finds, and everyday words that only look like them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.wording import NEAR, found
from bot.wiring import load_facts

FACTS = load_facts("evenkeel_bot")
LIST = FACTS.hints["en", "heavy"]
MESSAGES = Path(__file__).resolve().parents[2] / "messages"

HEAVY = (
    "I wish I could die",
    "I took all my pills",
    "I just want to sleep and not wake up",
    "everyone would be better off if I was gone",
    "no reason to live",
    "I deserve to die for what I did",
    "I am going to drive into a wall",
    "I have been cutting again",
    "he grabbed me by the throat",
    "he forced me last night",
    "I'm scared of what he will do tonight",
    "I hit her",
    "I want to hurt him",
    "I want to die",
    "I dont want to live anymore",
    "I don’t want to be here any more.",
    "they'd be better off without me",
    "wish i wasnt here",
    "I can't go on any more",
    "I keep thinking about suicide",
    "thinking of ending it all",
    "I bought a gun",
    "I swallowed all of the tablets",
    "I think I took too many pills",
    "standing on the bridge, I could jump off the bridge",
    "I hurt myself again last night",
    "self-harm is the only thing that helps",
    "Nobody would miss me.",
    "I should have died instead",
    "there is nothing left to live for",
    "I'm so tired of living",
    "He hit me again",
    "Ben hits me when he drinks",
    "she slapped me in the kitchen",
    "he had his hands around my neck",
    "he pushed me against the wall",
    "she threw a plate at me",
    "he wouldn't let me leave",
    "He kept going after I said no",
    "I was raped by him",
    "she threatened to take the kids",
    "he said he'll kill me",
    "I am afraid of him",
    "I'm scared to go home",
    "I could kill him",
    "I slapped him",
    "I feel like hitting her",
    "I'm gonna hurt someone",
    "I hit the kids",
    "I shook the baby",
)

EVERYDAY = (
    "I am dying to see you",
    "he hit the brakes",
    "cutting the bread",
    "I forced myself to eat",
    "It hit me today that a year has passed.",
    "Then the grief hits me, out of nothing.",
    "It suddenly hit me.",
    "We hit the road at six.",
    "She beat me at cards again.",
    "I beat him to the door.",
    "He kicked me out last spring.",
    "My back is killing me.",
    "We were killing time at the station.",
    "It would not kill him to call.",
    "The waiting is killing me, and it is killing her too.",
    "I could kill for a coffee.",
    "You hurt me, and you lied to me.",
    "I am scared you will hurt me again.",
    "I never want to hurt you again.",
    "I don't want to hurt him.",
    "I knew it was going to hurt you, and I did it.",
    "I am afraid of him leaving.",
    "I am scared of her silence.",
    "I am afraid of what he will say.",
    "I don't want to live in that house any longer.",
    "I am tired of living like this.",
    "I don't want to wake up alone.",
    "She crept in so as to sleep and not wake up the baby.",
    "We would be better off if I earned more.",
    "I cut myself shaving.",
    "I cut myself off from my friends.",
    "Cut my hair today.",
    "I took my pills with breakfast.",
    "The phone is dead.",
    "I am dead tired.",
    "I was embarrassed to death.",
    "That film was to die for; I nearly killed myself laughing.",
    "I love you till I die.",
    "He pulled into the drive and parked in front of the wall.",
    "The truth forced me to look at it.",
    "He forced me to look at what I did.",
    "She held me and I held her hand.",
    "He pushed me to get help.",
    "He threw me a party.",
    "I end it with her tonight. It is over.",
    "I can't go on holiday without him.",
    "Our marriage is in danger.",
    "We jumped off the sofa and danced.",
    "He put his arms around my neck and I felt calm.",
    "Kate shook the bottle, the baby laughed.",
    "I said no, and he said: fine.",
)


@pytest.mark.parametrize("words", HEAVY)
def test_words_that_weigh_much_are_found(words: str) -> None:
    assert found(words, LIST)
    assert found(words.upper(), LIST)
    assert found(words.replace("'", "").replace("’", ""), LIST), "in haste many leave the apostrophe out"


@pytest.mark.parametrize("words", EVERYDAY)
def test_everyday_words_are_left_alone(words: str) -> None:
    span = found(words, LIST)
    assert span is None, words[span.first : span.end]


def ways(phrase: str) -> Iterator[str]:
    """Each word that can stand at each place of a phrase, once."""
    places = [part.split("/") for part in phrase.split()]
    for at, place in enumerate(places):
        for word in place:
            yield " ".join(word if n == at else other[0] for n, other in enumerate(places))


@pytest.mark.parametrize("phrase", [each for each in LIST if not each.startswith(NEAR)])
def test_every_way_to_say_a_phrase_is_found(phrase: str) -> None:
    for words in ways(phrase):
        assert found(words, [phrase]), words


@pytest.mark.parametrize("phrase", [each for each in LIST if each.startswith(NEAR)])
def test_what_only_looks_like_a_phrase_looks_like_one_and_is_passed_over(phrase: str) -> None:
    hits = [each for each in LIST if not each.startswith(NEAR)]
    said = list(ways(phrase.removeprefix(NEAR)))
    assert any(found(words, hits) for words in said)
    assert not [words for words in said if found(words, LIST)]


def test_nothing_that_the_library_says_counts_as_heavy() -> None:
    """A tapped beginning is kept as it stands: it must not be answered as words that weigh much."""
    for path in sorted((MESSAGES / "en" / "library").glob("*.ftl")):
        for text in path.read_text(encoding="utf-8").splitlines():
            if "-opener-" in text:
                assert not found(text.partition("=")[2], LIST), text


def test_every_language_has_its_list() -> None:
    languages = [folder.name for folder in MESSAGES.iterdir() if (folder / "hints").is_dir()]
    assert all((language, "heavy") in FACTS.hints for language in languages)
