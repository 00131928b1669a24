"""Moving the demonstration's clock does, day by day, what those days would have done."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from time import perf_counter

import pytest
from django_q.models import OrmQ

from obligations.actions import clock
from obligations.actions.clock import forward
from obligations.actions.occurrences import complete
from obligations.actions.sending import send_due
from obligations.actions.ticking import tick
from obligations.clock import business_today
from obligations.models import BusinessClock, Message, Reminder
from obligations.permissions import NotAllowed
from obligations.policies import NotNow

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2020, 3, 11)


def texts():
    """The text of each composed message, by day and recipient."""
    found = {}
    for message in Message.objects.exclude(content=None).select_related("recipient"):
        mail = message_from_bytes(bytes(message.content), policy=default)
        body = mail.get_body(preferencelist=("plain",)).get_content()
        found[message.business_date, message.recipient.get_short_name()] = body
    return found


def test_each_day_has_its_own_mails(agreement, owner, colleague):
    moved = forward(to=date(2020, 3, 18), by=owner)
    assert (moved.day, business_today()) == (date(2020, 3, 18), date(2020, 3, 18))
    found = texts()
    # The owner's is due on the 10th; from the 11th it is late, and told once a week.
    assert "Insure the warehouse" in found[date(2020, 3, 10), "Olivia"]
    assert "DUE TODAY" in found[date(2020, 3, 10), "Olivia"]
    assert (date(2020, 3, 11), "Olivia") not in found
    assert "7 days overdue" in found[date(2020, 3, 17), "Olivia"]
    # Seven days before the colleague's payment of Wed 25 Mar is Wed 18 Mar.
    assert "Wed 25 Mar 2020, in 7 days" in found[date(2020, 3, 18), "Ben"]
    assert Message.objects.filter(state=Message.State.QUEUED).count() == len(found)


def test_what_it_tells_is_what_it_did(agreement, owner):
    moved = forward(to=WEDNESDAY, by=owner)
    assert moved.planned == Reminder.objects.count()
    assert moved.queued == Message.objects.count()


def test_the_real_sender_delivers_afterwards(agreement, owner, mailoutbox):
    forward(to=date(2020, 3, 18), by=owner)
    written = {m.pk: bytes(m.content) for m in Message.objects.all()}
    send_due()
    assert len(mailoutbox) == len(written) > 3
    for message in Message.objects.all():
        assert (message.state, bytes(message.content)) == ("sent", written[message.pk])
    assert not Reminder.objects.filter(state="planned", falls_on__lte=business_today()).exists()


def test_a_mail_says_how_things_stood_on_its_day(agreement, owner, occurrence):
    forward(to=WEDNESDAY, by=owner)
    complete(occurrence=occurrence("2.2"), on=WEDNESDAY, by=owner)
    forward(to=date(2020, 3, 18), by=owner)
    found = texts()
    assert not any("Insure" in text for (day, _), text in found.items() if day > date(2020, 3, 11))


def test_what_waits_is_composed_before_the_day_ends(agreement, owner, colleague, monkeypatch):
    monkeypatch.setattr("obligations.actions.ticking.send_due", lambda **_: send_due(most=0))
    tick(by="queue")
    assert Message.objects.filter(content=None).count() == 2
    forward(to=WEDNESDAY, by=owner)
    assert "tomorrow" not in texts()[date(2020, 3, 10), "Olivia"]
    assert not Message.objects.filter(content=None).exists()


def test_the_night_is_worked_through(agreement, owner, monkeypatch):
    nights = []
    monkeypatch.setattr(clock, "nightly", lambda: nights.append(business_today()) or 1)
    moved = forward(to=date(2020, 3, 13), by=owner)
    assert nights == [date(2020, 3, day) for day in (11, 12, 13)]
    assert moved.recomputed == 3


def test_an_abort_leaves_a_whole_day(agreement, owner, monkeypatch):
    plan_day = clock.plan_day

    def fail_on_friday(turn, today):
        plan_day(turn, today)
        if today == date(2020, 3, 13):
            raise KeyboardInterrupt

    monkeypatch.setattr(clock, "plan_day", fail_on_friday)
    with pytest.raises(KeyboardInterrupt):
        forward(to=date(2020, 3, 20), by=owner)
    assert business_today() == date(2020, 3, 12)
    assert not Message.objects.filter(business_date__gt=date(2020, 3, 12)).exists()
    assert not Message.objects.filter(content=None, state="queued").exists()


def test_one_poisoned_mail_does_not_hold_up_the_clock(agreement, owner, monkeypatch):
    def fail(message):
        raise ValueError("no such template")

    monkeypatch.setattr(clock, "compose", fail)
    assert forward(to=WEDNESDAY, by=owner).queued == 0
    assert Message.objects.filter(state="queued", content=None).exists()


@pytest.mark.parametrize("to", [date(2020, 3, 10), date(2020, 3, 9), date(2020, 4, 11)])
def test_it_moves_forward_by_a_month_at_most(agreement, owner, to):
    with pytest.raises(NotNow, match="the clock moves forward, by a month at most"):
        forward(to=to, by=owner)
    assert business_today() == date(2020, 3, 10)


def test_two_at_once_do_not_skip_a_day(agreement, owner, monkeypatch):
    def move_meanwhile():
        BusinessClock.objects.update(day=date(2020, 3, 15))
        return 0

    monkeypatch.setattr(clock, "nightly", move_meanwhile)
    with pytest.raises(NotNow, match="Somebody else has moved the clock"):
        forward(to=date(2020, 3, 13), by=owner)


def test_readers_leave_it_alone(agreement, outsider):
    with pytest.raises(NotAllowed, match="not move the clock"):
        forward(to=WEDNESDAY, by=outsider)


def test_a_real_clock_is_left_alone(agreement, owner, settings):
    settings.LONGSTOP_DEMO = False
    with pytest.raises(NotAllowed, match="Only a demonstration's clock"):
        forward(to=WEDNESDAY, by=owner)


@pytest.mark.parametrize(
    ("by", "day"), [("day", (2020, 3, 11)), ("week", (2020, 3, 17)), ("month", (2020, 4, 10))]
)
def test_the_buttons(agreement, as_owner, by, day):
    answer = as_owner.post("/clock/forward", {"by": by, "next": "/register?q=x"})
    assert answer["Location"] == "/register?q=x"
    assert business_today() == date(*day)
    assert OrmQ.objects.filter(key="longstop").exists()
    page = as_owner.get("/register").content.decode()
    assert "mails queued" in page and "reminders planned" in page


def test_the_buttons_are_for_those_who_may(agreement, as_outsider, client, sign_in_page):
    assert "Forward by" not in as_outsider.get("/").content.decode()
    assert as_outsider.post("/clock/forward", {"by": "day"}).status_code == 403
    assert client.post("/clock/forward", {"by": "day"})["Location"].startswith(sign_in_page)
    assert business_today() == date(2020, 3, 10)


@pytest.mark.parametrize("said", [{}, {"by": "year"}])
def test_a_step_that_does_not_exist_is_told(agreement, as_owner, said):
    page = as_owner.post("/clock/forward", said, follow=True).content.decode()
    assert "one day, one week or one month" in page


def test_it_leads_to_no_other_site(agreement, as_owner):
    answer = as_owner.post("/clock/forward", {"by": "day", "next": "https://example.com/"})
    assert answer["Location"] == "/"


def test_a_month_stays_well_under_a_minute(agreement, owner):
    begun = perf_counter()
    forward(to=date(2020, 3, 10) + timedelta(days=31), by=owner)
    assert perf_counter() - begun < 20
