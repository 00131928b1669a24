"""The hours of sending that no rule of a channel covers."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from obligations.engine.deeming import deem
from obligations.engine.errors import CannotCompute
from obligations.engine.names import names_of
from obligations.engine.notices import gaps
from obligations.engine.parser import parse
from obligations.engine.values import Conventions, Moment, World

FRIDAY, SATURDAY = date(2000, 9, 1), date(2000, 9, 2)
WORLD = World({}, Conventions(calendar="us-fed"))
BEFORE = "deemed received same day if sent before 14:00 America/Los_Angeles on a business day"
AFTER = "deemed received next business day if sent after 14:00 America/Los_Angeles"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (["deemed received same day"], []),
        (
            [BEFORE, AFTER],
            [
                "at exactly 14:00 America/Los_Angeles on a business day",
                "before 14:00 America/Los_Angeles on a day that is no business day",
                "at exactly 14:00 America/Los_Angeles on a day that is no business day",
            ],
        ),
        (
            [AFTER + " and before 23:59 America/Los_Angeles"],
            [
                "before 14:00 America/Los_Angeles on a business day",
                "at exactly 14:00 America/Los_Angeles on a business day",
                "at exactly 23:59 America/Los_Angeles on a business day",
                "after 23:59 America/Los_Angeles on a business day",
                "before 14:00 America/Los_Angeles on a day that is no business day",
                "at exactly 14:00 America/Los_Angeles on a day that is no business day",
                "at exactly 23:59 America/Los_Angeles on a day that is no business day",
                "after 23:59 America/Los_Angeles on a day that is no business day",
            ],
        ),
        ([], ["at any hour on a business day", "at any hour on a day that is no business day"]),
    ],
)
def test_gaps(rules, found):
    parsed = [parse(text, names_of({})) for text in rules]
    assert gaps(parsed, FRIDAY, SATURDAY, WORLD) == found


def test_an_hour_that_the_clocks_skip_is_refused():
    rules = [
        parse("deemed received same day if sent before 02:30 America/New_York", names_of({})),
        parse("deemed received same day if sent after 02:30 America/New_York", names_of({})),
    ]
    with pytest.raises(CannotCompute, match="02:30 on 2000-04-02 does not exist"):
        gaps(rules, FRIDAY, date(2000, 4, 2), WORLD)


def read(*rules):
    return [parse(text, names_of({})) for text in rules]


def test_hours_from_a_day_wait_for_the_time_of_day():
    sent = Moment(FRIDAY, datetime(2000, 9, 1, 12, tzinfo=UTC))
    found = deem(read("deemed received 3 hours after sending"), sent, WORLD)
    assert (found.gap, found.outcome.awaiting) == (False, ("time of day",))


def test_cautions_that_have_nothing_to_do_with_receipt_stay():
    world = World({}, Conventions(calendar="england"))
    rules = read("deemed received 2 business days after sending")
    found = deem(rules, Moment(date(2030, 5, 1)), world)
    assert found.day == date(2030, 5, 3)
    assert "is a projection" in found.outcome.cautions[0]


def test_another_day_there_that_comes_to_the_same_is_no_reading():
    """05:00 on Saturday in London is still Friday in California; Tuesday comes next by both."""
    at = datetime(2000, 9, 2, 5, tzinfo=ZoneInfo("Europe/London"))
    world = World({}, Conventions(calendar="us-fed", zone="America/Los_Angeles"))
    found = deem(read("deemed received next business day"), Moment(at.date(), at), world)
    assert [reading.day for reading in found.outcome.readings] == [date(2000, 9, 5)]


def test_a_channel_without_rules_is_all_gap():
    found = deem([], Moment(FRIDAY), WORLD)
    assert (found.gap, found.outcome.readings, found.outcome.awaiting) == (True, (), ("receipt",))


def test_a_gap_beside_a_gap_is_read_by_the_nearest_minute_that_is_covered():
    at = datetime(2000, 9, 2, 10, tzinfo=ZoneInfo("America/Los_Angeles"))
    found = deem(read(BEFORE), Moment(SATURDAY, at), WORLD)
    assert [r.day for r in found.outcome.readings] == [date(2000, 9, 1), date(2000, 9, 5)]
    assert "13:59 on Fri 1 Sep 2000, the last minute before" in found.outcome.readings[0].basis
    assert "00:00 on Tue 5 Sep 2000, the first minute after" in found.outcome.readings[1].basis


def test_a_gap_by_a_midnight_that_does_not_exist():
    """In São Paulo the clocks went from 00:00 to 01:00 on Sunday 16 October 2011."""
    zone = ZoneInfo("America/Sao_Paulo")
    rule = BEFORE.replace("America/Los_Angeles", zone.key)
    at = datetime(2011, 10, 16, 10, tzinfo=zone)
    found = deem(read(rule), Moment(at.date(), at), WORLD)
    assert [r.day for r in found.outcome.readings] == [date(2011, 10, 14), date(2011, 10, 17)]


def test_a_gap_with_nothing_covered_near_it_has_no_reading():
    rule = "deemed received on receipt if sent before 14:00 UTC"
    found = deem(read(rule), Moment(FRIDAY, datetime(2000, 9, 1, 15, tzinfo=UTC)), WORLD)
    assert (found.gap, found.outcome.readings) == (True, ())
