"""The shipped closings against the holidays package, where that package is right.

When a new release of it knows a day that ours lacks (a bank holiday newly
proclaimed, a day of mourning), a test here fails and names the day.
"""

from datetime import date, timedelta

import pytest

from obligations.engine.calendars import calendar

holidays = pytest.importorskip("holidays")

YEARS = range(1995, 2036)
LIBRARY = {
    "us-federal-offices": lambda: holidays.country_holidays("US", years=YEARS),
    "nyse": lambda: holidays.financial_holidays("XNYS", years=YEARS),
    "england": lambda: holidays.country_holidays("GB", subdiv="ENG", years=YEARS),
    "target": lambda: holidays.financial_holidays("XECB", years=YEARS),
}


def ours(id):
    return {
        closing.day: closing.name
        for closing in calendar(id).holidays_between(date(1995, 1, 1), date(2035, 12, 31))
    }


def theirs(id):
    # Asking for 2036 would add the observed New Year's Day; none falls into 2035.
    return {
        day: name for day, name in LIBRARY[id]().items() if day.weekday() < 5 and day.year in YEARS
    }


@pytest.mark.parametrize("id", LIBRARY)
def test_closings_are_those_of_the_holidays_package(id):
    library, shipped = theirs(id), ours(id)
    missing = [f"{day} {library[day]}" for day in sorted(library.keys() - shipped.keys())]
    extra = [f"{day} {shipped[day]}" for day in sorted(shipped.keys() - library.keys())]

    assert (missing, extra) == ([], [])


def test_federal_offices_and_reserve_banks_use_its_names():
    library = theirs("us-federal-offices")

    for id in ("us-federal-offices", "us-fed"):
        assert {day: name for day, name in ours(id).items() if library[day] != name} == {}


def test_reserve_banks_differ_from_offices_on_fridays_before_a_saturday_holiday_alone():
    offices, banks = ours("us-federal-offices"), ours("us-fed")

    assert banks.items() <= offices.items()
    moved = offices.keys() - banks.keys()
    assert len(moved) == 27
    assert {day.weekday() for day in moved} == {4}
    fixed = {(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)}
    assert {((day + timedelta(1)).month, (day + timedelta(1)).day) for day in moved} <= fixed
