"""Completing, reopening, waiving, extending, disputing, setting aside, assigning, commenting."""

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile

from agreements.audit import Unexplained, recording
from obligations.actions import occurrences
from obligations.actions.documents import add
from obligations.actions.file_types import NotThatFile
from obligations.engine.errors import EngineError
from obligations.models import Adjustment, Comment, Terms
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.tests.conftest import set_day
from obligations.tests.finding import obligation_of, row_of

DAY = date(2020, 3, 9)


@pytest.fixture
def report(closing):
    """The yearly report, due on 30 June 2020."""
    return row_of(closing, "report")


# Completing


def test_it_is_done_on_a_day_and_entered_on_another(report, colleague):
    row = occurrences.complete(occurrence=report, on=DAY, by=colleague, note="sent by post")
    assert (row.phase, row.done_date, row.done_by, row.outcome) == (
        "done",
        DAY,
        colleague,
        "sent by post",
    )
    assert row.done_at.date() == date(2020, 3, 10) and isinstance(row.done_at, datetime)
    assert not row.done_late


@pytest.mark.parametrize(
    ("on", "late"),
    [(date(2020, 3, 1), False), (date(2020, 3, 2), True)],
)
def test_done_after_the_last_day_is_late(closing, owner, on, late):
    row = occurrences.complete(occurrence=row_of(closing, "file"), on=on, by=owner)
    assert row.done_late == late


def test_done_within_an_extension_is_in_time(closing, owner):
    row = row_of(closing, "file")
    occurrences.extend(
        occurrence=row, to=date(2020, 3, 20), by=owner, reason="asked for", agreed_with="Dogwood"
    )
    assert not occurrences.complete(occurrence=row, on=DAY, by=owner).done_late


def test_what_is_still_to_come_is_not_done(report, owner):
    with pytest.raises(NotNow, match="still to come"):
        occurrences.complete(occurrence=report, on=date(2020, 3, 11), by=owner)


def test_what_is_done_is_not_done_again(report, owner):
    occurrences.complete(occurrence=report, on=DAY, by=owner)
    with pytest.raises(NotNow, match="completed already"):
        occurrences.complete(occurrence=report, on=DAY, by=owner)


def test_what_waits_is_not_done(closing, owner):
    with pytest.raises(NotNow, match="awaiting"):
        occurrences.complete(occurrence=row_of(closing, "cure"), on=DAY, by=owner)


def test_completing_settles_a_dispute(report, owner):
    made = occurrences.dispute(occurrence=report, by=owner, reason="they say it is not owed")
    row = occurrences.complete(occurrence=report, on=DAY, by=owner)
    made.refresh_from_db()
    assert (row.phase, row.decided_date) == ("done", None)
    assert made.lifted_by == owner


def test_evidence_is_of_the_same_agreement(closing, agreement, owner, own_files):
    paper = add(agreement=agreement, upload=ContentFile(b"Sent.", "letter.txt"), by=owner)
    row = row_of(closing, "report")
    with pytest.raises(NotThatFile, match="another agreement"):
        occurrences.complete(occurrence=row, on=DAY, by=owner, documents=[paper])
    row.refresh_from_db()
    assert row.phase == "live"


# Reopening


def test_reopening_takes_it_all_back(report, owner):
    occurrences.complete(occurrence=report, on=DAY, by=owner, note="sent")
    row = occurrences.reopen(occurrence=report, by=owner, reason="the wrong report")
    assert (row.phase, row.done_date, row.done_by, row.done_at, row.outcome) == (
        "live",
        None,
        None,
        None,
        "",
    )


