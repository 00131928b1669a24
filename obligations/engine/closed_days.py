"""Readings of a date that falls on a closed day where no roll is stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.calendars import BusinessCalendar, OutsideRange
from obligations.engine.choices import NO_CHOICES, Choices
from obligations.engine.errors import CannotCompute
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.engine.laws import next_day_basis
from obligations.engine.run import Run, show
from obligations.engine.values import Outcome, Reading

# Most readings rest on no other choice, and `replace` costs as much as a whole count.
_ALONE = {side: Choices(closed_day=side) for side in ("previous", "next")}


def closed_days(run: Run, outcome: Outcome, found: list[Reading]) -> list[Reading]:
    """The open days around the literal date; of an earlier reading, the one before.

    None where a roll is stated, or where nothing has to be done on the day.
    """
    if run.kind in PROHIBITIONS or run.rule.first(s.Adjust) is not None:
        return []
    if outcome.due is None and not (outcome.end and run.kind in RIGHTS):
        return []
    calendar = run.world.calendar_of(run.conventions.calendar or _own(run) or "weekdays")
    if len(found) == 1:
        return _around(run, found[0], calendar)
    literal, *others = (reading for reading in found if not reading.first)
    earlier = [r for r in others if r.day < literal.day and not r.set_aside]
    safest = min(earlier, key=lambda r: r.day, default=None)
    around = _around(run, literal, calendar)
    return around + (_around(run, safest, calendar)[:1] if safest else [])


def _own(run: Run) -> str | None:
    """The calendar that the rule itself counts by, where the agreement has none."""
    return next(iter(run.calendars), None)


def _around(run: Run, reading: Reading, calendar: BusinessCalendar) -> list[Reading]:
    """The business days before and after a closed day; none where it is open or not known."""
    day = reading.day
    try:
        if calendar.is_open(day):
            return []
        back, on = calendar.first_open_on_or_before(day), calendar.first_open_on_or_after(day)
    except OutsideRange:
        return []
    reason = calendar.closed_because(day) or ""
    closed = f"{show(day)} is closed ({reason})"
    basis = next_day_basis(run.conventions.law, day, reason)
    return [
        _moved(reading, back, f"the business day before: {closed}", "previous"),
        _moved(reading, on, basis, "next"),
    ]


def _moved(reading: Reading, day: date, basis: str, side: str) -> Reading:
    alone = reading.choice is NO_CHOICES
    choice = _ALONE[side] if alone else replace(reading.choice, closed_day=side)
    return Reading(day, basis, _same_hour(reading.at, day), choice=choice)


def _same_hour(at: datetime | None, day: date) -> datetime | None:
    if at is None or at.tzinfo is None:
        return None
    try:
        return clocks.instant(day, at.timetz().replace(tzinfo=None), at.tzinfo)
    except CannotCompute:
        return None
