"""Where renderings work: each in a folder of its own, which goes when its owner goes.

What lies in such a folder is a report's data, so it is nobody else's to read, and a worker that is
killed must not leave it behind. Its owner holds a lock on it for as long as he lives; one that
nobody holds is cleared away by whoever renders next, and by each turn of the clockwork.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A new folder, empty and for its owner alone; afterwards it is gone with all that is in it."""
    clear_away()
    with _nobody_else():
        folder = Path(tempfile.mkdtemp(dir=root()))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def clear_away() -> int:
    """Removes the folders of owners that are dead; how many there were."""
    removed = 0
    with _nobody_else():
        for folder in root().iterdir():
            # Its owner may be clearing it away himself.
            with contextlib.suppress(FileNotFoundError):
                removed += _removed(folder)
    return removed


def _removed(folder: Path) -> bool:
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        shutil.rmtree(folder)
        return True
    finally:
        os.close(held)


def root() -> Path:
    """The folder of all of them."""
    folder = Path(settings.LONGSTOP_VAR) / "rendering"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _nobody_else() -> Iterator[None]:
    """So that nobody takes a folder for abandoned that was made just now."""
    held = os.open(root(), os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
