"""What moves a date after it was counted: postponement, bounds, roll, time of day.

The order is fixed: postpone, then bounds, then roll, then the time of day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from obligations.engine import clock as clocks
from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.arithmetic import shift
from obligations.engine.bodies import Shape, before
from obligations.engine.calendars import BusinessCalendar
from obligations.engine.kinds import UNROLLED
from obligations.engine.run import Missing, Never, Run, Value, show, show_instant
from obligations.engine.terms import point_value, spans_of
from obligations.engine.values import Roll


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days that nothing may cross: a floor and a ceiling, None where there is none."""

    floor: date | None = None
    ceiling: date | None = None

    def crossed_by(self, day: date) -> bool:
        """Whether a day lies beyond one of the bounds."""
        below = self.floor is not None and day < self.floor
        return below or (self.ceiling is not None and day > self.ceiling)


def apply_modifiers(run: Run, shape: Shape) -> Shape:
    """A shape after postponement, strictness, bounds and roll."""
    for modifier in run.rule.modifiers:
        if isinstance(modifier, s.Postponed):
            shape = _postpone(run, shape, modifier)
    shape = _strict(run, shape)
    bounds = Bounds(_bound(run, s.Floor), _bound(run, s.Ceiling))
    shape = _clamp(run, shape, bounds)
    return _roll(run, shape, bounds)


# Postponement


def _postpone(run: Run, shape: Shape, modifier: s.Postponed) -> Shape:
    spans = spans_of(run, modifier.name).spans
    if not spans:
        run.step("postpone", f"no day of [{modifier.name}] is recorded", "not postponed")
        return shape
    return shape.map_ends(lambda value: _postponed(run, value, modifier))


def _postponed(run: Run, value: Value, modifier: s.Postponed) -> Value:
    """The date moved by the days of the span, until no more of them fall in.

    Delay inside the extension counts too, so the days are counted again up to
    the moved date; days before the counting began have delayed nothing.
    """
    spans = spans_of(run, modifier.name).spans
    first = date.min
    if value.anchor is not None and not value.backward:
        first = shift(value.anchor, 1)
    moved, seen = value, -1
    while True:
        days = len(counting.days_of(run, spans, first, moved.day))
        if days == seen:
            break
        seen = days
        moved = _moved_by(run, value, modifier, days)
    cap = " (at the cap)" if _capped(run, value, modifier, days) else ""
    run.step(
        "postpone",
        f"{days} distinct days of [{modifier.name}] up to the postponed date{cap}",
        show(moved.day),
        authority="Overlapping days count once, first and last day included",
    )
    return moved


def _moved_by(run: Run, value: Value, modifier: s.Postponed, days: int) -> Value:
    if not days:
        return value
    quiet, run.steps = run.steps, None
    try:
        parts = [(days, modifier.duration)]
        moved = counting.count_from(run, value, counting.total(run, parts), backward=False)
        if modifier.cap is not None:
            cap = counting.total(run, [(1, modifier.cap)])
            limit = counting.count_from(run, value, cap, backward=False)
            moved = min(moved, limit, key=lambda v: v.day)
    finally:
        run.steps = quiet
    return moved._replace(backward=value.backward)


def _capped(run: Run, value: Value, modifier: s.Postponed, days: int) -> bool:
    if modifier.cap is None:
        return False
    free = replace(modifier, cap=None)
    return _moved_by(run, value, free, days).day > _moved_by(run, value, modifier, days).day


# Bounds


def _strict(run: Run, shape: Shape) -> Shape:
    """The last day before a strict bound; a stated time bounds the day itself."""
    if not shape.strict or shape.due is None:
        return shape
    if run.clock() is not None:
        return shape
    run.touched["prior_to"] = None
    if run.choices.prior_to == "inclusive":
        return shape
    due = before(shape.due)
    run.step("bound", f"before {show(shape.due.day)}: the last day is", show(due.day))
    return replace(shape, due=due)


def _bound(run: Run, kind: type[s.Floor] | type[s.Ceiling]) -> date | None:
    """The strongest bound of a kind among the modifiers; unknown ones leave it provisional."""
    days: list[date] = []
    for modifier in run.rule.modifiers:
        if not isinstance(modifier, kind):
            continue
        try:
            days.append(point_value(run, modifier.point).day)
        except Never:
            continue
        except Missing as missing:
            run.provisional = True
            run.awaiting.update(dict.fromkeys(missing.names))
    if not days:
        return None
    return max(days) if kind is s.Floor else min(days)


