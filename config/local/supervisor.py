"""Runs all of Longstop on this machine, in the foreground: python -m config.local.supervisor

Owns a share in the embedded database and every process of processes.py. Whatever ends is started
again. INT, TERM and HUP stop all; a killed supervisor's processes are ended by its reaper, and
what even that left is ended by the next supervisor.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from agreements.demonstration import OWNER, PASSWORD_FILE
from config.local import marks
from config.local.account import tell
from config.local.children import Child, Process
from config.local.lease import Lease, hold, stop_soon
from config.local.places import CHECKOUT, LocalError, make_folder, var_folder
from config.local.postgres import EmbeddedServer
from config.local.processes import FIRST_PORT, listen, processes
from config.local.roles import APP_ROLE, OWNER_ROLE

TICK_SECONDS = 0.2
DATABASE_CHECK_SECONDS = 1.0
STOP_SECONDS = 8.0
HEALTHY_WITHIN_SECONDS = 120.0


class Supervisor:
    """Keeps a list of processes, and a database, running until told to stop."""

    def __init__(self, var: Path, wanted: list[Process], lease: Lease | None = None) -> None:
        self.var = var
        self.mark = str(var)
        self.children = [Child(process, self.mark, var / "log") for process in wanted]
        self.lease = lease
        self.reaper: subprocess.Popen[bytes] | None = None
        self.stops = 0
        self.next_database_check = 0.0

    def run(self, once_running: Callable[[], bool] | None = None) -> None:
        """Starts everything and looks after it until a signal comes.

        once_running is asked at every tick until it answers True.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        try:
            while not self.stops:
                self.look_after()
                if once_running is not None and once_running():
                    once_running = None
                time.sleep(TICK_SECONDS)
        finally:
            self.stop()

    def look_after(self) -> None:
        """One round: the reaper, the database and every child are there, or are started."""
        self._look_after_reaper()
        self._look_after_database()
        for child in self.children:
            child.look_after()

    def stop(self) -> None:
        """Stops all, in seconds: asks first, then kills. A second signal skips the asking."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and self.stops < 2:
            if all(child.has_stopped() for child in self.children):
                break
            time.sleep(0.05)
        # The reaper bears the mark too: its turn comes with whatever is left.
        marks.end(self.mark)
        if self.lease is not None:
            self.lease.release()
            stop_soon(self.lease.server)

    def _note_signal(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1

    def _look_after_reaper(self) -> None:
        if self.reaper is not None and self.reaper.poll() is None:
            return
        self.reaper = subprocess.Popen(
            [sys.executable, "-m", "config.local.reaper", self.mark],
            cwd=CHECKOUT,
            env={**os.environ, **marks.environment(self.mark, "reaper")},
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def _look_after_database(self) -> None:
        if self.lease is None or time.monotonic() < self.next_database_check:
            return
        try:
            if not self.lease.server.is_running():
                tell("The database ended; starting it again.")
            self.lease.ensure()
        except LocalError as error:
            tell(str(error))
        self.next_database_check = time.monotonic() + DATABASE_CHECK_SECONDS


def main() -> None:
    """What bin/demo runs once everything is set up."""
    var = make_folder(var_folder())
    try:
        alone = take_place(var)
        marks.end(str(var))
        lease = use_database(var)
        web, mail = listen(FIRST_PORT), listen()
    except LocalError as error:
        sys.exit(str(error))
    address = f"http://127.0.0.1:{web.getsockname()[1]}"
    os.environ["LONGSTOP_DEMO"] = "1"
    os.environ["LONGSTOP_BASE_URL"] = address
    os.environ["LONGSTOP_SMTP_URL"] = f"smtp://127.0.0.1:{mail.getsockname()[1]}"
    os.write(alone, address.encode())
    tell(f"Starting Longstop; its processes write to {var / 'log'}.")
    Supervisor(var, processes(web, mail, var), lease).run(Announcement(address, var))
    tell("Longstop has stopped.")


def take_place(var: Path) -> int:
    """Makes this the one supervisor of var, or says where the other one serves."""
    descriptor = os.open(var / "supervisor", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        place = os.read(descriptor, 200).decode() or "an address that it will print"
        raise LocalError(
            f"This Longstop is running already, at {place}. Stop it first, with Ctrl-C where it "
            "was started, or use it."
        ) from None
    os.ftruncate(descriptor, 0)
    return descriptor


def use_database(var: Path) -> Lease | None:
    """Starts the embedded server and hands its addresses to all children; else trusts the given."""
    if os.environ.get("DATABASE_URL"):
        return None
    lease = hold(EmbeddedServer(var))
    os.environ["DATABASE_URL"] = lease.server.url(APP_ROLE)
    os.environ["DATABASE_OWNER_URL"] = lease.server.url(OWNER_ROLE)
    return lease


class Announcement:
    """Prints address, name and password once the health address answers well."""

    def __init__(self, address: str, var: Path) -> None:
        self.address = address
        self.password = var / PASSWORD_FILE
        self.deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS

    def __call__(self) -> bool:
        if is_healthy(self.address):
            print(self.text(), flush=True)
            return True
        if time.monotonic() > self.deadline:
            tell("Longstop does not answer well yet; the logs named above say why.")
            return True
        return False

    def text(self) -> str:
        return (
            "\nLongstop is running. Ctrl-C stops it.\n\n"
            f"  Address   {self.address}/\n"
            f"  Name      {OWNER.email}\n"
            f"  Password  {self.password.read_text().strip()}\n"
        )


def is_healthy(address: str) -> bool:
    """Whether the health address answers 200."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


if __name__ == "__main__":
    main()
