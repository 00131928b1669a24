"""When others are told that nobody answers: a table. The last day to act is Wed 25 March 2020."""

from datetime import date, timedelta

import pytest

from obligations.engine.escalation import Pace, told_on

DUE = date(2020, 3, 25)
USUAL = Pace()

# Days before the date on which nobody has answered since (negative: after it), the pace, whether it
# can be late, whether this one is told only once it is missed; and how many days before the date.
CASES = [
    # By the usual pace, a reminder 30 days ahead bothers nobody else for more than three weeks.
    (30, USUAL, True, False, 7),
    (14, USUAL, True, False, 7),
    # The deputy was told a week before: the owner is told three days later.
    (7, USUAL, True, False, 4),
    (4, USUAL, True, False, 1),
    (3, USUAL, True, False, 0),
    # There are no three days left before the date: the day after it, at once.
    (2, USUAL, True, False, -1),
    (1, USUAL, True, False, -1),
    (0, USUAL, True, False, -2),
    # Once it is missed: two days, in which to record that it was done.
    (-1, USUAL, True, False, -3),
    (-10, USUAL, True, False, -12),
    # Administrators hear of it when it has been missed, however early the owner was told.
    (30, USUAL, True, True, -2),
    (4, USUAL, True, True, -2),
    (0, USUAL, True, True, -2),
    (-3, USUAL, True, True, -5),
    # A right lapses: whoever is to be told is told by its last day, administrators too.
    (30, USUAL, False, False, 7),
    (7, USUAL, False, True, 4),
    (4, USUAL, False, True, 1),
    (2, USUAL, False, False, 0),
    (1, USUAL, False, True, 0),
    (0, USUAL, False, True, -1),
    # A policy that wants it as soon as somebody was reminded, every week.
    (30, Pace(7, 366), True, False, 23),
    (23, Pace(7, 366), True, False, 16),
    (2, Pace(7, 366), True, False, -1),
    (-1, Pace(7, 366), True, False, -3),
    (-1, Pace(9, 366), True, False, -4),
    # One that waits a day, and one that says nothing to anybody before the date.
    (30, Pace(1, 7), True, False, 7),
    (7, Pace(1, 7), True, False, 6),
    (0, Pace(1, 7), True, False, -1),
    (30, Pace(3, 0), True, False, 0),
    (0, Pace(3, 0), True, False, -2),
]


@pytest.mark.parametrize(("since", "pace", "can_be_late", "once_missed", "day"), CASES)
def test_the_next_is_told_on_this_day(
    since: int, pace: Pace, can_be_late: bool, once_missed: bool, day: int
) -> None:
    found = told_on(
        DUE - timedelta(days=since), DUE, pace, can_be_late=can_be_late, once_missed=once_missed
    )
    assert (DUE - found).days == day


def test_nobody_is_told_on_the_day_on_which_the_one_before_was() -> None:
    for since in (DUE - timedelta(days=number) for number in range(-12, 60)):
        for pace in (USUAL, Pace(1, 7), Pace(7, 366), Pace(30, 30)):
            for late in (True, False):
                assert told_on(since, DUE, pace, can_be_late=late) > since


def test_never_is_no_days() -> None:
    assert Pace(after=0).is_never and not USUAL.is_never
