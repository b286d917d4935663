"""What a person takes along, as a file: everything that is theirs, for programs or on paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from types import MappingProxyType

from bot.domain.checkin import Entry, Prompt
from bot.domain.page import Copy, Receipt, WeekPage
from bot.domain.people import Half, Person
from bot.domain.standstill import Dance
from bot.services.own.belongings import Belongings
from bot.services.own.paper import on_paper
from bot.services.ports import File, Words

VERSION = 1
"""The version of the JSON's form."""


def write(own: Belongings, form: str, words: Words) -> File:
    """Return a file of this form: the same bytes for the same rows."""
    text = FORMS[form](own, words)
    return File(f"evenkeel-{own.day}.{form}", text.encode("utf-8", "replace"))


def as_json(own: Belongings) -> str:
    """Return everything as JSON: instants in UTC, days as the person's own days."""
    whole = {
        "format": "evenkeel export",
        "version": VERSION,
        "made_at": _at(own.made),
        "person": _person(own.person),
        "settings": _settings(own.person),
        "ratings_and_words": [_entry(each) for each in own.entries],
        "asked": [_prompt(each) for each in own.prompts],
        "pages": [_page(each) for each in own.pages],
        "released_to_you": [_copy(each) for each in own.copies],
        "receipts": [_receipt(each) for each in own.receipts],
        "weeks_to_come": [{"week": each.week, "days": list(each.days)} for each in own.plans],
        "links": _links(own),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _at(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z") if instant else None


def _person(who: Person) -> dict[str, object]:
    return {
        "telegram_id": who.chat,
        "name": who.name,
        "language": who.language,
        "here_since": _at(who.at),
        "agreed_at": _at(who.consent_at),
        "agreed_to_version": who.consent_version,
        "first_rating_at": _at(who.started),
        "stands": who.role,
        "stage": who.stage,
        "country": who.country,
        "time_zone": who.zone,
        "minutes_east_of_utc": who.offset,
        "therapist_terms_at": _at(who.terms_at),
    }


def _settings(who: Person) -> dict[str, object]:
    return {
        "knock_minute": who.knock_minute,
        "knock_until": who.knock_until,
        "quiet_from": who.quiet_from,
        "quiet_to": who.quiet_to,
        "days_to_name_a_fear": list(who.fear_days),
        "only_the_rating": who.tiny,
        "no_knocks_for_our_talks": who.talks_off,
        "not_asked_by_itself": list(who.left_out),
        "reminder": who.reminder,
        "clear_after_seconds": who.clear_seconds,
        "answers_kept_for_weeks": who.keep_weeks,
        "resting": who.resting,
        "rest_until": _at(who.rest_until),
        "therapist_day": who.therapist_day,
        "therapist_minute": who.therapist_minute,
        "therapist_away_until": _at(who.away_until),
        "therapist_on_secrets": who.policy,
    }


def _asked(each: Entry | Prompt) -> dict[str, object]:
    return {"at": _at(each.at), "day": each.day, "kind": each.kind, "question": each.item}


def _entry(each: Entry) -> dict[str, object]:
    return _asked(each) | {
        "rating": each.value,
        "not_together": each.apart,
        "words": each.words,
        "marks": list(each.marks),
    }


def _prompt(each: Prompt) -> dict[str, object]:
    return _asked(each) | {"state": each.state}


def _page(each: WeekPage) -> dict[str, object]:
    return {
        "week": each.week,
        "opened_at": _at(each.at),
        "closes_at": _at(each.closes),
        "lines": [
            {"kind": line.kind, "stands": line.role, "on": line.on, "words": line.words}
            for line in each.lines
        ],
        "plain": each.plain,
        "choice": each.choice,
        "went_out": each.released,
    }


def _copy(each: Copy) -> dict[str, object]:
    pages = zip(each.names, each.pages, each.values, strict=True)
    return {
        "week": each.week,
        "at": _at(each.at),
        "until": _at(each.expires),
        "purpose": each.purpose,
        "pages": [{"name": name, "page": page, "rating": value} for name, page, value in pages],
    }


def _receipt(each: Receipt) -> dict[str, object]:
    return {
        "week": each.week,
        "at": _at(each.at),
        "purpose": each.purpose,
        "recipients": list(each.recipients),
        "template": each.template,
        "page_sha256": each.page,
        "bound_to_sha256": each.binding,
    }


def _touch(half: Half) -> dict[str, object]:
    choice, told = half.touch, half.evening
    return {
        "you_chose": {"evening": choice.evening, "step": choice.step} if choice else None,
        "you_both_read": {"evening": told.key, "step": told.step} if told else None,
    }


def _dance(each: Dance) -> dict[str, object]:
    return {"yours": list(each.mine), "theirs": list(each.theirs), "until": _at(each.until)}


def _links(own: Belongings) -> dict[str, object]:
    return {
        "partner": [
            {
                "name": each.name,
                "since": _at(each.at),
                "time_zone": each.zone,
                "found_out": each.found_out,
                "stage": each.stage,
                "standstill": _dance(each.dance) if each.dance else None,
                "words_for_now": [{"card": word.item, "since": _at(word.at)} for word in each.words.items],
                "touch": _touch(each),
                "week": asdict(each.times),
                "pages_kept_for_weeks": each.keep,
                "honesty_ritual": each.ritual,
                "weekly_talk": each.talk,
                "you_wish": [{"topic": wish.topic, "value": wish.value} for wish in each.wishes],
            }
            for each in own.halves
        ],
        "therapist": [
            {
                "name": each.name,
                "since": _at(each.at),
                "until": _at(each.expires),
                "state": each.state,
                "you_proposed": each.mine,
                "on_secrets": each.policy,
            }
            for each in own.cares
        ],
        "couples": [
            {"label": each.label, "you_call_them": each.renamed, "since": _at(each.at)}
            for each in own.clients
        ],
        "invitations": [{"at": _at(each.at), "until": _at(each.expires)} for each in own.invitations],
        "opened_invitations": [
            {"from": each.host_name, "at": _at(each.at), "until": _at(each.expires)} for each in own.guests
        ],
        "links_you_hand_out": [{"code": each.code, "at": _at(each.at)} for each in own.handed],
        "came_by_a_therapists_link": own.person.came_by,
        "breaks": [{"until": _at(each.until)} for each in own.pauses],
    }


FORMS: Mapping[str, Callable[[Belongings, Words], str]] = MappingProxyType(
    {"html": on_paper, "json": lambda own, words: as_json(own)}
)
"""How a file of each form is written."""
