"""Which database a process talks to, and as whom.

Everything runs as the application's role, which owns nothing. Migrations run as the owner: the
commands that need it change the one connection's address for their own process, so there is no
second alias that ordinary code could use.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.env import Misconfigured, read_database_url
from config.local.lease import Lease, hold
from config.local.postgres import EmbeddedServer
from config.local.roles import APP_ROLE, OWNER_ROLE


def is_embedded() -> bool:
    """Whether the embedded server is used: wherever no DATABASE_URL is given."""
    return not os.environ.get("DATABASE_URL")


def hold_embedded() -> Lease | None:
    """A share in the embedded server, which then runs; None where another database is used.

    The caller keeps the lease for as long as it needs the database.
    """
    if not is_embedded():
        return None
    lease = hold(EmbeddedServer(settings.LONGSTOP_VAR))
    # The socket may lie elsewhere than the settings guessed before the server ran.
    _connect_to(lease.server.url(APP_ROLE))
    settings.DATABASE_OWNER_URL = lease.server.url(OWNER_ROLE)
    return lease


def use_owner() -> None:
    """Makes this process speak to the database as its owner from now on, alone in that.

    Of two that would migrate at once, one waits; so does one that follows a killed one, whose
    last statement the server may still be working on.
    """
    if not settings.DATABASE_OWNER_URL:
        raise Misconfigured(
            "DATABASE_OWNER_URL is not set, but DATABASE_URL is: migrations run as the role that "
            "owns the tables, everything else as one that owns nothing. Set DATABASE_OWNER_URL "
            "to the address of the owner's role (docs/operations.md shows how to make both)."
        )
    _connect_to(settings.DATABASE_OWNER_URL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('longstop owner'))")
    _refuse_unfinished_past()


def _refuse_unfinished_past() -> None:
    """Raises Misconfigured for a database that stopped midway through migrations now gone.

    Django would pass over the migration that replaces them, and what is missing would stay so.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    present = MigrationLoader(None).disk_migrations
    for migration in present.values():
        gone = set(migration.replaces) - set(present)
        if gone & applied and gone - applied:
            raise Misconfigured(
                f"The tables of {migration.app_label} were made by an early Longstop and are not "
                f"all there: {min(gone - applied)[1]} is missing, and this version cannot add it. "
                "Migrate once with commit 6619b8c, the last that can, then again with this one. "
                "A demonstration whose data nobody needs starts anew once its folder var is gone."
            )


@contextlib.contextmanager
def as_owner() -> Iterator[None]:
    """Speaks to the database as its owner while the block runs."""
    before = dict(settings.DATABASES["default"])
    try:
        use_owner()
        yield
    finally:
        connection.close()
        settings.DATABASES["default"].update(before)


def _connect_to(url: str) -> None:
    connection.close()
    settings.DATABASES["default"].update(parse(url))


def parse(url: str) -> dict[str, Any]:
    """The connection part of Django's DATABASES for a URL that Longstop itself put together."""
    return read_database_url("the database's address", url)
