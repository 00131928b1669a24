"""Facts and conventions from plain values, as the command line and case files give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from obligations.engine.clock import read_zone, zone_info
from obligations.engine.errors import EngineError
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
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def facts_from(inputs: Mapping[str, Any]) -> tuple[dict[str, Kind], dict[str, Fact]]:
    """Kinds and facts of the inputs of a case file: name → date, instant, None, list, spans.

    Values that are no dates (a principal, a rate) are left out: a rule cannot
    use them.
    """
    kinds: dict[str, Kind] = {}
    facts: dict[str, Fact] = {}
    for name, value in inputs.items():
        if isinstance(value, bool | int | float):
            continue
        kinds[name], facts[name] = _fact(name, value)
    return kinds, facts


def _fact(name: str, value: Any) -> tuple[Kind, Fact]:
    if value is None:
        return "event", Events()
    if isinstance(value, list):
        if value and all(isinstance(v, list) for v in value):
            return "span", Spans(tuple(_span(name, v, n) for n, v in enumerate(value, 1)))
        return "set", Events(tuple(moment(name, str(v)) for v in value), repeating=True)
    if value == "never":
        return "event", Events(never=True)
    return "event", Events((moment(name, str(value)),))


def _span(name: str, ends: Sequence[Any], n: int) -> Span:
    first, last = (ends[0], ends[1]) if len(ends) == 2 else (ends[0], None)
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
    if not _ISO_DAY.match(text):
        raise EngineError(f"“{text}” for {name} is no date; write it as 2000-04-28.")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise EngineError(f"There is no day {text} (for {name}).") from error


def read_event(text: str) -> tuple[str, str, str]:
    """`NAME=VALUE` or `NAME:=RULE` split into name, operator and value."""
    match = re.match(r"\s*([^=]+?)\s*(:=|=)\s*(.*?)\s*$", text, re.DOTALL)
    if match is None:
        raise EngineError(
            f"“{text}” is no event; write NAME=2000-04-28, NAME= when unknown, NAME=never,"
            " NAME=FIRST..LAST for a span or NAME:=rule for a defined date."
        )
    name = match[1].strip()
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1].strip()
    return name, match[2], match[3]


def facts_from_events(texts: Sequence[str]) -> tuple[dict[str, Kind], dict[str, Fact]]:
    """Kinds and facts of `--event` options; an option given twice for a name is refused."""
    kinds: dict[str, Kind] = {}
    facts: dict[str, Fact] = {}
    rules: dict[str, str] = {}
    for text in texts:
        name, operator, value = read_event(text)
        if name in kinds:
            raise EngineError(
                f"[{name}] is given twice; several dates go into one option, as"
                f" “{name}=2009-01-26;2015-04-19”."
            )
        if operator == ":=":
            kinds[name], rules[name] = "defined", value
        else:
            kinds[name], facts[name] = _event_fact(name, value)
    names = names_of(kinds)
    for name, rule in rules.items():
        facts[name] = Defined(parse(rule, names))
    return kinds, facts


def _event_fact(name: str, value: str) -> tuple[Kind, Fact]:
    if not value:
        return "event", Events()
    if value == "never":
        return "event", Events(never=True)
    if ".." in value:
        pairs = [[part or None for part in v.split("..", 1)] for v in value.split(";")]
        return "span", Spans(tuple(_span(name, v, n) for n, v in enumerate(pairs, 1)))
    if ";" in value:
        parts = [part.strip() for part in value.split(";") if part.strip()]
        days = tuple(day(name, part) for part in parts)
        return "set", Dates(days)
    return "event", Events((moment(name, value),))


def conventions_from(options: Mapping[str, Any]) -> Conventions:
    """Conventions from options: calendar, roll, month_end, fiscal_year_end, zone."""
    roll = str(options.get("roll") or "none").replace("_", "-")
    if roll not in ROLLS:
        raise EngineError(f"There is no roll “{roll}”; the rolls are {', '.join(ROLLS)}.")
    month_end = str(options.get("month_end") or "down")
    if month_end not in ("down", "up"):
        raise EngineError(f"“{month_end}” is no month end; it is down or up.")
    zone = options.get("zone")
    return Conventions(
        calendar=options.get("calendar") or None,
        roll=roll.replace("-", " "),  # type: ignore[arg-type]
        month_end=month_end,  # type: ignore[arg-type]
        year_end=year_end_from(options.get("fiscal_year_end")),
        zone=zone_info(read_zone(str(zone)).place).key if zone else None,
        law=str(options.get("law") or ""),
    )


def year_end_from(text: Any) -> YearEnd | None:
    """The end of a fiscal year from `MM-DD`, None for nothing."""
    if not text:
        return None
    match = re.match(r"(\d{1,2})-(\d{1,2})$", str(text))
    try:
        if match is None:
            raise ValueError(text)
        date(2000, int(match[1]), int(match[2]))
    except ValueError as error:
        raise EngineError(f"“{text}” is no end of a fiscal year; write it as 12-31.") from error
    return YearEnd(int(match[1]), int(match[2]))
