"""What an operator gets wrong ends in one sentence that names the setting, with exit code 2 and no value."""

from __future__ import annotations

import base64
import logging
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot import checkup
from bot.__main__ import app, main
from tests.town import MASTER, TOKEN

CANARY = "canary-in-a-setting"
OTHER_MASTER = base64.b64encode(b"x" * 32).decode()
WHOLE = {"BOT_TOKEN": TOKEN, "TELEGRAM_API": "http://127.0.0.1:1", "MASTER_KEY": MASTER}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without any setting of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("EVENKEEL_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Give the log back as it was: a run has it written to where nobody listens afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def evenkeel(*words: str, **settings: str) -> Result:
    """Run a command with these settings."""
    return CliRunner().invoke(
        app, list(words), env={f"EVENKEEL_{name}": value for name, value in settings.items()}
    )


def assert_one_sentence(result: Result, name: str, *hidden: str) -> None:
    """See that a command ended as an operator can bear."""
    assert result.exit_code == 2, (result.output, result.exception)
    said = " ".join(result.output.split())
    assert f"EVENKEEL_{name}" in said
    assert "Traceback" not in said
    assert len(re.findall(r"[.!?](?= [A-Z]|$)", said)) == 1, said
    for value in (CANARY, TOKEN, MASTER, *hidden):
        assert value not in said


def test_what_nobody_caught_in_a_command_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def stumbles(*_: object) -> int:
        raise LookupError(f"{CANARY} {TOKEN}")

    monkeypatch.setattr(checkup, "migrate", stumbles)
    monkeypatch.setattr(sys, "argv", ["evenkeel", "migrate"])
    with pytest.raises(LookupError) as stumbled:
        main()
    sys.excepthook(stumbled.type, stumbled.value, stumbled.tb)  # as Python does at the very end
    said = capsys.readouterr().err
    assert '"LookupError"' in said
    assert "Traceback" not in said
    assert CANARY not in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("BOT_TOKEN", ""),
        ("BOT_TOKEN", CANARY),
        ("BOT_TOKEN", f"123:{CANARY}"),
        ("TELEGRAM_API", CANARY),
        ("TELEGRAM_API", f"ftp://{CANARY}"),
        ("DATABASE_URL", CANARY),
        ("DATABASE_URL", f"mysql://me:{CANARY}@host/name"),
        ("KEYS_URL", f"redis://{CANARY}"),
        ("MASTER_KEY", CANARY),
        ("MASTER_KEY", base64.b64encode(CANARY.encode()).decode()),
        ("MASTER_KEY", f"{MASTER},{CANARY}"),
        ("WEBHOOK_URL", CANARY),
        ("WEBHOOK_SECRET", f"{CANARY}!!!"),
        ("WEBHOOK_SECRET", "short"),
        ("LISTEN", CANARY),
        ("LISTEN", "127.0.0.1:70000"),
        ("LISTEN", ":8080x"),
        ("MESSAGES_PER_SECOND", CANARY),
        ("MESSAGES_PER_SECOND", "0"),
        ("MESSAGES_PER_SECOND", "nan"),
        ("LOG_LEVEL", CANARY),
        ("HELP_FILE", f"/nowhere/{CANARY}"),
        ("ITEMS_FILE", f"/nowhere/{CANARY}"),
        ("DATA_DIR", f"/dev/null/{CANARY}"),
        ("BOT_TOKEN_FILE", f"/nowhere/{CANARY}"),
        ("MASTER_KEY_FILE", f"/nowhere/{CANARY}"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence_without_its_value(name: str, wrong: str) -> None:
    assert_one_sentence(evenkeel("run", **{**WHOLE, name: wrong}), name)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("BOT_TOKEN", {"TELEGRAM_API": "http://127.0.0.1:1"}),
        ("WEBHOOK_SECRET", {**WHOLE, "WEBHOOK_URL": "https://example.org"}),
        ("KEYS_URL", {**WHOLE, "DATABASE_URL": f"postgresql://me:{CANARY}@localhost/name"}),
    ],
)
def test_a_missing_setting_is_named_in_one_sentence(name: str, settings: dict[str, str]) -> None:
    assert_one_sentence(evenkeel("run", **settings), name)


