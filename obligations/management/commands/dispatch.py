import argparse
import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from obligations.actions.ticking import tick

log = logging.getLogger(__name__)
STEP = 5


class Command(BaseCommand):
    help = "Plans, queues and sends what is due: once, or with --loop for ever, without the queue."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="until INT or TERM")
        parser.add_argument("--every", type=float, default=STEP, metavar="SECONDS")

    def handle(self, *args: Any, loop: bool, every: float, **options: Any) -> None:
        if not loop:
            turn = tick(by="by hand")
            self.stdout.write(
                f"{turn.planned} planned, {turn.dropped} dropped, {turn.queued} queued,"
                f" {turn.sent} sent, {turn.failed} failed"
            )
            return
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            _turn()
            stop.wait(every)


def _turn() -> None:
    """One turn that outlives a database that is away for a while."""
    try:
        tick(by="loop")
    except Error:
        log.exception("the database does not answer; trying again")
        connection.close()
