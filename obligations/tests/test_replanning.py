"""Unsent reminders follow their dates and their people at once; what was sent stays."""

from datetime import date

import pytest

from obligations.actions import occurrences
from obligations.actions.happenings import Said, record
from obligations.actions.planning import plan
from obligations.actions.recompute import recompute
from obligations.clock import business_now, machine_now
from obligations.models import Obligation, Reminder
from obligations.tests.finding import key_date_of, obligation_of, row_of

MAY = date(2020, 5, 29)
JUNE = date(2020, 6, 1)


@pytest.fixture
def planned(closing, tuesday):
    """The agreement with its reminders planned, as the clockwork plans them."""
    plan(today=tuesday)
    return closing


def state_of(agreement, ref, due, turn=""):
    """State and why it was dropped, of the reminders of an occurrence for one date."""
    rows = Reminder.objects.filter(occurrence=row_of(agreement, ref, turn), due_date=due)
    return set(rows.values_list("state", "dropped_because"))


def move_closing(agreement, owner, day):
    record(
        key_date=key_date_of(agreement, "Closing Date"),
        said=Said(day=day, corrects=1),
        by=owner,
        reason="memorandum",
    )


def test_reminders_follow_a_date_that_moves(planned, owner):
    assert state_of(planned, "effective", MAY) == {("planned", "")}
    move_closing(planned, owner, date(2020, 2, 3))
    assert state_of(planned, "effective", MAY) == {("dropped", "the date moved")}
    assert state_of(planned, "effective", JUNE) == {("planned", "")}


def test_a_date_that_moves_back_has_its_reminders_again(planned, owner):
    move_closing(planned, owner, date(2020, 2, 3))
    move_closing(planned, owner, date(2020, 1, 31))
    assert state_of(planned, "effective", MAY) == {("planned", "")}
    assert state_of(planned, "effective", JUNE) == {("dropped", "the date moved")}


def test_what_was_sent_is_not_planned_again(planned, owner):
    rows = Reminder.objects.filter(occurrence=row_of(planned, "effective"))
    sent = rows.order_by("falls_on").first()
    rows.filter(pk=sent.pk).update(state="sent", settled_at=machine_now())
    move_closing(planned, owner, date(2020, 2, 3))
    move_closing(planned, owner, date(2020, 1, 31))
    assert Reminder.objects.get(pk=sent.pk).state == "sent"


def test_completing_stops_them_and_reopening_plans_them_again(planned, owner):
    row = row_of(planned, "report")
    due = date(2020, 6, 30)
    assert state_of(planned, "report", due) == {("planned", "")}
    occurrences.complete(occurrence=row, on=date(2020, 3, 9), by=owner)
    assert state_of(planned, "report", due) == {("dropped", "it was completed")}
    occurrences.reopen(occurrence=row, by=owner, reason="the wrong report")
    assert state_of(planned, "report", due) == {("planned", "")}


def test_an_extension_moves_them(planned, owner):
    row = row_of(planned, "report")
    to = date(2020, 7, 1)
    occurrences.extend(occurrence=row, to=to, by=owner, reason="asked", agreed_with="Dogwood")
    assert state_of(planned, "report", date(2020, 6, 30)) == {("dropped", "the date moved")}
    assert state_of(planned, "report", to) == {("planned", "")}


def test_what_is_taken_back_has_none(planned, owner):
    letter = key_date_of(planned, "Comment Letter")
    record(key_date=letter, said=Said(day=date(2020, 3, 9)), by=owner)
    due = date(2020, 3, 19)
    assert state_of(planned, "answer", due, "1") == {("planned", "")}
    gone = Said(day=date(2020, 3, 9), corrects=1, withdraw=True)
    record(key_date=letter, said=gone, by=owner, reason="a copy")
    assert state_of(planned, "answer", due, "1") == {("dropped", "it is withdrawn")}


def test_they_go_to_whoever_answers_now(planned, owner, colleague):
    row = row_of(planned, "report")
    occurrences.assign(occurrence=row, to=colleague, by=owner)
    rows = Reminder.objects.filter(occurrence=row)
    assert set(rows.filter(state="planned").values_list("recipient", flat=True)) == {colleague.pk}
    occurrences.assign_obligation(
        obligation=obligation_of(planned, "effective"), to=colleague, deputy=owner, by=owner
    )
    rows = Reminder.objects.filter(occurrence=row_of(planned, "effective"), state="planned")
    assert set(rows.values_list("recipient", flat=True)) == {colleague.pk}


def test_assigning_for_all_leaves_what_somebody_answers_for_alone(planned, owner, colleague):
    row = row_of(planned, "report")
    occurrences.assign(occurrence=row, to=colleague, by=owner)
    occurrences.assign_obligation(
        obligation=obligation_of(planned, "report"), to=owner, deputy=None, by=owner
    )
    rows = Reminder.objects.filter(occurrence=row, state="planned")
    assert set(rows.values_list("recipient", flat=True)) == {colleague.pk}


def test_all_of_an_agreement_can_be_assigned_at_once(planned, owner, colleague):
    row = row_of(planned, "report")
    occurrences.assign(occurrence=row, to=owner, by=owner)
    occurrences.assign_agreement(agreement=planned, to=colleague, deputy=owner, by=owner)
    for obligation in Obligation.objects.filter(agreement=planned):
        assert (obligation.responsible, obligation.deputy) == (colleague, owner)
    rows = Reminder.objects.filter(state="planned").exclude(occurrence=row)
    assert set(rows.values_list("recipient", flat=True)) == {colleague.pk}
    kept = Reminder.objects.filter(state="planned", occurrence=row)
    assert set(kept.values_list("recipient", flat=True)) == {owner.pk}


def test_planning_one_of_a_series_minds_the_one_before(closing, tuesday, owner):
    """A lead that would run into the occurrence before is left out, however planning began."""
    plan(today=tuesday)
    rows = Reminder.objects.filter(occurrence__obligation__ref="statement")
    usual = set(rows.values_list("occurrence", "lead"))
    rows.all().delete()
    plan(today=tuesday, only=[row_of(closing, "statement", "2020-Q1").pk])
    plan(today=tuesday, only=[row_of(closing, "statement", "2020-Q2").pk])
    assert set(rows.values_list("occurrence", "lead")) <= usual


def test_planning_again_changes_nothing(planned, tuesday, system):
    before = list(Reminder.objects.order_by("pk").values())
    assert plan(today=tuesday) == 0
    recompute(planned, by=system, because="again", now=business_now())
    assert list(Reminder.objects.order_by("pk").values()) == before
