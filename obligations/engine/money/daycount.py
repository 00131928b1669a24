"""How the days of a year are counted for interest: each basis by name, with its source.

A basis gives the part of a year that lies between two days, the first counted
and the last not. docs/conventions-money.md explains each with an example.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from obligations.engine.errors import EngineError


@dataclass(frozen=True, slots=True)
class Basis:
    """A way of counting days: its days between two dates, and the part of a year that they are."""

    name: str
    days: Callable[[date, date], int]
    year: Callable[[date, date], Fraction]
    in_words: str
    source: str


def _actual(start: date, end: date) -> int:
    return (end - start).days


def _over(days: Callable[[date, date], int], year: int) -> Callable[[date, date], Fraction]:
    return lambda start, end: Fraction(days(start, end), year)


def _actual_actual(start: date, end: date) -> Fraction:
    """The days in each calendar year over the days which that year has."""
    part = Fraction(0)
    while start < end:
        new_year = date(start.year, 12, 31)
        # Counted to the end of the year without naming the next, which 9999 does not have.
        length = new_year.timetuple().tm_yday
        if end.year == start.year:
            return part + Fraction((end - start).days, length)
        part += Fraction((new_year - start).days + 1, length)
        start = new_year + timedelta(days=1)
    return part


def _thirties(start: date, end: date, first: int, last: int) -> int:
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def _is_february_end(day: date) -> bool:
    return day.month == 2 and (day + timedelta(days=1)).month == 3


def _thirty_us(start: date, end: date) -> int:
    first, last = start.day, end.day
    if _is_february_end(start):
        if _is_february_end(end):
            last = 30
        first = 30
    if last == 31 and first >= 30:
        last = 30
    return _thirties(start, end, min(first, 30), last)


def _thirty_european(start: date, end: date) -> int:
    return _thirties(start, end, min(start.day, 30), min(end.day, 30))


def _thirty_bond(start: date, end: date) -> int:
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return _thirties(start, end, first, last)


BASES: Final[dict[str, Basis]] = {
    basis.name: basis
    for basis in (
        Basis(
            "actual/365",
            _actual,
            _over(_actual, 365),
            "each day is 1/365 of a year, in leap years too",
            "Actual/365 (Fixed), 2006 ISDA Definitions s. 4.16(d)",
        ),
        Basis(
            "actual/360",
            _actual,
            _over(_actual, 360),
            "each day is 1/360 of a year",
            "Actual/360, 2006 ISDA Definitions s. 4.16(e)",
        ),
        Basis(
            "actual/actual",
            _actual,
            _actual_actual,
            "each day is 1/365 of a year, in leap years 1/366",
            "Actual/Actual, 2006 ISDA Definitions s. 4.16(b)",
        ),
        Basis(
            "30/360",
            _thirty_us,
            _over(_thirty_us, 360),
            "months of 30 days, the end of February counted as the 30th",
            "30/360 as in United States securities practice",
        ),
        Basis(
            "30E/360",
            _thirty_european,
            _over(_thirty_european, 360),
            "months of 30 days, the 31st counted as the 30th",
            "30E/360 or Eurobond Basis, 2006 ISDA Definitions s. 4.16(g)",
        ),
        Basis(
            "30/360 bond",
            _thirty_bond,
            _over(_thirty_bond, 360),
            "months of 30 days, a last 31st kept unless the first day is a 30th or 31st",
            "30/360 or Bond Basis, 2006 ISDA Definitions s. 4.16(f)",
        ),
    )
}
_ALSO: Final = {
    "actual/365f": "actual/365",
    "actual/365 (fixed)": "actual/365",
    "act/365": "actual/365",
    "act/365f": "actual/365",
    "act/360": "actual/360",
    "act/act": "actual/actual",
    "actual/actual isda": "actual/actual",
    "30/360 us": "30/360",
    "30e/360": "30E/360",
    "bond": "30/360 bond",
    "bond basis": "30/360 bond",
}


def read_basis(text: str) -> Basis:
    """The basis of a name. Raises EngineError that lists the names."""
    name = " ".join(text.split()).casefold()
    found = BASES.get(_ALSO.get(name, name))
    if found is None:
        raise EngineError(
            f"“{text}” is no basis of counting days; it is one of {', '.join(BASES)}."
        )
    return found
