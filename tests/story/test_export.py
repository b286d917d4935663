"""Taking one's data along: two files on one's own tap, all that is one's own, nothing that is the other's."""

from __future__ import annotations

import html
import json
from datetime import timedelta

import pytest

from bot.domain import page
from bot.domain.say import Line
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
