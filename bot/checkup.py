"""What an operator can look at: doctor, health, migrations."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from rich.console import Console
from telegram.error import TelegramError

from bot.adapters.database.store import SecondProcess, open_store
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.profile import Unreachable, host_of, who_am_i
from bot.adapters.telegram.transport import connect
from bot.domain.say import Picture, line
from bot.engine import UNCLEARED
from bot.opening import HOOK
from bot.services.ports import QueueName
from bot.settings import Settings
from bot.wiring import clock, load_facts, load_words, master_key, open_databases

Finding = tuple[str, str]
"""("ok" | "note" | "wrong", one sentence)."""


def on_this_machine(url: str) -> bool:
    """Whether a URL points to this machine's own loopback."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def migrate(settings: Settings, screen: Console) -> int:
    """Migrate both databases."""
    store, _ = await open_databases(settings)
    await store.close()
    screen.print("Both databases are at the newest version.")
    return 0


async def health(settings: Settings, screen: Console) -> int:
    """Ask the running bot; 0 if it is well."""
    host, port = settings.host_port
    host = "127.0.0.1" if host in ("0.0.0.0", "", "::") else host  # noqa: S104 - compared, not bound
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=8)) as session,
            session.get(f"http://{host}:{port}/health") as answer,
        ):
            well = answer.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        well = False
    screen.print("well" if well else "not well")
    return 0 if well else 1


async def doctor(settings: Settings, screen: Console) -> int:
    """Check what a run needs; 0 unless something is wrong."""
    checks: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (
        _python, _texts, _pictures, _databases, _keys, _telegram, _webhook,
    )  # fmt: skip
    wrong = 0
    for check in checks:
        kind, sentence = await check(settings)
        wrong += kind == "wrong"
        mark = {"ok": "[green]ok   [/]", "note": "[yellow]note [/]", "wrong": "[red]wrong[/]"}[kind]
        screen.print(f"{mark} {sentence}", soft_wrap=True, highlight=False)
    return 2 if wrong else 0


async def _python(settings: Settings) -> Finding:
    return "ok", f"Python {sys.version_info.major}.{sys.version_info.minor}."


async def _texts(settings: Settings) -> Finding:
    words, mine = load_words(settings.items_file)
    facts = load_facts("evenkeel", settings.help_file, mine)
    words.write(line("knock"), "en", "")
    items, countries = len(facts.library.items), len(facts.countries)
    more = f" ({len(mine.items)} of your own)" if mine.items else ""
    languages = ", ".join(words.languages)
    return "ok", f"Texts in {languages}: {items} prompts{more}, help lines for {countries} countries."


async def _pictures(settings: Settings) -> Finding:
    try:
        await TypstRenderer().draw(Picture("neutral", '{"text": "Evenkeel", "alt": "Evenkeel"}'), "en")
    except Exception as error:
        return "wrong", f"Pictures cannot be drawn ({type(error).__name__}): install this again."
    return "ok", "Pictures can be drawn."


async def _databases(settings: Settings) -> Finding:
    try:
        ring, _ = master_key(settings)
        store = await open_store(
            url=settings.data_url, keys_url=settings.key_store_url, master=ring, clock=clock, migrate=True
        )
        await store.waiting(QueueName.DUE, clock())
        oldest = await store.oldest_uncleared()
        await store.close()
    except SecondProcess:
        return "ok", "The bot is running on its databases right now."
    except Exception as error:
        return "wrong", f"The databases cannot be opened ({type(error).__name__}): {_mend(error, settings)}"
    if oldest and clock() - oldest >= UNCLEARED:
        return (
            "note",
            "Messages that are to be cleared have waited for more than 36 hours: start the bot, and see that "
            "it reaches Telegram. After 48 hours Telegram lets nothing be deleted.",
        )
    kind = "SQLite" if settings.data_url.startswith("sqlite") else "PostgreSQL"
    return "ok", f"Both databases ({kind}) open and are at the newest version."


def _mend(error: Exception, settings: Settings) -> str:
    own = getattr(error, "args", ("",))
    if type(error).__module__.startswith("bot."):
        return str(own[0]) if own else ""
    return "check EVENKEEL_DATABASE_URL, EVENKEEL_KEYS_URL and EVENKEEL_DATA_DIR."


async def _keys(settings: Settings) -> Finding:
    if not settings.data_url.startswith("sqlite"):
        return "ok", "Keys and data are in databases of their own."
    data = Path(settings.data_url.removeprefix("sqlite:///")).parent
    key = settings.master_key_file
    if key is None:
        return "ok", "The master key comes from the environment, apart from the data."
    if key.exists() and data.exists() and key.stat().st_dev == data.stat().st_dev:
        return "note", f"The master key ({key}) lies on the same disk as the data: move it to another one."
    return "ok", "The master key lies on another disk than the data."


async def _telegram(settings: Settings) -> Finding:
    token = settings.bot_token.get_secret_value()
    if not token:
        return "note", "EVENKEEL_BOT_TOKEN is not set yet: @BotFather gives you one."
    bot = connect(token, settings.telegram_api)
    try:
        return "ok", f"Telegram knows this bot as @{await who_am_i(bot)}."
    except TokenRefused:
        return "wrong", "Telegram refuses EVENKEEL_BOT_TOKEN: ask @BotFather for the current one."
    except Unreachable:
        return (
            "wrong",
            "EVENKEEL_TELEGRAM_API does not answer: check the address and the network.",
        )
    finally:
        await bot.request.shutdown()


async def _webhook(settings: Settings) -> Finding:
    if not settings.bot_token.get_secret_value():
        return "ok", "There is no token yet whose webhook could be another's."
    bot = connect(settings.bot_token.get_secret_value(), settings.telegram_api)
    ours = settings.webhook_url + HOOK if settings.webhook_url else ""
    try:
        found = (await bot.get_webhook_info()).url
    except (TelegramError, LookupError, TypeError):
        return "note", "Telegram did not say which webhook is set for the token."
    finally:
        await bot.request.shutdown()
    if found and found != ours:
        return (
            "wrong",
            f"A webhook that is not ours ({host_of(found)}) is set for this token: somebody else may have "
            "the token. Ask @BotFather for a new token (/revoke), set it, and start the bot again.",
        )
    return "ok", "No webhook but our own is set for the token."
