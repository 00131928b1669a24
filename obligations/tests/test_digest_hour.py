"""The daily mail comes once a day, at each person's own hour, on weekdays where they are."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.audit import recording
from obligations.actions.beating import beat
from obligations.actions.composing import compose
from obligations.actions.hours import instant_for_digests
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.clock import business_today, machine_now
from obligations.models import Message, Preferences, Reminder
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def remind(agreement, occurrence):
    """Plans one reminder for a person, as if the planner had done it at some time."""

    def add(person, falls_on, *, due=date(2020, 6, 1), planned_at=LONG_AGO, lead=1):
        return Reminder.objects.create(
            occurrence=occurrence("2.1"),
            recipient=person,
            due_date=due,
            lead=lead,
            falls_on=falls_on,
            planned_at=planned_at,
        )

    return add


def settle(person, zone, hour, **more):
    """Sets a person's zone and hour past the forms, which would refuse what is broken."""
    with recording(by=person, action="settle", reason="for a test"):
        type(person).objects.filter(pk=person.pk).update(zone=zone)
        Preferences.objects.create(person=person, digest_hour=hour, **more)


def ring(zone, *parts):
    """Has the clock strike at a wall time of a zone; the messages that are new."""
    before = set(Message.objects.values_list("pk", flat=True))
    at = datetime(*parts, tzinfo=ZoneInfo(zone))
    today = at.astimezone(ZoneInfo("America/New_York")).date()
    queue_messages(today=today, now=at.astimezone(UTC))
    rows = Message.objects.exclude(pk__in=before).order_by("pk")
    return [(m.kind, m.business_date) for m in rows]


def test_it_waits_for_the_hour_in_the_persons_zone(remind, owner, colleague):
    settle(owner, "Asia/Tokyo", 7)
    settle(colleague, "America/New_York", 18)
    remind(owner, TUESDAY)
    remind(colleague, TUESDAY)
    assert ring("Asia/Tokyo", 2020, 3, 10, 6, 59) == []
    # In Tokyo it is Tuesday morning while New York has Monday evening.
    assert ring("Asia/Tokyo", 2020, 3, 10, 7, 0) == [("digest", TUESDAY)]
    Reminder.objects.filter(recipient=owner).update(state="sent")
    assert ring("America/New_York", 2020, 3, 10, 17, 59) == []
    assert ring("America/New_York", 2020, 3, 10, 18, 0) == [("digest", TUESDAY)]
    assert ring("America/New_York", 2020, 3, 10, 23, 0) == []


@pytest.mark.parametrize(
    ("zone", "day", "before", "after"),
    [
        # Sundays: something due on the Monday makes the mail come all the same.
        ("Europe/Berlin", date(2026, 3, 29), (1, 59), (3, 0)),
        ("America/New_York", date(2026, 3, 8), (1, 59), (3, 0)),
        ("Europe/Berlin", date(2026, 10, 25), (1, 59), (2, 0)),
        ("America/New_York", date(2026, 11, 1), (1, 59), (2, 0)),
    ],
)
def test_a_change_of_clocks_gives_one_mail_at_a_right_instant(
    remind, owner, zone, day, before, after
):
    settle(owner, zone, 2)
    remind(owner, day, due=day + timedelta(days=1), planned_at=_at_noon(day - timedelta(days=2)))
    Message.objects.create(
        recipient=owner,
        kind="digest",
        business_date=day - timedelta(days=2),
        created_at=LONG_AGO,
        next_try_at=LONG_AGO,
        state="empty",
    )
    assert ring(zone, day.year, day.month, day.day, *before) == []
    assert ring(zone, day.year, day.month, day.day, *after) == [("digest", day)]
    for hours in range(1, 24):
        at = datetime(day.year, day.month, day.day, *after, tzinfo=ZoneInfo(zone))
        queue_messages(today=day, now=at.astimezone(UTC) + timedelta(minutes=30 * hours))
    assert Message.objects.filter(recipient=owner, kind="digest", business_date=day).count() == 1


def _at_noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_nothing_comes_on_a_weekend_unless_it_is_due_by_monday(remind, owner):
    settle(owner, "Europe/London", 7)
    saturday, monday = date(2020, 3, 14), date(2020, 3, 16)
    noon = datetime(2020, 3, 14, 6, tzinfo=UTC)
    remind(owner, saturday, due=date(2020, 3, 20), planned_at=noon)
    assert ring("Europe/London", 2020, 3, 14, 9, 0) == []
    assert ring("Europe/London", 2020, 3, 15, 9, 0) == []
    assert ring("Europe/London", 2020, 3, 16, 7, 0) == [("digest", monday)]
    Message.objects.all().delete()
    remind(owner, saturday, due=monday, planned_at=noon, lead=2)
    assert ring("Europe/London", 2020, 3, 14, 9, 0) == [("digest", saturday)]


def test_what_was_missed_comes_as_soon_as_something_runs_again(remind, owner):
    settle(owner, "Europe/London", 18)
    remind(owner, date(2020, 3, 9))
    # Nothing ran on Monday evening: on Tuesday one does not wait for the evening.
    assert ring("Europe/London", 2020, 3, 10, 0, 30) == [("digest", TUESDAY)]
    assert ring("Europe/London", 2020, 3, 10, 18, 0) == []


