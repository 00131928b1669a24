"""What moves a date after it was counted: postponement, bounds, roll, time of day.

The order is fixed: postpone, then bounds, then roll, then the time of day.
"""

from __future__ import annotations

from datetime import date, datetime

from obligations.engine import clock as clocks
from obligations.engine.arithmetic import shift
from obligations.engine.authorities import STRICT
from obligations.engine.bodies import Shape
from obligations.engine.errors import CannotCompute
from obligations.engine.postponing import postpone
from obligations.engine.rolling import bounds_of, clamp, roll
from obligations.engine.run import Run, Value, show, show_instant


def apply_modifiers(run: Run, shape: Shape) -> Shape:
    """A shape after postponement, strictness, bounds and roll."""
    shape = postpone(run, shape)
    strict = _strict(run, shape)
    bounds = bounds_of(run)
    clamped = clamp(run, strict, bounds)
    if strict is not shape and strict.due is not None:
        # What has to be done before a day cannot be rolled onto it or past it.
        bounds = bounds.under(strict.due.day)
    return roll(run, clamped, bounds)


def _strict(run: Run, shape: Shape) -> Shape:
    """The last day before a strict bound; a time of day bounds the day itself."""
    due = shape.due
    if not shape.strict or due is None or due.timed or run.clock() is not None:
        return shape
    if run.taken("prior_to") == "inclusive":
        return shape
    # The day before is reached by going back, and a roll goes further back from it.
    before = Value(shift(due.day, -1), None, True, due.anchor)
    run.step(
        "bound", f"before {show(due.day)}: the last day is", show(before.day), authority=STRICT
    )
    return shape.with_due(before)


# Time of day


def instant_of(run: Run, shape: Shape) -> datetime | None:
    """The instant of the last date (of the first, where there is no last), with its zone."""
    value = shape.last or shape.start
    if value is None:
        return None
    clock = run.clock()
    if clock is None or run.clock_used:
        return value.at if value.timed else None
    at = clocks.instant(value.day, clock.time, run.zone_of(clock))
    if clock.zone.offset_hours is not None and clock.zone.text != "UTC":
        _warn_standard_time(run, value.day, clock)
    if run.explaining:
        run.step("clock", f"{clock} on {show(value.day)}", show_instant(at))
    return at


def _warn_standard_time(run: Run, day: date, clock: clocks.Clock) -> None:
    """A fixed offset that is not the time on the clocks of that day is pointed out."""
    try:
        prevailing = clocks.instant(day, clock.time, clocks.zone_info(clock.zone.place))
    except CannotCompute:
        return
    stated = datetime.combine(day, clock.time, clock.zone.literal())
    if prevailing != stated:
        run.note(
            f"“{clock.zone.text}” on {show(day)} is not the time on the clocks in"
            f" {clock.zone.place}; read as written, and the prevailing time is shown too."
        )
