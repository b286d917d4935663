"""The burden of twelve weeks: `python -m tests.burden --budget 600 [--seed x]`.

Ends with one line of figures, and with 0 only if no day of anybody asked too much.
"""

import sys

from tests.burden.runs import SUITE

if __name__ == "__main__":
    sys.exit(SUITE.main(__doc__))
