"""Several renderings at once, by processes that stand ready: to load its libraries takes as long as
to lay out five pages.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

from obligations.outputs import press
from obligations.outputs.renderer import (
    REQUEST,
    Job,
    Rendered,
    Watcher,
    kill,
    listen,
    made,
    process,
)
from obligations.outputs.workplaces import workplace

Render = Callable[[Job, Watcher], Rendered]


@contextlib.contextmanager
def presses(count: int) -> Iterator[Render]:
    """What renders like renderer.render, `count` jobs at once; more than that wait."""
    ready: SimpleQueue[_Press] = SimpleQueue()

    def render(job: Job, watch: Watcher) -> Rendered:
        one = ready.get()
        try:
            return one.render(job, watch)
        finally:
            ready.put(one)

    with contextlib.ExitStack() as stack:
        for _ in range(count):
            private = stack.enter_context(workplace())
            begun = process(press.__name__, private, stdin=subprocess.PIPE)
            ready.put(_Press(private, stack.enter_context(begun)))
        yield render


class _Press:
    """A process that renders one job after another, in one folder."""

    def __init__(self, private: Path, begun: subprocess.Popen[bytes]) -> None:
        self.private, self.begun = private, begun

    def render(self, job: Job, watch: Watcher) -> Rendered:
        """As renderer.render. After any failure it is of no more use."""
        began = time.monotonic()
        try:
            (self.private / REQUEST).write_bytes(job.request())
            self._ask()
            said = listen(self.begun, job.limits, watch)
            ended = said[-1].get("ended") if said else None
            status = self.begun.wait() or 1 if ended is None else ended
            return made(self.private, status, said, job.limits, began)
        except BaseException:
            kill(self.begun)
            raise

    def _ask(self) -> None:
        assert self.begun.stdin is not None
        # One that is dead says so when it is listened to.
        with contextlib.suppress(BrokenPipeError):
            self.begun.stdin.write(b".")
            self.begun.stdin.flush()
