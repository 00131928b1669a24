"""Postponement: a date moved by the days of a span, until no more of them fall in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.authorities import POSTPONED
from obligations.engine.bodies import Shape
from obligations.engine.known import spans_of, told
from obligations.engine.run import Run, Value, show
from obligations.engine.spans import days_in, stretches
from obligations.engine.values import Span


def postpone(run: Run, shape: Shape) -> Shape:
    """A shape after all the postponements of its rule."""
    for modifier in run.rule.every(s.Postponed):
        shape = _postpone(run, shape, modifier)
    return shape


def _postpone(run: Run, shape: Shape, modifier: s.Postponed) -> Shape:
    spans = spans_of(run, modifier.name)
    if not spans:
        run.step("postpone", f"no day of [{modifier.name}] is recorded", "not postponed")
        return shape
    return shape.map_last(lambda value: _postponed(run, value, modifier, spans))


def _postponed(run: Run, value: Value, modifier: s.Postponed, spans: tuple[Span, ...]) -> Value:
    """Delay inside the extension counts too, so the days are counted again up to the moved date."""
    first = _first_day(run, value, spans)
    moved, days = value, 0
    while (found := days_in(stretches(run, spans, first, moved.day))) != days:
        days = found
        moved = _moved_by(run, value, modifier, days)
    if run.explaining:
        cap = " (at the cap)" if _capped(run, value, modifier, days, moved) else ""
        text = f"{days} distinct days of [{modifier.name}] up to the postponed date{cap}"
        used = tuple(told(modifier.name, span) for span in spans if span.first <= moved.day)
        run.step("postpone", text, show(moved.day), used=used, authority=POSTPONED)
    return moved


def _first_day(run: Run, value: Value, spans: tuple[Span, ...]) -> date:
    """The first day on which delay counts: the day from which the date was counted.

    What delayed earlier cannot have delayed it; that reading is shown, the
    words being "each day". A date that was not counted from another is
    postponed by every day of the delay.
    """
    anchor = value.anchor
    if anchor is None or value.backward or anchor >= value.day:
        return date.min
    if all(span.first >= anchor for span in spans) or run.taken("delay") == "all":
        return date.min
    return anchor


def _moved_by(run: Run, value: Value, modifier: s.Postponed, days: int) -> Value:
    if not days:
        return value
    quiet, run.steps = run.steps, None
    try:
        count = counting.total(run, ((days, modifier.duration),))
        moved = counting.count_from(run, value, count, backward=False)
        if modifier.cap is not None:
            limit = counting.count_from(run, value, counting.one(run, modifier.cap), backward=False)
            moved = min(moved, limit, key=lambda v: v.day)
    finally:
        run.steps = quiet
    return moved._replace(backward=value.backward)


def _capped(run: Run, value: Value, modifier: s.Postponed, days: int, moved: Value) -> bool:
    if modifier.cap is None:
        return False
    return _moved_by(run, value, replace(modifier, cap=None), days).day > moved.day
