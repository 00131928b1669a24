"""The embedded server starts, and starts again whatever happened to it."""

import os
import signal
import stat
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from config.local.places import LocalError, socket_folder
from config.local.postgres import EmbeddedServer
from config.tests.conftest import wait_until

pytestmark = pytest.mark.processes


@pytest.fixture(autouse=True)
def running(server):
    server.ensure()


def who(server, role="longstop_app"):
    with psycopg.connect(server.url(role)) as connection:
        return connection.execute("SELECT current_user::text, current_database()").fetchone()


def test_it_serves_both_roles_over_a_private_socket(server):
    assert who(server) == ("longstop_app", "longstop")
    assert who(server, "longstop_owner") == ("longstop_owner", "longstop")
    folder = parse_qs(urlsplit(server.url()).query)["host"][0]
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


def test_it_listens_on_no_network_address(server):
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_ensuring_a_running_server_leaves_it_alone(server):
    before = server.pid()
    server.ensure()
    assert server.pid() == before


def test_it_starts_again_after_its_postmaster_was_killed(server):
    with psycopg.connect(server.url("longstop_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS id")
    os.kill(server.pid(), signal.SIGKILL)
    server.ensure()
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT id FROM kept").fetchone() == (1,)


def test_a_stale_pid_file_naming_a_living_stranger_is_cleared_away(server):
    server.stop()
    lines = [str(os.getpid()), str(server.data), "1", "5432", str(socket_folder(server.data))]
    (server.data / "postmaster.pid").write_text("\n".join([*lines, "", "1 1", "ready"]) + "\n")
    assert server.pid() is None
    server.ensure()
    assert who(server)


def test_a_torn_pid_file_is_cleared_away(server):
    server.stop()
    (server.data / "postmaster.pid").write_text("12")
    server.ensure()
    assert who(server)


def test_a_server_that_lost_its_socket_is_restarted(server):
    before = server.pid()
    server.socket.unlink()
    server.ensure()
    assert server.pid() != before
    assert who(server)


def test_interrupted_provision_is_finished(server):
    (server.data / "longstop-roles.sql").write_text("half of it")
    server.ensure()
    assert who(server)


def test_foreign_settings_in_the_environment_change_nothing(server, monkeypatch):
    monkeypatch.setenv("PGPORT", "6543")
    monkeypatch.setenv("PGDATA", "/nowhere")
    server.stop()
    server.ensure()
    assert who(server)


def test_data_of_another_version_is_refused_with_a_sentence(server):
    server.stop()
    version = server.data / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(LocalError, match="was made by PostgreSQL 15"):
        server.ensure()
    version.write_text("18\n")
    server.ensure()


def test_an_aborted_initdb_leaves_nothing_behind(tmp_path, start_python):
    server = EmbeddedServer(tmp_path, durable=False)
    words = (
        "from pathlib import Path; from config.local.postgres import make_data_folder;"
        f"make_data_folder(Path({str(server.data)!r}), durable=False)"
    )
    aborted = start_python("-c", words)
    wait_until(lambda: list(tmp_path.glob("postgres.new-*/base")))
    aborted.kill()
    assert not server.data.exists()
    server.ensure()
    assert who(server)
    assert not list(tmp_path.glob("postgres.new-*"))
    server.stop()


def test_stopping_twice_is_no_error(server):
    server.stop()
    server.stop()
    assert not server.is_running()
