"""The sheet of paper for a session: what is on it, in which order, and that it stays one side."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pypdf
import pytest

from bot.adapters.pictures.glyphs import BOX
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.pictures.sheets import rightward
from bot.domain.page import LONGEST, Audience, Copy, LineKind, Part, body_of, units
from bot.domain.people import Role
from bot.domain.say import Picture, line
from bot.domain.session import session
from bot.services.therapy.lines import panels
from bot.services.therapy.session import message, paper
from tests.town import WORDS

SUNDAY = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
RENDERER = TypstRenderer(kept=4)
WHEEL = ("safety-3", "risk-1", "engage-2", "pleasure-4", "bond-x")
ANA = (
    Part(LineKind.RATING, "4", Role.HURT),
    Part(LineKind.FEAR, "When you're late and don't write, I'm back in that week."),
    Part(LineKind.CYCLE, "safe 3, dared 1, there 2, warm 4, close none", marks=WHEEL),
    Part(LineKind.QUESTION, "What do you do with your phone?"),
    Part(LineKind.SESSION, "Is it truly over?"),
)
JON = (
    Part(LineKind.RATING, "6", Role.BROKE),
    Part(LineKind.OWN, "I said I was at work."),
    Part(LineKind.SESSION, "How do I answer?"),
)
TALE = "The morning after I could not find the door of my own house, and I sat in the car for an hour. " * 6
MUCH = tuple(Part(kind, TALE[:LONGEST]) for kind in [*LineKind][1:] * 2)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
HEBREW, ARABIC = "האם זה באמת נגמר?", "كيف أجيب؟"


def write(said: Any) -> str:
    return WORDS.write(said, "en", "")


def copies(*parts: tuple[Part, ...], names: tuple[str, str] = ("Ana", "Jon"), weeks: int = 1) -> list[Copy]:
    found = []
    for n in range(weeks):
        at = SUNDAY + timedelta(weeks=n)
        found.append(
            Copy(
                id=str(n),
                owner="them",
                at=at,
                week=at.date().isoformat(),
                purpose=Audience.BOTH,
                source="link",
                pages=(write_page(parts[0]), write_page(parts[1])),
                names=names,
                values=(n % 11, None if n == 2 else 6),
                expires=at,
                clinical=True,
                parts=parts,
            )
        )
    return found


def write_page(parts: tuple[Part, ...]) -> str:
    return body_of(parts, write)


CASES: dict[str, list[Copy]] = {
    "twelve weeks": copies(ANA, JON, weeks=12),
    "a first week": copies(ANA, JON),
    "plain pages": copies((), (), weeks=3),
    "far too much": copies(MUCH, MUCH, weeks=12),
    "names from the right": copies(
        (*ANA[:1], Part(LineKind.SESSION, HEBREW)), (Part(LineKind.OWN, ARABIC),), names=("נועה", "يوسف")
    ),
    "words without an end": copies(
        (Part(LineKind.FEAR, LONG * 6), Part(LineKind.SESSION, "x" * LONGEST)),
        JON,
        names=("W" * 64, "Ø" * 64),
    ),
}


async def printed(found: list[Copy], since: str = "") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(await RENDERER.print(paper([session(found, since)], write), "en")))


def flat(text: str) -> str:
    """Return a text without what only lays it out."""
    return "".join(text.replace("\u200b", "").split())


async def test_an_emoji_is_on_the_paper_and_in_what_is_read_from_it_and_makes_no_line_higher() -> None:
    def said(words: str) -> list[Copy]:
        return copies((Part(LineKind.FEAR, words),), JON, names=("Zoë 🌻", "Jon"))

    reader = await printed(said("I 😭 cried."))
    text = reader.pages[0].extract_text()
    assert "I 😭 cried." in text
    assert "Zoë 🌻" in text
    level = places(await printed(said("I have cried.")))
    assert [at for _, at, each in places(reader) if "cried" in each] == [
        at for _, at, each in level if "cried" in each
    ]


@pytest.mark.parametrize("unseen", ["\u200e", "\u2060", "\U000e0067", "\0"])
async def test_a_name_that_nobody_sees_leaves_a_page_that_can_be_printed(unseen: str) -> None:
    said = (Part(LineKind.FEAR, unseen), Part(LineKind.SESSION, unseen))
    reader = await printed(copies(said, JON, names=(unseen, "Jon")))
    assert f"{BOX} & Jon" in reader.pages[0].extract_text()


@pytest.mark.parametrize("case", CASES)
async def test_a_page_is_one_side_of_a4_and_of_letter_alike(case: str) -> None:
    reader = await printed(CASES[case])
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) <= (595.3, 792)


async def test_nothing_runs_into_the_foot_however_long_the_names_and_however_many_the_lines() -> None:
    worst = copies((*MUCH, *MUCH), (*MUCH, *MUCH), names=("W" * 64, "Ø" * 64), weeks=12)
    page = (await printed(worst, since=worst[0].week)).pages[0]
    heights: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda text, at, _tm, _font, _size: heights.append((at[5], text)))
    foot = next(height for height, text in heights if "Chosen by both" in text)
    above = [height for height, text in heights if text.strip() and not text.startswith(("Chosen", "them"))]
    assert min(above) > foot + 15


async def test_the_page_is_read_in_the_order_in_which_it_is_seen() -> None:
    text = flat((await printed(CASES["twelve weeks"])).pages[0].extract_text())
    told = [
        "Ana & Jon", "Week to 24 May 2026", "I'd like to bring this", "Is it truly over?", "How do I answer?",
        "Safe near the other", "What do you do with your phone?", "I'm back in that week.",
        "Safe to be honest", "I said I was at work.", "Chosen by both.",
    ]  # fmt: skip
    places = [text.find(flat(each)) for each in told]
    assert -1 not in places
    assert places == sorted(places)


def tags(reader: pypdf.PdfReader) -> list[tuple[str, str]]:
    """Return what a screen reader is told, in order: the tag, and what it says of a picture."""
    found = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Alt", ""))))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(inner, dict) and ("/S" in inner or "/K" in inner):
                walk(inner)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


async def test_a_screen_reader_is_told_what_each_picture_says() -> None:
    reader = await printed(CASES["twelve weeks"])
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert reader.metadata
    assert reader.metadata.title == "Ana & Jon, week to 24 May 2026"
    found = tags(reader)
    assert [tag for tag, _ in found if tag.startswith("/H")] == ["/H1", "/H2", "/H2", "/H2"]
    lines = [alt for tag, alt in found if tag == "/Figure"]
    assert len(lines) == 3
    assert "8 March: 0, 15 March: 1, 22 March: 2" in lines[0]
    assert "Safe 3, Dared 1, There 2, Warm 4, Close none" in lines[1]
    assert "15 March: 6, 29 March: 6" in lines[2]  # a week without a number is left out, and nothing put in


def places(reader: pypdf.PdfReader) -> list[tuple[float, float, str]]:
    """Return where on the first page words begin: from the left, from below, and the words."""
    found: list[tuple[float, float, str]] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, at, _tm, _font, _size: found.append((at[4], at[5], text))
    )
    return found


async def test_the_two_lie_level_even_where_one_has_no_number() -> None:
    found = places(await printed(CASES["plain pages"]))
    assert len({height for _, height, text in found if text.startswith("Too few")}) == 1


async def test_the_names_stand_in_the_order_of_the_columns_wherever_they_run_from() -> None:
    found = places(await printed(copies(ANA, JON, names=("נועה", "Jon"))))
    top = max(height for _, height, text in found if text.strip())
    noa, jon = (min(left for left, at, text in found if at == top and each in text) for each in ("נ", "Jon"))
    assert noa < jon
    found = places(await printed(copies(ANA, JON, names=("נועה", "רון"))))
    top = max(height for _, height, text in found if text.strip())
    noa, ron = (min(left for left, at, text in found if at == top and each in text) for each in ("ע", "ר"))
    assert noa < ron


async def test_a_wheel_says_what_it_is_and_of_which_week_and_earlier_ones_stand_in_words() -> None:
    no_cycle = tuple(each for each in ANA if each.kind is not LineKind.CYCLE)
    weeks = copies(ANA, JON, weeks=3)
    weeks[-1] = replace(weeks[-1], parts=(no_cycle, JON))
    text = flat((await printed(weeks, weeks[0].week)).pages[0].extract_text())
    assert flat("The week in five points, from 0 to 4 · 15 March") in text
    assert flat("My week in five points · 8 March safe 3") in text, "though it has the same points"
    assert flat("A dotted field has no number.") in text
    alone = flat((await printed(CASES["a first week"])).pages[0].extract_text())
    assert flat("The week in five points, from 0 to 4 Safe") in alone
    full = (*no_cycle, Part(LineKind.CYCLE, "x", marks=("safety-3", "risk-0", "engage-2")))
    assert "dotted" not in (await printed(copies(full, JON))).pages[0].extract_text()


async def test_what_is_cut_is_said_and_stands_in_the_chat() -> None:
    page = (await printed(CASES["far too much"])).pages[0].extract_text()
    assert "More of this is in the chat." in page
    assert "Chosen by both." in page
    said = " ".join(write(each) for leaf in message(session(CASES["far too much"]), write) for each in leaf)
    assert flat(said).count(flat(TALE[:LONGEST])) == 2 * len(MUCH)
    short = (await printed(CASES["a first week"])).pages[0].extract_text()
    assert "More of this" not in short


@pytest.mark.parametrize("case", CASES)
async def test_every_leaf_of_the_message_fits_in_a_message_and_each_line_of_several_weeks_has_its_day(
    case: str,
) -> None:
    found = CASES[case]
    leaves = message(session(found, found[0].week), write)
    assert all(sum(units(write(each)) + 2 for each in leaf) < 4096 - 400 for leaf in leaves)
    said = " ".join(write(each) for leaf in leaves for each in leaf)
    for copy in found if len(found) > 1 else []:
        brought = [part for page in copy.parts for part in page if part.kind is LineKind.SESSION]
        day = write(line("session-day", week=date.fromisoformat(copy.week)))
        assert all(f"{day}. {part.words[:40]}" in said for part in brought)


@pytest.mark.parametrize("case", CASES)
async def test_the_message_says_all_that_went_out(case: str) -> None:
    found = CASES[case]
    said = flat(" ".join(write(each) for leaf in message(session(found), write) for each in leaf))
    for part in [part for page in found[-1].parts for part in page if part.kind is not LineKind.RATING]:
        assert flat(part.words) in said


async def test_the_same_weeks_give_the_same_bytes() -> None:
    page = paper([session(CASES["twelve weeks"])], write)
    assert await TypstRenderer().print(page, "en") == await TypstRenderer().print(page, "en")


async def test_numbers_say_no_more_than_they_carry_on_paper_and_in_the_chat() -> None:
    risen = [
        replace(each, values=(2 if n < 6 else 8, 5)) for n, each in enumerate(copies(ANA, JON, weeks=12))
    ]
    said = [write(each) for leaf in message(session(risen), write) for each in leaf]
    keys = [each.key for leaf in message(session(risen), write) for each in leaf]
    assert [key for key in keys if "change" in key] == ["session-change-higher", "session-change-same"]
    less = [replace(each, values=(2 if n < 6 else 4, 5)) for n, each in enumerate(risen)]
    told = [each.key for leaf in message(session(less), write) for each in leaf]
    assert "session-change-none" in told  # they part cleanly, and yet by too little to call a change
    page = flat((await printed(risen)).pages[0].extract_text())
    assert all(flat(text) in page for text, key in zip(said, keys, strict=True) if "change" in key)


async def test_too_few_numbers_are_said_once_of_both_and_apart_where_one_has_fewer() -> None:
    both = line("session-few-both", least=9, n=1)
    first = CASES["a first week"]
    assert [each.key for leaf in message(session(first), write) for each in leaf if "few" in each.key] == [
        both.key
    ]
    text = flat((await printed(first)).pages[0].extract_text())
    assert text.count(flat(write(both))) == 1
    assert text.count(flat("Too few")) == 1
    apart = flat((await printed(CASES["twelve weeks"][:3])).pages[0].extract_text())  # Jon's third has none
    assert [apart.count(flat(write(line("session-few", least=9, n=n)))) for n in (3, 2)] == [1, 1]
    assert apart.count(flat("Too few")) == 2


def test_each_line_in_the_chat_says_what_was_rated_or_that_no_number_has_gone_out() -> None:
    weeks = copies(ANA, JON, weeks=3)
    ana, jon = panels(("Ana", "Jon"), [*weeks, replace(weeks[-1], parts=((), ()))], write)
    assert (ana["what"], jon["what"]) == (
        "Safe near the other, on a typical day",
        "Safe to be honest, on a typical day",
    )
    (none, _) = panels(("Ana", "Jon"), [replace(each, values=(None, 6)) for each in weeks], write)
    assert none["what"] == "No number has gone out so far."


async def test_several_weeks_on_one_page_each_have_their_day() -> None:
    whole = (await printed(CASES["twelve weeks"], since="2026-05-10")).pages[0].extract_text()
    assert whole.count("Ana") == 3, "in the title, once beside all that she brings, and above her column"
    text = flat(whole)
    assert flat("3 weeks, up to 24 May 2026") in text
    assert all(flat(f"{day} May Is it truly over?") in text for day in (10, 17, 24))


async def test_all_pages_for_the_record_have_a_side_each() -> None:
    weeks = CASES["twelve weeks"]
    pages = paper([session(weeks[:n]) for n in range(1, 13)], write)
    reader = pypdf.PdfReader(io.BytesIO(await RENDERER.print(pages, "en")))
    assert len(reader.pages) == 12
    for n, page in enumerate(reader.pages):
        week = date(2026, 3, 8) + timedelta(weeks=n)
        assert flat(f"Week to {week.day} {week:%B %Y}") in flat(page.extract_text())


async def test_a_page_that_went_meanwhile_is_one_sentence() -> None:
    gone = Picture("session", json.dumps({"title": "It is gone.", "more": "", "sheets": []}))
    reader = pypdf.PdfReader(io.BytesIO(await RENDERER.print(gone, "en")))
    assert reader.pages[0].extract_text().strip() == "It is gone."


def test_words_know_their_direction() -> None:
    assert rightward(HEBREW)
    assert rightward(f"12. {ARABIC}")
    assert not rightward(f"Ana {HEBREW}")
    assert not rightward("12")
