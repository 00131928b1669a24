"""A database for one bench: fresh from migrations, reached as the application's role."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from config.tests.databases import Addresses, TestDatabase, connected_to, vacuum


@cache
def _addresses() -> Addresses:
    return Addresses()


@contextmanager
def fresh_database() -> Iterator[str]:
    """Makes a database in the embedded server of the data folder, and drops it in the end.

    Gives the owner's address. Servers that are started meanwhile find the
    application's in their environment.
    """
    database = TestDatabase(_addresses())
    database.create()
    vacuum(database.owner_url, yes=True)
    urls = {"DATABASE_URL": database.app_url, "DATABASE_OWNER_URL": database.owner_url}
    os.environ.update(urls)
    try:
        with connected_to(database.app_url):
            yield database.owner_url
    finally:
        for name in urls:
            del os.environ[name]
        database.drop()
