"""What a poll is, whoever sends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.simulator.world import World


def poll_json(world: World, question: str, options: Sequence[str], **more: Any) -> dict[str, Any]:
    """A poll in which nobody has voted; `more` says what is not as usual."""
    return {
        "id": str(world.chance.randrange(10**18)),
        "question": question,
        "options": [
            {"persistent_id": str(place), "text": option, "voter_count": 0}
            for place, option in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    } | more
