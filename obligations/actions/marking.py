"""Marks of sending: a try begun, a message sent, a message put back. One statement each.

Between two messages stands one round trip and one commit: it settles the one that the mail
server just took and begins the next. So no more is ever in doubt than the message on the wire.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connection

from obligations.clock import machine_now
from obligations.models import Attempt, Message, Reminder, Telling

# A sender that dies leaves its leases behind: so long until the next may take over. One message
# must not take longer, or a second sender would send it as well: six answers of the mail server,
# each within EMAIL_TIMEOUT.
LEASE = timedelta(seconds=75)
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30, 60, 120, 240, 480, 720))
MOST_TRIES = len(PAUSES) + 1

_SETTLE_AND_BEGIN = """
WITH taken AS (
    UPDATE obligations_message SET state = 'sent', sent_at = %(now)s, tries = tries + 1,
        sent_number = nextval('obligations_sent_number'), lease = NULL, leased_until = NULL,
        last_error = ''
    WHERE id = %(sent)s RETURNING sent_number
), ended AS (
    UPDATE obligations_attempt SET ended_at = %(now)s, accepted = true,
        answer = 'accepted by the mail server'
    WHERE id = %(attempt)s
), settled AS (
    UPDATE obligations_reminder SET state = 'sent', settled_at = %(now)s
    WHERE message_id = %(sent)s AND state = 'planned'
), next AS (
    UPDATE obligations_message SET leased_until = %(until)s
    WHERE id = %(next)s AND lease = %(lease)s AND state = 'queued' RETURNING id
), begun AS (
    INSERT INTO obligations_attempt (message_id, begun_at, accepted, uncertain, answer)
    SELECT id, %(now)s, false, false, '' FROM next RETURNING id
)
SELECT (SELECT sent_number FROM taken), (SELECT id FROM begun)
"""


@dataclass(frozen=True, slots=True)
class Try:
    """A message that is on the wire, and the attempt that says so."""

    message: Message
    attempt: int


Settle = Callable[[Try | None, Message | None], tuple[int | None, Try | None]]


def settling() -> Settle:
    """The function that records, on this thread's connection, that one message was taken and the
    next is begun: it gives the number of the one, and the try of the other.

    The try is None where the lease is another sender's by now. It may be called on another
    thread while this one leaves the database alone.
    """
    connection.ensure_connection()
    database, errors = connection.connection, connection.wrap_database_errors

    def settle(done: Try | None, next_one: Message | None) -> tuple[int | None, Try | None]:
        # Prepared once, unlike Django's own: this stands between every two mails.
        with errors, psycopg.Cursor(database) as cursor:
            row = cursor.execute(_SETTLE_AND_BEGIN, _values(done, next_one), prepare=True)
            number, attempt = row.fetchone() or (None, None)
        begun = Try(next_one, attempt) if next_one is not None and attempt is not None else None
        return number, begun

    return settle


def _values(done: Try | None, next_one: Message | None) -> dict[str, Any]:
    now = machine_now()
    return {
        "now": now,
        "sent": done.message.pk if done else None,
        "attempt": done.attempt if done else None,
        "next": next_one.pk if next_one else None,
        "lease": next_one.lease if next_one else None,
        "until": now + LEASE,
    }


def note_deaths(messages: list[int], now: datetime) -> int:
    """Closes the tries of senders that died, whose outcome nobody knows; how many."""
    return Attempt.objects.filter(message__in=messages, ended_at=None).update(
        ended_at=now,
        uncertain=True,
        answer="The sender died before the answer was recorded. Sent again, with the same "
        "Message-ID: if the mail server had taken it, it is the same mail twice.",
    )


def note_refusal(attempt: int, answer: str, *, in_doubt: bool = False) -> None:
    """Records what the mail server said against it, or that it may have taken it and never said."""
    Attempt.objects.filter(pk=attempt).update(
        ended_at=machine_now(), answer=answer[:2000], uncertain=in_doubt
    )


def put_back(message: Message, error: str, *, permanent: bool = False) -> None:
    """Leaves the message for a later try, with growing pauses; after the last it is given up."""
    tries = message.tries + 1
    given_up = permanent or tries >= MOST_TRIES
    if given_up:
        # Nothing is lost with a message: what it was to say goes into the next one.
        Reminder.objects.filter(message=message, state=Reminder.State.PLANNED).update(
            message=None, returned_from=message
        )
        Telling.objects.filter(message=message).update(message=None)
    state = Message.State.QUEUED
    if given_up:
        state = Message.State.BOUNCED if permanent else Message.State.FAILED
    Message.objects.filter(pk=message.pk, lease=message.lease).update(
        state=state,
        tries=tries,
        next_try_at=machine_now() + PAUSES[min(tries, len(PAUSES)) - 1],
        lease=None,
        leased_until=None,
        last_error=error[:2000],
    )
