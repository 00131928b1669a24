"""Telling administrators of mail that was given up or is stuck, by mail, once for each."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from agreements.models import User
from obligations.actions.queueing import GIVEN_UP
from obligations.clock import machine_now
from obligations.models import Message
from obligations.queries.answering import administrators

# Some twenty minutes of failing, by the pauses of marking.py: time for a person to look.
STUCK_AFTER = 5


@transaction.atomic
def raise_given_up(*, today: date) -> int:
    """Queues an alert to each administrator for what was given up or stuck; how many.

    The alert and what it tells of bear the same instant: `created_at` and `raised_at`.
    """
    stuck = Q(state=Message.State.QUEUED, tries__gte=STUCK_AFTER)
    lost = Message.objects.filter(stuck | Q(state__in=GIVEN_UP), raised_at=None).select_for_update(
        skip_locked=True
    )
    # An alert that cannot be delivered is shown on the pages, and raises no further alert.
    told = list(lost.exclude(kind=Message.Kind.ALERT))
    if not told:
        return 0
    now = machine_now()
    Message.objects.filter(pk__in=[message.pk for message in told]).update(raised_at=now)
    alerts = [_alert(person, today) for person in administrators()]
    for alert in alerts:
        alert.created_at = alert.next_try_at = now
        alert.save()
    return len(alerts)


def _alert(person: User, today: date) -> Message:
    kind = Message.Kind.ALERT
    rows = Message.objects.filter(recipient=person, kind=kind, business_date=today)
    return Message(recipient=person, kind=kind, business_date=today, number=rows.count() + 1)
