"""manage.py with a database behind it: the embedded server starts for the commands that need one.

A command class may say needs_database = False (it then runs on a machine without any database)
or as_owner = True (it then runs as the role that owns the tables). Django's own commands cannot
say so, and are listed here.
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, ManagementUtility
from django.db import OperationalError, connection

from config.database import hold_embedded, use_owner
from config.local.lease import Lease
from config.local.places import LocalError

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "makemessages",
    "sendtestemail",
    "startapp",
}
AS_OWNER = {"createcachetable", "flush", "migrate", "pgtrigger", "sqlflush"}


class CommandLine(ManagementUtility):
    """Django's command line; it prepares the database before the command runs."""

    lease: Lease | None = None

    def fetch_command(self, subcommand: str) -> Any:
        command = super().fetch_command(subcommand)
        if not self._only_asks_for_help() and needs_database(subcommand, command):
            self.lease = hold_embedded()
            if getattr(command, "as_owner", subcommand in AS_OWNER):
                use_owner()
        return command

    def _only_asks_for_help(self) -> bool:
        return bool({"help", "-h", "--help", "--version"} & set(self.argv[1:]))


def needs_database(name: str, command: Any) -> bool:
    """Whether the command of that name works with the database."""
    return bool(getattr(command, "needs_database", name not in WITHOUT_DATABASE))


def run(argv: list[str]) -> None:
    """Runs the command that the words ask for."""
    with plain_errors():
        CommandLine(argv).execute()


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Ends the process with one plain sentence where the surroundings are at fault."""
    try:
        yield
    except (CommandError, ImproperlyConfigured, LocalError) as error:
        sys.exit(str(error))
    except OperationalError as error:
        if connection.connection is not None:
            raise
        said = " ".join(str(error).split())
        sys.exit(f"The database cannot be reached: {said} Start it, or correct DATABASE_URL.")
