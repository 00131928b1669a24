"""Handing a frozen mail to the mail server, in the steps of SMTP (RFC 5321 s. 3.3).

First sender, recipient and a mail are announced, which commits nobody to anything; then the bytes
go over, and with the answer to the last dot the server is responsible for them. What must be on
record before that can be written while the server thinks about each.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Sequence
from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from obligations.outputs.email import FrozenMail

# RFC 5321 s. 4.5.2: a line that begins with a dot gets another before it.
_LINE_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)


class Delivery(Protocol):
    """One connection, used for mail after mail. Each step raises OSError or SMTPException."""

    def announce(self, to_address: str, size: int) -> None:
        """Begins to say from whom, to whom, and that a mail follows, and does not wait for answers.

        The first of all opens the connection.
        """

    def agree(self) -> None:
        """Waits until the server has agreed to the mail.

        Nothing is delivered if the connection ends here (RFC 5321 s. 4.1.1.10).
        """

    def hand_over(self, content: bytes) -> None:
        """Sends the mail itself, and does not wait for what the server says."""

    def answer(self) -> None:
        """Waits for the server's answer; with it the mail is the server's to deliver."""

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
        self.in_mail = False
        self.to_address = ""
        self.later: Sequence[str] = ()

    def announce(self, to_address: str, size: int) -> None:
        self.backend.open()
        server = self._server()
        server.ehlo_or_helo_if_needed()
        options = f" size={size}" if server.has_extn("size") else ""
        lines = f"mail FROM:<{self.sender}>{options}", f"rcpt TO:<{_line(to_address)}>", "data"
        # In one packet where the server allows it (RFC 2920): then a "data" may be taken up
        # although what stands before it was refused.
        self.in_mail = server.has_extn("pipelining")
        first, self.later = (lines, ()) if self.in_mail else (lines[:1], lines[1:])
        server.send("".join(f"{line}\r\n" for line in first))
        self.to_address = to_address

    def agree(self) -> None:
        server = self._server()
        code, answer = server.getreply()
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, answer, self.sender)
        code, answer = self._next_answer(server)
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({self.to_address: (code, answer)})
        code, answer = self._next_answer(server)
        if code != 354:
            raise smtplib.SMTPDataError(code, answer)
        self.in_mail = True

    def _next_answer(self, server: smtplib.SMTP) -> tuple[int, bytes]:
        if self.later:
            line, *self.later = self.later
            server.putcmd(line)
        return server.getreply()

    def hand_over(self, content: bytes) -> None:
        self._server().send(_closed(content))

    def answer(self) -> None:
        code, answer = self._server().getreply()
        self.in_mail = False
        if code != 250:
            raise smtplib.SMTPDataError(code, answer)

    def close(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if self.in_mail and self.backend.connection is not None:
                # A QUIT would be taken for a line of the mail, and its answer awaited in vain.
                self.backend.connection.close()
            self.in_mail = False
            self.backend.close()

    def _server(self) -> smtplib.SMTP:
        server = self.backend.connection
        if server is None:
            raise smtplib.SMTPServerDisconnected("no connection to the mail server")
        return server


def _line(address: str) -> str:
    if set(address) & set("\r\n<>"):
        raise ValueError(f"{address!r} is not an address: it holds what ends a line of SMTP.")
    return address


def _closed(content: bytes) -> bytes:
    """A mail with CRLF line ends as it goes over the wire: dots doubled, the last dot after it."""
    end = b"" if content.endswith(b"\r\n") else b"\r\n"
    return _LINE_WITH_DOT.sub(b"..", content) + end + b".\r\n"


class _Other:
    """Django's other backends take a mail whole."""

    def __init__(self, backend: BaseEmailBackend) -> None:
        self.backend = backend
        self.to_address = ""

    def announce(self, to_address: str, size: int) -> None:
        self.to_address = to_address

    def agree(self) -> None:
        pass

    def hand_over(self, content: bytes) -> None:
        mail = FrozenMail(self.to_address, settings.DEFAULT_FROM_EMAIL, content)
        self.backend.send_messages([mail])

    def answer(self) -> None:
        pass

    def close(self) -> None:
        self.backend.close()
