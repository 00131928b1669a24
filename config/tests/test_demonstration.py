"""The whole demonstration: set up in an empty folder, running, signed in to, and stopped."""

import re
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

import pytest

from config.local import marks
from config.local.places import CHECKOUT
from config.tests.conftest import bare_environment, wait_until

pytestmark = pytest.mark.processes


def set_up(var):
    return subprocess.run(
        [sys.executable, "-m", "config.local.setup"],
        cwd=CHECKOUT,
        env={**bare_environment(), "LONGSTOP_VAR": str(var)},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def demonstration(tmp_path, start_python):
    """A running demonstration, and what it printed up to the password."""
    done = set_up(tmp_path)
    assert done.returncode == 0, done.stderr
    process = start_python("-m", "config.local.supervisor", LONGSTOP_VAR=str(tmp_path))
    printed = ""
    while "Password" not in printed:
        line = process.stdout.readline()
        assert line, f"ended early, having printed: {printed}"
        printed += line
    yield process, printed
    marks.end(str(tmp_path))


def sign_in(address, name, password):
    """Signs in over HTTP as a browser would; the page that follows."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = f"{address}admin/login/?next=/admin/"
    form = browser.open(page, timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "username": name, "password": password}
    with browser.open(page, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_it_runs_and_stops(demonstration, tmp_path):
    process, printed = demonstration
    address, name, password = re.search(
        r"Address +(http://127\.0\.0\.1:\d+/)\n +Name +(\S+)\n +Password +(\S+)\n$", printed
    ).groups()
    with urllib.request.urlopen(f"{address}health", timeout=30) as answer:
        assert answer.status == 200
    url, page = sign_in(address, name.upper(), password)
    assert url == f"{address}admin/"
    assert "Olivia" in page
    names = {"mailbox", "web", "worker", "reports", "reaper"}
    assert all(marks.marked(str(tmp_path), name) for name in names)

    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert not marks.marked(str(tmp_path))
    wait_until(lambda: not (tmp_path / "postgres" / "postmaster.pid").exists())


def test_setting_up_twice_changes_nothing(tmp_path):
    first = set_up(tmp_path)
    password = (tmp_path / "demo-password").read_text()
    second = set_up(tmp_path)
    assert "olivia.hart@longstop.example" in first.stdout
    assert "none were missing" in second.stdout
    assert (tmp_path / "demo-password").read_text() == password
