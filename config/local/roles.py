"""The two database roles, and their addresses on the embedded server."""

from pathlib import Path
from urllib.parse import urlencode

from config.local.places import socket_folder

DATABASE = "longstop"
APP_ROLE = "longstop_app"
OWNER_ROLE = "longstop_owner"
SUPERUSER = "postgres"


def embedded_url(var: Path, role: str, database: str = DATABASE) -> str:
    """The URL of a database on the embedded server below var, whether it is running or not."""
    # The port is named, so that a PGPORT in somebody's environment cannot lead clients astray.
    place = urlencode({"host": str(socket_folder(var / "postgres")), "port": 5432}, safe="/")
    return f"postgresql://{role}@/{database}?{place}"
