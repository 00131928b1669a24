"""Bodies to shapes: what a rule gives before its modifiers move it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import shift
from obligations.engine.receipt import deemed_received
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.terms import (
    moments_of,
    next_day,
    offset_value,
    point_value,
    spans_of,
    term_value,
    use_span,
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

    def map_ends(self, change: Callable[[Value], Value]) -> Shape:
        """The shape with its last dates changed."""
        return replace(
            self,
            due=change(self.due) if self.due else None,
            end=change(self.end) if self.end else None,
        )

    def map_all(self, change: Callable[[Value], Value]) -> Shape:
        """The shape with all its dates changed."""
        shape = self.map_ends(change)
        return replace(shape, start=change(shape.start) if shape.start else None)


def shape_of(run: Run, body: s.Body) -> Shape:
    """The raw dates of a body. Raises Missing or Never as its operands do."""
    return _BODIES[type(body)](run, body)


def _at(run: Run, body: s.At) -> Shape:
    term = body.point.term
    if isinstance(term, s.Offset) and term.bound and not body.point.shifts:
        return _bounded_offset(run, term)
    return Shape(due=point_value(run, body.point))


def _bounded_offset(run: Run, term: s.Offset) -> Shape:
    value = term_value(run, term)
    if term.bound == "at least" and term.direction != "before":
        run.step("bound", "at least that long after: the first day is", show(value.day))
        return Shape(start=value)
    if term.bound == "at most" and term.direction == "before":
        return Shape(start=value, due=term_value(run, term.term))
    return Shape(due=value)


def _bound(run: Run, body: s.Bound) -> Shape:
    value = point_value(run, body.point)
    if body.upper:
        return Shape(due=value, strict=body.strict)
    if body.strict:
        value = next_day(value, 1)
        run.step("bound", "after that day: the first day is", show(value.day))
    return Shape(start=value)


def _within(run: Run, body: s.Within) -> Shape:
    if body.direction == "either side of":
        return _either_side(run, body)
    value = offset_value(run, body.duration, body.direction, body.term)
    if body.direction == "before":
        return Shape(start=value, due=term_value(run, body.term))
    if body.direction == "beginning with":
        return Shape(start=term_value(run, body.term), due=value)
    return Shape(due=value)


def _either_side(run: Run, body: s.Within) -> Shape:
    middle = term_value(run, body.term)
    before = counting.total(run, [(-1, body.duration)])
    after = counting.total(run, [(1, body.duration)])
    return Shape(
        start=counting.count_from(run, middle, before, backward=True),
        due=counting.count_from(run, middle, after, backward=False),
    )


def _between(run: Run, body: s.Between) -> Shape:
    lower = _bound(run, body.lower)
    upper = _bound(run, body.upper)
    return Shape(due=upper.due, start=lower.start, strict=upper.strict)


def _period(run: Run, body: s.Period) -> Shape:
    start = _period_start(run, body)
    if body.duration is not None:
        assert start is not None
        count = counting.total(run, [(1, body.duration)])
        end = counting.count_from(run, start, count, backward=False)
        return Shape(start=start, end=end, holds=True)
    end = _period_end(run, body, start)
    if start is not None and end is not None and end.day < start.day:
        run.note(f"The period would end on {show(end.day)}, before it begins.")
        raise Never
    return Shape(start=start, end=end, holds=True)


def _period_start(run: Run, body: s.Period) -> Value | None:
    since = run.rule.first(s.Since)
    point = body.start or (since.point if since else None)
    return point_value(run, point) if point else None


def _period_end(run: Run, body: s.Period, start: Value | None) -> Value | None:
    until = run.rule.first(s.Until)
    point = body.end or (until.point if until else None)
    if point is None:
        return None
    try:
        end = point_value(run, point)
    except Never:
        run.note("The end of this period depends on what will not happen: it stays open.")
        return None
    except Missing as missing:
        if start is None:
            raise
        run.provisional = True
        run.awaiting.update(dict.fromkeys(missing.names))
        return None
    if body.end_word == "to but excluding":
        end = next_day(end, -1)
        run.step("bound", "excluding that day: the last day is", show(end.day))
    return end


def _during(run: Run, body: s.During) -> Shape:
    bound = run.bound.get(body.name)
    spans = spans_of(run, body.name).spans
    span = next((sp for sp in spans if bound is None or sp.lineage == bound.lineage), None)
    if span is None:
        raise Missing(body.name)
    use_span(run, span)
    run.step("read", f"first day of [{body.name}]", show(span.first))
    start = Value(span.first, None, False, span.first)
    if span.last is None:
        run.provisional = True
        run.note(f"[{body.name}] has no last day yet.")
        return Shape(start=start, holds=True)
    run.step("read", f"last day of [{body.name}]", show(span.last))
    return Shape(start=start, end=Value(span.last, None, False, span.first), holds=True)


def _soft(run: Run, body: s.Soft) -> Shape:
    start = term_value(run, body.term)
    run.step("soft", f"{body.word}: no number of days is given; open from", show(start.day))
    run.note(f"“{body.word.capitalize()}” sets no date: act as soon as you can.")
    if body.long_stop is None:
        return Shape(start=start)
    try:
        stop = shape_of(run, body.long_stop)
    except Missing as missing:
        run.provisional = True
        run.awaiting.update(dict.fromkeys(missing.names))
        return Shape(start=start)
    return Shape(start=start, due=stop.due, strict=stop.strict)


def _series(run: Run, _body: s.Series) -> Shape:
    assert run.turn is not None, "a series is evaluated turn by turn"
    day = run.turn.day
    return Shape(due=Value(day, None, False, None))


def _receipt(run: Run, body: s.Receipt) -> Shape:
    name = next((n for n in run.world.facts if n.casefold() == "sent"), "sent")
    found = moments_of(run, name)
    if not found or (found[0].at is None and body.conditions):
        raise Missing(name)
    received = deemed_received(run, body, found[0])
    if received is None:
        raise Missing(name)
    return Shape(due=received)


def before(value: Value) -> Value:
    """The day before a strict bound, from which a roll goes further back."""
    return Value(shift(value.day, -1), None, True, value.anchor)


_BODIES: dict[type, Callable[[Run, Any], Shape]] = {
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
