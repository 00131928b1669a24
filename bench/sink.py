"""A mail server for benches that takes everything and keeps nothing."""

from __future__ import annotations

from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, Envelope, Session


class Pipelining(Sink):
    """Allows that several lines come in one packet (RFC 2920)."""

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name  # type: ignore[assignment]
        return [answers[0], "250-PIPELINING", *answers[1:]]
