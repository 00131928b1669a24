"""The embedded server lives as long as somebody needs it, and no longer."""

import os
import shutil
import signal
from threading import Thread

import psutil
import psycopg
import pytest

from config.local import lease
from config.local.postgres import EmbeddedServer
from config.tests.conftest import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.usefixtures("quick_guardian")]

HOLD = """
import sys
from pathlib import Path
from config.local import lease
from config.local.postgres import EmbeddedServer
lease.LINGER_SECONDS = 0.1
held = lease.hold(EmbeddedServer(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hold(server, start_python):
    """Starts a process that holds a share until its standard input closes."""

    def start(wait=True):
        process = start_python("-c", HOLD, str(server.var))
        if wait:
            assert process.stdout.readline() == "held\n"
        return process

    return start


@pytest.fixture(autouse=True)
def still(server):
    """Each test begins and ends with a server that does not run."""
    wait_until(lambda: not server.is_running())
    yield
    wait_until(lambda: not server.is_running() and not lease.guardian_is_alive(server))


def leave(process):
    process.stdin.close()
    assert process.wait(30) == 0


def test_two_share_and_the_last_one_stops_it(server, hold):
    first, second = hold(), hold()
    pid = server.pid()
    leave(first)
    assert server.pid() == pid
    leave(second)
    wait_until(lambda: not server.is_running())


def test_two_that_start_at_once_start_one_server(server, hold):
    processes = [hold(wait=False) for _ in range(3)]
    assert [process.stdout.readline() for process in processes] == ["held\n"] * 3
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    for process in processes:
        leave(process)


def test_a_killed_holder_does_not_leave_it_behind(server, hold):
    process = hold()
    process.kill()
    wait_until(lambda: not server.is_running())


def test_a_client_with_nothing_but_the_url_keeps_it(server, hold):
    process = hold()
    with psycopg.connect(server.url()) as client:
        leave(process)
        assert not lease.stop_if_unused(server)
        assert client.execute("SELECT 1").fetchone() == (1,)


def test_a_killed_guardian_is_replaced(server, hold):
    first = hold()
    wait_until(lambda: lease.guardian_is_alive(server))
    for guardian in guardians(server):
        os.kill(guardian.pid, signal.SIGKILL)
    wait_until(lambda: not lease.guardian_is_alive(server))
    second = hold()
    leave(first)
    leave(second)
    wait_until(lambda: not server.is_running())


def guardians(server):
    words = ["config.local.guardian", str(server.var)]
    return [p for p in psutil.process_iter(["cmdline"]) if words == (p.info["cmdline"] or [])[2:4]]


def test_stop_if_unused_leaves_a_held_server_alone(server, hold):
    process = hold()
    assert not lease.stop_if_unused(server)
    leave(process)


def test_a_guardian_of_a_deleted_folder_leaves_its_successor_alone(tmp_path):
    var = tmp_path / "var"
    server = EmbeddedServer(var, durable=False)
    old = lease.Lease(server)
    guardian = Thread(target=lease.guard, args=(server, 0.5))
    guardian.start()
    wait_until(lambda: lease.guardian_is_alive(server))
    shutil.rmtree(var)
    server.ensure()
    old.release()
    guardian.join(30)
    assert server.is_running()
    server.stop()
