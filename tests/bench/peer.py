"""The usual bots as processes that know nothing of ours: `idle` or `webhook`; and APScheduler's stores."""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import time
from datetime import UTC
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

TOKEN = "123456789:" + "A" * 35  # written out: nothing of the bot may be loaded here
SECRET = "a-secret-of-the-webhook"
ZONE = ZoneInfo("Europe/London")


async def _echo(update: Update, _: Any) -> None:
    if update.message:
        await update.message.reply_text("One thing at a time.")


def _bot(telegram: str) -> Any:
    made = Application.builder().token(TOKEN).base_url(f"{telegram}/bot").concurrent_updates(True).build()
    made.add_handler(MessageHandler(filters.TEXT, _echo))
    return made


async def idle(telegram: str, port: str) -> None:
    """Poll, do nothing, and say at a port that it does."""
    bot = _bot(telegram)
    async with bot:
        await bot.updater.start_polling()
        await bot.start()
        await _listen(int(port))


async def webhook(telegram: str, port: str) -> None:
    """Take updates with the library's own server, and answer each with one message."""
    bot = _bot(telegram)
    async with bot:
        address = {"listen": "127.0.0.1", "port": int(port), "url_path": "telegram", "secret_token": SECRET}
        await bot.updater.start_webhook(webhook_url=f"http://127.0.0.1:{port}/telegram", **address)
        await bot.start()
        await asyncio.Event().wait()


async def _listen(port: int) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", port) as server:
        await server.serve_forever()


def held() -> float:
    """Return the bytes that this process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1]) * 1000.0


def knock(chat: int) -> None:
    """What a job is for."""


async def jobs(many: str, folder: str) -> None:
    """Add one daily job for each person to the scheduler's memory; say the bytes of each."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    before = held()
    for chat in range(int(many)):
        scheduler.add_job(knock, "cron", hour=20, minute=0, timezone=ZONE, args=[chat])
    print((held() - before) / int(many))


async def store(many: str, folder: str) -> None:
    """Add a job for each person to the scheduler's SQL store; say how many a second, and the time to read."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    url = f"sqlite:///{folder}/jobs-{time.monotonic_ns()}.db"
    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": SQLAlchemyJobStore(url)})
    scheduler.start(paused=True)
    began = time.perf_counter()
    for chat in range(int(many)):
        scheduler.add_job(knock, "cron", hour=20, minute=0, timezone=ZONE, args=[chat])
    added = time.perf_counter()
    assert len(scheduler.get_jobs()) == int(many)
    print(int(many) / (added - began), time.perf_counter() - added)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(globals()[sys.argv[1]](*sys.argv[2:]))
