"""The long form of the page's tests: `python -m tests.browser --budget 600 [--seed x] [--only a,b]`.

Every ready story and every week by hand, at the size of a phone and of a desk, looked at by axe and in
pictures (in build/browse, or where EVENKEEL_SCREENSHOTS says). Ends with one line of figures, and with 0
only if nothing was wrong. SEED may come from the environment, too.
"""

import os
import sys

from tests.browser.runs import SUITE
from tests.browser.visitor import SHOTS

if __name__ == "__main__":
    os.environ.setdefault(SHOTS, "build/browse")
    sys.exit(SUITE.main(__doc__))
