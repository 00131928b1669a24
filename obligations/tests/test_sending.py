"""Messages are claimed, composed once, sent over real SMTP and recorded, whatever goes wrong."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from agreements.audit import recording
from agreements.models import Agreement, Participation, TeamMember, User
from obligations.actions import marking, occurrences
from obligations.actions.alerting import raise_given_up
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.sending import claim, send_due
from obligations.actions.settling import Settling, Try
from obligations.clock import machine_now
from obligations.models import Attempt, Message, Reminder
from obligations.outputs.delivery import delivery
from obligations.queries.lines import lines
from obligations.queries.mailbox import letter_of
from obligations.tests.conftest import TUESDAY
from obligations.tests.smtp import MailServer, mail_server


@pytest.fixture(params=["line by line", "pipelining"])
def server(settings, request) -> Iterator[MailServer]:
    """The mail server that the settings point at."""
    with mail_server() as (server, port):
        server.pipelining = request.param == "pipelining"
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


def begun(message: Message) -> Try | None:
    """A try recorded without a mail before it."""
    record = Settling()
    record.begin(None, message)
    return record.finish()[1]


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


@pytest.mark.parametrize("left", ["the team", "the firm"])
def test_who_left_while_the_server_was_busy_gets_nothing(
    queued, server: MailServer, colleague: User, system: User, left: str
) -> None:
    server.answer = lambda envelope: "451 come back later"
    assert send_due().failed == 2
    with recording(by=system, action="test", reason="left"):
        if left == "the team":
            TeamMember.objects.filter(user=colleague).delete()
        else:
            User.objects.filter(pk=colleague.pk).update(is_active=False)
    server.answer = lambda envelope: None
    release()
    assert send_due().sent == 1
    assert server.mails(colleague.email) == [] and to(colleague).state == "empty"


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
    assert message.state == "bounced" and "550" in message.last_error
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
    for _ in range(marking.MOST_TRIES):
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

    monkeypatch.setattr("obligations.actions.sending.compose", poisoned)
    done = send_due()
    assert (done.sent, done.failed) == (1, 1)
    assert "cannot be composed" in to(owner).last_error


def test_a_claimed_message_is_left_alone_until_its_lease_runs_out(queued) -> None:
    now = machine_now()
    (first,), (second,) = claim(now), claim(now)
    assert first.pk != second.pk
    assert claim(now) == []
    again = claim(now + marking.LEASE + timedelta(seconds=1), most=2)
    assert {m.pk for m in again} == {first.pk, second.pk}
    assert first.lease not in {m.lease for m in again}


def test_a_line_that_begins_with_a_dot_arrives_whole(queued, server: MailServer, owner) -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..two\r\n.three"
    Message.objects.filter(recipient=owner).update(
        content=content, message_id="<dots@longstop.example>", to_address=owner.email
    )
    send_due()
    arrived = dict(server.accepted)[owner.email]
    assert arrived == content + b"\r\n"


def test_a_lease_lost_when_the_mail_was_announced_sends_nothing(
    queued, server: MailServer, settings
) -> None:
    settings.EMAIL_TIMEOUT = 5
    way = delivery()
    way.announce("someone@longstop.example", 10)
    way.agree()
    begun = time.monotonic()
    way.close()
    assert time.monotonic() - begun < 2 and not server.accepted
    # The next one goes over a new connection.
    assert send_due().sent == 2 and len(server.accepted) == 2


def test_a_sender_that_lost_its_lease_does_not_begin(queued, server: MailServer) -> None:
    (message,) = claim(machine_now())
    compose(message)
    Message.objects.filter(pk=message.pk).update(lease=uuid4())
    assert begun(message) is None
    assert not Attempt.objects.exists()


def test_what_a_dead_sender_left_on_the_wire_is_counted_and_sent_again(
    queued, server: MailServer, owner: User
) -> None:
    (message,) = claim(machine_now())
    compose(message)
    assert begun(message)
    later = machine_now() + marking.LEASE + timedelta(seconds=1)
    assert [m.pk for m in claim(later)] == [message.pk]
    (attempt,) = Attempt.objects.filter(message=message)
    assert attempt.uncertain and "same mail twice" in attempt.answer


def test_administrators_are_told_once_of_what_was_given_up(
    queued, server: MailServer, owner: User, administrator: User
) -> None:
    server.refused = {owner.email}
    send_due()
    assert raise_given_up(today=TUESDAY) == 1
    assert raise_given_up(today=TUESDAY) == 0
    send_due()
    (mail,) = server.mails(administrator.email)
    assert mail["Subject"] == "Longstop: 1 mail could not be delivered"
    text = mail.get_body(("plain",)).get_content()
    assert owner.email in text and "550" in text


def test_an_alert_names_no_party_behind_a_wall(
    agreement: Agreement, obligation, administrator: User
) -> None:
    party = Participation.objects.filter(agreement=agreement).select_related("party").first()
    at = machine_now()
    lost = Message.objects.create(
        contact=party, about=obligation("3.1"), kind="outside", business_date=TUESDAY,
        state="bounced", to_address="notices@birch.example", last_error="550 notices@birch.example",
        subject="Crates", created_at=at, next_try_at=at, tries=1, message_id="<m@x>",
    )  # fmt: skip
    assert raise_given_up(today=TUESDAY) == 1
    alert = Message.objects.get(kind="alert")
    assert compose(alert)
    letter = letter_of(bytes(alert.content))
    for text in (letter.text, letter.html):
        assert "a party outside" in text.lower() and f"/mail/{lost.pk}" in text
        assert str(party.party) not in text and "birch.example" not in text


def test_an_address_that_refused_is_not_tried_again_and_again(
    queued, server: MailServer, owner: User, occurrence
) -> None:
    server.refused = {owner.email}
    for _ in range(5):
        queue_messages(today=TUESDAY)
        send_due()
    assert Message.objects.filter(recipient=owner).count() == 1


def test_a_row_that_cannot_be_shown_is_named_and_the_others_go(
    queued, server: MailServer, owner: User, monkeypatch
) -> None:
    def poisoned(rows):
        found = list(lines(rows))
        if any("forecast" in line.title for line in found):
            raise ValueError("this one cannot be shown")
        return found

    monkeypatch.setattr("obligations.actions.composing.lines", poisoned)
    send_due()
    text = server.mails(owner.email)[0].get_body(("plain",)).get_content()
    assert "OPEN THESE IN LONGSTOP" in text and "forecast" not in text
    assert text.count("/obligations/") > 1


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


@pytest.mark.parametrize("trouble", ["drops", "slow"])
def test_a_server_that_fails_in_mid_message_loses_nothing(
    queued, server: MailServer, settings, owner: User, trouble: str
) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    server.drops, server.delay = trouble == "drops", 1.0 if trouble == "slow" else 0.0
    assert send_due().failed == 2
    # No answer came: whether the server took it, nobody knows.
    assert all(attempt.uncertain for attempt in Attempt.objects.all())
    server.drops, server.delay, settings.EMAIL_TIMEOUT = False, 0.0, 12
    release()
    assert send_due().sent == 2
    assert Attempt.objects.filter(accepted=True, uncertain=False).count() == 2
    assert {mail["Message-ID"] for mail in server.mails(owner.email)} == {to(owner).message_id}


@pytest.mark.parametrize("fate", ["moved", "completed", "waived"])
def test_what_changes_between_planning_and_sending_is_not_told(
    queued, server: MailServer, owner: User, occurrence, fate: str
) -> None:
    row = occurrence("2.1")
    if fate == "moved":
        occurrences.extend(
            occurrence=row,
            to=TUESDAY + timedelta(days=200),
            agreed_with="the buyer",
            by=owner,
            reason="agreed by mail",
        )
    elif fate == "completed":
        occurrences.complete(occurrence=row, on=TUESDAY, by=owner)
    else:
        occurrences.waive(occurrence=row, by=owner, reason="they let it go")
    send_due()
    assert "forecast" not in server.mails(owner.email)[0].get_body(("plain",)).get_content()
    dropped = Reminder.objects.filter(occurrence=row, falls_on__lte=TUESDAY, state="dropped")
    assert dropped.exclude(dropped_because="").exists()


def test_three_days_without_a_sender_are_made_up_in_one_mail(
    agreement: Agreement, server: MailServer, owner: User
) -> None:
    plan(today=TUESDAY - timedelta(days=3))
    plan(today=TUESDAY)
    queue_messages(today=TUESDAY)
    send_due()
    assert len(server.mails(owner.email)) == 1
    assert not Reminder.objects.filter(
        recipient=owner, state="planned", falls_on__lte=TUESDAY
    ).exists()
