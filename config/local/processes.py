"""The processes of a running Longstop. To add one, add it here."""

import socket
from pathlib import Path

from config.local.children import Process
from config.local.places import LocalError

FIRST_PORT = 8000
GUNICORN = (
    "-m",
    "gunicorn",
    "config.wsgi:application",
    "--worker-class=gthread",
    "--workers=2",
    "--threads=4",
    "--graceful-timeout=5",
    "--access-logfile=-",
    "--logger-class=config.web_logs.DiscreetLogger",
    # Its control socket would lie in the home folder, one for all.
    "--no-control-socket",
)


def processes(web: socket.socket, mail: socket.socket, var: Path) -> list[Process]:
    """All that runs beside the database, given the listening sockets for pages and for mail."""
    return [
        Process(
            "mailbox",
            ("-m", "config.local.mailbox", str(var / "mailbox"), str(mail.fileno())),
            descriptors=(mail.fileno(),),
        ),
        Process("web", (*GUNICORN, f"--bind=fd://{web.fileno()}"), descriptors=(web.fileno(),)),
        Process("worker", ("manage.py", "watch", "queue")),
        Process("reports", ("manage.py", "watch", "reports")),
        Process("dispatch", ("manage.py", "watch", "loop")),
    ]


def listen(first: int = 0, tries: int = 1000) -> socket.socket:
    """A listening socket on loopback, at the first free port from the one given (0: any).

    It listens at once and stays open, so that nobody can take the port between finding it free
    and serving on it, nor while what serves on it is started again.
    """
    for port in range(first, first + (tries if first else 1)):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(2048)
        except OSError:
            listener.close()
        else:
            return listener
    raise LocalError(
        f"No free port between {first} and {first + tries - 1} on 127.0.0.1. "
        "Stop something that listens there, and start again."
    )
