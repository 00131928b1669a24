"""Databases of before the first release go on, or are told why they cannot."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from config.database import as_owner
from config.env import Misconfigured

APPS = ("agreements", "obligations")


@pytest.fixture
def initial():
    """The migrations that take the place of the earlier ones."""
    present = MigrationLoader(None).disk_migrations
    return [one for (app, _), one in present.items() if app in APPS and one.initial]


@pytest.fixture
def execute(transactional_db, owner_connection, settings, test_database, initial):
    """A database that knows of nothing but the earlier migrations; it is spoken to as its owner."""
    settings.DATABASE_OWNER_URL = test_database.owner_url
    record = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"
    for migration in initial:
        owner_connection.execute(
            "DELETE FROM django_migrations WHERE app = %s AND name = %s",
            [migration.app_label, migration.name],
        )
        for earlier in migration.replaces:
            owner_connection.execute(record, earlier)
    return owner_connection.execute


def migrate():
    with as_owner():
        call_command("migrate", verbosity=0)


def test_a_database_with_all_earlier_migrations_is_taken_as_it_is(execute, initial):
    tables = "SELECT oid FROM pg_class WHERE relkind = 'r' ORDER BY oid"
    before = execute(tables).fetchall()
    migrate()
    assert execute(tables).fetchall() == before
    recorded = execute("SELECT app, name FROM django_migrations").fetchall()
    assert {(one.app_label, one.name) for one in initial} <= set(recorded)


def test_one_that_stopped_midway_is_told_how_to_go_on(execute):
    execute("DELETE FROM django_migrations WHERE name = '0028_recently_sent'")
    with pytest.raises(Misconfigured, match="0028_recently_sent is missing.*Migrate once with"):
        migrate()
    assert not execute("SELECT FROM django_migrations WHERE name ~ 'squashed'").fetchall()
