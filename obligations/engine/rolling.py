"""Bounds and rolls: what no date may cross, and dates moved off closed days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.authorities import (
    NOT_BEYOND_BOUND,
    ROLL_AGREED,
    ROLL_BACK,
    ROLL_STATED,
)
from obligations.engine.bodies import Shape
from obligations.engine.calendars import BusinessCalendar
from obligations.engine.kinds import PROHIBITIONS, RIGHTS, UNROLLED
from obligations.engine.run import Missing, Never, Run, Value, show
from obligations.engine.terms import point_value
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

    def under(self, ceiling: date) -> Bounds:
        """These bounds with a ceiling that may be lower."""
        return replace(self, ceiling=min(ceiling, self.ceiling or ceiling))

    def above(self, floor: date) -> Bounds:
        """These bounds with a floor that may be higher."""
        return replace(self, floor=max(floor, self.floor or floor))


_NO_BOUNDS = Bounds()


def bounds_of(run: Run) -> Bounds:
    """The strongest floor and ceiling among the modifiers; unknown ones leave it provisional."""
    if not run.rule.modifiers:
        return _NO_BOUNDS
    floors = _bounds(run, s.Floor, "later")
    ceilings = _bounds(run, s.Ceiling, "earlier")
    return Bounds(max(floors, default=None), min(ceilings, default=None))


def _bounds(run: Run, kind: type[s.Floor] | type[s.Ceiling], which: str) -> list[date]:
    days: list[date] = []
    for modifier in run.rule.every(kind):
        try:
            days.append(point_value(run, modifier.point).day)
        except Never:
            continue
        except Missing as missing:
            run.wait_for(missing.names)
            names = ", ".join(f"[{name}]" for name in missing.names)
            run.note(f"A bound waits for {names}: the date can still become {which}.")
    return days


def clamp(run: Run, shape: Shape, bounds: Bounds) -> Shape:
    """A shape with every date moved inside the bounds."""
    if bounds is _NO_BOUNDS or bounds == _NO_BOUNDS:
        return shape
    clamped = shape.map_all(lambda value: _inside(run, value, bounds))
    _warn_closed(run, shape, clamped)
    return clamped


def _inside(run: Run, value: Value, bounds: Bounds) -> Value:
    day = value.day
    if bounds.floor is not None and day < bounds.floor:
        day = bounds.floor
    if bounds.ceiling is not None and day > bounds.ceiling:
        day = bounds.ceiling
    if day == value.day:
        return value
    run.step("bound", f"{show(value.day)} lies beyond the bound", show(day))
    return Value(day, None, value.backward, value.anchor)


def _warn_closed(run: Run, shape: Shape, clamped: Shape) -> None:
    last = clamped.last
    if shape.start and clamped.start and last and clamped.start.day >= last.day:
        run.note(
            f"The bound closes the window up: it opens and ends on {show(last.day)}; see whether"
            " the parties meant that."
        )


# Roll


def roll(run: Run, shape: Shape, bounds: Bounds) -> Shape:
    """A shape with its last date moved off a closed day, as the rule or the agreement says."""
    adjust = run.rule.first(s.Adjust)
    if adjust is not None:
        return _rolled_as_stated(run, shape, adjust, bounds)
    convention = "none" if shape.holds or run.kind in UNROLLED else run.conventions.roll
    if convention == "none":
        return _rolled_by_choice(run, shape, bounds)
    return _roll_due(run, shape, convention, run.calendar(), bounds)


def _rolled_as_stated(run: Run, shape: Shape, adjust: s.Adjust, bounds: Bounds) -> Shape:
    if adjust.convention == "none":
        return shape
    calendar = run.calendar(adjust.calendar)
    if shape.due is not None:
        return _roll_due(run, shape, adjust.convention, calendar, bounds)
    return shape.map_last(lambda value: rolled(run, value, adjust.convention, calendar, bounds))


def _rolled_by_choice(run: Run, shape: Shape, bounds: Bounds) -> Shape:
    """Where nothing is said, only counsel can have chosen another day than the one named."""
    side = run.choices.closed_day
    value = closing_day(shape, run.kind)
    if side is None or value is None:
        return shape
    calendar = run.world.calendar_of(run.conventions.calendar or "weekdays")
    if calendar.is_open(value.day):
        return shape
    run.touched["closed_day"] = None
    convention: Roll = {"previous": "preceding", "next": "following"}.get(side, "none")  # type: ignore[assignment]
    moved = rolled(run, value._replace(backward=False), convention, calendar, bounds)
    return shape.with_due(moved) if shape.due else replace(shape, end=moved)


def closing_day(shape: Shape, kind: str) -> Value | None:
    """The date that matters when it falls on a closed day: of an act, or of a right's end."""
    if kind in PROHIBITIONS:
        return None
    return shape.due or (shape.end if kind in RIGHTS else None)


def _roll_due(
    run: Run, shape: Shape, convention: Roll, calendar: BusinessCalendar, bounds: Bounds
) -> Shape:
    if shape.due is None:
        return shape
    if shape.start is not None:
        bounds = bounds.above(shape.start.day)
    due = rolled(run, shape.due, convention, calendar, bounds)
    return shape if due is shape.due else shape.with_due(due)


def rolled(
    run: Run, value: Value, convention: Roll, calendar: BusinessCalendar, bounds: Bounds
) -> Value:
    """A date moved off a closed day; what was counted back is rolled back."""
    if calendar.is_open(value.day):
        return value
    authority = ROLL_STATED if run.rule.first(s.Adjust) is not None else ""
    if not authority and run.choices.closed_day is None:
        authority = ROLL_AGREED
    if value.backward and "following" in convention and run.taken("backward_roll") == "back":
        convention = "modified preceding" if "modified" in convention else "preceding"
        authority = ROLL_BACK
    day, so = roll_day(value.day, convention, calendar), _TO[convention]
    if bounds.crossed_by(day):
        day, authority = _other_way(run, value.day, convention, calendar, bounds), NOT_BEYOND_BOUND
        so = _TO["preceding" if day < value.day else "following"]
    if day == value.day:
        return value
    if run.explaining:
        run.step(
            "roll",
            f"{show(value.day)} is closed ({calendar.closed_because(value.day)}), so {so}",
            show(day),
            used=(f"calendar {calendar.id} {calendar.version}",),
            authority=authority,
        )
    return Value(day, same_hour(value, day), value.backward, value.anchor, value.timed)


_TO: Final = {
    "none": "it stays",
    "following": "the next business day",
    "modified following": "the next business day, unless that is in another month",
    "preceding": "the business day before",
    "modified preceding": "the business day before, unless that is in another month",
}


def _other_way(
    run: Run, day: date, convention: Roll, calendar: BusinessCalendar, bounds: Bounds
) -> date:
    run.note(f"Rolling {show(day)} would cross a bound; it is not carried beyond.")
    other = roll_day(day, "preceding" if "following" in convention else "following", calendar)
    return day if bounds.crossed_by(other) else other


def same_hour(value: Value, day: date) -> datetime | None:
    """The instant of a value at the same hour of another day, None where it has no hour."""
    if value.at is None or value.at.tzinfo is None or not value.timed:
        return None
    return clocks.instant(day, value.at.timetz().replace(tzinfo=None), value.at.tzinfo)


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