@pytest.mark.parametrize("decide", [occurrences.waive, occurrences.dispute, occurrences.set_aside])
def test_a_decision_is_lifted_by_counsel_alone(report, owner, colleague, decide):
    made = decide(occurrence=report, by=owner, reason="so it was decided")
    with pytest.raises(NotAllowed, match="counsel"):
        occurrences.reopen(occurrence=report, by=colleague, reason="it was not")
    row = occurrences.reopen(occurrence=report, by=owner, reason="it was not")
    made.refresh_from_db()
    assert (row.phase, row.decided_date, made.lifted_by) == ("live", None, owner)


def test_an_editor_cannot_lift_a_decision_that_they_have_not_seen(report, owner, colleague):
    """The page was opened while it was done; meanwhile it was reopened and waived."""
    occurrences.complete(occurrence=report, on=DAY, by=owner)
    report.refresh_from_db()
    occurrences.reopen(occurrence=report, by=owner, reason="the wrong report")
    occurrences.waive(occurrence=report, by=owner, reason="not needed")
    assert report.phase == "done"
    with pytest.raises(NotAllowed):
        occurrences.reopen(occurrence=report, by=colleague, reason="x")


def test_what_is_open_is_not_reopened(report, owner):
    with pytest.raises(NotNow, match="nothing to reopen"):
        occurrences.reopen(occurrence=report, by=owner, reason="x")


def test_reopening_needs_a_reason(report, owner):
    occurrences.complete(occurrence=report, on=DAY, by=owner)
    with pytest.raises(Unexplained, match="reason"):
        occurrences.reopen(occurrence=report, by=owner, reason=" ")


# Deciding


def test_a_waiver_says_by_whom_and_why(report, owner):
    made = occurrences.waive(
        occurrence=report, by=owner, reason="they have it", agreed_with="both Holders"
    )
    report.refresh_from_db()
    assert (report.phase, report.decided_date) == ("waived", date(2020, 3, 10))
    assert (made.kind, made.reason, made.agreed_with) == ("waiver", "they have it", "both Holders")


@pytest.mark.parametrize("decide", [occurrences.waive, occurrences.dispute, occurrences.set_aside])
def test_deciding_is_for_counsel_and_needs_a_reason(report, owner, colleague, decide):
    with pytest.raises(NotAllowed, match="counsel"):
        decide(occurrence=report, by=colleague, reason="x")
    with pytest.raises(Unexplained, match="reason"):
        decide(occurrence=report, by=owner, reason="")
    assert not Adjustment.objects.exists()


def test_the_same_is_not_decided_twice(report, owner):
    occurrences.dispute(occurrence=report, by=owner, reason="they say it is not owed")
    with pytest.raises(NotNow, match="disputed already"):
        occurrences.dispute(occurrence=report, by=owner, reason="again")


def test_one_decision_takes_the_place_of_another(report, owner):
    first = occurrences.dispute(occurrence=report, by=owner, reason="they say it is not owed")
    occurrences.waive(occurrence=report, by=owner, reason="let it be")
    first.refresh_from_db()
    assert first.lifted_by == owner
    assert Adjustment.objects.filter(lifted_at=None).get().kind == "waiver"


def test_what_waits_can_be_waived(closing, owner):
    row = row_of(closing, "cure")
    occurrences.waive(occurrence=row, by=owner, reason="no breach counts any more")
    row.refresh_from_db()
    assert row.phase == "waived"


# Extending


def test_an_extension_keeps_the_date_that_the_rule_gives(report, owner):
    to = date(2020, 7, 31)
    made = occurrences.extend(
        occurrence=report, to=to, by=owner, reason="asked for", agreed_with="Dogwood Fund"
    )
    report.refresh_from_db()
    assert (report.due_date, report.extended_date) == (date(2020, 6, 30), to)
    assert (made.original_date, made.new_date) == (date(2020, 6, 30), to)


def test_a_second_extension_takes_the_place_of_the_first(report, owner):
    for to in (date(2020, 7, 31), date(2020, 8, 31)):
        occurrences.extend(occurrence=report, to=to, by=owner, reason="x", agreed_with="Dogwood")
    first, second = Adjustment.objects.order_by("pk")
    assert first.lifted_by == owner and second.lifted_at is None
    assert second.original_date == date(2020, 6, 30)