def test_a_database_that_cannot_be_reached_is_told_in_one_sentence_without_its_password() -> None:
    urls = {
        "DATABASE_URL": f"postgresql://me:{CANARY}@127.0.0.1:1/name",
        "KEYS_URL": f"postgresql://me:{CANARY}@127.0.0.1:1/keys",
    }
    assert_one_sentence(evenkeel("run", **WHOLE, **urls), "DATABASE_URL")


def test_another_master_key_than_the_one_that_locked_the_keys_is_told_in_one_sentence(
    tmp_path: Path,
) -> None:
    assert evenkeel("migrate", **WHOLE).exit_code == 0
    again = evenkeel("run", **{**WHOLE, "MASTER_KEY": OTHER_MASTER})
    assert_one_sentence(again, "MASTER_KEY", OTHER_MASTER)


def test_telegram_that_does_not_answer_is_told_in_one_sentence() -> None:
    ended = evenkeel("run", **WHOLE)
    assert_one_sentence(ended, "TELEGRAM_API")


@pytest.mark.parametrize("name", ["BOT_TOKEN", "MASTER_KEY", "WEBHOOK_SECRET", "DATABASE_URL", "KEYS_URL"])
def test_a_secret_may_lie_in_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{CANARY} !\n")
    settings = {key: value for key, value in WHOLE.items() if key != name}
    assert_one_sentence(evenkeel("run", **settings, **{f"{name}_FILE": str(path)}), name)


def test_settings_are_read_from_dotenv_and_the_environment_beats_them(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"EVENKEEL_LISTEN={CANARY}\n")
    assert_one_sentence(evenkeel("run", **WHOLE), "LISTEN")
    assert "LISTEN" not in evenkeel("run", **WHOLE, LISTEN="127.0.0.1:0").output


def test_a_clock_elsewhere_is_refused_unless_telegram_is_on_this_machine() -> None:
    settings = {**WHOLE, "TELEGRAM_API": "https://api.telegram.org"}
    assert_one_sentence(evenkeel("run", "--clock", "http://127.0.0.1:1", **settings), "TELEGRAM_API")


# ---------------------------------------------------------------------- the other commands


@pytest.mark.parametrize("command", ["migrate", "doctor", "health"])
def test_every_command_names_a_wrong_setting(command: str) -> None:
    assert_one_sentence(evenkeel(command, LISTEN=CANARY), "LISTEN")


def test_migrate_makes_both_databases_and_can_be_run_again(tmp_path: Path) -> None:
    for _ in range(2):
        done = evenkeel("migrate", MASTER_KEY=MASTER)
        assert done.exit_code == 0, done.output
        assert "newest version" in done.output
    assert {"evenkeel.db", "keys.db"} <= {path.name for path in (tmp_path / "data").iterdir()}


def test_doctor_finds_nothing_wrong_in_a_new_place_and_says_what_is_still_to_be_done() -> None:
    looked = evenkeel("doctor", MASTER_KEY=MASTER)
    assert looked.exit_code == 0, looked.output
    assert "EVENKEEL_BOT_TOKEN is not set yet" in looked.output


def test_doctor_says_that_telegram_does_not_answer() -> None:
    looked = evenkeel("doctor", **WHOLE)
    assert looked.exit_code == 2
    assert "EVENKEEL_TELEGRAM_API" in looked.output
    assert TOKEN not in looked.output


def test_health_is_not_well_while_nothing_runs() -> None:
    asked = evenkeel("health", LISTEN="127.0.0.1:1")
    assert (asked.exit_code, asked.output.strip()) == (1, "not well")


def test_a_new_key_is_one_that_a_start_takes() -> None:
    for number in range(8):  # most keys have a character in which the two alphabets of base64 differ
        key = evenkeel("keys", "new").output.strip()
        assert evenkeel("migrate", MASTER_KEY=key, DATA_DIR=f"data-{number}").exit_code == 0
    assert key != evenkeel("keys", "new").output.strip()
