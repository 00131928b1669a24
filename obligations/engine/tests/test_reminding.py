"""The ladder of reminders: which rungs are planned on a day."""

from datetime import date, timedelta

import pytest

from obligations.engine.calendars import calendar
from obligations.engine.reminding import Ladder, rungs

LADDER = Ladder((30, 14, 7, 3, 1, 0, -5), repeat_every=7)
TARGET = date(2000, 8, 29)


def planned(today, *, ladder=LADDER, target=TARGET, overdue=True, **more):
    found = rungs(target, ladder, today, overdue=overdue, open_day=lambda day: day, **more)
    return [(rung.lead, (rung.falls_on - target).days) for rung in found]


@pytest.mark.parametrize(
    ("today", "leads"),
    [
        (date(2000, 7, 1), [30, 14, 7, 3, 1, 0]),
        (date(2000, 8, 15), [14, 7, 3, 1, 0]),  # the one of today has passed and is told
        (date(2000, 8, 16), [14, 7, 3, 1, 0]),
        (date(2000, 8, 28), [1, 0]),
        (date(2000, 8, 29), [0]),
        (date(2000, 8, 30), [0, -7]),
        (date(2000, 9, 4), [0, -7]),
        (date(2000, 9, 5), [-7, -14]),
        (date(2000, 9, 12), [-14, -21]),
    ],
)
def test_the_coming_rungs_and_the_last_that_has_passed(today, leads):
    assert planned(today) == [(lead, -lead) for lead in leads]


def test_what_merely_ends_is_not_told_of_afterwards():
    assert planned(TARGET, overdue=False) == [(0, 0)]
    assert planned(TARGET + timedelta(1), overdue=False) == []


def test_a_ladder_without_the_day_itself_and_without_repeats():
    ladder = Ladder((7, 3), on_the_day=False)
    assert planned(date(2000, 8, 1), ladder=ladder) == [(7, -7), (3, -3)]
    assert planned(date(2000, 9, 9), ladder=ladder) == [(3, -3)]


def test_only_so_far_ahead_and_not_into_the_time_before():
    assert planned(TARGET - timedelta(200)) == []
    assert planned(TARGET - timedelta(40), ahead=10) == [(30, -30)]
    assert planned(TARGET - timedelta(40), ahead=9) == []
    assert planned(TARGET - timedelta(20), gap=8) == [(7, -7), (3, -3), (1, -1), (0, 0)]
    assert planned(TARGET - timedelta(20), gap=7) == [(3, -3), (1, -1), (0, 0)]


def test_reminders_come_before_a_weekend_and_not_on_it():
    open_day = calendar("us-fed").first_open_on_or_before
    found = rungs(
        date(2000, 9, 5), Ladder((3, 1)), date(2000, 8, 1), overdue=True, open_day=open_day
    )
    # 2 September is a Saturday; 4 September is Labor Day.
    assert [rung.falls_on for rung in found] == [
        date(2000, 9, 1),
        date(2000, 9, 1),
        date(2000, 9, 5),
    ]