@pytest.mark.parametrize(
    ("to", "agreed_with", "sentence"),
    [
        (date(2020, 6, 30), "Dogwood", "is not later than"),
        (date(2020, 7, 1), " ", "with whom"),
    ],
)
def test_an_extension_that_cannot_be(report, owner, to, agreed_with, sentence):
    with pytest.raises(EngineError, match=sentence):
        occurrences.extend(occurrence=report, to=to, by=owner, reason="x", agreed_with=agreed_with)
    assert not Adjustment.objects.exists()


def test_what_has_no_date_is_not_extended(closing, owner):
    with pytest.raises(NotNow, match="no date that could be extended"):
        occurrences.extend(
            occurrence=row_of(closing, "cure"),
            to=date(2021, 1, 1),
            by=owner,
            reason="x",
            agreed_with="Dogwood",
        )


# Answering


def test_nobody_answers_who_may_not_see_it(report, owner, outsider, closing):
    with pytest.raises(NotNow, match="cannot see this agreement"):
        occurrences.assign(occurrence=report, to=outsider, by=owner)
    with pytest.raises(NotNow, match="on its team"):
        occurrences.assign_obligation(
            obligation=obligation_of(closing, "report"), to=owner, deputy=outsider, by=owner
        )


def test_an_occurrence_goes_back_to_whoever_answers_for_all(report, owner, colleague):
    occurrences.assign(occurrence=report, to=colleague, by=owner)
    occurrences.assign(occurrence=report, to=None, by=owner)
    report.refresh_from_db()
    assert report.assignee is None


# Confirming and commenting


def test_a_second_person_confirms_once(closing, owner):
    obligation = obligation_of(closing, "report")
    occurrences.confirm(obligation=obligation, by=owner)
    obligation.refresh_from_db()
    assert obligation.confirmed_by == owner
    with pytest.raises(NotNow, match="Olivia Hart has confirmed this already"):
        occurrences.confirm(obligation=obligation, by=owner)


def test_whoever_entered_the_terms_does_not_confirm_them(closing, owner):
    obligation = obligation_of(closing, "report")
    with recording(by=owner, action="enter", reason="for a test"):
        Terms.objects.filter(obligation=obligation).update(made_by=owner)
    with pytest.raises(NotNow, match="You entered these terms yourself"):
        occurrences.confirm(obligation=obligation, by=owner)


def test_confirming_is_for_counsel(closing, colleague):
    with pytest.raises(NotAllowed, match="counsel"):
        occurrences.confirm(obligation=obligation_of(closing, "report"), by=colleague)


def test_a_newer_version_is_not_confirmed_unseen(closing, owner):
    with pytest.raises(NotNow, match="changed while you read"):
        occurrences.confirm(obligation=obligation_of(closing, "report"), by=owner, seen=7)


def test_a_comment_says_something(closing, colleague):
    obligation = obligation_of(closing, "report")
    occurrences.comment(obligation=obligation, text=" Ask Dogwood first. ", by=colleague)
    assert Comment.objects.get().text == "Ask Dogwood first."
    with pytest.raises(EngineError, match="empty"):
        occurrences.comment(obligation=obligation, text="  ", by=colleague)


def test_a_reader_acts_on_nothing(closing, report, outsider):
    set_day(DAY)
    obligation = obligation_of(closing, "report")
    for act in (
        lambda: occurrences.complete(occurrence=report, on=DAY, by=outsider),
        lambda: occurrences.assign(occurrence=report, to=None, by=outsider),
        lambda: occurrences.comment(obligation=obligation, text="x", by=outsider),
        lambda: occurrences.assign_obligation(
            obligation=obligation, to=None, deputy=None, by=outsider
        ),
    ):
        with pytest.raises(NotAllowed):
            act()
