"""Warning administrators of calendars that run out: once for each, by mail and on their pages."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from obligations.clock import machine_now
from obligations.models import CalendarWarning, Heartbeat, Message
from obligations.queries.answering import administrators
from obligations.queries.calendar_warnings import Found, to_warn_of

DAILY = "calendars"


def warn_daily(*, today: date) -> int:
    """Warns once a business day, however often it is rung for; how many warnings are new."""
    last = Heartbeat.objects.filter(name=DAILY).first()
    if last is not None and last.note == today.isoformat():
        return 0
    count = warn(today=today)
    Heartbeat.objects.update_or_create(
        name=DAILY, defaults={"beat_at": machine_now(), "note": today.isoformat()}
    )
    return count


@transaction.atomic
def warn(*, today: date) -> int:
    """Raises what is new to be warned of, and settles what is over; how many are new.

    A calendar that no agreement counts by is left to the command. What was
    raised is told once: a mail to each administrator, which bears the instant
    of the warnings that it tells of.
    """
    found = {one.key: one for one in to_warn_of(today) if one.in_use}
    now = machine_now()
    rows = {row.key: row for row in CalendarWarning.objects.select_for_update()}
    for key, row in rows.items():
        if key not in found and row.settled_at is None:
            row.settled_at = now
            row.save(update_fields=["settled_at"])
    new = [one for key, one in found.items() if key not in rows or rows[key].settled_at]
    for one in new:
        _raise(one, today, now)
    if new:
        _tell(today, now)
    return len(new)


def _raise(one: Found, today: date, now: datetime) -> None:
    CalendarWarning.objects.update_or_create(
        key=one.key,
        defaults={
            "calendar": one.calendar,
            "agreement_id": one.agreement,
            "sentence": one.sentence,
            "raised_date": today,
            "raised_at": now,
            "settled_at": None,
        },
    )


def _tell(today: date, now: datetime) -> None:
    """Queues one mail to each administrator for what was raised at an instant."""
    kind = Message.Kind.WARNING
    for person in administrators():
        rows = Message.objects.filter(recipient=person, kind=kind, business_date=today)
        Message.objects.create(
            recipient=person,
            kind=kind,
            business_date=today,
            number=rows.count() + 1,
            created_at=now,
            next_try_at=now,
        )
