"""The long form of the crash suite: `python -m tests.faults --budget 600 [--seed x] [--only a,b]`.

Ends with one line of figures, and with 0 only if nothing was lost or doubled. SEED may come from
the environment, too.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.faults.runs import NEVER, Figures, known, one

WORKERS = 2


def told(figures: Figures) -> str:
    """Return figures as words."""
    return ", ".join(f"{count:,} {what}" for what, count in figures.items() if count or what in NEVER)


def main() -> int:
    """Play every run, two at a time, print each one's figures and then those of all."""
    names = list(known())
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budget", type=float, default=600.0)
    parser.add_argument("--seed", default=os.environ.get("SEED") or secrets.token_hex(4))
    parser.add_argument("--only", default="", help=f"some of: {', '.join(names)}")
    asked = parser.parse_args()
    wanted = [name for name in names if not asked.only or name in asked.only.split(",")]
    if not wanted:
        parser.error(f"--only names none of: {', '.join(names)}")
    workers = min(WORKERS, len(wanted))
    share = asked.budget * workers / len(wanted)
    print(f"{len(wanted)} runs, {share:.0f} s each, seed {asked.seed}", flush=True)
    whole, broken, began = Counter(dict.fromkeys(("lost", "doubled"), 0)), [], time.monotonic()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        pending = {name: pool.submit(one, name, share, asked.seed) for name in wanted}
        for name, future in pending.items():
            try:
                figures = future.result()
            except Exception as error:  # a run that breaks is a failure of its own; the others go on
                broken.append(name)
                print(f"  {name}: broke ({type(error).__name__}: {error})", flush=True)
                continue
            print(f"  {name}: {told(figures)}", flush=True)
            whole.update(figures)
    failed = bool(broken) or any(whole[what] for what in NEVER)
    end = f"; broke: {', '.join(broken)}" if broken else ""
    print(f"{'FAILED' if failed else 'held'} in {time.monotonic() - began:.0f} s: {told(whole)}{end}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
