"""One supervised process: started, watched, started again with growing pauses, stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.local import marks
from config.local.account import tell
from config.local.places import CHECKOUT, make_folder

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# A child that ran this long was well: its next pause is the first again.
WELL_AFTER_SECONDS = 30.0


@dataclass(frozen=True)
class Process:
    """What to run: the words after "python", what its environment adds, the sockets it inherits."""

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()


class Child:
    """A process that is meant to run for as long as its supervisor does."""

    def __init__(self, process: Process, mark: str, logs: Path) -> None:
        self.process = process
        self.mark = mark
        self.log = logs / f"{process.name}.log"
        self.running: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = FIRST_PAUSE_SECONDS
        self.next_start = 0.0

    def start(self) -> None:
        make_folder(self.log.parent)
        mark = marks.environment(self.mark, self.process.name)
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [sys.executable, *self.process.words],
                cwd=CHECKOUT,
                env={**os.environ, **self.process.environment, **mark},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.process.descriptors,
                # Ctrl-C is for the supervisor alone, which then stops its children in order.
                start_new_session=True,
            )
        self.started = time.monotonic()

    def look_after(self) -> None:
        """Starts it again if it ended and its pause is over."""
        if self.running is not None and self.running.poll() is not None:
            self._mourn(self.running.returncode)
        if self.running is None and time.monotonic() >= self.next_start:
            self.start()

    def _mourn(self, status: int) -> None:
        """Clears away what the dead process left, and plans its next start."""
        self.running = None
        marks.end(self.mark, self.process.name)
        if time.monotonic() - self.started > WELL_AFTER_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        self.next_start = time.monotonic() + self.pause
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
        tell(f"{self.process.name} {how}; starting it again in {self.pause:g} s ({self.log}).")
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)

    def ask_to_stop(self) -> None:
        if self.running is not None and self.running.poll() is None:
            self.running.terminate()

    def has_stopped(self) -> bool:
        return self.running is None or self.running.poll() is not None
