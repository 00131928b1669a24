"""Being away: who is told as well, and coming back."""

from __future__ import annotations

from datetime import date, timedelta

from agreements.audit import recording
from agreements.models import User
from obligations.clock import business_today, machine_now
from obligations.engine.run import show
from obligations.models import Absence, Reminder
from obligations.permissions import check_user_can_enter_absence
from obligations.policies import NotNow
from obligations.queries.absences import standing

# Whoever is away for longer hands their work over.
LONGEST = timedelta(days=366)


def enter_absence(
    *, person: User, deputy: User, first: date, last: date, by: User, note: str = ""
) -> Absence:
    """Records that a person is away from one day through another, and who stands in.

    While it lasts, the deputy gets the person's reminders as well, of what the deputy may see.
    Raises NotAllowed, or NotNow for days out of order, a deputy who cannot stand in, and an
    absence that overlaps with another.
    """
    check_user_can_enter_absence(by, person)
    with recording(by=by, action="absence", reason=note or "away"):
        User.objects.select_for_update().get(pk=person.pk)
        _check_days(person, first, last)
        _check_deputy(person, deputy)
        return Absence.objects.create(
            person=person,
            deputy=deputy,
            first_date=first,
            last_date=last,
            note=note.strip()[:200],
            made_at=machine_now(),
        )


def end_absence(*, absence: Absence, by: User) -> Absence:
    """Records that a person is back, or does not go; the deputy's reminders are dropped."""
    check_user_can_enter_absence(by, absence.person)
    with recording(by=by, action="absence", reason="back"):
        row = Absence.objects.select_for_update().get(pk=absence.pk)
        today = business_today()
        if row.ended_date is not None or row.last_date < today:
            raise NotNow("This absence is over already.")
        row.ended_date = max(today, row.first_date)
        row.save(update_fields=["ended_date"])
        planned = Reminder.objects.filter(
            on_behalf_of=row.person, state=Reminder.State.PLANNED, message=None
        ).exclude(purpose=Reminder.Purpose.ESCALATION)
        planned.update(
            state=Reminder.State.DROPPED,
            dropped_because=f"{str(row.person)[:120]} is back",
            settled_at=machine_now(),
        )
        return row


def _check_days(person: User, first: date, last: date) -> None:
    today = business_today()
    if last < first:
        raise NotNow(f"The last day {show(last)} is before the first, {show(first)}.")
    if last < today:
        raise NotNow(f"{show(last)} has passed; today is {show(today)}.")
    if last - first > LONGEST:
        raise NotNow("That is longer than a year. Have somebody else answer for the obligations.")
    for other in standing().filter(person=person, first_date__lte=last, last_date__gte=first):
        until = other.last_date
        if other.ended_date is not None:
            until = min(until, other.ended_date - timedelta(days=1))
        if until >= first:
            raise NotNow(
                f"{person} is entered as away from {show(other.first_date)} through {show(until)}"
                " already; end that first."
            )


def _check_deputy(person: User, deputy: User) -> None:
    if deputy.pk == person.pk:
        raise NotNow("Somebody else has to stand in.")
    if not deputy.is_active or deputy.is_system:
        raise NotNow(f"{deputy} has no access, and cannot stand in.")
