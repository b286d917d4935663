"""Quotas without bounds: for runs in which a few play many, or a minute takes no time."""

from __future__ import annotations

from bot.domain.quotas import DAY, Kind, Quota, Quotas

BOUNDLESS: dict[Kind, tuple[Quota, ...]] = {kind: (Quota(DAY, 10**12),) for kind in Kind}


def freely() -> Quotas:
    """Return quotas that nobody can use up."""
    return Quotas(table=BOUNDLESS)
