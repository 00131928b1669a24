"""With a real qcluster, a real loop and a real SMTP server: the reminder arrives, once."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from subprocess import DEVNULL
from typing import Any

import psutil
import pytest
from django.conf import settings
from django.core.management import call_command
from django_q.models import Schedule

from agreements.demonstration import COLLEAGUE, OWNER
from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions.report_schedules import Rhythm, set_up
from obligations.actions.sending import BATCH
from obligations.clock import machine_now
from obligations.models import Attempt, Heartbeat, Message, Report
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import FILES, TUESDAY, a_user, enter, set_day
from obligations.tests.smtp import MailServer, mail_server
from obligations.tests.test_report_queue import wait_until

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

Start = Callable[..., psutil.Popen]


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    """Two people with reminders due, in rows that other processes see."""
    set_day(TUESDAY)
    with seeing_everything():
        team = [a_user(OWNER), a_user(COLLEAGUE)]
        enter(FILES / "supply-2019.yaml", team, User.objects.system())
    return team


@pytest.fixture
def server() -> Iterator[tuple[MailServer, int]]:
    with mail_server() as found:
        yield found


@pytest.fixture
def start(server: tuple[MailServer, int], own_files: Any, people: list[User]) -> Iterator[Start]:
    """Starts a process of Longstop on this test's database, folder and mail server."""
    started: list[psutil.Popen] = []

    def begin(*words: str, **more: str) -> psutil.Popen:
        process = psutil.Popen(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                **more,
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "LONGSTOP_DEMO": "1",
                "LONGSTOP_VAR": str(own_files),
                "LONGSTOP_SMTP_URL": f"smtp://127.0.0.1:{server[1]}",
            },
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_queue_alone_brings_the_reminder(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    call_command("schedules", verbosity=0)
    Schedule.objects.filter(name="ring").update(minutes=1)
    start("qcluster")
    wait_until(lambda: server[0].mails(people[0].email))
    wait_until(lambda: Message.objects.filter(state="sent").count() == len(server[0].accepted))
    assert len(server[0].mails(people[0].email)) == 1


def test_the_loop_alone_brings_the_reminder(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    loop = start("dispatch", "--loop", "--every", "0.2")
    wait_until(lambda: server[0].mails(people[0].email))
    loop.terminate()
    assert loop.wait(30) == 0


def test_two_loops_and_the_queue_of_reports_mail_a_scheduled_report_once(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    """One loop is killed while the report is made; the other serves, tells and sends."""
    with seeing_everything():
        set_up(
            name="Monday digest",
            wanted=Wanted(TUESDAY, kind="overdue", format="csv"),
            rhythm=Rhythm(hour=8, zone="UTC", weekday=0),
            people=people,
            attach=True,
            by=people[0],
        )
    set_day(TUESDAY + timedelta(days=7))
    first = start("dispatch", "--loop", "--every", "0.1")
    start("dispatch", "--loop", "--every", "0.1")
    wait_until(lambda: Report.objects.count() == 2)
    first.kill()
    start("qcluster", Q_CLUSTER_NAME="reports")
    sent = Message.objects.filter(kind="report", state="sent")
    wait_until(lambda: sent.count() == 2)
    for person in people:
        mails = [m for m in server[0].mails(person.email) if "Monday digest" in m["Subject"]]
        assert [len(list(mail.iter_attachments())) for mail in mails] == [1]
    assert Report.objects.count() == 2


@pytest.mark.parametrize("queues", [2, 4])
def test_queues_and_loops_at_once_send_each_mail_once(
    start: Start, server: tuple[MailServer, int], people: list[User], queues: int
) -> None:
    """More mails than one sender claims at once, at a server slow enough for all to join."""
    sessions: list[str] = []
    server[0].at = lambda step: sessions.append(step) if step == "EHLO" else None
    server[0].delay = 0.02
    queue_test_mails(people[0], 2 * BATCH)
    call_command("schedules", verbosity=0)
    Schedule.objects.filter(name="ring").update(minutes=1)
    for _ in range(queues):
        start("qcluster")
    for _ in range(2):
        start("dispatch", "--loop", "--every", "0.1")
    wait_until(lambda: Message.objects.filter(state="sent").count() == 2 * BATCH + 1)
    # Each has had its turn by then.
    wait_until(lambda: Heartbeat.objects.filter(name="queue").exists())
    assert not Message.objects.filter(state="queued").exists() and len(sessions) > 1
    sent = [mail["Message-ID"] for mail in server[0].mails()]
    assert len(sent) == len(set(sent)) == 2 * BATCH + 1


def queue_test_mails(person: User, number: int) -> None:
    Message.objects.bulk_create(
        Message(
            recipient=person,
            kind=Message.Kind.TEST,
            business_date=TUESDAY,
            number=count,
            created_at=machine_now(),
            next_try_at=machine_now(),
        )
        for count in range(1, number + 1)
    )


def test_a_sender_killed_at_each_step_loses_nothing(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    """Killed as it greets, names the sender, the recipient, and after the server took the mail."""
    for step in ("EHLO", "MAIL", "RCPT", "DATA"):
        loop = start("dispatch", "--loop", "--every", "0.1")
        server[0].at = lambda at, step=step, loop=loop: loop.kill() if at == step else None
        loop.wait(60)
        server[0].at = lambda at: None
        Message.objects.filter(state="queued").update(leased_until="2020-01-01T00:00Z")
    start("dispatch", "--loop", "--every", "0.1")
    wait_until(lambda: Message.objects.filter(state="sent").exists())
    # What the server took and nobody recorded comes a second time, as the same mail.
    assert len(server[0].accepted) == 2
    assert len({mail["Message-ID"] for mail in server[0].mails()}) == 1
    assert Attempt.objects.filter(uncertain=True).exists()


def test_a_sender_killed_in_the_middle_loses_nothing(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    """Killed while the server holds the message back: the lease runs out, the next one sends it."""
    held: list[bool] = []

    def hold(envelope: Any) -> str | None:
        held.append(True)
        return "451 not now"

    server[0].answer = hold
    loop = start("dispatch", "--loop", "--every", "0.1")
    wait_until(lambda: held)
    loop.kill()
    loop.wait()
    server[0].answer = lambda envelope: None
    Message.objects.filter(state="queued").update(
        lease=None, leased_until=None, next_try_at="2020-01-01T00:00Z"
    )
    start("dispatch", "--loop", "--every", "0.1")
    wait_until(lambda: Message.objects.filter(state="sent").exists())
    assert len({mail["Message-ID"] for mail in server[0].mails()}) == len(server[0].accepted) == 1


def test_a_loop_that_hangs_is_started_again(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    """Stopped, not killed: it lives and does nothing, which only its silence tells."""
    watch = start("watch", "loop", "--patience", "4")
    wait_until(lambda: server[0].mails(people[0].email))
    (loop,) = watch.children()
    loop.suspend()
    wait_until(lambda: not loop.is_running())
    wait_until(lambda: Heartbeat.objects.filter(name="restarted loop").exists())
    restarted = Heartbeat.objects.get(name="restarted loop")
    assert "no sign of life" in restarted.note


def test_a_queue_whose_worker_was_killed_is_started_again(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    """Its parent lives on and takes tasks that nobody does; the pulse tells."""
    call_command("schedules", verbosity=0)
    watch = start("watch", "queue", "--patience", "20")
    wait_until(lambda: Heartbeat.objects.filter(name="queue").exists())
    (cluster,) = watch.children()
    for process in cluster.children(recursive=True)[1:]:
        process.suspend()
    wait_until(lambda: Heartbeat.objects.filter(name="restarted queue").exists(), 60)
    assert not cluster.is_running()


def test_a_poisoned_schedule_stops_no_reminder(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    Schedule.objects.create(
        name="poison", func="no.such.thing", args="(((", schedule_type=Schedule.MINUTES, minutes=1
    )
    start("qcluster")
    start("dispatch", "--loop", "--every", "0.2")
    wait_until(lambda: server[0].mails(people[0].email))
