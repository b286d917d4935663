"""The first evening: five taps to something useful."""

from __future__ import annotations

from tests.town import town


async def test_five_taps_lead_from_start_to_the_first_kept_rating() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.taps("Start", "I agree", "Ann", "About now", "2")
        assert any("Only you can read it" in text for text in ann.phone)
        assert ann.person.keyboard == ["Today", "Calm", "Break", "Help"]


async def test_two_people_link_and_share_a_page_in_a_week_in_which_both_say_yes() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for day in range(4):
            await here.passes(days=1)
            for who in (ann, ben):
                await who.says("/today")
                if "Skip" in who.labels and "7" in who.labels:
                    await who.taps(str(day + 3))
        await here.passes(days=1)
        for who in (ann, ben):
            await who.says("/week")
            await who.taps(next(label for label in who.labels if label.startswith("Share")))
        await here.passes(days=1)
        for who in (ann, ben):
            await who.taps("Open")
            if "Fine" in who.labels:
                await who.taps("Fine")
            assert "Two pages" in who.last
