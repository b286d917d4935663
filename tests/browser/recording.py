"""Records how somebody comes to a first evening, from a fresh clone: `python -m tests.browser.recording`."""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import pty
import re
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Page, ViewportSize, expect

from bot.demo.texts import text
from bot.domain.say import line
from tests.browser.visitor import Visitor, launched

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
SIGNS = re.compile(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;?]*[a-zA-Z]|\r")
SIZE: ViewportSize = {"width": 1280, "height": 900}
TERMINAL = """<body style="margin:0;background:#10171d;color:#e8eef3;font:20px/1.5 monospace">
<pre style="padding:2rem;white-space:pre-wrap">{words}</pre></body>"""
EVENING = (text("begin"), text("agree"), text(line("name-telegram", name="Ana")), text("hour-now"), "5")


class Recording:
    """Pictures, one after another, each called by its number and what it shows."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.began, self.taken = folder, time.monotonic(), 0

    async def take(self, page: Page, what: str) -> None:
        await asyncio.sleep(0.4)  # what fades in has done so
        self.taken += 1
        path = self.folder / f"{self.taken:02}-{what}.png"
        await page.screenshot(path=path)
        sys.stdout.write(f"{time.monotonic() - self.began:7.1f} s  {path}\n")
        sys.stdout.flush()


async def said(terminal: int, words: list[str]) -> str:
    """Read on in a terminal until it names an address; return the address."""
    while True:
        words.append(SIGNS.sub("", (await asyncio.to_thread(os.read, terminal, 4096)).decode()))
        found = ADDRESS.search("".join(words))
        if found and "Ctrl-C" in words[-1]:
            return found[0]


async def evening(visitor: Visitor, recording: Recording) -> None:
    """Tap from START to the first number, a picture before each tap."""
    await visitor.opens()
    for number, label in enumerate(("START", *EVENING)):
        button = visitor.phone("Ana").get_by_role("button", name=label, exact=True).last
        await expect(button).to_be_visible()
        await recording.take(visitor.page, f"evening-{number}")
        await button.click()
    await expect(visitor.bubbles("Ana").filter(has_text=text("kept-first")).last).to_be_visible()
    await recording.take(visitor.page, "evening-kept")


async def record(folder: Path, clone: Path) -> int:
    """Record it; return 0 if the demonstration ended well after Ctrl-C, and the page was quiet."""
    folder.mkdir(parents=True, exist_ok=True)
    recording = Recording(folder)
    ours, theirs = pty.openpty()
    demo = await asyncio.create_subprocess_exec(
        "make", "demo", cwd=clone, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        words = ["$ make demo\n"]
        url = await said(ours, words)
        async with launched() as browser:
            page = await browser.new_page(viewport=SIZE, reduced_motion="reduce", color_scheme="light")
            await page.set_content(TERMINAL.format(words=html.escape("".join(words))))
            await recording.take(page, "terminal")
            visitor = Visitor(page, url)
            await evening(visitor, recording)
            if visitor.complaints:
                sys.stdout.write("".join(f"{each}\n" for each in visitor.complaints))
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        ended = await demo.wait()
        os.close(ours)
    well = ended in (0, -signal.SIGINT)  # make itself ends by the signal, too
    return int(not well or bool(visitor.complaints))


async def main(folder: Path, here: bool) -> int:
    """Record from a clone of this repository in a folder of its own, or from here as it is."""
    if here:
        return await record(folder, Path())
    with TemporaryDirectory() as scratch:
        clone = Path(scratch) / "evenkeel"
        cloning = await asyncio.create_subprocess_exec("git", "clone", "--quiet", ".", str(clone))
        if await cloning.wait():
            return 1
        return await record(folder, clone)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", nargs="?", default="build/recording", type=Path)
    options.add_argument("--here", action="store_true", help="not from a fresh clone, but from this folder")
    asked = options.parse_args()
    try:
        sys.exit(asyncio.run(main(asked.folder, asked.here)))
    except LookupError as missing:  # there is no chromium
        sys.exit(str(missing))
