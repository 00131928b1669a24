"""What is planned already: each reminder by what names it, so that none is planned twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from obligations.clock import machine_now
from obligations.models import Reminder
from obligations.queries.compiled import any_of

# What names a reminder: occurrence, date, lead, recipient or contact, purpose.
Identity = tuple[int, date, int, int | None, int | None, str]
_NAMED_BY = (
    "pk",
    "state",
    "occurrence_id",
    "due_date",
    "lead",
    "recipient_id",
    "contact_id",
    "purpose",
)


def identity(reminder: Reminder) -> Identity:
    """What names a reminder, stored or about to be."""
    return (
        reminder.occurrence_id,
        reminder.due_date,
        reminder.lead,
        reminder.recipient_id,
        reminder.contact_id,
        reminder.purpose,
    )


def existing(wanted: list[Reminder]) -> dict[Identity, tuple[int, str]]:
    """What there is of the same occurrences: id and state by what names it."""
    ids = sorted({reminder.occurrence_id for reminder in wanted})
    rows = Reminder.objects.filter(any_of("occurrence_id", ids)).values_list(*_NAMED_BY)
    return {row[2:]: row[:2] for row in rows}


def plan_again(rows: Iterable[tuple[int, str]]) -> int:
    """Takes back that reminders were dropped; how many."""
    dropped = [pk for pk, state in rows if state == Reminder.State.DROPPED]
    if not dropped:
        return 0
    return Reminder.objects.filter(pk__in=dropped, state=Reminder.State.DROPPED).update(
        state=Reminder.State.PLANNED,
        dropped_because="",
        settled_at=None,
        message=None,
        planned_at=machine_now(),
    )
