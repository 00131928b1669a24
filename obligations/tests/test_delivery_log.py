"""What became of each reminder of an obligation: on its page, in a file, within the walls."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import User
from obligations.actions import marking
from obligations.actions.acknowledging import acknowledge, snooze
from obligations.actions.composing import compose
from obligations.actions.escalating import escalate
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.sending import claim, send_due
from obligations.actions.settling import Settling
from obligations.clock import machine_now
from obligations.models import Message, Occurrence, Reminder
from obligations.queries.delivery import Delivery, delivery_log
from obligations.tests.conftest import TUESDAY, set_day
from obligations.tests.smtp import MailServer, mail_server

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 25)
FIRST = date(2020, 3, 11)


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


@pytest.fixture
def delivery(occurrence: Callable[..., Occurrence], server: MailServer) -> Occurrence:
    """Due on 25 March, with a reminder due on the 11th."""
    row = occurrence("3.1", DUE)
    plan(today=TUESDAY, only=[row.pk])
    return row


def send(day: date) -> None:
    set_day(day)
    queue_messages(today=day)
    send_due()


def lines(row: Occurrence) -> list[Delivery]:
    return delivery_log(row.obligation, row.pk).lines


def states(row: Occurrence) -> list[tuple[str, str]]:
    return [(line.kind, line.state) for line in reversed(lines(row))]


def test_planned_sent_answered_and_passed_on(
    delivery: Occurrence, colleague: User, owner: User
) -> None:
    send(FIRST)
    escalate(today=FIRST)
    assert states(delivery)[:2] == [("Reminder", "Sent"), ("Reminder", "Planned")]
    set_day(FIRST)
    snooze(occurrence=delivery, until=date(2020, 3, 20), by=colleague)
    acknowledge(occurrence=delivery, by=colleague, note="on it")
    found = lines(delivery)
    said = {(line.kind, line.state) for line in found}
    assert said >= {
        ("Acknowledged", "Acknowledged"),
        ("Put off", "Put off to Fri 20 Mar 2020"),
        ("Wanted again", "Planned"),
        ("Escalation", "Dropped"),
    }
    (passed_on,) = [line for line in found if line.kind == "Escalation"]
    assert passed_on.says == "not answered by Ben Okafor" and passed_on.person == "Olivia Hart"
    assert passed_on.because == "to be told again on Fri 20 Mar 2020"
    (seen,) = [line for line in found if line.kind == "Acknowledged"]
    assert (seen.says, seen.because) == ("on the page", "on it")


def test_a_refused_mail_stays_in_the_log_with_the_servers_answer(
    delivery: Occurrence, server: MailServer, colleague: User
) -> None:
    server.refused = {colleague.email}
    send(FIRST)
    first = lines(delivery)[-1]
    assert first.state == "Refused, planned again" and "550" in first.troubles[0].answer
    server.refused = set()
    send(FIRST + timedelta(days=1))
    first = lines(delivery)[-1]
    assert first.state == "Sent" and len(first.tries) == 2 and len(first.troubles) == 1


def test_an_attempt_of_which_nobody_knows_says_so(delivery: Occurrence) -> None:
    set_day(FIRST)
    queue_messages(today=FIRST)
    (message,) = claim(machine_now())
    compose(message)
    record = Settling()
    record.begin(None, message)
    record.finish()
    claim(machine_now() + marking.LEASE + timedelta(seconds=1))
    send_due()
    Message.objects.update(lease=None, leased_until=None)
    (attempt, *_) = lines(delivery)[-1].tries
    assert attempt.uncertain


def test_the_page_shows_one_occurrence_or_all(
    delivery: Occurrence, as_colleague: Client, occurrence: Callable[..., Occurrence]
) -> None:
    send(FIRST)
    address = reverse("delivery", args=[delivery.obligation_id])
    plan(today=FIRST)
    every = as_colleague.get(address).content.decode()
    one = as_colleague.get(f"{address}?o={delivery.pk}").content.decode()
    assert every.count("<tr") > one.count("<tr") > 1
    assert "the mail" in one and "Sent" in one
    assert "No reminder was planned" in as_colleague.get(f"{address}?o=999999").content.decode()


def test_the_occurrence_on_the_obligations_page_has_it(
    delivery: Occurrence, as_colleague: Client, colleague: User
) -> None:
    acknowledge(occurrence=delivery, by=colleague)
    address = reverse("obligation", args=[delivery.obligation_id])
    page = as_colleague.get(f"{address}?o={delivery.pk}").content.decode()
    assert "acknowledged by Ben Okafor" in page
    assert ">Acknowledge</a>" not in page and ">Remind me later</a>" in page


def test_the_file_has_all_and_runs_nothing(
    delivery: Occurrence, as_colleague: Client, colleague: User
) -> None:
    acknowledge(occurrence=delivery, by=colleague, note="=1+1")
    answer = as_colleague.get(reverse("delivery_csv", args=[delivery.obligation_id]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["State"] for row in rows} == {"Acknowledged", "Dropped", "Planned"}
    assert {row["Why"] for row in rows if row["State"] == "Acknowledged"} == {"'=1+1"}
    assert {row["Date"] for row in rows} == {"2020-03-25"}


def test_nobody_outside_sees_it(delivery: Occurrence, as_outsider: Client) -> None:
    for name in ("delivery", "delivery_csv"):
        assert as_outsider.get(reverse(name, args=[delivery.obligation_id])).status_code == 404


def test_many_rows_are_cut_on_the_page_and_whole_in_the_file(delivery: Occurrence) -> None:
    person = Reminder.objects.filter(occurrence=delivery).values_list("recipient", flat=True)[0]
    Reminder.objects.bulk_create(
        Reminder(
            occurrence=delivery,
            recipient_id=person,
            due_date=DUE,
            lead=-number,
            falls_on=DUE + timedelta(days=number),
            planned_at=machine_now(),
        )
        for number in range(1, 250)
    )
    assert delivery_log(delivery.obligation).is_cut
    whole = delivery_log(delivery.obligation, most=None)
    assert not whole.is_cut and len(whole.lines) > 250


def test_today_asks_whoever_was_reminded_and_says_who_has_seen_it(
    delivery: Occurrence, as_colleague: Client, as_owner: Client, colleague: User
) -> None:
    ask = f'href="{reverse("act", args=[delivery.pk, "acknowledge"])}?next=/"'
    assert ask not in as_colleague.get("/?whose=mine").content.decode()
    send(FIRST)
    assert ask in as_colleague.get("/?whose=mine").content.decode()
    assert ask not in as_owner.get("/?whose=all").content.decode()
    answer = as_colleague.post(
        reverse("act", args=[delivery.pk, "acknowledge"]), {"next": "/"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/" and ask not in answer.content.decode()
    assert "seen by Ben Okafor" in as_owner.get("/?whose=all").content.decode()


def test_the_history_says_it_in_words(
    delivery: Occurrence, as_colleague: Client, colleague: User
) -> None:
    snooze(occurrence=delivery, until=date(2020, 3, 20), by=colleague)
    acknowledge(occurrence=delivery, by=colleague, note="I rang them")
    address = reverse("obligation_history", args=[delivery.obligation_id])
    page = as_colleague.get(address).content.decode()
    assert "acknowledged the reminder of" in page and "I rang them" in page
    assert "off to Fri 20 Mar 2020" in page


def test_data_entry_leads_to_it(delivery: Occurrence, as_owner: Client) -> None:
    row = delivery.obligation_id
    page = as_owner.get(reverse("admin:obligations_obligation_change", args=[row]))
    assert reverse("delivery", args=[row]) in page.content.decode()
