"""The canonical text of a rule: one spelling for each meaning, names in square brackets.

`parse(text_of(rule)) == rule`, and printing what was parsed from a canonical
text gives the same text again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from obligations.engine import lexicon
from obligations.engine import syntax as s


def text_of(rule: s.Rule) -> str:
    """The canonical text of a rule."""
    return ", ".join([part_text(rule.body), *(part_text(m) for m in rule.modifiers)])


def part_text(part: object) -> str:
    """The canonical text of any part of a rule."""
    return _PRINTERS[type(part)](part)


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 120th."""
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def _joined(*words: object) -> str:
    return " ".join(str(word) for word in words if word)


def _calendar(id_: str | None) -> str:
    return f"({id_})" if id_ else ""


# Durations


def _unit(unit: s.Unit, n: int) -> str:
    counted = unit.count_as if unit.count_as != "calendar" or unit.stated else ""
    return _joined(
        unit.ends, counted, unit.name + ("" if n == 1 else "s"), _calendar(unit.calendar)
    )


def _amount(amount: s.Amount) -> str:
    return f"{amount.n} {_unit(amount.unit, amount.n)}"


def _duration(duration: s.Duration) -> str:
    return " and ".join(part_text(amount) for amount in duration.amounts)


# Points and terms


def _point(point: s.Point) -> str:
    return _joined(part_text(point.term), *(part_text(shift) for shift in point.shifts))


def _shift(shift: s.Shift) -> str:
    return f"{'+' if shift.sign > 0 else '-'} {part_text(shift.duration)}"


def _offset(term: s.Offset) -> str:
    counted = part_text(term.duration)
    if term.ordinal:
        amount = term.duration.amounts[0]
        counted = f"{ordinal(amount.n)} {_unit(amount.unit, 1)}"
    bound = {"at most": "not more than"}.get(term.bound, term.bound)
    return _joined(bound, counted, term.direction, part_text(term.term))


def _edge(term: s.PeriodEdge) -> str:
    select = term.select if term.select in ("each", "first complete") else ""
    relation = "" if term.term is None else "after" if select else term.select
    kind = "fiscal" if term.fiscal else "calendar"
    days = _joined(term.edge, _calendar(term.calendar))
    after = part_text(term.term) if term.term else ""
    return _joined(days, "of", select, kind, term.period, relation, after)


def _legs(parts: tuple[Any, ...]) -> str:
    return f"({', '.join(part_text(part) for part in parts)})"


def _leg(leg: s.Leg) -> str:
    return _joined(part_text(leg.point), f"at {leg.clock}" if leg.clock else "")


# Bodies


def _bound(body: s.Bound) -> str:
    if body.upper:
        word = "before" if body.strict else "not later than"
    else:
        word = "after" if body.strict else "not earlier than"
    return f"{word} {part_text(body.point)}"


def _within(body: s.Within) -> str:
    return f"within {part_text(body.duration)} {body.direction} {part_text(body.term)}"


def _period(body: s.Period) -> str:
    start = f"from {part_text(body.start)}" if body.start else ""
    length = f"for {part_text(body.duration)}" if body.duration else ""
    end = f"{body.end_word} {part_text(body.end)}" if body.end else ""
    return _joined(start, length, end)


def _soft(body: s.Soft) -> str:
    text = f"{body.word} after {part_text(body.term)}"
    return f"{text}, and in any event {part_text(body.long_stop)}" if body.long_stop else text


def _series(body: s.Series) -> str:
    phases = " then ".join(part_text(phase) for phase in body.phases)
    start = f"from {part_text(body.start)}" if body.start else ""
    until = f"until {part_text(body.until)}" if body.until else ""
    return _joined(phases, start, until)


_NAMED: Final = {
    s.Unit("day"): "daily",
    s.Unit("week"): "weekly",
    s.Unit("month"): "monthly",
    s.Unit("quarter"): "quarterly",
    s.Unit("year"): "yearly",
}


