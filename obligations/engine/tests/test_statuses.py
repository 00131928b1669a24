"""The status of an occurrence: a row for each turning, in a place and by its clock."""

from datetime import UTC, date, datetime

import pytest

from obligations.engine.status import (
    PHASES,
    STATUSES,
    Turning,
    phase_of,
    status_of,
    turning_points,
)
from obligations.engine.values import Outcome

NEW_YORK = "America/New_York"
DUTY = Outcome(
    "resolved",
    due=date(2000, 8, 29),
    opens=date(2000, 5, 1),
    act_by=date(2000, 8, 28),
    grace_until=date(2000, 9, 5),
)


def status(outcome, now, kind="filing", extended_to=None):
    """The status at a wall time in New York in summer (UTC-4)."""
    at = datetime.fromisoformat(f"{now}:00-04:00").astimezone(UTC)
    return status_of("live", kind, turning_points(outcome, NEW_YORK, extended_to), at)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2000-04-30T23:59", "scheduled"),
        ("2000-05-01T00:00", "open"),
        ("2000-07-28T23:59", "open"),
        ("2000-07-29T00:00", "due soon"),  # thirty days before the safe date, 28 August
        ("2000-08-28T23:59", "due soon"),
        ("2000-08-29T00:00", "due today"),
        ("2000-08-29T23:59", "due today"),
        ("2000-08-30T00:00", "in grace"),
        ("2000-09-05T23:59", "in grace"),
        ("2000-09-06T00:00", "overdue"),
    ],
)
def test_a_duty_turns_at_midnight_in_its_place(now, expected):
    assert status(DUTY, now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2000-08-29T16:29", "due today"), ("2000-08-29T16:30", "overdue")],
)
def test_a_time_of_day_ends_the_last_day(now, expected):
    at = datetime.fromisoformat("2000-08-29T16:30:00-04:00")
    assert status(Outcome("resolved", due=date(2000, 8, 29), at=at), now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2000-08-30T23:59", "open"),
        ("2000-08-31T00:00", "due soon"),
        ("2000-09-30T12:00", "due today"),
        ("2000-10-01T00:00", "overdue"),
    ],
)
def test_an_extension_takes_the_place_of_the_day_its_hour_and_its_grace(now, expected):
    assert status(DUTY, now, extended_to=date(2000, 9, 30)) == expected


@pytest.mark.parametrize(
    ("kind", "now", "expected"),
    [
        ("lock-up", "2000-04-30T23:59", "not begun"),
        ("lock-up", "2000-05-01T00:00", "in force"),
        ("lock-up", "2000-08-29T23:59", "in force"),
        ("lock-up", "2000-08-30T00:00", "ended"),
        ("option", "2000-08-29T12:00", "due soon"),
        ("option", "2000-08-30T00:00", "ended"),
    ],
)
def test_a_prohibition_is_in_force_and_a_right_lapses(kind, now, expected):
    assert status(DUTY, now, kind) == expected


def test_a_period_ends_and_is_never_due():
    period = Outcome("resolved", start=date(2000, 5, 1), end=date(2000, 8, 29))
    assert status(period, "2000-08-29T12:00", "covenant") == "open"
    assert status(period, "2000-08-29T12:00", "option") == "due soon"
    assert status(period, "2000-08-30T00:00", "covenant") == "ended"


def test_what_has_no_end_is_open_for_ever():
    standing = Outcome("resolved", opens=date(2000, 5, 1))
    assert status(standing, "2030-01-01T00:00") == "open"
    assert status(standing, "2000-04-01T00:00") == "scheduled"
    assert status(Outcome("resolved"), "2000-04-01T00:00") == "open"
    assert status(standing, "2030-01-01T00:00", "lock-up") == "in force"
    assert status(Outcome("resolved"), "2030-01-01T00:00", "lock-up") == "in force"


def test_the_days_at_the_ends_of_the_calendar_turn_too():
    first, last = Outcome("resolved", due=date.min), Outcome("resolved", due=date.max)
    assert turning_points(first, NEW_YORK).today == datetime(1, 1, 1, tzinfo=UTC)
    assert turning_points(last, NEW_YORK).late == datetime(9999, 12, 31, tzinfo=UTC)


def test_midnight_may_not_exist():
    """In São Paulo the clocks went from 00:00 to 01:00 on 16 October 2011."""
    found = turning_points(Outcome("resolved", due=date(2011, 10, 16)), "America/Sao_Paulo")
    assert found.today == datetime(2011, 10, 16, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("phase", "late", "expected"),
    [("done", False, "done on time"), ("done", True, "done late")]
    + [(phase, False, phase) for phase in PHASES if phase not in ("done", "live")],
)
def test_what_was_decided_stays(phase, late, expected):
    found = status_of(phase, "filing", Turning(), datetime(2000, 1, 1, tzinfo=UTC), done_late=late)
    assert found == expected
    assert found in STATUSES


@pytest.mark.parametrize(
    ("outcome", "phase"),
    [
        (Outcome("void"), "not applicable"),
        (Outcome("pending"), "awaiting"),
        (Outcome("pending", due=date(2000, 1, 1)), "live"),
        (Outcome("provisional", due=date(2000, 1, 1)), "live"),
        (Outcome("resolved"), "live"),
    ],
)
def test_the_phase_that_the_engine_gives(outcome, phase):
    assert phase_of(outcome) == phase
