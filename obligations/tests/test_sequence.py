"""Sequence numbers: one more with each change of days or calling off, however it is written."""

from datetime import date

import pytest
from django.db import connection

from agreements.audit import recording
from obligations.actions import happenings
from obligations.models import Occurrence
from obligations.tests.finding import key_date_of

pytestmark = pytest.mark.django_db


def days_and_numbers(agreement):
    rows = Occurrence.objects.filter(agreement=agreement)
    return {key: (day, n) for key, day, n in rows.values_list("key", "sort_date", "sequence")}


def put_closing_on(agreement, day, by):
    happenings.record(
        key_date=key_date_of(agreement, "Closing Date"),
        said=happenings.Said(day=day, corrects=1),
        by=by,
        reason="the letter says so",
    )


def test_a_correction_counts_up_and_its_correction_too(closing, owner):
    before = days_and_numbers(closing)
    put_closing_on(closing, date(2020, 2, 3), owner)
    moved = days_and_numbers(closing)
    put_closing_on(closing, date(2020, 1, 31), owner)
    back = days_and_numbers(closing)
    found = {key for key in before if moved[key][0] != before[key][0]}
    assert found
    for key in found:
        assert moved[key][1] == before[key][1] + 1
        assert back[key] == (before[key][0], before[key][1] + 2)
    for key in before.keys() - found:
        assert back[key][1] >= before[key][1]


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ("due_date = due_date + 1", 1),
        ("phase = 'waived'", 1),
        ("due_date = due_date, outcome = 'sent'", 0),
        ("computed_at = now(), cautions = '[\"look\"]'", 0),
        ("sequence = 0, due_date = due_date + 1", 1),
    ],
)
def test_the_database_counts_for_every_way_of_writing(agreement, owner, occurrence, change, more):
    row = occurrence("2.2")
    with recording(by=owner, action="test", reason="raw"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE obligations_occurrence SET {change} WHERE id = %s", [row.pk])
    row.refresh_from_db()
    assert row.sequence == more and (row.changed_at is not None) == bool(more)
