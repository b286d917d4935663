"""Errors and delays of statements: `python -m tests.trends --budget 600 [--seed x]`.

Ends with one line of figures, and with 0 only if "changed" is said of nothing in at most 5 of 100 years.
"""

import sys

from tests.trends.runs import SUITE

if __name__ == "__main__":
    sys.exit(SUITE.main(__doc__))
