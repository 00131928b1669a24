"""What a preview says is what recording does, and a preview writes nothing."""

from datetime import date

import pytest
from django.db import connection

from obligations.actions import occurrences
from obligations.actions.foreseeing import foresee_recording
from obligations.actions.happenings import Said, record
from obligations.actions.planning import plan
from obligations.engine.errors import EngineError
from obligations.models import DateMove, Happening, Occurrence, Reminder
from obligations.permissions import NotAllowed
from obligations.tests.finding import dates_of, key_date_of, row_of

LATER = date(2020, 2, 3)
CORRECTION = Said(day=LATER, corrects=1)


def everything():
    """Every row that recording could touch."""
    tables = (Happening, Occurrence, Reminder, DateMove)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_preview_writes_nothing(closing, owner, tuesday):
    plan(today=tuesday)
    before = everything()
    foreseen = foresee_recording(
        key_date=key_date_of(closing, "Closing Date"), said=CORRECTION, by=owner
    )
    assert foreseen.moves and everything() == before
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM obligations_happeninghistory"
            " WHERE pgh_context->>'reason' = 'preview'"
        )
        assert cursor.fetchone() == (0,)


def test_recording_does_what_the_preview_said(closing, owner, tuesday):
    plan(today=tuesday)
    key_date = key_date_of(closing, "Closing Date")
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    foreseen = foresee_recording(key_date=key_date, said=CORRECTION, by=owner)
    before, planned = dates_of(closing), _planned()
    changes = record(key_date=key_date, said=CORRECTION, by=owner, reason="memorandum")
    after = dates_of(closing)
    assert {m.key: (m.old, m.new) for m in changes.moves} == {
        key: (before[key], after[key]) for key in after if after[key] != before[key]
    }
    told = (*foreseen.moves, *foreseen.appear, *foreseen.vanish)
    assert sorted((m.old, m.new, m.title) for m in told) == sorted(
        (m.old, m.new, m.title) for m in changes.moves
    )
    assert [(m.title, m.old, m.new) for m in foreseen.kept] == [
        ("File the shelf", date(2020, 3, 1), date(2020, 3, 4))
    ]
    assert len(foreseen.dropped) == len(planned - _planned())
    assert len(foreseen.planned) == len(_planned() - planned)
    assert foreseen.dropped and foreseen.planned


def _planned():
    """What is planned: for which occurrence, date, lead and person."""
    rows = Reminder.objects.filter(state="planned")
    return set(rows.values_list("occurrence", "due_date", "lead", "recipient"))


def test_it_tells_the_defined_dates_that_move(closing, owner):
    foreseen = foresee_recording(
        key_date=key_date_of(closing, "Closing Date"), said=CORRECTION, by=owner
    )
    assert {(d.name, d.old, d.new) for d in foreseen.defined} == {
        ("Filing Date", (date(2020, 3, 1),), (date(2020, 3, 4),)),
        ("Effectiveness Date", (date(2020, 5, 30),), (date(2020, 6, 2),)),
    }


def test_it_tells_where_a_reason_is_needed(closing, owner):
    def needs_reason(name, said):
        return foresee_recording(
            key_date=key_date_of(closing, name), said=said, by=owner
        ).needs_reason

    assert not needs_reason("Cure Notice", Said(day=LATER))
    assert needs_reason("Excused Delay", Said(day=LATER, until=LATER))
    assert needs_reason("Closing Date", Said(day=date(2020, 1, 31), corrects=1, note="the same"))


def test_a_preview_is_known_again(closing, owner):
    key_date = key_date_of(closing, "Closing Date")
    first = foresee_recording(key_date=key_date, said=CORRECTION, by=owner)
    again = foresee_recording(key_date=key_date, said=CORRECTION, by=owner)
    assert first.token == again.token
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    later = foresee_recording(key_date=key_date, said=CORRECTION, by=owner)
    assert later.token != first.token


def test_it_refuses_what_recording_would_refuse(closing, owner, outsider):
    key_date = key_date_of(closing, "Closing Date")
    with pytest.raises(EngineError, match="happens once"):
        foresee_recording(key_date=key_date, said=Said(day=LATER), by=owner)
    with pytest.raises(NotAllowed):
        foresee_recording(key_date=key_date, said=CORRECTION, by=outsider)


def test_it_says_why_something_stays(closing, owner):
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    occurrences.waive(occurrence=row_of(closing, "effective"), by=owner, reason="not needed")
    foreseen = foresee_recording(
        key_date=key_date_of(closing, "Closing Date"), said=CORRECTION, by=owner
    )
    assert [m.why_kept for m in foreseen.kept] == ["completed by Olivia Hart", "waived"]
