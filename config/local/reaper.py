"""The process that ends everything a supervisor started, should the supervisor be killed.

Its standard input is a pipe that only the supervisor holds open; the kernel closes it however the
supervisor ends.

    python -m config.local.reaper MARK
"""

import signal
import sys

from config.local.marks import end

PATIENCE_SECONDS = 8.0


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end(sys.argv[1], patience=PATIENCE_SECONDS)


if __name__ == "__main__":
    main()
