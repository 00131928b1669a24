"""A changed closing date moves exactly what hangs on it, and nothing that was decided."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from obligations.actions import occurrences
from obligations.actions.documents import add
from obligations.actions.happenings import Said, record
from obligations.actions.recompute import recompute
from obligations.clock import business_now
from obligations.models import DateMove, Evidence, Occurrence
from obligations.tests.conftest import set_day
from obligations.tests.finding import dates_of, key_date_of, phases_of, row_of

LATER = date(2020, 2, 3)


@pytest.fixture
def move_closing(closing, owner):
    """Corrects the closing date; what that changes."""

    def correct(day=LATER):
        return record(
            key_date=key_date_of(closing, "Closing Date"),
            said=Said(day=day, corrects=1),
            by=owner,
            reason="the closing memorandum says so",
        )

    return correct


def happen(closing, owner, name, day):
    return record(key_date=key_date_of(closing, name), said=Said(day=day), by=owner)


def test_it_moves_exactly_what_hangs_on_it(closing, move_closing):
    before = dates_of(closing)
    changes = move_closing()
    after = dates_of(closing)
    moved = {key for key in after if after[key] != before.get(key)}
    assert {key.split(":")[1] for key in moved} == {"file", "effective", "lock-up", "damages"}
    assert moved == {move.key for move in changes.moves}
    assert after["CLO-2020:file"] == before["CLO-2020:file"] + timedelta(days=3)
    assert after["CLO-2020:effective"] == before["CLO-2020:effective"] + timedelta(days=3)
    assert after["CLO-2020:report"] == before["CLO-2020:report"]


def test_what_moved_is_noted_with_its_cause(closing, owner, move_closing):
    move_closing()
    noted = DateMove.objects.get(occurrence=row_of(closing, "file"))
    assert (noted.old_date, noted.new_date) == (date(2020, 3, 1), date(2020, 3, 4))
    assert (
        noted.because
        == "[Closing Date] was corrected to Mon 3 Feb 2020: the closing memorandum says so"
    )
    assert noted.moved_by == owner


def test_what_was_decided_stays_and_is_told(closing, owner, move_closing):
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    occurrences.waive(occurrence=row_of(closing, "effective"), by=owner, reason="not needed")
    changes = move_closing()
    assert {(m.ref, m.old, m.new) for m in changes.kept} == {
        ("file", date(2020, 3, 1), date(2020, 3, 4)),
        ("effective", date(2020, 5, 29), date(2020, 6, 1)),
    }
    file, effective = row_of(closing, "file"), row_of(closing, "effective")
    assert (file.phase, file.due_date) == ("done", date(2020, 3, 1))
    assert (effective.phase, effective.due_date) == ("waived", date(2020, 5, 29))


def test_a_reopened_one_takes_the_date_that_the_rule_gives_by_now(closing, owner, move_closing):
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    move_closing()
    row = occurrences.reopen(occurrence=row_of(closing, "file"), by=owner, reason="sent back")
    assert (row.phase, row.due_date) == ("live", date(2020, 3, 4))


def test_evidence_stays_with_its_quarter(closing, owner, move_closing, own_files):
    second = row_of(closing, "statement", "2020-Q2")
    set_day(date(2020, 7, 20))
    letter = add(agreement=closing, upload=ContentFile(b"Sent.", "letter.txt"), by=owner)
    occurrences.complete(
        occurrence=second, on=date(2020, 7, 15), by=owner, note="sent", documents=[letter]
    )
    # From a closing in April the first quarter is not reported on, and the second is the first.
    move_closing(date(2020, 4, 20))
    phases = phases_of(closing, "statement")
    assert phases["2020-Q1"] == "withdrawn"
    assert phases["2020-Q2"] == "done"
    assert [e.occurrence.turn for e in Evidence.objects.all()] == ["2020-Q2"]


def test_what_comes_back_is_the_same_row(closing, owner, move_closing):
    first = row_of(closing, "statement", "2020-Q1")
    set_day(date(2020, 5, 20))
    move_closing(date(2020, 4, 20))
    assert row_of(closing, "statement", "2020-Q1").phase == "withdrawn"
    move_closing(date(2020, 1, 31))
    again = row_of(closing, "statement", "2020-Q1")
    assert (again.pk, again.phase, again.due_date) == (first.pk, "live", date(2020, 4, 30))


def test_the_first_happening_takes_the_place_of_the_row_that_waited(closing, owner):
    waiting = row_of(closing, "answer", "next")
    assert waiting.phase == "awaiting"
    happen(closing, owner, "Comment Letter", date(2020, 3, 2))
    first = row_of(closing, "answer", "1")
    assert (first.pk, first.due_date) == (waiting.pk, date(2020, 3, 12))
    happen(closing, owner, "Comment Letter", date(2020, 3, 5))
    assert phases_of(closing, "answer") == {"1": "live", "2": "live"}


def test_when_all_happenings_are_taken_back_it_waits_again(closing, owner):
    letter = key_date_of(closing, "Comment Letter")
    happen(closing, owner, "Comment Letter", date(2020, 3, 2))
    gone = Said(day=date(2020, 3, 2), corrects=1, withdraw=True)
    record(key_date=letter, said=gone, by=owner, reason="it was a copy")
    assert phases_of(closing, "answer") == {"1": "withdrawn", "next": "awaiting"}
    happen(closing, owner, "Comment Letter", date(2020, 3, 5))
    assert phases_of(closing, "answer") == {"1": "withdrawn", "2": "live"}


def test_a_done_one_outlives_its_happening(closing, owner):
    letter = key_date_of(closing, "Comment Letter")
    happen(closing, owner, "Comment Letter", date(2020, 3, 2))
    occurrences.complete(occurrence=row_of(closing, "answer", "1"), on=date(2020, 3, 6), by=owner)
    gone = Said(day=date(2020, 3, 2), corrects=1, withdraw=True)
    changes = record(key_date=letter, said=gone, by=owner, reason="it was a copy")
    assert [(m.ref, m.old, m.new) for m in changes.kept] == [("answer", date(2020, 3, 12), None)]
    assert phases_of(closing, "answer") == {"1": "done", "next": "awaiting"}


def test_each_of_several_obligors_has_a_row(closing, owner):
    holders = ("Dogwood Fund", "Elm Partners")
    rows = {party: row_of(closing, "lock-up", party=party) for party in holders}
    assert rows["Dogwood Fund"].pk != rows["Elm Partners"].pk
    assert {row.end_date for row in rows.values()} == {date(2020, 7, 31)}


def test_each_of_several_obligors_waits_and_takes_its_own_turn(closing, owner):
    holders = ("Dogwood Fund", "Elm Partners")
    waiting = {party: row_of(closing, "copies", "next", party).pk for party in holders}
    happen(closing, owner, "Copy Request", date(2020, 3, 2))
    first = {party: row_of(closing, "copies", "1", party).pk for party in holders}
    assert first == waiting
    assert set(phases_of(closing, "copies")) == {"1"}


def test_one_obligor_is_done_and_the_other_moves(closing, owner):
    happen(closing, owner, "Copy Request", date(2020, 3, 2))
    done = row_of(closing, "copies", "1", "Elm Partners")
    occurrences.complete(occurrence=done, on=date(2020, 3, 4), by=owner)
    record(
        key_date=key_date_of(closing, "Copy Request"),
        said=Said(day=date(2020, 3, 5), corrects=1),
        by=owner,
        reason="the stamp says so",
    )
    assert row_of(closing, "copies", "1", "Dogwood Fund").due_date == date(2020, 3, 10)
    assert row_of(closing, "copies", "1", "Elm Partners").due_date == date(2020, 3, 7)


def test_what_hangs_on_a_missed_date_follows_it(closing, owner, move_closing):
    # The filing was due on 1 March and is not done: missed from the 2nd, damages by the 12th.
    assert row_of(closing, "damages").due_date == date(2020, 3, 12)
    occurrences.complete(occurrence=row_of(closing, "file"), on=date(2020, 2, 28), by=owner)
    assert row_of(closing, "damages").phase == "not applicable"
    occurrences.reopen(occurrence=row_of(closing, "file"), by=owner, reason="it was refused")
    assert row_of(closing, "damages").due_date == date(2020, 3, 12)
    move_closing(date(2020, 3, 2))
    assert row_of(closing, "damages").phase == "awaiting"


def test_working_out_again_changes_nothing(closing, system):
    before = list(Occurrence.objects.filter(agreement=closing).order_by("pk").values())
    changes = recompute(closing, by=system, because="again", now=business_now())
    assert not (changes.added or changes.changed or changes.withdrawn or changes.moves)
    assert list(Occurrence.objects.filter(agreement=closing).order_by("pk").values()) == before
