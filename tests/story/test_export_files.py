"""What the two files are made of: everything that is kept or a reason why not, and nothing that runs."""

from __future__ import annotations

import html
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest

from bot.adapters.database.tables import SHELVES
from bot.adapters.memory import MemoryStore
from bot.adapters.words import FluentWords
from bot.domain import checkin, ourwords, page, people, planner, repair, rhythm, terms, touch
from bot.domain.say import Line
from bot.domain.stages import Said, Step
from bot.domain.standstill import Dance, Sheet
from bot.services.own.belongings import Belongings, gather
from bot.services.own.export import write
from tests.town import WORDS

AT = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
OWN: dict[str, Any] = {"id": "x", "owner": "a", "at": AT}
BASE: dict[type, people.Doc] = {
    people.Person: people.Person(**{**OWN, "id": "a"}, chat=7, name="Anouk", zone="Europe/Paris"),
    people.Half: people.Half(
        **OWN,
        other="b",
        other_half="y",
        link="l",
        name="Bela",
        zone="Europe/Paris",
        found_out="2026-01",
        words=ourwords.OurWords((ourwords.Shown("words-hand", AT),)),
        touch=touch.Choice("2026-05-06", 3, AT),
        evening=touch.Told("2026-05-06", AT, 2),
        wishes=(terms.Wish(terms.Topic.KEEP, "8", AT), terms.Wish(terms.Topic.ZONE, "Europe/Rome", AT)),
    ),
    people.Invitation: people.Invitation(**OWN, mark="m", expires=AT),
    people.Guest: people.Guest(**OWN, host="b", invitation="i", host_name="Cleo", expires=AT),
    people.Care: people.Care(**OWN, half="x", proposal="p", mark="m", mine=True, expires=AT, name="Dora"),
    people.Client: people.Client(
        **OWN, proposal="p", partners=("b", "c"), label="Edda", digits="1", expires=AT
    ),
    checkin.Prompt: checkin.Prompt(**OWN, kind=checkin.Kind.FEAR, item="fear-1", day="2026-05-04"),
    checkin.Entry: checkin.Entry(**OWN, kind=checkin.Kind.FEAR, item="f", day="2026-05-04", words="Fjord"),
    page.WeekPage: page.WeekPage(
        **OWN,
        week="2026-05-03",
        half="x",
        closes=AT,
        lines=tuple(page.PageLine(each, page.LineKind.OWN, f"Gneiss {each}", True) for each in "12"),
    ),
    page.Copy: page.Copy(
        **OWN,
        week="2026-05-03",
        purpose=page.Audience.PARTNER,
        source="x",
        pages=("Halm", "Iris"),
        names=("Anouk", "Bela"),
        values=(3, None),
        expires=AT + timedelta(days=9),
    ),
    page.Receipt: page.Receipt(
        **OWN,
        week="2026-05-03",
        binding="b",
        purpose=page.Audience.BOTH,
        page="d",
        recipients=("Bela", "Dora"),
    ),
    repair.Pause: repair.Pause(**OWN, until=AT),
    people.Handed: people.Handed(**OWN, code="c"),
    planner.Plan: planner.Plan(
        **OWN, week="2026-05-04", days=("fear", "", "", "", "", "", ""), fresh=("grief",)
    ),
}
PLACES = {
    people.Half: "halves", people.Invitation: "invitations", people.Guest: "guests", people.Care: "cares",
    people.Client: "clients", checkin.Prompt: "prompts", checkin.Entry: "entries", page.WeekPage: "pages",
    page.Copy: "copies", page.Receipt: "receipts", repair.Pause: "pauses",
    planner.Plan: "plans", people.Handed: "handed",
}  # fmt: skip

