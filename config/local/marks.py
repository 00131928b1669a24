"""Finding and ending all processes that descend from one, however they were orphaned.

A process started with a mark hands it to its descendants in the environment, whether their parent
lives, was killed, or put them into another session. Numbers of processes and groups cannot do
that: a killed queue leaves workers behind that nobody can name, and numbers are used again.
"""

import contextlib
import os
import signal
import time

import psutil

VARIABLE = "LONGSTOP_SUPERVISED"


def environment(mark: str, child: str) -> dict[str, str]:
    """What to add to a child's environment so that it and its descendants can be found."""
    return {VARIABLE: f"{mark}#{child}"}


def marked(mark: str, child: str | None = None) -> list[psutil.Process]:
    """The living processes of a mark, or of one of its children alone; never this process."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            owner, _, name = process.environ().get(VARIABLE, "").rpartition("#")
            if owner == mark and child in (None, name) and process.pid != os.getpid():
                found.append(process)
    return [process for process in found if is_alive(process)]


def end(mark: str, child: str | None = None, *, patience: float = 0) -> int:
    """Ends them all: asks first where there is patience (in seconds), then kills. How many."""
    found = marked(mark, child)
    if patience and found:
        send(found, signal.SIGTERM)
        found = wait(found, patience)
    ended = len(found)
    # A dying queue may start one more worker while it is looked at.
    while found:
        send(found, signal.SIGKILL)
        wait(found, 5)
        found = marked(mark, child)
    return ended


def send(processes: list[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.send_signal(number)


def wait(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Waits for them to end; those that still live when the time is up."""
    deadline = time.monotonic() + seconds
    while (processes := [p for p in processes if is_alive(p)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return processes


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
