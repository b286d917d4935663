"""Starts `evenkeel run` again and again without paying for its imports each time: one parent, forked.

Each child is a process of its own, with its own files, sockets and event loop, and can be killed like any
other. Requests and answers are lines of JSON: {"start": {…}} gives a process id, {"wait": id} its end,
{"look": id} its end or, while it lives, nothing.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any, NoReturn


def child(asked: dict[str, Any]) -> NoReturn:
    """Be the program until it ends."""
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["evenkeel", *asked["words"]]
    from bot.__main__ import main

    code = 70
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def ready() -> None:
    """Read and build once what every start reads and builds alike; it is never changed afterwards."""
    import functools

    import alembic.command  # a start on an empty folder loads it
    import alembic.config  # noqa: F401

    import bot.__main__
    import bot.adapters.database.schema  # noqa: F401
    from bot import running, wiring
    from bot.adapters.database.sql import POSTGRESQL, SQLITE
    from bot.adapters.database.statements import statements
    from bot.adapters.words import FluentWords
    from bot.domain import quotas
    from bot.services.day import asked
    from tests.freely import BOUNDLESS

    words = FluentWords()
    facts = functools.cache(wiring.load_facts)
    facts("evenkeel_bot", None)
    vars(quotas).update(QUOTAS=BOUNDLESS)  # what is too fast is lost by right: here nothing may be lost
    vars(asked).update(KEPT_A_DAY=10**9)
    vars(running).update(FluentWords=lambda: words, load_facts=facts)
    for dialect in (SQLITE, POSTGRESQL):
        statements(dialect)
    gc.collect()
    gc.freeze()


def nurse() -> None:
    """Do what is asked, until nobody asks any more."""
    ready()
    for line in sys.stdin:
        asked, answer = json.loads(line), None
        if "wait" in asked:
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
        elif "look" in asked:
            gone, status = os.waitpid(asked["look"], os.WNOHANG)
            if gone:
                answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if answer == 0:
                child(asked["start"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    nurse()
