"""Queueing: one message for each person with reminders due, claimed and composed by a sender."""

from __future__ import annotations

from datetime import date, timedelta

from obligations.clock import machine_now
from obligations.models import Message, Reminder

URGENT = timedelta(days=1)
# What goes out with a message of another kind that waits needs none of its own.
CARRIERS = {
    Message.Kind.URGENT: (Message.Kind.DIGEST, Message.Kind.URGENT),
    Message.Kind.ESCALATED: (Message.Kind.ESCALATED,),
}
GIVEN_UP = (Message.State.FAILED, Message.State.BOUNCED)


def queue_messages(*, today: date) -> int:
    """Puts a message in the queue for each person with reminders due; how many are new.

    One digest a person and day. What comes up after it has gone out waits for
    tomorrow's, unless it is due by tomorrow: that goes out alone.
    """
    every = Reminder.objects.filter(
        state=Reminder.State.PLANNED, message=None, falls_on__lte=today, recipient__is_active=True
    )
    due = every.exclude(purpose=Reminder.Purpose.ESCALATION)
    made = 0
    for person in due.values_list("recipient_id", flat=True).distinct():
        made += enqueue(person, Message.Kind.DIGEST, today, number=1)
    urgent = due.filter(due_date__lte=today + URGENT, due_date__gte=today)
    for person in urgent.values_list("recipient_id", flat=True).distinct():
        made += _queue_another(person, Message.Kind.URGENT, today)
    escalated = every.filter(purpose=Reminder.Purpose.ESCALATION)
    for person in escalated.values_list("recipient_id", flat=True).distinct():
        made += _queue_another(person, Message.Kind.ESCALATED, today)
    return made


def _queue_another(person: int, kind: Message.Kind, today: date) -> bool:
    """One more message of a kind that may go out more than once a day; whether it is new."""
    rows = Message.objects.filter(recipient=person, business_date=today)
    waiting = rows.filter(state=Message.State.QUEUED, content=None, kind__in=CARRIERS[kind])
    # An address that refused once today is not tried again before tomorrow's digest.
    if waiting.exists() or rows.filter(state__in=GIVEN_UP).exists():
        return False
    return enqueue(person, kind, today, number=rows.filter(kind=kind).count() + 1)


def enqueue(person: int, kind: Message.Kind, day: date, *, number: int) -> bool:
    """Puts one message in the queue; whether it is new."""
    now = machine_now()
    _, made = Message.objects.get_or_create(
        recipient_id=person,
        kind=kind,
        business_date=day,
        number=number,
        defaults={"created_at": now, "next_try_at": now},
    )
    return made
