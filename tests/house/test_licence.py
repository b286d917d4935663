"""Anyone may use, change and pass this on: Apache-2.0, word for word."""

import hashlib
import tomllib
from pathlib import Path

HOUSE = Path(__file__).parents[2]
APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def test_the_licence_is_apache_2_word_for_word_and_the_package_says_so() -> None:
    assert hashlib.sha256((HOUSE / "LICENSE").read_bytes()).hexdigest() == APACHE_2
    assert tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["license"] == "Apache-2.0"
