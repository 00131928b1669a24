"""Facts and conventions from plain values, as the command line and case files give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from obligations.engine.analysis import names_in
from obligations.engine.calendars import (
    BusinessCalendar,
    OutsideRange,
    UnknownCalendar,
    calendar,
)
from obligations.engine.clock import read_zone, zone_info
from obligations.engine.errors import EngineError
from obligations.engine.graph import in_order
from obligations.engine.names import Kind, names_of
from obligations.engine.parser import parse
from obligations.engine.periods import YearEnd
from obligations.engine.values import (
    Conventions,
    Dates,
    Defined,
    Events,
    Fact,
    Moment,
    Span,
    Spans,
)

ROLLS = ("none", "following", "preceding", "modified-following", "modified-preceding")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Facts = tuple[dict[str, Kind], dict[str, Fact]]


# Case files


def facts_from(inputs: Mapping[str, Any]) -> Facts:
    """Kinds and facts of the inputs of a case file: name → date, instant, None, list, spans.

    Values that are no dates (a principal, a rate) are left out: a rule cannot
    use them.
    """
    kinds, facts = kinds_from(inputs), {}
    for name in kinds:
        facts[name] = fact_from(name, inputs[name])
    return kinds, facts


def kinds_from(inputs: Mapping[str, Any]) -> dict[str, Kind]:
    """The kind of each input that can be a date, whether or not it can be read."""
    return {
        name: _kind(value)
        for name, value in inputs.items()
        if not isinstance(value, bool | int | float | dict)
    }


def _kind(value: Any) -> Kind:
    if value is None:
        return "unknown"
    if isinstance(value, list):
        spans = all(isinstance(v, list) for v in value)
        return ("span" if spans else "repeating event") if value else "unknown"
    return "event"


def fact_from(name: str, value: Any) -> Fact:
    """The fact that an input gives. Raises EngineError with a sentence."""
    kind = _kind(value)
    if kind == "unknown":
        return Events()
    if kind == "span":
        return Spans(tuple(_span(name, v, n) for n, v in enumerate(value, 1)))
    if kind == "repeating event":
        return Events(_in_order(moment(name, str(v)) for v in value), repeating=True)
    return _single(name, str(value))


def _single(name: str, text: str) -> Events:
    if text == "never":
        return Events(never=True)
    return Events((moment(name, text),))


def _in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(sorted(moments, key=lambda m: (m.day, m.at.timestamp() if m.at else 0)))


def _span(name: str, ends: Sequence[Any], n: int) -> Span:
    first, last = (ends[0], ends[1]) if len(ends) == 2 else (ends[0] if ends else None, None)
    span = Span(day(name, str(first)), day(name, str(last)) if last else None, lineage=str(n))
    if span.last is not None and span.last < span.first:
        raise EngineError(f"[{name}] ends on {span.last}, before it begins on {span.first}.")
    return span


def moment(name: str, text: str) -> Moment:
    """A happening from an ISO date or an ISO instant with its offset."""
    if "T" not in text:
        return Moment(day(name, text))
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise EngineError(f"“{text}” for [{name}] is no date or instant.") from error
    if at.tzinfo is None:
        raise EngineError(
            f"“{text}” for [{name}] has no offset; write it as 1999-10-30T10:00:00-04:00."
        )
    return Moment(at.date(), at)


def day(name: str, text: str) -> date:
    """An ISO date, or a sentence that names what is wrong."""
    if not _ISO_DAY.fullmatch(text):
        raise EngineError(f"“{text}” for {name} is no date; write it as 2000-04-28.")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise EngineError(f"There is no day {text} (for {name}).") from error


# The command line


class Given(NamedTuple):
    """An `--event` option: `operator` is = for a value, := for a rule."""

    name: str
    operator: str
    value: str


def read_event(text: str) -> Given:
    """`NAME=VALUE` or `NAME:=RULE` split into name, operator and value."""
    match = re.match(r"\s*([^=]+?)\s*(:=|=)\s*(.*?)\s*$", text, re.DOTALL)
    name = match[1].strip().removeprefix("[").removesuffix("]").strip() if match else ""
    if match is None or not name:
        raise EngineError(
            f"“{text}” is no event; write NAME=2000-04-28, NAME= when unknown, NAME=never,"
            " NAME=FIRST..LAST for a span or NAME:=rule for a defined date."
        )
    if "[" in name or "]" in name:
        raise EngineError(f"A key date's name has no square brackets; “{name}” has.")
    return Given(" ".join(name.split()), match[2], match[3])


def facts_from_events(texts: Sequence[str]) -> Facts:
    """Kinds and facts of `--event` options.

    Raises EngineError for a name given twice, RuleError for a defined date
    whose rule is illegal or goes round in a circle.
    """
    kinds: dict[str, Kind] = {}
    facts: dict[str, Fact] = {}
    rules: dict[str, str] = {}
    for text in texts:
        given = read_event(text)
        if given.name.casefold() in {name.casefold() for name in kinds}:
            raise EngineError(
                f"[{given.name}] is given twice; several dates go into one option, as"
                f" “{given.name}=2009-01-26;2015-04-19”."
            )
        if given.operator == ":=":
            kinds[given.name], rules[given.name] = "defined", given.value
        else:
            kinds[given.name], facts[given.name] = _event_fact(given.name, given.value)
    return kinds, {**facts, **_defined(kinds, rules)}


def _defined(kinds: dict[str, Kind], rules: dict[str, str]) -> dict[str, Fact]:
    names = names_of(kinds)
    parsed = {name: parse(rule, names) for name, rule in rules.items()}
    in_order({name: names_in(rule) for name, rule in parsed.items()})
    return {name: Defined(rule) for name, rule in parsed.items()}


def _event_fact(name: str, value: str) -> tuple[Kind, Fact]:
    if not value:
        return "unknown", Events()
    parts = [part.strip() for part in value.split(";") if part.strip()]
    if ".." in value:
        pairs = [[end.strip() or None for end in part.split("..", 1)] for part in parts]
        return "span", Spans(tuple(_span(name, pair, n) for n, pair in enumerate(pairs, 1)))
    if ";" in value and "T" in value:
        return "repeating event", Events(_in_order(moment(name, p) for p in parts), repeating=True)
    if ";" in value:
        return "set", Dates(tuple(sorted(day(name, part) for part in parts)))
    return "event", _single(name, value)


# Conventions


def conventions_from(
    options: Mapping[str, Any], calendar_of: Callable[[str], BusinessCalendar] = calendar
) -> Conventions:
    """Conventions from options: calendar, roll, month_end, fiscal_year_end, zone, law.

    `calendar_of` finds a calendar by id, as in a World.

    Raises EngineError with a sentence for a value that there is not.
    """
    roll = str(options.get("roll") or "none").replace("_", "-").replace(" ", "-")
    if roll not in ROLLS:
        raise EngineError(f"There is no roll “{roll}”; the rolls are {', '.join(ROLLS)}.")
    month_end = str(options.get("month_end") or "down")
    if month_end not in ("down", "up"):
        raise EngineError(f"“{month_end}” is no month end; it is down or up.")
    zone = options.get("zone")
    return Conventions(
        calendar=_calendar_id(options.get("calendar"), calendar_of),
        roll=roll.replace("-", " "),  # type: ignore[arg-type]
        month_end=month_end,  # type: ignore[arg-type]
        year_end=year_end_from(options.get("fiscal_year_end")),
        zone=zone_info(read_zone(str(zone)).place).key if zone else None,
        law=str(options.get("law") or ""),
    )


def _calendar_id(text: Any, calendar_of: Callable[[str], BusinessCalendar]) -> str | None:
    if not text:
        return None
    try:
        return calendar_of(str(text)).id
    except (UnknownCalendar, OutsideRange) as error:
        raise EngineError(str(error)) from error


def year_end_from(text: Any) -> YearEnd | None:
    """The end of a fiscal year from `MM-DD`, None for nothing."""
    if not text:
        return None
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", str(text))
    try:
        if match is None:
            raise ValueError(text)
        date(2000, int(match[1]), int(match[2]))
    except ValueError as error:
        raise EngineError(f"“{text}” is no end of a fiscal year; write it as 12-31.") from error
    return YearEnd(int(match[1]), int(match[2]))
