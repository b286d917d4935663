"""Taking messages out of a chat: neutral first, then away; what is too old for that stays neutral."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.say import Picture, line
from bot.services.ports import Fate, Outcome, Renderer, Screen, Sender, Words

STOPS = (Fate.LATER, Fate.UNSURE, Fate.BLOCKED)
"""After one of these the rest waits for another attempt."""


@dataclass
class Clearing:
    """Clears messages of one chat; `in_time` says whether a call may still begin."""

    sender: Sender
    words: Words
    renderer: Renderer
    in_time: Callable[[], bool]

    async def clear(self, chat: int, language: str, messages: Sequence[int]) -> Outcome:
        """Make messages neutral, then take them away; only what is younger than two days can go.

        A picture or a file keeps what it shows when its words change, and media never turns back into
        text: where it cannot be taken away any more, it becomes a neutral picture.
        """
        neutral, fates, texts = Screen(self.words.show(line("neutral"), language, "")), {Fate.GONE}, []
        for message in messages:
            if not self.in_time():
                return Outcome(Fate.LATER, after=1.0)
            outcome = await self.sender.edit(chat, message, neutral, False)
            if outcome.fate is Fate.SENT and outcome.media:
                outcome = await self._media(chat, message, neutral, language)
                fates.add(outcome.fate)
            else:
                texts.append(message)
            if outcome.fate in STOPS:
                return outcome
        if texts:
            outcome = await self.sender.delete(chat, texts)
            if outcome.fate in STOPS:
                return outcome
            fates.add(outcome.fate)
        return Outcome(next(fate for fate in (Fate.REFUSED, Fate.SENT, Fate.GONE) if fate in fates))

    async def _media(self, chat: int, message: int, neutral: Screen, language: str) -> Outcome:
        outcome = await self.sender.delete(chat, [message])
        if outcome.fate not in (Fate.GONE, Fate.REFUSED):
            return outcome
        said = self.words.write(line("neutral"), language, "")
        picture = Picture("neutral", json.dumps({"text": said, "alt": said}))
        drawn = await self.renderer.draw(picture, language)
        return await self.sender.edit(chat, message, replace(neutral, picture=drawn), True)