def _clamp(run: Run, shape: Shape, bounds: Bounds) -> Shape:
    if bounds == Bounds():
        return shape

    def within(value: Value) -> Value:
        day = value.day
        if bounds.floor is not None and day < bounds.floor:
            day = bounds.floor
        if bounds.ceiling is not None and day > bounds.ceiling:
            day = bounds.ceiling
        if day == value.day:
            return value
        run.step("bound", f"{show(value.day)} lies beyond the bound", show(day))
        return Value(day, None, value.backward, value.anchor)

    clamped = shape.map_all(within)
    _warn_closed(run, shape, clamped)
    return clamped


def _warn_closed(run: Run, shape: Shape, clamped: Shape) -> None:
    last = clamped.due or clamped.end
    was_open = shape.start and (shape.due or shape.end)
    if clamped.start and last and was_open and clamped.start.day >= last.day:
        run.note(
            f"The bound closes the window up: it opens and ends on {show(last.day)}; see whether"
            " the parties meant that."
        )


# Roll


def _roll(run: Run, shape: Shape, bounds: Bounds) -> Shape:
    adjust = run.rule.first(s.Adjust)
    if adjust is not None:
        convention, stated = adjust.convention, adjust.calendar
    else:
        convention, stated = _agreed_roll(run, shape), None
    if convention == "none":
        return shape
    calendar = run.calendar(stated)
    if shape.due is not None:
        return replace(shape, due=_rolled(run, shape.due, convention, calendar, bounds))
    if adjust is not None and shape.end is not None:
        return replace(shape, end=_rolled(run, shape.end, convention, calendar, bounds))
    if adjust is not None and shape.start is not None:
        return replace(shape, start=_rolled(run, shape.start, convention, calendar, bounds))
    return shape


def _agreed_roll(run: Run, shape: Shape) -> Roll:
    if shape.holds or run.kind in UNROLLED:
        return "none"
    return run.conventions.roll


def _rolled(
    run: Run, value: Value, convention: Roll, calendar: BusinessCalendar, bounds: Bounds
) -> Value:
    if value.backward and "following" in convention:
        # A period counted back ends on the open day before, or the notice would be short.
        run.touched["backward_roll"] = None
        if run.choices.backward_roll == "back":
            convention = "modified preceding" if "modified" in convention else "preceding"
    day = roll_day(value.day, convention, calendar)
    if bounds.crossed_by(day):
        opposite: Roll = "preceding" if "following" in convention else "following"
        other = roll_day(value.day, opposite, calendar)
        run.note(f"Rolling {show(value.day)} would cross a bound; it is rolled the other way.")
        day = value.day if bounds.crossed_by(other) else other
    if day == value.day:
        return value
    run.step(
        "roll",
        f"{show(value.day)} is closed ({calendar.closed_because(value.day)}): {convention}",
        show(day),
        used=(f"calendar {calendar.id} {calendar.version}",),
    )
    return Value(day, None, value.backward, value.anchor)


def roll_day(day: date, convention: Roll, calendar: BusinessCalendar) -> date:
    """A date moved off a closed day by a roll convention."""
    if convention == "none" or calendar.is_open(day):
        return day
    forward = calendar.first_open_on_or_after
    back = calendar.first_open_on_or_before
    first, second = (forward, back) if "following" in convention else (back, forward)
    moved = first(day)
    if "modified" in convention and moved.month != day.month:
        return second(day)
    return moved


# Time of day


def instant_of(run: Run, shape: Shape) -> datetime | None:
    """The instant of the last date (of the first, where there is no last), with its zone."""
    value = shape.due or shape.end or shape.start
    if value is None:
        return None
    clock = run.clock()
    if clock is None or run.clock_used:
        return value.at if value.timed else None
    at = clocks.instant(value.day, clock.time, run.zone_of(clock))
    if clock.zone.offset_hours is not None and clock.zone.text != "UTC":
        _warn_standard_time(run, value.day, clock)
    run.step("clock", f"{clock} on {show(value.day)}", show_instant(at))
    return at


def _warn_standard_time(run: Run, day: date, clock: clocks.Clock) -> None:
    prevailing = clocks.zone_info(clock.zone.place)
    local = datetime.combine(day, clock.time, prevailing)
    stated = datetime.combine(day, clock.time, clock.zone.literal())
    if local.utcoffset() != stated.utcoffset():
        run.note(
            f"“{clock.zone.text}” on {show(day)} is not the time on the clocks in"
            f" {clock.zone.place}; read as written, and the prevailing time is shown too."
        )
