"""Bodies to shapes: what a rule gives before its modifiers move it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.authorities import NOT_LATER_BEFORE, NOT_LESS_AFTER, SERIES
from obligations.engine.known import use_span
from obligations.engine.receipt import received_value
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.series import explain_nth
from obligations.engine.terms import (
    next_day,
    offset_value,
    point_value,
    shifted,
    span_here,
    term_value,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The dates of one occurrence while they are worked out.

    A deadline has `due`; a lower bound or a soft duty `start`; a window
    `start` and `due`; a period (`holds`) `start` and `end`. `strict`: the last
    day is the one before `due`.
    """

    due: Value | None = None
    start: Value | None = None
    end: Value | None = None
    strict: bool = False
    holds: bool = False

    def with_due(self, due: Value) -> Shape:
        """The shape with another last day for its act."""
        return Shape(due, self.start, self.end, self.strict, self.holds)

    def map_last(self, change: Callable[[Value], Value]) -> Shape:
        """The shape with its last date changed, or its first where it has no last."""
        if self.due is not None:
            return self.with_due(change(self.due))
        if self.end is not None:
            return replace(self, end=change(self.end))
        return replace(self, start=change(self.start)) if self.start else self

    def map_all(self, change: Callable[[Value], Value]) -> Shape:
        """The shape with all its dates changed."""
        return replace(
            self,
            due=change(self.due) if self.due else None,
            start=change(self.start) if self.start else None,
            end=change(self.end) if self.end else None,
        )

    @property
    def last(self) -> Value | None:
        """The last date: by when, or until when."""
        return self.due or self.end


def shape_of(run: Run, body: s.Body) -> Shape:
    """The raw dates of a body. Raises Missing or Never as its operands do."""
    return _BODIES[type(body)](run, body)


# Deadlines


def _at(run: Run, body: s.At) -> Shape:
    term, shifts = body.point.term, body.point.shifts
    if isinstance(term, s.Offset):
        if term.direction == "either side of":
            return _either_side(run, s.Within(term.duration, term.direction, term.term))
        if term.bound:
            return _bounded_offset(run, term, shifts)
    return Shape(due=point_value(run, body.point))


def _bounded_offset(run: Run, term: s.Offset, shifts: tuple[s.Shift, ...]) -> Shape:
    value = shifted(run, term_value(run, term), shifts)
    before = term.direction == "before"
    if term.bound == "at least" and not before:
        text = f"not less than that: free from {show(value.day)}"
        run.step("bound", text, show(value.day), authority=NOT_LESS_AFTER)
        return Shape(start=value)
    if term.bound == "at most" and before:
        last = shifted(run, term_value(run, term.term), shifts)
        return Shape(start=value, due=_event_bound(last))
    if before:
        text = "not later than that long before: the last day is"
        run.step("bound", text, show(value.day), authority=NOT_LATER_BEFORE)
    return Shape(due=value)


def _event_bound(value: Value) -> Value:
    """The event that a window runs up to: a roll may not carry the act past it."""
    return value._replace(backward=True)


def _bound(run: Run, body: s.Bound) -> Shape:
    value = point_value(run, body.point)
    if body.upper:
        return Shape(due=value, strict=body.strict)
    if body.strict and not value.timed:
        value = next_day(value, 1)
        run.step("bound", "after that day: the first day is", show(value.day))
    return Shape(start=value)


def _within(run: Run, body: s.Within) -> Shape:
    if body.direction == "either side of":
        return _either_side(run, body)
    value = offset_value(run, body.duration, body.direction, body.term)
    if body.direction == "before":
        return Shape(start=value, due=_event_bound(term_value(run, body.term)))
    if body.direction == "beginning with":
        return Shape(start=term_value(run, body.term), due=value)
    if body.direction == "of" and run.taken("of") == "either side":
        return replace(_either_side(run, body), due=value)
    return Shape(due=value)


def _either_side(run: Run, body: s.Within) -> Shape:
    middle = term_value(run, body.term)
    before = counting.one(run, body.duration, -1)
    after = counting.one(run, body.duration)
    return Shape(
        start=counting.count_from(run, middle, before, backward=True),
        due=counting.count_from(run, middle, after, backward=False),
    )


