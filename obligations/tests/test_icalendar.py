"""The files of calendars: whatever a title holds comes back from another parser as it was."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from obligations.outputs.icalendar import cancelled, feed, published, uid
from obligations.queries.calendar_entries import Entry, days_of
from obligations.queries.lines import Line

LINE = Line(
    id=7, key="SUP-2019:4:", turn="", agreement="SUP-2019", obligation_id=3, ref="4", section="4",
    kind="filing", title="File it", amount="", state="resolved", status="open",
    certainty="actual", opens=None, due=date(2020, 3, 10), start=None, end=None,
    grace_until=None, act_by=None, at=None, extended_to=None, awaiting=(), cautions=0,
    confirmed=True, sort_date=date(2020, 3, 10), responsible="Olivia Hart",
)  # fmt: skip
CONTROLS = {"Cc", "Zl", "Zp"}
REVISED = datetime(2020, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)


def entry(**changes) -> Entry:
    line = replace(LINE, **changes)
    first, last = days_of(line)
    return Entry(line, first, last, line.at, 2, REVISED)


def only_event(content: bytes):
    return vobject.readOne(content.decode()).vevent


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(max_size=200), obligor=st.text(max_size=120))
def test_any_title_comes_back_on_short_lines(title, obligor):
    content = feed(title, [entry(title=title, obligor=obligor)])
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines) and lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    kept = "".join(c for c in title if c in "\t\n" or unicodedata.category(c) not in CONTROLS)
    event = only_event(content)
    assert event.summary.value == f"{kept} (SUP-2019 4)"
    assert event.url.value.endswith("/obligations/3#o7")


@pytest.mark.parametrize(
    ("changes", "first", "after"),
    [
        ({}, date(2020, 3, 10), date(2020, 3, 11)),
        ({"act_by": date(2020, 3, 6)}, date(2020, 3, 6), date(2020, 3, 7)),
        ({"extended_to": date(2020, 4, 1)}, date(2020, 4, 1), date(2020, 4, 2)),
        (
            {"due": None, "start": date(2020, 3, 1), "end": date(2020, 3, 5)},
            date(2020, 3, 1),
            date(2020, 3, 6),
        ),
        (
            {"due": None, "start": date(2019, 3, 1), "end": date(2020, 3, 5)},
            date(2020, 3, 5),
            date(2020, 3, 6),
        ),
        ({"due": None, "start": date(2020, 3, 1)}, date(2020, 3, 1), date(2020, 3, 2)),
        ({"due": None, "end": date(9999, 12, 30)}, date(9999, 12, 30), date(9999, 12, 31)),
    ],
)
def test_on_which_days_it_stands(changes, first, after):
    event = only_event(feed("x", [entry(**changes)]))
    assert (event.dtstart.value, event.dtend.value) == (first, after)


def test_what_has_no_date_has_no_place():
    nothing = replace(LINE, due=None)
    endless = date(9999, 12, 31)
    assert days_of(nothing) is None
    assert days_of(replace(nothing, end=endless)) is None
    assert days_of(replace(nothing, start=date(2020, 1, 1), end=endless)) == (
        date(2020, 1, 1),
        date(2020, 1, 1),
    )


def test_a_feed_is_no_message_and_is_the_same_for_the_same_entries():
    content = feed("Ours", [entry()])
    assert b"METHOD" not in content and content == feed("Ours", [entry()])
    assert b"DTSTAMP:20200301T093015Z" in content
    calendar = vobject.readOne(content.decode())
    assert calendar.contents["x-wr-calname"][0].value == "Ours"


def test_a_message_says_what_it_does():
    at = datetime(2020, 3, 2, 8, 0, tzinfo=UTC)
    calendar = vobject.readOne(published([entry(certainty="assumed")], at).decode())
    assert calendar.method.value == "PUBLISH"
    assert calendar.vevent.status.value == "TENTATIVE"
    assert calendar.vevent.dtstamp.value == at
    off = vobject.readOne(cancelled([(LINE, 5)], at).decode())
    assert off.method.value == "CANCEL"
    assert (off.vevent.status.value, off.vevent.sequence.value) == ("CANCELLED", "5")
    assert off.vevent.uid.value == calendar.vevent.uid.value
    assert off.vevent.organizer.value == calendar.vevent.organizer.value


def test_a_name_is_for_one_occurrence_at_one_address():
    names = {uid(key, base) for key in ("a", "b") for base in ("https://x.y", "https://z.y:8443")}
    assert len(names) == 4 and uid("a", "https://x.y").endswith("@x.y")
