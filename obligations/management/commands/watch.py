import argparse
import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, connection
from django_q.tasks import async_task

from obligations.actions.beating import beat
from obligations.clock import machine_now
from obligations.models import Heartbeat
from obligations.queries.health import PARTS, RESTARTED

log = logging.getLogger(__name__)

# Whom it watches: the words of the command, the cluster whose pulse is felt, and the heartbeats.
WATCHED: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "queue": (("qcluster",), "longstop", ("queue", "bell")),
    "reports": (("qcluster",), "reports", ("reports",)),
    "loop": (("dispatch", "--loop"), "", ("loop",)),
}
PULSE_SECONDS = 15.0
LOOK_SECONDS = 1.0
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
WELL_AFTER_SECONDS = 60.0
# How long a queue may finish what it is at when it is asked to stop.
STOP_SECONDS = 100.0


class Command(BaseCommand):
    help = (
        "Runs the queue, the queue for reports or the sending loop, and starts it again when it"
        " ends or shows no sign of life."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted(WATCHED))
        parser.add_argument(
            "--patience", type=float, metavar="SECONDS", help="how long a silence may last"
        )

    def handle(self, *args: Any, name: str, patience: float | None, **options: Any) -> None:
        watch = Watch(name, patience)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: watch.stop())
        watch.run()


@dataclass
class Watch:
    """One process that is meant to live, and what is known of its life."""

    name: str
    patience: float | None = None
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    next_start: float = 0.0
    next_pulse: float = 0.0
    deaths: int = 0
    stopping: bool = False

    def run(self) -> None:
        """Until it is told to stop."""
        while not self.stopping:
            self._look()
            time.sleep(LOOK_SECONDS)
        self._end_gently()

    def stop(self) -> None:
        self.stopping = True

    def _look(self) -> None:
        if self.running is None:
            if time.monotonic() >= self.next_start:
                self._start()
            return
        if self.running.poll() is not None:
            self._restart(f"it ended with status {self.running.returncode}")
            return
        try:
            self._feel_pulse()
            silent = self._silent()
        except Error:
            # Without the database nobody can tell; its return is a new beginning.
            connection.close()
            self.started = time.monotonic()
            return
        if silent:
            self._restart(silent)

    def _start(self) -> None:
        words, cluster, _ = WATCHED[self.name]
        environment = {"Q_CLUSTER_NAME": cluster} if cluster == "reports" else {}
        self.running = subprocess.Popen(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *words],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            # A group of its own, so that nothing that it started outlives it.
            start_new_session=True,
        )
        self.started = time.monotonic()

    def _feel_pulse(self) -> None:
        """Puts a task into the queue that beats when it is done."""
        cluster = WATCHED[self.name][1]
        if cluster and time.monotonic() >= self.next_pulse:
            self.next_pulse = time.monotonic() + PULSE_SECONDS
            async_task("obligations.tasks.pulse", self.name, cluster=cluster, save=False)

    def _silent(self) -> str:
        """Which heartbeat is missing, in words; empty while all is well."""
        age = timedelta(seconds=time.monotonic() - self.started)
        beats = dict(Heartbeat.objects.values_list("name", "beat_at"))
        for name in WATCHED[self.name][2]:
            patience = timedelta(seconds=self.patience) if self.patience else PARTS[name][1]
            last = beats.get(name)
            if age > patience and (last is None or machine_now() - last > patience):
                return f"its {name} showed no sign of life for {patience.seconds} seconds"
        return ""

    def _restart(self, why: str) -> None:
        log.error("%s is started again: %s", self.name, why)
        self._kill()
        if time.monotonic() - self.started > WELL_AFTER_SECONDS:
            self.deaths = 0
        self.next_start = time.monotonic() + PAUSES[min(self.deaths, len(PAUSES) - 1)]
        self.deaths += 1
        try:
            beat(RESTARTED + self.name, why)
        except Error:
            connection.close()

    def _kill(self) -> None:
        if self.running is not None:
            _signal_group(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None

    def _end_gently(self) -> None:
        if self.running is None:
            return
        self.running.terminate()
        try:
            self.running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            log.error("%s does not stop; killing it", self.name)
        self._kill()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
