"""Composing a message just before it goes: every reminder is looked at once more."""

from __future__ import annotations

import secrets
from collections.abc import Set
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from agreements.walls import seeing_everything
from obligations.clock import instant_of_day, machine_now
from obligations.models import Message, Occurrence, Reminder
from obligations.outputs.email import Item, Mail, digest, test_mail
from obligations.queries.answering import active_people, who_answers
from obligations.queries.register import lines
from obligations.queries.status import with_status


def compose(message: Message) -> bool:
    """Freezes the bytes of a message; False when nothing is left to say.

    A reminder whose occurrence was completed, waived or moved, or that is
    another person's by now, is dropped with its reason.
    """
    with transaction.atomic(), seeing_everything():
        locked = Message.objects.select_for_update().get(pk=message.pk)
        mail = _mail(locked)
        if mail is None:
            Message.objects.filter(pk=message.pk).update(
                state=Message.State.EMPTY, lease=None, leased_until=None
            )
            return False
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "longstop.invalid"
        # Short, so that the header is never folded: some servers lose a folded Message-ID.
        message.message_id = f"<m{message.pk}.{secrets.token_hex(8)}@{domain}>"
        message.to_address = locked.recipient.email
        message.subject = mail.subject
        message.content = mail.as_bytes(message.message_id, message.to_address)
        message.composed_at = machine_now()
        message.save(
            update_fields=["message_id", "to_address", "subject", "content", "composed_at"]
        )
    return True


def _mail(message: Message) -> Mail | None:
    if message.kind == Message.Kind.TEST:
        return test_mail(message.recipient)
    kept = _rechecked(message)
    if not kept:
        return None
    Reminder.objects.filter(pk__in=[r.pk for r in kept]).update(message=message)
    return digest(
        message.recipient,
        _items(message, kept),
        message.business_date,
        urgent=message.kind == Message.Kind.URGENT,
    )


def _rechecked(message: Message) -> list[Reminder]:
    rows = _waiting(message).select_related("occurrence__obligation", "occurrence__agreement")
    kept, active = [], active_people()
    for reminder in rows:
        reason = _why_not(reminder, active)
        if reason is None:
            kept.append(reminder)
            continue
        Reminder.objects.filter(pk=reminder.pk).update(
            state=Reminder.State.DROPPED, dropped_because=reason, settled_at=machine_now()
        )
    return kept


def _waiting(message: Message) -> QuerySet[Reminder]:
    rows = Reminder.objects.select_for_update(of=("self",)).filter(
        recipient=message.recipient,
        state=Reminder.State.PLANNED,
        message=None,
        falls_on__lte=message.business_date,
    )
    if message.kind == Message.Kind.URGENT:
        rows = rows.filter(due_date__lte=message.business_date + timedelta(days=1))
    return rows.order_by("due_date", "lead", "id")


def _why_not(reminder: Reminder, active: Set[int]) -> str | None:
    """Why a reminder no longer applies, None while it does."""
    row = reminder.occurrence
    if row.phase != "live":
        return f"it is {row.phase}"
    target = row.extended_date or row.act_by_date or row.due_date or row.end_date
    if (target or row.start_date) != reminder.due_date:
        return "the date moved"
    chain = (row.assignee_id, row.obligation.responsible_id, row.agreement.owner_id)
    person = who_answers(chain, active)
    if person is not None and person != reminder.recipient_id:
        return "somebody else answers for it"
    return None


def _items(message: Message, kept: list[Reminder]) -> list[Item]:
    """What the mail lists: each occurrence once, however many of its reminders had gathered."""
    now = instant_of_day(message.business_date)
    by_occurrence = {reminder.occurrence_id: reminder for reminder in kept}
    rows = with_status(Occurrence.objects.filter(pk__in=by_occurrence), now)
    found = lines(rows.order_by("sort_date", "id"))
    return [Item(line, by_occurrence[line.id].due_date, message.business_date) for line in found]
