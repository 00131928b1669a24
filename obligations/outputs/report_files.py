"""Where finished reports lie: one file each, readable by Longstop alone, checked when fetched."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """A stored report that is gone or not the one that was made; `str()` says so."""


def store(report_id: int, content: bytes, ending: str = "pdf") -> str:
    """Writes a report's file, whole or not at all; the name to find it by."""
    name = f"{report_id}-{secrets.token_hex(8)}.{ending}"
    folder = _folder()
    draft = folder / f"{name}.part"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / name)
    return name


def fetch(name: str, sha256: str) -> bytes:
    """The file of that name. Raises Damaged where it is gone or has another hash."""
    try:
        content = (_folder() / Path(name).name).read_bytes()
    except OSError:
        raise Damaged(
            "The file of this report is gone from the server. Ask for the report again, and tell"
            " an administrator."
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(
            "The file of this report is not the one that was made: its SHA-256 differs. It is not"
            " handed out. Tell an administrator."
        )
    return content


def clear(report_id: int) -> None:
    """Removes whatever lies there for a report: what a worker that died left behind."""
    for path in _folder().glob(f"{report_id}-*"):
        path.unlink(missing_ok=True)


def remove(name: str) -> None:
    """Removes one file."""
    (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.REPORTS_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
