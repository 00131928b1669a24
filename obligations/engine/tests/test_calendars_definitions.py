"""What a calendar definition refuses, whoever wrote it."""

from dataclasses import replace
from datetime import date

import pytest

from obligations.engine.calendars import BusinessCalendar, CalendarDefinition, Holiday

GOOD = CalendarDefinition(
    id="court",
    title="Court",
    source="Court rules",
    version="1",
    first=date(2024, 1, 1),
    last=date(2026, 12, 31),
    weekend=frozenset({5, 6}),
    holidays=(
        Holiday(date(2025, 12, 25), "Christmas Day", "Rule 2"),
        Holiday(date(2024, 12, 25), "Christmas Day", "Rule 2"),
    ),
)


def closing(day, name="Closing", basis="Rule 3"):
    return Holiday(date.fromisoformat(day), name, basis)


def test_holidays_are_kept_in_order():
    assert [holiday.day.year for holiday in GOOD.holidays] == [2024, 2025]


def test_definitions_are_values():
    assert replace(GOOD) == GOOD and hash(replace(GOOD)) == hash(GOOD)
    assert replace(GOOD, holidays=()) != GOOD


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": "US Fed"}, "“US Fed” cannot name a calendar: use small letters"),
        ({"id": "us+fed"}, "“us+fed” cannot name a calendar"),
        ({"id": "us-"}, "“us-” cannot name a calendar"),
        ({"id": ""}, "“” cannot name a calendar"),
        (
            {"first": date(2027, 1, 1)},
            "The range of the calendar court ends on Thu 31 Dec 2026, before it begins on "
            "Fri 1 Jan 2027",
        ),
        ({"last": date(2425, 1, 1)}, "The range of the calendar court spans more than 400 years"),
        ({"weekend": frozenset(range(7))}, "The weekend of the calendar court must be weekdays"),
        ({"weekend": frozenset({7})}, "The weekend of the calendar court must be weekdays"),
        (
            {"holidays": (closing("2023-12-29"),)},
            "Closing on Fri 29 Dec 2023 lies outside the range of the calendar court, "
            "Mon 1 Jan 2024 to Thu 31 Dec 2026",
        ),
        ({"holidays": (closing("2027-01-01"),)}, "Closing on Fri 1 Jan 2027 lies outside"),
        (
            {"holidays": (closing("2025-01-04"),)},
            "Closing on Sat 4 Jan 2025 falls on a weekend day of the calendar court",
        ),
        (
            {"holidays": (closing("2025-01-06"), closing("2025-01-06", "Epiphany"))},
            "The calendar court lists Mon 6 Jan 2025 twice, as “Closing” and as “Epiphany”",
        ),
        (
            {"holidays": (closing("2025-01-06", name=" "),)},
            "The calendar court closes on Mon 6 Jan",
        ),
        (
            {"holidays": (closing("2025-01-06", basis=""),)},
            "The calendar court closes on Mon 6 Jan",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(change, sentence):
    with pytest.raises(ValueError) as refused:
        replace(GOOD, **change)

    assert str(refused.value).startswith(sentence)


def test_a_range_of_four_hundred_years_is_still_allowed():
    assert replace(GOOD, last=date(2424, 12, 31)).last.year == 2424


@pytest.mark.parametrize("first_day", range(1, 8))
def test_the_weekend_falls_right_whatever_the_range_begins_with(first_day):
    court = BusinessCalendar((replace(GOOD, first=date(2024, 1, first_day)),))

    assert [court.is_open(date(2024, 1, day)) for day in range(8, 15)] == [True] * 5 + [False] * 2
    assert not court.is_open(date(2025, 12, 25))
    assert court.add(date(2024, 12, 24), 1) == date(2024, 12, 26)


def test_a_range_that_ends_closed_has_no_next_business_day():
    court = BusinessCalendar((replace(GOOD, last=date(2026, 12, 27)),))

    with pytest.raises(ValueError, match="first business day on or after Sat 26 Dec 2026 lies"):
        court.first_open_on_or_after(date(2026, 12, 26))
    assert court.first_open_on_or_before(date(2026, 12, 27)) == date(2026, 12, 25)
