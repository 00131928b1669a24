"""A million counts of business days, against numpy's vectorised count and one day by day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import numpy

from bench.rows import Row, exactly, speed
from bench.turns import in_turns
from obligations.engine.calendars import calendar

SEED, COUNT, BY_HAND = 20000528, 1_000_000, 20_000
LONGEST = 120


def measure() -> Iterator[Row]:
    """Each a date and a number of business days after it, on the US federal calendar."""
    fed = calendar("us-fed")
    closed = {closing.day for closing in fed.holidays_between(fed.first, fed.last)}
    chance = random.Random(SEED)
    first, last = date(1999, 1, 1).toordinal(), date(2034, 1, 1).toordinal()
    days = [date.fromordinal(chance.randint(first, last)) for _ in range(COUNT)]
    counts = [chance.randint(1, LONGEST) for _ in range(COUNT)]
    starts, steps = numpy.array(days, "datetime64[D]"), numpy.array(counts)
    week = numpy.busdaycalendar(holidays=sorted(closed))

    def by_numpy() -> numpy.ndarray:
        return numpy.busday_offset(starts, steps, roll="backward", busdaycal=week)

    turns = in_turns(lambda: list(map(fed.add, days, counts)), by_numpy, rounds=7)
    yield speed(f"{COUNT:,} counts against numpy.busday_offset", turns, at_least=0.1)
    wrong = sum(map(date.__ne__, map(fed.add, days, counts), by_numpy().tolist()))
    yield exactly(f"unlike numpy, of {COUNT:,} counts", wrong, 0, "dates")

    few, fews = days[:BY_HAND], counts[:BY_HAND]
    loop = in_turns(
        lambda: list(map(fed.add, few, fews)),
        lambda: [_day_by_day(day, n, closed) for day, n in zip(few, fews, strict=True)],
        rounds=7,
    )
    yield speed(f"{BY_HAND:,} counts against a loop day by day", loop, at_least=5)


def _day_by_day(day: date, n: int, closed: set[date]) -> date:
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5 and day not in closed
    return day
