"""Adding years, months and days: once rounded, never drifting.

The semantics are those of dates-calc (ESOP 2024): years and months are added
to the raw date, a day that does not exist is rounded once, then days are
added. Rounding down is the corresponding-date rule (Dodds v Walker [1981]; NY
General Construction Law s. 30); whoever asks is told that there was a choice.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from obligations.engine.errors import CannotCompute

ONE_DAY = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Added(NamedTuple):
    """A sum and whether the month's end had to be rounded to reach it."""

    day: date
    rounded: bool


def month_length(year: int, month: int) -> int:
    """The number of days of a month of the Gregorian calendar."""
    if month == 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return 29
    return _LENGTHS[month - 1]


def is_month_end(day: date) -> bool:
    """Whether a date is the last of its month."""
    return day.day == month_length(day.year, day.month)


def add_months(
    day: date, months: int, *, up: bool = False, sticky: bool = False, one_less: bool = False
) -> Added:
    """A date plus a number of months (negative: before), rounded once.

    A raw day that does not exist becomes the last of its month, or with `up`
    the first of the next. `sticky` keeps a month's end at the month's end.
    `one_less` takes a day off the raw date before rounding: the last day of a
    period that begins with `day`. Raises CannotCompute outside years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise CannotCompute(f"{months} months from {day.isoformat()} is outside the calendar.")
    length = month_length(year, month)
    if sticky and is_month_end(day):
        return Added(shift(date(year, month, length), -1 if one_less else 0), False)
    raw = day.day - one_less
    if raw == 0:
        return Added(shift(date(year, month, 1), -1), False)
    if raw <= length:
        return Added(date(year, month, raw), False)
    return Added(shift(date(year, month, length), 1 if up else 0), True)


def shift(day: date, days: int) -> date:
    """A date plus a number of days. Raises CannotCompute outside years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise CannotCompute(
            f"{days} days from {day.isoformat()} is outside the calendar."
        ) from error
