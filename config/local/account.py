"""Running PostgreSQL as root is refused by PostgreSQL, so root lends it a system user.

That user must be able to reach the programs and the data. Where a folder on the way is closed to
others, it is opened for passing through (never for listing), and a printed line says so.
"""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from config.local.places import LocalError

SYSTEM_USER = "longstop-db"


def tell(line: str) -> None:
    """Prints a line for the person at the terminal; standard output is for results alone."""
    print(line, file=sys.stderr, flush=True)


def server_user() -> pwd.struct_passwd | None:
    """The system user for the server where this process is root (made if missing), else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    _add_user()
    tell(f"As root: made the system user {SYSTEM_USER}, because PostgreSQL will not run as root.")
    return pwd.getpwnam(SYSTEM_USER)


def _add_user() -> None:
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    elif shutil.which("adduser"):
        command = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", SYSTEM_USER]
    else:
        raise LocalError(
            "PostgreSQL will not run as root, and neither useradd nor adduser is here to make a "
            "user for it. Run Longstop as an ordinary user, or give it a DATABASE_URL."
        )
    done = subprocess.run(command, capture_output=True, text=True)
    # Somebody else may have made it in the meantime.
    if done.returncode and not _exists(SYSTEM_USER):
        raise LocalError(
            f"The system user {SYSTEM_USER} for PostgreSQL could not be made: "
            f"{done.stderr.strip()} Run Longstop as an ordinary user, or give it a DATABASE_URL."
        )


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def run_as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The arguments that make subprocess run something as this user (None: as oneself)."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path: Path, user: pwd.struct_passwd | None) -> None:
    """Hands a file or folder to the user that the server runs as."""
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def open_way(target: Path, user: pwd.struct_passwd | None) -> None:
    """Lets the server's user pass through every folder above target."""
    if user is None:
        return
    opened = []
    for folder in reversed(target.resolve().parents):
        found = folder.stat()
        if found.st_uid != user.pw_uid and not found.st_mode & 0o001:
            folder.chmod(found.st_mode | 0o001)
            opened.append(str(folder))
    if opened:
        tell(f"As root: let {user.pw_name} pass through {', '.join(opened)}.")


def open_programs(roots: list[Path], user: pwd.struct_passwd | None) -> None:
    """Lets the server's user read and run PostgreSQL's own files, which pip may have closed."""
    if user is None:
        return
    for root in roots:
        open_way(root, user)
        if root.stat().st_mode & 0o005 != 0o005:
            # The folder itself comes last: it tells that all below it is open.
            for path in [*root.rglob("*"), root]:
                if not path.is_symlink():
                    mode = path.stat().st_mode
                    path.chmod(mode | (0o005 if mode & 0o100 else 0o004))
            tell(f"As root: let {user.pw_name} read {root}.")
