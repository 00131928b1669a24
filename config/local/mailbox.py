"""The demonstration's mailbox: a real SMTP server on loopback that keeps what it is sent.

Each accepted message becomes one file of a Maildir. As a delivery agent would, it puts two lines
before the message, which itself stays as it came to the byte: Return-Path and Delivered-To.

    python -m config.local.mailbox FOLDER DESCRIPTOR

DESCRIPTOR is a listening socket that the parent process has opened, so that the port stays the
same when this process is started again.
"""

import asyncio
import mailbox
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

MAX_BYTES = 50 * 1024 * 1024


class Keeper:
    """Writes each message into the Maildir, and says yes only once it is on disk."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.maildir = mailbox.Maildir(folder, create=True)

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        content = content.encode() if isinstance(content, str) else content
        lines = [f"Return-Path: <{envelope.mail_from or ''}>"]
        lines += [f"Delivered-To: {recipient}" for recipient in envelope.rcpt_tos]
        trace = "".join(f"{line}\r\n" for line in lines).encode()
        key = self.maildir.add(trace + content)
        return f"250 OK: kept as {key}"


async def serve(listener: socket.socket, folder: Path) -> None:
    """Takes mail until the process is told to stop."""
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(
        lambda: SMTP(keeper, data_size_limit=MAX_BYTES, enable_SMTPUTF8=True), sock=listener
    )
    await stopped.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[2])), Path(sys.argv[1])))
