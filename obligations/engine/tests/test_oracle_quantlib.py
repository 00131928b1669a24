"""Dates against QuantLib: business days, months, month ends, rolls and schedules.

Where QuantLib's calendar is the law (Reserve Banks, New York Stock Exchange,
England; TARGET from 1999) its own closings are used, so that data and counting
are proved at once; elsewhere it is given ours and proves the counting.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
import QuantLib as ql

from obligations.engine.arithmetic import add_months
from obligations.engine.calendars import SHIPPED, calendar

from .asking import FIRST, LAST, dates, due, random_days

pytestmark = pytest.mark.drawn

DRAWS = 2_000

OWN: dict[str, Callable[[], ql.Calendar]] = {
    "us-fed": lambda: ql.UnitedStates(ql.UnitedStates.FederalReserve),
    "nyse": lambda: ql.UnitedStates(ql.UnitedStates.NYSE),
    "england": lambda: ql.UnitedKingdom(ql.UnitedKingdom.Settlement),
    "target": lambda: ql.TARGET(),
    "weekdays": lambda: ql.WeekendsOnly(),
    "every-day": lambda: ql.NullCalendar(),
}
# QuantLib closes eight days of TARGET before there was a TARGET.
SINCE = {"target": date(1999, 1, 1)}


def bespoke(id: str) -> ql.Calendar:
    """A calendar of QuantLib with our closings."""
    ours, theirs = calendar(id), ql.BespokeCalendar(id)
    for weekday in frozenset().union(*(member.weekend for member in ours.members)):
        theirs.addWeekend((ql.Monday, *range(ql.Tuesday, ql.Saturday + 1), ql.Sunday)[weekday])
    for holiday in ours.holidays_between(FIRST, LAST):
        theirs.addHoliday(to(holiday.day))
    return theirs


CALENDARS = {
    **{id: OWN.get(id, lambda id=id: bespoke(id)) for id in SHIPPED},
    "us-fed+california-banks": lambda: bespoke("us-fed+california-banks"),
    "us-fed+england": lambda: ql.JointCalendar(OWN["us-fed"](), OWN["england"](), ql.JoinHolidays),
    "nyse+target": lambda: ql.JointCalendar(OWN["nyse"](), OWN["target"](), ql.JoinHolidays),
}


def to(day: date) -> ql.Date:
    return ql.Date(day.day, day.month, day.year)


def back(day: ql.Date) -> date:
    return date(day.year(), day.month(), day.dayOfMonth())


def since(id: str) -> date:
    return max((start for part, start in SINCE.items() if part in id), default=FIRST)


def days(seed: str, id: str = "") -> Iterator[date]:
    return random_days(Random(seed).randint(0, 10**6), DRAWS, since(id), LAST)


def counts(seed: str, most: int) -> list[int]:
    chance = Random(seed)
    return [chance.choice((-1, 1)) * chance.randint(1, most) for _ in range(DRAWS)]


# Business days


@pytest.mark.parametrize("id", OWN)
def test_quantlib_closes_the_same_days(id):
    theirs, ours, day = OWN[id](), calendar(id), since(id)
    while day <= LAST:
        assert ours.is_open(day) == theirs.isBusinessDay(to(day)), day
        day += timedelta(1)


@pytest.mark.parametrize("id", CALENDARS)
def test_the_nth_business_day_is_that_of_quantlib(id):
    theirs, ours = CALENDARS[id](), calendar(id)
    inside = (since(id) + timedelta(120), LAST - timedelta(120))
    pairs = zip(random_days(len(id), DRAWS, *inside), counts(id, 60), strict=True)
    for day, n in pairs:
        assert ours.add(day, n) == back(theirs.advance(to(day), n, ql.Days)), (day, n)


@pytest.mark.parametrize("id", CALENDARS)
def test_a_rule_in_business_days_gives_the_date_of_quantlib(id):
    theirs = CALENDARS[id]()
    inside = (since(id) + timedelta(120), LAST - timedelta(120))
    for day, n in zip(random_days(7, 300, *inside), counts(f"rule {id}", 60)[:300], strict=True):
        rule = f"{abs(n)} business days ({id}) {'after' if n > 0 else 'before'} [X]"
        assert due(rule, X=day) == back(theirs.advance(to(day), n, ql.Days)), (rule, day)


# Rolls

ROLLS = {
    "none": ql.Unadjusted,
    "following": ql.Following,
    "modified following": ql.ModifiedFollowing,
    "preceding": ql.Preceding,
    "modified preceding": ql.ModifiedPreceding,
}


@pytest.mark.parametrize("id", CALENDARS)
@pytest.mark.parametrize("convention", ROLLS)
def test_a_roll_gives_the_day_of_quantlib(id, convention):
    theirs = CALENDARS[id]()
    cal = "" if convention == "none" else f" ({id})"
    agreed = {"roll": convention.replace(" ", "-"), "calendar": id}
    inside = (since(id) + timedelta(10), LAST - timedelta(10))
    for n, day in enumerate(random_days(11, 150, *inside)):
        expected = back(theirs.adjust(to(day), ROLLS[convention]))
        if n % 2:
            assert due(f"not later than [X], adjust {convention}{cal}", X=day) == expected, day
        else:
            assert due("not later than [X]", X=day, options=agreed) == expected, day


# Months and month ends


@pytest.mark.parametrize("sticky", [False, True], ids=["corresponding date", "end of month"])
def test_months_are_those_of_quantlib(sticky):
    theirs = ql.NullCalendar()
    for day, n in zip(days("months"), counts("months", 300), strict=True):
        wanted = back(theirs.advance(to(day), n, ql.Months, ql.Unadjusted, sticky))
        assert add_months(day, n, sticky=sticky).day == wanted, (day, n)


@pytest.mark.parametrize(
    ("unit", "period"),
    [("day", ql.Days), ("week", ql.Weeks), ("month", ql.Months), ("year", ql.Years)],
)
def test_a_rule_in_units_gives_the_date_of_quantlib(unit, period):
    theirs = ql.NullCalendar()
    for day, n in list(zip(days(unit), counts(unit, 40), strict=True))[:400]:
        for words, sticky in (("", False), (", end-of-month", True)):
            rule = f"{abs(n)} {unit}s {'after' if n > 0 else 'before'} [X]{words}"
            wanted = back(theirs.advance(to(day), n, period, ql.Unadjusted, sticky))
            assert due(rule, X=day) == wanted, (rule, day)


def test_a_month_and_its_roll_give_the_date_of_quantlib():
    """The raw date is counted first and rolled afterwards, in QuantLib as here."""
    theirs = OWN["us-fed"]()
    for day, n in list(zip(days("both"), counts("both", 24), strict=True))[:400]:
        raw = theirs.advance(to(day), abs(n), ql.Months, ql.Unadjusted, False)
        if back(raw) > LAST - timedelta(10):
            continue
        wanted = back(theirs.adjust(raw, ql.ModifiedFollowing))
        rule = f"{abs(n)} months after [X], adjust modified following (us-fed)"
        assert due(rule, X=day) == wanted, (rule, day)


# Series


@pytest.mark.parametrize("sticky", [False, True], ids=["corresponding date", "end of month"])
@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_a_series_is_a_schedule_of_quantlib(months, sticky):
    words = ", end-of-month" if sticky else ""
    for anchor in random_days(months, 25, last=date(2025, 12, 31)):
        end = add_months(anchor, 12 * 8).day
        theirs = ql.Schedule(
            *(to(anchor), to(end), ql.Period(months, ql.Months), ql.NullCalendar()),
            *(ql.Unadjusted, ql.Unadjusted, ql.DateGeneration.Forward, sticky),
        )
        rule = f"every {months} months from [X] until {end.isoformat()}{words}"
        wanted = [back(day) for day in theirs][1:]
        found = dates(rule, X=anchor)
        # A schedule of QuantLib ends on its end, on the grid or not; ours stays on the grid.
        assert found == wanted or (sticky and found == wanted[:-1]), (rule, anchor)