HIDDEN = "a hold must not show"
STATE = "how far the bot is with it, or what it needs to go on"
OTHERS = "tells of what another person did, or names their rows"
LEFT_OUT: dict[str, dict[str, tuple[str, ...]]] = {
    "Person": {
        HIDDEN: (
            "held_since", "screened_at", "screen_on", "screened_on", "plain_week", "plain_since",
            "touch_floor",  # what rests may rest by it, as well as by a hold
        ),
        STATE: (
            "knocked_at", "knocked_on", "rested_at", "blocked", "uncleared", "asked", "set_up_on", "used",
            "guesses", "guessed_since", "parked", "parked_until", "caseload_at", "caseload_seen",
            "caseload_since",
        ),
    },
    "Half": {
        OTHERS: ("other", "other_half", "link", "told_from"),
        STATE: ("closed_weeks", "alone_asked", "begins", "leads"),
        HIDDEN: ("step", "sheet"),
    },
    "Invitation": {OTHERS: ("state", "guest", "guest_name"), STATE: ("mark", "found_out", "agreed")},
    "Guest": {OTHERS: ("host", "invitation", "confirmed", "found_out", "zone"), STATE: ("agreed",)},
    "Care": {
        OTHERS: ("half", "proposal", "therapist", "ends", "waits"),
        STATE: ("mark", "digits", "renew", "asked", "code"),
    },
    "Client": {OTHERS: ("proposal", "partners", "joined", "expires"), STATE: ("digits",)},
    "Prompt": {},
    "Entry": {STATE: ("again",)},
    "WeekPage": {OTHERS: ("half", "recipients"), STATE: ("said", "decided", "looked", "seen")},
    "Copy": {
        OTHERS: ("source", "twins"),
        STATE: ("opened", "clinical", "said_back", "parts", "care", "second", "taken"),
    },
    "Receipt": {OTHERS: ("twins",)},
    "Pause": {STATE: ("at",)},
    "Plan": {STATE: ("at", "fresh")},
    "Handed": {},
    "Card": {STATE: ("*",)},
    "Notice": {OTHERS: ("*",)},
}  # fmt: skip
"""What is kept of a person and does not go along, and why; everything else does."""


def belongings(*docs: people.Doc) -> Belongings:
    """Return what somebody has who has one of everything, these docs in the place of their like."""
    mine = BASE | {type(each): each for each in docs}
    person = mine[people.Person]
    assert isinstance(person, people.Person)
    return Belongings(person, AT, **{place: (mine[kind],) for kind, place in PLACES.items()})  # type: ignore[arg-type]


WHERE_NONE: dict[str, object] = {
    "sheet": Sheet(("quiet",), AT),
    "dance": Dance(("quiet",), ("reach",), AT),
    "step": Said(Step.READY, AT),
    "role": people.Role.HURT,
    "value": 3,
    "offset": 60,
    "knock_minute": 3,
    "knock_until": 3,
    "therapist_day": 3,
}


def other(value: object, name: str) -> object:
    """Return another value of the same kind."""
    match value:
        case bool():
            return not value
        case datetime():
            return value + timedelta(days=1)
        case int():
            return value + 1
        case str():
            kind = type(value)
            return next(each for each in kind if each != value) if issubclass(kind, Enum) else "other"
        case None:
            return WHERE_NONE.get(name, AT)
        case tuple():
            return (*value[1:], value[0]) if value else ("other",)
        case rhythm.Times():
            return replace(value, opens_day=4)
        case ourwords.OurWords():
            return replace(value, items=())
        case touch.Choice() | touch.Told():
            return replace(value, step=9)
    raise TypeError(name)


@pytest.mark.parametrize("name", SHELVES)
def test_everything_that_is_kept_goes_along_or_is_left_out_for_a_reason(name: str) -> None:
    out = {field for names in LEFT_OUT[name].values() for field in names}
    if "*" in out:
        return
    (doc,) = [each for kind, each in BASE.items() if kind.__name__ == name]
    before = write(belongings(), "json", WORDS).data
    for field in fields(doc):
        if field.name in ("id", "owner"):
            continue
        change: Any = {field.name: other(getattr(doc, field.name), field.name)}
        changed = replace(doc, **change)
        goes = write(belongings(changed), "json", WORDS).data != before
        assert goes is (field.name not in out), f"{name}.{field.name}"


def test_the_same_rows_make_the_same_bytes() -> None:
    for form in ("html", "json"):
        assert write(belongings(), form, WORDS) == write(belongings(), form, FluentWords())


