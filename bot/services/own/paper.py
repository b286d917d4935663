"""One's own data as a page to read and to print: whole in itself, with no script and nothing fetched."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby, pairwise

from bot.domain.checkin import FEELINGS, Entry, Kind
from bot.domain.page import Copy, Receipt, WeekPage, body
from bot.domain.people import Role
from bot.domain.rhythm import zone_of
from bot.domain.say import Line, Word, line
from bot.services.arriving.windows import clock_time
from bot.services.flow.screens import place_of
from bot.services.own.belongings import Belongings
from bot.services.own.paper_style import STYLE, WAVES
from bot.services.ports import Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
WIDE, HIGH, EDGE = 310, 66, 8
"""The field of a month's ratings, in its own units: a day is ten wide, a step of the rating five high."""


def on_paper(own: Belongings, words: Words) -> str:
    """Return everything as one HTML file, in the person's language and by their clock."""
    return "".join(Paper(own, words).whole())


@dataclass
class Paper:
    """One person's page."""

    own: Belongings
    words: Words

    def whole(self) -> Iterator[str]:
        """Yield the file, part by part."""
        language, name = html.escape(self.own.person.language or "en"), self.own.person.name
        yield f'<!doctype html>\n<html lang="{language}" dir="{self.text("export-direction")}">\n<head>\n'
        yield '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield '<meta name="color-scheme" content="light dark">\n'
        yield f"<title>{self.text('bot-name')}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"
        yield f"{WAVES}\n<h1>{self.text('export-title')}</h1>\n"
        yield f'<p class="made">{self.text("export-made-for", name=name, day=self.own.made)}</p>\n'
        yield f'<p class="safe">{self.text("export-safe")}</p>\n</header>\n<main>\n'
        for key, parts in self.sections():
            shown = "".join(parts) or f'<p class="quiet">{self.text("export-none")}</p>\n'
            yield f"<section>\n<h2>{self.text(key)}</h2>\n{shown}</section>\n"
        yield "</main>\n</body>\n</html>\n"

    def sections(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Yield each section's heading and its parts; what concerns nobody here is left out."""
        own = self.own
        yield "export-ratings", self.ratings()
        yield "export-words", self.kept_words()
        if own.pages or own.halves:
            yield "export-pages", map(self.page, own.pages)
        if own.copies or own.halves:
            yield "export-released", self.released()
        if own.receipts:
            yield "export-receipts", self.receipts()
        if links := "".join(f"<li>{each}</li>\n" for each in self.links()):
            yield "export-links", [f'<ul class="plain">\n{links}</ul>\n']
        yield "export-settings", self.settings()
        yield "export-not", [self.note("export-not-hold"), self.note("export-not-asked")]

    # ------------------------------------------------------------------ words

    def text(self, key: str | Line, **values: str | int | Word | datetime | date) -> str:
        """Return a text of the messages, ready to stand in the page."""
        wanted = line(key, **values) if isinstance(key, str) else key
        person = self.own.person
        return html.escape(self.words.write(wanted, person.language, place_of(person)))

    def note(self, key: str) -> str:
        """Return a quiet sentence."""
        return f'<p class="quiet">{self.text(key)}</p>\n'

    def write(self, wanted: Line) -> str:
        """Return a line of a page as plain text, exactly as the page has it."""
        return self.words.write(wanted, self.own.person.language, "")

    # ------------------------------------------------------------------ ratings

    def ratings(self) -> Iterator[str]:
        """Yield a figure for each month: the line, and under it each number with its day."""
        last = {each.day: each for each in self.own.entries if each.kind is Kind.SAFETY and not each.words}
        days = [(date.fromisoformat(day), last[day]) for day in sorted(last)]
        if not days:
            return
        yield self.note(f"history-title-{self.own.person.role or Role.UNSAID}")
        yield self.note("export-ratings-note")
        yield '<div class="months">\n'
        for month, rated in groupby(days, key=lambda pair: pair[0].replace(day=1)):
            yield self.month(month, list(rated))
        yield "</div>\n"

    def month(self, month: date, rated: Sequence[tuple[date, Entry]]) -> str:
        """Return the figure of one month."""
        values = [(day, each.value) for day, each in rated if each.value is not None]
        numbers = "".join(f"<li><i>{day.day}</i><b>{self.rating(each)}</b></li>" for day, each in rated)
        title = self.words.write(line("month", month=month), self.own.person.language, "")
        return (
            f"<figure>\n<figcaption>{html.escape(title)}</figcaption>\n"
            f'{drawn(values)}\n<ol class="days">{numbers}</ol>\n</figure>\n'
        )

    def rating(self, each: Entry) -> str:
        """Return a number, or that there is none on purpose."""
        words = ", ".join(self.text(f"feeling-{name}") for name in each.marks if name in FEELINGS)
        if each.value is None:
            number = f'<abbr title="{self.text("not-together")}">–</abbr>'
        else:
            number = str(each.value)
        return f"{number} <small>{words}</small>" if words else number

    # ------------------------------------------------------------------ words and pages

    def kept_words(self) -> Iterator[str]:
        """Yield every word that was kept, the oldest first, month by month."""
        zone = zone_of(place_of(self.own.person))
        kept = [each for each in self.own.entries if each.words]
        for month, entries in groupby(kept, key=lambda each: each.at.astimezone(zone).date().replace(day=1)):
            yield f"<h3>{self.text('month', month=month)}</h3>\n"
            for each in entries:
                kind = Kind.NOTE if each.kind is Kind.SAFETY else each.kind
                head = f"<h4>{self.text(f'note-{kind}', day=each.at)}</h4>"
                yield f"<article>\n{head}\n{said(each.words)}</article>\n"

    def page(self, each: WeekPage) -> str:
        """Return one's own page of a week: what went onto it and what did not, and whether it went out."""
        fate = "export-page-in" if each.decided else "export-page-open"
        head = self._week("export-page-out" if each.released else fate, each.week)
        if each.plain:
            return f"<article>\n{head}{said(self.write(line('page-plain')))}</article>\n"
        lines = []
        for one in each.lines:
            if one.words:
                shown = body(replace(each, lines=(replace(one, on=True),)), self.write)
                mark, off = ("✓", "") if one.on else ("○", ' class="off"')
                lines.append(f"<li{off}><span>{mark}</span>{said(shown)}</li>\n")
        return f'<article>\n{head}<ul class="lines">\n{"".join(lines)}</ul>\n</article>\n'

    def _week(self, key: str, week: str) -> str:
        of = self.text("week-of", week=date.fromisoformat(week))
        return f"<h4>{of}<small>{self.text(key)}</small></h4>\n"

    def released(self) -> Iterator[str]:
        """Yield what went out to this person, the pages of a week beside each other."""
        if self.own.copies:
            yield self.note("export-released-note")
        yield from map(self.copy, self.own.copies)

    def copy(self, each: Copy) -> str:
        """Return the two pages of a week."""
        until = self.text("export-until", day=each.expires)
        week = self.text("week-of", week=date.fromisoformat(each.week))
        pages = ""
        for who, (name, page) in enumerate(zip(each.names, each.pages, strict=True)):
            heading = self.text("joint-own") if not (who or each.clinical) else html.escape(name)
            pages += f'<div><h5 dir="auto">{heading}</h5>{said(page)}</div>\n'
        head = f"<h4>{week}<small>{until}</small></h4>"
        return f'<article>\n{head}\n<div class="pair">\n{pages}</div>\n</article>\n'

    # ------------------------------------------------------------------ the rest

    def receipts(self) -> Iterator[str]:
        """Yield a receipt for each page that went out."""
        yield self.note("export-receipts-note")
        yield from map(self.receipt, self.own.receipts)

    def receipt(self, each: Receipt) -> str:
        """Return one receipt."""
        week = self.text("week-of", week=date.fromisoformat(each.week))
        names = " & ".join(each.recipients)
        went = self.text("export-receipt", day=each.at, names=names, template=each.template)
        return f"<article>\n<h4>{week}</h4>\n<p>{went}</p>\n<code>SHA-256 {each.page}</code>\n</article>\n"

    def links(self) -> Iterator[str]:
        """Yield who is linked, and what is open."""
        own = self.own
        for half in own.halves:
            yield self.text("export-linked", name=half.name, day=half.at)
        for care in own.cares:
            key = "export-care" if care.name else "export-care-open"
            if care.code and not care.therapist:  # the two of them alone know of it
                key = "export-care-ask"
            yield self.text(key, name=care.name, day=care.at)
        for client in own.clients:
            yield self.text("export-client", label=client.label, day=client.at)
        for invitation in own.invitations:
            yield self.text("export-invitation", day=invitation.at)
        for handed in own.handed:
            yield self.text("export-handed", day=handed.at)
        if own.person.came_by:
            yield self.text("export-came-by")
        for guest in own.guests:
            yield self.text("export-guest", name=guest.host_name, day=guest.at)

    def settings(self) -> Iterator[str]:
        """Yield everything that can be set, by the names it has in the chat."""
        who = self.own.person
        yield f'<p class="quiet">{self.text("export-since", day=who.at)}</p>\n<dl>\n'
        shown = {
            "set-name": html.escape(who.name),
            "set-hour": self._hour(),
            "set-zone": html.escape(place_of(who)),
            "set-role": self.text(f"role-{who.role}") if who.role else "",
            "set-country": self.text(f"country-{who.country}") if who.country else "",
            "set-quiet": self._quiet(),
            "set-days": ", ".join(self.text(f"weekday-{day}") for day in who.fear_days),
            "set-remind": self.text("remind-on" if who.reminder else "remind-off"),
            "set-clearing": self.text(f"clearing-{who.clear_seconds}"),
            "set-keep": self.text("keep-weeks", weeks=who.keep_weeks),
        }
        for key, value in shown.items():
            yield f'<div><dt>{self.text(key)}</dt><dd dir="auto">{value or "–"}</dd></div>\n'
        yield "</dl>\n"

    def _hour(self) -> str:
        first, last = self.own.person.knock_minute, self.own.person.knock_until
        if first is None:
            return self.text("hour-myself")
        if last is None:
            return clock_time(first)
        return self.text("window-of", since=clock_time(first), until=clock_time(last))

    def _quiet(self) -> str:
        first, last = self.own.person.quiet_from, self.own.person.quiet_to
        if first == last:
            return self.text("quiet-none")
        return self.text("window-of", since=clock_time(first), until=clock_time(last))


def said(words: str) -> str:
    """Return what somebody wrote, in its own direction, with its own lines."""
    return f'<blockquote dir="auto">{html.escape(words)}</blockquote>\n'


def drawn(values: Sequence[tuple[date, int]]) -> str:
    """Return a month's line of ratings; days that follow one another are joined."""
    places = [(day, EDGE + (day.day - 1) * 10 - 3, HIGH - EDGE - value * 5) for day, value in values]
    marks = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for _, x, y in places)
    steps = "".join(
        f'<path d="M{x} {y}L{to} {down}"/>'
        for (day, x, y), (following, to, down) in pairwise(places)
        if (following - day).days == 1
    )
    rules = "".join(f'<path class="rule" d="M0 {y}H{WIDE}"/>' for y in (EDGE, HIGH // 2, HIGH - EDGE))
    scale = f'<text x="-5" y="{EDGE + 3}">10</text><text x="-5" y="{HIGH - EDGE + 3}">0</text>'
    box = f"-18 0 {WIDE + 18} {HIGH}"
    return f'<svg viewBox="{box}" aria-hidden="true">{rules}{scale}{steps}{marks}</svg>'
