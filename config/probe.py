"""Asks the web server in the same container whether it is well: python -m config.probe

Exit status 0 says yes. Needs nothing but the standard library, so that it costs next to nothing.
"""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit


def host() -> str:
    """A host name that the server accepts."""
    given = os.environ.get("LONGSTOP_HOSTS", "").split(",")[0].strip()
    return given or str(urlsplit(os.environ.get("LONGSTOP_BASE_URL", "")).hostname or "localhost")


def main() -> None:
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    question = urllib.request.Request(f"http://127.0.0.1:{port}/health", headers={"Host": host()})
    try:
        with urllib.request.urlopen(question, timeout=8) as answer:
            print(answer.read().decode())
    except urllib.error.HTTPError as error:
        sys.exit(error.read().decode())
    except OSError as error:
        sys.exit(f"The web server does not answer: {error}")


if __name__ == "__main__":
    main()
