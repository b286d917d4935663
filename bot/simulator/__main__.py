"""Serves the local Telegram by itself: `python -m bot.simulator --port 8081 [--at 2026-01-05T09:00:00Z]`."""

import argparse
import asyncio
import contextlib
import sys
from datetime import datetime

from bot.simulator.clock import Clock
from bot.simulator.telegram import LocalTelegram


def clock_of(arguments: argparse.Namespace) -> Clock:
    """Real time, unless a moment is given; then the clock stands still until turned, or runs on from it."""
    if arguments.at is None:
        return Clock.real()
    return Clock(datetime.fromisoformat(arguments.at), runs=arguments.runs)


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="bot.simulator", description=__doc__)
    options.add_argument("--host", default="127.0.0.1", help="where to listen (default: %(default)s)")
    options.add_argument("--port", type=int, default=8081, help="on which port (default: %(default)s)")
    options.add_argument("--at", help="the moment the clock shows, with its zone; without it, real time")
    options.add_argument("--runs", action="store_true", help="let the clock run on from --at")
    options.add_argument("--people", default="", help="names of people who have a phone, as in Ann,Ben")
    options.add_argument("--seed", type=int, default=0, help="for everything that is left to chance")
    return options


async def serve(arguments: argparse.Namespace) -> None:
    telegram = LocalTelegram(clock_of(arguments), arguments.host, arguments.port, seed=arguments.seed)
    async with telegram:
        for name in filter(None, map(str.strip, arguments.people.split(","))):
            telegram.person(name)
        url = telegram.url
        sys.stdout.write(f"Page: {url}   Bots: {url}/bot<token>/<method>   People: {url}/lab\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main(words: list[str] | None = None) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(parser().parse_args(words)))


if __name__ == "__main__":
    main()
