"""Every write leaves a history row with its person and reason, whatever way it takes."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from agreements.audit import Unexplained, recording
from agreements.models import Agreement, Party, User

pytestmark = pytest.mark.django_db

WHO = "owner@longstop.example"


@pytest.fixture
def owner() -> User:
    return User.objects.create_user(WHO, full_name="Olivia Hart", role="counsel")


def history(name: str) -> list[tuple[str, str, str, str]]:
    """Label, person, action and reason of each history row of a party's name, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, pgh_context->>'name', pgh_context->>'action',"
            " pgh_context->>'reason' FROM agreements_partyhistory WHERE name = %s ORDER BY pgh_id",
            [name],
        )
        return cursor.fetchall()


def test_insert_change_and_delete_are_kept_with_their_why(owner: User) -> None:
    with recording(by=owner, action="enter", reason="from the signature page"):
        party = Party.objects.create(name="Alpha")
    with recording(by=owner, action="enter", reason="kind added"):
        party.kind = "company"
        party.save()
    with recording(by=owner, action="remove", reason="entered twice"):
        party.delete()
    assert history("Alpha") == [
        ("insert", "Olivia Hart", "enter", "from the signature page"),
        ("update", "Olivia Hart", "enter", "kind added"),
        ("delete", "Olivia Hart", "remove", "entered twice"),
    ]


def test_a_reason_loses_what_no_text_can_have(owner: User) -> None:
    with recording(by=owner, action="enter", reason="from \0the page\0"):
        Party.objects.create(name="Alpha")
    assert history("Alpha") == [("insert", "Olivia Hart", "enter", "from the page")]


def _by_bulk_create() -> None:
    Party.objects.bulk_create([Party(name="Beta")])


def _by_raw_sql() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_party (name, kind, jurisdiction) VALUES ('Beta', '', '')"
        )


def _by_executemany() -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO agreements_party (name, kind, jurisdiction) VALUES (%s, '', '')",
            [("Beta",)],
        )


def _by_copy() -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY agreements_party (name, kind, jurisdiction) FROM STDIN") as copy,
    ):
        copy.write_row(("Beta", "", ""))


def _by_unnest() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agreements_party (name, kind, jurisdiction)"
            " SELECT name, '', '' FROM unnest(%s::text[]) AS name",
            [["Beta"]],
        )


@pytest.mark.parametrize(
    "write", [_by_bulk_create, _by_raw_sql, _by_executemany, _by_copy, _by_unnest]
)
def test_each_way_of_writing_carries_the_context(owner: User, write) -> None:
    with recording(by=owner, action="enter", reason="in bulk"):
        write()
    assert history("Beta") == [("insert", "Olivia Hart", "enter", "in bulk")]


@pytest.mark.parametrize(
    "write", [_by_bulk_create, _by_raw_sql, _by_executemany, _by_copy, _by_unnest]
)
def test_a_write_outside_a_recording_is_refused(write) -> None:
    with pytest.raises((IntegrityError, psycopg.IntegrityError)), transaction.atomic():
        write()
    assert not Party.objects.filter(name="Beta").exists()


def test_the_context_ends_with_its_recording(owner: User) -> None:
    with recording(by=owner, action="enter", reason="first"):
        Party.objects.create(name="Gamma")
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(name="Delta")


def test_a_failed_recording_leaves_nothing_and_no_context(owner: User) -> None:
    with pytest.raises(ZeroDivisionError), recording(by=owner, action="enter", reason="doomed"):
        Party.objects.create(name="Gamma")
        raise ZeroDivisionError
    assert not Party.objects.filter(name="Gamma").exists()
    assert history("Gamma") == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.create(name="Delta")


def test_an_inner_recording_joins_the_outer_one(owner: User) -> None:
    with recording(by=owner, action="import", reason="a file"):
        with recording(by=owner, action="enter", reason="a row of it"):
            Party.objects.create(name="Gamma")
    assert history("Gamma") == [("insert", "Olivia Hart", "import", "a file")]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_recording_without_a_reason_is_refused(owner: User, reason: str) -> None:
    with pytest.raises(Unexplained, match="reason"):
        with recording(by=owner, action="enter", reason=reason):
            pass


def test_a_recording_without_a_person_is_refused() -> None:
    with pytest.raises(Unexplained, match="person"):
        with recording(by=None, action="enter", reason="nobody"):  # type: ignore[arg-type]
            pass


def test_history_cannot_be_rewritten(owner: User) -> None:
    with recording(by=owner, action="enter", reason="kept"):
        Party.objects.create(name="Gamma")
    for statement in (
        "UPDATE agreements_partyhistory SET name = 'Forged'",
        "DELETE FROM agreements_partyhistory",
        "TRUNCATE agreements_partyhistory",
    ):
        with pytest.raises(Exception, match=r"permission denied|Cannot") as caught:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert isinstance(caught.value.__cause__, psycopg.Error)
    assert len(history("Gamma")) == 1


def test_an_unchanged_row_leaves_no_history(owner: User) -> None:
    with recording(by=owner, action="enter", reason="once"):
        party = Party.objects.create(name="Gamma")
        party.save()
    assert len(history("Gamma")) == 1


def test_history_outlives_its_subject(owner: User) -> None:
    with recording(by=owner, action="enter", reason="made"):
        agreement = Agreement.objects.create(reference="X-1", title="X")
    with recording(by=owner, action="remove", reason="unmade"):
        agreement.delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agreements_agreementhistory WHERE reference = 'X-1'")
        assert cursor.fetchone() == (2,)


def test_triggers_are_told_what_to_ignore_so_that_none_has_to_ask_by_an_exception(owner):
    with recording(by=owner, action="look", reason="to see"), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
