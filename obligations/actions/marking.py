"""Marks of what went wrong in sending: a sender that died, a refusal, a message put back."""

from __future__ import annotations

from datetime import datetime, timedelta

from obligations.clock import machine_now
from obligations.models import Attempt, Message, Reminder, Telling

# A sender that dies leaves its leases behind: so long until the next may take over. One message
# must not take longer, or a second sender would send it as well: six answers of the mail server,
# each within EMAIL_TIMEOUT.
LEASE = timedelta(seconds=75)
PAUSES = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30, 60, 120, 240, 480, 720))
MOST_TRIES = len(PAUSES) + 1


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