def _frequency(phase: s.Frequency) -> str:
    length = f"for {part_text(phase.duration)}" if phase.duration else ""
    until = f"until {part_text(phase.until)}" if phase.until else ""
    return _joined(_steps(phase), length, until)


def _steps(phase: s.Frequency) -> str:
    if phase.unit is None:
        assert phase.day_month is not None
        month, day = phase.day_month
        return f"every {day} {lexicon.MONTHS[month - 1].capitalize()}"
    if phase.n == 1:
        return _NAMED.get(phase.unit) or f"every {_unit(phase.unit, 1)}"
    return f"every {phase.n} {_unit(phase.unit, phase.n)}"


def _receipt(body: s.Receipt) -> str:
    if isinstance(body.when, s.Duration):
        when = f"{part_text(body.when)} after sending"
    else:
        when = _joined(body.when, _calendar(body.calendar))
    conditions = " and ".join(part_text(condition) for condition in body.conditions)
    open_day = _joined("on a business day", _calendar(body.day_calendar))
    sent = f"if sent {conditions}" if conditions else ""
    return _joined("deemed received", when, sent, open_day if body.on_business_day else "")


# Modifiers


def _postponed(modifier: s.Postponed) -> str:
    cap = f"capped at {part_text(modifier.cap)}" if modifier.cap else ""
    days = f"for each day of [{modifier.name}]"
    return _joined("postponed", part_text(modifier.duration), days, cap)


def _condition(modifier: s.Condition) -> str:
    word = "unless" if modifier.negated else "if"
    point = part_text(modifier.point) if modifier.point else ""
    if modifier.relation in ("occurred", "not occurred"):
        relation = f"has {modifier.relation}"
        return _joined(word, f"[{modifier.name}]", relation, f"by {point}" if point else "")
    return _joined(word, f"[{modifier.name}]", modifier.relation, point)


_PRINTERS: Final[dict[type, Callable[[Any], str]]] = {
    s.Amount: _amount,
    s.Duration: _duration,
    s.Point: _point,
    s.Shift: _shift,
    s.Day: lambda term: str(term.date.isoformat()),
    s.Name: lambda term: f"[{term.name}]",
    s.Offset: _offset,
    s.PeriodEdge: _edge,
    s.SpanDay: lambda term: f"{term.edge} day of [{term.name}]",
    s.Pick: lambda term: f"{term.which} of {_legs(term.legs)}",
    s.Leg: _leg,
    s.EachName: lambda term: f"each [{term.name}]",
    s.EachAnniversary: lambda term: f"each anniversary of [{term.name}]",
    s.EachOf: lambda term: f"each of {_legs(term.points)}",
    s.Group: lambda term: f"({part_text(term.point)})",
    s.At: lambda body: _joined("on" if body.stated else "", part_text(body.point)),
    s.Bound: _bound,
    s.Within: _within,
    s.Between: lambda body: f"{part_text(body.lower)} and {part_text(body.upper)}",
    s.Period: _period,
    s.During: lambda body: f"during [{body.name}]",
    s.Soft: _soft,
    s.Series: _series,
    s.Frequency: _frequency,
    s.Receipt: _receipt,
    s.SentCondition: lambda part: f"{part.relation} {part.clock}",
    s.Adjust: lambda m: _joined("adjust", m.convention, _calendar(m.calendar)),
    s.EndOfMonth: lambda m: "end-of-month",
    s.MonthEnd: lambda m: f"month-end {m.side}",
    s.AtClock: lambda m: f"{m.relation} {m.clock}",
    s.Postponed: _postponed,
    s.Suspended: lambda m: f"suspended during [{m.name}]",
    s.Excepted: lambda m: f"except during [{m.name}]",
    s.Grace: lambda m: f"with {part_text(m.duration)} grace",
    s.Floor: lambda m: f"but not before {part_text(m.point)}",
    s.Ceiling: lambda m: f"but not after {part_text(m.point)}",
    s.Since: lambda m: f"from {part_text(m.point)}",
    s.Until: lambda m: f"until {part_text(m.point)}",
    s.Times: lambda m: f"{m.n} times",
    s.Condition: _condition,
}
