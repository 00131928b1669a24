"""The calendar files of mails: dates are put in, moved and taken out again, each by its number."""

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import vobject

from agreements.audit import recording
from agreements.models import TeamMember
from obligations.actions import occurrences
from obligations.actions.composing import compose
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.telling import queue_moved
from obligations.models import CalendarCopy, Message
from obligations.tests.conftest import TUESDAY, set_day

pytestmark = pytest.mark.django_db
WHY = "because the test wants it"


def mail_of(person, day=TUESDAY):
    """What a person is mailed on a day, composed anew."""
    set_day(day)
    plan(today=day)
    queue_messages(today=day)
    message = Message.objects.filter(recipient=person, business_date=day).latest("pk")
    assert compose(message)
    message.refresh_from_db()
    return message_from_bytes(bytes(message.content), policy=default)


def files(mail):
    """The calendar files of a mail by their method, each as its entries by title."""
    found = {}
    for part in mail.iter_attachments():
        assert part.get_content_type() == "text/calendar"
        text = part.get_content()
        assert all(len(line.encode()) <= 75 for line in text.splitlines())
        calendar = vobject.readOne(text)
        method = calendar.method.value
        assert part["Content-Type"].params["method"] == method
        events = calendar.vevent_list
        assert all(e.organizer.value.startswith("mailto:") for e in events)
        found[method] = {e.summary.value.split(" (")[0]: e for e in events}
    return found


def test_a_digest_carries_its_dates(agreement, owner):
    mail = mail_of(owner)
    published = files(mail)
    assert published.keys() == {"PUBLISH"}
    event = published["PUBLISH"]["Insure the warehouse"]
    assert event.dtstart.value == TUESDAY and event.dtend.value == TUESDAY + timedelta(days=1)
    assert event.status.value == "CONFIRMED" and event.sequence.value == "0"
    assert not hasattr(event, "attendee")
    plain = mail.get_body(("plain",)).get_content()
    assert f"dates.ics puts {len(published['PUBLISH'])} dates into your calendar" in plain
    assert "dates.ics" in mail.get_body(("html",)).get_content()


def test_what_is_called_off_is_cancelled_once_by_the_next_mail(agreement, owner, occurrence):
    before = files(mail_of(owner))["PUBLISH"]["Insure the warehouse"]
    occurrences.waive(occurrence=occurrence("2.2"), by=owner, reason=WHY)
    again = mail_of(owner, date(2020, 4, 1))
    event = files(again)["CANCEL"]["Called off: Insure the warehouse"]
    assert event.uid.value == before.uid.value and event.sequence.value == "1"
    assert event.status.value == "CANCELLED"
    assert "called-off.ics takes 1 date out" in again.get_body(("plain",)).get_content()
    assert "CANCEL" not in files(mail_of(owner, date(2020, 4, 30)))


def test_a_date_that_moved_is_published_again_though_the_mail_is_about_others(
    agreement, owner, occurrence
):
    before = files(mail_of(owner))["PUBLISH"]["Insure the warehouse"]
    occurrences.extend(
        occurrence=occurrence("2.2"), to=date(2020, 9, 9), by=owner, reason=WHY, agreed_with="Birch"
    )
    after = files(mail_of(owner, date(2020, 4, 1)))["PUBLISH"]["Insure the warehouse"]
    assert after.uid.value == before.uid.value and after.sequence.value == "1"
    assert after.dtstart.value == date(2020, 9, 9)
    assert "Insure the warehouse" not in files(mail_of(owner, date(2020, 4, 30)))["PUBLISH"]


def test_the_mail_about_moved_dates_says_what_it_attaches(agreement, owner, colleague, occurrence):
    row = occurrence("3.1", date(2020, 3, 25))
    day = date(2020, 3, 11)
    assert "Pay for a delivery" in str(files(mail_of(colleague, day)))
    later = date(2020, 4, 15)
    occurrences.extend(occurrence=row, to=later, by=owner, reason=WHY, agreed_with="the buyer")
    assert queue_moved(today=day) == 1
    message = Message.objects.get(recipient=colleague, kind="moved")
    assert compose(message)
    message.refresh_from_db()
    mail = message_from_bytes(bytes(message.content), policy=default)
    assert files(mail).keys() == {"PUBLISH"}
    said = "Attached: dates.ics brings 1 date in your calendar up to date."
    for kind in ("plain", "html"):
        assert said in mail.get_body((kind,)).get_content()


def test_what_comes_back_is_published_with_a_higher_number(agreement, owner, occurrence):
    mail_of(owner)
    row = occurrence("2.2")
    occurrences.waive(occurrence=row, by=owner, reason=WHY)
    cancelled = files(mail_of(owner, date(2020, 4, 1)))["CANCEL"]
    row.refresh_from_db()
    occurrences.reopen(occurrence=row, by=owner, reason=WHY)
    event = files(mail_of(owner, date(2020, 4, 30)))["PUBLISH"]["Insure the warehouse"]
    (off,) = cancelled.values()
    assert event.uid.value == off.uid.value
    assert int(event.sequence.value) > int(off.sequence.value)


def test_only_who_was_mailed_an_entry_is_told_of_its_end(agreement, owner, colleague, occurrence):
    mail_of(owner)
    occurrences.waive(occurrence=occurrence("2.2"), by=owner, reason=WHY)
    assert "CANCEL" not in files(mail_of(colleague, date(2020, 4, 1)))


def test_nothing_is_told_of_what_stands_behind_a_wall_by_now(
    agreement, closing, owner, occurrence, system
):
    mail_of(owner)
    occurrences.waive(occurrence=occurrence("2.2"), by=owner, reason=WHY)
    with recording(by=system, action="test", reason="leaves the team"):
        TeamMember.objects.filter(user=owner, agreement=agreement).delete()
    assert "CANCEL" not in files(mail_of(owner, date(2020, 4, 1)))


def test_a_calendar_that_cannot_be_made_leaves_the_mail(agreement, owner, monkeypatch, caplog):
    def fail(*_):
        raise ValueError("no")

    monkeypatch.setattr("obligations.actions.calendar_parts.published", fail)
    mail = mail_of(owner)
    assert list(mail.iter_attachments()) == []
    assert "Insure the warehouse" in mail.get_body(("plain",)).get_content()
    assert "cannot be made" in caplog.text


def test_a_mail_is_frozen_with_its_calendar(agreement, owner):
    mail_of(owner)
    message = Message.objects.get(recipient=owner)
    assert CalendarCopy.objects.filter(recipient=owner, message=message).count() == len(
        files(message_from_bytes(bytes(message.content), policy=default))["PUBLISH"]
    )