def test_what_comes_up_at_night_waits_and_what_is_urgent_does_not(remind, owner):
    settle(owner, "Europe/London", 7)
    night = datetime(2020, 3, 10, 2, tzinfo=UTC)
    remind(owner, TUESDAY, due=date(2020, 3, 17), planned_at=night)
    assert ring("Europe/London", 2020, 3, 10, 2, 1) == []
    remind(owner, TUESDAY, due=date(2020, 3, 11), planned_at=night, lead=2)
    assert ring("Europe/London", 2020, 3, 10, 2, 2) == [("urgent", TUESDAY)]


def test_what_is_due_tomorrow_and_was_known_waits_for_the_hour(remind, owner):
    settle(owner, "Europe/London", 7)
    remind(owner, TUESDAY, due=date(2020, 3, 11))
    assert ring("Europe/London", 2020, 3, 10, 2, 0) == []
    assert ring("Europe/London", 2020, 3, 10, 7, 0) == [("digest", TUESDAY)]


def test_a_broken_zone_delays_nobody_else(remind, owner, colleague):
    settle(owner, "Mars/Phobos", 7)
    settle(colleague, "Europe/London", 7)
    remind(owner, TUESDAY)
    remind(colleague, TUESDAY)
    assert ring("America/New_York", 2020, 3, 10, 7, 0) == [("digest", TUESDAY)] * 2


def test_a_demonstration_sends_at_once(remind, owner):
    settle(owner, "Europe/London", 23)
    remind(owner, TUESDAY)
    assert queue_messages(today=TUESDAY) == 1
    assert Message.objects.get().created_at <= machine_now()


def a_zone_where_it_is(hour, now):
    ahead = (hour - now.astimezone(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@pytest.mark.parametrize(("hour", "digests"), [(3, 0), (12, 1)])
def test_in_production_the_machines_clock_tells_the_hour(remind, owner, settings, hour, digests):
    settings.LONGSTOP_DEMO = False
    now = machine_now()
    zone = a_zone_where_it_is(hour, now)
    today = now.astimezone(ZoneInfo(zone)).date()
    settle(owner, zone, 7)
    remind(owner, today, due=today)
    queue_messages(today=business_today(), now=instant_for_digests())
    assert Message.objects.filter(recipient=owner, business_date=today).count() == digests


# The weekly message


def test_nothing_due_is_said_once_a_week_where_it_is_wished(agreement, owner, colleague):
    settle(owner, "Europe/London", 8, nothing_due_weekday=1)
    assert ring("Europe/London", 2020, 3, 10, 7, 59) == []
    assert ring("Europe/London", 2020, 3, 10, 8, 0) == [("nothing", TUESDAY)]
    assert ring("Europe/London", 2020, 3, 10, 12, 0) == []
    assert ring("Europe/London", 2020, 3, 11, 9, 0) == []
    assert ring("Europe/London", 2020, 3, 17, 9, 0) == [("nothing", date(2020, 3, 17))]


def test_who_is_reminded_on_that_day_does_not_hear_it(remind, owner):
    settle(owner, "Europe/London", 7, nothing_due_weekday=1)
    remind(owner, TUESDAY)
    assert ring("Europe/London", 2020, 3, 10, 9, 0) == [("digest", TUESDAY)]


def test_it_says_what_is_next_and_when_the_sender_last_beat(agreement, owner):
    plan(today=TUESDAY)
    Reminder.objects.filter(recipient=owner, falls_on__lte=TUESDAY).update(state="sent")
    beat("planner")
    beat("sender")
    settle(owner, "Europe/London", 7, nothing_due_weekday=1)
    assert ("nothing", TUESDAY) in ring("Europe/London", 2020, 3, 10, 9, 0)
    message = Message.objects.get(kind="nothing")
    assert compose(message)
    text = message_from_bytes(bytes(message.content), policy=default)
    body = text.get_body(("plain",)).get_content()
    # The forecast is overdue still: nobody is told that all is well.
    assert message.subject.startswith("Nothing new; ")
    assert "overdue still" in body and "WHAT COMES NEXT" in body
    assert "What sends mail was last seen at work at" in body and "Europe/London" in body


def test_it_is_not_sent_where_something_was_after_all(agreement, owner):
    settle(owner, "Europe/London", 7, nothing_due_weekday=1)
    ring("Europe/London", 2020, 3, 10, 9, 0)
    Message.objects.create(
        recipient=owner,
        kind="urgent",
        business_date=TUESDAY,
        created_at=LONG_AGO,
        next_try_at=LONG_AGO,
    )
    assert not compose(Message.objects.get(kind="nothing"))


def test_a_round_asks_no_more_where_more_people_wait(remind, owner, colleague, outsider):
    """Before their hour people wait through many rounds: those must cost little each."""

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert ring("Europe/London", 2020, 3, 10, 3, 0) == []
        return len(captured)

    settle(owner, "Europe/London", 7)
    remind(owner, TUESDAY)
    one = asked()
    for person in (colleague, outsider):
        settle(person, "Europe/London", 7)
        remind(person, TUESDAY)
    assert asked() == one
