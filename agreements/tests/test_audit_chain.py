"""What was sealed cannot be changed, removed or added to without being found, row by row."""

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection, transaction

from agreements import chain
from agreements.audit import recording
from agreements.models import Party, Seal, User
from agreements.sealing import seal
from agreements.verifying import verify

HISTORY = "agreements_partyhistory"


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user("owner@longstop.example", full_name="Olivia Hart")


@pytest.fixture
def written(owner: User) -> list[int]:
    """The ids of five sealed history rows, two ranges of at most three rows."""
    with recording(by=owner, action="enter", reason="for the test"):
        for number in range(5):
            Party.objects.create(name=f"Party {number}")
    seal(most=3)
    return ids()


def ids() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pgh_id FROM {HISTORY} ORDER BY 1")
        return [row for (row,) in cursor.fetchall()]


@pytest.fixture
def as_owner(transactional_db: None, owner_connection: psycopg.Connection) -> Iterator[Callable]:
    """Runs a statement as the owner of the tables, past triggers: as a forger would."""

    def run(statement: str, *values: object) -> None:
        owner_connection.execute(f"ALTER TABLE {HISTORY} DISABLE TRIGGER USER")
        owner_connection.execute("ALTER TABLE agreements_seal DISABLE TRIGGER USER")
        owner_connection.execute(statement, values)

    yield run


@pytest.mark.django_db
def test_what_is_new_is_sealed_once_and_the_chain_holds(written: list[int]) -> None:
    verdict = verify()
    assert verdict.broken == [] and verdict.unsealed == 0
    assert verdict.seals == Seal.objects.count() and verdict.events >= 5
    assert seal() == 0
    ranges = Seal.objects.filter(table=HISTORY).order_by("number")
    assert [one.count for one in ranges] == [3, 2]
    assert ranges[1].after == ranges[0].until
    last = chain.head()
    assert last is not None and verdict.head == last.hash


@pytest.mark.django_db
def test_nothing_to_seal_is_no_seal() -> None:
    assert seal() == 0 and chain.head() is None
    verdict = verify()
    assert (verdict.seals, verdict.head, verdict.broken) == (0, "", [])


@pytest.mark.django_db
def test_the_hash_can_be_worked_out_by_anybody_from_what_is_written_down(
    written: list[int],
) -> None:
    """As docs/operations.md says, from the columns of a seal alone."""
    import hashlib

    first = Seal.objects.get(number=1)
    lines = [
        "longstop seal 1",
        "1",
        "0" * 64,
        first.table,
        " ".join(first.columns),
        str(first.after),
        str(first.until),
        str(first.count),
        hashlib.sha256(bytes(first.leaves)).hexdigest(),
        first.sealed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    ]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == first.hash


def test_one_changed_byte_is_found(as_owner: Callable, written: list[int]) -> None:
    as_owner(f"UPDATE {HISTORY} SET name = 'Party O' WHERE pgh_id = %s", written[3])
    (said,) = verify().broken
    assert said == f"{HISTORY}, seal 2: row {written[3]} was changed."


def test_a_changed_reason_is_found(as_owner: Callable, written: list[int]) -> None:
    change = "jsonb_set(pgh_context, '{reason}', '\"another\"')"
    as_owner(f"UPDATE {HISTORY} SET pgh_context = {change} WHERE pgh_id = %s", written[0])
    (said,) = verify().broken
    assert said == f"{HISTORY}, seal 1: row {written[0]} was changed."


def test_a_deleted_row_is_found(as_owner: Callable, written: list[int]) -> None:
    as_owner(f"DELETE FROM {HISTORY} WHERE pgh_id = %s", written[1])
    (said,) = verify().broken
    assert said == f"{HISTORY}, seal 1: row {written[1]} is gone."


def test_an_inserted_row_is_found(as_owner: Callable, written: list[int]) -> None:
    names = "id, name, kind, jurisdiction, pgh_label, pgh_created_at, pgh_obj_id, pgh_context"
    as_owner(f"INSERT INTO {HISTORY} (pgh_id, {names}) SELECT -7, {names} FROM {HISTORY} LIMIT 1")
    (said,) = verify().broken
    assert said == f"{HISTORY}, seal 1: row -7 was put in afterwards."


def test_two_rows_that_changed_places_are_found(as_owner: Callable, written: list[int]) -> None:
    as_owner(
        f"UPDATE {HISTORY} SET pgh_id = CASE pgh_id WHEN %s THEN -1 ELSE %s END WHERE pgh_id = %s",
        *(written[4], written[4], written[4]),
    )
    broken = " ".join(verify().broken)
    assert f"row {written[4]} is gone" in broken and "row -1 was put in afterwards" in broken


