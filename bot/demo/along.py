"""The last morning: Ana takes along what is hers, and nothing of Jon's goes with it but his one page."""

from __future__ import annotations

import html
import json
import re

from bot.demo.first_days import LATE, TABLE, WORK
from bot.demo.people import Resident
from bot.demo.story import Story
from bot.demo.texts import plain
from bot.demo.weeks import FLOOR
from bot.simulator import Bubble

MARKS = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)


def read(bubble: Bubble) -> str:
    """Return what somebody reads who opens the file of a message; nothing where there is none."""
    if not bubble.document or not bubble.file_name:
        return ""
    words = bubble.document.decode("utf-8", "replace")
    return plain(words if bubble.file_name.endswith(".json") else html.unescape(MARKS.sub(" ", words)))


def files(who: Resident) -> dict[str, Bubble]:
    """Return the messages that are files, by the ends of their names."""
    return {str(each.file_name).rpartition(".")[2]: each for each in who.person.phone if each.document}


async def takes_along(story: Story) -> None:
    """Ana takes two files along, looks into them, and takes them out of the chat."""
    ana = story.people["Ana"]
    await story.at("11:00")
    await ana.more("menu-privacy", "export")
    ana.reads("export-ask")
    story.expect(not files(ana), "A file came before Ana said so.")
    await ana.taps("export-make")
    held = files(ana)
    story.expect(set(held) == {"html", "json"}, f"Ana should have two files, and has {len(held)}.")
    for bubble in held.values():
        for words in (TABLE, LATE, FLOOR, WORK):  # her own words, and Jon's one page that went out
            story.expect(plain(words) in read(bubble), f"Ana's files lack “{words}”.")
        others = [each for each in story.secrets if each.owner != "Ana" and "Ana" not in each.readers]
        story.expect(len(others) > 2, "There is nothing of the others' that could have slipped in.")
        for secret in others:
            story.expect(secret.words not in read(bubble), f"Ana's files hold what {secret.owner} wrote.")
    whole = json.loads(held["json"].document or b"{}")
    story.expect(len(whole["receipts"]) == 1, "Ana's files should hold one receipt, of the one page.")
    await ana.taps("export-away")
    story.expect(not files(ana), "Ana's files did not leave the chat.")
    await story.passes(seconds=61)
    ana.keeps_only_the_day()
