"""A real SMTP server on loopback that keeps what it accepts and can be told to misbehave."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """What arrived, in order; `answer` may give another answer to a message than 250.

    `at` is told of each step of a conversation: EHLO, MAIL, RCPT, and DATA once the mail is kept.
    """

    def __init__(self) -> None:
        self.accepted: list[tuple[str, bytes]] = []
        self.answer: Callable[[Envelope], str | None] = lambda envelope: None
        self.refused: set[str] = set()
        self.drops = False
        self.delay = 0.0
        self.pipelining = False
        self.at: Callable[[str], None] = lambda step: None

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        self.at("EHLO")
        session.host_name = name  # type: ignore[assignment]
        return [answers[0], *["250-PIPELINING"] * self.pipelining, *answers[1:]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        self.at("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        self.at("RCPT")
        if address in self.refused:
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.drops:
            server.transport.close()
            return "421 gone"
        await asyncio.sleep(self.delay)
        answer = self.answer(envelope)
        if answer is None:
            assert isinstance(envelope.content, bytes)
            self.accepted.append((envelope.rcpt_tos[0], envelope.content))
        self.at("DATA")
        return answer or "250 OK"

    def mails(self, to: str = "") -> list[EmailMessage]:
        """The accepted mails, parsed; those to one address where it is given."""
        return [
            email.message_from_bytes(content, policy=email.policy.default)  # type: ignore[arg-type]
            for address, content in self.accepted
            if to in ("", address)
        ]


@contextmanager
def mail_server() -> Iterator[tuple[MailServer, int]]:
    """A running server and its port."""
    server = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        controller = _Controller(server, listener)
        controller.start()
        try:
            yield server, controller.port
        finally:
            controller.stop()


class _Controller(Controller):
    """Serves on a socket that listens already, so that no other test can take its port."""

    def __init__(self, server: MailServer, listener: socket.socket) -> None:
        super().__init__(server, hostname="127.0.0.1", port=listener.getsockname()[1])
        self.listener = listener

    def _create_server(self) -> Coroutine[Any, Any, asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self.listener)
