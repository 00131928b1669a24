"""A database restored from a backup repeats nothing: mail is held until a person releases it."""

import os
import stat
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agreements.audit import Unexplained
from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions.holding import is_held, last_number, release
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.sending import send_due
from obligations.clock import machine_now
from obligations.models import Hold, Message, Reminder
from obligations.outputs import journal
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries import health
from obligations.tests.conftest import TUESDAY
from obligations.tests.smtp import MailServer, mail_server

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


def remind() -> int:
    """A day's round; how many mails left."""
    with seeing_everything():
        plan(today=TUESDAY)
        queue_messages(today=TUESDAY)
    return send_due().sent


def restore_from_before() -> None:
    """Sets the database back to before anything was sent."""
    Reminder.objects.all().delete()
    Message.objects.all().delete()
    count_from(journal.last_number() - 2)


def count_from(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval('obligations_sent_number', %s, %s)", [max(number, 1), number > 0]
        )


@pytest.fixture
def restored(agreement: Agreement, server: MailServer) -> MailServer:
    """Two digests have gone out, and the database was restored from before."""
    assert remind() == 2
    restore_from_before()
    return server


def test_the_journal_follows_what_is_sent(
    agreement, server: MailServer, owner: User, settings
) -> None:
    remind()
    assert journal.last_number() == last_number()
    entry = next(e for e in journal.after(0) if e.recipient == owner.email)
    message = Message.objects.get(recipient=owner)
    assert (entry.number, entry.message_id) == (message.sent_number, message.message_id)
    keys = Reminder.objects.filter(message=message).values_list("occurrence__key", "lead")
    assert {(key, lead) for key, _, lead, _ in entry.reminders} == set(keys)
    # It holds people's addresses.
    assert stat.S_IMODE(settings.SENT_JOURNAL.stat().st_mode) == 0o600


def test_a_restored_database_sends_nothing(restored: MailServer) -> None:
    assert remind() == 0
    assert len(restored.accepted) == 2
    assert is_held() and Hold.objects.count() == 1
    assert "mail is held" in health.sender()


def test_after_the_release_nothing_is_repeated(restored: MailServer, administrator: User) -> None:
    remind()
    hold = release(by=administrator, reason="the disk had failed")
    assert (hold.recovered, hold.released_by) == (2, administrator)
    assert remind() == 0
    assert len(restored.accepted) == 2
    assert Message.objects.filter(state="sent").count() == 2


def test_what_had_not_gone_out_goes_out(
    restored: MailServer, administrator: User, owner: User
) -> None:
    """Of the two digests the journal knows one alone: the other had been lost with the crash."""
    kept = next(e for e in journal.after(0) if e.recipient == owner.email)
    journal._path().unlink()
    journal.add(kept)
    count_from(kept.number - 1)
    assert remind() == 0
    release(by=administrator, reason="the disk had failed")
    assert remind() == 1
    assert len(restored.mails(owner.email)) == 1


def test_another_databases_journal_is_forgotten(restored: MailServer, administrator: User) -> None:
    remind()
    release(by=administrator, reason="a new database", take_over=False)
    assert remind() == 2


def test_only_administrators_release_and_only_with_a_reason(
    restored: MailServer, administrator: User, owner: User
) -> None:
    remind()
    with pytest.raises(NotAllowed, match="administrator"):
        release(by=owner, reason="I say so")
    with pytest.raises(Unexplained):
        release(by=administrator, reason=" ")
    assert is_held()


def test_what_is_not_held_cannot_be_released(administrator: User) -> None:
    with pytest.raises(NotNow, match="not held"):
        release(by=administrator, reason="none")


def test_the_page_says_why_and_releases(restored: MailServer, client, administrator: User) -> None:
    remind()
    client.force_login(administrator)
    assert "Mail is held" in client.get("/mail").content.decode()
    assert "older than what was sent" in client.get("/mail/hold").content.decode()
    answer = client.post("/mail/hold", {"counts": "journal", "reason": "restored"}, follow=True)
    assert "2 messages count as sent" in answer.content.decode()
    assert "restored" in client.get("/mail/hold").content.decode()


def test_who_may_not_release_is_told_so(restored: MailServer, client, owner: User) -> None:
    remind()
    client.force_login(owner)
    assert "Let mail leave again" not in client.get("/mail/hold").content.decode()
    answer = client.post("/mail/hold", {"counts": "journal", "reason": "restored"})
    assert is_held() and answer.status_code in (200, 403)


def test_the_command_releases_too(restored: MailServer, capsys) -> None:
    remind()
    call_command("release_mail", reason="restored last night")
    assert "2 messages count as sent" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not held"):
        call_command("release_mail", reason="again")


def test_a_journal_cut_in_the_middle_of_a_line_is_read(agreement, server: MailServer) -> None:
    remind()
    path = journal._path()
    path.write_bytes(path.read_bytes() + b'{"number": 99, "at": "20')
    assert journal.last_number() == last_number()


def test_the_journal_forgets_what_no_backup_would_bring_back(agreement, server: MailServer) -> None:
    remind()
    last = journal.last_number()
    assert journal.shorten(machine_now()) == 0
    assert journal.shorten(machine_now() + journal.KEPT + timedelta(days=1)) == 1
    assert journal.last_number() == last


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_real_backup_and_restore(
    test_database,
    agreement,
    server: MailServer,
    administrator: User,
    tmp_path: Path,
    postgres_programs: Path,
) -> None:
    """pg_dump before the day's mail, pg_restore after it: not one mail is repeated."""
    dump = tmp_path / "backup"

    def run(tool: str, *words: str) -> None:
        url = ("--dbname", test_database.owner_url)
        done = subprocess.run(
            [postgres_programs / tool, *url, *words],
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
        )
        assert done.returncode == 0, done.stderr.decode()

    run("pg_dump", "--format=custom", f"--file={dump}")
    assert remind() == 2
    connection.close()
    run("pg_restore", "--clean", "--if-exists", "--no-owner", str(dump))
    assert remind() == 0
    release(by=administrator, reason="the drill")
    assert remind() == 0
    assert len(server.accepted) == 2
