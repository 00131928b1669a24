"""Composing a message just before it goes: every reminder is looked at once more."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import Error, transaction
from django.db.models import QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from agreements.walls import seeing_everything
from obligations.actions.calendar_parts import calendar_files
from obligations.actions.composing_escalated import escalated_mail
from obligations.actions.composing_outside import outside_mail
from obligations.actions.nothing_due import late_for, nothing_due_mail
from obligations.actions.rechecking import Check, drop, waiting
from obligations.actions.report_mails import report_mail
from obligations.actions.telling import moved_mail
from obligations.clock import instant_of_day, machine_now
from obligations.models import CalendarWarning, Following, Message, Occurrence, Reminder
from obligations.outputs.answer_links import address_for
from obligations.outputs.email import (
    Item,
    Mail,
    calendar_warnings,
    digest,
    test_mail,
    undeliverable,
)
from obligations.queries.calendar_warnings import seen_by
from obligations.queries.lines import Line, lines
from obligations.queries.mail import rows_of
from obligations.queries.status import with_status

log = logging.getLogger(__name__)


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
        message.to_address = locked.address
        message.subject = mail.subject
        message.content = mail.as_bytes(message.message_id, message.to_address)
        message.composed_at = machine_now()
        message.save(
            update_fields=["message_id", "to_address", "subject", "content", "composed_at"]
        )
    return True


def _mail(message: Message) -> Mail | None:
    person = message.recipient
    if person is None:
        return outside_mail(message)
    if not person.is_active:
        return None
    match message.kind:
        case Message.Kind.TEST:
            return test_mail(person)
        case Message.Kind.ALERT:
            return undeliverable(person, rows_of(person, _given_up(message)))
        case Message.Kind.WARNING:
            warnings = _warnings(message, person)
            return calendar_warnings(person, warnings) if warnings else None
        case Message.Kind.ESCALATED:
            return escalated_mail(message, person)
        case Message.Kind.MOVED:
            return moved_mail(message, person)
        case Message.Kind.REPORT:
            return report_mail(message, person)
        case Message.Kind.NOTHING:
            return nothing_due_mail(message, person)
    return _digest(message, person)


def _digest(message: Message, person: User) -> Mail | None:
    kept = _rechecked(message)
    if not kept:
        return None
    Reminder.objects.filter(pk__in=[r.pk for r in kept]).update(message=message)
    # Whoever is told because nobody in line may see it hears that there is something, not what.
    seen = set(visible_agreements(person).values_list("pk", flat=True))
    told = [r for r in kept if r.occurrence.agreement_id in seen]
    items = _items(message, told)
    shown = {item.line.id for item in items}
    return digest(
        person,
        items,
        message.business_date,
        unsaid=[r for r in told if r.occurrence_id not in shown],
        hidden=sorted({r.due_date for r in kept if r.occurrence.agreement_id not in seen}),
        urgent=message.kind == Message.Kind.URGENT,
        late_in_all=late_for(message, person),
        calendars=calendar_files(message, person, [item.line for item in items]),
        followed=Following.objects.filter(
            person=person, obligation__in={r.occurrence.obligation_id for r in kept}
        ).exists(),
    )


def _rechecked(message: Message) -> list[Reminder]:
    rows = _waiting(message).select_related(
        "occurrence__obligation", "occurrence__agreement", "on_behalf_of"
    )
    found = list(rows)
    check = Check.of(found, message.business_date)
    kept = []
    for reminder in found:
        reason = check.why_not(reminder)
        if reason is None:
            kept.append(reminder)
        else:
            drop(reminder, reason)
    return kept


def _waiting(message: Message) -> QuerySet[Reminder]:
    rows = waiting(message).exclude(purpose=Reminder.Purpose.ESCALATION)
    if message.kind == Message.Kind.URGENT:
        rows = rows.filter(due_date__lte=message.business_date + timedelta(days=1))
    return rows.order_by("due_date", "lead", "id")


def _items(message: Message, kept: list[Reminder]) -> list[Item]:
    """What the mail lists: each occurrence once, however many of its reminders had gathered."""
    by_occurrence = {reminder.occurrence_id: reminder for reminder in kept}
    found = _lines(message, list(by_occurrence))
    return [_item(message, line, by_occurrence[line.id]) for line in found]


def _item(message: Message, line: Line, reminder: Reminder) -> Item:
    away = reminder.on_behalf_of
    return Item(
        line,
        reminder.due_date,
        message.business_date,
        answer=address_for(line.id, message.recipient_id or 0, reminder.due_date),
        in_place_of=str(away) if away is not None else "",
    )


def _lines(message: Message, occurrences: list[int]) -> list[Line]:
    """The lines of a digest. A row that cannot be shown leaves the others, and is only named."""
    try:
        return _shown(message, occurrences)
    except Error:
        raise
    except Exception:
        if len(occurrences) == 1:
            log.exception("occurrence %s cannot be shown in a mail", occurrences[0])
            return []
    return [line for pk in occurrences for line in _lines(message, [pk])]


def _shown(message: Message, occurrences: list[int]) -> list[Line]:
    now = instant_of_day(message.business_date)
    rows = with_status(Occurrence.objects.filter(pk__in=occurrences), now)
    return list(lines(rows.order_by("sort_date", "id")))


def _given_up(alert: Message) -> list[Message]:
    """What an alert tells of: it was raised at the instant at which the alert was made."""
    rows = Message.objects.filter(raised_at=alert.created_at).select_related(
        "recipient", "contact__party"
    )
    return list(rows.order_by("id"))


def _warnings(message: Message, person: User) -> list[CalendarWarning]:
    """What a warning tells of: raised at its instant, not settled since, and not behind a wall."""
    rows = CalendarWarning.objects.filter(raised_at=message.created_at, settled_at=None)
    return list(seen_by(person, rows))
