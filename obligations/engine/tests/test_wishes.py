"""Whose leads count, and at which instant the hour of a daily mail comes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.reminding import (
    AS_USUAL,
    Ladder,
    Wish,
    chosen_ladder,
    digest_instant,
    is_weekend,
    last_weekday_before,
)

USUAL = Ladder((30, 7), True, 7)
POLICY = Ladder((10,), False, 2)
OWN, PERSON = Wish((60,), on_the_day=False), Wish((5,), on_the_day=True, nag_every=3)
SILENT = Wish(nag_every=0)


@pytest.mark.parametrize(
    ("said", "ladder"),
    [
        ({}, USUAL),
        ({"person": PERSON}, Ladder((5,), True, 3)),
        ({"person": SILENT}, Ladder((30, 7), True, None)),
        ({"policy": POLICY}, POLICY),
        ({"policy": POLICY, "person": PERSON}, POLICY),
        ({"leads": (90,)}, Ladder((90,), True, 7)),
        ({"leads": (90,), "person": PERSON}, Ladder((90,), True, 3)),
        ({"leads": (90,), "policy": POLICY, "person": PERSON}, Ladder((90,), True, 2)),
        ({"leads": ()}, Ladder((), False, None)),
        ({"leads": (), "person": PERSON}, Ladder((), False, None)),
        ({"leads": (), "own": OWN}, Ladder((60,), False, 7)),
        ({"leads": (90,), "policy": POLICY, "person": PERSON, "own": OWN}, Ladder((60,), False, 2)),
        ({"person": PERSON, "own": AS_USUAL}, Ladder((5,), True, 3)),
        ({"own": Wish(())}, Ladder((), True, 7)),
        ({"person": Wish(on_the_day=False)}, Ladder((30, 7), False, 7)),
        ({"leads": (90,), "person": Wish(on_the_day=False)}, Ladder((90,), True, 7)),
        ({"leads": (90,), "own": Wish(on_the_day=False)}, Ladder((90,), False, 7)),
    ],
)
def test_the_first_that_says_something_counts(said, ladder):
    assert chosen_ladder(usual=USUAL, **said) == ladder


@pytest.mark.parametrize(
    ("zone", "day", "hour", "instant"),
    [
        # The clocks jump from 2:00 to 3:00: an hour that is skipped is the moment of the jump.
        ("Europe/Berlin", date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("America/New_York", date(2026, 3, 8), 2, datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/Sao_Paulo", date(2018, 11, 4), 0, datetime(2018, 11, 4, 3, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        # The clocks show 2:00 twice (New York 1:00): the first counts.
        ("Europe/Berlin", date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), 1, datetime(2026, 11, 1, 5, tzinfo=UTC)),
        # An ordinary morning, and the mornings of those days.
        ("Europe/Berlin", date(2026, 3, 29), 7, datetime(2026, 3, 29, 5, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 10, 25), 7, datetime(2026, 10, 25, 6, tzinfo=UTC)),
        ("Asia/Kathmandu", date(2026, 1, 5), 7, datetime(2026, 1, 5, 1, 15, tzinfo=UTC)),
    ],
)
def test_the_hour_comes_once_a_day_whatever_the_clocks_do(zone, day, hour, instant):
    assert digest_instant(day, hour, ZoneInfo(zone)) == instant


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Apia", "UTC"]),
    st.dates(date(1995, 1, 1), date(2035, 12, 30)),
    st.integers(0, 23),
)
def test_the_next_day_has_a_later_instant(zone, day, hour):
    here = ZoneInfo(zone)
    first, second = (digest_instant(day + timedelta(days=n), hour, here) for n in (0, 1))
    assert first <= second <= first + timedelta(hours=49)
    assert first < second or zone == "Pacific/Apia"


def test_weekends_are_saturdays_and_sundays():
    friday = date(2020, 3, 13)
    assert [is_weekend(friday + timedelta(days=n)) for n in range(4)] == [False, True, True, False]
    assert [last_weekday_before(friday + timedelta(days=n)) for n in (1, 2, 3)] == [friday] * 3
    assert last_weekday_before(friday) == date(2020, 3, 12)
