"""Handing a frozen mail to the mail server, in the two halves of SMTP (RFC 5321 s. 3.3).

First sender and recipient are announced, which commits nobody to anything; then the bytes go
over, and with the answer to the last dot the server is responsible for them. What must be on
record before that can be written while the server thinks about the first half.
"""

from __future__ import annotations

import contextlib
import smtplib
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from obligations.outputs.email import FrozenMail


class Delivery(Protocol):
    """One connection, used for mail after mail. Both halves raise OSError or SMTPException."""

    def announce(self, to_address: str, size: int) -> None:
        """From whom and to whom; the first of all opens the connection."""

    def hand_over(self, content: bytes) -> None:
        """The mail itself."""

    def close(self) -> None:
        """Ends the connection; the next announcement opens another. Never raises."""


def delivery() -> Delivery:
    """By SMTP where that is set up, else by whatever Django's mail setting names."""
    backend = get_connection(fail_silently=False)
    return _Smtp(backend) if isinstance(backend, EmailBackend) else _Other(backend)


class _Smtp:
    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend
        self.sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    def announce(self, to_address: str, size: int) -> None:
        self.backend.open()
        server = self.backend.connection
        if server is None:
            raise smtplib.SMTPServerDisconnected("no connection to the mail server")
        server.ehlo_or_helo_if_needed()
        options = [f"size={size}"] if server.has_extn("size") else []
        code, answer = server.mail(self.sender, options)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, answer, self.sender)
        code, answer = server.rcpt(to_address)
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({to_address: (code, answer)})

    def hand_over(self, content: bytes) -> None:
        server = self.backend.connection
        if server is None:
            raise smtplib.SMTPServerDisconnected("no connection to the mail server")
        code, answer = server.data(content)
        if code != 250:
            raise smtplib.SMTPDataError(code, answer)

    def close(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.backend.close()


class _Other:
    """Django's other backends take a mail whole."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend
        self.to_address = ""

    def announce(self, to_address: str, size: int) -> None:
        self.to_address = to_address

    def hand_over(self, content: bytes) -> None:
        mail = FrozenMail(self.to_address, settings.DEFAULT_FROM_EMAIL, content)
        self.backend.send_messages([mail])

    def close(self) -> None:
        self.backend.close()
