"""Answers to reminders: seen and on it, or: tell me again on a day.

An answer is bound to the date as it stood. It stops what would come before that date, tells
nobody else any more, and never counts as done.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from agreements.audit import recording
from agreements.models import User
from obligations.actions.planning import plan
from obligations.clock import business_today, machine_now
from obligations.engine.run import show
from obligations.models import Acknowledgement, How, Occurrence, Reminder, Snooze
from obligations.permissions import check_user_can_answer
from obligations.policies import (
    NotNow,
    check_acknowledgement_can_be_taken_back,
    check_can_be_acknowledged,
    check_can_be_snoozed,
)
from obligations.queries.answers import Seen, acknowledged, own_acknowledgement, snoozed


def acknowledge(
    *,
    occurrence: Occurrence,
    by: User,
    how: How = How.PAGE,
    note: str = "",
    seen: date | None = None,
) -> Acknowledgement:
    """Records that a person has seen a reminder and is on it.

    `seen` is the date that they were shown: where it is another by now, NotNow is raised. What
    was planned for them before the date is dropped, as is whatever would tell others that nobody
    answers; on the day itself they are reminded all the same. Raises NotAllowed, or NotNow for
    what is not live and for what they have acknowledged already.
    """
    check_user_can_answer(by, occurrence)
    reason = note.strip() or f"seen, {how.label}"
    with recording(by=by, action="acknowledge", reason=reason):
        row = _locked(occurrence)
        check_can_be_acknowledged(row, seen)
        due, today = _date_of(row), business_today()
        made, is_new = Acknowledgement.objects.get_or_create(
            occurrence=row,
            due_date=due,
            person=by,
            is_late=today > due,
            defaults={
                "how": how,
                "note": note.strip()[:400],
                "made_date": today,
                "made_at": machine_now(),
            },
        )
        if not is_new:
            raise NotNow(f"You acknowledged this on {show(made.made_date)}; nothing more to do.")
        because = acknowledged(Seen(by.pk, str(by), today))
        _drop(_own(row, due, by).filter(purpose=Reminder.Purpose.LEAD, lead__gt=0), because)
        _drop(_escalations(row, due), because)
        plan(today=today, only=[row.pk])
    return made


def take_back(*, occurrence: Occurrence, by: User, reason: str) -> None:
    """Takes a person's own acknowledgement back, as if it had never been given.

    What it had stopped before the date is planned again, and others are told again where nobody
    else has answered. Raises NotNow where nothing of theirs counts (any more).
    """
    check_user_can_answer(by, occurrence)
    with recording(by=by, action="take an acknowledgement back", reason=reason):
        row, today = _locked(occurrence), business_today()
        check_acknowledgement_can_be_taken_back(row)
        gone, _ = own_acknowledgement(row, by, today).delete()
        if not gone:
            raise NotNow("You have acknowledged nothing here that still counts.")
        plan(today=today, only=[row.pk])


def snooze(
    *, occurrence: Occurrence, until: date, by: User, how: How = How.PAGE, seen: date | None = None
) -> Snooze:
    """Puts a person's reminders of an occurrence off to a day.

    What was planned for them before it is dropped; the reminder on the day (on the business day
    before, where it is closed) is a row like the others. Raises NotNow for a day that is not
    ahead or beyond the last day to act, with a sentence that names the last possible one.
    """
    check_user_can_answer(by, occurrence)
    with recording(by=by, action="snooze", reason=f"to be told again on {show(until)}"):
        row = _locked(occurrence)
        today = business_today()
        check_can_be_acknowledged(row, seen)
        check_can_be_snoozed(row, until, today)
        due = _date_of(row)
        made, _ = Snooze.objects.update_or_create(
            occurrence=row,
            due_date=due,
            person=by,
            defaults={
                "until": until,
                "how": how,
                "made_date": today,
                "made_at": machine_now(),
            },
        )
        own, because = _own(row, due, by), snoozed(until)
        _drop(own.filter(purpose=Reminder.Purpose.WAKE_UP), f"put off again: {because}")
        _drop(own.filter(purpose=Reminder.Purpose.LEAD, falls_on__lt=until), because)
        _drop(_escalations(row, due).filter(on_behalf_of=by), because)
        plan(today=today, only=[row.pk])
    return made


def _locked(occurrence: Occurrence) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",))
    return rows.select_related("obligation", "agreement").get(pk=occurrence.pk)


def _date_of(row: Occurrence) -> date:
    assert row.reminded_date is not None  # what has none is refused before
    return row.reminded_date


def _own(row: Occurrence, due: date, person: User) -> QuerySet[Reminder]:
    """What is planned for a person and not in a mail yet, and for whoever stands in for them."""
    whose = Q(recipient=person) | Q(on_behalf_of=person)
    return _planned(row, due).filter(whose).exclude(purpose=Reminder.Purpose.ESCALATION)


def _escalations(row: Occurrence, due: date) -> QuerySet[Reminder]:
    return _planned(row, due).filter(purpose=Reminder.Purpose.ESCALATION)


def _planned(row: Occurrence, due: date) -> QuerySet[Reminder]:
    return Reminder.objects.filter(
        occurrence=row, due_date=due, state=Reminder.State.PLANNED, message=None
    )


def _drop(rows: QuerySet[Reminder], because: str) -> None:
    rows.update(
        state=Reminder.State.DROPPED, dropped_because=because[:200], settled_at=machine_now()
    )
