"""Folders, servers and processes for the tests of how Longstop is run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from config.local import lease
from config.local.places import CHECKOUT
from config.local.postgres import EmbeddedServer


def wait_until(condition: Callable[[], Any], seconds: float = 30) -> Any:
    """What the condition gives once it gives something true. Generous: machines can be busy."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.02)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """An embedded server of this module's own, stopped at the end."""
    server = EmbeddedServer(tmp_path_factory.mktemp("var"), durable=False)
    yield server
    server.stop()


@pytest.fixture
def quick_guardian(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guardians stop an unused server almost at once."""
    monkeypatch.setattr(lease, "LINGER_SECONDS", 0.1)


@pytest.fixture
def start_python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python with these words in the checkout; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(
        *words: str, sockets: Sequence[socket.socket] = (), **environment: str
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=CHECKOUT,
            env={**bare_environment(), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[one.fileno() for one in sockets],
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def bare_environment() -> dict[str, str]:
    """This process's environment without what tells Longstop about databases and folders."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LONGSTOP_", "DATABASE_", "DJANGO_"))
    } | {"LONGSTOP_FSYNC": "off"}
