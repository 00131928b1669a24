"""The restatement: what a rule says, in one plain sentence, for whoever typed it to check.

"On the 30th day after the Closing Date, counting every day; no roll." Pure: it
knows the rule and, where they are given, the agreement's conventions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from obligations.engine import syntax as s
from obligations.engine.analysis import walk
from obligations.engine.kinds import UNROLLED
from obligations.engine.names import OBLIGATION_DATE
from obligations.engine.printer import ordinal, part_text
from obligations.engine.run import show
from obligations.engine.values import Conventions

_NO_CONVENTIONS: Final = Conventions()


def restate(rule: s.Rule, conventions: Conventions = _NO_CONVENTIONS, kind: str = "") -> str:
    """What a rule says, as a sentence; `kind` is the obligation's."""
    main = _BODIES[type(rule.body)](rule.body)
    counting = ", ".join(dict.fromkeys(_counting(rule, conventions)))
    parts = [f"{main}, {counting}" if counting else main]
    parts += [_MODIFIERS[type(m)](m) for m in rule.modifiers if type(m) in _MODIFIERS]
    parts += _roll(rule, conventions, kind)
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _listed(parts: list[str], word: str = "and") -> str:
    return f" {word} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


# Points


def _name(name: str) -> str:
    match = OBLIGATION_DATE.match(name)
    if match is None:
        return name if name.lower().startswith("the ") else f"the {name}"
    words = {
        "due": f"the due date of {match['ref']}",
        "done": f"the day on which {match['ref']} is done",
        "missed": f"the day from which {match['ref']} counts as missed",
    }
    return words[match["which"]]


def _point(point: s.Point) -> str:
    words = [term_words(point.term)]
    for shift in point.shifts:
        sign = "plus" if shift.sign > 0 else "less"
        words.append(f"{sign} {part_text(shift.duration)}")
    return " ".join(words)


def term_words(term: s.Term) -> str:
    """A term in plain words."""
    return _TERMS[type(term)](term)


def _offset(term: s.Offset) -> str:
    direction = "after" if term.direction == "of" else term.direction
    where = term_words(term.term)
    if direction == "beginning with":
        return f"the last day of {part_text(term.duration)} that begin with {where}"
    return f"{_counted(term.duration)} {direction} {where}"


def _counted(duration: s.Duration) -> str:
    """The 30th day, the 5th business day, the day 6 months, the moment 48 hours (after …)."""
    (first, *rest), unit = duration.amounts, duration.amounts[0].unit
    if rest or unit.name != "day" or first.n == 0:
        return f"the {'moment' if unit.name == 'hour' else 'day'} {part_text(duration)}"
    kind = "" if unit.count_as == "calendar" else f"{unit.count_as} "
    ends = f"{unit.ends} " if unit.ends else ""
    return f"the {ordinal(first.n)} {ends}{kind}day"


def _edge(term: s.PeriodEdge) -> str:
    period = f"{'fiscal' if term.fiscal else 'calendar'} {term.period}"
    if term.select == "each":
        after = f" after {term_words(term.term)}" if term.term else ""
        return f"the {term.edge} of each {period}{after}"
    assert term.term is not None
    where = term_words(term.term)
    if term.select == "containing":
        return f"the {term.edge} of the {period} that {where} falls in"
    if term.select == "after":
        return f"the next {term.edge} of a {period} after {where}"
    return f"the {term.edge} of the first {period} that begins on or after {where}"


def _pick(term: s.Pick) -> str:
    legs = [_point(leg.point) + (f" at {leg.clock}" if leg.clock else "") for leg in term.legs]
    return f"the {term.which} of {_listed(legs)}"


_TERMS: Final[dict[type, Callable[[Any], str]]] = {
    s.Day: lambda term: show(term.date),
    s.Name: lambda term: _name(term.name),
    s.Offset: _offset,
    s.PeriodEdge: _edge,
    s.SpanDay: lambda term: f"the {term.edge} day of {_name(term.name)}",
    s.Pick: _pick,
    s.EachName: lambda term: f"each {term.name}",
    s.EachAnniversary: lambda term: f"each anniversary of {_name(term.name)}",
    s.EachOf: lambda term: f"each of {_listed([_point(point) for point in term.points])}",
    s.Group: lambda term: _point(term.point),
}


# Bodies


def _at(body: s.At) -> str:
    term = body.point.term
    if isinstance(term, s.Offset) and term.direction == "either side of":
        return _either_side(term.duration, term.term)
    if isinstance(term, s.Offset) and term.bound:
        return _bounded(body.point, term)
    where = _point(body.point)
    return f"{'at' if where.startswith('the moment') else 'on'} {where}"


def _bounded(point: s.Point, term: s.Offset) -> str:
    before = term.direction == "before"
    if term.bound == "at least" and not before:
        return f"on {_point(point)} at the earliest"
    if term.bound == "at most" and before:
        return f"from {_point(point)} up to {term_words(term.term)}"
    return f"by {_point(point)} at the latest"


def _either_side(duration: s.Duration, term: s.Term) -> str:
    where = term_words(term)
    return f"from {_counted(duration)} before {where} to {_counted(duration)} after it"


def _bound(body: s.Bound) -> str:
    where = _point(body.point)
    if body.upper:
        return f"before {where}, that day left out" if body.strict else f"by {where} at the latest"
    return f"after {where}, that day left out" if body.strict else f"on {where} at the earliest"


def _within(body: s.Within) -> str:
    where = term_words(body.term)
    if body.direction == "either side of":
        return _either_side(body.duration, body.term)
    if body.direction == "before":
        return f"from {_counted(body.duration)} before {where} up to {where}"
    if body.direction == "beginning with":
        return f"within the {part_text(body.duration)} that begin with {where}"
    return f"by {_counted(body.duration)} after {where} at the latest"