class Keys:
    """Texts that are their keys: whatever else stands in a file was not written in `messages/`."""

    def write(self, line: Line, language: str, zone: str) -> str:
        """Return a mark."""
        return "‹›" if line.key != "export-direction" else "rtl"

    show = write

    def spoken(self, text: str) -> str:
        """Return nothing."""
        return ""


def seen(paper: str) -> str:
    """Return what somebody reads who opens the file."""
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", paper, flags=re.DOTALL))


def test_every_sentence_of_the_file_to_read_comes_from_the_messages() -> None:
    paper = write(belongings(), "html", Keys()).data.decode()
    own = {
        "SHA",
        "256",
        "d",
        "Anouk",
        "Bela",
        "Cleo",
        "Dora",
        "Edda",
        "Fjord",
        "Halm",
        "Iris",
        "Europe",
        "Paris",
    }
    assert set(re.findall(r"\w+", seen(paper))) - own - {"22", "07", "00"} <= set()
    assert 'dir="rtl"' in paper


def test_the_file_to_read_runs_nothing_and_fetches_nothing() -> None:
    entry = BASE[checkin.Entry]
    assert isinstance(entry, checkin.Entry)
    nasty = '</blockquote><script src="//evil"></script><img src=x onerror=alert(1)> https://evil "\'&'
    person = BASE[people.Person]
    assert isinstance(person, people.Person)
    person = replace(person, name=nasty)
    paper = write(belongings(replace(entry, words=nasty), person), "html", WORDS).data.decode()
    assert "default-src 'none'" in paper
    tags = re.findall(r"<(\w+)([^>]*)>", paper)
    assert not {"script", "img", "link", "iframe", "object", "form", "a"} & {name for name, _ in tags}
    assert not [rest for _, rest in tags if re.search(r"\b(src|href|on\w+|style)\s*=", rest)]
    assert not re.search(r"url\(|@import|@font-face", paper)
    assert html.escape(nasty) in paper


@pytest.mark.parametrize("form", ["html", "json"])
def test_anything_that_people_write_can_be_taken_along(form: str) -> None:
    entry = BASE[checkin.Entry]
    assert isinstance(entry, checkin.Entry)
    odd = "half a pair \ud800, zero \0, right to left \u202eabc, \u05e9\u05dc\u05d5\u05dd, \U0001f54a\ufe0f"
    file = write(belongings(replace(entry, words=odd)), form, WORDS)
    assert "\U0001f54a" in file.data.decode("utf-8")


def test_ratings_are_drawn_where_they_belong_and_listed_for_who_cannot_see() -> None:
    entries = [
        checkin.Entry(
            **{**OWN, "id": day},
            kind=checkin.Kind.SAFETY,
            item="s",
            day=day,
            value=value,
            apart=value is None,
        )
        for day, value in (("2026-04-30", 3), ("2026-05-01", 0), ("2026-05-02", 10), ("2026-05-04", None))
    ]
    own = replace(belongings(), entries=tuple(entries))
    paper = write(own, "html", WORDS).data.decode()
    months = re.findall(r"<figcaption>(.*?)</figcaption>\s*<svg.*?>(.*?)</svg>\s*<ol.*?>(.*?)</ol>", paper)
    assert [month for month, _, _ in months] == ["April 2026", "May 2026"]
    _, drawn, listed = months[1]
    low, high = (float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', drawn))
    assert low > high
    assert drawn.count('<path d="') == 1  # from the first to the second
    assert re.sub(r"<[^>]+>", " ", listed).split() == ["1", "0", "2", "10", "4", "–"]


async def test_what_has_run_out_is_not_gathered_even_where_it_still_lies_there() -> None:
    store = MemoryStore(lambda: AT)
    async with store.begin() as tx:
        mine = tx.of("a")
        await mine.put(BASE[people.Person])
        await mine.put(BASE[page.Copy])
    copy = BASE[page.Copy]
    assert isinstance(copy, page.Copy)
    async with store.begin() as tx:
        assert (await gather(tx.of("a"), copy.expires - timedelta(seconds=1))).copies == (copy,)
        assert (await gather(tx.of("a"), copy.expires)).copies == ()
