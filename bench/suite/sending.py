"""Sending frozen mails, each marked and journalled, against a bare smtplib loop of the same."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server

from django.conf import settings
from django.test import override_settings

from agreements.audit import recording
from agreements.models import User
from bench.database import fresh_database
from bench.rows import Row, speed
from bench.turns import Turns, seconds
from obligations.actions.sending import send_due
from obligations.clock import machine_now
from obligations.models import Message
from obligations.outputs.email import test_mail

MAILS, ROUNDS = 300, 9
TO = "bench@longstop.example"


def measure() -> Iterator[Row]:
    """One process, one connection, the same bytes to the same sink: at least 0.8 of bare.

    smtplib says line after line whatever the server allows. The second sink allows that they
    come together (RFC 2920), as the servers of today do.
    """
    with fresh_database():
        person = _a_person()
        turns = _turns(person, "aiosmtpd.handlers.Sink", 1)
        yield speed(f"{MAILS} mails, marked one by one", turns, 0.8)
        turns = _turns(person, "bench.sink.Pipelining", 1 + ROUNDS + 1)
        yield speed(f"{MAILS} mails to a server with pipelining", turns, 0.8)


def _a_person() -> User:
    with recording(by=User.objects.system(), action="bench", reason="to send to somebody"):
        return User.objects.create_user(email=TO, full_name="Bench")


def _turns(person: User, sink: str, first: int) -> Turns:
    turns = Turns()
    with _sink(sink) as port, _mail_goes_to(port):
        for number in range(first, first + ROUNDS + 1):
            mails = _queue(person, number)
            pair = seconds(_ours), seconds(lambda mails=mails: _bare(port, mails))
            if number > first:
                turns.ours.append(pair[0])
                turns.bare.append(pair[1])
    return turns


@contextmanager
def _mail_goes_to(port: int) -> Iterator[None]:
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port,
            SENT_JOURNAL=Path(folder) / "sent.jsonl",
        ),
    ):
        yield


def _ours() -> None:
    done = send_due(most=MAILS)
    assert done.sent == MAILS, done


def _bare(port: int, mails: list[bytes]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for content in mails:
            server.sendmail(settings.SERVER_EMAIL, [TO], content)


def _queue(person: User, turn: int) -> list[bytes]:
    """Messages that wait, composed and frozen; their bytes."""
    now, mail = machine_now(), test_mail(person)
    made = []
    for number in range(MAILS):
        message_id = f"<b{turn}.{number}@longstop.example>"
        made.append(
            Message(
                recipient=person,
                kind=Message.Kind.TEST,
                business_date=now.date(),
                number=turn * MAILS + number + 1,
                to_address=TO,
                subject=mail.subject,
                message_id=message_id,
                content=mail.as_bytes(message_id, TO),
                composed_at=now,
                created_at=now,
                next_try_at=now,
            )
        )
    Message.objects.bulk_create(made)
    return [bytes(message.content or b"") for message in made]


@contextmanager
def _sink(handler: str) -> Iterator[int]:
    """A mail server in a process of its own that takes everything and keeps nothing."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", handler]
    process = subprocess.Popen([sys.executable, *words])
    try:
        for _ in range(200):
            try:
                create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()
