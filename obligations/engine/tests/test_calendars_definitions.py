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


def test_lists_are_made_into_values_and_put_in_order():
    court = replace(GOOD, weekend={5, 6}, holidays=list(reversed(GOOD.holidays)))

    assert court == GOOD
    assert [holiday.day.year for holiday in court.holidays] == [2024, 2025]


def test_definitions_are_values():
    assert replace(GOOD) == GOOD and hash(replace(GOOD)) == hash(GOOD)
    assert replace(GOOD, holidays=()) != GOOD
    assert hash(replace(GOOD, version="2")) != hash(GOOD)


NAMING = "cannot name a calendar: use small letters, digits and single hyphens, as in us-fed."
WEEKEND = (
    "The weekend of the calendar court must be weekdays from 0 (Monday) to 6 (Sunday) "
    "and leave at least one of them open."
)
NO_REASON = (
    "The calendar court closes on Mon 6 Jan 2025 without saying why: "
    "give the holiday's name and its legal basis."
)
OUTSIDE = (
    "Closing on {} lies outside the range of the calendar court, "
    "Mon 1 Jan 2024 to Thu 31 Dec 2026: extend the range or leave the row out."
)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": "US Fed"}, f"“US Fed” {NAMING}"),
        ({"id": "us+fed"}, f"“us+fed” {NAMING}"),
        ({"id": "us-"}, f"“us-” {NAMING}"),
        ({"id": ""}, f"“” {NAMING}"),
        (
            {"first": date(2027, 1, 1)},
            "The range of the calendar court ends on Thu 31 Dec 2026, before it begins on "
            "Fri 1 Jan 2027: exchange the two days.",
        ),
        (
            {"last": date(2425, 1, 1)},
            "The range of the calendar court spans more than 400 years, and no one can verify "
            "that many: shorten it.",
        ),
        ({"weekend": frozenset(range(7))}, WEEKEND),
        ({"weekend": frozenset({7})}, WEEKEND),
        ({"holidays": (closing("2023-12-29"),)}, OUTSIDE.format("Fri 29 Dec 2023")),
        ({"holidays": (closing("2027-01-01"),)}, OUTSIDE.format("Fri 1 Jan 2027")),
        (
            {"holidays": (closing("2025-01-04"),)},
            "Closing on Sat 4 Jan 2025 falls on a weekend day of the calendar court, which is "
            "closed already: leave the row out, or enter the weekday on which it is observed.",
        ),
        (
            {"holidays": (closing("2025-01-06"), closing("2025-01-06", "Epiphany"))},
            "The calendar court lists Mon 6 Jan 2025 twice, as “Closing” and as “Epiphany”: "
            "keep one row for each day.",
        ),
        ({"holidays": (closing("2025-01-06", name=" "),)}, NO_REASON),
        ({"holidays": (closing("2025-01-06", basis=""),)}, NO_REASON),
    ],
)
def test_what_does_not_fit_together_is_refused(change, sentence):
    with pytest.raises(ValueError) as refused:
        replace(GOOD, **change)

    assert str(refused.value) == sentence


def test_a_range_may_be_one_day_and_a_closing_may_stand_at_its_ends():
    one_day = replace(GOOD, last=GOOD.first, holidays=(closing("2024-01-01"),))
    ends = replace(GOOD, holidays=(closing("2024-01-01"), closing("2026-12-31")))

    assert BusinessCalendar((one_day,)).closed_because(GOOD.first) == "Closing"
    assert not BusinessCalendar((ends,)).is_open(GOOD.last)


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
