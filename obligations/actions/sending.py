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
from dataclasses import dataclass
from datetime import datetime

from django.db import Error, transaction

from agreements.walls import seeing_everything
from obligations.actions import marking
from obligations.actions.composing import compose
from obligations.actions.holding import is_held
from obligations.actions.settling import Settling, Try
from obligations.actions.thawing import thaw
from obligations.clock import machine_now
from obligations.models import Message, Reminder
from obligations.outputs import journal
from obligations.outputs.delivery import Delivery, delivery

log = logging.getLogger(__name__)

BATCH = 100
# Materialized, so that the planner cannot look twice and take more than its share.
_CLAIM = """
WITH free AS MATERIALIZED (
    SELECT id AS waiting FROM obligations_message
    WHERE state = 'queued' AND next_try_at <= %(now)s
        AND (leased_until IS NULL OR leased_until < %(now)s)
    ORDER BY next_try_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
UPDATE obligations_message SET lease = %(lease)s, leased_until = %(until)s
FROM free WHERE id = waiting RETURNING obligations_message.*
"""
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
            thaw(batch)
            route.send_all([message for message in batch if _is_composed(message, done)], alive)
    finally:
        route.close()
    return done


def claim(now: datetime, *, most: int = 1) -> list[Message]:
    """Leases the messages that have waited longest; fewer or none where nothing more waits."""
    values = {"now": now, "until": now + marking.LEASE, "lease": uuid.uuid4(), "most": most}
    with transaction.atomic():
        messages = list(Message.objects.raw(_CLAIM, values))
        marking.note_deaths([message.pk for message in messages], now)
    return sorted(messages, key=lambda message: (message.next_try_at, message.pk))


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

    The record is written while the server is told of the next mail, and is awaited before that
    goes over: so never more than one message is in doubt. A line of the journal is written while
    the server reads.
    """

    def __init__(self, way: Delivery, done: Sent) -> None:
        self.way = way
        self.done = done
        self.accepted: Try | None = None
        self.to_journal: tuple[Message, int] | None = None
        self.said: Said = {}

    def close(self) -> None:
        self._write_down()
        self.way.close()

    def send_all(self, messages: list[Message], alive: Callable[[], None]) -> None:
        self.said = _said_in(messages)
        record = Settling()
        for message in messages:
            alive()
            self._send(message, record)
        if self.accepted is not None:
            record.begin(self.accepted, None)
            self._settled(record)
        self._write_down()
        journal.sync()

    def _send(self, message: Message, record: Settling) -> None:
        size = len(message.content or b"")
        refusal = _trouble(lambda: self.way.announce(message.to_address, size))
        record.begin(self.accepted, message)
        try:
            refusal = refusal or _trouble(self.way.agree)
        finally:
            begun = self._settled(record)
        if begun is None:
            self.way.close()  # the lease is another sender's by now
        elif refusal is not None:
            self._not_taken(begun, refusal, in_doubt=False)
        else:
            self._hand_over(begun)

    def _hand_over(self, begun: Try) -> None:
        try:
            self.way.hand_over(bytes(begun.message.content or b""))
            self._write_down()
            self.way.answer()
        except Exception as error:
            unheard = not isinstance(error, smtplib.SMTPResponseException)
            self._not_taken(begun, error, in_doubt=unheard)
        else:
            self.accepted = begun

    def _settled(self, record: Settling) -> Try | None:
        """Waits for the record of the one before; the new try."""
        taken, self.accepted = self.accepted, None
        number, begun = record.finish()
        self._write_down()
        if taken is not None and number is not None:
            self.done.sent += 1
            self.to_journal = taken.message, number
        return begun

    def _write_down(self) -> None:
        """Adds the message that was settled last to the journal.

        A journal that cannot be written never stops the mail.
        """
        if self.to_journal is None:
            return
        (message, number), self.to_journal = self.to_journal, None
        try:
            journal.add(_entry(message, number, self.said[message.pk]))
        except OSError:
            log.exception("the journal of sent mail cannot be written")

    def _not_taken(self, begun: Try, error: Exception, *, in_doubt: bool) -> None:
        """Puts a message back. In doubt: its bytes went over, and no answer came back."""
        self.way.close()
        log.warning("message %s was not taken: %r", begun.message.pk, error)
        marking.note_refusal(begun.attempt, _answer(error), in_doubt=in_doubt)
        marking.put_back(begun.message, _answer(error), permanent=_is_permanent(error))
        self.done.failed += 1


def _trouble(step: Callable[[], None]) -> Exception | None:
    """What speaks against a mail before it goes over: a server in trouble, a bad address."""
    try:
        step()
    except Exception as error:
        return error
    return None


def _entry(message: Message, number: int, said: list[tuple[str, str, int, str]]) -> journal.Entry:
    return journal.Entry(
        number=number,
        at=machine_now().isoformat(),
        recipient=message.to_address,
        kind=message.kind,
        day=message.business_date.isoformat(),
        of_day=message.number,
        message_id=message.message_id,
        reminders=tuple(said),
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
