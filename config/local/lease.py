"""Who keeps the embedded server alive.

Every process that needs the server holds a shared lock on var/postgres.lease for its life; its
forked children inherit it. The kernel lets go of the lock however a process dies, so a guardian
that waits for the lock alone knows when the last one has left, and stops the server then. Clients
that hold nothing but the URL count too: while one is connected, the server stays.

No step is safe from SIGKILL, so each start mends what it finds: a dead server is started, a dead
guardian replaced.
"""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from config.local.places import CHECKOUT, make_folder
from config.local.postgres import EmbeddedServer

# Commands often come in rows; each finds the server of the one before.
LINGER_SECONDS = 2.0


class Lease:
    """A share in the embedded server, until release() or the end of this process."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.server = server
        self.descriptor = _share(lease_file(server))

    def ensure(self) -> None:
        """Returns once the server runs and is guarded."""
        self.server.ensure()
        if not guardian_is_alive(self.server):
            start_guardian(self.server)

    def release(self) -> None:
        """Gives up the share. The guardian stops the server if it was the last."""
        os.close(self.descriptor)


def hold(server: EmbeddedServer) -> Lease:
    """Takes a share in the server, which then runs."""
    lease = Lease(server)
    lease.ensure()
    return lease


def stop_if_unused(server: EmbeddedServer) -> bool:
    """Stops the server unless somebody holds a share or is connected; whether all is still."""
    descriptor = _open(lease_file(server))
    try:
        return _stop_if_unused(server, descriptor)
    finally:
        os.close(descriptor)


def stop_soon(server: EmbeddedServer, seconds: float = 2) -> bool:
    """The same, tried for a while: a guardian may be looking, or a connection be closing."""
    deadline = time.monotonic() + seconds
    while not (still := stop_if_unused(server)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return still


def _stop_if_unused(server: EmbeddedServer, descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if not _is_current(descriptor, lease_file(server)):
        # The folder was deleted, and PostgreSQL notices that by itself. What may run there now
        # is another server, with a guardian of its own.
        return True
    if is_in_use(server):
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        return False
    server.stop()
    return True


def is_in_use(server: EmbeddedServer) -> bool:
    """Whether anybody is connected; a server that runs and cannot tell just now counts as used."""
    try:
        return server.is_running() and server.clients() > 0
    except psycopg.OperationalError:
        return server.is_running()


# The guardian


def guardian_is_alive(server: EmbeddedServer) -> bool:
    """Whether a guardian holds its own lock."""
    descriptor = _open(guardian_file(server))
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def start_guardian(server: EmbeddedServer) -> None:
    """Starts a guardian that outlives this process and that no Ctrl-C reaches."""
    make_folder(server.log.parent)
    with (server.log.parent / "guardian.log").open("a") as log:
        subprocess.run(
            [sys.executable, "-m", "config.local.guardian", str(server.var), str(LINGER_SECONDS)],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=True,
        )


def guard(server: EmbeddedServer, linger: float) -> None:
    """Waits until nobody has needed the server for linger seconds, and stops it.

    Returns soon where another guardian is at work.
    """
    own, descriptor = _open(guardian_file(server)), _open(lease_file(server))
    try:
        if _lock_alone(own, seconds=1):
            _wait_and_stop(server, descriptor, linger)
    finally:
        # In this order: whoever gets the lease next must find no guardian, and start one.
        os.close(own)
        os.close(descriptor)


def _wait_and_stop(server: EmbeddedServer, descriptor: int, linger: float) -> None:
    while True:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        time.sleep(linger)
        if _stop_if_unused(server, descriptor):
            return


def _lock_alone(descriptor: int, seconds: float) -> bool:
    """Takes the lock; tries for a while, as who asks for a guardian holds it for a moment."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)


def lease_file(server: EmbeddedServer) -> Path:
    return server.var / "postgres.lease"


def guardian_file(server: EmbeddedServer) -> Path:
    return server.var / "postgres.guardian"


def _share(path: Path) -> int:
    """A descriptor of the file with a shared lock on it; waits while a guardian is at work."""
    while True:
        descriptor = _open(path)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        if _is_current(descriptor, path):
            return descriptor
        # Somebody deleted the folder while this waited: that lock keeps nothing alive.
        os.close(descriptor)


def _is_current(descriptor: int, path: Path) -> bool:
    """Whether the path still leads to the file that the descriptor has open."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _open(path: Path) -> int:
    make_folder(path.parent)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