def _between(run: Run, body: s.Between) -> Shape:
    waiting: dict[str, None] = {}
    try:
        lower = _bound(run, body.lower)
    except Missing as missing:
        waiting.update(dict.fromkeys(missing.names))
    try:
        upper = _bound(run, body.upper)
    except Missing as missing:
        waiting.update(dict.fromkeys(missing.names))
    if waiting:
        raise Missing(*waiting)
    return Shape(due=upper.due, start=lower.start, strict=upper.strict)


# Periods


def _period(run: Run, body: s.Period) -> Shape:
    start = _period_start(run, body)
    if body.duration is not None:
        assert start is not None
        count = counting.one(run, body.duration)
        end = counting.count_from(run, start, count, backward=False)
        return Shape(start=start, end=end, holds=True)
    last = _period_end(run, body, start)
    if start is not None and last is not None and last.day < start.day:
        run.note(f"The period would end on {show(last.day)}, before it begins.")
        raise Never
    return Shape(start=start, end=last, holds=True)


def _period_start(run: Run, body: s.Period) -> Value | None:
    since = run.rule.first(s.Since)
    point = body.start or (since.point if since else None)
    return point_value(run, point) if point else None


def _period_end(run: Run, body: s.Period, start: Value | None) -> Value | None:
    until = run.rule.first(s.Until)
    point = body.end or (until.point if until else None)
    if point is None:
        return None
    if start is not None and not run.bound:
        run.after = start.day
    try:
        end = point_value(run, point)
    except Never:
        run.note("The end of this period depends on what will not happen: it stays open.")
        return None
    except Missing as missing:
        if start is None:
            raise
        run.wait_for(missing.names)
        return None
    if body.end_word == "to but excluding":
        end = next_day(end, -1)
        run.step("bound", "excluding that day: the last day is", show(end.day))
    return end._replace(anchor=start.day) if start else end


def _during(run: Run, body: s.During) -> Shape:
    span = span_here(run, body.name)
    use_span(run, span)
    used = (span.source,) if span.source else ()
    run.step("read", f"first day of [{body.name}]", show(span.first), used=used)
    start = Value(span.first, None, False, span.first)
    if span.last is None:
        run.provisional = True
        run.note(f"[{body.name}] has no last day yet.")
        return Shape(start=start, holds=True)
    run.step("read", f"last day of [{body.name}]", show(span.last))
    return Shape(start=start, end=Value(span.last, None, False, span.first), holds=True)


# Soft duties, series, receipt


def _soft(run: Run, body: s.Soft) -> Shape:
    start = term_value(run, body.term)
    run.step("soft", f"{body.word}: no number of days is given; open from", show(start.day))
    run.note(f"“{body.word.capitalize()}” sets no date: act as soon as you can.")
    if body.long_stop is None:
        return Shape(start=start)
    try:
        stop = shape_of(run, body.long_stop)
    except Never:
        return Shape(start=start)
    except Missing as missing:
        run.wait_for(missing.names)
        return Shape(start=start)
    return Shape(start=start, due=stop.due, strict=stop.strict)


def _series(run: Run, _body: s.Series) -> Shape:
    assert run.turn is not None, "a series is evaluated turn by turn"
    if run.explaining and run.turn.nth is not None:
        explain_nth(run, run.turn.nth)
    run.step("series", "the date of the series", show(run.turn.day), authority=SERIES)
    return Shape(due=Value(run.turn.day, None, False, run.turn.since))


def _receipt(run: Run, body: s.Receipt) -> Shape:
    return Shape(due=received_value(run, body))


_BODIES: Final[dict[type, Callable[[Run, Any], Shape]]] = {
    s.At: _at,
    s.Bound: _bound,
    s.Within: _within,
    s.Between: _between,
    s.Period: _period,
    s.During: _during,
    s.Soft: _soft,
    s.Series: _series,
    s.Receipt: _receipt,
}
