"""The ready stories, in the order of their menu."""

from bot.demo.stories.alone import ALONE, FIRST_EVENING
from bot.demo.stories.twelve import TWELVE_WEEKS
from bot.demo.stories.two import BREAK, HOLD, KEPT, LEAVING, SHARED

STORIES = (FIRST_EVENING, SHARED, KEPT, BREAK, ALONE, HOLD, LEAVING, TWELVE_WEEKS)

__all__ = ["STORIES"]
