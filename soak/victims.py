"""The processes of a running Longstop by what they do, to be killed."""

from __future__ import annotations

import contextlib
import random

import psutil

from config.local import marks

# What may be killed. The supervisor itself is what the machine's own init would be.
KINDS = (
    "watch over the queue",
    "queue",
    "queue's sentinel",
    "queue's worker, pusher or monitor",
    "watch over the loop",
    "loop",
    "watch over reports",
    "queue for reports",
    "web",
    "database",
    "reaper",
)


def find(mark: str, kind: str) -> list[psutil.Process]:
    """The living processes of a kind."""
    return [process for process in marks.marked(mark) if kind_of(process, mark) == kind] or (
        _database(mark) if kind == "database" else []
    )


def pick(mark: str, kind: str, chance: random.Random) -> psutil.Process | None:
    """One of a kind, None while there is none."""
    found = find(mark, kind)
    return chance.choice(found) if found else None


def kind_of(process: psutil.Process, mark: str) -> str:
    """What a process does, by its words and its ancestors; empty for what is not looked for."""
    with contextlib.suppress(psutil.Error):
        words = process.cmdline()
        child = process.environ().get(marks.VARIABLE, "").rpartition("#")[2]
        if "config.local.reaper" in words:
            return "reaper"
        if child == "web":
            return "web"
        if "watch" in words:
            return {"queue": "watch over the queue", "loop": "watch over the loop"}.get(
                words[-1], "watch over reports"
            )
        if "dispatch" in words:
            return "loop"
        if child == "reports":
            return "queue for reports"
        if child == "worker":
            return _part_of_queue(process)
    return ""


def _part_of_queue(process: psutil.Process) -> str:
    depth, parent = 0, process.parent()
    while parent is not None and "watch" not in parent.cmdline():
        depth, parent = depth + 1, parent.parent()
        if depth > 3:
            return ""
    return ("queue", "queue's sentinel", "queue's worker, pusher or monitor", "")[min(depth, 3)]


def _database(mark: str) -> list[psutil.Process]:
    """The embedded server's first process, which answers for all its others."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if words and words[0].endswith("postgres") and f"{mark}/postgres" in " ".join(words):
                found.append(process)
    return found
