"""Sending: messages claimed with a lease, composed once, frozen, sent, recorded.

The rows are the queue. Any number of senders may run: each claims with FOR
UPDATE SKIP LOCKED, and a sender that dies leaves a lease that runs out. What
was composed is never composed again, so every try carries the same bytes and
the same Message-ID (RFC 5322 s. 3.6.4); the one case in which a person can
get a mail twice is a death between the mail server's acceptance and the
commit (RFC 5321 s. 6.1), and then it is the same mail.
"""

from __future__ import annotations

import logging
import smtplib
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from obligations.actions.composing import compose
from obligations.clock import machine_now
from obligations.models import Attempt, Message, Reminder
from obligations.outputs.email import FrozenMail

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30, 60, 120, 240, 480, 720))
MOST_TRIES = len(PAUSES) + 1
URGENT = timedelta(days=1)


def queue_messages(*, today: date) -> int:
    """Puts a message in the queue for each person with reminders due; how many are new.

    One digest a person and day. What comes up after it has gone out waits for
    tomorrow's, unless it is due by tomorrow: that goes out alone.
    """
    due = Reminder.objects.filter(
        state=Reminder.State.PLANNED, message=None, falls_on__lte=today, recipient__is_active=True
    )
    made = 0
    for person in due.values_list("recipient_id", flat=True).distinct():
        made += _queue(person, Message.Kind.DIGEST, today, number=1)
    urgent = due.filter(due_date__lte=today + URGENT, due_date__gte=today)
    for person in urgent.values_list("recipient_id", flat=True).distinct():
        gone = Message.objects.filter(
            recipient=person, business_date=today, kind=Message.Kind.DIGEST
        ).exclude(state=Message.State.QUEUED, content=None)
        if gone.exists():
            rows = Message.objects.filter(
                recipient=person, business_date=today, kind=Message.Kind.URGENT
            )
            waiting = rows.filter(state=Message.State.QUEUED, content=None)
            if not waiting.exists():
                made += _queue(person, Message.Kind.URGENT, today, number=rows.count() + 1)
    return made


def _queue(person: int, kind: Message.Kind, today: date, *, number: int) -> bool:
    now = machine_now()
    _, made = Message.objects.get_or_create(
        recipient_id=person,
        kind=kind,
        business_date=today,
        number=number,
        defaults={"created_at": now, "next_try_at": now},
    )
    return made


@dataclass
class Sent:
    """What one round did."""

    sent: int = 0
    failed: int = 0
    empty: int = 0


def send_due(*, most: int = 200) -> Sent:
    """Sends what waits, one after the other, over one connection; what came of it."""
    done = Sent()
    connection = get_connection(fail_silently=False)
    try:
        for _ in range(most):
            message = claim(machine_now())
            if message is None:
                break
            _deliver(message, connection, done)
    finally:
        connection.close()
    return done


def claim(now: datetime) -> Message | None:
    """Leases the message that has waited longest, None when nothing waits."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True)
            .filter(free, state=Message.State.QUEUED, next_try_at__lte=now)
            .order_by("next_try_at", "id")
            .first()
        )
        if message is not None:
            message.lease, message.leased_until = uuid.uuid4(), now + LEASE
            message.save(update_fields=["lease", "leased_until"])
    return message


def _deliver(message: Message, connection: BaseEmailBackend, done: Sent) -> None:
    """Composes where needed, sends and records; an error here never stops the others."""
    try:
        if message.content is None and not compose(message):
            done.empty += 1
            return
    except Exception as error:  # a poisoned row is set aside, whatever is wrong with it
        log.exception("message %s cannot be composed", message.pk)
        _put_back(message, f"cannot be composed: {error}")
        done.failed += 1
        return
    if _send(message, connection):
        done.sent += 1
    else:
        done.failed += 1


def _send(message: Message, connection: BaseEmailBackend) -> bool:
    attempt = Attempt.objects.create(message=message, begun_at=machine_now())
    content = bytes(message.content or b"")
    try:
        connection.send_messages(
            [FrozenMail(message.to_address, settings.DEFAULT_FROM_EMAIL, content)]
        )
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        _note(attempt, accepted=False, answer=_answer(error))
        _put_back(message, _answer(error), permanent=_is_permanent(error))
        return False
    _mark_sent(message, attempt)
    return True


def _note(attempt: Attempt, *, accepted: bool, answer: str) -> None:
    attempt.ended_at, attempt.accepted, attempt.answer = machine_now(), accepted, answer[:2000]
    attempt.save()


@transaction.atomic
def _mark_sent(message: Message, attempt: Attempt) -> None:
    now = machine_now()
    _note(attempt, accepted=True, answer="accepted by the mail server")
    mine = Message.objects.filter(pk=message.pk, lease=message.lease)
    mine.update(
        state=Message.State.SENT,
        sent_at=now,
        tries=message.tries + 1,
        lease=None,
        leased_until=None,
        last_error="",
    )
    Reminder.objects.filter(message=message, state=Reminder.State.PLANNED).update(
        state=Reminder.State.SENT, settled_at=now
    )


def _put_back(message: Message, error: str, *, permanent: bool = False) -> None:
    """Leaves the message for a later try, with growing pauses; after the last it is given up."""
    tries = message.tries + 1
    given_up = permanent or tries >= MOST_TRIES
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    if given_up:
        # Nothing is lost with a message: its reminders go into the next one.
        Reminder.objects.filter(message=message, state=Reminder.State.PLANNED).update(message=None)
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        state=Message.State.FAILED if given_up else Message.State.QUEUED,
        tries=tries,
        next_try_at=machine_now() + pause,
        lease=None,
        leased_until=None,
        last_error=error[:2000],
    )


def _answer(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{who}: {code} {text!r}" for who, (code, text) in error.recipients.items()
        )
    return f"{type(error).__name__}: {error}"


def _is_permanent(error: Exception) -> bool:
    """Whether the server said that it will never take it (5xx); 4xx and silence may pass."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
