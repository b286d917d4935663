"""Ana and Jon, from March to May: through all five stages, once back to the first, and up to a choice."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.long import couple_scenes as scene
from bot.demo.long.cast import Cast, Week, let_in, showed
from bot.demo.long.hand import SKIP
from bot.demo.long.weekend import LOW, Page, saturday, sunday
from bot.demo.story import Story
from bot.domain.stages import Stage

START = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
FLOOR = "I am not keeping score. I am trying to find the floor."
BEAR = "Is it truly over? I want to ask it where I can bear the answer."
WHOLE = "I haven't told all of it. I want to, with you in the room."
HEARD = "If I hear you right: you don't count points. You look for something that holds."
HEARD_AGAIN = "You told me: here. Not back, and not gone."
HELD = "You saw February before I said it. I told you no, and it was yes."
SEEN = "I'm still here. I'm not back where we were, and I'm not gone."
LINE = "Don't thank me for trying. It makes me want to stop."
TRIP = "Our trip in May. I want to plan it so that she need not ask."
STAYS = "I stay, if you'll have that. If you go, I'll carry boxes."
NOT_YET = "I don't know yet. I am here this week, and I chose that."


def begins(story: Story) -> Cast:
    """Let Ana, Jon and their therapist in."""
    cast = let_in(story, "couple", Ana="20:36", Jon="21:06")
    cast.hands["Jon"].habits |= {"smaller": "yes", "truth": SKIP}
    cast.someone(LOW)
    return cast


WEEKS = (
    Week(
        {"Ana": "- 4+ - 4 . 4 4", "Jon": "- - - 6 5+ 6 6"},
        {0: scene.ana_begins, 2: scene.linked, 5: saturday(Page(), Page()), 6: sunday()},
        {1: scene.jon_is_asked},
    ),
    Week(
        {"Ana": "4 - 3 2 4+ 4 4", "Jon": "6+ 6 . 5 6 . 6"},
        {
            1: scene.grief,
            3: scene.bad_night,
            4: scene.session,
            5: saturday(Page("partner", 1), None),
            6: sunday(),
        },
        {2: scene.low_is_asked, 3: scene.quarrel},
    ),
    Week(
        {"Ana": "4 4+ 4 . 4 4 5", "Jon": "6 5 4 6 . 6 6"},
        {
            0: scene.owns,
            1: scene.fears,
            2: scene.truth,
            3: scene.words,
            4: scene.line_to_be_seen,
            5: saturday(Page("partner", 2, {"understand": FLOOR}, "ready"), Page("partner", 2, {}, "ready")),
            6: sunday({}, {"back": HEARD}),
        },
    ),
    Week(
        {"Ana": "4 - 4 5 5 4 5", "Jon": "6+ 6 7 6 . 7 7"},
        {
            1: scene.asks,
            2: scene.sorts,
            3: scene.dance,
            4: scene.want_talks,
            5: saturday(
                Page("both", 1, {"session": BEAR}, "ready"), Page("both", 2, {"session": WHOLE}, "ready")
            ),
            6: sunday({"heard": 6}, {"picture": True}),
        },
    ),
    Week(
        {"Ana": "5 4 . 4 5 5 4", "Jon": "7 7 6 6 . 6 6"},
        {
            0: scene.ritual,
            2: scene.cycle,
            4: scene.plays,
            5: saturday(Page("partner", 1), Page("keep", 1)),
            6: sunday(),
        },
    ),
    Week(
        {"Ana": "4 3 0 - x x 1", "Jon": "6 5 - . . . ."},
        {
            0: scene.low_reads,
            2: scene.it_comes_out,
            3: scene.rests,
            4: scene.parting,
            5: saturday(Page("keep"), None),
            6: sunday(),
        },
    ),
    Week(
        {"Ana": "1 2 2 3 . 3 3", "Jon": ". . 4+ 4+ . 4 4"},
        {
            2: scene.comes_back,
            3: scene.turns,
            5: saturday(Page("keep", 0, {}, "wait"), Page("partner", 1, {}, "ready")),
            6: sunday(),
        },
        {1: scene.shelf, 4: scene.owns_halves},
    ),
    Week(
        {"Ana": "3 4 3+ 4 3 4 4", "Jon": "4 4 . 5 5 5 5"},
        {
            1: scene.want_more,
            3: scene.fuller,
            5: saturday(
                Page("partner", 1, {"understand": SEEN}, "ready"),
                Page("partner", 1, {"understand": HELD}, "ready"),
            ),
            6: sunday({}, {"back": HEARD_AGAIN}),
        },
        {6: scene.takes_back},
    ),
    Week(
        {"Ana": "4 4+ 4+ 4 . 5 5", "Jon": "5 6+ 6 5 5+ 6 6"},
        {
            3: scene.weekly_talk,
            5: saturday(
                Page("both", 1, {"understand": LINE}, "ready"),
                Page("both", 1, {"session": TRIP}, "ready"),
            ),
            6: sunday({"heard": 7}, {}),
        },
    ),
    Week(
        {"Ana": "5 5+ 5+ . 5+ 5 5", "Jon": "6 6 7+ 6 6+ 7 6"},
        {
            0: scene.low_hands_on,
            5: saturday(Page("partner", 1, {}, "ready"), Page("partner", 1, {}, "ready")),
            6: sunday(),
        },
    ),
    Week(
        {"Ana": "5 6 6 5+ . 5 6", "Jon": "7 7 7 . 6+ 7 7"},
        {
            1: scene.chooses_touch,
            2: scene.touch_evening,
            5: saturday(Page("partner", 1, {}, "ready"), Page("partner", 1, {}, "ready")),
            6: sunday(),
        },
    ),
    Week(
        {"Ana": "6 4 5 5 6 5 6", "Jon": "7 7 6 7 . 7 7"},
        {
            0: scene.chooses,
            1: scene.chooses_touch,
            2: scene.touch_evening,
            5: saturday(
                Page("partner", 1, {"understand": NOT_YET}), Page("partner", 1, {"understand": STAYS})
            ),
            6: sunday(),
        },
        {4: scene.line_so_far, 6: scene.say_it},
    ),
)
"""Twelve weeks from the second of March."""


KINDS = (
    "fear", "own", "grief", "question", "truth", "turn", "words", "play",
    "cycle", "touch", "witness", "dance", "choose", "stage", "smaller",
)  # fmt: skip
TEXTS = (
    *(f"notice-stage-{stage}-now" for stage in Stage),
    "calm-racing-1", "calm-picture-2", "calm-picture-same", "calm-speak-1", "calm-racing-more",
    "grief-before", "grief-line-kept", "pour-how", "question-night", "question-does", "question-session-open",
    "owns-taken", "truth-unsaid-later", "joint-intro", "say-back-kept", "heard-ask", "week-private",
    "talk-title-ritual", "talk-title-talk", "talk-both-quiet", "talk-close", "pause-ask",
    "touch-stop", "touch-rest", "words-changed", "dance-round", "smaller-ask", "play-how", "cycle-kept",
    "parting", "apart-people", "shelf-basson", "shelf-kolk", "client-footer", "taken-back", "rest-how",
    "history-caption",
)  # fmt: skip
"""What stands on a phone somewhere in these weeks, so that every part of the programme is told."""


def ends(cast: Cast) -> None:
    """Hold the story to what it is to show: every part, every stage, and much that stayed with its writer."""
    showed(cast, KINDS, TEXTS)
    kept = sum(not each.readers for each in cast.story.secrets)
    cast.story.expect(kept > 20, f"Only {kept} sentences stayed with their writer.")
