"""The command line: demo, run, migrate, doctor, health, backup, restore, keys."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot import backup as backups
from bot import checkup, rotation, running
from bot.adapters import logs
from bot.adapters.database.keys import Keyring
from bot.adapters.database.schema import Outdated
from bot.adapters.database.store import NoKeys, SecondProcess, WrongAddress
from bot.adapters.telegram.fates import TokenRefused
from bot.settings import SettingError, Settings, read_settings

app = typer.Typer(
    name="evenkeel",
    help="A quiet notebook for two people after trust was broken, as a Telegram bot.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
keys = typer.Typer(help="The keys that lock what people wrote.", no_args_is_help=True)
app.add_typer(keys, name="keys")

screen, trouble = Console(), Console(stderr=True, soft_wrap=True)


def refuse(sentence: str) -> NoReturn:
    """End with one sentence and exit code 2."""
    trouble.print(sentence, style="yellow", highlight=False, markup=False)
    raise typer.Exit(2)


def settled(needs_token: bool = True) -> Settings:
    """Read the settings, or end with the one sentence that mends them."""
    try:
        return read_settings(needs_token)
    except SettingError as error:
        refuse(str(error))


def wait_for(work: Callable[[], Coroutine[Any, Any, int | None]]) -> None:
    """Run to the end; what an operator can mend ends in one sentence."""
    try:
        code = asyncio.run(work())
    except (SettingError, SecondProcess, WrongAddress, NoKeys, Outdated) as error:
        refuse(str(error))
    except TokenRefused:
        refuse("EVENKEEL_BOT_TOKEN was refused by Telegram: ask @BotFather for the current token.")
    except running.Unreachable as error:
        refuse(str(error))
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(code or 0)


class Tale(StrEnum):
    """What can be played without a page."""

    THREE_WEEKS = "three-weeks"
    LONG = "long"


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the transcript and the pictures go.")] = Path("demo"),
    story: Annotated[
        Tale | None,
        typer.Option(
            "--story",
            help="Play a story here, and check it: three weeks (as without a name), or twelve of a couple"
            " and twelve of somebody alone.",
        ),
    ] = None,
    transcript: Annotated[
        Path | None,
        typer.Option(help="Write the long stories into this folder, as pages to read."),
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Keep the story's town running at its end.")] = False,
    port: Annotated[int, typer.Option(help="Port of the local Telegram; 0 takes a free one.")] = 0,
) -> None:
    """Try Evenkeel without a Telegram account: a page with three phones.

    Where there is no terminal, three weeks are played and checked instead. The long stories are told on the
    terminal; --transcript docs/stories writes those of the repository anew.
    """
    from bot import demo  # noqa: PLC0415 - the demo brings its own Telegram; nothing else needs it

    if transcript or story is Tale.LONG:
        wait_for(lambda: demo.tell_all(transcript, console=screen))
    if story or serve or not sys.stdout.isatty():
        wait_for(lambda: demo.play(folder, serve=serve, port=port, console=screen))
    wait_for(lambda: demo.serve(folder, port=port, console=screen))


@app.command()
def run(
    clock: Annotated[
        str, typer.Option(help="Follow a clock at this URL (only with a Bot API on this machine).")
    ] = "",
) -> None:
    """Run the bot until it is told to stop."""
    settings = settled()
    if clock and not checkup.on_this_machine(settings.telegram_api):
        refuse("--clock works only while EVENKEEL_TELEGRAM_API is on this machine: it is meant for tests.")
    wait_for(lambda: running.run(settings, clock))


@app.command()
def migrate() -> None:
    """Bring both databases to the newest version."""
    settings = settled(needs_token=False)
    wait_for(lambda: checkup.migrate(settings, screen))


@app.command()
def doctor() -> None:
    """Look at everything a run needs, and say how to mend what is not right."""
    settings = settled(needs_token=False)
    wait_for(lambda: checkup.doctor(settings, screen))


@app.command()
def health() -> None:
    """Ask the running bot whether it is well: its database answers and its beat is not late."""
    settings = settled(needs_token=False)
    wait_for(lambda: checkup.health(settings, screen))


@app.command()
def backup(
    folder: Annotated[
        Path, typer.Argument(help="Where the backups go; data and keys in folders of their own.")
    ],
    keys_folder: Annotated[
        Path | None,
        typer.Option("--keys", help="Another place for the keys: they do not belong beside data."),
    ] = None,
    data_days: Annotated[
        int, typer.Option(min=1, help="Days after which a backup of data goes.")
    ] = backups.DATA_DAYS,
    key_days: Annotated[
        int, typer.Option(min=1, help="Days after which a backup of keys goes.")
    ] = backups.KEY_DAYS,
) -> None:
    """Copy data and keys, apart, while the bot runs; let old backups go."""
    settings = settled(needs_token=False)
    wait_for(lambda: backups.backup(settings, screen, folder, keys_folder, (data_days, key_days)))


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="Where the backups are.")],
    keys_folder: Annotated[Path | None, typer.Option("--keys", help="Where those of the keys are.")] = None,
    of: Annotated[str, typer.Option(help="Which one, as 20261121T140500Z; left out, the newest.")] = "",
    replace: Annotated[bool, typer.Option(help="Put it in the place of the data that is there.")] = False,
    even_so: Annotated[bool, typer.Option(help="Bring it back even if not all of it opens.")] = False,
) -> None:
    """Bring a backup back, without those who left since then. The bot must not run."""
    settings = settled(needs_token=False)
    wait_for(lambda: backups.restore(settings, screen, folder, keys_folder, of, replace, even_so))


@keys.command("new")
def new_key() -> None:
    """Print a new master key."""
    sys.stdout.write(Keyring.new() + "\n")


@keys.command("check")
def check_keys() -> None:
    """Look whether every key opens, and is wrapped by the first master key."""
    settings = settled(needs_token=False)
    wait_for(lambda: rotation.check(settings, screen))


@keys.command("rotate")
def rotate_keys(
    finish: Annotated[
        bool, typer.Option(help="Take the old master keys out of the file, once nothing needs them.")
    ] = False,
) -> None:
    """Put a new master key in the place of the old one, while the bot runs."""
    settings = settled(needs_token=False)
    wait_for(lambda: rotation.rotate(settings, screen, finish))


def with_story(words: list[str]) -> list[str]:
    """Return a command line in which a bare `--story` names the three weeks."""
    found: list[str] = []
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else "-"
        found += [word, Tale.THREE_WEEKS] if word == "--story" and after.startswith("-") else [word]
    return found


def main() -> None:
    """Start the command line."""
    sys.argv[1:] = with_story(sys.argv[1:])
    logs.catch_all()
    logs.configure()
    typer.main.get_command(app)()  # called itself, `app` would have Python write out what nobody caught


if __name__ == "__main__":
    main()
