"""Pages over real HTTP: gunicorn as in production, and a person who is signed in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from agreements.models import User
from bench.turns import Turns
from config.local.places import CHECKOUT
from config.local.processes import listen

# One worker, so that the pages that are compared are served by one process; else as in Dockerfile.
COMMAND = ("-m", "gunicorn", "config.wsgi:application", "--worker-class=gthread", "--workers=1")
COMMAND += ("--threads=4", "--no-control-socket", "--log-level=warning")


@contextmanager
def server() -> Iterator[int]:
    """Serves the settings of this run on a free port, which it gives."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with listen() as listener:
        command = [sys.executable, *COMMAND, f"--bind=fd://{listener.fileno()}"]
        process = subprocess.Popen(
            command, env={**os.environ}, cwd=CHECKOUT, pass_fds=[listener.fileno()]
        )
        try:
            _wait(listener.getsockname()[1])
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait()


def _wait(port: int) -> None:
    """Returns once it answers.

    A connection that the kernel took before gunicorn ran has not gunicorn's
    TCP_NODELAY, and each answer on it is late by forty milliseconds.
    """
    early = HTTPConnection("127.0.0.1", port)
    early.request("GET", "/account/login/", headers={"X-Forwarded-Proto": "https"})
    early.getresponse().read()
    early.close()


def sign_in(person: User) -> dict[str, str]:
    """The headers of a request of somebody who is signed in, as a proxy hands them on."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    return {"Cookie": cookie, "Host": "127.0.0.1", "X-Forwarded-Proto": "https"}


class Client:
    """One browser with one connection, which asks for pages that must hold a text fifty times."""

    def __init__(self, port: int, headers: dict[str, str], text: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port)
        self.headers = headers
        self.text = text.encode()

    def seconds(self, path: str) -> float:
        """How long a page takes from the asking to its last byte."""
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - begun
        if answer.status != 200 or body.count(self.text) != 50:
            raise SystemExit(f"{path} answered {answer.status} without its fifty rows.")
        return taken

    def in_turns(self, ours: str, bare: str, *, rounds: int, warm: int) -> Turns:
        """Two pages, asked for one after the other."""
        # The server hangs up on a browser that was silent for two seconds.
        self.connection.close()
        turns = Turns()
        for number in range(warm + rounds):
            pair = self.seconds(ours), self.seconds(bare)
            if number >= warm:
                turns.ours.append(pair[0])
                turns.bare.append(pair[1])
        return turns
