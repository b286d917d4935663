"""The long form: a hundred couples for twelve weeks, or as many as there is time for."""

from __future__ import annotations

from collections import Counter

from tests.burden.couples import Burden, live
from tests.burden.runs import Figures, Share, run

COUPLES, WEEKS = 100, 12


def told(burden: Burden, couples: int) -> str:
    """Return what a day came to, as a line."""
    days, counts, people = burden.days, burden.counts, max(1, burden.counts["people"])
    seconds, weekend = sorted(burden.seconds), sorted(burden.weekend)

    def at(values: list[float], share: float) -> float:
        return values[min(int(share * len(values)), len(values) - 1)] if values else 0.0

    over = sum(each > 60 for each in seconds) / max(1, len(seconds))
    return "; ".join(
        [
            f"{couples} couples or people alone, {days:,} days, {counts['parts met'] / people:.1f} parts met",
            f"{counts['days with two knocks, reminders apart']} days with two knocks, reminders apart",
            f"of {counts['weeks with something new left']} weeks in which something new was left "
            f"{counts['weeks that brought something new']} brought it",
            f"a day had {counts['knocks'] / days:.2f} knocks, {counts['screens'] / days:.1f} screens and "
            f"{counts['words'] / days:.0f} words to read",
            f"from Monday to Friday an opened day took {at(seconds, 0.5):.0f} s, 95 of 100 at most "
            f"{at(seconds, 0.95):.0f} s, {over:.1%} over a minute",
            f"at the weekend {at(weekend, 0.5):.0f} s, 95 of 100 at most {at(weekend, 0.95):.0f} s",
        ]
    )


@run("burden")
async def burden(share: Share) -> Figures:
    """Couples, one after another."""
    whole, couples = Burden(), 0
    while couples < COUPLES and share.left() > 0:
        for who in await live(f"{share.seed} {couples}", WEEKS):
            whole.add(who, WEEKS)
        couples += 1
    print(told(whole, couples), flush=True)
    return Counter({"couples": couples, **whole.counts})
