"""Taking one's data along: two files on one's own tap, all that is one's own, nothing that is the other's."""

from __future__ import annotations

import html
import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest

from bot.adapters.database.tables import SHELVES
from bot.adapters.words import FluentWords
from bot.domain import checkin, page, people, repair, rhythm, terms
from bot.domain.say import Line
from bot.services.belongings import Belongings
from bot.services.export import write
from tests.story.test_therapist import WEDNESDAY, joined
from tests.story.test_therapist import page as writes_page
from tests.town import SATURDAY, SUNDAY, WORDS, Resident, Town, shapes, town

NOTE = "I counted the stairs again & <b>again</b>"
HEARD = "That I still listen for the phone"
TOLD = "I sat in the car because I was afraid"
HIS = ("Ben's own note about the car", "Ben's line that he switched off", "Ben's fear about Sunday")


async def a_shared_week(here: Town) -> tuple[Resident, Resident]:
    """Return a couple whose pages went out just now; Ben has much that did not."""
    ann, ben = await here.couple()
    await ann.says(NOTE)
    await ben.says(HIS[0])
    await ben.says("/practice")
    await ben.taps("practice-fear")
    await ben.says(HIS[2])
    await here.until(SATURDAY)
    for who, words in ((ann, HEARD), (ben, HIS[1])):
        await who.says("/week")
        await who.taps("add-understand")
        await who.says(words)
    await ben.taps(next(label for label in ben.labels if label.startswith("✓") and HIS[1][:12] in label))
    await ben.taps("add-question")
    await ben.says(TOLD)
    for who in (ann, ben):
        await who.taps("choose-partner")
    await here.until(SUNDAY)
    return ann, ben


# ---------------------------------------------------------------------- how the files come and go


async def test_files_come_only_after_a_warning_and_a_tap_and_can_be_saved() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/privacy")
        await ann.taps("export")
        assert ann.shows("export-ask")
        assert ann.files == {}
        await ann.taps("export-make")
        assert ann.shows("export-made", "export-file-html", "export-file-json")
        assert set(ann.files) == {"html", "json"}
        found = [bubble for bubble in ann.person.phone if bubble.document]
        assert [each.file_name for each in found] == ["evenkeel-2026-03-02.html", "evenkeel-2026-03-02.json"]
        assert not any(each.protected for each in found)


async def test_a_file_is_never_pushed_it_is_an_edit_of_a_line_that_says_nothing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.exports()
        calls = [each for each in here.telegram.calls if each.chat_id == ann.person.id]
        assert not [each for each in calls if each.method == "sendDocument"]
        edits = [each for each in calls if each.method == "editMessageMedia"]
        assert [each.params["media"]["type"] for each in edits] == ["document", "document"]
        first = {each.result["message_id"]: each for each in calls if each.method == "sendMessage"}
        for each in edits:
            assert shapes()["one-moment"].fullmatch(first[each.params["message_id"]].params["text"])


async def test_files_leave_the_chat_at_a_tap_with_clear_after_an_hour_and_with_everything_else() -> None:
    async with town() as here:
        ann = await here.settled("Ann")

        def gone() -> bool:
            return not any(bubble.document for bubble in ann.person.phone)

        await ann.exports()
        await ann.taps("export-away")
        assert gone()
        await ann.exports()
        await ann.says("/clear")
        assert gone()
        await ann.exports()
        await ann.waits(minutes=59)
        assert set(ann.files) == {"html", "json"}
        await ann.waits(minutes=1)
        assert gone()
        await ann.exports()
        await ann.says("/delete")
        await ann.taps("delete-yes")
        assert gone()


async def test_new_files_take_the_place_of_older_ones() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.exports()
        await ann.says(NOTE)
        whole, _ = await ann.exports()
        assert sum(bubble.document is not None for bubble in ann.person.phone) == 2
        assert NOTE in [each["words"] for each in whole["ratings_and_words"]]


async def test_either_button_takes_both_files_and_only_the_day_s_line_stays() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.exports()
        await ann.waits(minutes=2)
        await ann.taps("export-away")
        assert ann.keeps_only("Monday")


async def test_a_file_that_cannot_be_taken_away_any_more_becomes_a_picture_that_says_nothing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.exports()
        ann.person.blocks()
        await ann.waits(days=3)
        ann.person.unblocks()
        await here.settle()
        assert ann.files == {}
        left = [bubble for bubble in ann.person.phone if bubble.kind != "text"]
        assert [each.kind for each in left] == ["photo", "photo"]
        assert all(shapes()["neutral"].fullmatch(each.words) for each in left)