def test_a_dropped_table_and_a_dropped_column_are_found(
    as_owner: Callable, written: list[int]
) -> None:
    as_owner(f"ALTER TABLE {HISTORY} DROP COLUMN jurisdiction")
    (said,) = verify().broken
    assert said.startswith(f"{HISTORY} has no column jurisdiction any more: the rows under seals 1")


def test_an_added_column_breaks_nothing(as_owner: Callable, written: list[int]) -> None:
    as_owner(f"ALTER TABLE {HISTORY} ADD COLUMN later text NOT NULL DEFAULT 'x'")
    assert verify().broken == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE agreements_seal SET count = 4 WHERE number = 1", "Seal 1 was changed"),
        ("UPDATE agreements_seal SET hash = repeat('a', 64) WHERE number = 1", "Seal 1 was"),
        (
            "UPDATE agreements_seal SET leaves ="
            " set_byte(leaves, 20, 255 - get_byte(leaves, 20)) WHERE number = 1",
            "Seal 1 was changed",
        ),
        ("DELETE FROM agreements_seal WHERE number = 1", "Seal 1 is missing from the chain"),
        ("UPDATE agreements_seal SET sealed_at = now() WHERE number = 2", "Seal 2 was changed"),
    ],
)
def test_a_touched_seal_is_found(
    as_owner: Callable, written: list[int], statement: str, found: str
) -> None:
    as_owner(statement)
    assert any(said.startswith(found) for said in verify().broken)


def test_a_chain_cut_at_its_end_is_found_by_a_head_that_was_given_out(
    as_owner: Callable, written: list[int]
) -> None:
    given_out = verify().head
    as_owner("DELETE FROM agreements_seal WHERE number = (SELECT max(number) FROM agreements_seal)")
    assert verify().broken == []
    (said,) = verify(heads=[given_out]).broken
    assert (
        said == f"No seal has the hash {given_out}, which was given out as the head of the chain."
    )


def test_the_application_can_change_no_seal(transactional_db: None, written: list[int]) -> None:
    for statement in (
        "UPDATE agreements_seal SET count = 1",
        "DELETE FROM agreements_seal",
        "TRUNCATE agreements_seal",
    ):
        with pytest.raises(Exception, match=r"permission denied|Cannot"):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_of_two_that_seal_one_does(
    transactional_db: None, owner: User, owner_connection: psycopg.Connection
) -> None:
    with recording(by=owner, action="enter", reason="for the test"):
        Party.objects.create(name="Alpha")
    with owner_connection.transaction():
        owner_connection.execute("SELECT pg_advisory_xact_lock(%s)", [0x5EA1])
        assert seal() == 0
    assert seal() > 0 and verify().broken == []


def test_many_senders_at_once_make_one_chain(transactional_db: None, owner: User) -> None:
    def work(name: str) -> None:
        try:
            for number in range(6):
                with recording(by=owner, action="enter", reason="for the test"):
                    Party.objects.create(name=f"{name} {number}")
                seal(patience=1, most=2)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"T{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while seal():
        pass
    verdict = verify()
    assert verdict.broken == [] and verdict.unsealed == 0
    assert len(ids()) == 24


def test_a_row_that_commits_late_is_waited_for(
    transactional_db: None, owner: User, owner_connection: psycopg.Connection
) -> None:
    """Its id is lower than that of a row that was there before it."""
    with recording(by=owner, action="enter", reason="for the test"):
        Party.objects.create(name="Alpha")
    (known,) = ids()
    names = "id, name, kind, jurisdiction, pgh_label, pgh_created_at, pgh_obj_id, pgh_context"
    with owner_connection.transaction():
        owner_connection.execute(
            f"INSERT INTO {HISTORY} ({names}) SELECT {names} FROM {HISTORY} WHERE pgh_id = %s",
            [known],
        )
        with recording(by=owner, action="enter", reason="for the test"):
            Party.objects.create(name="Beta")
        assert len(ids()) == 2
        assert seal(patience=0.2) == 0
        assert Seal.objects.count() == 0
    assert len(ids()) == 3
    assert seal() > 0
    assert verify().broken == []


@pytest.mark.django_db
def test_rows_of_our_own_transaction_are_not_waited_for(owner: User) -> None:
    with recording(by=owner, action="enter", reason="for the test"):
        Party.objects.create(name="Alpha")
        assert seal(patience=0) > 0
    assert verify().broken == []
