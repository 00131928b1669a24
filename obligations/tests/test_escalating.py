"""What nobody answers is told to others: one after another, each once, whatever goes wrong."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from agreements.walls import seeing_everything
from obligations.actions import occurrences
from obligations.actions.acknowledging import acknowledge, snooze, take_back
from obligations.actions.escalating import escalate
from obligations.actions.holding import release
from obligations.actions.planning import drop_overtaken, plan
from obligations.actions.queueing import queue_messages
from obligations.actions.sending import send_due
from obligations.clock import machine_now
from obligations.models import Message, Obligation, Occurrence, Reminder, ReminderPolicy
from obligations.tests.conftest import set_day
from obligations.tests.smtp import MailServer, mail_server

DUE = date(2020, 3, 25)
FIRST = date(2020, 3, 11)
WEEK = timedelta(days=7)


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


@pytest.fixture
def deputy(agreement: Agreement, system: User) -> User:
    """Dora stands in for whoever answers for section 3, and is on the team."""
    person = User.objects.create_user("dora@longstop.example", full_name="Dora Quist")
    with recording(by=system, action="assign", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=person)
        Obligation.objects.filter(agreement=agreement, ref="3.1").update(deputy=person)
    return person


@pytest.fixture
def delivery(
    agreement: Agreement, deputy: User, occurrence: Callable[..., Occurrence], server: MailServer
) -> Occurrence:
    """Due on Wednesday 25 March; the colleague is to be reminded on the 11th for the first time."""
    return occurrence("3.1", DUE)


def day(today: date) -> None:
    """What a day brings for the one delivery: planning, escalating, sending."""
    set_day(today)
    with seeing_everything():
        one = Occurrence.objects.filter(obligation__ref="3.1", due_date=DUE)
        plan(today=today, only=one.values_list("pk", flat=True))
        drop_overtaken(now=machine_now())
        escalate(today=today)
        queue_messages(today=today)
    send_due()


def days(first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        day(first + timedelta(days=number))


def told(state: str = "sent") -> list[tuple[str, date]]:
    rows = Reminder.objects.filter(purpose="escalation", state=state).order_by("falls_on", "pk")
    return [(str(row.recipient), row.falls_on) for row in rows.select_related("recipient")]


def escalations(server: MailServer, person: User) -> list[str]:
    return [m["Subject"] for m in server.mails(person.email) if "has not answered" in m["Subject"]]


def test_the_next_is_planned_as_soon_as_somebody_was_reminded(delivery: Occurrence) -> None:
    day(FIRST)
    escalate(today=FIRST)
    assert told("planned") == [("Dora Quist", FIRST + WEEK)]


def test_deputy_owner_administrators_one_after_another_each_once(
    delivery: Occurrence,
    server: MailServer,
    deputy: User,
    owner: User,
    administrator: User,
) -> None:
    days(FIRST, DUE + timedelta(days=16))
    # A week before; three days later, before the Saturday; and when it was two days overdue.
    assert told() == [
        ("Dora Quist", date(2020, 3, 18)),
        ("Olivia Hart", date(2020, 3, 20)),
        (str(administrator), date(2020, 3, 27)),
    ]
    for person in (deputy, owner, administrator):
        assert len(escalations(server, person)) == 1
    assert told("planned") == []


# The policy's days and from how many days before; and on which day of March each is told. The
# reminder is sent on the 11th; the 15th and the 29th are Sundays.
PACES = [
    ((None, None), [("Dora Quist", 18), ("Olivia Hart", 20), ("Ada Quill", 27)]),
    ((7, None), [("Dora Quist", 18), ("Olivia Hart", 25), ("Ada Quill", 27)]),
    ((2, 14), [("Dora Quist", 13), ("Olivia Hart", 15), ("Ada Quill", 27)]),
    ((3, 0), [("Dora Quist", 25), ("Olivia Hart", 27), ("Ada Quill", 29)]),
    ((0, 30), []),
]


@pytest.mark.parametrize(("pace", "expected"), PACES)
def test_nobody_else_is_bothered_before_the_policy_says(
    delivery: Occurrence,
    administrator: User,
    system: User,
    pace: tuple[int | None, int | None],
    expected: list[tuple[str, int]],
) -> None:
    after, within = pace
    with recording(by=system, action="enter", reason="for a test"):
        ReminderPolicy.objects.create(
            name="Theirs", leads=[14], escalate_after=after, escalate_within=within, is_default=True
        )
    for number in (11, 13, 15, 18, 20, 25, 27, 29, 31):
        day(date(2020, 3, number))
    assert [(name, falls_on.day) for name, falls_on in told()] == expected


def test_administrators_are_told_in_time_where_there_is_nobody_else(
    delivery: Occurrence, owner: User, administrator: User, system: User
) -> None:
    with recording(by=system, action="assign", reason="for a test"):
        Obligation.objects.filter(ref="3.1").update(deputy=None, responsible=owner)
        Occurrence.objects.filter(pk=delivery.pk).update(assignee=None)
    day(FIRST)
    escalate(today=FIRST)
    assert told("planned") == [(str(administrator), FIRST + WEEK)]


def test_the_mail_says_who_was_reminded_when(
    delivery: Occurrence, server: MailServer, deputy: User
) -> None:
    days(FIRST, FIRST + WEEK)
    (mail,) = server.mails(deputy.email)
    assert mail["Subject"] == f"Ben Okafor has not answered: {delivery.obligation.title}" + (
        " (SUP-2019), in 7 days"
    )
    text = " ".join(mail.get_body(("plain",)).get_content().split())
    assert "Ben Okafor was reminded on Wed 11 Mar 2020, and has not answered." in text
    assert "/answer/" in text and f"#o{delivery.pk}" in text


def test_a_long_title_and_a_long_name_stop_no_mail(
    delivery: Occurrence, server: MailServer, deputy: User, colleague: User, system: User
) -> None:
    with recording(by=system, action="enter", reason="as long as may be"):
        Obligation.objects.filter(pk=delivery.obligation_id).update(title="Crates " * 28)
        User.objects.filter(pk=colleague.pk).update(full_name="Benedict " * 16)
    days(FIRST, FIRST + WEEK)
    (mail,) = server.mails(deputy.email)
    assert mail["Subject"].endswith("…") and len(mail["Subject"]) <= 300


def test_behind_a_wall_only_the_person_and_the_days_are_told(
    delivery: Occurrence, server: MailServer, administrator: User, system: User
) -> None:
    with recording(by=system, action="enter", reason="fast"):
        ReminderPolicy.objects.create(
            name="Fast", leads=[14], repeat_every=7, escalate_after=1, is_default=True
        )
    days(FIRST + WEEK, DUE + timedelta(days=1))
    (mail,) = server.mails(administrator.email)
    text = mail.as_string()
    assert "an agreement that you may not see" in " ".join(
        mail.get_body(("plain",)).get_content().split()
    )
    assert "Ben Okafor" in text
    assert delivery.obligation.title not in text and "SUP-2019" not in text
    assert "/answer/" not in text


@pytest.mark.parametrize("answer", ["acknowledged", "put off", "done", "moved"])
def test_an_answer_drops_what_was_planned_with_its_reason(
    delivery: Occurrence, colleague: User, owner: User, answer: str
) -> None:
    day(FIRST)
    escalate(today=FIRST)
    {
        "acknowledged": lambda: acknowledge(occurrence=delivery, by=colleague),
        "put off": lambda: snooze(occurrence=delivery, until=date(2020, 3, 20), by=colleague),
        "done": lambda: occurrences.complete(occurrence=delivery, on=FIRST, by=colleague),
        "moved": lambda: occurrences.extend(
            occurrence=delivery, to=date(2020, 5, 5), by=owner, reason="so", agreed_with="them"
        ),
    }[answer]()
    set_day(FIRST + WEEK)
    drop_overtaken(now=machine_now())
    escalate(today=FIRST + WEEK)
    row = Reminder.objects.get(purpose="escalation", due_date=DUE)
    assert row.state == "dropped" and row.dropped_because
    assert not Message.objects.filter(kind="escalated").exists()


def test_answered_between_queueing_and_composing_it_is_dropped(
    delivery: Occurrence, server: MailServer, deputy: User, colleague: User
) -> None:
    days(FIRST, FIRST + timedelta(days=6))
    today = FIRST + WEEK
    set_day(today)
    escalate(today=today)
    queue_messages(today=today)
    acknowledge(occurrence=delivery, by=colleague)
    send_due()
    assert server.mails(deputy.email) == []
    row = Reminder.objects.get(purpose="escalation")
    assert row.dropped_because == "acknowledged by Ben Okafor on Wed 18 Mar 2020"


def test_the_deputys_acknowledgement_stops_it(
    delivery: Occurrence, server: MailServer, deputy: User, owner: User
) -> None:
    days(FIRST, FIRST + WEEK)
    acknowledge(occurrence=delivery, by=deputy)
    days(FIRST + timedelta(days=8), DUE)
    assert escalations(server, owner) == []


def test_three_days_without_a_sender_make_one_escalation(
    delivery: Occurrence, server: MailServer, deputy: User, owner: User
) -> None:
    day(FIRST)
    day(FIRST + WEEK + timedelta(days=3))
    assert [name for name, _ in told()] == ["Dora Quist"]
    assert len(escalations(server, deputy)) == 1 and escalations(server, owner) == []


def test_what_is_overdue_is_told_faster_and_in_spite_of_an_old_acknowledgement(
    delivery: Occurrence, server: MailServer, deputy: User, colleague: User
) -> None:
    day(FIRST)
    acknowledge(occurrence=delivery, by=colleague)
    days(FIRST + timedelta(days=1), DUE + timedelta(days=1))
    assert escalations(server, deputy) == []
    day(DUE + timedelta(days=2))
    assert len(escalations(server, deputy)) == 1
    again = acknowledge(occurrence=delivery, by=colleague)
    assert again.is_late
    days(DUE + timedelta(days=3), DUE + timedelta(days=9))
    assert Message.objects.filter(kind="escalated").count() == 1


def test_an_acknowledgement_taken_back_lets_others_be_told_again(
    delivery: Occurrence, server: MailServer, deputy: User, colleague: User
) -> None:
    days(FIRST, FIRST + timedelta(days=2))
    acknowledge(occurrence=delivery, by=colleague)
    days(FIRST + timedelta(days=3), FIRST + WEEK)
    assert told("planned") == [] and escalations(server, deputy) == []
    take_back(occurrence=delivery, by=colleague, reason="the wrong line")
    day(FIRST + timedelta(days=8))
    assert len(escalations(server, deputy)) == 1


def test_a_policy_may_say_never(delivery: Occurrence, system: User) -> None:
    with recording(by=system, action="enter", reason="they want quiet"):
        ReminderPolicy.objects.create(name="Quiet", leads=[14], escalate_after=0, is_default=True)
    days(FIRST, FIRST + timedelta(days=10))
    assert not Reminder.objects.filter(purpose="escalation").exists()


def test_an_address_that_refuses_passes_it_on(
    delivery: Occurrence, server: MailServer, deputy: User, owner: User
) -> None:
    server.refused = {deputy.email}
    days(FIRST, FIRST + timedelta(days=8))
    assert len(escalations(server, owner)) == 1


def test_a_dead_sender_leaves_it_to_the_next(
    delivery: Occurrence, server: MailServer, deputy: User
) -> None:
    days(FIRST, FIRST + timedelta(days=6))
    server.answer = lambda envelope: "451 not now"
    day(FIRST + WEEK)
    assert told() == []
    server.answer = lambda envelope: None
    Message.objects.filter(state="queued").update(next_try_at=machine_now())
    send_due()
    assert len(escalations(server, deputy)) == 1
    assert [name for name, _ in told()] == ["Dora Quist"]


def test_handed_over_it_waits_for_the_new_person(
    delivery: Occurrence, server: MailServer, deputy: User, owner: User
) -> None:
    day(FIRST)
    occurrences.assign(occurrence=delivery, to=owner, by=owner, reason="Ben is ill")
    days(FIRST + timedelta(days=1), FIRST + timedelta(days=6))
    assert escalations(server, deputy) == []


def test_what_is_open_without_a_last_day_is_told_of_and_not_escalated(
    delivery: Occurrence, system: User, server: MailServer
) -> None:
    set_day(FIRST)
    with recording(by=system, action="recompute", reason="for a test"), seeing_everything():
        Occurrence.objects.filter(pk=delivery.pk).update(
            due_date=None, act_by_date=None, start_date=FIRST, sort_date=FIRST
        )
        plan(today=FIRST, only=[delivery.pk])
        queue_messages(today=FIRST)
    send_due()
    assert Reminder.objects.filter(occurrence=delivery, state="sent", due_date=FIRST).exists()
    escalate(today=FIRST + 4 * WEEK)
    assert not Reminder.objects.filter(purpose="escalation", occurrence=delivery).exists()


def test_a_restored_database_tells_nobody_again(
    delivery: Occurrence, server: MailServer, deputy: User, administrator: User
) -> None:
    """The journal outside the database knows what was passed on to whom."""
    days(FIRST, FIRST + WEEK)
    sent = list(Reminder.objects.filter(state="sent").values_list("purpose", "lead"))
    Reminder.objects.all().delete()
    Message.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('obligations_sent_number', 1, false)")
    day(FIRST + WEEK)
    release(by=administrator, reason="the disk had failed")
    day(FIRST + WEEK)
    assert sorted(sent) == sorted(
        Reminder.objects.filter(state="sent").values_list("purpose", "lead")
    )
    assert len(escalations(server, deputy)) == 1


def test_the_page_says_who_is_told(delivery: Occurrence, as_owner: Client) -> None:
    page = as_owner.get(reverse("obligation", args=[delivery.obligation_id])).content.decode()
    assert (
        "from 7 days before the date Dora Quist, then Olivia Hart, 3 days apart;"
        " administrators once it is overdue"
    ) in page
