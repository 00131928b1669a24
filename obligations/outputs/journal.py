"""The journal of sent mail: one line a message, in a file outside the database.

A database that was restored from yesterday's backup has forgotten what went out since. The
journal has not: its last number says that the database is behind, and its lines say which
reminders had left. Lines are only ever added, each after the commit that it tells of, so the
journal is never ahead of the database that wrote it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

KEPT = timedelta(days=60)
_TAIL = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One sent message: its number, when (ISO instant), to whom, which of that day, what it said.

    A reminder in it is named by what survives a restore: the occurrence's key, the date (ISO),
    the lead in days, and its purpose (older lines lack it: a lead).
    """

    number: int
    at: str
    recipient: str
    kind: str
    day: str
    of_day: int
    message_id: str
    reminders: tuple[tuple[str, str, int] | tuple[str, str, int, str], ...]

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def business_date(self) -> date:
        return date.fromisoformat(self.day)


def add(entry: Entry) -> None:
    """Adds a line, which survives the death of this process. Raises OSError where it cannot."""
    data = (json.dumps(asdict(entry)) + "\n").encode()
    path = _path()
    with contextlib.suppress(FileNotFoundError), open(path, "ab", opener=_private) as file:
        _write(file, data)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(path, "ab", opener=_private) as file:
        _write(file, data)


def _private(path: str, flags: int) -> int:
    """A file that is made holds people's addresses: nobody else may read it."""
    return os.open(path, flags, 0o600)


def sync() -> None:
    """Has what was added on the disk, so that it survives the death of the machine."""
    with contextlib.suppress(OSError), _path().open("rb") as file:
        os.fsync(file.fileno())


def _write(file: BinaryIO, data: bytes) -> None:
    fcntl.flock(file, fcntl.LOCK_EX)
    file.write(data)
    file.flush()


def last_number() -> int:
    """The highest number in the journal; 0 where there is none."""
    try:
        with _path().open("rb") as file:
            # Senders take turns in no set order: the highest is near the end, not always last.
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return max((entry.number for entry in _entries(file.read())), default=0)
    except FileNotFoundError:
        return 0


def after(number: int) -> list[Entry]:
    """All entries with a higher number, in order."""
    try:
        found = {entry.number: entry for entry in _entries(_path().read_bytes())}
    except FileNotFoundError:
        return []
    return [found[n] for n in sorted(found) if n > number]


def shorten(now: datetime) -> int:
    """Leaves out what is older than any backup worth restoring; how many lines."""
    path = _path()
    if not path.exists():
        return 0
    with path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        lines = list(_entries(file.read()))
        kept = [e for e in lines if e.instant > now - KEPT or e is lines[-1]]
        if len(kept) < len(lines):
            data = "".join(json.dumps(asdict(entry)) + "\n" for entry in kept).encode()
            file.seek(0)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    return len(lines) - len(kept)


def _entries(data: bytes) -> Iterator[Entry]:
    """The readable lines: the first of a tail may be cut, the last of a crash may be half."""
    for line in data.split(b"\n"):
        try:
            values = json.loads(line)
            values["reminders"] = tuple(tuple(r) for r in values["reminders"])
            yield Entry(**values)
        except (ValueError, TypeError, KeyError):
            continue


def _path() -> Path:
    return Path(settings.SENT_JOURNAL)
