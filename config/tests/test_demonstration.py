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


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """Sets up a folder, the same at each call; the folder and what was printed."""
    var = tmp_path_factory.mktemp("var")

    def run():
        done = subprocess.run(
            [sys.executable, "-m", "config.local.setup", "--bare"],
            cwd=CHECKOUT,
            env={**bare_environment(), "LONGSTOP_VAR": str(var)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return var, done.stdout

    yield run
    marks.end(str(var))


@pytest.fixture
def demonstration(set_up, start_python):
    """A running demonstration, its folder, and what it printed up to the password."""
    var, _ = set_up()
    process = start_python("-m", "config.local.supervisor", LONGSTOP_VAR=str(var))
    printed = ""
    while "Password" not in printed:
        line = process.stdout.readline()
        assert line, f"ended early, having printed: {printed}"
        printed += line
    return process, var, printed


def sign_in(address, name, password):
    """Signs in over HTTP as a browser would; the page that follows."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = f"{address}account/login/?next=/admin/"
    form = browser.open(page, timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = {"csrfmiddlewaretoken": token, "username": name, "password": password}
    with browser.open(page, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_setting_up_twice_changes_nothing(set_up):
    var, first = set_up()
    password = (var / "demo-password").read_text()
    _, second = set_up()
    assert "olivia.hart@longstop.example" in first
    assert "none were missing" in second
    assert (var / "demo-password").read_text() == password


def test_it_runs_and_stops(demonstration):
    process, var, printed = demonstration
    address, name, password = re.search(
        r"Address +(http://127\.0\.0\.1:\d+/)\n +Name +(\S+)\n +Password +(\S+)\n$", printed
    ).groups()
    with urllib.request.urlopen(f"{address}health", timeout=30) as answer:
        assert answer.status == 200
    url, page = sign_in(address, name.upper(), password)
    assert url == f"{address}admin/"
    assert "Olivia" in page
    for child in ("mailbox", "web", "worker", "reports", "reaper"):
        assert marks.marked(str(var), child), child

    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert not marks.marked(str(var))
    wait_until(lambda: not (var / "postgres" / "postmaster.pid").exists())
