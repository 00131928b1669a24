"""What all tests share: a real PostgreSQL, reached as the application's role, and no network."""

import os
import socket
import uuid
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from config.local import postgres
from config.tests.databases import Addresses, TestDatabase, connected_to

# A loaded machine makes no test fail: what draws takes as long as it takes, the same in each run.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("steady")

# Before any test sets it: whether whoever tests has named a database.
GIVEN = frozenset(os.environ)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What waits for processes and browsers begins first, file by file on all workers.

    It never stands alone at the end, and no worker has all of it: xdist gives each worker one
    stretch of the list.
    """
    slow = [item for item in items if any(map(item.get_closest_marker, ("processes", "browser")))]
    quick = [item for item in items if item not in slow]
    workers = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    hands: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for turn, (_, tests) in enumerate(groupby(slow, key=lambda item: item.path)):
        hands[turn % workers].extend(tests)
    count, items[:] = len(items), []
    for number, hand in enumerate(hands):
        share = max(0, (count - len(items)) // (workers - number) - len(hand))
        items += hand + quick[:share]
        del quick[:share]
    items += quick


@pytest.fixture(scope="session")
def test_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Any:
    """The database of this process, fresh from migrations, gone afterwards."""
    database = TestDatabase(Addresses())
    with django_db_blocker.unblock():
        database.create()
        yield database
        database.drop()


@pytest.fixture(scope="session")
def django_db_setup(test_database: TestDatabase) -> Iterator[None]:
    """Takes the place of pytest-django's own, which would make the database as whoever tests.

    The real processes that tests start find the database in their environment.
    """
    with connected_to(test_database.app_url), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", test_database.app_url)
        patch.setenv("DATABASE_OWNER_URL", test_database.owner_url)
        # Django would truncate as the application, which may not, and drop migrations' rows.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: test_database.renew())
        yield


@pytest.fixture
def app_url(django_db_setup: None) -> str:
    """The URL of this process's database, as the application's role."""
    return os.environ["DATABASE_URL"]


@pytest.fixture
def owner_connection(
    django_db_setup: None, test_database: TestDatabase
) -> Iterator[psycopg.Connection]:
    """A connection of the owner to the same database, committing each statement.

    It sees nothing of what a test has not committed: use it with transactional_db.
    """
    with psycopg.connect(test_database.owner_url, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """Where pg_dump and pg_restore of the embedded server's version lie."""
    if "DATABASE_URL" in GIVEN:
        pytest.skip("the programs at hand are those of the embedded server, which is not in use")
    return postgres.programs() / "bin"


@pytest.fixture
def own_files(settings: Any, tmp_path: Path) -> Path:
    """Documents, reports and mail go to this folder, for this test alone."""
    for name in ("MEDIA_ROOT", "REPORTS_ROOT", "MAILBOX_ROOT"):
        setattr(settings, name, tmp_path / name.removesuffix("_ROOT").lower())
    settings.SENT_JOURNAL = tmp_path / "sent.jsonl"
    return tmp_path


@pytest.fixture(scope="session")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the journals of tests that do not care where they lie."""
    return tmp_path_factory.mktemp("journals")


@pytest.fixture(autouse=True)
def own_journal(settings: Any, journals: Path) -> None:
    """What a test sends is journalled for itself alone: each has a database that knows nothing."""
    settings.SENT_JOURNAL = journals / f"{uuid.uuid4()}.jsonl"


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuses connections that would leave this machine."""
    connect = socket.socket.connect

    def connect_on_this_machine(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not host.startswith("127.") and host not in ("localhost", "::1"):
                raise OSError(f"Tests need no network, and this one went for {host}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_on_this_machine)
        yield
