"""The supervisor starts again whatever ends, and leaves nothing behind however it ends."""

import os
import signal

import psutil
import psycopg
import pytest

from config.local import marks
from config.local.places import LocalError
from config.local.postgres import EmbeddedServer
from config.local.supervisor import take_place
from config.tests.conftest import wait_until

pytestmark = pytest.mark.processes

SUPERVISE = """
import sys
from pathlib import Path
from config.local import lease, supervisor
from config.local.children import Process
from config.local.postgres import EmbeddedServer
lease.LINGER_SECONDS = 0.1
var = Path(sys.argv[1])
wanted = [Process("plain", ("-c", sys.argv[2])), Process("family", ("-c", sys.argv[3]))]
held = lease.hold(EmbeddedServer(var)) if "database" in sys.argv else None
supervisor.Supervisor(var, wanted, held).run(lambda: print("running", flush=True) or True)
"""
SLEEPER = "import time; time.sleep(600)"
# As a queue does: a child that outlives it, in a session where no group signal finds it.
FAMILY = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {SLEEPER!r}], start_new_session=True).wait()
"""


@pytest.fixture
def var(tmp_path):
    yield tmp_path
    marks.end(str(tmp_path))


@pytest.fixture
def supervise(var, start_python):
    """Starts a supervisor of two processes and returns once all run."""

    def start(*words):
        process = start_python("-c", SUPERVISE, str(var), SLEEPER, FAMILY, *words)
        assert process.stdout.readline() == "running\n"
        wait_until(lambda: len(pids(var, "family")) == 2)
        return process

    return start


def pids(var, name=None):
    return {process.pid for process in marks.marked(str(var), name)}


def test_a_killed_child_is_started_again(var, supervise):
    supervise()
    (before,) = pids(var, "plain")
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: pids(var, "plain") - {before})


def test_what_a_killed_child_left_is_cleared_away(var, supervise):
    supervise()
    before = pids(var, "family")
    parent = next(pid for pid in before if psutil.Process(pid).children())
    os.kill(parent, signal.SIGKILL)
    wait_until(lambda: len(pids(var, "family") - before) == 2)
    assert not pids(var, "family") & before


def test_a_killed_database_is_started_again(var, supervise):
    supervise("database")
    server = EmbeddedServer(var)
    before = server.pid()
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: server.pid() not in (None, before))
    wait_until(server.is_ready)
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all(var, supervise, number):
    process = supervise("database")
    process.send_signal(number)
    assert process.wait(30) == 0
    assert not pids(var)
    assert not (var / "postgres" / "postmaster.pid").exists()


def test_a_killed_supervisor_leaves_nothing(var, supervise):
    process = supervise("database")
    process.kill()
    wait_until(lambda: not pids(var))
    wait_until(lambda: not (var / "postgres" / "postmaster.pid").exists())


def test_a_killed_reaper_is_replaced(var, supervise):
    supervise()
    (before,) = pids(var, "reaper")
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: pids(var, "reaper") - {before})


def test_what_will_not_stop_is_killed(var, start_python):
    words = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=1)"
    mark = marks.environment(str(var), "stubborn")
    stubborn = start_python("-c", f"{words}; time.sleep(600)", **mark)
    stubborn.stdout.readline()
    assert marks.end(str(var), patience=0.2) == 1
    assert stubborn.wait(30) == -signal.SIGKILL


def test_marks_of_others_are_left_alone(var, start_python):
    other = start_python("-c", SLEEPER, **marks.environment(str(var) + "x", "other"))
    assert marks.end(str(var)) == 0
    assert other.poll() is None


def test_there_is_one_supervisor_at_a_time(var):
    first = take_place(var)
    os.write(first, b"http://127.0.0.1:8000")
    with pytest.raises(LocalError, match="running already, at http://127.0.0.1:8000"):
        take_place(var)
    os.close(first)
    os.close(take_place(var))
