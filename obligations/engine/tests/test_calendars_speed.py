"""Counting must not depend on how far it reaches."""

import random
import time
from datetime import date, timedelta

from obligations.engine.calendars import calendar


def seconds(count, triggers):
    start = time.perf_counter()
    for day, n in triggers:
        count(day, n)
    return time.perf_counter() - start


def test_adding_is_at_least_five_times_faster_than_going_day_by_day():
    fed = calendar("us-fed")
    closed = {closing.day for closing in fed.holidays_between(fed.first, fed.last)}

    def day_by_day(day, n):
        while n:
            day += timedelta(1)
            n -= day.weekday() < 5 and day not in closed
        return day

    chance = random.Random(1)
    triggers = [
        (date(2000, 1, 1) + timedelta(chance.randrange(9000)), chance.randint(1, 250))
        for _ in range(500)
    ]
    assert [fed.add(*each) for each in triggers] == [day_by_day(*each) for each in triggers]

    best = min(seconds(fed.add, triggers) for _ in range(3))
    assert seconds(day_by_day, triggers) / best >= 5
