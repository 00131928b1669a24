"""Secrets that a demonstration makes for itself and keeps."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def kept_secret(path: Path, length: int = 40) -> str:
    """The secret in this file; made there first, readable by its owner alone, if it is missing.

    length counts random bytes; each becomes two digits. Of two processes that come at once, both
    get the same secret, and the file is never seen half-written.
    """
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(length) + "\n")
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)
    return path.read_text().strip()
