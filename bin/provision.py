"""Makes .venv and installs system packages: python3 bin/provision.py [--tests]

Runs on the system's Python with its standard library alone. Safe to run twice, after being killed
at any point, and twice at the same time (the second waits for the first).
"""

import argparse
import fcntl
import os
import sys
from pathlib import Path

import environment
import packages

CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description="Prepares this checkout for running Longstop.")
    parser.add_argument("--tests", action="store_true", help="also install what tests need")
    for_tests = parser.parse_args().tests
    lock = os.open(CHECKOUT / ".venv.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another bin/setup is at work in this checkout; waiting for it.", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)
    packages.install(for_tests=for_tests)
    environment.prepare(CHECKOUT, for_tests=for_tests)


if __name__ == "__main__":
    try:
        main()
    except environment.Impossible as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Interrupted; running it again goes on from here.")
