"""The simulator's own chance, always from a seed, so that a run can be repeated."""

from random import Random  # noqa: TID251 - everything here draws from the seed it is given

__all__ = ["Random"]
