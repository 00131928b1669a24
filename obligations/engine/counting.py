"""Counting durations from a date: days, business days, months, hours.

The trigger day is not counted and the last day is (exclude first, include
last); counting starts from the raw date, which is never rolled first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.analysis import names_in
from obligations.engine.arithmetic import add_months, shift
from obligations.engine.run import Missing, Run, Value, show, show_instant
from obligations.engine.values import Span

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Count:
    """A duration sorted by how it is counted, each with its sign."""

    months: int
    days: int
    business: tuple[tuple[int, str | None], ...]
    hours: int


def total(run: Run, parts: Sequence[tuple[int, s.Duration]]) -> Count:
    """Adds signed durations to one: months together, days together, rounded once."""
    months = days = hours = 0
    business: list[tuple[int, str | None]] = []
    for sign, duration in parts:
        for amount in duration.amounts:
            unit = amount.unit
            n = sign * (amount.n + _both_ends_out(run, unit))
            if unit.name in _MONTHS:
                months += n * _MONTHS[unit.name]
            elif unit.name == "hour":
                hours += n
            elif unit.count_as == "calendar":
                days += n * _DAYS[unit.name]
            else:
                business.append((n, unit.calendar))
    return Count(months, days, tuple(business), hours)


def _both_ends_out(run: Run, unit: s.Unit) -> int:
    """1 where neither end day counts: clear days, and full days in their strict reading."""
    if unit.ends == "clear":
        return 1
    if unit.ends == "full" and unit.name == "day":
        run.touched["full"] = None
        return int(run.choices.full == "clear")
    return 0


def count_from(run: Run, start: Value, count: Count, *, backward: bool) -> Value:
    """The date (or instant) that a count reaches from a start."""
    if count.hours:
        return _hours(run, start, count.hours, backward)
    day = _months(run, start.day, count.months)
    day = _days(run, day, count.days)
    for n, calendar in count.business:
        day = _business(run, day, n, calendar)
    return Value(day, None, backward, start.anchor or start.day)


def beginning_with(run: Run, start: Value, count: Count) -> Value:
    """The last day of a period whose first day is the start itself."""
    day = start.day
    if count.business:
        n, calendar = count.business[0]
        first = run.calendar(calendar).first_open_on_or_after(day)
        day = first if n == 1 else run.calendar(calendar).add(first, n - 1)
        run.step("count", f"{n} business days beginning with {show(start.day)}", show(day))
    elif count.days:
        day = _days(run, _months(run, day, count.months), count.days - 1)
    else:
        day = _months(run, day, count.months, one_less=True)
    return Value(day, None, False, start.anchor or start.day)


def _months(run: Run, day: date, months: int, *, one_less: bool = False) -> date:
    if not months:
        return day
    added = add_months(day, months, sticky=run.sticky, one_less=one_less)
    if added.rounded and run.month_up():
        added = add_months(day, months, sticky=run.sticky, one_less=one_less, up=True)
    result = _suspend(run, day, added.day) if run.suspended else added.day
    if run.explaining:
        unit, n = ("year", months // 12) if months % 12 == 0 else ("month", months)
        note = _rounding_note(run) if added.rounded else ""
        run.step(
            "count",
            f"{_signed(n, unit)} {show(day)}{note}",
            show(result),
            authority="Corresponding-date rule (Dodds v Walker [1981]); rounded once",
        )
    return result


def _rounding_note(run: Run) -> str:
    side = "first of the next" if run.choices.month_end == "up" else "last of the"
    return f", where that day does not exist: rounded to the {side} month"


def _signed(n: int, unit: str) -> str:
    plural = "" if abs(n) == 1 else "s"
    return f"{abs(n)} {unit}{plural} {'after' if n >= 0 else 'before'}"


def _days(run: Run, day: date, days: int) -> date:
    if not days:
        return day
    result = shift(day, days)
    if run.suspended:
        result = _suspend(run, day, result)
    if run.explaining:
        run.step(
            "count",
            f"{_signed(days, 'day')} {show(day)}, which is not counted itself",
            show(result),
            authority="First day excluded, last day included, every calendar day counted",
        )
    return result


def _business(run: Run, day: date, n: int, stated: str | None) -> date:
    calendar = run.calendar(stated)
    result = calendar.add(day, n)
    if run.suspended:
        result = _suspend_business(run, day, n, stated)
    if calendar.projected_from and max(result, day) >= calendar.projected_from:
        run.note(
            f"The calendar {calendar.id} is a projection from"
            f" {show(calendar.projected_from)} on; holidays may still be proclaimed."
        )
    if run.explaining:
        low, high = min(day, result), max(day, result)
        holidays = tuple((h.day, h.name) for h in calendar.holidays_between(low, high))
        run.step(
            "count",
            f"{_signed(n, 'business day')} {show(day)}, which is not counted itself",
            show(result),
            used=(f"calendar {calendar.id} {calendar.version}",),
            skipped=holidays,
            authority=run.conventions.calendar_source if not stated else "",
        )
    return result


def _hours(run: Run, start: Value, hours: int, backward: bool) -> Value:
    at = start.at or _stated_time(run, start)
    end = clocks.elapsed(at, hours)
    if run.conventions.zone:
        end = end.astimezone(clocks.zone_info(run.conventions.zone))
    run.step(
        "count",
        f"{_signed(hours, 'hour')} {show_instant(at)}, in elapsed time",
        show_instant(end),
        authority="Hours run continuously; clock changes do not stop them",
    )
    return Value(end.date(), end, backward, start.anchor or start.day, timed=True)


def _stated_time(run: Run, start: Value) -> datetime:
    clock = run.clock()
    if clock is None:
        name = next(iter(run.bound), "") or _only_name(run)
        run.note(f"Hours run from a time of day, and none is recorded for {show(start.day)}.")
        raise Missing(name)
    run.clock_used = True
    return clocks.instant(start.day, clock.time, run.zone_of(clock))


def _only_name(run: Run) -> str:
    return next(iter(names_in(run.rule)), "time of day")


def _suspend(run: Run, start: date, end: date) -> date:
    """Moves the end of a count by the suspended days inside it, until nothing more falls in."""
    step = 1 if end >= start else -1
    base, moved = end, 0
    while True:
        low, high = (start, end) if step > 0 else (end, start)
        inside = len(days_of(run, run.suspended, low + timedelta(days=int(step > 0)), high))
        if inside == moved:
            return end
        moved = inside
        end = shift(base, step * moved)


def _suspend_business(run: Run, day: date, n: int, stated: str | None) -> date:
    calendar = run.calendar(stated)
    step = 1 if n > 0 else -1
    extra = -1
    inside = 0
    while inside != extra:
        extra = inside
        end = calendar.add(day, n + step * extra)
        low, high = min(day, end), max(day, end)
        inside = sum(
            calendar.is_open(d) for d in days_of(run, run.suspended, low, high) if d != day
        )
    return end


def days_of(run: Run, spans: Sequence[Span], first: date, last: date) -> set[date]:
    """The distinct days of spans between two dates, all ends inclusive; overlaps count once.

    An open span counts as far as it is known to have lasted.
    """
    days: set[date] = set()
    for span in spans:
        ending = span.last
        if ending is None:
            # Bounded by what is known: it lasted at least its first day.
            run.provisional = True
            ending = run.world.known_through or span.first
        low, high = max(span.first, first), min(ending, last)
        if low <= high:
            run.weaken(span.certainty)
            run.rest_on(high)
        days.update(shift(low, i) for i in range((high - low).days + 1))
    return days
