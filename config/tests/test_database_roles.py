"""The application runs as a role that row-level security binds and that owns nothing."""

import psycopg
import pytest
from django.contrib.auth.models import Group
from django.db import ProgrammingError, connection

from agreements.models import User


def ask(words: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(words)
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.mark.django_db
def test_tests_run_as_the_application():
    assert ask("SELECT current_user") == "longstop_app"


@pytest.mark.django_db
def test_the_application_has_no_special_rights():
    rights = "rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls"
    assert ask(f"SELECT {rights} FROM pg_roles WHERE rolname = current_user") is False


@pytest.mark.django_db
def test_the_application_owns_nothing():
    assert ask("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == 0
    assert ask("SELECT count(*) FROM pg_proc WHERE proowner = current_user::regrole") == 0
    assert ask("SELECT count(*) FROM pg_database WHERE datdba = current_user::regrole") == 0


@pytest.mark.django_db
def test_the_owner_owns_all_tables():
    owners = (
        "SELECT array_agg(DISTINCT tableowner::text) FROM pg_tables WHERE schemaname = 'public'"
    )
    assert ask(owners) == ["longstop_owner"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "DROP TABLE agreements_user CASCADE",
        "ALTER TABLE agreements_user DISABLE TRIGGER ALL",
        "TRUNCATE agreements_user CASCADE",
        "CREATE ROLE mine",
    ],
)
def test_the_application_cannot(forbidden):
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(forbidden)


@pytest.mark.django_db
def test_the_application_reads_and_writes_rows():
    group = Group.objects.create(name="readers")
    Group.objects.filter(pk=group.pk).update(name="editors")
    assert Group.objects.get(pk=group.pk).name == "editors"
    assert group.delete()[0] == 1


def test_the_owner_is_no_superuser(owner_connection):
    words = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    assert owner_connection.execute(words).fetchone() == ("longstop_owner", False, False)


def test_addresses_lead_to_the_same_database(owner_connection, app_url):
    with psycopg.connect(app_url) as app:
        assert app.info.dbname == owner_connection.info.dbname


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committed_rows_vanish_and_migrated_rows_stay(turn):
    assert list(User.objects.values_list("full_name", flat=True)) == ["system"]
    User.objects.create_user("olivia@longstop.example", full_name="Olivia")
    User.objects.system().delete()


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_what_the_application_committed(owner_connection):
    User.objects.create_user("olivia@longstop.example", full_name="Olivia")
    assert owner_connection.execute("SELECT count(*) FROM agreements_user").fetchone() == (2,)
