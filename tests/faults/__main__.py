"""The long form of the crash suite: `python -m tests.faults --budget 600 [--seed x] [--only a,b]`.

Ends with one line of figures, and with 0 only if nothing was lost or doubled. SEED may come from
the environment, too.
"""

import sys

from tests.faults.runs import SUITE

if __name__ == "__main__":
    sys.exit(SUITE.main(__doc__))
