"""With real senders, several at once and one killed: what is not answered is escalated, once."""

from datetime import timedelta

import pytest

from agreements.demonstration import ADMINISTRATOR
from agreements.models import User
from obligations.models import Message, Reminder
from obligations.tests.conftest import TUESDAY, a_user, set_day
from obligations.tests.smtp import MailServer
from obligations.tests.test_reminder_queue import Start, people, server, start
from obligations.tests.test_report_queue import wait_until

__all__ = ["people", "server", "start"]
pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def test_three_senders_escalate_once_though_one_is_killed(
    start: Start, server: tuple[MailServer, int], people: list[User]
) -> None:
    administrator = a_user(ADMINISTRATOR)
    senders = [start("dispatch", "--loop", "--every", "0.1") for _ in range(3)]
    wait_until(lambda: Message.objects.filter(state="sent", kind="digest").exists())
    set_day(TUESDAY + timedelta(days=7))
    wait_until(lambda: Reminder.objects.filter(purpose="escalation").exists())
    senders[0].kill()
    wait_until(lambda: Message.objects.filter(state="sent", kind="escalated").exists())
    wait_until(lambda: not Message.objects.filter(state="queued").exists(), 100)
    mails = [m for m in server[0].mails(administrator.email) if "answered" in m["Subject"]]
    assert len({mail["Message-ID"] for mail in mails}) == 1
    rows = Reminder.objects.filter(purpose="escalation", state="sent")
    places = list(rows.values_list("occurrence", "due_date", "recipient"))
    assert len(places) == len(set(places)) > 0
