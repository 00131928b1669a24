"""Stands ready to render: a process that has its libraries loaded, and forks for each request.

Run as `python -m obligations.outputs.press` in a folder's TMPDIR. Each byte on standard input says
that there is a request in the folder's file `request`; its PDF goes to `report.pdf`. A process of
its own makes it, as rendering.py does, and exits. Standard error is as there, with a last line for
each request that tells with which status it `ended`.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from obligations.outputs import rendering

LOOK_EVERY_SECONDS = 0.02


def main() -> None:
    """Renders whatever is asked for, until nobody can ask any more."""
    rendering.load()
    # What is there by now is there for good: counting it anew would copy it for each child.
    gc.freeze()
    folder = Path(tempfile.gettempdir())
    owner = os.getppid()
    while os.read(0, 1):
        child = os.fork()
        if not child:
            _render(folder)
        rendering.tell(ended=_ended(child, owner))


def _ended(child: int, owner: int) -> int:
    """How a child ended, once it has. Ends both where nobody waits for it any more."""
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if os.getppid() != owner:
            os.killpg(0, 9)
        time.sleep(LOOK_EVERY_SECONDS)


def _render(folder: Path) -> None:
    """Makes one report in a child, which does not come back from here."""
    try:
        for number, name, mode in (
            (0, "request", os.O_RDONLY),
            (1, "report.pdf", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ):
            file = os.open(folder / name, mode, 0o600)
            os.dup2(file, number)
            os.close(file)
        rendering.leave(rendering.main())
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
