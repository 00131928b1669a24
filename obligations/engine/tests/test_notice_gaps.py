"""The hours of sending that no rule of a channel covers."""

from datetime import date

import pytest

from obligations.engine.errors import CannotCompute
from obligations.engine.names import names_of
from obligations.engine.notices import gaps
from obligations.engine.parser import parse
from obligations.engine.values import Conventions, World

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