async def test_an_answer_that_is_lost_on_the_way_loses_no_file_and_doubles_none() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/export")
        for kind in ("drop after", "drop before"):
            here.telegram.faults.add(kind, method="editMessageMedia", times=1)
        await ann.taps("export-make")
        await ann.waits(minutes=2)
        assert set(ann.files) == {"html", "json"}
        assert sum(bubble.document is not None for bubble in ann.person.phone) == 2


async def test_who_threw_a_file_away_does_not_get_it_back() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.exports()
        for bubble in [each for each in ann.person.phone if each.document]:
            here.telegram.world.delete(ann.person.chat.posts[bubble.id])
        ann.person.blocks()
        await here.settle()
        ann.person.unblocks()
        await here.settle()
        assert ann.files == {}


# ---------------------------------------------------------------------- what is in them


async def test_both_files_hold_one_s_own_and_what_went_out_to_one_and_nothing_else_of_the_other_s() -> None:
    async with town() as here:
        ann, ben = await a_shared_week(here)
        whole, paper = await ann.exports()
        assert whole["person"]["name"] == "Ann"
        assert whole["settings"]["clear_after_seconds"] == 60
        assert {each["rating"] for each in whole["ratings_and_words"]} == {5, None}
        assert whole["links"]["partner"][0]["name"] == "Ben"
        (went,) = whole["released_to_you"]
        assert [each["name"] for each in went["pages"]] == ["Ann", "Ben"]
        for words in (NOTE, HEARD, TOLD):
            assert words in json.dumps(whole, ensure_ascii=False)
            assert html.escape(words) in paper
        assert whole["pages"][0]["went_out"]
        assert html.escape(WORDS.write(Line("export-page-out"), "en", "")) in paper
        for file in ann.files.values():
            text = html.unescape(file.decode())
            assert TOLD in text
            for words in HIS:
                assert words not in text, words
        await ben.exports()
        for file in ben.files.values():
            text = html.unescape(file.decode())
            assert all(words in text for words in HIS)
            assert NOTE not in text


async def test_a_page_that_has_run_out_is_gone_and_its_receipt_stays() -> None:
    async with town() as here:
        ann, _ = await a_shared_week(here)
        before, _ = await ann.exports()
        here.clock.turn(SUNDAY + timedelta(weeks=12, minutes=1))
        await here.settle()
        whole, paper = await ann.exports()
        assert whole["released_to_you"] == []
        assert TOLD not in json.dumps(whole)
        assert TOLD not in paper
        assert whole["receipts"] == before["receipts"]
        assert whole["receipts"][0]["page_sha256"] in paper


async def test_taking_a_page_back_takes_it_out_of_the_other_s_files_too() -> None:
    async with town() as here:
        ann, ben = await a_shared_week(here)
        await ann.exports()
        await ben.reads()
        await ben.taps("take-back", "take-back-yes")
        assert ann.files == {}
        whole, paper = await ann.exports()
        assert whole["released_to_you"] == []
        assert TOLD not in paper


async def test_whether_a_hold_is_set_does_not_show_in_them() -> None:
    found = []
    for held in (True, False):
        async with town() as here:
            ann, ben = await here.couple()
            await here.until(SATURDAY)
            if held:
                await ann.says("/safety")
                await ann.taps("hold-set", "fine")
            await ann.says("/week")
            if not held:
                await ann.taps("choose-plain")
            await ann.taps("choose-partner")
            await ben.shares()
            await here.until(SUNDAY)
            await ann.exports()
            found.append(ann.files)
    assert found[0] == found[1]


async def test_a_therapist_takes_along_the_pages_that_they_opened_and_no_other() -> None:
    async with town() as here:
        ann, ben, low = await joined(here)
        await here.until(SATURDAY)
        await writes_page(ann, HEARD, "choose-both")
        await writes_page(ben, TOLD, "choose-both")
        await here.until(SUNDAY)
        whole, _ = await low.exports()
        assert whole["released_to_you"] == []  # before the weekly hour nobody can tell that one went out
        await here.until(WEDNESDAY)
        await low.taps("knock-open", "caseload-open")
        whole, paper = await low.exports()
        assert HEARD in paper
        assert TOLD in paper
        assert len(whole["released_to_you"]) == 1
        assert whole["links"]["couples"][0]["label"] == "Ann & Ben"


# ---------------------------------------------------------------------- receipts


