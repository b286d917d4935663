"""Two words are enough to start: make, and what one wants."""

import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in the house and return what it said."""
    return subprocess.run(["make", *arguments], cwd=HOUSE, text=True, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("target", "starts"),
    [
        ("demo", "-m bot demo"),
        ("run", "-m bot run"),
        ("test", "-m pytest -n 3"),
        ("page", "EVENKEEL_BROWSER_TESTS=required"),
        ("check", "-m mypy"),
        ("bench", "-m tests.bench"),
        ("lock", "--output-file requirements.lock"),
        ("clean", "rm -rf .venv"),
    ],
)
def test_each_promised_target_starts_what_it_says_and_is_in_the_help(target: str, starts: str) -> None:
    assert starts in make("--dry-run", target).stdout
    assert f"make {target}" in make().stdout


def test_a_demo_installs_nothing_that_only_development_needs(tmp_path: Path) -> None:
    said = make("--dry-run", f"VENV={tmp_path}/new", "demo").stdout
    assert "requirements.lock" in said
    assert "requirements-dev.lock" not in said


def test_a_python_that_is_missing_or_too_old_is_told_in_one_sentence(tmp_path: Path) -> None:
    told = make(f"VENV={tmp_path}/new", "PYTHON=no-such-python", f"{tmp_path}/new/bin/python")
    assert told.returncode != 0
    assert told.stdout.startswith("Evenkeel needs Python 3.11 or newer")
    assert not (tmp_path / "new").exists()
