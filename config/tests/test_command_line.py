"""manage.py has a database where the command needs one, and only there."""

import os
import shutil
import subprocess
import sys

import pytest

from config.local.places import CHECKOUT
from config.local.postgres import EmbeddedServer
from config.tests.conftest import bare_environment, wait_until

pytestmark = pytest.mark.processes


def manage(tmp_path, *words, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={**bare_environment(), "LONGSTOP_VAR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
    )


def test_commands_without_a_database_start_none(tmp_path):
    for words in (["check"], ["help"], ["migrate", "--help"]):
        assert manage(tmp_path, *words).returncode == 0
    assert not (tmp_path / "postgres").exists()


def test_a_command_starts_the_database_and_migrates_as_its_owner(tmp_path):
    done = manage(tmp_path, "migrate", "agreements", "0001")
    assert done.returncode == 0, done.stderr
    asked = manage(tmp_path, "shell", "--command", WHO)
    assert asked.stdout.splitlines()[-1] == "longstop_app longstop_owner"
    server = EmbeddedServer(tmp_path)
    server.stop()
    wait_until(lambda: not server.is_running())


WHO = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    user = cursor.fetchone()[0]
    cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'agreements_user'")
    print(user, cursor.fetchone()[0])
"""


def test_an_unreachable_database_gets_one_sentence(tmp_path):
    address = "postgresql://longstop_app@127.0.0.1:1/longstop"
    done = manage(tmp_path, "showmigrations", DATABASE_URL=address, LONGSTOP_DEMO="1")
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be reached: ")
    assert done.stderr.count("\n") == 1


def test_a_missing_owner_gets_one_sentence(tmp_path):
    address = "postgresql://longstop_app@127.0.0.1:1/longstop"
    done = manage(tmp_path, "migrate", DATABASE_URL=address, LONGSTOP_DEMO="1")
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_OWNER_URL is not set, but DATABASE_URL is")


def test_a_missing_secret_gets_one_sentence(tmp_path):
    done = manage(tmp_path, "check", LONGSTOP_DEMO="0")
    assert done.returncode == 1
    assert done.stderr.startswith("LONGSTOP_SECRET_KEY is not set")


@pytest.fixture
def checkout(tmp_path):
    """A folder with manage.py and the start of the package, and no environment."""
    shutil.copy(CHECKOUT / "manage.py", tmp_path)
    return tmp_path


def bare_python(checkout):
    # Without site-packages, as a Python that nobody has prepared.
    return subprocess.run(
        [sys._base_executable, "-I", "-S", "manage.py", "check"],
        cwd=checkout,
        capture_output=True,
        text=True,
    )


def test_a_bare_python_is_told_to_run_setup(checkout):
    done = bare_python(checkout)
    assert done.returncode == 1
    assert "Run bin/setup first" in done.stderr


def test_a_half_built_environment_is_not_used(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    assert "Run bin/setup first" in bare_python(checkout).stderr


def test_a_bare_python_hands_over_to_the_prepared_one(checkout):
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "prepared: $*"\n')
    python.chmod(0o755)
    (checkout / ".venv" / "stamp.json").write_text("{}")
    done = bare_python(checkout)
    assert done.stdout == f"prepared: {os.path.join('', 'manage.py')} check\n"
