"""What is shipped: a wheel that holds its words and migrations, an image that is nobody's root."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from pydantic import TypeAdapter

from bot.__main__ import app
from bot.settings import Settings

HOUSE = Path(__file__).parents[2]


def last_stage() -> str:
    """Return the Dockerfile's last stage, continued lines joined."""
    text = (HOUSE / "Dockerfile").read_text().replace("\\\n", " ")
    return re.split(r"^FROM ", text, flags=re.MULTILINE)[-1]


def test_the_wheel_holds_the_words_the_migrations_and_the_licence_and_no_tests(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("messages", "migrations"):
        here = {
            path.relative_to(HOUSE).as_posix()
            for path in (HOUSE / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert here
        assert {f"bot/_shipped/{path}" for path in here} <= held
    assert any(path.endswith("licenses/LICENSE") for path in held)
    assert not [path for path in held if path.startswith("tests/")]


def test_the_image_runs_as_a_numbered_user_who_is_not_root_and_whose_only_folder_is_data() -> None:
    stage = last_stage()
    [user] = re.findall(r"^USER (\d+):\d+$", stage, re.MULTILINE)
    assert int(user) > 0
    assert re.findall(r"-o (\d+) .*(/\S+)$", stage, re.MULTILINE) == [(user, "/data")]
    assert re.findall(r"^(?:COPY|ADD) (.*)$", stage, re.MULTILINE) == [
        "--from=builder /opt/evenkeel /opt/evenkeel"
    ]


def test_the_image_installs_only_by_hash() -> None:
    text = (HOUSE / "Dockerfile").read_text().replace("\\\n", " ")
    installs = re.findall(r"-m pip [^&|\n]*\binstall\b[^&|\n]*", text)
    assert installs
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)


def test_what_the_image_starts_and_asks_are_commands_of_the_program() -> None:
    stage = last_stage()
    assert re.findall(r"^ENTRYPOINT (.*)$", stage, re.MULTILINE) == ['["evenkeel"]']
    [start] = re.findall(r'^CMD \["(\w+)"\]$', stage, re.MULTILINE)
    [health] = re.findall(r'^HEALTHCHECK .*CMD \["evenkeel", "(\w+)"\]$', stage, re.MULTILINE)
    commands = {each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands}
    assert {start, health} <= commands


def test_the_example_and_compose_and_the_image_name_the_settings_there_are() -> None:
    there = {f"EVENKEEL_{name.upper()}" for name in Settings.model_fields}
    example = re.findall(r"^#?(EVENKEEL_\w+)=", (HOUSE / ".env.example").read_text(), re.MULTILINE)
    assert sorted(example) == sorted(there)
    used = re.findall(r"\b(EVENKEEL_\w+)[:=]", (HOUSE / "compose.yaml").read_text() + last_stage())
    assert used
    assert {name.removesuffix("_FILE") for name in used} <= there


def test_each_default_in_the_example_is_the_one_in_force() -> None:
    example = (HOUSE / ".env.example").read_text()
    for name, default in re.findall(r"^#EVENKEEL_(\w+)=(.+)$", example, re.MULTILINE):
        field = Settings.model_fields[name.lower()]
        assert TypeAdapter(field.annotation).validate_python(default) == field.default, name


def test_no_password_or_token_stands_in_a_file_that_is_committed() -> None:
    example = (HOUSE / ".env.example").read_text()
    assert not re.findall(r"^#?EVENKEEL_(?:BOT_TOKEN|MASTER_KEY|WEBHOOK_SECRET)=.+$", example, re.MULTILINE)
    assert "PASSWORD:" not in (HOUSE / "compose.yaml").read_text()
