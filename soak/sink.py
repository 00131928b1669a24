"""A mail server on loopback that only counts: which message, to whom, which reminders in it."""

from __future__ import annotations

import email
import email.policy
import re
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

_ANCHOR = re.compile(rb"/obligations/\d+#o(\d+)")


@dataclass
class Sink:
    """What was accepted. A mail counts when the answer 250 is given to its last dot."""

    times: list[float] = field(default_factory=list)
    message_ids: Counter[str] = field(default_factory=Counter)
    reminders: Counter[tuple[str, int]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content().encode()  # type: ignore[attr-defined]
        with self.lock:
            self.times.append(time.monotonic())
            self.message_ids[str(mail["Message-ID"])] += 1
            for anchor in set(_ANCHOR.findall(text)):
                self.reminders[envelope.rcpt_tos[0], int(anchor)] += 1
        return "250 OK"

    def start(self) -> Controller:
        """Serves on a free port of loopback until the controller is stopped."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        return controller

    @property
    def doubles(self) -> int:
        """How many mails came again."""
        return sum(count - 1 for count in self.message_ids.values())
