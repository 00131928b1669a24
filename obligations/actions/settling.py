"""The record between two mails: one statement settles the one that the mail server took and
begins the next. It is one round trip and one commit.

The statement is sent off, and its result fetched later: the database works while the mail server
is told of the next mail. So no thread is needed, and no more is ever in doubt than the message on
the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from select import select
from weakref import WeakSet

import psycopg
from django.db import connection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from obligations.actions.marking import LEASE
from obligations.clock import machine_now
from obligations.models import Message

_NAME = b"longstop_settle_and_begin"
# $1 now; $2 the message that was sent, $3 its attempt; $4 the next, $5 its lease, $6 until when.
_SETTLE_AND_BEGIN = b"""
WITH taken AS (
    UPDATE obligations_message SET state = 'sent', sent_at = $1::timestamptz, tries = tries + 1,
        sent_number = nextval('obligations_sent_number'), lease = NULL, leased_until = NULL,
        last_error = ''
    WHERE id = $2::bigint RETURNING sent_number
), ended AS (
    UPDATE obligations_attempt SET ended_at = $1, accepted = true,
        answer = 'accepted by the mail server'
    WHERE id = $3::bigint
), settled AS (
    UPDATE obligations_reminder SET state = 'sent', settled_at = $1
    WHERE message_id = $2 AND state = 'planned'
), next AS (
    UPDATE obligations_message SET leased_until = $6::timestamptz
    WHERE id = $4::bigint AND lease = $5::uuid AND state = 'queued' RETURNING id
), begun AS (
    INSERT INTO obligations_attempt (message_id, begun_at, accepted, uncertain, answer)
    SELECT id, $1, false, false, '' FROM next RETURNING id
)
SELECT (SELECT sent_number FROM taken), (SELECT id FROM begun)
"""
_prepared: WeakSet[psycopg.Connection] = WeakSet()


@dataclass(frozen=True, slots=True)
class Try:
    """A message that is on the wire, and the attempt that says so."""

    message: Message
    attempt: int


class Settling:
    """The record on this thread's connection, which nothing else may use between its two halves.

    Both raise Django's database errors.
    """

    def __init__(self) -> None:
        connection.ensure_connection()
        self.errors = connection.wrap_database_errors
        self.libpq = connection.connection.pgconn
        self.next_one: Message | None = None
        if connection.connection not in _prepared:
            with self.errors:
                _checked(self.libpq.prepare(_NAME, _SETTLE_AND_BEGIN), ExecStatus.COMMAND_OK)
            _prepared.add(connection.connection)

    def begin(self, done: Try | None, next_one: Message | None) -> None:
        """Sends off the record that the one was taken, and that the other is begun."""
        self.next_one = next_one
        with self.errors:
            self.libpq.send_query_prepared(_NAME, _values(done, next_one, machine_now()))

    def finish(self) -> tuple[int | None, Try | None]:
        """Waits for it: the number of the one that was sent, and the try of the next.

        The try is None where the lease is another sender's by now.
        """
        with self.errors:
            number, attempt = self._row()
        begun = Try(self.next_one, attempt) if self.next_one and attempt is not None else None
        return number, begun

    def _row(self) -> tuple[int | None, int | None]:
        while self.libpq.is_busy():
            # Not libpq's own wait: that would keep signals from being heard.
            select([self.libpq.socket], [], [])
            self.libpq.consume_input()
        result = self.libpq.get_result()
        if result is None:
            raise psycopg.OperationalError("the database gave no answer to the record of a mail")
        while self.libpq.get_result() is not None:
            pass
        _checked(result, ExecStatus.TUPLES_OK)
        return _number(result, 0), _number(result, 1)


def _values(
    done: Try | None, next_one: Message | None, now: datetime
) -> list[bytes | memoryview | bytearray | None]:
    values = (
        now,
        done and done.message.pk,
        done and done.attempt,
        next_one and next_one.pk,
        next_one and next_one.lease,
        now + LEASE,
    )
    return [None if value is None else str(value).encode() for value in values]


def _number(result: PGresult, column: int) -> int | None:
    value = result.get_value(0, column)
    return None if value is None else int(value)


def _checked(result: PGresult, wanted: ExecStatus) -> None:
    if result.status != wanted:
        raise error_from_result(result)
