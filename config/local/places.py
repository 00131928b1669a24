"""Where Longstop keeps things on this machine. Nothing here starts or contacts anything."""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent

# The kernel takes at most 107 bytes for a socket's path; PostgreSQL adds its file name.
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_FOLDER = 107 - len("/" + SOCKET_NAME)
LONGEST_RUNTIME = 50


class LocalError(Exception):
    """Something on this machine stands in the way; the message says what, and what to do."""


def var_folder() -> Path:
    """The folder for data, documents, mail and logs: LONGSTOP_VAR, or var/ in the checkout."""
    given = os.environ.get("LONGSTOP_VAR", "").strip()
    return Path(given).expanduser().resolve() if given else CHECKOUT / "var"


def socket_folder(data: Path) -> Path:
    """The folder for the socket of the embedded server whose data folder this is.

    Every process must find the same folder whatever its environment. So a server that is running
    is asked (its pid file names the folder), and otherwise the answer follows from the path alone:
    run/ beside the data, or a short private folder where that path is too long for a socket.
    """
    recorded = recorded_socket_folder(data)
    if recorded is not None and recorded.is_dir():
        return recorded
    beside = data.parent / "run"
    short = len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER
    # A comma would mean two folders to PostgreSQL, and two hosts to its clients.
    if short and re.fullmatch(r"[\w/.+-]+", str(beside), re.ASCII):
        return beside
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return runtime_folder() / f"longstop-{os.getuid()}-{mark}"


def recorded_socket_folder(data: Path) -> Path | None:
    """The socket folder that postmaster.pid names, or None where there is no such line."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None


def runtime_folder() -> Path:
    """XDG_RUNTIME_DIR where it is ours alone and short, else the system's temporary folder."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and len(given) <= LONGEST_RUNTIME and is_private(Path(given)):
        return Path(given)
    return Path(tempfile.gettempdir())


def is_private(folder: Path) -> bool:
    """Whether it is a real folder of this user that nobody else may enter."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    mine = found.st_uid == os.getuid() and not found.st_mode & 0o077
    return stat.S_ISDIR(found.st_mode) and mine


def make_folder(folder: Path, mode: int = 0o700) -> Path:
    """Makes the folder, and any above it, unless it is there; its mode is left as found."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=mode, exist_ok=True)
    return folder


def make_private_folder(folder: Path, owner: int | None = None) -> Path:
    """Makes a folder that only its owner may enter, or refuses what somebody else put there.

    owner is the numeric user that the folder is given to (this process's own by default).
    """
    owner = os.getuid() if owner is None else owner
    make_folder(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.getuid()):
        raise LocalError(
            f"{folder} belongs to somebody else, so Longstop will not put its database's socket "
            f"there. Remove it, or set XDG_RUNTIME_DIR to a folder of your own."
        )
    if found.st_uid != owner:
        os.chown(folder, owner, -1)
    folder.chmod(0o700)
    return folder
