"""What a correction of a calendar moves: the preview says it, and applying does it."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.audit import recording
from agreements.models import TeamMember
from agreements.walls import seeing_as
from obligations.actions import occurrences
from obligations.actions.calendar_applying import Changed, apply, foresee
from obligations.actions.calendars import begin_return
from obligations.actions.planning import plan
from obligations.actions.undoing import undone
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import DayChange
from obligations.models import (
    CalendarDay,
    CalendarVersion,
    DateMove,
    Occurrence,
    Reminder,
)
from obligations.tests.calendars import applied, closed, drafted
from obligations.tests.finding import dates_of, row_of

CASES = Path(__file__).parent / "cases" / "calendar_corrections.csv"


def cases():
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["about"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("case", cases())
def test_a_correction_moves_what_the_table_says(counting, administrator, case):
    row = row_of(counting, case["obligation"])
    assert row.due_date == date.fromisoformat(case["before"])
    change = DayChange(
        date.fromisoformat(case["day"]), case["change"] == "open", case["name"], case["source"]
    )
    applied(drafted(administrator, case["calendar"], change), administrator)
    row.refresh_from_db()
    assert row.due_date == date.fromisoformat(case["after"])


def everything():
    tables = (Occurrence, Reminder, DateMove, CalendarVersion, CalendarDay)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_preview_writes_nothing(counting, administrator, tuesday):
    plan(today=tuesday)
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    before = everything()
    found = foresee(draft=draft, by=administrator)
    assert everything() == before
    assert {(c.title, c.which, c.old, c.new, c.days) for c in found.moved} == {
        ("[Cut-off]", "defined date", date(2020, 3, 17), date(2020, 3, 18), 1),
        ("Pay the invoice", "due", date(2020, 3, 17), date(2020, 3, 18), 1),
        ("Settle in euro", "due", date(2020, 3, 24), date(2020, 3, 25), 1),
    }
    assert found.dropped and found.planned


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    offsets=st.sets(st.integers(min_value=0, max_value=120), min_size=1, max_size=6),
    name=st.sampled_from(["england", "target", "us-fed"]),
)
def test_applying_does_what_the_preview_said(counting, administrator, offsets, name):
    calendar = in_force().of(name)
    days = [date(2020, 3, 1) + timedelta(days=offset) for offset in offsets]
    days = [day for day in days if day.weekday() < 5]
    changes = [DayChange(d, calendar.closed_because(d) is not None, "A day", "Test") for d in days]
    if not changes:
        return
    with undone():
        draft = drafted(administrator, name, *changes)
        before = dates_of(counting)
        found = foresee(draft=draft, by=administrator)
        assert dates_of(counting) == before
        done = apply(draft=draft, by=administrator, reason="certain", token=found.token)
        after = dates_of(counting)
        assert (done.moved, done.kept, done.worked) == (found.moved, found.kept, found.worked)
        told = {(c.old, c.new) for c in found.moved if c.which == "due"}
        assert told == {(before[key], after[key]) for key in after if before[key] != after[key]}


def test_what_is_completed_stays_and_is_said(counting, administrator, owner):
    paid = row_of(counting, "pay")
    occurrences.complete(occurrence=paid, on=date(2020, 3, 10), by=owner)
    found = applied(drafted(administrator, "england", closed(date(2020, 3, 16))), administrator)
    kept = [(c.title, c.old, c.new, c.why_kept) for c in found.kept]
    assert kept == [
        ("Pay the invoice", date(2020, 3, 17), date(2020, 3, 18), "completed by Olivia Hart")
    ]
    paid.refresh_from_db()
    assert paid.due_date == date(2020, 3, 17)


def test_an_old_explanation_keeps_the_version_that_it_used(counting, administrator, owner):
    paid, deliver = row_of(counting, "pay"), row_of(counting, "deliver")
    occurrences.complete(occurrence=paid, on=date(2020, 3, 10), by=owner)
    applied(drafted(administrator, "england", closed(date(2020, 3, 16))), administrator)
    paid.refresh_from_db()
    deliver.refresh_from_db()
    assert paid.calendar_versions == {"england": "2026.1"}
    assert "calendar england 2026.1" in used(paid)
    assert deliver.calendar_versions == {"england": "2026.1 correction 1"}
    assert "calendar england 2026.1 correction 1" in used(deliver)


def used(row):
    return [used for step in row.steps for used in step["used"]]


def test_undoing_is_a_further_version(counting, administrator):
    before = dates_of(counting)
    applied(drafted(administrator, "england", closed(date(2020, 3, 16))), administrator)
    assert dates_of(counting) != before
    back = begin_return(name="england", number=0, by=administrator, reason="no storm came")
    found = applied(back, administrator)
    assert found.label == "2026.1 correction 2"
    assert dates_of(counting) == before
    labels = CalendarVersion.objects.filter(state="applied").order_by("number")
    assert list(labels.values_list("label", flat=True)) == [
        "2026.1 correction 1",
        "2026.1 correction 2",
    ]


def test_unsent_reminders_leave_a_day_that_is_closed(counting, administrator, tuesday):
    plan(today=tuesday)
    rows = Reminder.objects.filter(occurrence=row_of(counting, "report"), state="planned")
    falls = dict(rows.values_list("lead", "falls_on"))
    on = falls[7]
    assert on == date(2020, 6, 23)
    found = applied(drafted(administrator, "england", closed(on)), administrator)
    assert dict(rows.values_list("lead", "falls_on")) == {**falls, 7: date(2020, 6, 22)}
    assert found.shifted == 1


def test_of_agreements_behind_a_wall_only_the_number_is_told(counting, administrator, system):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.filter(user=administrator).delete()
    with seeing_as(administrator):
        draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
        found = foresee(draft=draft, by=administrator)
        assert found.moved == found.worked == []
        assert (found.hidden_agreements, found.hidden_moved) == (1, 3)
        apply(draft=draft, by=administrator, reason="certain", token=found.token)
    assert row_of(counting, "pay").due_date == date(2020, 3, 18)


def test_what_changed_since_the_preview_is_shown_again(counting, administrator, owner):
    draft = drafted(administrator, "england", closed(date(2020, 3, 16)))
    token = foresee(draft=draft, by=administrator).token
    occurrences.complete(occurrence=row_of(counting, "pay"), on=date(2020, 3, 10), by=owner)
    with pytest.raises(Changed, match="since you looked"):
        apply(draft=draft, by=administrator, reason="certain", token=token)
    assert not CalendarVersion.objects.filter(state="applied").exists()
