"""Queueing: one message for each person with reminders due, claimed and composed by a sender."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from obligations.actions.hours import (
    digests_of,
    hours_of,
    is_digest_due,
    is_urgent_now,
    waiting_people,
)
from obligations.clock import machine_now
from obligations.engine.reminding import digest_instant
from obligations.models import Message, Preferences, Reminder
from obligations.models.preferences import DIGEST_HOUR

URGENT = timedelta(days=1)
# What goes out with a message of another kind that waits needs none of its own.
CARRIERS = {
    Message.Kind.URGENT: (Message.Kind.DIGEST, Message.Kind.URGENT),
    Message.Kind.ESCALATED: (Message.Kind.ESCALATED,),
}
GIVEN_UP = (Message.State.FAILED, Message.State.BOUNCED)
# Somewhere it is tomorrow already.
ELSEWHERE = timedelta(days=1)
TOLD = (Message.Kind.DIGEST, Message.Kind.URGENT, Message.Kind.NOTHING)


def queue_messages(*, today: date, now: datetime | None = None) -> int:
    """Puts a message in the queue for each person with reminders due; how many are new.

    One digest a person and day. What comes up after it has gone out waits for tomorrow's, unless
    it is due by tomorrow: that goes out alone. With `now`, each digest waits for the person's own
    hour and is of the day in their zone; without, the hour has come for everybody.
    """
    due = Reminder.objects.filter(
        state=Reminder.State.PLANNED, message=None, falls_on__lte=today + ELSEWHERE
    )
    every = due.filter(recipient__is_active=True)
    theirs = every.exclude(purpose=Reminder.Purpose.ESCALATION)
    made = _queue_at_once(theirs, today) if now is None else _queue_by_hours(theirs, now)
    escalated = every.filter(purpose=Reminder.Purpose.ESCALATION, falls_on__lte=today)
    for person in _whose_hour_has_come(escalated, now):
        made += _queue_another(person, Message.Kind.ESCALATED, today)
    return made + _queue_outside(due, today, now) + _queue_nothing_due(today, now)


def _whose_hour_has_come(due: QuerySet[Reminder], now: datetime | None) -> Iterable[int]:
    """The people for whom some reminders wait, and whose hour has come on this day."""
    if now is None:
        return due.order_by().values_list("recipient_id", flat=True).distinct()
    people = waiting_people(due, now)
    return [waiting.hours.person for waiting in people if waiting.hours.has_come]


def _queue_at_once(due: QuerySet[Reminder], today: date) -> int:
    due = due.filter(falls_on__lte=today)
    made = 0
    for person in due.values_list("recipient_id", flat=True).distinct():
        made += enqueue(person, Message.Kind.DIGEST, today, number=1)
    urgent = due.filter(due_date__lte=today + URGENT, due_date__gte=today)
    for person in urgent.values_list("recipient_id", flat=True).distinct():
        made += _queue_another(person, Message.Kind.URGENT, today)
    return made


def _queue_by_hours(due: QuerySet[Reminder], now: datetime) -> int:
    people = waiting_people(due, now)
    there, made = digests_of(people), 0
    for waiting in people:
        person, day = waiting.hours.person, waiting.hours.day
        is_written = there.get((person, day))
        if is_written is None and is_digest_due(waiting, due):
            made += enqueue(person, Message.Kind.DIGEST, day, number=1)
        elif is_written is not False and is_urgent_now(waiting, due):
            made += _queue_another(person, Message.Kind.URGENT, day)
    return made


def _queue_another(person: int, kind: Message.Kind, today: date) -> bool:
    """One more message of a kind that may go out more than once a day; whether it is new."""
    rows = Message.objects.filter(recipient=person, business_date=today)
    waiting = rows.filter(state=Message.State.QUEUED, content=None, kind__in=CARRIERS[kind])
    # An address that refused once today is not tried again before tomorrow's digest.
    if waiting.exists() or rows.filter(state__in=GIVEN_UP).exists():
        return False
    return enqueue(person, kind, today, number=rows.filter(kind=kind).count() + 1)


def _queue_outside(due: QuerySet[Reminder], today: date, now: datetime | None) -> int:
    """A message for each party outside and obligation, in the morning of Longstop's own zone."""
    zone = ZoneInfo(settings.LONGSTOP_ZONE)
    if now is not None and now < digest_instant(today, DIGEST_HOUR, zone):
        return 0
    rows = due.filter(contact__isnull=False, falls_on__lte=today).order_by()
    made = 0
    for contact, obligation in rows.values_list(
        "contact_id", "occurrence__obligation_id"
    ).distinct():
        made += _enqueue_outside(contact, obligation, today)
    return made


def _enqueue_outside(contact: int, obligation: int, day: date) -> bool:
    at = machine_now()
    _, made = Message.objects.get_or_create(
        contact_id=contact,
        about_id=obligation,
        kind=Message.Kind.OUTSIDE,
        business_date=day,
        number=1,
        defaults={"created_at": at, "next_try_at": at},
    )
    return made


def _queue_nothing_due(today: date, now: datetime | None) -> int:
    """On the weekday that each chose, to whoever gets no reminders on that day."""
    rows = Preferences.objects.filter(
        nothing_due_weekday__isnull=False, person__is_active=True
    ).values_list("person_id", "nothing_due_weekday", "person__zone", "digest_hour")
    days: dict[int, date] = {}
    for person, weekday, zone, hour in rows:
        theirs = hours_of(person, zone, hour, now) if now is not None else None
        day = theirs.day if theirs is not None else today
        if day.weekday() == weekday and (theirs is None or theirs.has_come):
            days[person] = day
    rows_of_day = Message.objects.filter(
        recipient__in=days, kind__in=TOLD, business_date__in=set(days.values())
    ).exclude(state=Message.State.EMPTY, kind__in=TOLD[:2])
    told = set(rows_of_day.values_list("recipient_id", "business_date"))
    return sum(
        enqueue(person, Message.Kind.NOTHING, day, number=1)
        for person, day in days.items()
        if (person, day) not in told
    )


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
