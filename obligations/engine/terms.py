"""Terms to dates: names, offsets, period edges, earlier and later of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from obligations.engine import clock as clocks
from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.analysis import multi_names
from obligations.engine.arithmetic import shift
from obligations.engine.errors import CannotCompute, RuleError
from obligations.engine.periods import (
    CALENDAR_YEAR,
    PeriodOf,
    YearEnd,
    following_period,
    period_containing,
)
from obligations.engine.run import Missing, Never, Run, Value, show, show_instant
from obligations.engine.values import Dates, Defined, Events, Moment, Span, Spans


def point_value(run: Run, point: s.Point) -> Value:
    """The date of a point. A chain of + and - is one period, rounded once.

    Raises Missing or Never where an operand has not happened or will not.
    """
    value = term_value(run, point.term)
    if not point.shifts:
        return value
    parts = [(shift_.sign, shift_.duration) for shift_ in point.shifts]
    count = counting.total(run, parts)
    return counting.count_from(run, value, count, backward=parts[-1][0] < 0)


def term_value(run: Run, term: s.Term) -> Value:
    """The date of a term."""
    return _TERMS[type(term)](run, term)


def _day(_run: Run, term: s.Day) -> Value:
    return Value(term.date)


def _group(run: Run, term: s.Group) -> Value:
    return point_value(run, term.point)


def _offset(run: Run, term: s.Offset) -> Value:
    return offset_value(run, term.duration, term.direction, term.term)


def offset_value(run: Run, duration: s.Duration, direction: s.Direction, term: s.Term) -> Value:
    """A duration away from a term in the direction that the words give."""
    start = term_value(run, term)
    if direction == "of":
        run.note("“Of” gives no direction; it is read as “after”.")
    if direction == "beginning with":
        return counting.beginning_with(run, start, counting.total(run, [(1, duration)]))
    backward = direction == "before"
    count = counting.total(run, [(-1 if backward else 1, duration)])
    return counting.count_from(run, start, count, backward=backward)


# Names


def _name(run: Run, term: s.Name) -> Value:
    moment = run.bound.get(term.name) or _moment(run, term.name)
    return moment_value(run, term.name, moment)


def moment_value(run: Run, name: str, moment: Moment) -> Value:
    """The date of one happening of a name, its certainty kept in mind."""
    if not moment.scheduled:
        run.rest_on(moment.latest_fact or moment.day)
    if moment.certainty != "actual":
        run.weaken(moment.certainty)
        run.note(f"[{name}] is {moment.certainty}: {show(moment.day)} is not an established fact.")
    if run.explaining:
        found = show_instant(moment.at) if moment.at else show(moment.day)
        run.step("read", f"[{name}]", found, used=(moment.source,) if moment.source else ())
    return Value(moment.day, moment.at, False, moment.day)


def _moment(run: Run, name: str) -> Moment:
    found = moments_of(run, name)
    after = next(iter(run.bound.values()), None)
    if len(found) > 1 and after is not None:
        found = tuple(m for m in found if m.day >= after.day)
    if not found:
        raise Missing(name)
    return found[0]


def moments_of(run: Run, name: str) -> tuple[Moment, ...]:
    """The happenings of a name, as far as known. Raises Never for one that will not come."""
    fact = run.world.facts.get(name)
    if fact is None:
        return ()
    if isinstance(fact, Events):
        if fact.never and not fact.moments:
            raise Never
        return fact.moments
    if isinstance(fact, Dates):
        labels = fact.labels or ("",) * len(fact.days)
        pairs = zip(fact.days, labels, strict=True)
        return tuple(_scheduled(day, label) for day, label in pairs)
    if isinstance(fact, Defined):
        return _defined(run, name, fact)
    raise RuleError(
        f"[{name}] lasts from one day to another; say “first day of [{name}]” or"
        f" “last day of [{name}]”."
    )


def _scheduled(day: date, label: str) -> Moment:
    return Moment(day, source=label, lineage=day.isoformat(), scheduled=True)


def _defined(run: Run, name: str, fact: Defined) -> tuple[Moment, ...]:
    if name in run.defining:
        circle = " → ".join(f"[{n}]" for n in (*run.defining, name))
        raise CannotCompute(f"The defined dates go round in a circle: {circle}.")
    moments = []
    missing: dict[str, None] = {}
    for outcome in run.define(run, name, fact):
        run.awaiting.update(dict.fromkeys(outcome.awaiting))
        missing.update(dict.fromkeys(outcome.awaiting))
        if outcome.state == "void":
            continue
        day = outcome.day
        if day is None or outcome.state == "pending":
            continue
        run.provisional = run.provisional or outcome.state == "provisional"
        run.weaken(outcome.certainty)
        moments.append(
            Moment(
                day,
                outcome.at,
                "actual",
                outcome.key,
                "defined date",
                outcome.latest_fact,
                outcome.latest_fact is None,
            )
        )
    if not moments and not missing:
        raise Never
    if not moments:
        raise Missing(*missing)
    return tuple(moments)


# Spans


def spans_of(run: Run, name: str) -> Spans:
    """The spans of a name; none when nothing is recorded. Raises RuleError for another kind."""
    fact = run.world.facts.get(name)
    if fact is None or (isinstance(fact, Events) and not fact.moments):
        return Spans()
    if isinstance(fact, Spans):
        return fact
    raise RuleError(f"[{name}] is a date; here a span with a first and a last day is needed.")


def use_span(run: Run, span: Span) -> None:
    """Keeps in mind how certain a span is, and how late its latest known day."""
    run.weaken(span.certainty)
    run.rest_on(span.last or span.first)


def _span_day(run: Run, term: s.SpanDay) -> Value:
    spans = spans_of(run, term.name).spans
    bound = run.bound.get(term.name)
    span = next((sp for sp in spans if bound is None or sp.lineage == bound.lineage), None)
    day = None if span is None else span.first if term.edge == "first" else span.last
    if span is None or day is None:
        raise Missing(term.name)
    use_span(run, span)
    run.step("read", f"{term.edge} day of [{term.name}]", show(day))
    return Value(day, None, False, day)


# Each


def _turn(run: Run, _term: Any) -> Value:
    assert run.turn is not None, "an each-term outside a generator"
    return Value(run.turn.day, run.turn.at, False, run.turn.day)


# Period edges


def _edge(run: Run, term: s.PeriodEdge) -> Value:
    if term.select == "each":
        return _turn(run, term)
    assert term.term is not None
    value = term_value(run, term.term)
    period = period_containing(value.day, term.period, year_end(run, term), term.fiscal)
    day = edge_day(run, term, period)
    if term.select == "first complete":
        period, day = _first_complete(run, term, value.day, period)
    while term.select == "after" and day <= value.day:
        period = following_period(period, term.period, year_end(run, term), term.fiscal)
        day = edge_day(run, term, period)
    run.step(
        "period",
        f"{term.edge} of the {'fiscal' if term.fiscal else 'calendar'} {term.period}"
        f" {period.label} ({term.select} {show(value.day)})",
        show(day),
    )
    return Value(day, None, False, value.anchor or value.day)


def _first_complete(
    run: Run, term: s.PeriodEdge, day: date, period: PeriodOf
) -> tuple[PeriodOf, date]:
    if period.start < day:
        period = following_period(period, term.period, year_end(run, term), term.fiscal)
    return period, edge_day(run, term, period)


def year_end(run: Run, term: s.PeriodEdge) -> YearEnd:
    """The end of the year that a period goes by. Raises RuleError for an unknown fiscal year."""
    if not term.fiscal:
        return CALENDAR_YEAR
    if run.conventions.year_end is None:
        raise RuleError(
            "The rule counts fiscal periods and the end of the fiscal year is not given; enter"
            " it with the agreement's conventions, as 12-31."
        )
    return run.conventions.year_end


def edge_day(run: Run, term: s.PeriodEdge, period: PeriodOf) -> date:
    """The day at the wanted edge of a period."""
    if term.edge == "start":
        return period.start
    if term.edge == "end":
        return period.end
    calendar = run.calendar(term.calendar)
    if term.edge == "first business day":
        return calendar.first_open_on_or_after(period.start)
    return calendar.first_open_on_or_before(period.end)


# Earlier and later of


def _pick(run: Run, term: s.Pick) -> Value:
    found: list[Value] = []
    missing: dict[str, None] = {}
    for leg in term.legs:
        values, waiting = _leg_values(run, leg)
        found += values
        missing.update(dict.fromkeys(waiting))
    if not found:
        if missing:
            raise Missing(*missing)
        raise Never
    value = _choose(found, term.which)
    if missing:
        _bounded(run, term.which, value, tuple(missing))
    if run.explaining:
        seen = ", ".join(show(v.day) for v in found)
        run.step("pick", f"{term.which} of {seen}", show(value.day))
    return value


def _choose(found: list[Value], which: str) -> Value:
    # Equal days: the leg with a time of day says more.
    def order(value: Value) -> tuple[date, float]:
        return value.day, value.at.timestamp() if value.at else float("inf")

    if which == "earlier":
        return min(found, key=order)
    latest = max(value.day for value in found)
    return max(
        (v for v in found if v.day == latest),
        key=lambda v: v.at.timestamp() if v.at else float("-inf"),
    )


def _bounded(run: Run, which: str, value: Value, missing: tuple[str, ...]) -> None:
    names = ", ".join(f"[{name}]" for name in missing)
    side = "later" if which == "later" else "earlier"
    verb = "has not happened" if len(missing) == 1 else "have not happened"
    run.note(f"{names} {verb} yet: the date can still become {side} than {show(value.day)}.")
    run.provisional = True
    run.awaiting.update(dict.fromkeys(missing))


def _leg_values(run: Run, leg: s.Leg) -> tuple[list[Value], tuple[str, ...]]:
    """The dates of a leg, one for each happening of its names, and what it still waits for."""
    try:
        several = next((n for n in multi_names(leg.point) if len(moments_of(run, n)) > 1), None)
        if several is None:
            return [_leg_value(run, leg)], ()
        return [_bound_leg(run, leg, several, m) for m in moments_of(run, several)], ()
    except Missing as missing:
        return [], missing.names
    except Never:
        return [], ()


def _bound_leg(run: Run, leg: s.Leg, name: str, moment: Moment) -> Value:
    before = run.bound
    run.bound = {name: moment, **{k: v for k, v in before.items() if k != name}}
    try:
        return _leg_value(run, leg)
    finally:
        run.bound = before


def _leg_value(run: Run, leg: s.Leg) -> Value:
    value = point_value(run, leg.point)
    if leg.clock is None:
        return value
    at = clocks.instant(value.day, leg.clock.time, run.zone_of(leg.clock))
    return value._replace(at=at, timed=True)


_TERMS: dict[type, Callable[[Run, Any], Value]] = {
    s.Day: _day,
    s.Name: _name,
    s.Offset: _offset,
    s.PeriodEdge: _edge,
    s.SpanDay: _span_day,
    s.Pick: _pick,
    s.EachName: _turn,
    s.EachAnniversary: _turn,
    s.EachOf: _turn,
    s.Group: _group,
}


def next_day(value: Value, days: int) -> Value:
    """A value moved by calendar days, its time of day dropped."""
    return Value(shift(value.day, days), None, value.backward, value.anchor)
