from __future__ import annotations

import re

import pytest

from bot.adapters.words import MARKUP, ORIGINAL
from tests.words.code import HOLE, uses
from tests.words.reading import grade, sentences, syllables
from tests.words.texts import LANGUAGES, Text, texts

EVERY = [text for language in LANGUAGES for text in texts(language).values()]
ENGLISH = list(texts(ORIGINAL).values())
FILES = sorted({text.file for text in ENGLISH})

NEVER = {
    "words that PROGRAMME.md rules out": (
        r"victims?|cheat(?:s|er|ers|ing|ed)?|forgiv\w+|forgave|mov(?:e|es|ing) on|let(?:s|ting)? go|"
        r"g(?:et|ets|etting|ot) over|trust(?:ing)? again|both sides|you should|they will|they'll|streaks?"
    ),
    "a guess at gender or marriage": (
        r"he|him|his|she|her|hers|husbands?|wi(?:fe|ves)|spouses?|marriage|married"
    ),
    "praise": r"well done|good job|proud|great|awesome|congratulations",
}

LISTS = {"help-root"}  # the emergency numbers of many countries: a list to look up, not a sentence to read


def report(texts: list[str]) -> str:
    return "\n".join(["", *texts])


def test_texts_hold_only_the_markup_that_is_known() -> None:
    odd = [
        f"{text.key} ({text.language}): {rest}"
        for text in EVERY
        for each in text.written
        for rest in re.findall(r"<[^>]*>?|>|&(?!amp;|lt;|gt;)\S*", MARKUP.sub("", each))
    ]
    assert not odd, report(odd)


def test_markup_that_is_opened_is_closed() -> None:
    for text in EVERY:
        for each in text.written:
            opened: list[str] = []
            for tag in MARKUP.findall(each):
                if tag.startswith("</"):
                    assert opened, f"{text.key}: {tag}"
                    assert opened.pop() == tag.replace("/", ""), f"{text.key}: {tag}"
                else:
                    opened.append(tag)
            assert not opened, f"{text.key}: {opened}"


def test_no_text_shouts() -> None:
    loud = [
        f"{text.key} ({text.language})" for text in EVERY if any({*"!¡"} & {*each} for each in text.readings)
    ]
    assert not loud, report(loud)


@pytest.mark.parametrize("why", NEVER)
def test_no_text_says_what_is_never_said(why: str) -> None:
    never = re.compile(rf"\b(?:{NEVER[why]})\b", re.IGNORECASE)
    said = [
        f"{text.key}: {found[0]}"
        for text in ENGLISH
        for each in text.readings
        if (found := never.search(each))
    ]
    assert not said, report(said)


def test_every_text_fits_on_a_phone() -> None:
    long = [
        f"{text.key} ({text.language}): {most}"
        for text in EVERY
        if (most := max(map(len, text.readings))) > 900
    ]
    assert not long, report(long)


def labels() -> list[Text]:
    labelling = [use for use in uses() if use.label and not use.key.startswith(HOLE)]
    lines = {use.key for use in uses() if use.said and not use.label}
    named = {use.key for use in labelling}
    return [
        text
        for text in EVERY
        if "-button-" in text.key
        or "-opener-" in text.key
        or text.key.startswith("keyboard-")
        or text.key in named
        or (text.key not in lines and any(use.reaches(text.key) for use in labelling))
    ]


def test_every_label_fits_on_a_button() -> None:
    long = [
        f"{text.key} ({text.language}): {each}"
        for text in labels()
        for each in text.readings
        if len(each) > 32
    ]
    assert not long, report(long)


@pytest.mark.parametrize("file", FILES)
def test_an_eleven_year_old_can_read_a_file(file: str) -> None:
    said = [sentence for text in ENGLISH if text.file == file for sentence in sentences(text.readings[0])]
    assert grade(said) <= 6


def test_no_sentence_is_hard_to_read() -> None:
    hard = [
        f"{text.key}, grade {grade([sentence]):.1f}: {' '.join(sentence)}"
        for text in ENGLISH
        if text.key not in LISTS
        for each in text.readings
        for sentence in sentences(each)
        if len(sentence) >= 8 and grade([sentence]) > 8
    ]
    assert not hard, report(list(dict.fromkeys(hard)))


def test_syllables_are_counted_as_they_are_spoken() -> None:
    known = {"a": 1, "notebook": 2, "cleared": 1, "decided": 3, "moment": 2, "table": 2, "everything": 3}
    known |= {"words": 1, "private": 2, "therapist": 3, "being": 2, "somewhere": 2, "didn't": 2, "you're": 1}
    assert {word: syllables(word) for word in known} == known
