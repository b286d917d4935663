"""Every machine runs the same code: versions and hashes are locked, and no address is written down."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def locked(name: str) -> dict[str, list[str]]:
    """Return the requirement lines of a lock, with their hashes, by package."""
    text = (HOUSE / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(canonicalize_name(line.split("==")[0].split("[")[0]), []).append(line)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_each_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    for lines in locked(lock).values():
        for line in lines:
            assert re.match(r"[a-z0-9._-]+==[^ ]+ ", line), line
            assert HASH.search(line), line


@pytest.mark.parametrize(
    "name", [*LOCKS, "pyproject.toml", "Makefile", "Dockerfile", ".dockerignore", ".ci/run"]
)
def test_no_file_that_installs_names_an_address(name: str) -> None:
    text = (HOUSE / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text, re.MULTILINE)


def test_both_locks_agree_on_every_version() -> None:
    dev = locked("requirements-dev.lock")
    for package, lines in locked("requirements.lock").items():
        versions = {line.split()[0] for line in lines}
        assert versions <= {line.split()[0] for line in dev[package]}, package


@pytest.mark.parametrize(
    ("declared", "lock"),
    [
        (PROJECT["project"]["dependencies"], "requirements.lock"),
        (PROJECT["project"]["dependencies"], "requirements-dev.lock"),
        (PROJECT["dependency-groups"]["dev"], "requirements-dev.lock"),
        (PROJECT["build-system"]["requires"], "requirements-dev.lock"),
    ],
)
def test_what_is_declared_is_locked_within_its_bounds(declared: list[str], lock: str) -> None:
    there = locked(lock)
    for wish in map(Requirement, declared):
        versions = [line.split()[0].split("==")[1] for line in there[canonicalize_name(wish.name)]]
        assert all(wish.specifier.contains(version) for version in versions), wish
