"""A time of day is shown with the name that it has where it counts."""

from datetime import UTC, datetime

import pytest

from obligations.queries.instants import local
from obligations.templatetags.longstop import clock_time, own_time

SUMMER = datetime(1999, 7, 21, 21, 30, tzinfo=UTC)
WINTER = datetime(2000, 1, 3, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "minutes", "place", "shown"),
    [
        (SUMMER, -240, "America/New_York", "17:30 EDT"),
        (SUMMER, -300, "America/New_York", "16:30 EST"),
        (WINTER, -300, "America/New_York", "16:30 EST"),
        (SUMMER, 60, "Europe/London", "22:30 BST"),
        (SUMMER, 0, "Europe/London", "21:30 GMT"),
        (SUMMER, -300, "Europe/London", "16:30 UTC-05:00"),
        (SUMMER, -180, "America/Sao_Paulo", "18:30 UTC-03:00"),
        (SUMMER, 330, None, "03:00 UTC+05:30"),
        (SUMMER, None, "Europe/London", "21:30 UTC"),
    ],
)
def test_the_name_fits_the_offset(at, minutes, place, shown):
    assert clock_time(local(at, minutes, place)) == shown


def test_no_instant_is_nothing():
    assert local(None, 60, "Europe/London") is None
    assert clock_time(None) == own_time({}, None) == ""


@pytest.mark.parametrize(
    ("minutes", "place", "own"),
    [
        (-300, "America/New_York", "22:30 BST for you"),
        (60, "Europe/London", ""),
        (540, "Asia/Tokyo", "Wed 21 Jul 1999, 22:30 BST for you"),
    ],
)
def test_the_readers_own_clock_beside_it(minutes, place, own, rf, owner):
    request = rf.get("/")
    request.user = owner
    assert own_time({"request": request}, local(SUMMER, minutes, place)) == own
