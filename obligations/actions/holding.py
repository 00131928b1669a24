"""Holding all mail while the database is older than what was sent from it, and releasing it.

Restored from yesterday's backup, a database would remind once more of what it reminded of
since. The journal outside the database tells: its last number is ahead of the database's own
counter. Then nothing leaves until a person releases it, and the release takes over from the
journal what had been sent, reminder by reminder, so that nothing is repeated and nothing lost.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

from agreements.audit import recording
from agreements.models import Participation, User
from obligations.clock import machine_now
from obligations.models import Hold, Message, Occurrence, Reminder, Telling
from obligations.outputs import journal
from obligations.outputs.journal import Entry
from obligations.permissions import check_user_can_release_mail
from obligations.policies import NotNow

_TAKEN_OVER = (
    b"Sent before the database was restored. Only the journal of sent mail knows of it.\r\n"
)


def is_held() -> bool:
    """Whether nothing may leave; holds where the database turns out to be behind the journal.

    The journal is read first: what it holds was committed before, so a database that has not
    been set back is never behind it.
    """
    if Hold.objects.filter(released_at=None).exists():
        return True
    behind = journal.last_number()
    known = last_number()
    if behind <= known:
        return False
    with recording(by=User.objects.system(), action="hold mail", reason="behind the journal"):
        Hold.objects.get_or_create(
            released_at=None, defaults={"held_at": machine_now(), "behind": behind, "known": known}
        )
    return True


def last_number() -> int:
    """The number of the last message that the database knows to be sent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM obligations_sent_number")
        value, is_called = cursor.fetchone()
    return value if is_called else 0


@transaction.atomic
def release(*, by: User, reason: str, take_over: bool = True) -> Hold:
    """Lets mail leave again, and takes over from the journal what had been sent.

    With `take_over` false the journal counts as another database's: all that is due is sent.
    Raises NotAllowed, Unexplained, or NotNow where nothing is held.
    """
    check_user_can_release_mail(by)
    hold = Hold.objects.select_for_update().filter(released_at=None).first()
    if hold is None:
        raise NotNow("Mail is not held; there is nothing to release.")
    with recording(by=by, action="release mail", reason=reason):
        forgotten = journal.after(hold.known)
        if take_over:
            hold.recovered = sum(_take_over(entry) for entry in forgotten)
        _count_on_from(max(journal.last_number(), hold.behind))
        hold.released_at, hold.released_by, hold.reason = machine_now(), by, reason.strip()
        hold.save()
    return hold


def _take_over(entry: Entry) -> bool:
    """Writes a sent message and its reminders as the journal tells; whether it is known to whom."""
    to = _addressee(entry)
    if to is None:
        return False
    message, _ = Message.objects.get_or_create(
        **to,
        kind=entry.kind,
        business_date=entry.business_date,
        number=entry.of_day,
        defaults={"created_at": entry.instant, "next_try_at": entry.instant},
    )
    message.state, message.lease, message.leased_until = Message.State.SENT, None, None
    message.to_address, message.message_id = entry.recipient, entry.message_id
    message.subject, message.content = "Sent before the database was restored", _TAKEN_OVER
    message.sent_at, message.sent_number = entry.instant, entry.number
    message.save()
    for key, due, lead, *purpose in entry.reminders:
        _take_over_reminder(message, key, date.fromisoformat(due), lead, *purpose)
    if message.kind == Message.Kind.MOVED:
        # It told of all that had moved by then.
        told = Telling.objects.filter(recipient=message.recipient, message=None)
        told.filter(planned_at__lte=entry.instant).update(message=message)
    return True


def _addressee(entry: Entry) -> dict[str, Any] | None:
    """Whom a message went to, as its row says: a person, or a party and what it was about."""
    if entry.kind != Message.Kind.OUTSIDE:
        person = User.objects.filter(email__iexact=entry.recipient).first()
        return None if person is None else {"recipient": person}
    keys = [key for key, *_ in entry.reminders]
    about = Occurrence.objects.filter(key__in=keys).first()
    if about is None:
        return None
    parties = Participation.objects.filter(agreement=about.agreement_id)
    contact = parties.filter(email__iexact=entry.recipient).order_by("position", "pk").first()
    return None if contact is None else {"contact": contact, "about_id": about.obligation_id}


def _take_over_reminder(
    message: Message, key: str, due: date, lead: int, purpose: str = Reminder.Purpose.LEAD
) -> None:
    occurrence = Occurrence.objects.filter(key=key).first()
    if occurrence is None:
        return  # it was entered after the backup, and is lost with it
    done = {"state": Reminder.State.SENT, "message": message, "settled_at": message.sent_at}
    when = {"falls_on": message.business_date, "planned_at": message.sent_at}
    is_escalation = purpose == Reminder.Purpose.ESCALATION
    Reminder.objects.update_or_create(
        occurrence=occurrence,
        recipient=message.recipient,
        contact=message.contact,
        due_date=due,
        purpose=purpose,
        # Who is told of what another has not answered is told once a date, whatever its lead.
        **({} if is_escalation else {"lead": lead}),
        defaults={**done, "dropped_because": ""},
        create_defaults={**done, **when, "lead": lead},
    )


def _count_on_from(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('obligations_sent_number', %s)", [number])
