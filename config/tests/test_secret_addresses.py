"""The address of a feed is a secret: no server writes it into its log, whatever the answer."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from agreements.models import User
from config.local.places import CHECKOUT
from config.local.processes import GUNICORN
from config.logs import without_secrets
from obligations.actions import feeds

SERVERS = {
    "gunicorn": (*GUNICORN, "--log-level=debug", "--bind=127.0.0.1:{port}"),
    "runserver": ("manage.py", "runserver", "--noreload", "127.0.0.1:{port}"),
}


@pytest.fixture
def person(transactional_db: None) -> User:
    return User.objects.create_user("owner@longstop.example", full_name="Olivia Hart")


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, person: User) -> Iterator[tuple[str, subprocess.Popen]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [word.format(port=port) for word in SERVERS[request.param]]
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=CHECKOUT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.communicate()


def answered(url: str) -> int:
    """The status with which an address answers, once the server is there."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


@pytest.mark.processes
def test_no_log_of_a_real_server_has_a_token(server, person: User, owner_connection) -> None:
    url, process = server
    feed, good = feeds.make_feed(about="mine", by=person)
    stopped_feed, stopped = feeds.make_feed(about="mine", by=person)
    feeds.stop_feed(feed=stopped_feed, by=person)
    unknown = "0123456789-of_nobody"
    assert answered(f"{url}/feeds/{good}.ics") == 200
    assert answered(f"{url}/feeds/{stopped}.ics") == 410
    assert answered(f"{url}/feeds/{unknown}.ics") == 404
    # Without its ending it is no feed's address, but still has the token in it.
    assert answered(f"{url}/feeds/{good}") == 404
    owner_connection.execute("ALTER TABLE obligations_feed RENAME TO obligations_feed_away")
    try:
        assert answered(f"{url}/feeds/{good}.ics?x=1") == 500
    finally:
        owner_connection.execute("ALTER TABLE obligations_feed_away RENAME TO obligations_feed")
    process.terminate()
    log = process.communicate(timeout=30)[0].decode()
    assert log.count("/feeds/[hidden]") >= 5 and "Traceback" in log
    for token in (good, stopped, unknown):
        assert token not in log


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("GET /feeds/Ab_-9.ics HTTP/1.1", "GET /feeds/[hidden] HTTP/1.1"),
        ("https://x.y/feeds/Ab9.ics?z=1", "https://x.y/feeds/[hidden]?z=1"),
        ("('/feeds/Ab9.ics', 1)", "('/feeds/[hidden]', 1)"),
        ("/settings/feeds/3/stop", "/settings/feeds/[hidden]"),
        ("/register?feeds=1", "/register?feeds=1"),
    ],
)
def test_the_secret_part_is_left_out(said: str, left: str) -> None:
    assert without_secrets(said) == left
