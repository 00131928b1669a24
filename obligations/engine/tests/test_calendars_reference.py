"""Every shipped calendar against the reference list of closing days, date by date."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from obligations.engine.calendars import SHIPPED, calendar

REFERENCE = Path(__file__).resolve().parents[3] / "../shared/calendars-1995-2035.json"

pytestmark = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference ../shared/calendars-1995-2035.json is not here"
)


@cache
def reference():
    return json.loads(REFERENCE.read_text("utf-8"))


def reference_days(id):
    return [date.fromisoformat(day) for day in sorted(reference()["calendars"][id]["closed"])]


def closed_weekdays(id):
    return [closing.day for closing in calendar(id).holidays_between(FIRST, LAST)]


FIRST, LAST = date(1995, 1, 1), date(2035, 12, 31)


@pytest.mark.parametrize("id", [id for id in SHIPPED if id not in ("every-day", "weekdays")])
def test_closings_are_those_of_the_reference(id):
    assert closed_weekdays(id) == reference_days(id)


def test_no_calendar_of_the_reference_is_missing():
    assert set(reference()["calendars"]) < set(SHIPPED)


def test_joint_calendars_close_on_the_union_of_their_members():
    unions = reference()["unions"]
    for id, members in unions.items():
        expected = sorted({day for member in members for day in reference_days(member)})
        assert closed_weekdays(id) == expected, id
