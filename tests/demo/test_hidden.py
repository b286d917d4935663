"""What the hidden view calls whose: words of one's own are private, the name one goes by is not."""

from __future__ import annotations

from bot.demo import hidden
from bot.demo.hidden import Known
from bot.simulator import LocalTelegram


async def test_the_name_that_one_gave_is_no_secret_and_a_city_is() -> None:
    telegram = LocalTelegram()
    ana = telegram.person("Ana")
    await ana.starts()
    for words in ("Annie", "London"):
        await ana.says(words)
    (column,) = hidden.columns([ana], {ana.id: Known(name="Annie")}, hidden.neutral())
    assert [(each["text"], each["kind"]) for each in column["items"]] == [("London", "private")]
