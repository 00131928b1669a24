"""Calendar and fiscal periods: which one holds a date, where it starts and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from obligations.engine.arithmetic import add_months, month_length, shift

PeriodName = Literal["month", "quarter", "year"]

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A fiscal year's last day; a month's last day (28 or 29 February too) stays the last."""

    month: int = 12
    day: int = 31

    def last_day(self, year: int, month: int) -> date:
        """The day in a month on which a fiscal period that ends in that month ends."""
        length = month_length(year, month)
        if self.day >= month_length(2001, self.month):
            return date(year, month, length)
        return date(year, month, min(self.day, length))


CALENDAR_YEAR = YearEnd()


@dataclass(frozen=True, slots=True)
class PeriodOf:
    """One period, from `start` to `end` inclusive, with its label ("2005-Q2", "FY2005-Q2")."""

    start: date
    end: date
    label: str


def period_containing(day: date, name: PeriodName, year_end: YearEnd, fiscal: bool) -> PeriodOf:
    """The period of a kind that a date is in. A fiscal year is named by the year it ends in."""
    months = MONTHS_IN[name]
    year, month = day.year, day.month
    while (month - year_end.month) % months != 0:
        year, month = _next_month(year, month)
    if day > year_end.last_day(year, month):
        year, month = _month_index(year, month, months)
    end = year_end.last_day(year, month)
    before = _month_index(year, month, -months)
    start = shift(year_end.last_day(*before), 1)
    return PeriodOf(start, end, _label(end, name, year_end, fiscal))


def following_period(
    period: PeriodOf, name: PeriodName, year_end: YearEnd, fiscal: bool
) -> PeriodOf:
    """The period right after another one of the same kind."""
    return period_containing(shift(period.end, 1), name, year_end, fiscal)


def _next_month(year: int, month: int) -> tuple[int, int]:
    return _month_index(year, month, 1)


def _month_index(year: int, month: int, months: int) -> tuple[int, int]:
    moved = add_months(date(year, month, 1), months).day
    return moved.year, moved.month


def _label(end: date, name: PeriodName, year_end: YearEnd, fiscal: bool) -> str:
    years_on = 1 if end.month > year_end.month else 0
    year = end.year + years_on
    prefix = "FY" if fiscal else ""
    if name == "year":
        return f"{prefix}{year}"
    if name == "month":
        return f"{end.year}-{end.month:02d}"
    quarter = ((end.month - year_end.month - 1) % 12) // 3 + 1
    return f"{prefix}{year}-Q{quarter}"
