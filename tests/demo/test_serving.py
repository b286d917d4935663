"""`evenkeel demo` in a terminal: an address within seconds, and Ctrl-C ends it cleanly."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import signal
import sys
import urllib.request
from pathlib import Path
from typing import Any

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def asked(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.loads(answer.read())


async def test_in_a_terminal_it_serves_the_desk_until_ctrl_c_and_ends_without_a_word_of_error(
    tmp_path: Path,
) -> None:
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--folder", str(tmp_path / "demo"),
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = ""
    try:
        while "Ctrl-C" not in said:
            said += (await asyncio.to_thread(os.read, ours, 4096)).decode()
        url = ADDRESS.findall(said)[0]
        desk = await asyncio.to_thread(asked, f"{url}/lab/desk")
        assert "story-first-evening" in {each["name"] for each in desk["controls"]}
        people = (await asyncio.to_thread(asked, f"{url}/lab"))["people"]
        assert [each["name"] for each in people] == ["Ana", "Jon", "Dr Low"]
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
        while True:
            more = await asyncio.to_thread(os.read, ours, 4096)
            if not more:
                break
            said += more.decode()
    except OSError:  # how a terminal ends that nobody holds any more
        pass
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(ours)
    assert process.returncode == 0
    assert "Traceback" not in said and "Error" not in said
