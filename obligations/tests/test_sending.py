"""Messages are claimed, composed once, sent over real SMTP and recorded, whatever goes wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from agreements.models import Agreement, User
from obligations.actions import occurrences, sending
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.sending import claim, queue_messages, send_due
from obligations.clock import machine_now
from obligations.models import Attempt, Message, Reminder
from obligations.tests.conftest import TUESDAY
from obligations.tests.smtp import MailServer, mail_server


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    """The mail server that the settings point at."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@pytest.fixture
def queued(agreement: Agreement) -> None:
    """A day's reminders planned, a digest waiting for the owner and one for the colleague."""
    plan(today=TUESDAY)
    assert queue_messages(today=TUESDAY) == 2


def to(person: User) -> Message:
    return Message.objects.get(recipient=person)


def release() -> None:
    """Lets messages be tried again at once."""
    Message.objects.filter(state="queued").update(next_try_at=machine_now())


def test_one_digest_a_person_arrives(queued, server: MailServer, owner: User, colleague: User):
    assert send_due().sent == 2
    assert len(server.mails(owner.email)) == len(server.mails(colleague.email)) == 1
    mail = server.mails(owner.email)[0]
    assert mail["Message-ID"] == to(owner).message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Send the yearly forecast" in mail.get_body(("plain",)).get_content()
    assert "Send the yearly forecast" in mail.get_body(("html",)).get_content()
    assert not Reminder.objects.filter(state="planned", falls_on__lte=TUESDAY).exists()


def test_nothing_is_sent_twice(queued, server: MailServer) -> None:
    send_due()
    queue_messages(today=TUESDAY)
    assert send_due().sent == 0
    assert len(server.accepted) == 2


def test_what_was_done_meanwhile_is_left_out(
    queued, server: MailServer, owner: User, occurrence
) -> None:
    occurrences.complete(occurrence=occurrence("2.1"), on=TUESDAY, by=owner)
    send_due()
    assert "forecast" not in server.mails(owner.email)[0].get_body(("plain",)).get_content()


def test_a_message_with_nothing_left_is_not_sent(
    queued, server: MailServer, colleague: User, occurrence
) -> None:
    Reminder.objects.filter(recipient=colleague).update(state="dropped", dropped_because="test")
    assert send_due().empty == 1
    assert to(colleague).state == "empty"
    assert server.mails(colleague.email) == []


def test_a_busy_server_is_tried_again_with_the_same_bytes(
    queued, server: MailServer, owner: User
) -> None:
    server.answer = lambda envelope: "451 come back later"
    assert send_due().failed == 2
    message = to(owner)
    assert message.state == "queued" and message.tries == 1 and "451" in message.last_error
    assert message.next_try_at > machine_now()
    assert send_due().sent == 0
    first = bytes(message.content)
    server.answer = lambda envelope: None
    release()
    assert send_due().sent == 2
    assert bytes(to(owner).content) == first
    assert [a.accepted for a in Attempt.objects.filter(message=message).order_by("id")] == [
        False,
        True,
    ]


def test_a_refused_recipient_stops_nobody_else(
    queued, server: MailServer, owner: User, colleague: User
) -> None:
    server.refused = {owner.email}
    done = send_due()
    assert (done.sent, done.failed) == (1, 1)
    message = to(owner)
    assert message.state == "failed" and "550" in message.last_error
    # Its reminders are not lost with it: tomorrow's digest has them.
    waiting = Reminder.objects.filter(recipient=owner, state="planned", message=None)
    assert waiting.filter(falls_on__lte=TUESDAY).exists()
    server.refused = set()
    queue_messages(today=TUESDAY + timedelta(days=1))
    assert send_due().sent >= 1
    assert "forecast" in server.mails(owner.email)[0].get_body(("plain",)).get_content()


def test_a_server_that_is_down_loses_nothing(queued, settings, server: MailServer) -> None:
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    assert send_due().failed == 2
    settings.EMAIL_PORT = port
    release()
    assert send_due().sent == 2


def test_after_many_tries_it_is_given_up_and_says_so(
    queued, server: MailServer, owner: User
) -> None:
    server.answer = lambda envelope: "451 never"
    for _ in range(sending.MOST_TRIES):
        release()
        send_due()
    assert to(owner).state == "failed"


def test_a_poisoned_message_stops_nobody_else(
    queued, server: MailServer, owner: User, colleague: User, monkeypatch
) -> None:
    def poisoned(message: Message) -> bool:
        if message.recipient_id == owner.pk:
            raise ValueError("this one cannot be composed")
        return compose(message)

    monkeypatch.setattr(sending, "compose", poisoned)
    done = send_due()
    assert (done.sent, done.failed) == (1, 1)
    assert "cannot be composed" in to(owner).last_error


def test_a_claimed_message_is_left_alone_until_its_lease_runs_out(queued) -> None:
    now = machine_now()
    first, second = claim(now), claim(now)
    assert first is not None and second is not None and first.pk != second.pk
    assert claim(now) is None
    again = claim(now + sending.LEASE + timedelta(seconds=1))
    assert again is not None and again.pk == first.pk and again.lease != first.lease


def test_a_sender_that_lost_its_lease_does_not_mark(queued, server: MailServer) -> None:
    message = claim(machine_now())
    assert message is not None
    compose(message)
    Message.objects.filter(pk=message.pk).update(lease=None, state="sent", sent_at=machine_now())
    attempt = Attempt.objects.create(message=message, begun_at=machine_now())
    sending._mark_sent(message, attempt)
    assert Message.objects.get(pk=message.pk).tries == 0


def test_an_urgent_one_goes_alone_after_the_digest(
    queued, server: MailServer, owner: User, agreement: Agreement, occurrence
) -> None:
    send_due()
    Reminder.objects.filter(occurrence=occurrence("2.2"), lead=0).update(
        state="planned", message=None, settled_at=None
    )
    assert queue_messages(today=TUESDAY) == 1
    send_due()
    mails = server.mails(owner.email)
    assert len(mails) == 2 and mails[1]["Subject"].startswith("Urgent")
