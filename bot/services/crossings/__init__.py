"""The one place where both sides of a link are read: it feeds the pure functions of `domain/crossing.py`.

No other service looks through `world.across`.
"""

from bot.services.crossings.care import (
    agree_to_ask,
    ask_for,
    confirm_digits,
    drop_links,
    end_care,
    end_client,
    find_proposal,
    let_go,
    maker,
    opened,
    renew,
    say_ended,
    say_policy,
)
from bot.services.crossings.linking import (
    agreed,
    confirmed,
    find_invitation,
    plan_talks,
    plan_week,
    redeemed,
    say_left,
)
from bot.services.crossings.ourwords import settle_words
from bot.services.crossings.release import decide, pause, take_back
from bot.services.crossings.sides import closes_next, half_of, joined_care, writer
from bot.services.crossings.stages import settle_stage, touch_open
from bot.services.crossings.standstill import settle_map
from bot.services.crossings.terms import settle_terms
from bot.services.crossings.touch import settle_touch

__all__ = [
    "agree_to_ask",
    "agreed",
    "ask_for",
    "closes_next",
    "confirm_digits",
    "confirmed",
    "decide",
    "drop_links",
    "end_care",
    "end_client",
    "find_invitation",
    "find_proposal",
    "half_of",
    "joined_care",
    "let_go",
    "maker",
    "opened",
    "pause",
    "plan_talks",
    "plan_week",
    "redeemed",
    "renew",
    "say_ended",
    "say_left",
    "say_policy",
    "settle_map",
    "settle_stage",
    "settle_terms",
    "settle_touch",
    "settle_words",
    "take_back",
    "touch_open",
    "writer",
]
