"""Writing a mail anew that was frozen for somebody who may not read all of it any more."""

from __future__ import annotations

from django.db import transaction

from agreements.models import User
from agreements.queries import visible_agreements
from agreements.walls import seeing_everything
from obligations.models import Attempt, Message, Reminder, Telling
from obligations.permissions import user_can_administer
from obligations.queries.report_rows import visible_reports


def thaw(message: Message) -> bool:
    """Takes the bytes of a frozen mail back where its person left a team meanwhile; whether so.

    What it was to say is gathered again when it is written anew. A mail of which nobody knows
    whether it arrived keeps its bytes, so that it never comes as two.
    """
    with transaction.atomic(), seeing_everything():
        person = message.recipient
        if person is None or _may_read(person, message):
            return False
        if Attempt.objects.filter(message=message, uncertain=True).exists():
            return False
        Reminder.objects.filter(message=message, state=Reminder.State.PLANNED).update(message=None)
        Telling.objects.filter(message=message).update(message=None)
        Message.objects.filter(pk=message.pk, lease=message.lease).update(content=None)
        message.content = None
    return True


def _may_read(person: User, message: Message) -> bool:
    if not person.is_active:
        return False
    if message.kind == Message.Kind.REPORT:
        return visible_reports(person).filter(message=message).exists()
    # What falls to administrators behind walls, and what is told of silence, hides what it is.
    if user_can_administer(person) or message.kind == Message.Kind.ESCALATED:
        return True
    seen = visible_agreements(person)
    reminding = Reminder.objects.filter(message=message).exclude(occurrence__agreement__in=seen)
    telling = Telling.objects.filter(message=message)
    telling = telling.exclude(move__occurrence__agreement__in=seen)
    return not (reminding.exists() or telling.exists())
