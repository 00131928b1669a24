"""Starts a rendering in a process of its own, watches over it, and ends it when it must end."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from obligations.outputs import rendering
from obligations.outputs.rendering import Limits
from obligations.outputs.workplaces import workplace

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LOOK_EVERY_SECONDS = 1.0
# What lies in a rendering's folder.
REQUEST, MADE = "request", "report.pdf"
# How Python, GLib and, where the stack of a thread does not fit any more, GLib again say it.
NO_MEMORY = ("MemoryError", "failed to allocate", "Error creating thread")
TAIL = 4_000

# The process gets no secret from the environment; the last one is how a supervisor finds it.
HANDED_ON = (
    *("PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LONGSTOP_SUPERVISED"),
)
# The same bytes from the same input, whenever and wherever.
FIXED = {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "946684800"}


class RenderFailed(Exception):
    """A rendering that gave no PDF: a sentence to show. `again` says whether a retry may help."""

    def __init__(self, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.again = again


@dataclass(frozen=True, slots=True)
class Resource:
    """What a report brings along: a style sheet, a font."""

    media_type: str
    content: bytes


# The time that what is attached is dated, where a job gives none.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """A report's HTML with all that it may look at, by address; `identifier` is 32 hex digits.

    `attached` files, each a name, what it is, and its bytes, are dated `stamp`.
    """

    html: str
    resources: Mapping[str, Resource]
    identifier: str
    limits: Limits = Limits()
    made_as: str = rendering.TAGGED
    attached: tuple[tuple[str, str, bytes], ...] = ()
    stamp: datetime = UNDATED

    def request(self) -> bytes:
        """The job as the process reads it."""
        found = {
            address: (one.media_type, base64.b64encode(one.content).decode())
            for address, one in self.resources.items()
        }
        request = {
            "html": self.html,
            "resources": found,
            "identifier": self.identifier,
            "limits": self.limits.as_data(),
            "made_as": self.made_as,
            "attached": [(n, about, base64.b64encode(c).decode()) for n, about, c in self.attached],
            "stamp": self.stamp.astimezone(UTC).isoformat(),
        }
        return json.dumps(request).encode()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF: its bytes, its pages, the seconds and the memory that it took.

    `places` is where its anchors and bookmarks stand, of one that is made to be joined;
    `unprintable` are the characters in it that no font has, which stand as boxes.
    """

    content: bytes
    pages: int
    seconds: float
    peak_mb: int
    places: Mapping[str, Any] | None = None
    unprintable: str = ""


# Called with the latest news (WeasyPrint's `step` from 1 to 7, the `page` being laid out), at least
# once a second; what it raises ends the rendering.
Watcher = Callable[[Mapping[str, Any]], None]


def render(job: Job, watch: Watcher = lambda news: None) -> Rendered:
    """The job's PDF. Raises RenderFailed with a sentence, and whatever `watch` raises."""
    return run(rendering.__name__, job.request(), job.limits, watch)


def run(
    module: str, request: bytes, limits: Limits, watch: Watcher = lambda news: None
) -> Rendered:
    """What a module makes of a request, in a process of its own. Raises as render."""
    began = time.monotonic()
    with workplace() as private:
        (private / REQUEST).write_bytes(request)
        with (private / REQUEST).open("rb") as asked, (private / MADE).open("wb") as pdf:
            at_work = process(module, private, stdin=asked, stdout=pdf)
        with at_work as child:
            said = listen(child, limits, watch)
        return made(private, child.returncode, said, limits, began)


def made(
    private: Path, status: int, said: list[dict[str, Any]], limits: Limits, began: float
) -> Rendered:
    """What lies in a workplace after a process has ended. Raises RenderFailed if that failed."""
    if status:
        raise _failure(status, said, limits)
    last = next(one for one in reversed(said) if "pages" in one)
    took = time.monotonic() - began
    content = (private / MADE).read_bytes()
    rest = last.get("places"), last.get("unprintable", "")
    return Rendered(content, last["pages"], took, last["peak_mb"], *rest)


def process(
    module: str, private: Path, **streams: Any
) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    """A module's process at work in a folder, with its standard input and output; it has begun.

    Neither it nor what it begins outlives the block.
    """
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    begun = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=CHECKOUT,
        env={**environment, **FIXED, "TMPDIR": str(private)},
        stderr=subprocess.PIPE,
        start_new_session=True,
        **streams,
    )
    return _ended_at_last(begun)


@contextlib.contextmanager
def _ended_at_last(begun: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield begun
    finally:
        kill(begun)
        begun.wait()
        for stream in (begun.stdin, begun.stderr):
            if stream is not None:
                stream.close()


def kill(begun: subprocess.Popen[bytes]) -> None:
    """Ends a process and all that it began, if it has not ended yet."""
    if begun.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(begun.pid, signal.SIGKILL)


def listen(begun: subprocess.Popen[bytes], limits: Limits, watch: Watcher) -> list[dict[str, Any]]:
    """All that a process says until it ends, or says that it is done: its own lines, and
    {"noise": …} of libraries.
    """
    assert begun.stderr is not None
    said: list[dict[str, Any]] = []
    deadline = time.monotonic() + limits.wall + 5
    rest = b""
    while True:
        ready, _, _ = select.select([begun.stderr], [], [], LOOK_EVERY_SECONDS)
        chunk = os.read(begun.stderr.fileno(), 65536) if ready else None
        if chunk == b"":
            begun.wait()
            return said + ([{"noise": rest.decode(errors="replace")}] if rest else [])
        *lines, rest = (rest + (chunk or b"")).split(b"\n")
        said += [_read(line) for line in lines]
        if said and "ended" in said[-1]:
            return said
        watch(next((one for one in reversed(said) if "step" in one), {}))
        if time.monotonic() > deadline:
            kill(begun)


def _read(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"noise": line.decode(errors="replace")}


def _failure(status: int, said: list[dict[str, Any]], limits: Limits) -> RenderFailed:
    """Why there is no PDF, from how the process ended and what it said last."""
    noise = "\n".join(one["noise"] for one in said if "noise" in one)[-TAIL:]
    if status == rendering.OUT_OF_MEMORY or any(word in noise for word in NO_MEMORY):
        return RenderFailed(
            f"Laying it out took more memory than the {limits.memory // 1024**2:,} MB that a report"
            " may use. Ask for less at once: one agreement, or one party."
        )
    if status in (-signal.SIGALRM, -signal.SIGXCPU):
        seconds = min(limits.wall, limits.processor)
        allowed = f"{seconds // 60} minutes" if seconds >= 120 else f"{seconds} seconds"
        return RenderFailed(
            f"Laying it out took longer than the {allowed} that a report may take. Ask for less at"
            " once: one agreement, or one party."
        )
    if status == rendering.NO_LIBRARIES:
        return RenderFailed(
            "PDF reports need the system libraries of WeasyPrint (Pango and its like), which are"
            " missing on this machine. bin/setup says how to install them."
        )
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    last = noise.strip().rpartition("\n")[2]
    return RenderFailed(
        f"The process that lays out reports {how}" + (f" ({last})." if last else "."), again=True
    )
