"""The process that stops the embedded server once nobody needs it: see lease.py."""

import os
import sys
from pathlib import Path


def main() -> None:
    # The starter waits for the first process only: the second belongs to nobody and leaves no
    # zombie behind. Before the other imports, so that the wait is short.
    if os.fork():
        os._exit(0)
    from config.local.lease import guard
    from config.local.postgres import EmbeddedServer

    guard(EmbeddedServer(Path(sys.argv[1])), linger=float(sys.argv[2]))


if __name__ == "__main__":
    main()
