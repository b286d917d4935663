"""Where help is, country by country: static pages that need no memory and no record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("emergency", "crisis", "violence", "text")  # also the order in which they are shown
LINE_NEEDED = {"kind", "number", "serves", "hours", "cost", "trace"}
LINE_KNOWN = LINE_NEEDED | {"name", "checked"}
UNKNOWN = "unknown"
TOGETHER = "together"
"""Of a line that was checked in the same month as all the others: the month is said once, below them."""
COUNTRIES_PER_ROW = 2
ELSEWHERE = "XX"


class HelplinesError(ValueError):
    """The list of help lines is wrong; the message names the country and the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One way to reach people. `hours`, `cost`, `serves`, `trace` are words of help.ftl or plain facts."""

    id: str
    kind: str
    number: str
    name: str
    serves: str
    hours: str
    cost: str
    trace: str
    checked: str


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    lines: tuple[Line, ...]

    @property
    def emergency(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a Help screen: a key of help.ftl and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpButton:
    label_key: str
    data: str
    values: Mapping[str, str] = field(default_factory=dict)


Row = tuple[HelpButton, ...]


@dataclass(frozen=True, slots=True)
class HelpScreen:
    parts: tuple[Part, ...]
    buttons: tuple[Row, ...]


HOLD = HelpButton("help-button-hold", "hold")
HIDE = HelpButton("help-button-hide", "hide")
BACK = HelpButton("help-button-countries", "help")
NOTEBOOK = Part("help-notebook")


def parse(toml: Mapping[str, object]) -> dict[str, Country]:
    """Read the help lines from a parsed `help.toml`; every country begins with an emergency line."""
    return {code: _country(code, entry) for code, entry in toml.items()}


def merge(shipped: Mapping[str, object], operator: Mapping[str, object]) -> dict[str, object]:
    """An operator's file over the shipped one, value by value; `drop = true` takes a line or country out."""
    merged = dict(shipped)
    for name, value in operator.items():
        if isinstance(value, Mapping):
            if value.get("drop") is True:
                merged.pop(name, None)
                continue
            below = merged.get(name)
            merged[name] = merge(below if isinstance(below, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged


def screen(data: str, countries: Mapping[str, Country]) -> HelpScreen:
    """The screen behind a button; anything unknown is the first screen."""
    match data.split("."):
        case ["help", code] if code in countries:
            return _of_country(countries[code])
        case ["help", code] if code == ELSEWHERE:
            return HelpScreen((Part("help-elsewhere"), NOTEBOOK), _foot())
    return _root(countries)


def _root(countries: Mapping[str, Country]) -> HelpScreen:
    choices = [
        HelpButton("help-country", f"help.{country.code}", {"code": country.code, "name": country.name})
        for country in countries.values()
    ]
    choices.append(HelpButton("help-button-elsewhere", f"help.{ELSEWHERE}"))
    rows = [
        tuple(choices[start : start + COUNTRIES_PER_ROW])
        for start in range(0, len(choices), COUNTRIES_PER_ROW)
    ]
    return HelpScreen((Part("help-root"), NOTEBOOK), (*rows, (HOLD, HIDE)))


def _of_country(country: Country) -> HelpScreen:
    title = Part("help-title", {"code": country.code, "name": country.name})
    months = {line.checked for line in country.lines}
    once = months != {UNKNOWN} and len(months) == 1
    lines = [
        Part(
            "help-line",
            {
                "kind": line.kind,
                "number": line.number,
                "name": line.name,
                "serves": line.serves,
                "hours": line.hours,
                "cost": line.cost,
                "trace": line.trace,
                "checked": TOGETHER if once else line.checked,
            },
        )
        for line in country.lines
    ]
    checked = [Part("help-checked", {"checked": country.emergency.checked})] if once else []
    return HelpScreen((title, *lines, *checked, NOTEBOOK), _foot())


def _foot() -> tuple[Row, ...]:
    return ((BACK,), (HOLD, HIDE))


def _country(code: str, entry: object) -> Country:
    if not (len(code) == 2 and code.isascii() and code.isupper()) or code == ELSEWHERE:
        raise HelplinesError(f"{code}: a country is two capital letters")
    if not isinstance(entry, Mapping):
        raise HelplinesError(f"{code}: a country is a table")
    if unknown := sorted(entry.keys() - {"name", "line"}):
        raise HelplinesError(f"{code}: {', '.join(unknown)} not known")
    name = entry.get("name")
    if not isinstance(name, str) or not name:
        raise HelplinesError(f"{code}: the name is missing")
    table = entry.get("line", {})
    if not isinstance(table, Mapping):
        raise HelplinesError(f"{code}: line is a table of lines")
    lines = sorted(
        (_line(code, line_id, line) for line_id, line in table.items()),
        key=lambda line: KINDS.index(line.kind),
    )
    if not lines or lines[0].kind != "emergency":
        raise HelplinesError(f"{code}: an emergency line is missing")
    return Country(code, name, tuple(lines))


def _line(code: str, line_id: str, entry: object) -> Line:
    where = f"{code}.{line_id}"
    if not isinstance(entry, Mapping):
        raise HelplinesError(f"{where}: a line is a table")
    if missing := sorted(LINE_NEEDED - entry.keys()):
        raise HelplinesError(f"{where}: {', '.join(missing)} missing")
    if strange := sorted(entry.keys() - LINE_KNOWN):
        raise HelplinesError(f"{where}: {', '.join(strange)} not known")
    facts: dict[str, str] = {}
    for fact, value in entry.items():
        if not isinstance(value, str) or not value:
            raise HelplinesError(f"{where}: {fact} is a word")
        facts[fact] = value
    if facts["kind"] not in KINDS:
        raise HelplinesError(f"{where}: kind is one of {', '.join(KINDS)}")
    return Line(
        id=line_id,
        kind=facts["kind"],
        number=facts["number"],
        name=facts.get("name", "none"),
        serves=facts["serves"],
        hours=facts["hours"],
        cost=facts["cost"],
        trace=facts["trace"],
        checked=facts.get("checked", UNKNOWN),
    )
