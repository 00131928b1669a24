"""Counting durations from a date: days, business days, months, hours.

The trigger day is not counted and the last day is (exclude first, include
last); counting starts from the raw date, which is never rolled first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.analysis import names_in
from obligations.engine.arithmetic import add_months, shift
from obligations.engine.authorities import (
    BEGINNING_WITH,
    BUSINESS_DAYS,
    CLEAR,
    EXCLUDE_FIRST,
    HOURS,
    MONTHS,
    SUSPENDED,
)
from obligations.engine.known import spans_of, told
from obligations.engine.laws import two_days_caution
from obligations.engine.run import Missing, Run, Value, show, show_instant
from obligations.engine.spans import Stretch, days_in, open_days_in, stretches

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}


class Count(NamedTuple):
    """A duration sorted by how it is counted, each with its sign."""

    months: int = 0
    days: int = 0
    business: tuple[tuple[int, str | None], ...] = ()
    hours: int = 0


_TWO_DAYS: Final = (Count(days=2), Count(days=-2))


def total(run: Run, parts: Sequence[tuple[int, s.Duration]]) -> Count:
    """Adds signed durations to one: months together, days together, rounded once."""
    months = days = hours = 0
    business: list[tuple[int, str | None]] = []
    for sign, duration in parts:
        ends = sign * _both_ends_out(run, duration)
        for amount in duration.amounts:
            unit, n = amount.unit, sign * amount.n
            if unit.count_as != "calendar":
                business.append((n + ends, unit.calendar))
                ends = 0
            elif unit.name in _DAYS:
                days += n * _DAYS[unit.name]
            elif unit.name == "hour":
                hours += n
            else:
                months += n * _MONTHS[unit.name]
        days += ends
    return Count(months, days, tuple(business), hours)


def one(run: Run, duration: s.Duration, sign: int = 1) -> Count:
    """A single duration as a count."""
    return total(run, ((sign, duration),))


def _both_ends_out(run: Run, duration: s.Duration) -> int:
    """1 where neither end day counts: clear days, and full days in their strict reading."""
    for amount in duration.amounts:
        ends = amount.unit.ends
        if ends == "clear" or (ends and run.taken("full") == "clear"):
            run.step(
                "clear", "both end days are left out: one more is counted", "", authority=CLEAR
            )
            return 1
    return 0


def count_from(run: Run, start: Value, count: Count, *, backward: bool) -> Value:
    """The date (or instant) that a count reaches from a start."""
    if count.hours:
        return _hours(run, start, count.hours, backward)
    day = _days(run, _months(run, start.day, count.months), count.days)
    if count in _TWO_DAYS:
        caution = two_days_caution(run.conventions.law, shift(start.day, count.days // 2))
        if caution:
            run.note(caution)
    for n, calendar in count.business:
        day = _business(run, day, n, calendar)
    return Value(day, None, backward, start.anchor or start.day)


def beginning_with(run: Run, start: Value, count: Count) -> Value:
    """The last day of a period whose first day is the start itself."""
    if count.hours:
        return _hours(run, start, count.hours, False)
    day, anchor = start.day, start.anchor or start.day
    if count.business:
        day = _days(run, _months(run, day, count.months), count.days)
        (n, calendar), *rest = count.business
        day = _business_beginning_with(run, day, n, calendar)
        for n, calendar in rest:
            day = _business(run, day, n, calendar)
    elif count.days:
        day = _days(run, _months(run, day, count.months), count.days, begun=1)
    else:
        day = _months(run, day, count.months, begun=1)
    return Value(day, None, False, anchor)


# Months


def _months(run: Run, day: date, months: int, *, begun: int = 0) -> date:
    if not months:
        return day
    sticky = run.sticky
    added = add_months(day, months, sticky=sticky, one_less=bool(begun))
    up = added.rounded and run.month_up()
    if up:
        added = add_months(day, months, sticky=sticky, one_less=bool(begun), up=True)
    result = added.day
    if run.explaining:
        unit, n = ("year", months // 12) if months % 12 == 0 else ("month", months)
        text = _counted(n, unit, day, begun) + (_rounding(up) if added.rounded else "")
        run.step("count", text, show(result), authority=BEGINNING_WITH if begun else MONTHS)
    return _suspended(run, day, result, begun)


def _rounding(up: bool) -> str:
    side = "the first of the next month" if up else "the last of the month"
    return f"; that day does not exist, so {side}"


def _counted(n: int, unit: str, day: date, begun: int) -> str:
    amount = f"{abs(n)} {unit}{'' if abs(n) == 1 else 's'}"
    if begun:
        return f"{amount} beginning with {show(day)}, which is counted"
    return f"{amount} {'after' if n >= 0 else 'before'} {show(day)}"


# Days


def _days(run: Run, day: date, days: int, *, begun: int = 0) -> date:
    if not days:
        return day
    result = shift(day, days - begun)
    if run.explaining:
        excluded = "" if begun else ", which is not counted itself"
        authority = BEGINNING_WITH if begun else EXCLUDE_FIRST
        text = _counted(days, "day", day, begun) + excluded
        run.step("count", text, show(result), authority=authority)
    return _suspended(run, day, result, begun)


def _suspended(run: Run, start: date, end: date, begun: int) -> date:
    """Moves the end of a count by the suspended days inside it, until nothing more falls in.

    `begun` is 1 where the first day counts, and so falls out when it is suspended.
    """
    if not run.suspended:
        return end
    start = shift(start, -begun)
    sign = 1 if end >= start else -1
    moved = _settled(lambda n: shift(end, sign * n), lambda day: days_in(_inside(run, start, day)))
    _tell_suspended(run, abs((moved - end).days), "day", show(moved))
    return moved


def _tell_suspended(run: Run, lost: int, unit: str, result: str) -> None:
    if lost and run.explaining:
        text = f"{lost} suspended {unit}{'' if lost == 1 else 's'} not counted"
        run.step("suspend", text, result, used=_suspending(run), authority=SUSPENDED)


def _suspending(run: Run) -> tuple[str, ...]:
    """The spans that suspend the rule, by name, with who recorded them."""
    named = ((m.name, span) for m in run.rule.every(s.Suspended) for span in spans_of(run, m.name))
    return tuple(told(name, span) for name, span in named)


def _settled(moved: Callable[[int], date], inside: Callable[[date], int]) -> date:
    """The end moved by as many days as lie inside the count that reaches it."""
    days = 0
    while (found := inside(moved(days))) != days:
        days = found
    return moved(days)


def _inside(run: Run, start: date, end: date) -> list[Stretch]:
    """The suspended days of a count; the day that it starts from is not counted."""
    if end >= start:
        return stretches(run, run.suspended, shift(start, 1), end)
    return stretches(run, run.suspended, end, shift(start, -1))


# Business days


def _business(run: Run, day: date, n: int, stated: str | None) -> date:
    calendar = run.calendar(stated)
    result = calendar.add(day, n)
    _tell_business(run, day, n, result, stated)
    if not run.suspended:
        return result
    step = 1 if n > 0 else -1
    moved = _settled(
        lambda more: calendar.add(day, n + step * more),
        lambda end: open_days_in(_inside(run, day, end), calendar),
    )
    lost = calendar.count_between(*sorted((result, moved)))
    _tell_suspended(run, lost, "business day", show(moved))
    return moved


def _business_beginning_with(run: Run, day: date, n: int, stated: str | None) -> date:
    calendar = run.calendar(stated)
    first = calendar.first_open_on_or_after(day)
    result = first
    if run.suspended or n > 1:
        # Counted from the day before, which is outside, so that suspended days fall out too.
        quiet, run.steps = run.steps, None
        result = _business(run, shift(first, -1), n, stated)
        run.steps = quiet
    _tell_business(run, day, n, result, stated, begun=1)
    return result


def _tell_business(
    run: Run, day: date, n: int, result: date, stated: str | None, begun: int = 0
) -> None:
    calendar = run.calendar(stated)
    if calendar.projected_from and max(result, day) >= calendar.projected_from:
        run.note(
            f"The calendar {calendar.id} is a projection from"
            f" {show(calendar.projected_from)} on; holidays may still be proclaimed."
        )
    if not run.explaining:
        return
    excluded = "" if begun else ", which is not counted itself"
    holidays = calendar.holidays_between(min(day, result), max(day, result))
    run.step(
        "count",
        _counted(n, "business day", day, begun) + excluded,
        show(result),
        used=(f"calendar {calendar.id} {calendar.version}",),
        skipped=tuple((h.day, h.name) for h in holidays),
        authority=(run.conventions.calendar_source if not stated else "")
        or (BEGINNING_WITH if begun else BUSINESS_DAYS),
    )


# Hours


def _hours(run: Run, start: Value, hours: int, backward: bool) -> Value:
    at = start.at or _stated_time(run, start)
    end = clocks.elapsed(at, hours)
    if run.suspended:
        end = _hours_suspended(run, at, end)
    if run.conventions.zone:
        end = end.astimezone(clocks.zone_info(run.conventions.zone))
    if run.explaining:
        amount = f"{abs(hours)} hour{'' if abs(hours) == 1 else 's'}"
        text = f"{amount} {'after' if hours >= 0 else 'before'} {show_instant(at)}, in elapsed time"
        run.step("count", text, show_instant(end), authority=HOURS)
        if run.suspended:
            text = "suspended days are left out of the hours"
            run.step("suspend", text, show_instant(end), used=_suspending(run), authority=SUSPENDED)
    return Value(end.date(), end, backward, start.anchor or start.day, timed=True)


def _stated_time(run: Run, start: Value) -> datetime:
    clock = run.clock()
    if clock is None:
        name = next(iter(run.bound), "") or next(iter(names_in(run.rule)), "time of day")
        run.note(f"Hours run from a time of day, and none is recorded for {show(start.day)}.")
        raise Missing(name)
    run.clock_used = True
    return clocks.instant(start.day, clock.time, run.zone_of(clock))


def _hours_suspended(run: Run, start: datetime, end: datetime) -> datetime:
    """The end of running hours moved by the hours of suspended days that lie inside."""
    lost = timedelta()
    while (found := _lost(run, start, _moved(start, end, lost))) != lost:
        lost = found
    return _moved(start, end, lost)


def _moved(start: datetime, end: datetime, lost: timedelta) -> datetime:
    moved = end.astimezone(UTC) + (lost if end >= start else -lost)
    return moved.astimezone(end.tzinfo)


def _lost(run: Run, start: datetime, end: datetime) -> timedelta:
    """The time between two instants that falls on suspended days, by the clocks there."""
    low, high = sorted((start.astimezone(UTC), end.astimezone(UTC)))
    zone = clocks.zone_info(run.conventions.zone) if run.conventions.zone else start.tzinfo
    first, last = low.astimezone(zone).date(), high.astimezone(zone).date()
    lost = timedelta()
    for begin, until in stretches(run, run.suspended, first, last):
        opened = datetime.combine(begin, time.min, zone).astimezone(UTC)
        closed = datetime.combine(shift(until, 1), time.min, zone).astimezone(UTC)
        lost += max(min(closed, high) - max(opened, low), timedelta())
    return lost
