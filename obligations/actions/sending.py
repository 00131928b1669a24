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
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.db import Error, transaction
from django.db.models import Q

from agreements.walls import seeing_everything
from obligations.actions import marking
from obligations.actions.composing import compose
from obligations.actions.holding import is_held
from obligations.actions.marking import Settle, Try
from obligations.clock import machine_now
from obligations.models import Message, Reminder
from obligations.outputs import journal
from obligations.outputs.delivery import Delivery, delivery

log = logging.getLogger(__name__)

BATCH = 50
# What each message reminds of, by its id.
Said = dict[int, list[tuple[str, str, int, str]]]


@dataclass
class Sent:
    """What one round did; `held` where nothing may leave."""

    sent: int = 0
    failed: int = 0
    empty: int = 0
    held: bool = False


def send_due(*, most: int = 200, alive: Callable[[], None] = lambda: None) -> Sent:
    """Sends what waits over one connection; what came of it. `alive` is called between mails."""
    done = Sent(held=is_held())
    route = _Route(delivery(), done)
    try:
        tried = 0
        while not done.held and tried < most:
            batch = claim(machine_now(), most=min(BATCH, most - tried))
            if not batch:
                break
            tried += len(batch)
            route.send_all([message for message in batch if _is_composed(message, done)], alive)
    finally:
        route.close()
    return done


def claim(now: datetime, *, most: int = 1) -> list[Message]:
    """Leases the messages that have waited longest; fewer or none where nothing more waits."""
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    with transaction.atomic():
        messages = list(
            Message.objects.select_for_update(skip_locked=True)
            .filter(free, state=Message.State.QUEUED, next_try_at__lte=now)
            .order_by("next_try_at", "id")[:most]
        )
        left_behind = [message.pk for message in messages if message.lease is not None]
        if left_behind:
            marking.note_deaths(left_behind, now)
        lease, until = uuid.uuid4(), now + marking.LEASE
        for message in messages:
            message.lease, message.leased_until = lease, until
        ids = [message.pk for message in messages]
        Message.objects.filter(pk__in=ids).update(lease=lease, leased_until=until)
    return messages


def _is_composed(message: Message, done: Sent) -> bool:
    try:
        if message.content is not None or compose(message):
            return True
        done.empty += 1
    except Error:
        raise
    except Exception as error:  # a poisoned row is set aside, whatever is wrong with it
        log.exception("message %s cannot be composed", message.pk)
        marking.put_back(message, f"cannot be composed: {error}")
        done.failed += 1
    return False


def _said_in(messages: list[Message]) -> Said:
    """What each message reminds of, as the journal names it."""
    found: Said = defaultdict(list)
    with seeing_everything():
        rows = Reminder.objects.filter(message__in=messages).values_list(
            "message_id", "occurrence__key", "due_date", "lead", "purpose"
        )
        for message, key, due, lead, purpose in rows:
            found[message].append((key, due.isoformat(), lead, purpose))
    return found


class _Route:
    """Message after message over one connection; each is settled when the next begins.

    The record is written by a thread while the server thinks about the next recipient, and is
    awaited before the next mail goes over: so never more than one message is in doubt.
    """

    def __init__(self, way: Delivery, done: Sent) -> None:
        self.way = way
        self.done = done
        self.accepted: Try | None = None
        self.clerk = ThreadPoolExecutor(1, thread_name_prefix="marks")

    def close(self) -> None:
        self.way.close()
        self.clerk.shutdown()

    def send_all(self, messages: list[Message], alive: Callable[[], None]) -> None:
        said = _said_in(messages)
        settle = marking.settling()
        for message in messages:
            alive()
            self._send(message, settle, said)
        if self.accepted is not None:
            self._settled(self.clerk.submit(settle, self.accepted, None), said)
        journal.sync()

    def _send(self, message: Message, settle: Settle, said: Said) -> None:
        record = self.clerk.submit(settle, self.accepted, message)
        refused: Exception | None = None
        try:
            self.way.announce(message.to_address, len(message.content or b""))
        except Exception as error:  # a server in trouble, or an address that is none
            refused = error
        begun = self._settled(record, said)
        if begun is None:
            self.way.close()  # the lease is another sender's by now
            return
        try:
            if refused is not None:
                raise refused
            self.way.hand_over(bytes(message.content or b""))
        except Exception as error:
            unheard = refused is None and not isinstance(error, smtplib.SMTPResponseException)
            self._not_taken(begun, error, in_doubt=unheard)
        else:
            self.accepted = begun

    def _settled(self, record: Future[tuple[int | None, Try | None]], said: Said) -> Try | None:
        """Waits for the record of the one before; the new try."""
        taken, self.accepted = self.accepted, None
        number, begun = record.result()
        if taken is not None and number is not None:
            self.done.sent += 1
            _write_down(taken.message, number, said[taken.message.pk])
        return begun

    def _not_taken(self, begun: Try, error: Exception, *, in_doubt: bool) -> None:
        """Puts a message back. In doubt: its bytes went over, and no answer came back."""
        self.way.close()
        log.warning("message %s was not taken: %r", begun.message.pk, error)
        marking.note_refusal(begun.attempt, _answer(error), in_doubt=in_doubt)
        marking.put_back(begun.message, _answer(error), permanent=_is_permanent(error))
        self.done.failed += 1


def _write_down(message: Message, number: int, said: list[tuple[str, str, int, str]]) -> None:
    """Adds the message to the journal. A journal that cannot be written never stops the mail."""
    entry = journal.Entry(
        number=number,
        at=machine_now().isoformat(),
        recipient=message.to_address,
        kind=message.kind,
        day=message.business_date.isoformat(),
        of_day=message.number,
        message_id=message.message_id,
        reminders=tuple(said),
    )
    try:
        journal.add(entry)
    except OSError:
        log.exception("the journal of sent mail cannot be written")


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
