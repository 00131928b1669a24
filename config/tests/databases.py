"""Databases for tests: made by the owner from a migrated template, used by the application's role.

The template's name holds a hash of the migrations, so it is built once for each state of them.
Every process of a test run gets a database of its own, copied from it in a tenth of a second.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from config.database import parse
from config.local.lease import hold
from config.local.places import CHECKOUT, LocalError, var_folder
from config.local.postgres import EmbeddedServer
from config.local.roles import APP_ROLE, OWNER_ROLE, SUPERUSER

TEMPLATES_KEPT = 6
PRIVILEGES = CHECKOUT / "config" / "local" / "privileges.sql"
VACUUMED = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE 'ALTER TABLE ' || name || ' SET (autovacuum_enabled = {yes})';
    END LOOP;
END
$$
"""


class Addresses:
    """Where tests find PostgreSQL: the embedded server, or the one that DATABASE_URL names."""

    def __init__(self) -> None:
        self.app = os.environ.get("DATABASE_URL", "")
        self.owner = os.environ.get("DATABASE_OWNER_URL", "")
        self.embedded = not self.app
        if self.embedded:
            self.lease = hold(EmbeddedServer(var_folder()))
            self.app = self.lease.server.url(APP_ROLE)
            self.owner = self.lease.server.url(OWNER_ROLE)
            self.admin = self.lease.server.url(SUPERUSER, "postgres")
        elif not self.owner:
            raise LocalError(
                "DATABASE_URL is set and DATABASE_OWNER_URL is not: tests make databases as the "
                "owner. Set it to longstop_owner's address, and give that role CREATEDB."
            )
        else:
            self.admin = in_database(self.owner, "postgres")


def in_database(url: str, name: str) -> str:
    """The same address, but for another database."""
    scheme, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    query = path.partition("?")[2]
    return f"{scheme}://{authority}/{name}" + (f"?{query}" if query else "")


class TestDatabase:
    """The database of one process of a test run."""

    __test__ = False

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.template = f"longstop_template_{state_of_migrations()}"
        self.name = f"longstop_test_{os.getpid()}"
        self.app_url = in_database(addresses.app, self.name)
        self.owner_url = in_database(addresses.owner, self.name)

    def create(self) -> None:
        with psycopg.connect(self.addresses.admin, autocommit=True) as admin:
            if self.addresses.embedded:
                drop_leftovers(admin)
            ensure_template(admin, self.addresses.owner, self.template)
            self._copy_template(admin)

    def renew(self) -> None:
        """Puts the database back to what migrations made, whoever is connected to it."""
        connections.close_all()
        with psycopg.connect(self.addresses.admin, autocommit=True) as admin:
            self._copy_template(admin)

    def drop(self) -> None:
        connections.close_all()
        with psycopg.connect(self.addresses.admin, autocommit=True) as admin:
            drop(admin, self.name)

    def _copy_template(self, admin: psycopg.Connection) -> None:
        drop(admin, self.name)
        create(admin, self.name, self.template)


def state_of_migrations() -> str:
    """A hash of all that decides what an empty database looks like."""
    digest = hashlib.sha256()
    for path in [
        *sorted(CHECKOUT.glob("*/migrations/*.py")),
        CHECKOUT / "requirements.txt",
        PRIVILEGES,
        Path(__file__),
    ]:
        digest.update(f"{path.relative_to(CHECKOUT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def ensure_template(admin: psycopg.Connection, owner_url: str, name: str) -> None:
    """Builds the template unless it is there; the others wait for the one that builds."""
    admin.execute("SELECT pg_advisory_lock(hashtext('longstop template'))")
    try:
        if not exists(admin, name):
            draft = f"{name}_draft"
            drop(admin, draft)
            create(admin, draft, "template0")
            migrate(in_database(owner_url, draft))
            vacuum(in_database(owner_url, draft), yes=False)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            admin.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    finally:
        admin.execute("SELECT pg_advisory_unlock(hashtext('longstop template'))")


def migrate(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(PRIVILEGES.read_text())
    with connected_to(url):
        call_command("migrate", verbosity=0)


def vacuum(url: str, *, yes: bool) -> None:
    """Whether the server clears away dead rows by itself, and counts what is left.

    Not in tests, which take back what they write: plans of queries would depend on how long
    tests have run.
    """
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(VACUUMED.format(yes=str(yes).lower()))


@contextlib.contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Django's one connection leads to this URL while the block runs."""
    chosen = connections["default"].settings_dict
    before = dict(chosen)
    connections.close_all()
    chosen.update(parse(url))
    try:
        yield
    finally:
        connections.close_all()
        chosen.update(before)


def drop_leftovers(admin: psycopg.Connection) -> None:
    """Drops what killed test runs left, and templates of migrations long past."""
    names = [row[0] for row in admin.execute("SELECT datname FROM pg_database ORDER BY oid")]
    for name in names:
        match = re.fullmatch(r"longstop_test_(\d+)", name)
        if match and not psutil.pid_exists(int(match[1])):
            drop(admin, name)
    templates = [name for name in names if re.fullmatch(r"longstop_template_\w{12}", name)]
    for name in templates[:-TEMPLATES_KEPT]:
        drop(admin, name)


def exists(admin: psycopg.Connection, name: str) -> bool:
    found = admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def create(admin: psycopg.Connection, name: str, template: str) -> None:
    """Makes a database of the owner's in which, as in roles.sql, others may only connect."""
    for words in (
        "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} ENCODING 'UTF8'",
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {name} TO {app}",
    ):
        named = {"name": name, "owner": OWNER_ROLE, "app": APP_ROLE, "template": template}
        parts = {key: sql.Identifier(value) for key, value in named.items()}
        admin.execute(sql.SQL(words).format(**parts))


def drop(admin: psycopg.Connection, name: str) -> None:
    words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    admin.execute(words.format(sql.Identifier(name)))
