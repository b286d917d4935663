from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.page import Audience, Copy, LineKind, Part, ratings
from bot.domain.session import of_link, session, up_to

SUNDAY = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)

ANN = (
    Part(LineKind.RATING, "4", "hurt"),
    Part(LineKind.QUESTION, "Shall we walk?"),
    Part(LineKind.SESSION, "Is it over?"),
    Part(LineKind.STAGE, "being heard", marks=("witness",)),
    Part(LineKind.PRACTISED, "the weekly talk, a line said back", marks=("talk", "sayback")),
)
BEN = (
    Part(LineKind.OWN, "I lied."),
    Part(LineKind.STAGE, "being heard", marks=("witness",)),
    Part(LineKind.PRACTISED, "the weekly talk", marks=("talk",)),
)


def copy(weeks: int = 0, second: bool = False, **changed: object) -> Copy:
    """Return the copy of someone: the therapist's, or that of a partner who stands second on it."""
    at = SUNDAY + timedelta(weeks=weeks)
    given: dict[str, object] = {
        "id": f"week {weeks}",
        "owner": "somebody",
        "at": at,
        "week": at.date().isoformat(),
        "purpose": Audience.BOTH,
        "source": "a half",
        "pages": ("Ann's page", "Ben's page"),
        "names": ("Ann", "Ben"),
        "values": (4, None),
        "expires": at + timedelta(weeks=12),
        "parts": (ANN, BEN),
        "care": "our link",
    }
    for name in ("pages", "names", "values", "parts"):
        if second:
            given[name] = tuple(reversed(given[name]))  # type: ignore[call-overload]
    return Copy(**(given | {"second": second} | changed))  # type: ignore[arg-type]


def test_it_is_the_same_page_for_the_therapist_and_for_both_partners() -> None:
    weeks = range(3)
    assert session([copy(n) for n in weeks]) == session([copy(n, second=True) for n in weeks])


def test_each_line_has_its_place() -> None:
    ann, ben = session([copy()]).sides
    assert [each.words for each in ann.bring] == ["Is it over?"]
    assert ann.question is not None
    assert ann.question.words == "Shall we walk?"
    assert [each.words for each in ben.lines if each.part and each.part.kind is LineKind.OWN] == ["I lied."]
    everything = [ann.question, *ann.bring, *ann.lines]
    assert {each.part for each in everything} == set(ANN[1:])


def test_only_what_both_say_stands_for_both() -> None:
    page = session([copy()])
    assert page.stage == "witness"
    assert page.practised == ("talk",)
    reworded = (*BEN[:1], Part(LineKind.STAGE, "somewhere else"), Part(LineKind.PRACTISED, "we walked"))
    alone = session([copy(parts=(ANN, reworded))])
    assert (alone.stage, alone.practised) == ("", ())


def test_a_plain_page_says_its_sentence() -> None:
    ben = session([copy(parts=(ANN, ()), pages=("", "I am here."))]).sides[1]
    assert [each.words for each in ben.lines] == ["I am here."]


def test_a_copy_from_before_there_were_parts_shows_its_text() -> None:
    ann = session([copy(parts=(), pages=("One.\n\nTwo.", "Three."))]).sides[0]
    assert [each.words for each in ann.lines] == ["One.", "Two."]


def test_a_second_question_is_not_lost() -> None:
    parts = (*ANN, Part(LineKind.QUESTION, "And on Sunday?"))
    ann = session([copy(parts=(parts, BEN))]).sides[0]
    assert "And on Sunday?" in [each.words for each in ann.lines]


def test_several_weeks_come_with_the_newest_first() -> None:
    page = session([copy(n) for n in range(4)], since="2026-03-15")
    assert page.fresh == ("2026-03-15", "2026-03-22", "2026-03-29")
    assert [each.week for each in page.sides[0].bring] == ["2026-03-29", "2026-03-22", "2026-03-15"]
    assert len(page.weeks) == 4


def test_only_weeks_of_this_link_count_and_none_that_was_taken_back() -> None:
    copies = [copy(0, care="another"), copy(1, taken=True), copy(2), copy(3, care=""), copy(4)]
    assert [each.id for each in of_link(copies, "our link")] == ["week 2", "week 4"]
    assert of_link([copy(care="")], "") == []
    before = copy(care="", clinical=True, source="our link")  # of before a copy named its link
    assert of_link([before], "our link") == [before]


def test_a_week_that_was_taken_back_can_be_read_alone_and_no_later_page_draws_on_it() -> None:
    copies = [copy(0), copy(1, taken=True), copy(2)]
    assert [each.id for each in up_to(copies, "our link", "2026-03-15")] == ["week 0", "week 1"]
    assert [each.id for each in up_to(copies, "our link", "2026-03-22")] == ["week 0", "week 2"]


def test_numbers_of_another_question_stand_on_no_line_with_those_of_now() -> None:
    before, now = Part(LineKind.RATING, "8", "broke"), Part(LineKind.RATING, "4", "hurt")
    weeks = [
        copy(0, values=(8, None), parts=((before,), BEN)),
        copy(1, values=(4, None), parts=((now,), BEN)),
        copy(2, values=(None, None), parts=((), BEN)),
    ]
    assert session(weeks[:1]).sides[0].values == (8,)
    assert session(weeks).sides[0].values == (None, 4, None)
    assert session(weeks).sides[0].role == "hurt", "though no number went out in the last week"
    assert ratings(weeks, [0, 0, 0]) == (None, 4, None)
    assert ratings([copy(0, values=(8, 6), parts=()), weeks[1]], [0, 0]) == (8, 4), (
        "of before there were parts"
    )
