"""The ready stories, in the order of their menu."""

from bot.demo.stories.alone import ALONE, FIRST_EVENING
from bot.demo.stories.twelve import TWELVE_ALONE, TWELVE_WEEKS
from bot.demo.stories.two import BREAK, HOLD, KEPT, LEAVING, SHARED

STORIES = (FIRST_EVENING, SHARED, KEPT, BREAK, ALONE, HOLD, LEAVING, TWELVE_WEEKS, TWELVE_ALONE)

LONG = (TWELVE_WEEKS, TWELVE_ALONE)
"""Those that take a while, even at once."""

__all__ = ["LONG", "STORIES"]
