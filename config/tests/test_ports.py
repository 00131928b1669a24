"""Longstop finds a free port and keeps it."""

import pytest

from config.local.places import LocalError
from config.local.processes import listen


def test_the_next_free_port_is_taken():
    with listen() as first:
        port = first.getsockname()[1]
        with listen(port) as second:
            assert second.getsockname()[1] > port


def test_only_this_machine_is_served():
    with listen() as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_no_free_port_is_told():
    with listen() as first:
        port = first.getsockname()[1]
        with pytest.raises(LocalError, match=f"No free port between {port} and {port}"):
            listen(port, tries=1)
