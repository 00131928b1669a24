"""Notices by table: a row of deemed.csv each; and the latest sending, proven minute by minute."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.deeming import Deeming, deem
from obligations.engine.names import names_of
from obligations.engine.notices import send_by
from obligations.engine.parser import parse
from obligations.engine.values import Conventions, Moment, World

from .drawing import drawn

TABLE = Path(__file__).parent / "notices" / "deemed.csv"
CLAUSES = {
    "RRA fax": (
        "deemed received same day if sent before 14:00 America/Los_Angeles on a business day",
        "deemed received next business day if sent after 14:00 America/Los_Angeles"
        " and before 23:59 America/Los_Angeles",
    ),
    "RRA courier": ("deemed received next business day",),
    "RRA post": ("deemed received on receipt",),
    "LIC post": ("deemed received 3 days after sending",),
    "LIC fax": ("deemed received same day",),
}
HOME = {"RRA": "America/Los_Angeles", "LIC": "Europe/London"}


def rules(clause: str) -> list[Any]:
    return [parse(text, names_of({})) for text in CLAUSES[clause]]


def world(clause: str, calendar: str) -> World:
    return World({}, Conventions(calendar=calendar, zone=HOME[clause[:3]]))


def moment(text: str, zone: str) -> Moment:
    if "T" not in text:
        return Moment(date.fromisoformat(text))
    at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    return Moment(at.date(), at)


def rows() -> list[Any]:
    with TABLE.open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["id"]) for row in csv.DictReader(file)]


def told(found: Deeming) -> str:
    if found.day is not None:
        return found.day.isoformat()
    return "gap" if found.gap else f"awaits {', '.join(found.outcome.awaiting)}"


@pytest.mark.parametrize("row", rows())
def test_a_row_of_the_table(row: dict[str, str]) -> None:
    received = date.fromisoformat(row["received"]) if row["received"] else None
    found = deem(
        rules(row["clause"]),
        moment(row["sent"], row["zone"]),
        world(row["clause"], row["calendar"]),
        received,
    )
    assert told(found) == row["deemed"]
    assert ";".join(r.day.isoformat() for r in found.outcome.readings) == row["readings"]
    assert not any(r.choice.closed_day == "previous" for r in found.outcome.readings)


def test_a_gap_names_both_sides_and_takes_neither() -> None:
    sent = moment("2000-09-01T14:00", "America/Los_Angeles")
    found = deem(rules("RRA fax"), sent, world("RRA fax", "us-fed+california-banks"))
    assert (found.day, found.rule, found.outcome.state) == (None, None, "pending")
    first, second = found.outcome.readings
    assert "13:59 on Fri 1 Sep 2000, the last minute before it" in first.basis
    assert "14:01 on Fri 1 Sep 2000, the first minute after it" in second.basis
    assert any("leaves a gap" in caution for caution in found.outcome.cautions)


def test_what_is_left_out_is_named() -> None:
    sent = moment("2000-09-01T14:30", "America/Los_Angeles")
    found = deem(rules("RRA fax"), sent, world("RRA fax", "us-fed+california-banks"))
    assert [name for s in found.outcome.steps for _, name in s.skipped] == ["Labor Day"]


def test_christmas_day_is_told_in_words_that_fit_receipt() -> None:
    sent = moment("2001-12-22", "Europe/London")
    found = deem(rules("LIC post"), sent, world("LIC post", "england"))
    assert any("received on it all the same" in caution for caution in found.outcome.cautions)
    assert found.outcome.act_by == date(2001, 12, 25)


DAYS = st.dates(date(1996, 1, 3), date(2030, 12, 20))


@drawn(60)
@given(DAYS, st.sampled_from(["RRA fax", "RRA courier", "LIC post", "LIC fax"]))
def test_the_last_moment_is_in_time_and_a_minute_later_is_not(day: date, clause: str) -> None:
    where = world(clause, "us-fed+california-banks" if clause[:3] == "RRA" else "england")
    found = send_by(rules(clause), day, where)
    assert found is not None
    zone = ZoneInfo(HOME[clause[:3]])
    at = found.at or datetime(found.day.year, found.day.month, found.day.day, 23, 59, tzinfo=zone)

    def in_time(at: datetime) -> bool:
        deemed_on = deem(rules(clause), Moment(at.date(), at), where).day
        return deemed_on is not None and deemed_on <= day

    assert in_time(at)
    assert not any(in_time(at + timedelta(minutes=n)) for n in (1, 2, 60, 600, 1440, 2880))


def test_nothing_can_be_sent_in_time_where_receipt_decides() -> None:
    where = world("RRA post", "us-fed+california-banks")
    assert send_by(rules("RRA post"), date(2000, 9, 5), where) is None
