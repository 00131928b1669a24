"""Month sums at their edges: what is rounded, what sticks, what begins, and where dates end."""

from datetime import date

import pytest

from obligations.engine.arithmetic import Added, add_months, is_month_end, month_length, shift
from obligations.engine.errors import CannotCompute

D = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "how", "result", "rounded"),
    [
        ("2000-01-31", 1, {}, "2000-02-29", True),
        ("2000-01-31", 1, {"up": True}, "2000-03-01", True),
        ("2000-01-29", 1, {}, "2000-02-29", False),
        ("2001-01-31", 13, {}, "2002-02-28", True),
        ("2000-03-31", -1, {}, "2000-02-29", True),
        ("2000-01-15", -1, {}, "1999-12-15", False),
        ("2000-02-29", 1, {"sticky": True}, "2000-03-31", False),
        ("2000-02-28", 1, {"sticky": True}, "2000-03-28", False),
        ("2000-01-31", 1, {"sticky": True}, "2000-02-29", False),
        # A period that begins with the day ends on the day before the corresponding one.
        ("2000-01-15", 1, {"one_less": True}, "2000-02-14", False),
        ("2000-02-01", 1, {"one_less": True}, "2000-02-29", False),
        ("2000-01-31", 1, {"one_less": True}, "2000-02-29", True),
        ("2000-01-30", 1, {"one_less": True}, "2000-02-29", False),
        ("2000-01-31", 1, {"one_less": True, "up": True}, "2000-03-01", True),
        ("2000-02-29", 1, {"one_less": True, "sticky": True}, "2000-03-30", False),
        ("9999-11-30", 1, {}, "9999-12-30", False),
        ("0001-02-28", -1, {}, "0001-01-28", False),
    ],
)
def test_months(day, months, how, result, rounded):
    assert add_months(D(day), months, **how) == Added(D(result), rounded)


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (lambda: add_months(date.max, 1), "1 months from 9999-12-31 is outside the calendar."),
        (lambda: add_months(date.min, -1), "-1 months from 0001-01-01 is outside the calendar."),
        (lambda: shift(date.max, 1), "1 days from 9999-12-31 is outside the calendar."),
        (lambda: shift(date.min, -1), "-1 days from 0001-01-01 is outside the calendar."),
        (lambda: shift(date.min, 10**9), "1000000000 days from 0001-01-01 is outside"),
    ],
)
def test_dates_end_with_the_year_9999(work, says):
    with pytest.raises(CannotCompute, match=says):
        work()


@pytest.mark.parametrize(
    ("year", "days"), [(1900, 28), (2000, 29), (2004, 29), (2100, 28), (2001, 28), (2400, 29)]
)
def test_february(year, days):
    assert month_length(year, 2) == days
    assert is_month_end(date(year, 2, days))
    assert not is_month_end(date(year, 2, 27))


def test_the_lengths_of_months():
    assert [month_length(2001, n) for n in range(1, 13)] == [
        *(31, 28, 31, 30, 31, 30),
        *(31, 31, 30, 31, 30, 31),
    ]