def _between(body: s.Between) -> str:
    return f"{_bound(body.lower)}, and {_bound(body.upper)}"


def _period(body: s.Period) -> str:
    start = f"from {_point(body.start)}" if body.start else ""
    if body.duration is not None:
        return f"{start}, for {part_text(body.duration)}"
    if body.end is None:
        return f"{start} on"
    end = f"until {_point(body.end)}"
    included = "left out" if body.end_word == "to but excluding" else "included"
    return f"{start} {end}, that day {included}".strip()


def _soft(body: s.Soft) -> str:
    text = f"{body.word} after {term_words(body.term)}, on no fixed day"
    if body.long_stop is None:
        return text
    return f"{text}, and {_BODIES[type(body.long_stop)](body.long_stop)}"


def _series(body: s.Series) -> str:
    phases = ", then ".join(_phase(phase) for phase in body.phases)
    start = f", counted from {_point(body.start)}" if body.start else ""
    until = f", until {_point(body.until)}" if body.until else ""
    return f"{phases}{start}{until}"


def _phase(phase: s.Frequency) -> str:
    until = f" until {_point(phase.until)}" if phase.until else ""
    return part_text(replace(phase, until=None)) + until


def _receipt(body: s.Receipt) -> str:
    text = part_text(body).removeprefix("deemed received ")
    return f"a notice counts as received {text}"


_BODIES: Final[dict[type, Callable[[Any], str]]] = {
    s.At: _at,
    s.Bound: _bound,
    s.Within: _within,
    s.Between: _between,
    s.Period: _period,
    s.During: lambda body: f"as long as {_name(body.name)} lasts",
    s.Soft: _soft,
    s.Series: _series,
    s.Receipt: _receipt,
}


# Counting and modifiers


def _counting(rule: s.Rule, conventions: Conventions) -> Iterator[str]:
    """How the units of the body are counted."""
    for part in walk(rule.body):
        if isinstance(part, s.Offset | s.Within) and part.direction == "of":
            yield "“of” read as “after”"
        if isinstance(part, s.Unit):
            if part.ends == "clear":
                yield "both end days left out"
            yield _unit(part, conventions)


def _unit(unit: s.Unit, conventions: Conventions) -> str:
    if unit.count_as != "calendar":
        days = unit.calendar or conventions.calendar
        return f"counting {unit.count_as} days" + (f" ({days})" if days else "")
    if unit.name == "day":
        return "counting every day"
    if unit.name == "hour":
        return "in hours that run on"
    return "to the same day of the week" if unit.name == "week" else "to the corresponding date"


def _condition(modifier: s.Condition) -> str:
    word = "unless" if modifier.negated else "only if"
    if modifier.relation in ("occurred", "not occurred"):
        by = f" by {_point(modifier.point)}" if modifier.point else ""
        return f"{word} {_name(modifier.name)} has {modifier.relation}{by}"
    assert modifier.point is not None
    return f"{word} {_name(modifier.name)} is {modifier.relation} {_point(modifier.point)}"


def _postponed(modifier: s.Postponed) -> str:
    cap = f", at most {part_text(modifier.cap)}" if modifier.cap else ""
    days = part_text(modifier.duration)
    return f"{days} later for each day of {_name(modifier.name)}{cap}"


_MODIFIERS: Final[dict[type, Callable[[Any], str]]] = {
    s.EndOfMonth: lambda m: "a month's last day stays a month's last day",
    s.MonthEnd: lambda m: f"a day that does not exist is rounded {m.side}",
    s.AtClock: lambda m: part_text(m),
    s.Postponed: _postponed,
    s.Suspended: lambda m: f"the days of {_name(m.name)} not counted",
    s.Excepted: lambda m: f"not on days of {_name(m.name)}",
    s.Grace: lambda m: f"with a grace of {part_text(m.duration)}",
    s.Floor: lambda m: f"never before {_point(m.point)}",
    s.Ceiling: lambda m: f"never after {_point(m.point)}",
    s.Since: lambda m: f"from {_point(m.point)} on",
    s.Until: lambda m: f"until {_point(m.point)}",
    s.Times: lambda m: f"{m.n} times",
    s.Condition: _condition,
}

_ROLLS: Final = {
    "following": "the next business day",
    "modified following": "the next business day of the same month, else the one before",
    "preceding": "the business day before",
    "modified preceding": "the business day before in the same month, else the next one",
}


def _roll(rule: s.Rule, conventions: Conventions, kind: str) -> list[str]:
    adjust = rule.first(s.Adjust)
    if adjust is not None and adjust.convention != "none":
        days = f" ({adjust.calendar})" if adjust.calendar else ""
        return [f"a closed day is moved to {_ROLLS[adjust.convention]}{days}"]
    if not _has_last_day(rule.body):
        return []
    if adjust is None and conventions.roll != "none" and kind not in UNROLLED:
        return [f"a closed day is moved to {_ROLLS[conventions.roll]}, as agreed"]
    return ["no roll"]


def _has_last_day(body: s.Body) -> bool:
    """Whether something has to be done by a day that could be moved."""
    if isinstance(body, s.Soft):
        return body.long_stop is not None
    if isinstance(body, s.Bound):
        return body.upper
    term = body.point.term if isinstance(body, s.At) else None
    if isinstance(term, s.Offset) and term.bound == "at least":
        return term.direction == "before"
    return isinstance(body, s.At | s.Within | s.Between | s.Series)
