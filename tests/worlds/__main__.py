"""The long form of the two runs: `python -m tests.worlds --budget 600 [--seed x] [--only a,b]`.

Ends with one line of figures, and with 0 only if nobody could tell two histories apart. SEED may come
from the environment, too.
"""

import sys

from tests.worlds.runs import SUITE

if __name__ == "__main__":
    sys.exit(SUITE.main(__doc__))
