"""Business days against numpy's busday_offset, busday_count and is_busday.

Two claims are kept apart. With the closings of our own calendars as its list of
holidays, numpy proves the counting. With no list at all, it proves our
calendars of weekdays and of every day whole.
"""

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from obligations.engine.calendars import SHIPPED, calendar

from .asking import FIRST, LAST

pytestmark = pytest.mark.drawn

JOINT = ("us-fed+california-banks", "england+target", "nyse+new-york+weekdays")
DRAWS = 5_000
# Far enough inside that no count leaves the years that are compared.
INSIDE = (FIRST + timedelta(500), LAST - timedelta(500))


def numpy_calendar(id: str) -> np.busdaycalendar:
    ours = calendar(id)
    closed = [h.day for h in ours.holidays_between(FIRST, LAST)]
    weekend = frozenset().union(*(member.weekend for member in ours.members))
    mask = [weekday not in weekend for weekday in range(7)]
    return np.busdaycalendar(weekmask=mask, holidays=np.array(closed, dtype="datetime64[D]"))


def draws(seed: str) -> tuple[list[date], list[int]]:
    chance = Random(seed)
    length = (INSIDE[1] - INSIDE[0]).days
    days = [INSIDE[0] + timedelta(chance.randint(0, length)) for _ in range(DRAWS)]
    return days, [chance.choice((-1, 1)) * chance.randint(1, 250) for _ in range(DRAWS)]


def offset(days: list[date], counts: list[int], theirs: np.busdaycalendar) -> list[date]:
    """numpy's n-th business day; it rolls a closed trigger first, so away from the count."""
    start, n = np.array(days, dtype="datetime64[D]"), np.array(counts)
    after = np.busday_offset(start, np.maximum(n, 0), roll="backward", busdaycal=theirs)
    before = np.busday_offset(start, np.minimum(n, 0), roll="forward", busdaycal=theirs)
    return list(np.where(n > 0, after, before).astype(object))


def differences(days: list[date], counts: list[int], ours: list[date], theirs: list[date]):
    rows = zip(days, counts, ours, theirs, strict=True)
    return [f"{n} from {day}: {one}, numpy {other}" for day, n, one, other in rows if one != other]


@pytest.mark.parametrize("id", [*SHIPPED, *JOINT])
def test_the_nth_business_day_is_that_of_numpy(id):
    (days, counts), ours = draws(id), calendar(id)
    found = [ours.add(day, n) for day, n in zip(days, counts, strict=True)]

    assert differences(days, counts, found, offset(days, counts, numpy_calendar(id)))[:5] == []


@pytest.mark.parametrize(("id", "mask"), [("weekdays", "1111100"), ("every-day", "1111111")])
def test_the_plain_calendars_need_no_list_to_agree(id, mask):
    (days, counts), ours = draws("plain"), calendar(id)
    found = [ours.add(day, n) for day, n in zip(days, counts, strict=True)]

    theirs = offset(days, counts, np.busdaycalendar(weekmask=mask))
    assert differences(days, counts, found, theirs)[:5] == []


@pytest.mark.parametrize("id", [*SHIPPED, *JOINT])
def test_the_number_of_business_days_is_that_of_numpy(id):
    (days, counts), ours = draws(f"count {id}"), calendar(id)
    ends = [day + timedelta(n) for day, n in zip(days, counts, strict=True)]

    # numpy counts the first day and not the last; we the last and not the first.
    one_on = [np.array(list_, dtype="datetime64[D]") + 1 for list_ in (days, ends)]
    low, high = np.minimum(*one_on), np.maximum(*one_on)
    sign = np.where(one_on[0] <= one_on[1], 1, -1)
    theirs = list((sign * np.busday_count(low, high, busdaycal=numpy_calendar(id))).tolist())
    found = [ours.count_between(day, end) for day, end in zip(days, ends, strict=True)]
    assert found == theirs


@pytest.mark.parametrize("id", [*SHIPPED, *JOINT])
def test_every_day_is_open_or_closed_as_numpy_says(id):
    ours, length = calendar(id), (LAST - FIRST).days + 1
    days = [FIRST + timedelta(n) for n in range(length)]

    theirs = np.is_busday(np.array(days, dtype="datetime64[D]"), busdaycal=numpy_calendar(id))
    assert [ours.is_open(day) for day in days] == theirs.tolist()


@pytest.mark.parametrize("id", [*SHIPPED, *JOINT])
def test_the_next_and_the_previous_open_day_are_those_of_numpy(id):
    (days, _), ours, theirs = draws(f"roll {id}"), calendar(id), numpy_calendar(id)
    start = np.array(days, dtype="datetime64[D]")

    following = np.busday_offset(start, 0, roll="following", busdaycal=theirs).astype(object)
    preceding = np.busday_offset(start, 0, roll="preceding", busdaycal=theirs).astype(object)
    assert [ours.first_open_on_or_after(day) for day in days] == following.tolist()
    assert [ours.first_open_on_or_before(day) for day in days] == preceding.tolist()
