"""Terms to dates: days, names, offsets and what "each" stands for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.answering import answers_this
from obligations.engine.arithmetic import shift
from obligations.engine.authorities import PERIOD_END, SERIES
from obligations.engine.clock import zone_info
from obligations.engine.edges import edge_day, edge_value
from obligations.engine.known import moments_of, repeats, spans_of, use_moment, use_span
from obligations.engine.picks import pick_value
from obligations.engine.printer import ordinal
from obligations.engine.run import Missing, Run, Turn, Value, show, show_instant
from obligations.engine.values import Moment, Span


def point_value(run: Run, point: s.Point) -> Value:
    """The date of a point. A chain of + and - is one period, rounded once.

    Raises Missing or Never where an operand has not happened or will not.
    """
    return shifted(run, term_value(run, point.term), point.shifts)


def shifted(run: Run, value: Value, shifts: tuple[s.Shift, ...]) -> Value:
    """A date moved by a chain of + and -, added together first."""
    if not shifts:
        return value
    count = counting.total(run, [(part.sign, part.duration) for part in shifts])
    return counting.count_from(run, value, count, backward=shifts[-1].sign < 0)


def term_value(run: Run, term: s.Term) -> Value:
    """The date of a term."""
    return _TERMS[type(term)](run, term)


def next_day(value: Value, days: int) -> Value:
    """A value moved by calendar days, its time of day dropped."""
    return Value(shift(value.day, days), None, value.backward, value.anchor)


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
        return counting.beginning_with(run, start, counting.one(run, duration))
    backward = direction == "before"
    count = counting.one(run, duration, -1 if backward else 1)
    return counting.count_from(run, start, count, backward=backward)


# Names


def _name(run: Run, term: s.Name) -> Value:
    moment = run.bound.get(term.name) or _moment(run, term.name)
    return moment_value(run, term.name, moment)


def moment_value(run: Run, name: str, moment: Moment) -> Value:
    """The date of one happening of a name, its certainty kept in mind."""
    use_moment(run, name, moment)
    if run.explaining:
        found = show_instant(moment.at) if moment.at else show(moment.day)
        source = "worked out above" if moment.worked else moment.source
        clause = run.world.clauses.get(name, "")
        run.step("read", f"[{name}]", found, used=(source,) if source else (), authority=clause)
    _warn_other_day(run, name, moment)
    opens = moment.worked.opens if moment.worked else None
    return Value(moment.day, moment.at, False, moment.day, opens=opens)


def _warn_other_day(run: Run, name: str, moment: Moment) -> None:
    """Across a date line the same instant has two dates: the recorded one counts."""
    if moment.at is None or run.conventions.zone is None:
        return
    there = moment.at.astimezone(zone_info(run.conventions.zone)).date()
    if there != moment.day:
        run.note(
            f"[{name}] is recorded for {show(moment.day)}; in {run.conventions.zone} it was"
            f" {show(there)} at that moment."
        )


def _moment(run: Run, name: str) -> Moment:
    """The happening of a name that counts here: the first, where several drive nothing."""
    found = moments_of(run, name)
    if run.after is not None and repeats(run.world, name):
        later = (moment for moment in found if moment.day >= run.after)
        found = tuple(islice((one for one in later if answers_this(run, name, one)), 1))
    if not found:
        raise Missing(name)
    return found[0]


# Days of spans


def _span_day(run: Run, term: s.SpanDay) -> Value:
    span = span_here(run, term.name)
    day = span.first if term.edge == "first" else span.last
    if day is None:
        raise Missing(term.name)
    use_span(run, span)
    used = (span.source,) if span.source else ()
    clause = run.world.clauses.get(term.name, "")
    run.step("read", f"{term.edge} day of [{term.name}]", show(day), used=used, authority=clause)
    return Value(day, None, False, day)


def span_here(run: Run, name: str) -> Span:
    """The span of a name that counts here. Raises Missing without one."""
    bound = run.bound.get(name)
    for span in spans_of(run, name):
        if bound is not None and span.lineage != bound.lineage:
            continue
        if bound is None and run.after is not None and span.first < run.after:
            continue
        return span
    raise Missing(name)


# Each


def turn_of(run: Run) -> Turn:
    """What "each" stands for in this occurrence."""
    assert run.turn is not None, "an each-term outside a generator"
    return run.turn


def _each_name(run: Run, term: s.EachName) -> Value:
    return moment_value(run, term.name, run.bound[term.name])


def _each_anniversary(run: Run, term: s.EachAnniversary) -> Value:
    moment = run.bound.get(term.name) or moments_of(run, term.name)[0]
    moment_value(run, term.name, moment)
    turn = turn_of(run)
    text = f"{ordinal(turn.place)} anniversary of [{term.name}]"
    run.step("anniversary", text, show(turn.day), authority=SERIES)
    return Value(turn.day, None, False, turn.day)


def _each_of(run: Run, term: s.EachOf) -> Value:
    value = point_value(run, term.points[turn_of(run).place])
    opens = value.opens if value.backward or value.anchor == value.day else value.anchor
    return value._replace(anchor=value.day, backward=False, opens=opens)


def _edge(run: Run, term: s.PeriodEdge) -> Value:
    if term.select != "each":
        assert term.term is not None
        return edge_value(run, term, term_value(run, term.term))
    period = turn_of(run).period
    assert period is not None, "a period beside another “each”"
    day = edge_day(run, term, period)
    run.step("period", f"{term.edge} of {period.label}", show(day), authority=PERIOD_END)
    return Value(day, None, False, day)


def _pick(run: Run, term: s.Pick) -> Value:
    return pick_value(run, term, point_value)


_TERMS: Final[dict[type, Callable[[Run, Any], Value]]] = {
    s.Day: _day,
    s.Name: _name,
    s.Offset: _offset,
    s.PeriodEdge: _edge,
    s.SpanDay: _span_day,
    s.Pick: _pick,
    s.EachName: _each_name,
    s.EachAnniversary: _each_anniversary,
    s.EachOf: _each_of,
    s.Group: _group,
}
