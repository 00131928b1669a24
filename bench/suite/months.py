"""Month arithmetic against dateutil's relativedelta, equal to it on every date tried."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from bench.rows import Row, exactly, speed
from bench.turns import in_turns
from obligations.engine.arithmetic import add_months

SEED, COUNT = 19990704, 20_000
FIRST, LAST = date(1900, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
MONTHS = range(-60, 61)


def measure() -> Iterator[Row]:
    """A sum of a date and months, both ways; then the dates on which they differ."""
    cases = _cases()
    turns = in_turns(
        lambda: [add_months(day, months) for day, months in cases],
        lambda: [day + relativedelta(months=months) for day, months in cases],
    )
    yield speed(f"{COUNT:,} sums against relativedelta", turns, at_least=3)
    ends = [(date(year, month, day), n) for year, month, day in _month_ends() for n in MONTHS]
    tried = cases + ends
    wrong = sum(add_months(d, n).day != d + relativedelta(months=n) for d, n in tried)
    yield exactly(f"unlike relativedelta, of {len(tried):,} sums", wrong, 0, "dates")


def _cases() -> list[tuple[date, int]]:
    chance = random.Random(SEED)
    return [
        (date.fromordinal(chance.randint(FIRST, LAST)), chance.choice(MONTHS)) for _ in range(COUNT)
    ]


def _month_ends() -> list[tuple[int, int, int]]:
    """The 28th and all later days of every month of a leap year, its neighbours and a century."""
    years = (1899, 1900, 1996, 1999, 2000, 2001)
    long = {1, 3, 5, 7, 8, 10, 12}
    return [
        (year, month, day)
        for year in years
        for month in range(1, 13)
        for day in range(28, 32)
        if day == 28
        or (month == 2 and day == 29 and year in (1996, 2000))
        or (month != 2 and (day < 31 or month in long))
    ]