async def test_a_receipt_s_hash_is_that_of_the_bytes_that_were_previewed() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(SATURDAY)
        await ann.says("/week")
        await ann.taps("add-understand")
        await ann.says(HEARD)
        (preview,) = [each for each in ann.person.phone if HEARD in each.words and not each.mine]
        (quoted,) = [each for each in preview.entities if each.type == "blockquote"]
        units = preview.words.encode("utf-16-le")
        shown = units[2 * quoted.offset : 2 * (quoted.offset + quoted.length)].decode("utf-16-le")
        await ann.taps("choose-partner")
        await ben.shares()
        await here.until(SUNDAY)
        whole, paper = await ann.exports()
        (receipt,) = whole["receipts"]
        assert receipt["page_sha256"] == page.print_of(shown)
        assert receipt["page_sha256"] in paper
        assert receipt | {"page_sha256": "", "bound_to_sha256": ""} == {
            "week": "2026-03-08",
            "at": "2026-03-08T16:00:00Z",
            "purpose": "partner",
            "recipients": ["Ben"],
            "template": page.TEMPLATE,
            "page_sha256": "",
            "bound_to_sha256": "",
        }


@pytest.mark.parametrize(("choice", "purpose"), [("choose-both", "both"), ("choose-partner", "partner")])
async def test_a_receipt_names_whom_the_page_really_went_to(choice: str, purpose: str) -> None:
    async with town() as here:
        ann, ben, _ = await joined(here)
        await here.until(SATURDAY)
        await writes_page(ann, HEARD, "choose-both")
        await writes_page(ben, TOLD, choice)
        await here.until(SUNDAY)
        (receipt,) = (await ann.exports())[0]["receipts"]
        assert receipt["purpose"] == purpose
        assert receipt["recipients"] == (["Ben", "Dr Low"] if purpose == "both" else ["Ben"])


async def test_a_receipt_stays_with_its_writer_alone_after_both_have_left_and_never_shows_in_the_chat() -> (
    None
):
    async with town() as here:
        ann, ben = await a_shared_week(here)
        for who in (ann, ben):
            await who.says("/leave")
            await who.taps("leave-quiet")
        hashes = []
        for who in (ann, ben):
            whole, _ = await who.exports()
            assert len(whole["receipts"]) == 1
            hashes.append(whole["receipts"][0]["page_sha256"])
        assert hashes[0] != hashes[1]
        for who in (ann, ben):
            assert hashes[who is ann].encode() not in b"".join(who.files.values())
            assert not any(each in bubble.words for each in hashes for bubble in who.person.history)
        await ann.says("/delete")
        await ann.taps("delete-yes")
        await ann.begins()
        await ann.taps("Ann", "hour-now", "5", "enough-tonight")
        assert (await ann.exports())[0]["receipts"] == []


async def test_a_page_that_was_kept_has_no_receipt() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await here.until(SATURDAY)
        await ann.shares()
        await here.until(SUNDAY)
        assert (await ann.exports())[0]["receipts"] == []


# ---------------------------------------------------------------------- the file to read

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
}
PLACES = {
    people.Half: "halves", people.Invitation: "invitations", people.Guest: "guests", people.Care: "cares",
    people.Client: "clients", checkin.Prompt: "prompts", checkin.Entry: "entries", page.WeekPage: "pages",
    page.Copy: "copies", page.Receipt: "receipts", repair.Pause: "pauses",
}  # fmt: skip

HIDDEN = "a hold must not show"
STATE = "how far the bot is with it, or what it needs to go on"
OTHERS = "tells of what another person did, or names their rows"
LEFT_OUT: dict[str, dict[str, tuple[str, ...]]] = {
    "Person": {
        HIDDEN: (
            "held_since", "screened_at", "screen_on", "screened_on", "plain_week", "plain_since",
        ),
        STATE: (
            "knocked_at", "knocked_on", "blocked", "uncleared", "asked", "set_up_on", "used", "guesses",
            "guessed_since", "parked", "parked_until", "caseload_at", "caseload_seen",
        ),
    },
    "Half": {OTHERS: ("other", "other_half", "link", "told_from"), STATE: ("closed_weeks", "begins")},
    "Invitation": {OTHERS: ("state", "guest", "guest_name"), STATE: ("mark", "found_out", "agreed")},
    "Guest": {OTHERS: ("host", "invitation", "confirmed", "found_out", "zone"), STATE: ("agreed",)},
    "Care": {
        OTHERS: ("half", "proposal", "therapist", "ends"), STATE: ("mark", "digits", "renew", "asked"),
    },
    "Client": {OTHERS: ("proposal", "partners", "joined", "expires"), STATE: ("digits",)},
    "Prompt": {},
    "Entry": {},
    "WeekPage": {OTHERS: ("half", "recipients"), STATE: ("said", "decided", "looked", "seen")},
    "Copy": {OTHERS: ("source",), STATE: ("opened", "clinical")},
    "Receipt": {},
    "Pause": {STATE: ("at",)},
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
