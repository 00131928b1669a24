"""Months, series, period ends and hours against python-dateutil.

The engine counts months and series by its own arithmetic; dateutil is an
independent one (and reads the zones of its own reader, not those of zoneinfo).
"""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from dateutil import rrule as r
from dateutil import tz
from dateutil.relativedelta import relativedelta

from obligations.engine.arithmetic import add_months

from .asking import LAST, dates, due, only, random_days

pytestmark = pytest.mark.drawn

DRAWS = 10_000


def test_months_are_those_of_relativedelta():
    chance = Random(1)
    for day in random_days(1, DRAWS):
        n = chance.randint(-600, 600)
        assert add_months(day, n).day == day + relativedelta(months=n), (day, n)


def test_years_months_weeks_and_days_are_added_once_rounded():
    """relativedelta too adds years and months first, rounds once, and then adds days."""
    chance = Random(2)
    for day in random_days(2, 500):
        years, months, weeks, days = (chance.randint(1, most) for most in (8, 30, 9, 60))
        amounts = f"{years} years and {months} months and {weeks} weeks and {days} days"
        step = relativedelta(years=years, months=months, weeks=weeks, days=days)
        assert due(f"{amounts} after [X]", X=day) == day + step, (amounts, day)
        back = relativedelta(years=-years, months=-months, weeks=-weeks, days=-days)
        assert due(f"{amounts} before [X]", X=day) == day + back, (amounts, day)


def test_a_chain_of_plus_and_minus_is_one_relativedelta():
    chance = Random(3)
    for day in random_days(3, 500):
        months, years, days = chance.randint(1, 30), chance.randint(1, 5), chance.randint(1, 60)
        step = relativedelta(months=months) - relativedelta(years=years) + relativedelta(days=days)
        rule = f"[X] + {months} months - {years} years + {days} days"
        assert due(rule, X=day) == day + step, (rule, day)


def whole(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("words", "frequency", "interval"),
    [
        ("daily", r.DAILY, 1),
        ("every 10 days", r.DAILY, 10),
        ("weekly", r.WEEKLY, 1),
        ("every 2 weeks", r.WEEKLY, 2),
        ("monthly", r.MONTHLY, 1),
        ("quarterly", r.MONTHLY, 3),
        ("every 5 months", r.MONTHLY, 5),
        ("yearly", r.YEARLY, 1),
        ("every 3 years", r.YEARLY, 3),
    ],
)
def test_a_series_is_that_of_rrule(words, frequency, interval):
    """rrule leaves out days that do not exist, so the anchors are of the first 28."""
    for anchor in random_days(interval, 40, last=date(2030, 1, 1)):
        anchor = anchor.replace(day=min(anchor.day, 28))
        end = anchor + timedelta(1_500 if interval > 1 else 500)
        theirs = r.rrule(frequency, whole(anchor), interval=interval, until=whole(end))
        rule = f"{words} from [X] until {end.isoformat()}"
        assert dates(rule, X=anchor) == [d.date() for d in theirs][1:], (rule, anchor)


def test_a_series_never_drifts():
    """The k-th date is the anchor and k periods, whatever its day of the month."""
    for n, anchor in enumerate(random_days(8, 80, last=date(2015, 12, 31))):
        step = n % 7 + 1
        found = dates(f"every {step} months from [X]", X=anchor)
        wanted = [anchor + relativedelta(months=step * k) for k in range(1, len(found) + 1)]
        assert found == wanted, (step, anchor)
        assert anchor + relativedelta(months=step * (len(found) + 1)) > LAST


def test_month_ends_that_stick_are_the_last_days_of_rrule():
    for year in range(1996, 2030):
        anchor = date(year, 2, 1) + relativedelta(day=31)
        theirs = r.rrule(r.MONTHLY, whole(anchor), bymonthday=-1, count=37)
        found = dates("monthly from [X], end-of-month, 36 times", X=anchor)
        assert found == [d.date() for d in theirs][1:]


@pytest.mark.parametrize(
    ("period", "months"),
    [("month", range(1, 13)), ("quarter", (3, 6, 9, 12)), ("year", (12,))],
)
def test_ends_of_periods_are_those_of_rrule(period, months):
    for since in random_days(len(period), 40, last=date(2028, 1, 1)):
        until = since + timedelta(1_200)
        theirs = r.rrule(r.MONTHLY, whole(since), bymonth=months, bymonthday=-1, until=whole(until))
        rule = f"end of each calendar {period}, from [X], until {until.isoformat()}"
        assert dates(rule, X=since) == [d.date() for d in theirs], (rule, since)


WORKDAYS = (r.MO, r.TU, r.WE, r.TH, r.FR)


@pytest.mark.parametrize(("edge", "place"), [("first", 1), ("last", -1)])
def test_first_and_last_weekdays_of_months_are_those_of_rrule(edge, place):
    for since in random_days(place + 5, 40, last=date(2028, 1, 1)):
        until = since + timedelta(900)
        theirs = r.rrule(
            r.MONTHLY, whole(since), byweekday=WORKDAYS, bysetpos=place, until=whole(until)
        )
        rule = f"{edge} business day (weekdays) of each calendar month, from [X]"
        found = dates(f"{rule}, until {until.isoformat()}", X=since)
        assert found == [d.date() for d in theirs], since


@pytest.mark.parametrize("step", [1, 3, 10])
def test_a_series_of_business_days_is_every_nth_weekday_of_rrule(step):
    for anchor in random_days(step, 40, last=date(2030, 1, 1)):
        theirs = r.rrule(r.DAILY, whole(anchor + timedelta(1)), byweekday=WORKDAYS, count=20 * step)
        wanted = [d.date() for d in theirs][step - 1 :: step]
        rule = f"every {step} business days (weekdays) from [X], 20 times"
        assert dates(rule, X=anchor) == wanted, anchor


def test_a_day_of_the_year_is_that_of_rrule():
    for n, anchor in enumerate(random_days(9, 60, last=date(2028, 1, 1))):
        day = (date(2001, 1, 1) + timedelta(n * 6)).replace(year=2001)
        theirs = r.rrule(
            r.YEARLY,
            whole(anchor + timedelta(1)),
            bymonth=day.month,
            bymonthday=day.day,
            until=whole(LAST),
        )
        rule = f"every {day.day} {day:%B} from [X]"
        assert dates(rule, X=anchor) == [d.date() for d in theirs], (rule, anchor)


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Los_Angeles", "Europe/London", "Australia/Sydney"]
)
def test_hours_run_as_by_the_zones_of_dateutil(zone):
    there, chance = tz.gettz(zone), Random(zone)
    for day in random_days(12, 300):
        hours = chance.choice((-1, 1)) * chance.randint(1, 2_000)
        at = datetime(day.year, day.month, day.day, chance.randint(0, 23), 15, tzinfo=UTC)
        wanted = (at + timedelta(hours=hours)).astimezone(there)
        rule = f"{abs(hours)} hours {'after' if hours > 0 else 'before'} [X]"
        outcome = only(rule, options={"zone": zone}, X=at.astimezone(there))
        assert outcome.at == wanted
        assert (outcome.due, outcome.at.replace(tzinfo=None)) == (
            wanted.date(),
            wanted.replace(tzinfo=None),
        )
